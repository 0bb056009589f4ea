"""Pashto: addresses by BGN/PCGN's table of 1968 without diacritics, no short vowel guessed."""

from communique.text.language import Language, letters
from communique.text.languages import fa

LETTERS = fa.LETTERS | letters("ټ:t ځ:dz څ:ts ډ:d ړ:r ږ:zh ښ:sh ګ:g ڼ:n ې:e ۍ:ey ے:ey ة:a")
CONSONANTS = {"و": "w", "ی": "y", "ي": "y"}
FIRST = {"ا": "a", "ای": "i", "او": "o"}

LANGUAGE = Language(code="ps", romanise=fa.romanise_by(LETTERS, CONSONANTS, FIRST, {"ه": "a"}))
