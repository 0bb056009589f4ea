"""CommonMark's own examples, read by our reader: what differs is what decision 32 names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]

from communique.text.elements import allowed_with
from communique.text.markdown import Renderer
from communique.text.markup import read_markup
from tests.sites import ROOT

DECISION = ROOT / "docs/decisions/0032-markdown-of-a-text.md"
SPECIFICATION = json.loads(Path(__file__).with_name("commonmark.json").read_text("utf-8"))
EXTRA = Renderer({"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"})
NO_TYPOGRAPHY = "uz"

BLOCKS = "blockquote|br|div|h[1-6]|hr|li|ol|p|pre|table|tbody|td|th|tr|ul"
_AROUND = re.compile(rf"\s*(</?(?:{BLOCKS})(?: [^>]*)?>)\s*")
_NAMED = re.compile(r"^\| ([0-9, ]+) \| [^|]+ \| [^|]+ \|$", re.MULTILINE)


def as_shown(html: str) -> str:
    """Return HTML as a browser sees it, white space between blocks left out.

    The highest heading of a text is h2 here, as in every body.
    """
    root = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    headings = [each for each in root.iter() if re.fullmatch("h[1-6]", str(each.tag))]
    shift = 2 - min((int(each.tag[1]) for each in headings), default=2)
    for each in headings:
        each.tag = f"h{min(6, int(each.tag[1]) + shift)}"
    parts = re.split(r"(<pre>.*?</pre>)", _write(root, pre=False), flags=re.DOTALL)
    shown = [part if part[:5] == "<pre>" else _AROUND.sub(r"\1", part) for part in parts]
    return "".join(shown).strip()


def _write(element: Element, *, pre: bool) -> str:
    """Write an element anew; ``pre`` says that its white space counts."""
    name = str(element.tag)
    name = "" if name.startswith("<") else name  # a comment's is a function
    within = pre or name == "pre"
    words = _space(element.text, pre=within) if name else ""
    for child in element:
        words += _write(child, pre=within) + _space(child.tail, pre=within)
    if name in {"", "DOCUMENT_FRAGMENT"}:
        return words
    items = [each for each in sorted(element.items()) if each != ("class", "bare")]
    said = "".join(f" {key}={_address(key, value)}" for key, value in items)
    return f"<{name}{said}>{words}</{name}>"


def _space(text: str | None, *, pre: bool) -> str:
    return text or "" if pre else re.sub(r"\s+", " ", text or "")


def _address(name: str, value: str) -> str:
    """Return an attribute's value; an address with the percent signs that a browser sends."""
    return quote(value, safe="/:?#[]@!$&'()*+,;=%-._~") if name in {"href", "src"} else value


def test_what_differs_from_commonmark_is_decided() -> None:
    """Each of the 652 examples is read alike, is refused with its HTML, or is in the decision."""
    alike: set[int] = set()
    refused: set[int] = set()
    differ: set[int] = set()
    for number, _section, text, expected in SPECIFICATION["examples"]:
        html = EXTRA.render(text, NO_TYPOGRAPHY).html
        if as_shown(html) == as_shown(expected):
            alike.add(number)
        elif "<" in text and read_markup(html, allowed_with({})).faults:
            refused.add(number)
        else:
            differ.add(number)
    decision = DECISION.read_text("utf-8")
    rows = _NAMED.findall(decision)
    named = [int(number) for row in rows for number in row.split(",")]
    assert sorted(named) == sorted(differ)
    counted = f"{len(alike)} of {len(SPECIFICATION['examples'])} examples are read alike"
    assert f"{counted}, {len(refused)} are refused" in " ".join(decision.split())
