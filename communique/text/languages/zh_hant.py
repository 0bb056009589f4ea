"""Traditional Chinese: pinyin as of simplified characters."""

from communique.text.languages import zh

romanise = zh.romanise
