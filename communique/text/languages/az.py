"""Azerbaijani: it has the letters ı and i, as Turkish has."""

from dataclasses import replace

from communique.text.languages import tr

LANGUAGE = replace(tr.LANGUAGE, code="az")
