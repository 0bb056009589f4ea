"""Bare addresses in a text become links, as in GitHub's Markdown (GFM, 6.9).

An address ends before the marks that end a sentence, before a closing bracket without its opening
one, and before letters of Chinese, Japanese or Korean, which need no space.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from communique.patterns import late

PRIORITY = 85
"""After tags of HTML (90) are put aside, before entities (80) and emphasis (60)."""

_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_UNSEEN = "\u00ad\u200e\u200f\u202a-\u202c\u2060\u2066-\u2069"
_ASIDE = "\x02klzzwxh:[0-9]+\x03"
_BARE = late(
    rf"(?<![A-Za-z0-9_/@.+-])(?:(?:(?i:https?)://|www\.)(?:[^\W{_WIDE}]|[-.])+"
    rf"(?::[0-9]+)?(?:[/?#](?:[^\s<>\"“”«»„{_WIDE}{_UNSEEN}\x02\x03]|{_ASIDE})*)?"
    r"|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)",
    re.DOTALL,
)
"""An address of the web or of a mailbox; a letter before it would make it part of a word."""

STAND_IN = "bare address"
"""What the processor has in place of its expression, which is compiled where a text has a sign."""

SIGNS = ("://", "www.", "@")

_TRAILING = "?!.,:;*_~'’،؛؟۔"
_HOST_OF = late(r"(?:(?i:https?)://)?([^/?#:]+)")
_ENTITY = late(r"&[A-Za-z0-9]+;$")
_REFERENCE = late(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z0-9]+);")
LONGEST_LOCAL = 64
"""What stands before the @ of an address of mail (RFC 5321)."""

_SIGN = late(r"://|www\.|@")
_LOCAL = late(r"[A-Za-z0-9._+-]+$")
_PUT_ASIDE = late(_ASIDE)
_ESCAPED = late("\x02([0-9]+)\x03")
_TAG = late("\x02wzxhzdk:([0-9]+)\x03")
LONGEST_ENTITY = 40
MOST_TAGS = 50
"""Tags before an address that are looked at for a link around it."""


class _LinkProcessor(InlineProcessor):
    """Knows what Python-Markdown put aside of a text that it looks through."""

    ANCESTOR_EXCLUDES = ("a",)

    def _node(self, aside: str) -> str:
        """Return the words that were put aside; nothing for an element."""
        number = aside.partition(":")[2].rstrip("\x03")
        node = self.md.treeprocessors["inline"].stashed_nodes.get(number)  # type: ignore[attr-defined]
        return node if isinstance(node, str) else ""

    def _escaped(self, aside: re.Match[str]) -> str:
        """Return the sign that stood behind a backslash; nothing for all else."""
        escaped = _ESCAPED.fullmatch(self._node(aside[0]))
        return chr(int(escaped[1])) if escaped else ""


class MailProcessor(_LinkProcessor):
    """Makes links of addresses of mail in angle brackets, as they were written."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: ARG002, N802
        """Return the link and its place."""
        written = _PUT_ASIDE.sub(self._escaped, m[1]).removeprefix("mailto:")
        return _link(f"mailto:{written}", written), m.start(), m.end()


class AddressProcessor(_LinkProcessor):
    """Makes links of bare addresses."""

    def getCompiledRegExp(self) -> Any:  # noqa: N802
        """Return what looks for addresses: itself, by their signs, for they are few."""
        return self

    def finditer(self, text: str, place: int) -> Iterator[re.Match[str]]:
        """Yield what may be addresses, from a place on."""
        if not ("://" in text or "@" in text or "www." in text):  # a tenth of a search's time
            return
        while sign := _SIGN.search(text, place):
            begin, place = sign.start(), sign.end()
            if sign[0] == "://":
                begin = max(0, begin - (5 if text[begin - 1 : begin] in "sS" else 4))
            elif sign[0] == "@":
                local = _LOCAL.search(text, max(0, begin - LONGEST_LOCAL), begin)
                begin = local.start() if local else begin
            found = _BARE.match(text, begin)
            if found:
                place = found.end()
                yield found

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        """Return the link and its place; nothing if it is no address, or is in a link already."""
        whole = m[0]
        for aside in _PUT_ASIDE.finditer(whole):
            if not self._escaped(aside):
                whole = whole[: aside.start()]
                break
        whole = _cut(whole)
        written = _PUT_ASIDE.sub(self._escaped, whole) if "\x02" in whole else whole
        target = _target(written)
        if not target or self._is_linked(data, m.start()):
            return None, None, None
        return _link(target, written), m.start(), m.start() + len(whole)

    def _is_linked(self, data: str, place: int) -> bool:
        """Decide whether a tag of HTML before a place begins a link."""
        for _ in range(MOST_TAGS):
            place = data.rfind("\x02klzzwxh:", 0, place)
            if place < 0:
                break
            tag = _TAG.fullmatch(self._node(data[place : data.index("\x03", place)]))
            raw = str(self.md.htmlStash.rawHtmlBlocks[int(tag[1])]).lower() if tag else ""
            if raw.startswith(("<a ", "<a\n", "<a>")):
                return True
            if raw.startswith("</a"):
                break
        return False


def _link(target: str, written: str) -> Element:
    """Return a link; the writer of HTML takes what looks like a character reference for one."""
    target, written = (
        _REFERENCE.sub(lambda found: unescape(found[0]), each).replace("&", "&amp;")
        for each in (target, written)
    )
    link = Element("a", {"href": target})
    link.text = AtomicString(written)
    return link


def _cut(written: str) -> str:
    more = {end: written.count(end) - written.count(begin) for begin, end in ("()", "[]")}
    end = len(written)
    while end:
        last = written[end - 1]
        if last == ";" and _ENTITY.search(written, max(0, end - LONGEST_ENTITY), end):
            end = written.rindex("&", 0, end)
        elif last in _TRAILING:
            end -= 1
        elif more.get(last, 0) > 0:
            more[last] -= 1
            end -= 1
        else:
            break
    return written[:end]


def _target(written: str) -> str:
    """Return the target of an address; nothing if its host cannot be one."""
    if "@" in written and "/" not in written:
        return "" if written[-1] in "-_" else f"mailto:{written}"
    host = _HOST_OF.match(written)
    labels = host[1].split(".") if host else []
    if len(labels) < 2 or not all(labels) or "_" in "".join(labels[-2:]):  # noqa: PLR2004
        return ""
    return written if "://" in written else f"http://{written}"
