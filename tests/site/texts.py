"""A text read twice, by eyes that know nothing of each other: from its Markdown, and from its page.

The source is read line by line with regular expressions, the page by lxml. What they find must be
equal: the numbers of its points, its headings, its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from lxml import etree

_NUMBER = re.compile(r"^[ >]*([0-9]+)[.)] +(?=\S)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} +(.*?)(?: +#+)?$", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?: +\"[^\"]*\")?\)")
_TAG = re.compile(r"</?[A-Za-z][^>:]*>")
_BULLET = re.compile(r"^[ >]*[-*+] +", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Text:
    """The numbers of a text's points, its headings and its words, in their order."""

    numbers: tuple[int, ...]
    headings: tuple[str, ...]
    words: tuple[str, ...]


def read_markdown(body: str) -> Text:
    """Read a text of a source, without its headers."""
    plain = _BULLET.sub("", unescape(_TAG.sub("", _LINK.sub(r"\1", _PICTURE.sub("", body)))))
    plain = plain.replace("*", "")
    headings = (_plain(line) for line in _HEADING.findall(plain))
    return Text(
        tuple(map(int, _NUMBER.findall(plain))),
        tuple(heading for heading in headings if heading),
        tuple(_WORD.findall(_NUMBER.sub("", plain))),
    )


def read_page(html: bytes) -> Text:
    """Read the text that a page shows."""
    tree = etree.HTML(html)
    prose = tree.find(".//div[@class='prose']")
    assert prose is not None
    numbers: list[int] = []
    for made in prose.iter("ol"):
        number = int(made.get("start", "1")) - 1
        for item in made.findall("li"):
            number = int(item.get("value", number + 1))
            numbers.append(number)
    headings = [each for each in prose.iter() if re.fullmatch("h[1-6]", str(each.tag))]
    parts = (part for part in prose.itertext() if part)
    return Text(
        tuple(numbers),
        tuple(_plain("".join(map(str, each.itertext()))) for each in headings),
        tuple(_WORD.findall("".join(map(str, parts)))),
    )


def _plain(line: str) -> str:
    """Return a heading's words alone, so that no quotation mark or star makes a difference."""
    return " ".join(_WORD.findall(line))
