"""Japanese in Hepburn's letters, by words and readings, long vowels as short ones."""

import re
from functools import cache
from importlib import import_module
from typing import Any

from communique.patterns import late

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


def romanise(text: str) -> str:
    """Return a text with its Japanese words as they are read."""
    return JAPANESE.sub(lambda found: f" {' '.join(_read(found[0]))} ", text)
