"""Addresses in a text: one pass over its tags checks each address.

Links to other sources and to addresses of the site become needs. Malformed addresses and pictures
without a description are reported here; ``catalogue.destinations`` reports addresses that do not
exist.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from communique.errors import Problem, Severity
from communique.patterns import late
from communique.pictures.formats import FORMS_BY_SUFFIX
from communique.sources.hints import LONGEST_HINT, did_you_mean, shorten
from communique.sources.links import (
    BAD_PERCENT,
    address_end,
    named_source,
    refuse_braces,
    refuse_host,
)
from communique.sources.own_addresses import find_slip, is_of_page, plain_host, resolve
from communique.text.elements import ADDRESSES
from communique.text.tags import Attribute, Tag, read_tags, split_offers

_PAGE = late(r"(?:mailto|tel):.*|(?!.*://|\{).*(?:/|\.)")
"""An address of a page or of a mailbox: a picture has the name of a file, or another site's."""

_WRITTEN = late(
    r"\](?::|\(\s*<?(?!https?://(?!/|https?:?//)[^\s()<>]*[)>]|mailto:[^\s()@]+@(?:[\w-]+\.)+\w{2,}|tel:[+0-9]))"
)
"""A link in Markdown to other than a plain address of the web, or the definition of one."""

_PLAIN_HOST = (
    r"(?:[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*\.)+(?!local[/)\s]|internal|intranet|lan[/)\s]|invalid)"
    r"[A-Za-z]{2,}(?:[/?#)>\]\s]|$)"
)
"""A host that every browser reads, and its end."""

_EMPTY = ("]()", "](<>)", 'href=""', "href=''")

_PICTURE = (
    "a picture must be one that browsers can show",
    frozenset(FORMS_BY_SUFFIX),
    "write [the words](the file), without the !",
)
_PLAYED = "aac flac m3u8 m4a m4v mov mp3 mp4 mpd oga ogg ogv opus wav webm"
_FILM = (
    "a film or a recording must be one that browsers can play",
    frozenset(_PLAYED.split()),
    "name a file such as .mp4 or .mp3, or write a link",
)
_CAPTIONS = ("captions must be a WebVTT file", frozenset({"vtt"}), "name a file of .vtt")
_FORMS = {
    **dict.fromkeys((("img", "src"), ("video", "poster")), _PICTURE),
    **dict.fromkeys((("img", "srcset"), ("source", "srcset")), _PICTURE),
    **{(name, "src"): _FILM for name in ("video", "audio", "source")},
    ("track", "src"): _CAPTIONS,
}
"""What an attribute of an element shows: the rule, the suffixes of files that it can show, and the
likely fix."""

_TOP = frozenset({"", "top"})
"""Fragments that every page has (HTML §7.4.6.3)."""


MOST_LOOKS_BACK = 300
"""How often the whole text is searched for words that are written with entities."""

_GOES_ON = late(r"[\w-]|\.\w")


def read_addresses(
    path: str,
    html: str,
    body: str,
    body_line: int,
    *,
    site: str,
    page: str,
    files: Collection[str] = (),
) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """Return the sources and addresses of the site that a text links to, each with its line.

    Both are sorted, sources first. And what is wrong with its links and pictures. The text's page
    is at ``page`` below ``site``, which is SITEURL; its ``files`` are published beside it.
    """
    host = plain_host(urlsplit(site).netloc)
    if not _may_lead(body, host):
        return {}, ()
    reader = _Reader(path, _Mentions(body, body_line), f"{site}/{page}", host, files)
    reader.read(list(read_tags(html)))
    found = (reader.sources, reader.own)
    return {name: lines[name] for lines in found for name in sorted(lines)}, tuple(reader.problems)


def _may_lead(body: str, host: str) -> bool:
    """Decide fast whether a text has more than plain links to other sites."""
    if "<" in body or "{" in body:  # in HTML, or in a list of attributes, as it likes
        return True
    if "[" in body and _WRITTEN.search(body):
        return True
    if "!" in body and "![" in body:
        return True
    if "%" in body and BAD_PERCENT.search(body):
        return True
    return ":" in body and _odd(host).search(body) is not None


@lru_cache(maxsize=4)
def _odd(host: str) -> re.Pattern[str]:
    own = rf"{re.escape(host)}(?:[/?#)>\]\s]|$)|" if host else ""
    return re.compile(rf"://(?:{own}(?!{_PLAIN_HOST}))", re.IGNORECASE)


class _Mentions:
    """Finds what a text mentions, in the order of the text: each search begins at the last find.

    So looking for every link of a text takes the time of reading it once.
    """

    def __init__(self, body: str, body_line: int) -> None:
        self.body, self.body_line = body, body_line
        self._at = 0
        self._counted = 0, body_line
        self._looks_back = 0

    def line_of(self, *written: str, whole: bool = True) -> int:
        """Return the line of the next mention, else of the first, else of the text.

        Of several ways to write it the first that is found counts; ``whole`` means that no longer
        name begins so.
        """
        starts = [self._at, 0] if self._looks_back < MOST_LOOKS_BACK else [self._at]
        for start in starts:
            for each in written:
                place = self._find(each, start, whole=whole)
                if place >= 0:
                    self._at = place
                    return self._line(place)
            self._looks_back += 1
        return self.body_line

    def _find(self, written: str, start: int, *, whole: bool) -> int:
        place = self.body.find(written, start) if written else -1
        while whole and place >= 0 and _GOES_ON.match(self.body, place + len(written)):
            place = self.body.find(written, place + 1)
        return place

    def _line(self, place: int) -> int:
        start, line = self._counted if place >= self._counted[0] else (0, self.body_line)
        line += self.body.count("\n", start, place)
        self._counted = place, line
        return line


class _Reader:
    """Reads the addresses of one text, in their order."""

    def __init__(
        self, path: str, mentions: _Mentions, page: str, host: str, files: Collection[str]
    ) -> None:
        self.path, self.page, self.host, self.files = path, page, host, files
        self.folder = PurePosixPath(path).parent
        self.mentions = mentions
        self.parts: set[str] = set()
        self.sources: dict[str, int] = {}
        self.own: dict[str, int] = {}
        self.problems: list[Problem] = []

    def read(self, tags: list[Tag]) -> None:
        """Check where each address in the tags leads, and that each picture has an alt text."""
        for tag in tags:
            self.parts |= {each.value for each in tag.attributes if each.name in {"id", "name"}}
        for tag in tags:
            if tag.name == "img":
                self._check_picture(tag.value("src") or "", tag.value("alt") or "")
            for attribute in tag.attributes:
                if attribute.name in ADDRESSES:
                    self._ask(attribute)
                if form := _FORMS.get((tag.name, attribute.name)):
                    for offer in split_offers(attribute):
                        self._check_form(offer, *form)

    def _ask(self, attribute: Attribute) -> None:
        """Note what one address leads to, or what is wrong with it."""
        name, value = attribute.name, attribute.value
        if name == "href" and not value.strip():
            line = self.mentions.line_of(*_EMPTY, whole=False)
            rule, hint = "a link must have an address", "write it, or remove the link"
            self._tell(line, rule, "got none", hint)
        elif name == "href" and value.strip()[0] == "#":
            self._ask_part(value.strip())
        elif target := named_source(value, self.folder, name):
            line = self._line_of(value[value.index("}") :].removesuffix(address_end(value)))
            self.sources[target] = min(line, self.sources.get(target, line))
        elif refused := refuse_braces(name, value) or refuse_host(value):
            rule, found, hint = refused
            self._tell(self._line_of(value), rule, f'got "{shorten(found)}"', hint)
        else:
            for offer in split_offers(attribute):
                self._ask_own(offer.strip())

    def _ask_part(self, address: str) -> None:
        """Warn of a part that is not in the text; the page around it has some of its own."""
        part = address[1:]
        if {part, unquote(part)} & {*self.parts, *_TOP}:
            return
        rule = "a link within the text should lead to a part of it"
        hint = did_you_mean(part, self.parts)
        hint = hint or "give the heading its id, as in ## Heading {: #id }"
        line, found = self.mentions.line_of(address), f'got "{shorten(address)}"'
        self._tell(line, rule, found, hint, Severity.WARNING)

    def _ask_own(self, written: str) -> None:
        """Note an address of the site, or tell one that leads nowhere by its form."""
        if is_of_page(written):
            found = find_slip(written, self.files)
            if found is None:
                return
            slip, missing = found
        elif self.host and self.host in written.lower():
            slip, missing = "", ""
        else:
            if written.startswith("//"):  # in a mail or a saved page it leads nowhere
                hint = f"write https:{shorten(written, LONGEST_HINT)}"
                rule, got = "an address should begin with https://", f'got "{shorten(written)}"'
                self._tell(self._line_of(written), rule, got, hint, Severity.WARNING)
            return
        line = self._line_of(written)
        if slip:
            rule = "a link must lead somewhere from the page of the text"
            got = f'got "{shorten(written)}"'
            self.problems.append(Problem(self.path, line, rule, got, slip, missing=missing))
        elif address := resolve(self.page, written, self.host):
            self.own.setdefault(address, line)

    def _check_form(self, src: str, rule: str, forms: Collection[str], hint: str) -> None:
        """Report what an element shows that it cannot show: a page, a file of another form."""
        path = src.lower().partition("?")[0].partition("#")[0]
        suffix = PurePosixPath(path).suffix.removeprefix(".")
        is_page = src and (not path or _PAGE.fullmatch(path))
        if is_page or (self._is_ours(src) and suffix and suffix not in forms):
            line, found = self._line_of(src), f'got "{shorten(src)}"'
            self._tell(line, rule, found, hint)

    def _is_ours(self, src: str) -> bool:
        return bool(named_source(src, self.folder)) or (src[:1] == "/" and src[1:2] != "/")

    def _check_picture(self, src: str, alt: str) -> None:
        """Report a picture without alt text, which of another site is a warning."""
        if alt.strip():
            return
        line = self.mentions.line_of(src, whole=False)
        rule = "a picture must have an alt text for people who cannot see it"
        found, hint = f'got "{shorten(src)}" without one', "write ![what it shows](the file)"
        self._tell(
            line, rule, found, hint, Severity.ERROR if self._is_ours(src) else Severity.WARNING
        )

    def _tell(
        self, line: int, rule: str, found: str, hint: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(Problem(self.path, line, rule, found, hint, severity))

    def _line_of(self, value: str) -> int:
        return self.mentions.line_of(value, escape(value, quote=False))
