"""Kazakh: marks and addresses as in Russian, whose people and places its texts name."""

from __future__ import annotations

from dataclasses import replace

from communique.text.language import HeldWords, phrases, words
from communique.text.languages import ru

LANGUAGE = replace(
    ru.LANGUAGE,
    code="kk",
    note_headings=phrases(
        "редакторларға ескертпе; редакцияларға ескертпе; редакторлар үшін ескертпе; "
        "редакторлардың назарына"
    ),
    speakers=phrases("сұрақ; жауап; журналист; модератор"),
    greetings="қайырлы (?:таң|күн|кеш)|сәлеметсіз(?:дер)? бе|рахмет",
    addressed="ханымдар мен мырзалар|құрметті (?:\\w+ ?){1,4}",
    abbreviations=ru.LANGUAGE.abbreviations | {"жж", "ғғ"},
    date_words=words("жылғы жыл ж"),
    held=HeldWords(
        status="мәртебе",
        after=r"дейін",
        bans_last=r".{0,60}\bдейін\s+жариял(?:ауға\s+болмайды|анбасын|ауға\s+тыйым)",
        lines=r".{0,60}\b(?:дейін|бұрын)\s+(?:жариял\w+|таратуға)\s+(?:болмайды|тыйым\s+салын\w+)"
        r"|.{0,60}\bдейін\s+жарияла[нм]басын",
        draft_in_title="жоба",
        letterhead=r"баспасөз\s+хабарламасы",
        hints=("дейін", "бұрын", "жоба"),
    ),
)
