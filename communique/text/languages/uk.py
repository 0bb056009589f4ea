"""Ukrainian: addresses by the national system of 2010 (Cabinet of Ministers, No. 55)."""

from __future__ import annotations

from communique.text.language import Language, letters
from communique.text.patterns import late

LETTERS = dict(zip("абвгґдезийіїйклмнопрстуф", "abvhgdezyiiiiklmnoprstuf", strict=True)) | letters(
    "є:ie ж:zh х:kh ц:ts ч:ch ш:sh щ:shch ь: ю:iu я:ia"
)
INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
"""How these are written where they begin a word."""

FIRST = late("(?<![^\\W\\d_])[єїйюя]")


TABLE: dict[int, str] = str.maketrans(LETTERS)


def _romanise(text: str) -> str:
    text = text.replace("зг", "zgh")
    return FIRST.sub(lambda letter: INITIAL[letter[0]], text).translate(TABLE)


LANGUAGE = Language(code="uk", romanise=_romanise)
