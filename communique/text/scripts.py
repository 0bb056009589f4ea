"""Which script a text is in, and which a language is written in; names are those of ISO 15924."""

from functools import lru_cache

from babel.core import get_global

from communique.patterns import late
from communique.text.locales import primary

LETTERS = {
    "Latn": late("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "Cyrl": late("[\u0400-\u052f]"),
    "Arab": late("[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "Hani": late("[\u3400-\u9fff]"),
    "Grek": late("[\u0370-\u03ff\u1f00-\u1fff]"),
    "Hebr": late("[\u05d0-\u05ea]"),
    "Armn": late("[\u0530-\u058f]"),
    "Geor": late("[\u10a0-\u10ff]"),
    "Deva": late("[\u0900-\u097f]"),
    "Hang": late("[\uac00-\ud7af]"),
}
_NO_LETTERS = bytes(sign for sign in range(128) if not chr(sign).isalpha())

HAN = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hang"}

RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})

ENOUGH = 12
"""Letters that a text needs so that its language can be seen; Chinese has few."""

MOST = 0.7
"""How much of a text is in its script; names and abbreviations are often in another."""

BEGINNING = 4000
"""Letters that are looked at."""


def find_script(text: str) -> str:
    """Return the script that a text is plainly in, or ""."""
    text = text[:BEGINNING]
    ascii_only = text.encode("ascii", "ignore")
    latin, foreign = len(ascii_only.translate(None, _NO_LETTERS)), len(text) - len(ascii_only)
    if latin >= ENOUGH and latin >= MOST * (latin + foreign):
        return "Latn"
    counts = {script: len(letters.findall(text)) for script, letters in LETTERS.items()}
    script = max(counts, key=lambda each: counts[each])
    total = sum(counts.values())
    return script if total >= ENOUGH and counts[script] >= MOST * total else ""


@lru_cache(maxsize=64)
def script_of(lang: str) -> str:
    """Return the usual script of a language, by CLDR; "" if CLDR has none."""
    known = get_global("likely_subtags")
    likely = str(known.get(lang.replace("-", "_")) or known.get(primary(lang), ""))
    parts = [part for part in (*lang.split("-"), *likely.split("_")) if part.istitle()]
    script = next((part for part in parts if len(part) == len("Latn")), "")
    return HAN.get(script, script)


def direction(lang: str) -> str:
    """Return HTML's direction of a language; Mongolian, from top to bottom, has none: ``ltr``.

    It follows from the script: CLDR's own word on it is in data of each language, 5 ms to load.
    """
    return "rtl" if script_of(lang) in RIGHT_TO_LEFT else "ltr"
