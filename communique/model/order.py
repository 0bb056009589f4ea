"""What releases are sorted by in a language, as a text that SQLite and Python order alike."""

from datetime import UTC, datetime
from datetime import date as Date  # noqa: N812 - as in the other nouns
from functools import lru_cache

from communique.model.release import Release

DIGIT = ord("!")
"""The letter for 0."""


def sort_key(release: Release) -> str:
    """Return what every listing is sorted by: the moment in UTC, then the address.

    It is unique in a language. The moment is seven letters, half of what its digits would take:
    the year divided by 60 and what remains, month, day, hour, minute and second. After it comes
    whether the day of the address is the day before the moment's in UTC, that day, or the day
    after; then the slug.
    """
    at = release.date.astimezone(UTC)
    there, here = at.date(), release.date.date()
    beside = "=" if here == there else "<" if here < there else ">"
    return f"{letters_of(at)}{beside}{release.slug}/"


def letters_of(at: datetime) -> str:
    """Return the letters of a moment in UTC."""
    numbers = (*divmod(at.year, 60), at.month, at.day, at.hour, at.minute, at.second)
    return bytes([number + DIGIT for number in numbers]).decode("latin-1")


def moment_of(sort: str) -> datetime:
    """Return the moment in UTC of what a release is sorted by."""
    numbers = [letter - DIGIT for letter in sort[:7].encode("latin-1")]
    sixties, year, month, day, hour, minute, second = numbers
    return datetime(60 * sixties + year, month, day, hour, minute, second, tzinfo=UTC)


def slug_of(sort: str) -> str:
    """Return the slug of what a release is sorted by."""
    return sort[8:].rstrip("/")


def day_of(sort: str) -> Date:
    """Return the day in UTC of what a release is sorted by."""
    return _day(sort[:4])


@lru_cache(maxsize=4096)
def _day(letters: str) -> Date:
    sixties, year, month, day = (letter - DIGIT for letter in letters.encode("latin-1"))
    return Date(60 * sixties + year, month, day)
