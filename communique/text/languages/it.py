"""Italian: words of drafts and embargoes; texts and addresses as typed."""

from communique.text.language import HeldWords, Language

LANGUAGE = Language(
    code="it",
    held=HeldWords(
        status="stato",
        bans=r"(?:sotto )?embargo fino\s+(?:al?l?[ea']?\s*)?(?=\d)|da non pubblicare prima",
        private=r"(?:da\s+)?non\s+(?:pubblicare|diffondere|divulgare)|(?:per\s+|ad\s+)?uso\s+interno",
        private_first="riservat[oa]",
        draft="bozza",
        hints="embargo fino|non pubbl|non diff|non div|uso int|riservat|bozza",
    ),
)
