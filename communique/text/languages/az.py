"""Azerbaijani: it has the letters ı and i, as Turkish has."""

from __future__ import annotations

from dataclasses import replace

from communique.text.languages import tr

LANGUAGE = replace(tr.LANGUAGE, code="az")
