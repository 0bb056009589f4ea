"""Links that lead nowhere by themselves: without an address, or to a part that the text has not."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from communique.errors import Problem, Severity
from communique.sources.hints import did_you_mean, shorten
from communique.sources.mentions import Mentions
from communique.text.tags import read_tags

_SIGNS = ('"#', "'#", "=#", '""', "''", "=>")
"""One of these is in HTML with such a link; a pattern would take ten times as long."""

EMPTY = ("]()", "](<>)", 'href=""', "href=''")

TOP = frozenset({"", "top"})
"""Fragments that every page has (HTML §7.4.6.3)."""


def check_fragments(path: str, html: str, body: str, body_line: int) -> Iterator[Problem]:
    """Yield an error for a link without an address, a warning for one to a part that is not there.

    The page around the text has parts of its own, which the latter may mean.
    """
    if not any(sign in html for sign in _SIGNS):
        return
    tags = list(read_tags(html))
    parts = {each.value for tag in tags for each in tag.attributes if each.name in {"id", "name"}}
    mentions = Mentions(body, body_line)
    for tag in tags:
        for attribute in tag.attributes:
            if attribute.name != "href":
                continue
            address = attribute.value.strip()
            if not address:
                rule, hint = "a link must have an address", "write it, or take the link out"
                line = mentions.line_of(*EMPTY, whole=False)
                yield Problem(path, line, rule, "got none", hint)
            elif address[0] == "#" and not {address[1:], unquote(address[1:])} & {*parts, *TOP}:
                rule = "a link within the text should lead to a part of it"
                hint = did_you_mean(address[1:], parts)
                hint = hint or "give the heading its id, as in ## Heading {: #id }"
                line = mentions.line_of(address)
                found = f'got "{shorten(address)}"'
                yield Problem(path, line, rule, found, hint, Severity.WARNING)
