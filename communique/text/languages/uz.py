"""Uzbek: marks stay as typed, for the apostrophe of O'zbekiston is a letter."""

from __future__ import annotations

from communique.text.language import Language, words

LANGUAGE = Language(code="uz", date_words=words("йил yil"))
