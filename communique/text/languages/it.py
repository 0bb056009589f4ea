"""Italian: words of drafts and embargoes; texts and addresses as typed."""

from communique.text.language import HeldWords, Language

LANGUAGE = Language(
    code="it",
    held=HeldWords(
        status="stato",
        bans=r"(?:sotto )?embargo fino\s+(?:al?l?[ea']?\s*)?(?=\d)|da non pubblicare prima",
        draft="bozza",
        hints="embargo fino|da non pubblicare|bozza",
    ),
)
