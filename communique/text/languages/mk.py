"""Macedonian: addresses as in its passports."""

from communique.text.language import HeldWords, Language, letters

LETTERS = dict(zip("абвгдезијклмнопрстуфхц", "abvgdezijklmnoprstufhc", strict=True)) | letters(
    "ѓ:gj ж:zh ѕ:dz љ:lj њ:nj ќ:kj ч:ch џ:dj ш:sh ѐ:e ѝ:i"
)

LANGUAGE = Language(
    code="mk",
    letters=str.maketrans(LETTERS),
    held=HeldWords(status="статус|состојба", embargo="ембарго", draft="нацрт", hints="нацрт"),
)
