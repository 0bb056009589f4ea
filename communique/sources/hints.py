"""The likely fix: what an editor probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["did_you_mean", "shorten"]


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Return ``did you mean "…"?`` with the known word nearest to ``value``, or an empty string."""
    by_folded = {word.casefold(): word for word in sorted(known, reverse=True)}
    near = get_close_matches(value.casefold(), sorted(by_folded), n=1, cutoff=0.6)
    return f'did you mean "{by_folded[near[0]]}"?' if near else ""


def shorten(text: str, limit: int = 80) -> str:
    """Return the text's beginning, fit for one line of a message: line breaks are escaped."""
    shown = text if len(text) <= limit else f"{text[:limit]}…"
    return "".join(sign if sign.isprintable() or sign == " " else ascii(sign)[1:-1] for sign in shown)
