"""The likely fix for a mistake."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from communique.shipped import read_table
from communique.signs import spell_out

LONGEST_SLIP = 100
"""A longer word is no slip of the pen, and would be compared with each known one for seconds."""

LONGEST_HINT = 200
"""Letters of a hint that has what to write at its end."""

ALIKE = 0.67
"""How like a word must be to another to count as a slip. Atlantis is no slip of Albania."""

STATE_ALIKE = 0.8
"""The same among states: Puntland is no slip of Poland."""

MORE_ALIKE = 0.85
"""The same among names of every language: Korea is no slip of Südkorea."""


def did_you_mean(value: str, known: Iterable[str], alike: float = ALIKE) -> str:
    """Return ``did you mean "…"?`` with the known word nearest to ``value``, or an empty string."""
    if len(value) > LONGEST_SLIP:
        return ""
    by_folded = {word.casefold(): word for word in sorted(known, reverse=True)}
    near = get_close_matches(value.casefold(), sorted(by_folded), n=1, cutoff=alike)
    return f'did you mean "{by_folded[near[0]]}"?' if near else ""


def shorten(text: str, limit: int = 80) -> str:
    """Return the text's beginning, fit for one line of a message: line breaks are escaped."""
    shown = text if len(text) <= limit else f"{text[:limit]}…"
    return shown if shown.isprintable() else spell_out(shown)


@cache
def header_words() -> Mapping[str, Any]:
    """Return the meaning and the example of each header, by its name."""
    return read_table(Path(__file__).with_name("headers.toml"))


def write_like(header: str) -> str:
    """Return the hint that shows how a header is written."""
    return f"write it like {header_words()[header]['example']}"
