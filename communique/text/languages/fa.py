"""Persian: addresses by BGN/PCGN's table of 1958 without its diacritics.

Persian does not write short vowels, and they are not guessed. There are two exceptions: an alif at
the beginning of a word becomes ``e``, and a ``h`` after a consonant at its end ``eh``.
"""

from collections.abc import Callable, Mapping

from communique.patterns import late
from communique.text.language import HeldWords, Language, letters

LETTERS = letters(
    "ء: آ:a أ:a ؤ:o إ:e ئ:i ا:a ب:b پ:p ت:t ة:eh ث:s ج:j چ:ch ح:h خ:kh د:d ذ:z ر:r ز:z ژ:zh "
    "س:s ش:sh ص:s ض:z ط:t ظ:z ع: غ:gh ف:f ق:q ک:k ك:k گ:g ل:l م:m ن:n و:u ه:h ۀ:eh ی:i ي:i "
    "ى:a"
)
CONSONANTS = {"و": "v", "ی": "y", "ي": "y"}
FIRST = {"ا": "e", "ای": "i", "اي": "i", "او": "u"}
VOWELS = "اآأىوی"
WORD = late("[\u0620-\u064a\u064b-\u065f\u0670-\u06d3]+")
UNWRITTEN = dict.fromkeys([ord("ـ"), 0x0670, *range(0x064B, 0x0660)])
"""Vowel signs, and the stroke that makes a word longer."""


def romanise_by(
    table: Mapping[str, str],
    consonants: Mapping[str, str],
    first: Mapping[str, str],
    last: Mapping[str, str],
) -> Callable[[str], str]:
    """Return what puts words in Arabic letters into ASCII.

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
                written.append(table.get(letter, letter))
        return "".join(written)

    return lambda text: WORD.sub(lambda found: spell(found[0].translate(UNWRITTEN)), text)


LANGUAGE = Language(
    code="fa",
    romanise=romanise_by(LETTERS, CONSONANTS, FIRST, {"ه": "eh"}),
    held=HeldWords(
        status="وضعیت",
        bans="ممنوعیت انتشار|تحریم خبری",
        draft="پیشنویس",
        hints="ممنوعیت|تحریم|نویس",
    ),
)
