"""Pictures in a text: each is described, and known by its measures before it has loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import PurePosixPath

from communique.errors import Problem, Severity
from communique.pictures.facts import FileFacts
from communique.sources.hints import shorten
from communique.sources.links import link_target
from communique.sources.mentions import Mentions
from communique.text.patterns import late

__all__ = ["PICTURE", "check_pictures", "find_pictures", "picture_target", "size_pictures"]

PICTURE = r"""<img\b(?:[^<>"']|"[^"]*"|'[^']*')*>"""
"""A pattern of a picture's tag in HTML, in letters of any case."""

_PICTURE = late(PICTURE, re.IGNORECASE)
_ATTRIBUTE = late(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_LEADING = late(r"\s*(?:<(?:p|figure)>\s*)?<img\b", re.IGNORECASE)
_OURS = late(r"\{(?:static|attach|filename)\}([^#?]+)")


def check_pictures(path: str, html: str, body: str, body_line: int) -> Iterator[Problem]:
    """Yield the pictures of a text that have no alt text.

    One from another site, in a text that was taken over from there, is warned of only.
    """
    if "<img" not in html:
        return
    mentions = Mentions(body, body_line)
    for tag in _PICTURE.findall(html):
        said = _said(tag)
        if said.get("alt", "").strip():
            continue
        src = said.get("src", "")
        line = mentions.line_of(unescape(src), whole=False)
        rule = "a picture must have an alt text for those who do not see it"
        found = f'got "{shorten(src)}" without one'
        severity = Severity.ERROR if _OURS.fullmatch(unescape(src)) else Severity.WARNING
        hint = "write ![what is to be seen](the file)"
        yield Problem(path, line, rule, found, hint, severity)


def find_pictures(html: str, source: str) -> tuple[str, ...]:
    """Return the source paths of the pictures that a text shows, sorted, each once."""
    folder = PurePosixPath(source).parent
    targets = (picture_target(tag, folder) for tag in _PICTURE.findall(html))
    return tuple(sorted({target for target in targets if target}))


def picture_target(tag: str, folder: PurePosixPath) -> str:
    """Return the source path that an ``<img>`` shows, in a text of a folder; "" if not ours."""
    ours = _OURS.fullmatch(unescape(_said(tag).get("src", "")))
    return link_target(ours[1], folder) if ours else ""


def size_pictures(
    html: str, source: str, find: Callable[[str], FileFacts | None], *, leads: bool = False
) -> str:
    """Write the measures of pictures into a text, and that they load when they come into view.

    ``find`` knows a source's facts. What an editor wrote into a tag stays. Where the text ``leads``
    the page and begins with a picture, that one is in view, and is fetched at once.
    """
    if "<img" not in html:
        return html
    folder = PurePosixPath(source).parent
    first = leads and _LEADING.match(html)
    in_view = first.end() if first else -1

    def size(match: re.Match[str]) -> str:
        tag = match[0]
        target = picture_target(tag, folder)
        facts = find(target) if target else None
        said = _said(tag)
        wanted = _attributes(facts, in_view=match.start() < in_view)
        new = [f'{name}="{value}"' for name, value in wanted if name not in said]
        end = "/>" if tag.endswith((" />", '"/>', "'/>")) else ">"
        return f"{tag.removesuffix(end).rstrip()} {' '.join(new)}{end}" if new else tag

    return _PICTURE.sub(size, html)


def _attributes(facts: FileFacts | None, *, in_view: bool) -> Iterator[tuple[str, str]]:
    if facts is not None and facts.width:
        yield "width", str(facts.width)
        yield "height", str(facts.height)
    if in_view:
        yield "fetchpriority", "high"
        return
    yield "loading", "lazy"
    yield "decoding", "async"


def _said(tag: str) -> dict[str, str]:
    """Return the attributes of a tag by name, as they are written; words in a value are none."""
    said: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(tag[len("<img") :]):
        said.setdefault(name.lower(), "".join(values))
    return said
