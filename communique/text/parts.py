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
class OutlineEntry:
    """A line of an outline: its target and its words."""

    id: str
    title: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """A text whose parts have ids, and its outline: empty for a text that needs none."""

    html: str
    outline: tuple[OutlineEntry, ...] = ()


class _Block(NamedTuple):
    """A heading, or a paragraph that begins with who speaks; ``place`` is that of its tag."""

    place: int
    inner: int
    tag: str
    end: int
    id: str
    name: str = ""
    spoken: int = 0


def find_parts(html: str, lang: str) -> Parts:
    """Give each paragraph and heading an id, mark who speaks, and draw the outline."""
    pieces, blocks = _cut_up(html, lang)
    turns = _turns(blocks)
    for block in turns:
        said = f'<p id="{block.id}" class="turn"><b>{block.name}</b>'
        pieces[block.place] = f"{said}{_link_to(block.id)}"
        pieces[block.place + 1] = pieces[block.place + 1][block.spoken - block.inner :]
    return Parts("".join(pieces), _outline(html, blocks, turns))


def begins_with(html: str, summary: str) -> bool:
    """Decide whether a summary is the beginning of its text, and so says nothing of its own."""
    first = " ".join(summary[:WORDS].rstrip("… ").split())
    if first in _text(html, 0, AT_ONCE) or first in _text(html, 0, NEAR):
        return True
    return "<del>" in html and first in _text(STRUCK.sub("", html[:NEAR]), 0, NEAR)


def _cut_up(html: str, lang: str) -> tuple[list[str], list[_Block]]:
    """Return a text in pieces, tags with ids and what is between them; and what outlines show."""
    seen: dict[str, int] = {}
    pieces: list[str] = []
    blocks: list[_Block] = []
    at = 0
    for match in BLOCK.finditer(html):
        start, inner = match.span()
        tag, given = match.groups("")
        end = html.find(f"</{tag}>", inner)
        if end < 0:
            continue
        id_, opening, name, spoken = given, match[0], "", 0
        if not given:
            first = html[inner : min(end, inner + WORDS)]
            id_ = f"{tag[0]}-{blake2b(first.encode(), digest_size=3).hexdigest()}"
            number = seen[id_] = seen.get(id_, 0) + 1
            if number > 1:
                id_ = f"{id_}-{number}"
            opening = f'<{tag} id="{id_}">'
            if tag == "p" and (":" in first or "：" in first):
                name, spoken = _speaker(html, inner, end, lang)
        pieces += html[at:start], f"{opening}{_link_to(id_)}"
        at = inner
        if name or tag != "p":
            blocks.append(_Block(len(pieces) - 1, inner, tag, end, id_, name, spoken))
    pieces.append(html[at:])
    return pieces, blocks


def _link_to(id_: str) -> str:
    return f'<a href="#{id_}" tabindex="-1" aria-hidden="true"></a>'


def _speaker(html: str, inner: int, end: int, lang: str) -> tuple[str, int]:
    """Return the speaker of a paragraph, with the colon, and where the speech begins.

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


def _turns(blocks: list[_Block]) -> list[_Block]:
    spoken = [block for block in blocks if block.name]
    if len(spoken) < FEWEST_TURNS or len({block.name for block in spoken}) == len(spoken):
        return []
    return spoken


def _outline(html: str, blocks: list[_Block], turns: list[_Block]) -> tuple[OutlineEntry, ...]:
    headings = [block for block in blocks if block.tag != "p"]
    if len(headings) < FEWEST_ENTRIES and not turns:
        return ()
    entries = [
        OutlineEntry(block.id, _cut(_text(html, block.inner, block.end)), int(block.tag[1]))
        for block in headings
    ]
    if len(entries) < FEWEST_ENTRIES and turns:
        entries = [*_questions(html, turns)] or entries
        if len(entries) < FEWEST_ENTRIES:
            first = {block.name: block for block in reversed(turns)}
            entries = [
                OutlineEntry(block.id, unescape(block.name).rstrip(":： \u00a0"))
                for block in turns
                if first[block.name] is block
            ]
    return tuple(entries) if len(entries) >= FEWEST_ENTRIES else ()


def _questions(html: str, turns: list[_Block]) -> list[OutlineEntry]:
    """Return what is asked: of each turn its first question that is more than a few words."""
    found = []
    for block in turns:
        text = _text(html, block.spoken, block.end)
        if not any(mark in text for mark in MARKS):
            continue
        asked = (each for each in SENTENCE.split(text) if each.endswith(MARKS))
        question = next((each for each in asked if len(each) >= SHORTEST_QUESTION), "")
        if question:
            found.append(OutlineEntry(block.id, _cut(question)))
    return found


def _text(html: str, start: int, end: int) -> str:
    return " ".join(unescape(TAG.sub("", html[start:end])).split())


def _cut(text: str) -> str:
    """Return a text that is short enough for a margin; cut at a word where there are any."""
    if len(text) <= LONGEST_ENTRY:
        return text
    head = text[:LONGEST_ENTRY]
    return f"{head.rpartition(' ')[0] or head}…"
