"""Serbian: addresses in its own Latin letters without their marks, đ as dj."""

from communique.text.language import HeldWords, Language, letters

LETTERS = dict(
    zip("абвгдежзијклмнопрстћуфхцчш", "abvgdezzijklmnoprstcufhccs", strict=True)
) | letters("ђ:dj љ:lj њ:nj џ:dz đ:dj")

LANGUAGE = Language(
    code="sr",
    letters=str.maketrans(LETTERS),
    held=HeldWords(
        status="статус|стање|status|stanje",
        embargo="ембарго|embargo",
        draft="нацрт|nacrt",
        hints="nacrt",
    ),
)
