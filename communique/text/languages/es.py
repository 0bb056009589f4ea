"""Spanish: “ ” and ‘ ’, as the United Nations' translators set them; « » stay where typed."""

from __future__ import annotations

from communique.text.language import Language, words
from communique.text.marks import quote_rule

__all__ = ["LANGUAGE"]

QUOTES = ("“”", "‘’")

LANGUAGE = Language(
    code="es",
    quotes=QUOTES,
    marks=('"',),
    set_marks=quote_rule(QUOTES, follows="“‘«¿¡"),
    note_headings=frozenset(
        {
            "nota a los editores",
            "notas a los editores",
            "nota para los editores",
            "notas para los editores",
            "nota a la redacción",
            "nota a las redacciones",
            "nota para la redacción",
        }
    ),
    abbreviations=words(
        "sr sra sres dr dra prof gral ud uds vd vds st sta av art núm pág págs vol cf etc tel"
    ),
    date_words=words("de del el"),
    widely_read=True,
)
