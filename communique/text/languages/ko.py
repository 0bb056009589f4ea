"""Korean syllables as they are said: their letters follow from their number (Unicode, 3.12)."""

import re

from communique.patterns import late

SYLLABLES = late("[\uac00-\ud7a3]+")
FIRST = (
    *("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s"),
    *("ss", "", "j", "jj", "ch", "k", "t", "p", "h"),
)
VOWELS = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae"),
    *("oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"),
)
LAST = (
    *("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l"),
    *("m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"),
)
"""How the final letters of a syllable sound before a consonant, or at the end of a word."""

MOVED = (
    *(" ", " g", " kk", "k s", " n", "n j", " n", " d", " r", "l g", "l m", "l b", "l s", "l t"),
    *("l p", " r", " m", " b", "p s", " s", " ss", "ng ", " j", " ch", " k", " t", " p", " "),
)
"""Before a vowel: what remains of the final letters, and what moves to the next syllable."""

WITH_H = {6: "n", 15: "l", 27: ""}
"""Ends with h, by their number, and what is left of them where it makes the next letter sharp."""

WITH_J = {5: "n", 22: ""}
"""Ends with j, and what is left of them before h."""

SHARP = {"g": "k", "d": "t", "j": "ch"}
SOFT = {"k": "ng", "t": "n", "p": "m"}
"""What stops are before n, m and r."""

TO_I = {"d": "j", "t": "ch"}
"""What moves before i."""


def _read(found: re.Match[str]) -> str:
    numbers = [ord(syllable) - 0xAC00 for syllable in found[0]]
    parts = [[FIRST[n // 588], VOWELS[n // 28 % 21], LAST[n % 28]] for n in numbers]
    for number, before, after in zip(numbers, parts, parts[1:], strict=False):
        before[2], after[0] = _meet(number % 28, before[2], after[0], after[1])
    return "".join(letter for part in parts for letter in part)


def _meet(end: int, last: str, first: str, vowel: str) -> tuple[str, str]:
    """Return how the end of a syllable and the beginning of the next one change together."""
    if not first:
        last, first = MOVED[end].split(" ")
        if vowel in {"i", "yeo"}:
            first = TO_I.get(first, first)
    elif end in WITH_H and first in SHARP:
        last, first = WITH_H[end], SHARP[first]
    elif end in WITH_H and first == "s":
        last = WITH_H[end]
    elif end in WITH_J and first == "h":
        last, first = WITH_J[end], "ch"
    elif first == "r" and last in {"n", "l"}:
        last = first = "l"
    elif first == "n" and last == "l":
        first = "l"
    elif first in {"n", "m", "r"} and last:
        last, first = SOFT.get(last, last), "n" if first == "r" else first
    return last, first


def romanise(text: str) -> str:
    """Return a text with its syllables in ASCII."""
    return SYLLABLES.sub(_read, text)
