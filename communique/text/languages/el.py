"""Greek: addresses by ELOT 743 (ISO 843), as in passports, without accents."""

from unicodedata import normalize

from communique.patterns import late
from communique.text.language import HeldWords, Language, letters

LETTERS = dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)) | letters(
    "θ:th χ:ch ψ:ps"
)
PAIRS = {"γγ": "ng", "γξ": "nx", "γχ": "nch", "ου": "ou"}
VOICELESS = "θκξπσςτφχψ"
"""Letters before which αυ and ευ end in f; so they do at the end of a word."""

FIRST_B = late("(?<![^\\W\\d_])μπ|μπ(?![^\\W\\d_])")
ACCENT = "\u0301"
DIAERESIS = "\u0308"
DIPHTHONG = late(f"([αεη])υ(?![{DIAERESIS}])(?={ACCENT}?(?:([{VOICELESS}])|([^\\W\\d_])|))")


def _romanise(text: str) -> str:
    text = normalize("NFD", text)
    text = DIPHTHONG.sub(lambda each: each[1] + ("v" if each[3] else "f"), text)
    text = FIRST_B.sub("b", text.replace(ACCENT, ""))
    for pair, latin in PAIRS.items():
        text = text.replace(pair, latin)
    return text


LANGUAGE = Language(
    code="el",
    letters=str.maketrans(LETTERS),
    romanise=_romanise,
    held=HeldWords(
        status="κατάσταση", embargo="εμπάργκο", draft="προσχέδιο", hints="εμπάργκο|προσχέδιο"
    ),
)
