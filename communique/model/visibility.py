"""Who may see a release, and from when: the one decision behind the promise of secrecy."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """What an editor says of a release in ``Status:``.

    PUBLISHED is public from its time on; DRAFT never is, whatever its date.
    """

    PUBLISHED = "published"
    DRAFT = "draft"


def visible_from(date: datetime, embargo: datetime | None) -> datetime:
    """Return the moment a published release becomes public: the later of date and embargo."""
    return date if embargo is None else max(date, embargo)


def is_visible(status: Status, since: datetime, now: datetime) -> bool:
    """Decide whether a release is public at ``now``: published, and its time has come."""
    return status is Status.PUBLISHED and since <= now


def is_held(status: Status, since: datetime | None, now: datetime, *, preview: bool) -> bool:
    """Decide whether a text is shown although it is not public: in a preview alone, and marked.

    ``since`` is None for a page, which has no time of its own.
    """
    return preview and not is_visible(status, since or now, now)
