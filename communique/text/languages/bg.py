"""Bulgarian: addresses by the Transliteration Act of 2009."""

from communique.patterns import late
from communique.text.language import HeldWords, Language, letters

LETTERS = dict(zip("абвгдезийклмнопрстуфхъь", "abvgdeziyklmnoprstufhay", strict=True)) | letters(
    "ж:zh ц:ts ч:ch ш:sh щ:sht ю:yu я:ya"
)
ENDING = late("ия(?![^\\W\\d_])")
"""At the end of a word, where it is ``ia``: София is Sofia."""

LANGUAGE = Language(
    code="bg",
    letters=str.maketrans(LETTERS),
    romanise=lambda text: ENDING.sub("ia", text),
    held=HeldWords(status="статус|състояние", embargo="ембарго", draft="чернова", hints="чернова"),
)
