"""Greek letters that depend on their neighbours, in ASCII."""

from unicodedata import normalize

from communique.patterns import late

PAIRS = {"γγ": "ng", "γξ": "nx", "γχ": "nch", "ου": "ou"}
VOICELESS = "θκξπσςτφχψ"
"""Letters before which αυ and ευ end in f; so they do at the end of a word."""

FIRST_B = late("(?<![^\\W\\d_])μπ|μπ(?![^\\W\\d_])")
ACCENT = "\u0301"
DIAERESIS = "\u0308"
DIPHTHONG = late(f"([αεη])υ(?![{DIAERESIS}])(?={ACCENT}?(?:([{VOICELESS}])|([^\\W\\d_])|))")


def romanise(text: str) -> str:
    """Return a text with them in ASCII, and without accents."""
    text = normalize("NFD", text)
    text = DIPHTHONG.sub(lambda each: each[1] + ("v" if each[3] else "f"), text)
    text = FIRST_B.sub("b", text.replace(ACCENT, ""))
    for pair, latin in PAIRS.items():
        text = text.replace(pair, latin)
    return text
