"""Parts of a text on its page: ids of paragraphs and headings, speakers of turns.

An id consists of the first words of its part. So it stays when other parts change, and links to it
stay valid. Ids are made when a page is rendered: neither the catalogue nor a feed has them.
"""

from hashlib import blake2b
from html import unescape
from typing import NamedTuple

from communique.patterns import late
from communique.text.speeches import is_label
from communique.values import dataclass

BLOCK = late(r'<(p|h[23])(?: id="([^"<>]*)")?>')
LABEL = late(r"(?:<(strong|b)>)?([^<>:：]{1,60})(?:</\1>[ \u00a0\u202f]*[:：]|[:：](?:</\1>)?)")
PLAIN_LABEL = late(r"([^<>:：]{1,60})[:：]")
TAG = late(r"<[^>]*>")
STRUCK = late(r"<del>.*?</del>")
SENTENCE = late(r"(?<=[.!?。！？؟…])\s*")
MARKS = ("?", "？", "؟")

WORDS = 80
"""Characters of a part that its id is made of."""

NEAR = 4000
"""Characters of HTML in which a summary that is taken from the text begins."""

AT_ONCE = 400
"""Characters of HTML in which most of those do."""

FEWEST_TURNS = 4
FEWEST_ENTRIES = 3
"""A text of fewer headings, questions or speakers needs no outline."""

SHORTEST_QUESTION = 25
LONGEST_ENTRY = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an outline: its target and its words."""

    id: str
    title: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """A text whose parts have ids, and its outline: empty for a text that needs none."""

    html: str
    outline: tuple[Entry, ...] = ()


class _Block(NamedTuple):
    start: int
    inner: int
    tag: str
    given: str
    end: int
    id: str
    name: str = ""
    spoken: int = 0


def find_parts(html: str, lang: str) -> Parts:
    """Give each paragraph and heading an id, mark who speaks, and draw the outline."""
    blocks = _find_blocks(html, lang)
    if not blocks:
        return Parts(html)
    turns = _turns(blocks)
    pieces: list[str] = []
    at = 0
    for block in blocks:
        before, at = html[at : block.start], block.inner
        if block.start in turns:
            tag = f'<p id="{block.id}" class="turn"><b>{block.name}</b>'
            at = block.spoken
        elif block.given:
            tag = html[block.start : block.inner]
        else:
            tag = f'<{block.tag} id="{block.id}">'
        link = f'<a href="#{block.id}" tabindex="-1" aria-hidden="true"></a>'
        pieces.append(f"{before}{tag}{link}")
    pieces.append(html[at:])
    return Parts("".join(pieces), _outline(html, blocks, turns))


def begins_with(html: str, summary: str) -> bool:
    """Decide whether a summary is the beginning of its text, and so says nothing of its own."""
    first = " ".join(summary[:WORDS].rstrip("… ").split())
    if first in _text(html, 0, AT_ONCE) or first in _text(html, 0, NEAR):
        return True
    return "<del>" in html and first in _text(STRUCK.sub("", html[:NEAR]), 0, NEAR)


def _find_blocks(html: str, lang: str) -> list[_Block]:
    seen: dict[str, int] = {}
    blocks = []
    for match in BLOCK.finditer(html):
        inner = match.end()
        tag, given = match.groups("")
        end = html.find(f"</{tag}>", inner)
        if end < 0:
            continue
        id_, name, spoken = given, "", 0
        if not given:
            first = html[inner : min(end, inner + WORDS)]
            id_ = f"{tag[0]}-{blake2b(first.encode(), digest_size=3).hexdigest()}"
            number = seen[id_] = seen.get(id_, 0) + 1
            if number > 1:
                id_ = f"{id_}-{number}"
            if tag == "p" and (":" in first or "：" in first):
                name, spoken = _speaker(html, inner, end, lang)
        blocks.append(_Block(match.start(), inner, tag, given, end, id_, name, spoken))
    return blocks


def _speaker(html: str, inner: int, end: int, lang: str) -> tuple[str, int]:
    """Return who speaks in a paragraph, with the colon, and where the words begin.

    "" where nobody does.
    """
    pattern = LABEL if html.startswith(("<strong>", "<b>"), inner) else PLAIN_LABEL
    found = pattern.match(html, inner, end)
    if found is None:
        return "", 0
    words = found[found.lastindex or 1] if pattern is PLAIN_LABEL else found[2]
    name = unescape(words).strip()
    if not (is_label(name, lang) or (pattern is LABEL and name.istitle())):
        return "", 0
    return TAG.sub("", found[0]).strip(), found.end()


def _turns(blocks: list[_Block]) -> dict[int, _Block]:
    """Return the turns of a transcript by where they start; none if there are few."""
    spoken = [block for block in blocks if block.name]
    if len(spoken) < FEWEST_TURNS or len({block.name for block in spoken}) == len(spoken):
        return {}
    return {block.start: block for block in spoken}


def _outline(html: str, blocks: list[_Block], turns: dict[int, _Block]) -> tuple[Entry, ...]:
    headings = [block for block in blocks if block.tag != "p"]
    if len(headings) < FEWEST_ENTRIES and not turns:
        return ()
    entries = [
        Entry(block.id, _cut(_text(html, block.inner, block.end)), int(block.tag[1]))
        for block in headings
    ]
    if len(entries) < FEWEST_ENTRIES and turns:
        entries = [*_questions(html, turns)] or entries
        if len(entries) < FEWEST_ENTRIES:
            first = {block.name: block for block in reversed(turns.values())}
            entries = [
                Entry(block.id, unescape(block.name).rstrip(":： \u00a0"))
                for block in turns.values()
                if first[block.name] is block
            ]
    return tuple(entries) if len(entries) >= FEWEST_ENTRIES else ()


def _questions(html: str, turns: dict[int, _Block]) -> list[Entry]:
    """Return what is asked: of each turn its first question that is more than a few words."""
    found = []
    for block in turns.values():
        text = _text(html, block.spoken, block.end)
        if not any(mark in text for mark in MARKS):
            continue
        asked = (each for each in SENTENCE.split(text) if each.endswith(MARKS))
        question = next((each for each in asked if len(each) >= SHORTEST_QUESTION), "")
        if question:
            found.append(Entry(block.id, _cut(question)))
    return found


def _text(html: str, start: int, end: int) -> str:
    return " ".join(unescape(TAG.sub("", html[start:end])).split())


def _cut(text: str) -> str:
    """Return a text that is short enough for a margin; cut at a word where there are any."""
    if len(text) <= LONGEST_ENTRY:
        return text
    head = text[:LONGEST_ENTRY]
    return f"{head.rpartition(' ')[0] or head}…"
