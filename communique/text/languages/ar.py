"""Arabic letters that depend on their neighbours, in ASCII."""

import re

from communique.patterns import late

CONSONANTS = {"و": "w", "ي": "y"}

WORD = late("[ء-غـف-ي\u064b-\u065f\u0670پچڤگژکی]+")
UNWRITTEN = dict.fromkeys([ord("ـ"), 0x0670, *range(0x064B, 0x0660)]) | {
    ord("ک"): "ك",
    ord("ی"): "ي",
}
"""Vowel signs, which some write and most leave out, and the stroke that makes a word longer."""

ARTICLE = "ال"
SHORTEST = 4
"""A word that begins with ال and is shorter, such as آل or الى, has no article."""

GOD = "الله"
VOWELS = frozenset("اآأىة")
AIN = "ع"


def romanise(text: str) -> str:
    """Return a text with Arabic letters that depend on others in ASCII."""
    return WORD.sub(_romanise, text)


def _romanise(found: re.Match[str]) -> str:
    """Return an Arabic word; ``al-`` stands before each noun."""
    word = found[0].translate(UNWRITTEN)
    if word == GOD:
        return "allah"
    if word.startswith(ARTICLE) and len(word) >= SHORTEST:
        return f"al-{_spell(word.removeprefix(ARTICLE))}"
    return _spell(word)


def _spell(word: str) -> str:
    if word.startswith("ا"):
        word = f"إ{word[1:]}"  # an alif without hamza there is mostly i: اجتماع, اتحاد
    word = word.replace("ئي", "ئ").replace("ؤو", "ؤ").replace("إي", "إ")
    return "".join(_letter(word, at) for at in range(len(word)))


def _letter(word: str, at: int) -> str:
    """Return و and ي as vowels only between consonants and at the end; ع beside a vowel as none."""
    letter, before, after = word[at], word[at - 1 : at], word[at + 1 : at + 2]
    beside_vowel = bool(VOWELS & {before, after})
    if letter == AIN and beside_vowel:
        return ""
    if letter in CONSONANTS and (not before or beside_vowel or after in CONSONANTS):
        return CONSONANTS[letter]
    return letter
