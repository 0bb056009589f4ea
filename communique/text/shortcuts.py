"""Python-Markdown's inline patterns, not tried on a text that cannot match: same HTML, sooner.

Each pattern is searched for in every paragraph, and the search for inline code alone, which
begins with a lookbehind at every character, took a quarter of a release's time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown import Markdown
from markdown import inlinepatterns as inline

__all__ = ["take_shortcuts"]

SIGNS = {
    inline.BACKTICK_RE: "`",
    inline.ESCAPE_RE: "\\",
    inline.REFERENCE_RE: "[",
    inline.LINK_RE: "[",
    inline.IMAGE_LINK_RE: "[",
    inline.IMAGE_REFERENCE_RE: "[",
    inline.AUTOLINK_RE: "<",
    inline.AUTOMAIL_RE: "<",
    inline.HTML_RE: "<",
    inline.ENTITY_RE: "&",
    inline.LINE_BREAK_RE: "  \n",
}
"""By Python-Markdown's own regular expression, what every text that matches it contains."""


class Signed:
    """A compiled pattern, as far as Markdown's inline processor uses one."""

    def __init__(self, pattern: re.Pattern[str], sign: str) -> None:
        self.pattern = pattern
        self.sign = sign

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Return the pattern's matches; none, without a search, where the sign is missing."""
        return self.pattern.finditer(text, start) if self.sign in text else iter(())


def take_shortcuts(md: Markdown) -> None:
    """Put a sign before every inline pattern that is Python-Markdown's own, whatever its name."""
    for processor in md.inlinePatterns:
        sign = SIGNS.get(processor.pattern)
        if sign is not None and isinstance(processor, inline.InlineProcessor):
            processor.compiled_re = Signed(processor.compiled_re, sign)  # type: ignore[assignment]
