"""Differences between two texts, word by word."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from communique.text.runs import plain_text, split_words
from communique.values import dataclass

MOST = 4_000
"""How many words of changed paragraphs are compared; longer ones are shown whole."""

BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph: ``kept``, ``added`` or ``deleted``."""

    what: str
    words: str


Paragraph = list[Piece]


def compare_texts(old: str, new: str) -> list[Paragraph]:
    """Return the paragraphs of two texts in HTML with words that were added and deleted."""
    before, after = (plain_text(html).split(BREAK) for html in (old, new))
    pieces: list[Piece] = []
    for what, a, b, c, d in _compare(before, after):
        if what == "equal":
            pieces += [Piece("kept", f"{line}{BREAK}") for line in before[a:b]]
        else:
            pieces += _compare_words(before[a:b], after[c:d])
    return list(_in_paragraphs(pieces))


def _compare(before: list[str], after: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _compare_words(before: list[str], after: list[str]) -> Iterator[Piece]:
    old, new = (
        [word for line in lines for word in (*split_words(line), BREAK)]
        for lines in (before, after)
    )
    if len(old) + len(new) > MOST:
        yield Piece("deleted", "".join(old))
        yield Piece("added", "".join(new))
        return
    bare = ([word.rstrip(" ") for word in words] for words in (old, new))
    for what, a, b, c, d in _compare(*bare):
        if what == "equal":
            yield Piece("kept", "".join(new[c:d]))
            continue
        if b > a:
            yield Piece("deleted", "".join(old[a:b]))
        if d > c:
            yield Piece("added", "".join(new[c:d]))


def _in_paragraphs(pieces: list[Piece]) -> Iterator[Paragraph]:
    paragraph: Paragraph = []
    for piece in pieces:
        *whole, rest = piece.words.split(BREAK)
        for words in whole:
            paragraph += [Piece(piece.what, words)] if words else []
            if paragraph:
                yield paragraph
            paragraph = []
        paragraph += [Piece(piece.what, rest)] if rest else []
    if paragraph:
        yield paragraph
