"""Turkish: ı and i are two letters, so I is not the capital of i."""

from __future__ import annotations

from communique.text.language import Language

LANGUAGE = Language(code="tr", small={"I": "ı", "İ": "i"})
