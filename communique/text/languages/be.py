"""Belarusian: addresses by the national instruction of 2007, without diacritics."""

from communique.patterns import late
from communique.text.language import HeldWords, Language, letters

LETTERS = dict(zip("абвгдзійклмнопрстуўфыэ", "abvhdzijklmnoprstuufye", strict=True)) | letters(
    "е:ie ё:io ж:z х:ch ц:c ч:c ш:s ь: ю:iu я:ia"
)
AFTER_VOWEL = {"е": "je", "ё": "jo", "ю": "ju", "я": "ja"}
"""How these are written at the beginning of a word, and after a vowel, ў, ь and an apostrophe."""

OPEN = late("(?:(?<![^\\W\\d_])|(?<=[аоуыэіеёюяўь'’]))[еёюя]")

LANGUAGE = Language(
    code="be",
    letters=str.maketrans(LETTERS),
    # Before е, ё, ю, я the letter л is soft, and л before others is ł: without diacritics both l.
    romanise=lambda text: OPEN.sub(lambda letter: AFTER_VOWEL[letter[0]], text),
    held=HeldWords(status="статус", embargo="эмбарга", draft="чарнавік", hints="эмбарга|чарнавік"),
)
