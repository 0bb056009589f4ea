"""The search of files for traces of held texts: words in one pass, whole files by size.

It is a value that knows neither catalogue nor settings, so workers do it where files are many.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from ahocorasick_rs import BytesAhoCorasick

from communique.engine.contents import contents_of
from communique.opening import read_regular

WORDLESS = (".css", ".js", ".mjs", ".wasm", ".woff2", ".woff", ".ttf", ".ico")
"""Endings of files that have no words of readers: a name in them is by chance."""

BEGINNING, SHORT_BEGINNING = 24, 14
"""Bytes of a needle that are looked for first: four words, and where few bytes are searched two.

Whole needles would take three times as long to prepare as the files of an edit to search.
"""

BESIDE = 8
"""Bytes beside a hit in which the next letter is whole."""


class Found(NamedTuple):
    """What a file has: the numbers of needles, and of files that are held back."""

    path: str
    needles: tuple[int, ...]
    files: tuple[int, ...]


@dataclass
class TraceSearch:
    """Looks for needles, and copies of ``files``; needles in ``whole`` match whole words only."""

    needles: list[bytes]
    whole: frozenset[int]
    files: tuple[tuple[int, Path], ...]
    beginning: int = BEGINNING

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle for a worker without what is made from these, which cannot be pickled."""
        return TraceSearch, (self.needles, self.whole, self.files, self.beginning)

    def look(self, path: str, data: bytes, before: bytes = b"") -> Found | None:
        """Return what the bytes of an output have; None if nothing.

        What they begin and end with as those ``before``, which had nothing, is not searched.
        """
        found: set[int] = set()
        contents = contents_of(path, data)
        if before:
            found.update(self._find_changed(next(contents), before))
        for content in contents:
            found.update(number for number, _ in self.find(content))
        found = {number for number in found if not self.is_by_chance(number, path)}
        files = [
            number
            for number, (size, place) in enumerate(self.files)
            if size == len(data) and _has_bytes(place, data)
        ]
        return Found(path, tuple(sorted(found)), tuple(files)) if found or files else None

    def is_by_chance(self, number: int, path: str) -> bool:
        """Whether a needle proves nothing if an output contains it."""
        return number in self.whole and path.endswith(WORDLESS)

    def find(self, content: bytes) -> Iterator[tuple[int, int]]:
        """Yield each place of each needle: its number, and where it begins."""
        needles, whole = self.needles, self.whole
        for number, start, _ in self._automaton.find_matches_as_indexes(content, overlapping=True):
            needle = needles[number]
            if content.startswith(needle, start) and (
                number not in whole or _is_whole(content, start, start + len(needle))
            ):
                yield number, start

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        """What finds how needles begin, in one pass (Aho and Corasick)."""
        return BytesAhoCorasick([needle[: self.beginning] for needle in self.needles])

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.needles))

    def _find_changed(self, data: bytes, before: bytes) -> Iterator[int]:
        """Yield the number of each needle where some bytes are not as before, or beside that."""
        start = _same_beginning(data, before)
        end = len(data) - _same_beginning(data[start:][::-1], before[start:][::-1])
        low, high = start - BESIDE, end + BESIDE
        margin = self._longest + BESIDE
        cut = max(0, low - margin)
        for number, place in self.find(data[cut : high + margin]):
            if place <= high - cut and place + len(self.needles[number]) >= low - cut:
                yield number


def search_batch(search: TraceSearch, batch: list[tuple[str, str]]) -> list[Found]:
    """Look at files, each with its path as an output and its place; for a worker."""
    found = (search.look(path, read_regular(place)) for path, place in batch)
    return [each for each in found if each is not None]


def _same_beginning(one: bytes, other: bytes) -> int:
    """Return how many bytes two have in common at their beginnings."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _has_bytes(place: Path, data: bytes) -> bool:
    try:
        return read_regular(place) == data
    except OSError:
        return False


def _is_whole(content: bytes, start: int, end: int) -> bool:
    """Decide whether what is found is no part of a longer word."""
    before = content[max(0, start - BESIDE) : start].decode("utf-8", "ignore")[-1:]
    after = content[end : end + BESIDE].decode("utf-8", "ignore")[:1]
    return not (_is_letter(before) or _is_letter(after))


def _is_letter(sign: str) -> bool:
    return sign.isalnum() and not "\u3040" <= sign <= "\u9fff"
