"""The likely fix: what an editor probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["did_you_mean"]


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Return ``did you mean "…"?`` with the known word nearest to ``value``, or an empty string."""
    by_folded = {word.casefold(): word for word in sorted(known, reverse=True)}
    near = get_close_matches(value.casefold(), sorted(by_folded), n=1, cutoff=0.6)
    return f'did you mean "{by_folded[near[0]]}"?' if near else ""
