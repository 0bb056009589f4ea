"""Portuguese: words of drafts and embargoes; texts and addresses as typed."""

from communique.text.language import HeldWords, Language

LANGUAGE = Language(
    code="pt",
    held=HeldWords(
        status="situação",
        bans=r"(?:sob )?embargo até\s+(?:(?:o|a|às|as|ao)\s+)?(?=\d)|não publicar antes",
        draft="rascunho|minuta",
        hints="embargo até|não publicar|rascunho|minuta",
    ),
)
