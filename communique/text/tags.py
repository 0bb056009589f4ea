"""Tags in HTML as browsers read them (HTML, 13.2.5); not in comments, values and scripts."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import escape, unescape
from html.entities import html5

from communique.patterns import late
from communique.values import dataclass

_UNREAD = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
"""Elements that hold words alone, up to their own end tag (13.1.2)."""

_OFFER = late(r"([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]*)?(?=,|\s|$)")
"""An address in srcset, and for what it is meant (4.8.4.2.1)."""

_COMMENT_END = late(r"(?<=<!--)-?>|--!?>")
_REFERENCE = late(r"&(?:#[0-9]++|#[xX][0-9a-fA-F]++|[a-zA-Z][a-zA-Z0-9]*+)[;=]?")
_ATTRIBUTE = late(
    r"""[ \t\n\f\r/]*+(?:(>)|([^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)"""
    r"""(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+("[^"]*+"|'[^']*+'|(?!["'])[^ \t\n\f\r>]*+|(["'])))?)"""
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: its ``name`` in lower case, its ``value`` without character references.

    ``start`` and ``end`` are where the value stands in its tag's text, quotation marks included.
    """

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it is written: its ``name`` in lower case, with a slash before it of an end tag."""

    name: str
    text: str
    start: int
    attributes: tuple[Attribute, ...] = ()

    @property
    def end(self) -> int:
        """Where the tag ends in its HTML."""
        return self.start + len(self.text)

    def value(self, name: str) -> str | None:
        """Return the value of the first attribute of that name; None without one."""
        return next((each.value for each in self.attributes if each.name == name), None)

    def with_values(self, change: Callable[[Attribute], str | None]) -> str:
        """Return the tag's text with other values; an attribute that gets None stays as written."""
        parts, place = [], 0
        for attribute in self.attributes:
            value = change(attribute)
            if value is not None and value != attribute.value:
                single = self.text[attribute.start : attribute.start + 1] == "'"
                mark = "'" if single and "'" not in value else '"'
                written = escape(value, quote=False).replace(mark, f"&#{ord(mark)};")
                before = self.text[place : attribute.start]
                equals = "" if before.rstrip()[-1:] == "=" else "="
                parts += [before, equals, mark, written, mark]
                place = attribute.end
        return "".join([*parts, self.text[place:]])

    def with_more(self, more: Iterable[tuple[str, str]]) -> str:
        """Return the tag's text with attributes at its end; one that it has already stays."""
        known = {attribute.name for attribute in self.attributes}
        new = "".join(f' {name}="{escape(value)}"' for name, value in more if name not in known)
        if not new:
            return self.text
        # A slash after a value without quotation marks is part of that value.
        quoted = not self.attributes or self.text[self.attributes[-1].end - 1] in "\"'"
        end = "/>" if self.text.endswith((" />", '"/>', "'/>")) and quoted else ">"
        return f"{self.text.removesuffix(end).rstrip()}{new}{end}"


@cache
def _beginning(names: tuple[str, ...]) -> re.Pattern[str]:
    bare = "|".join([*_UNREAD, *names])
    return re.compile(
        rf"<(?:(!--)|([!?]|/(?![a-zA-Z]))|(/?(?:(?i:{bare})(?=[ \t\n\f\r/>])|"
        # Another name is passed over, unless it has a < in it, where no tag begins.
        r"[a-zA-Z][^ \t\n\f\r/><]*+(?:<[^ \t\n\f\r/>]*+|(?=[ \t\n\f\r/])))))",
    )


def read_tags(html: str, names: tuple[str, ...] = ()) -> Iterator[Tag]:
    """Yield each tag that has attributes, and every tag of these names, in their order."""
    begin, place = _beginning(names), 0
    while found := begin.search(html, place):
        if found[1]:
            closed = _COMMENT_END.search(html, found.end())
            if closed is None:
                return
            place = closed.end()
        elif found[2]:
            place = html.find(">", found.end()) + 1
            if not place:
                return
        else:
            tag = _read_tag(html, found)
            if tag is None:
                return
            yield tag
            place = tag.end
            if tag.name in _UNREAD:
                closing = re.compile(rf"</{tag.name}(?=[ \t\n\f\r/>])", re.IGNORECASE)
                end = closing.search(html, place)
                if end is None:
                    return
                place = end.start()


def _read_tag(html: str, found: re.Match[str]) -> Tag | None:
    """Return the tag that begins there; None where its end is missing."""
    start, place = found.span()
    attributes: dict[str, Attribute] = {}
    while match := _ATTRIBUTE.match(html, place):
        place = match.end()
        if match[1]:
            text = html[start:place]
            return Tag(found[3].lower(), text, start, tuple(attributes.values()))
        if match[4]:  # a quotation mark without its other
            return None
        written = match[3] or ""
        value = written[1:-1] if written[:1] in ('"', "'") else written
        if "&" in value:
            value = _REFERENCE.sub(_resolve, value)
        name = match[2].lower()
        span = match.span(3) if match[3] is not None else (place, place)
        attributes.setdefault(name, Attribute(name, value, span[0] - start, span[1] - start))
    return None


def _resolve(reference: re.Match[str]) -> str:
    """Resolve a reference in an attribute, where a name must be a whole one (13.2.5.73)."""
    written = reference[0]
    return unescape(written) if written[1] == "#" or written[1:] in html5 else written


def rewrite_tags(html: str, rewrite: Callable[[Tag], str], names: tuple[str, ...] = ()) -> str:
    """Return HTML in which each tag that ``read_tags`` yields is written again."""
    parts, place = [], 0
    for tag in read_tags(html, names):
        written = rewrite(tag)
        if written != tag.text:
            parts += [html[place : tag.start], written]
            place = tag.end
    return "".join([*parts, html[place:]]) if parts else html


def replace_addresses(attribute: Attribute, replace: Callable[[str], str]) -> str:
    """Return an attribute's value with other addresses; srcset may hold several."""
    if attribute.name != "srcset":
        return replace(attribute.value)
    return _OFFER.sub(lambda offer: f"{replace(offer[1])}{offer[2] or ''}", attribute.value)


def split_offers(attribute: Attribute) -> list[str]:
    """Return the addresses in an attribute; srcset may hold several."""
    if attribute.name != "srcset":
        return [attribute.value]
    return [offer[1] for offer in _OFFER.finditer(attribute.value)]
