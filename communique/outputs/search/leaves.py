"""The files of words: which releases have a word. ``catalogue.search_index`` cuts them.

A file is gzip of a line of JSON and numbers behind it. The line lists words by what they have in
common, ``["minister",["minister",2],["ministers",1]]``, each with how many numbers it has. Then
come the steps, one byte for each number in this order: how many days it is after the word's number
before it (the first: after day 0), times 4, and its rank. A step of 255 says that either is too
large for that. These are told behind the steps: the low bytes of all such distances, the high
bytes, the low and the high bytes of the ranks.
"""

import gzip
import json
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, compress, count, groupby
from operator import add, itemgetter

from communique.catalogue.changes import Changed
from communique.catalogue.search_index import count_leaves, state_of, words_of
from communique.model.output import Output
from communique.outputs.kind import Kind, Planned, of_each_language
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import filed
from communique.settings import Settings
from communique.text.language import find_language

NAME = "search words"
INDEX = "search index"
INDEX_FILE = "search/index.json"

WIDE = 255
_DAYS = bytes(days << 2 if days < WIDE >> 2 else WIDE for days in range(256))
_RANKS = bytes(rank if rank < 1 << 2 else WIDE for rank in range(256))
_HIGH = bytes([0, *[WIDE] * 255])
"""What a byte of a distance or rank adds to a step."""

_IS_WIDE = bytes([*[0] * WIDE, 1])
FEW = 8
"""If fewer steps than one in so many are WIDE, each is found faster than all are gone through."""


def output_of(lang: str, tree: int, leaf: int) -> Output:
    """Return the file of a leaf."""
    return Output(f"{lang}/search/words/{tree}/{leaf}.leaf", NAME, f"{lang}/{tree}/{leaf}")


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield each file of words."""
    for lang in settings.languages:
        for tree, leaves in enumerate(count_leaves(db, lang)):
            for leaf in range(leaves, 2 * leaves):
                yield output_of(lang, tree, leaf)


def load(
    db: sqlite3.Connection, settings: Settings, output: Output
) -> list[tuple[str, str, bytes]] | None:
    """Load the words of a leaf; None where the tree has no such leaf now."""
    lang, *numbers = output.ref.split("/")
    tree, leaf = map(int, numbers)
    leaves = count_leaves(db, lang)[tree] if lang in settings.languages else 0
    return words_of(db, lang, tree, leaf) if leaves <= leaf < 2 * leaves else None


def render(_press: Press, _output: Output, shown: list[tuple[str, str, bytes]]) -> Rendered:
    """Write the words and their numbers."""
    words = [
        [stem, *([form, len(numbers) // 4] for _, form, numbers in group)]
        for stem, group in groupby(shown, key=itemgetter(0))
    ]
    line = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    data = b"".join((line, b"\n", *_pack([numbers for _, _, numbers in shown])))
    # Level 6 takes nearly twice as long, and saves 0.1 to 6 % of these bytes.
    return Rendered(gzip.compress(data, 5, mtime=0))


def _pack(words: list[bytes]) -> Iterator[bytes]:
    """Yield the steps of all words, and what is too large for a step.

    Each operation is one on all numbers, for there are many.
    """
    numbers = b"".join(words)
    if sys.byteorder == "big":
        swapped = array("I", numbers)
        swapped.byteswap()
        numbers = swapped.tobytes()
    days = array("H", numbers)[1::2].tobytes()
    before = bytearray(b"\0\0" + days[:-2])
    for start in accumulate(map(len, [*filter(None, words)][:-1]), initial=0):
        before[start // 2 : start // 2 + 2] = b"\0\0"
    # As one whole number each: days rise within a word, so that no distance borrows from the next.
    gaps = (_whole(days) - _whole(before)).to_bytes(len(days), "little")
    planes = gaps[::2], gaps[1::2], numbers[::4], numbers[1::4]
    tables = _DAYS, _HIGH, _RANKS, _HIGH
    whole = 0
    for plane, table in zip(planes, tables, strict=True):
        if plane.strip(b"\0"):
            whole |= _whole(plane.translate(table))
    steps = whole.to_bytes(len(numbers) // 4, "little")
    yield steps
    lanes = bytearray(len(numbers))
    for lane, plane in enumerate(planes):
        lanes[lane::4] = plane
    told = array("I", lanes)
    wide: Iterable[int]
    if steps.count(WIDE) * FEW > len(steps):
        wide = compress(told, steps.translate(_IS_WIDE))
    else:
        places = map(add, accumulate(map(len, steps.split(b"\xff")[:-1])), count())
        wide = map(told.__getitem__, places)
    found = array("I", wide).tobytes()
    yield from (found[lane::4] for lane in range(4))


def _whole(numbers: bytes | bytearray) -> int:
    return int.from_bytes(numbers, "little")


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """The files of words that were added, removed or changed, and files that are cut anew."""
    for leaf in sorted(changed.effects.reindexed.leaves):
        yield output_of(*leaf), f"it holds words of {changed.sources}"


def render_index(_press: Press, output: Output, shown: tuple[tuple[int, int], str]) -> Rendered:
    """Write what the script has to know: the trees, their state, the language's rules."""
    leaves, state = shown
    said = {"leaves": leaves, "state": state, "forms": find_language(output.ref).forms}
    return Rendered(json.dumps(said, ensure_ascii=False).encode())


def touched_index(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """Where the index of a language has another state."""
    for lang in sorted(changed.effects.reindexed.moved):
        index = Output(f"{lang}/{INDEX_FILE}", INDEX, lang)
        yield index, f"it tells the state of the index, with {changed.sources}"


KIND = Kind(
    name=NAME,
    addresses=("{lang}/search/words/{rest}",),
    wanted=lambda settings: settings.search,
    every=every,
    load=load,
    render=render,
    touched=touched,
    shows=lambda db, _settings, output: filed(
        db, "which releases have a word, from", output.ref.split("/")[0]
    ),
)

INDEX_KIND = of_each_language(
    INDEX,
    lambda db, lang: (count_leaves(db, lang), state_of(db, lang)),
    INDEX_FILE,
    wanted=lambda settings: settings.search,
    render=render_index,
    touched=touched_index,
    shows=None,
)
