"""The files of words: which releases have a word. ``catalogue.search_index`` cuts them.

A file is gzip of a line of JSON and numbers behind it. The line lists words by what they have in
common, ``["minister",["minister",2],["ministers",1]]``, each with how many numbers it has. The
numbers follow in this order, those of a word as the low bytes of its days, the high bytes, the low
and the high bytes of its ranks; a day is told by its distance to the one before it.
"""

import gzip
import json
import sqlite3
import sys
from array import array
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter, sub

from communique.catalogue.changes import Changed
from communique.catalogue.search_index import count_leaves, leaf_of, state_of, words_of
from communique.model.output import Output
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import filed
from communique.settings import Settings
from communique.text.language import find_language

NAME = "search words"
INDEX = "search index"


def output_of(lang: str, leaf: int) -> Output:
    """Return the file of a leaf."""
    return Output(f"{lang}/search/words/{leaf}.words", NAME, f"{lang}/{leaf}")


def index_of(lang: str) -> Output:
    """Return the file that tells a browser the state, the leaves, and the language's rules."""
    return Output(f"{lang}/search/index.json", INDEX, lang)


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield each file of words."""
    for lang in settings.languages if settings.search else ():
        leaves = count_leaves(db, lang)
        for leaf in range(leaves, 2 * leaves):
            yield output_of(lang, leaf)


def load(
    db: sqlite3.Connection, settings: Settings, output: Output
) -> list[tuple[str, str, bytes]] | None:
    """Load the words of a leaf; None where the tree has no such leaf now."""
    lang, leaf = output.ref.split("/")
    leaves = count_leaves(db, lang) if settings.search and lang in settings.languages else 0
    return words_of(db, lang, int(leaf)) if leaves <= int(leaf) < 2 * leaves else None


def render(_press: Press, _output: Output, shown: list[tuple[str, str, bytes]]) -> Rendered:
    """Write the words and their numbers."""
    words = [
        [stem, *([form, len(numbers) // 4] for _, form, numbers in group)]
        for stem, group in groupby(shown, key=itemgetter(0))
    ]
    line = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    parts = [line, b"\n", *(_write(numbers) for _, _, numbers in shown)]
    return Rendered(gzip.compress(b"".join(parts), 6, mtime=0))


def _write(numbers: bytes) -> bytes:
    """Return numbers as they are written: rare bytes beside their like, which packs well."""
    halves = array("H", numbers)
    at_day = 1 if sys.byteorder == "little" else 0
    days, ranks = halves[at_day::2], halves[1 - at_day :: 2]
    days = array("H", [*days[:1], *map(sub, days[1:], days)])
    if sys.byteorder == "big":
        days.byteswap()
        ranks.byteswap()
    bytes_ = days.tobytes(), ranks.tobytes()
    return b"".join(each[start::2] for each in bytes_ for start in (0, 1))


def touched(db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The files of words that came, went, or have other releases; and those that are cut anew."""
    if not settings.search:
        return
    reason = f"it holds words of {changed.sources}"
    reindexed = changed.effects.reindexed
    leaves = {lang: count_leaves(db, lang) for lang in settings.languages}
    nodes = {(lang, leaf_of(at, leaves[lang])) for lang, at in reindexed.places if leaves[lang]}
    for lang, counts in reindexed.leaves.items():
        for node in range(min(counts), max(counts)):
            nodes |= {(lang, each) for each in (node, 2 * node, 2 * node + 1) if each}
    for lang, node in sorted(nodes):
        yield output_of(lang, node), reason


def load_index(
    db: sqlite3.Connection, settings: Settings, output: Output
) -> tuple[int, str] | None:
    """Load how many leaves a language has, and their state; None where it is not searched."""
    if not settings.search or output.ref not in settings.languages:
        return None
    return count_leaves(db, output.ref), state_of(db, output.ref)


def render_index(_press: Press, output: Output, shown: tuple[int, str]) -> Rendered:
    """Write what the script has to know."""
    leaves, state = shown
    said = {"leaves": leaves, "state": state, "forms": find_language(output.ref).forms}
    return Rendered(json.dumps(said, ensure_ascii=False).encode())


def touched_index(_db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """Where the index of a language has another state."""
    for lang in sorted(changed.effects.reindexed.moved):
        if settings.search:
            yield index_of(lang), f"it tells the state of the index, with {changed.sources}"


KIND = Kind(
    name=NAME,
    addresses=("{lang}/search/words/{rest}",),
    every=every,
    load=load,
    render=render,
    touched=touched,
    shows=lambda db, _settings, output: filed(
        db, "which releases have a word, from", output.ref.split("/")[0]
    ),
)

INDEX_KIND = Kind(
    name=INDEX,
    addresses=("{lang}/search/index.json",),
    every=lambda _, settings: map(index_of, settings.languages if settings.search else ()),
    load=load_index,
    render=render_index,
    touched=touched_index,
)
