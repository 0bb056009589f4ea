"""Pictures in a text: each needs a description and known measures."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from communique.patterns import late
from communique.pictures.facts import FileFacts
from communique.sources.links import named_source
from communique.text.tags import Tag, read_tags, rewrite_tags

_LEADING = late(r"\s*(?:<(?:p|figure)>\s*)?<img\b", re.IGNORECASE)

_TAG = late("<[Ii][Mm][Gg]")
"""A search for what begins with one certain sign takes less time than one for a word."""


def _pictures(html: str) -> Iterator[Tag]:
    if _TAG.search(html):
        yield from (tag for tag in read_tags(html) if tag.name == "img")


def find_pictures(html: str, source: str) -> tuple[str, ...]:
    """Return the source paths of the pictures that a text shows, sorted, each once."""
    folder = PurePosixPath(source).parent
    targets = (picture_target(tag, folder) for tag in _pictures(html))
    return tuple(sorted({target for target in targets if target}))


def picture_target(tag: Tag, folder: PurePosixPath) -> str:
    """Return the source path that an ``<img>`` shows, in a text of a folder; "" if not ours."""
    return named_source(tag.value("src") or "", folder)


def size_pictures(
    html: str, source: str, find: Callable[[str], FileFacts | None], *, leads: bool = False
) -> str:
    """Write measures and lazy loading into a text's pictures, but the first if it ``leads``."""
    folder = PurePosixPath(source).parent
    first = leads and _LEADING.match(html)
    in_view = first.end() if first else -1

    def size(tag: Tag) -> str:
        if tag.name != "img":
            return tag.text
        target = picture_target(tag, folder)
        facts = find(target) if target else None
        return tag.with_more(_attributes(facts, in_view=tag.start < in_view))

    return rewrite_tags(html, size) if _TAG.search(html) else html


def _attributes(facts: FileFacts | None, *, in_view: bool) -> Iterator[tuple[str, str]]:
    if facts is not None and facts.width:
        yield "width", str(facts.width)
        yield "height", str(facts.height)
    if in_view:
        yield "fetchpriority", "high"
        return
    yield "loading", "lazy"
    yield "decoding", "async"
