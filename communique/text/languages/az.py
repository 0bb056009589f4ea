"""Azerbaijani: its letters ı and i are those of Turkish."""

from __future__ import annotations

from dataclasses import replace

from communique.text.languages import tr

LANGUAGE = replace(tr.LANGUAGE, code="az")
