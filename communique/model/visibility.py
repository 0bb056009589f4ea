"""Visibility: who may see a release, and from when."""

from datetime import datetime
from enum import StrEnum

from communique.model.release import Page, Release, Status
from communique.values import dataclass


class State(StrEnum):
    """What a text is to the public at a moment."""

    DRAFT = "draft"
    EMBARGOED = "under embargo"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REMOVED = "published in error"
    CONSOLIDATED = "consolidated"


@dataclass(frozen=True, slots=True)
class Visibility:
    """The state of a text at a moment; under embargo ``until`` then, None in every other state."""

    state: State
    until: datetime | None = None

    @property
    def is_public(self) -> bool:
        """Whether the public may know of it, or of its withdrawal."""
        return self.state not in {State.DRAFT, State.EMBARGOED}


def visibility(content: Release | Page, now: datetime) -> Visibility:
    """Decide what is public at ``now``, to the second; a withdrawn release waits for its Date."""
    if content.status is not Status.PUBLISHED:
        return Visibility(State.DRAFT)
    opens = getattr(content, "visible_from", now)
    if opens > now:
        return Visibility(State.EMBARGOED, opens)
    withdrawn = getattr(content, "withdrawn", None)
    return Visibility(State.PUBLISHED if withdrawn is None else State(withdrawn.shape.value))
