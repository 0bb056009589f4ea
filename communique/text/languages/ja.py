"""Japanese: addresses in Hepburn's letters, by words and readings, long vowels as short ones.

pykakasi knows words and how each is read; it is imported when an address is made of a Japanese
text (docs/decisions/0035). 東京 is ``tokyo``, as in passports.
"""

import re
from functools import cache
from importlib import import_module
from typing import Any

from communique.patterns import late
from communique.text.language import HeldWords, Language, phrases

JAPANESE = late(
    "[\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
KATAKANA = late("[\u30a1-\u30ff]+")
LONG = (("aa", "a"), ("uu", "u"), ("oo", "o"), ("ou", "o"))
"""Long vowels; ``ei`` and ``ii`` have no mark in Hepburn's letters."""


@cache
def _reader() -> Any:
    return import_module("pykakasi").kakasi()


def _read(text: str) -> list[str]:
    return [_shorten(str(word["orig"]), str(word["hepburn"])) for word in _reader().convert(text)]


def _shorten(word: str, latin: str) -> str:
    """Write long vowels as short ones; the ``u`` of a verb such as 思う is one of its own."""
    if KATAKANA.fullmatch(word):
        return re.sub(r"([aeiou])\1", r"\1", latin)
    end = "u" if word.endswith("う") and latin.endswith("ou") and len(word) > 1 else ""
    stem = latin.removesuffix(end) if end else latin
    for long, short in LONG:
        stem = stem.replace(long, short)
    return stem + end


LANGUAGE = Language(
    code="ja",
    romanise=lambda text: JAPANESE.sub(lambda found: f" {' '.join(_read(found[0]))} ", text),
    note_headings=phrases("編集者への注; 報道関係者への注"),
    held=HeldWords(
        status="状態|ステータス",
        embargo="報道解禁|解禁日時|解禁日|解禁|エンバーゴ",
        draft="下書き|草案",
        drafts="部外秘|社外秘|公開禁止|取扱注意",
        hints="解禁|エンバーゴ|下書き|草案|外秘|公開禁止|取扱注意",
    ),
)
