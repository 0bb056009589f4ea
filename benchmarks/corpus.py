"""The newsroom that is built: releases made of words that mean nothing, the same on every machine.

A release is a value; its text is made when it is written. Each program writes the same value in its
own header format (``peers``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

SEED = "communique-1"

LEAST = 100
"""Releases that a benchmark has room for its edits in."""

HUGE = 500_000
"""Releases from which on only Communiqué is measured, once, and in few cases, unless more is asked
for: Hugo takes 6 GB of memory at a tenth of a million."""

START, END = datetime(2010, 1, 1, tzinfo=UTC), datetime(2024, 12, 31, 23, tzinfo=UTC)
"""Fifteen years."""

KINDS = ("Press releases", "Statements", "Readouts", "Remarks", "Advisories", "Fact sheets")

WORDS = """
accord agenda airport ambassador annex assembly bilateral bridge border bureau calendar capital
charter commerce commission committee conference consul consultation convention cooperation council
courier culture customs delegate delegation dialogue dinner economy embassy energy envoy exchange
exhibition export festival forum framework friendship garden governor harbour health heritage hotel
initiative institute interpreter investment island journey jurist language lecture letter library
market meeting memorandum minister ministry mission mountain museum neighbour network notary office
opening orchestra panel partner passport peace permit plenary port practice presidency programme
protocol province railway ratification reception region remark river round school seminar session
signature speech statement street summit talks tariff theatre tourism trade training transit treaty
tribute university valley visa visit voyage water workshop about after again between during further
before toward without within important lasting mutual open recent regular sincere common
constructive agreed asked began confirmed discussed expressed held joined noted offered opened
proposed received recalled signed stressed thanked underlined visited welcomed will
would could both each every other
""".split()  # noqa: SIM905 - a paragraph is read, a list of 160 lines is not

_FIELDS = (
    "aid",
    "art",
    "budget",
    "energy",
    "fishing",
    "health",
    "labour",
    "law",
    "sport",
    "travel",
)
_SORTS: tuple[str, ...] = ("arctic", "coastal", "digital", "federal", "global", "inland")
_SORTS += ("local", "marine", "northern", "public", "rural", "urban")
TAGS = tuple(f"{sort} {field}" for field in _FIELDS for sort in _SORTS)
"""120 tags, the commonest first."""

CHANCES = [1 / rank for rank in range(1, len(TAGS) + 1)]
"""Zipf: the second tag is drawn half as often as the first, and so on."""


def read_sizes(text: str) -> list[int]:
    """Return the sizes that somebody asks for; leave with a sentence where one is none."""
    words = [word.strip() for word in text.split(",")]
    if not all(word.isdecimal() and int(word) >= LEAST for word in words):
        must = f"must be numbers of {LEAST} releases or more, such as 1000,10000"
        sys.exit(f"benchmark: SIZES {must}, got {text!r}")
    return [int(word) for word in words]


def usual_sizes(text: str) -> list[int]:
    """Return those of the sizes that more than one program of benchmarks measures."""
    return [size for size in read_sizes(text) if size < HUGE]


def slug_of(name: str) -> str:
    """Return how a kind or tag stands in an address."""
    return name.lower().replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Release:
    """One release, without its text."""

    number: int
    date: datetime
    title: str
    words: str
    kind: str
    tags: tuple[str, ...]
    filed: datetime
    """The day whose folder the source is in; an edited date moves no file."""
    note: str = ""
    """A sentence that an edit adds to the text."""

    @property
    def slug(self) -> str:
        """The last part of the address."""
        return f"{self.words}-{self.number:06}"

    @property
    def path(self) -> str:
        """The source file, below the content folder."""
        return f"{self.filed:%Y/%m/%d}-{self.slug}.md"

    @property
    def address(self) -> str:
        """The page, below the site or below its language."""
        return f"{self.date:%Y/%m/%d}/{self.slug}"

    @property
    def reference(self) -> str:
        """A word at the end of the text that no other release has."""
        return f"Reference{self.number:06}"

    @property
    def listings(self) -> tuple[tuple[str, str], ...]:
        """The archives that list it: facet and slug."""
        return (
            ("kinds", slug_of(self.kind)),
            *(("tags", slug_of(tag)) for tag in self.tags),
            ("years", f"{self.date:%Y}"),
            ("months", f"{self.date:%Y/%m}"),
            ("days", f"{self.date:%Y/%m/%d}"),
        )

    def text(self) -> str:
        """Write the body: about 4 KB of Markdown."""
        dice = Random(f"{SEED} text {self.number}")  # noqa: S311 - words, not secrets
        link = f"[{' '.join(dice.choices(WORDS, k=3))}](https://example.org/{dice.choice(WORDS)}/)"
        bullets = "\n".join(f"- {_sentence(dice, 9)}" for _ in range(5))
        return "\n\n".join(
            (
                _paragraph(dice, 3),
                f"{_paragraph(dice, 5)} The **{_phrase(dice, 3)}** of the {link} followed.",
                f"## {_phrase(dice, 4).capitalize()}",
                f'{_paragraph(dice, 5)} "{_sentence(dice, 12)}" {self.note}'.strip(),
                bullets,
                _paragraph(dice, 4),
                f"### {_phrase(dice, 3).capitalize()}",
                f"> {_paragraph(dice, 4)}",
                f"{_paragraph(dice, 5)} The minister's *{_phrase(dice, 2)}* -- {link} -- ended it.",
                f"{_paragraph(dice, 4)} {self.reference}.\n",
            )
        )


def _phrase(dice: Random, count: int) -> str:
    return " ".join(dice.choices(WORDS, k=count))


def _sentence(dice: Random, count: int) -> str:
    return f"{_phrase(dice, count).capitalize()}."


def _paragraph(dice: Random, sentences: int) -> str:
    return " ".join(_sentence(dice, dice.randint(9, 19)) for _ in range(sentences))


@dataclass(frozen=True, slots=True)
class Corpus:
    """A newsroom of ``size`` releases, oldest first, evenly over fifteen years."""

    size: int

    def release(self, number: int) -> Release:
        """Return one release; from ``size`` on, one that an edit adds at the newest end."""
        dice = Random(f"{SEED} release {number}")  # noqa: S311 - words, not secrets
        if number < self.size:
            minutes = (END - START) // timedelta(minutes=1) * number // self.size
            date = START + timedelta(minutes=minutes)
        else:
            date = END + timedelta(minutes=1 + number - self.size)
        tags: dict[str, None] = {}
        while len(tags) < 4:  # noqa: PLR2004 - four tags each
            tags[dice.choices(TAGS, CHANCES)[0]] = None
        words = dice.choices(WORDS, k=7)
        return Release(
            number=number,
            date=date,
            title=" ".join(words).capitalize(),
            words="-".join(words[:3]),
            kind=dice.choice(KINDS),
            tags=tuple(tags),
            filed=date,
        )

    def releases(self) -> Iterator[Release]:
        """Yield every release, oldest first."""
        return map(self.release, range(self.size))
