"""Related releases: chosen among the newest earlier releases of each term.

For each term it considers only the ``WINDOW`` releases before this one. So in each listing only the
next ``WINDOW`` releases can show a given one.
"""

from collections.abc import Iterable, Mapping, Sequence

from communique.model.order import day_of
from communique.model.term import Facet

SHOWN = 3
"""How many related releases a page shows at most."""

WINDOW = 6
"""How many earlier releases of each term may be chosen."""

WEIGHTS: Mapping[str, int] = {
    Facet.PERSON: 3,
    Facet.TAG: 2,
    Facet.ORGANISATION: 2,
    Facet.COUNTRY: 2,
    Facet.PLACE: 1,
}
"""What a shared term of a facet says. A kind or an issuing office says nothing of the matter."""

COMMON = 3
"""Binary digits of the days that the window of a common term reaches back: a week, at most."""

RAREST = 14
"""The same for a term with fewer than ``WINDOW`` earlier releases: as if of 22 years."""

Place = tuple[str, int]
"""A release in a listing: what it is sorted by, and its id."""


def choose_related(place: str, windows: Iterable[tuple[str, Sequence[Place]]]) -> tuple[int, ...]:
    """Return the ids of the releases most related to the one at ``place``, the best first.

    ``windows`` has for each of its terms the facet and up to ``WINDOW`` earlier releases, in any
    order. Shared terms count by weight of facet and by rarity: a window that reaches far back is of
    a rare term. Equal ones come latest first. One more than a page shows: the previous one is
    linked anyway.
    """
    points: dict[Place, int] = {}
    today = day_of(place)
    for facet, window in windows:
        reach = RAREST
        if len(window) == WINDOW:
            reach = min(RAREST, (today - day_of(min(window)[0])).days.bit_length())
        worth = WEIGHTS[facet] * (reach - COMMON)
        for found in window if worth > 0 else ():
            points[found] = points.get(found, 0) + worth
    order = sorted([(worth, found) for found, worth in points.items()], reverse=True)
    return tuple(id_ for _, (_, id_) in order[: SHOWN + 1])
