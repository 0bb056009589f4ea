"""Persian letters that depend on their place, in ASCII; so those of Pashto and Urdu."""

from collections.abc import Callable, Mapping

from communique.patterns import late

VOWELS = "اآأىوی"
WORD = late("[\u0620-\u064a\u064b-\u065f\u0670-\u06d3]+")
UNWRITTEN = dict.fromkeys([ord("ـ"), 0x0670, *range(0x064B, 0x0660)])
"""Vowel signs, and the stroke that makes a word longer."""


def romanise_by(
    consonants: Mapping[str, str],
    first: Mapping[str, str],
    last: Mapping[str, str],
) -> Callable[[str], str]:
    """Return what puts such letters into ASCII; the others are the table's.

    ``consonants`` are half vowels where they begin a word or stand beside a vowel; ``first`` is how
    a word begins, ``last`` how it ends behind a consonant.
    """

    def spell(word: str) -> str:
        begun = next((each for each in (word[:2], word[:1]) if each in first), "")
        if len(begun) == len(word):
            begun = ""
        written = [first[begun]] if begun else []
        for at in range(len(begun), len(word)):
            letter, before, after = word[at], word[at - 1 : at], word[at + 1 : at + 2]
            if letter in last and not after and len(word) > 2 and before not in VOWELS:  # noqa: PLR2004
                written.append(last[letter])
            elif letter in consonants and after and (not before or after in "اآ" or before in "اآ"):
                written.append(consonants[letter])
            else:
                written.append(letter)
        return "".join(written)

    return lambda text: WORD.sub(lambda found: spell(found[0].translate(UNWRITTEN)), text)


romanise = romanise_by(
    {"و": "v", "ی": "y", "ي": "y"}, {"ا": "e", "ای": "i", "اي": "i", "او": "u"}, {"ه": "eh"}
)
