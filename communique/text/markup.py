"""Checks that the HTML of a text has only allowed elements and attributes.

Two parsers read it. Python's own says where each fault stands. A sanitiser that reads HTML as
browsers do (nh3, which is Rust's ammonia) then writes only what is allowed. If its elements,
attributes or words differ from those of the first parser, the text is refused: browsers would see
something else.
"""

from itertools import zip_longest

import nh3

from communique.patterns import late
from communique.text.elements import SCHEMES
from communique.text.tag_reader import LINE, Allowed, Fault, TagReader
from communique.values import dataclass

_SIGNS = late(r"<(?!https?://)[A-Za-z/!?]|\{(?!(?:static|filename|attach)\})")
"""What begins HTML or a list of attributes in Markdown, and no link."""

_ODD_ADDRESSES = tuple(
    (f'{name}="', late(rf'{name}="(?!https?://|mailto:|tel:|[/#?.{{])')) for name in ("href", "src")
)
"""Addresses in Markdown's own HTML that are worth a look."""

_TALKING_END = late(r"</[A-Za-z][^\s/>]*[\s/]+[^\s>]")
"""An end tag with more than its name, which nobody would see."""

_TAG_NAME = late(r"<[A-Za-z][^\s/<>]*(?=[\s/>]|$)|<!--|<!\[\w*\[?|<![A-Za-z]+|<\?\w*")
_ADDRESS = late(r"(\]\(\s*<?|^ {0,3}\[[^\]^][^\]]*\]:\s*<?)")


@dataclass(frozen=True, slots=True)
class CheckedMarkup:
    """A text's HTML for publication, and the problems that prevent it.

    It has no comments, and ``<`` and ``>`` nowhere but around its tags.
    """

    html: str
    faults: tuple[Fault, ...]


def holds_markup(text: str, html: str) -> bool:
    """Decide whether HTML must be checked; most texts are pure Markdown."""
    signs = ("<" in text or "{" in text) and _SIGNS.search(text)
    if signs or "=" not in html:
        return bool(signs)
    return any(sign in html and address.search(html) for sign, address in _ODD_ADDRESSES)


def read_markup(html: str, allowed: Allowed) -> CheckedMarkup:
    """Return the HTML as it may be published, and every fault; ``allowed`` is by element."""
    reader = TagReader(allowed)
    reader.feed(html)
    reader.close()
    reader.end()
    if reader.faults:
        return CheckedMarkup(html, tuple(reader.faults))
    clean = _cleaner(allowed).clean(html)
    second = TagReader(allowed)
    second.feed(clean)
    second.close()
    odd = _difference(reader, second)
    if odd:
        return CheckedMarkup(html, (odd,))
    # What puts measures and addresses into a text later looks for < and >: only tags have them.
    rewritten = reader.comments or reader.signs or _TALKING_END.search(html)
    return CheckedMarkup(clean if rewritten else html, ())


def _cleaner(allowed: Allowed) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(allowed),
        attributes={name: set(attributes) for name, attributes in allowed.items()},
        clean_content_tags={"script", "style"} - set(allowed),
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _difference(first: TagReader, second: TagReader) -> Fault | None:
    """Return the first difference between two readers; None without one."""
    rule = "HTML must be so that every browser reads it the same way"
    hint = "close each element where it was opened, and put no block into a paragraph"
    pairs = [*zip_longest(first.tags, second.tags, fillvalue=("", ()))]
    place = next((number for number, (one, other) in enumerate(pairs) if one != other), None)
    if place is not None:
        (tag, _), (other, _) = pairs[place]
        tag = tag or other
        if tag == other:
            hint = "write &amp; for each & in an attribute, and no attribute twice"
        line = first.lines[min(place, len(first.lines) - 1)] if first.lines else 0
        return Fault(rule, f"got <{tag}>", hint, line, f"<{tag}")
    words, others = ("".join("".join(each.words).split()) for each in (first, second))
    if words != others:
        return Fault(rule, "got words within a tag, or loose in a table", hint, 0, "<")
    return None


def mark_lines(text: str, first: int) -> str:
    """Return Markdown whose tags and links tell their lines, from ``first``; false tags too."""
    return "\n".join(
        _mark(line, number) if "<" in line or "]" in line else line
        for number, line in enumerate(text.split("\n"), first)
    )


def _mark(line: str, number: int) -> str:
    addressed = _ADDRESS.sub(rf"\1{LINE}={number}{LINE}", line)
    return _TAG_NAME.sub(rf"\g<0> {LINE}={number} ", addressed)
