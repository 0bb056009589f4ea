"""Urdu: addresses by BGN/PCGN's table of 2007 without its diacritics; no short vowel is guessed."""

from communique.text.language import Language, letters
from communique.text.languages import fa

LETTERS = fa.LETTERS | letters("ٹ:t ڈ:d ڑ:r ں:n ہ:h ھ:h ۂ:a ۃ:a ے:e ۓ:e ة:a و:o")
CONSONANTS = {"و": "w", "ی": "y", "ي": "y"}
FIRST = {"ا": "i", "ای": "i", "او": "o"}

LANGUAGE = Language(
    code="ur", romanise=fa.romanise_by(LETTERS, CONSONANTS, FIRST, {"ہ": "a", "ه": "a"})
)
