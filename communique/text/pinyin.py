"""Chinese in pinyin, for addresses: a syllable a character, without tones.

Unidecode has one reading a character, not always the usual one, and a character may have several.
The words here are those that a newsroom needs and that it would misread.
"""

from __future__ import annotations

from communique.text.patterns import late

__all__ = ["romanise_chinese"]

READINGS = {
    # Words of which a character is read otherwise than alone.
    "重庆": "chong qing",
    "重新": "chong xin",
    "重建": "chong jian",
    "重申": "chong shen",
    "重启": "chong qi",
    "银行": "yin hang",
    "行长": "hang zhang",
    "行业": "hang ye",
    "西藏": "xi zang",
    "藏族": "zang zu",
    "厦门": "xia men",
    "协调": "xie tiao",
    "调解": "tiao jie",
    "调整": "tiao zheng",
    "会计": "kuai ji",
    "音乐": "yin yue",
    "成长": "cheng zhang",
    "增长": "zeng zhang",
    "什么": "shen me",
    # Offices: the head of something is zhang.
    "部长": "bu zhang",
    "长官": "zhang guan",
    "书长": "shu zhang",
    "议长": "yi zhang",
    "会长": "hui zhang",
    "市长": "shi zhang",
    "省长": "sheng zhang",
    "州长": "zhou zhang",
    "院长": "yuan zhang",
    "局长": "ju zhang",
    "司长": "si zhang",
    "处长": "chu zhang",
    "校长": "xiao zhang",
    "团长": "tuan zhang",
    "组长": "zu zhang",
    "首长": "shou zhang",
    # Characters whose reading in Unidecode is rare.
    "适": "shi",
    "宁": "ning",
    "卡": "ka",
    "朝": "chao",
    "血": "xue",
    "了": "le",
}

WORD = late("|".join(sorted(READINGS, key=lambda word: (-len(word), word))))
HAN = late("[\u3400-\u9fff\uf900-\ufaff]")


def romanise_chinese(text: str) -> str:
    """Return the text with known words in pinyin and a space around every other character."""
    return HAN.sub(r" \g<0> ", WORD.sub(lambda match: f" {READINGS[match[0]]} ", text))
