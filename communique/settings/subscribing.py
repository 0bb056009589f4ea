"""Settings for subscribers and researchers: feeds, hub, data."""

from __future__ import annotations

from communique.settings.shapes import FLAG, Shape, list_of, matches, or_none
from communique.values import dataclass

EVERYTHING = "all"
"""The name of the list of everything in a language."""

FACETS = ("kinds", "tags", "countries", "organisations", "people", "places", "authors")


@dataclass(frozen=True, slots=True)
class Subscribing:
    """What subscribers are offered: a field for each of SUBSCRIBING_SHAPES, in their order.

    ``docs/feeds.md`` says what each setting costs.
    """

    archives: tuple[str, ...]
    """FEED_ARCHIVES: lists whose feeds lead back to the first release: `["all"]`, and facets such
    as "kinds". It takes three files for each numbered page of a list."""
    whole: tuple[str, ...]
    """FEED_TEXTS: lists whose feeds have whole texts. Other feeds have summaries."""
    intersections: tuple[str, ...]
    """FEED_INTERSECTIONS: pairs of facets, such as `[("countries", "kinds")]`. Every two terms of
    them that a release has get feeds. It takes three files for each pair of terms."""
    hub: str
    """WEBSUB_HUB: the address of a WebSub hub. `inv publish` tells the hub which feeds changed."""
    form: str
    """SUBSCRIBE_FORM: the address of the office's own mailing service. The form on the subscribe
    page sends it `email` and `language`. Without it there is no form."""
    data: bool
    """DATA: whether the releases are offered as data. Each year has a file with all its texts, and
    a checksum. A change to a release rewrites the file of its year. Another file describes the
    data."""
    alternates: bool
    """ALTERNATES: whether each release is also written as JSON and as Markdown beside its page: two
    more files for each release."""


def _is_pair(value: object) -> bool:
    names = [*map(str, value)] if isinstance(value, list | tuple) else []
    return len(names) == len({*names} & {*FACETS}) == len(("one", "other"))


_LISTS = Shape(
    f"be a list of some of {', '.join((EVERYTHING, *FACETS))}",
    or_none(list_of(lambda each: str(each) in (EVERYTHING, *FACETS))),
    None,
    'write ["all"]',
    lambda value: (EVERYTHING,) if value is None else tuple(value),
)

_ADDRESS = Shape(
    "be the address of a form",
    lambda value: value in (None, "") or matches(r"https?://[!-~]+")(value),
    None,
    'write "https://lists.example/subscribe"',
    lambda value: value or "",
)

SUBSCRIBING_SHAPES = {
    "FEED_ARCHIVES": _LISTS,
    "FEED_TEXTS": _LISTS._replace(
        read=lambda value: (EVERYTHING, "kinds") if value is None else tuple(value)
    ),
    "FEED_INTERSECTIONS": Shape(
        f"be a list of pairs of {', '.join(FACETS)}",
        or_none(list_of(_is_pair)),
        None,
        'write [("countries", "kinds")]',
        lambda value: tuple("/".join(map(str, pair)) for pair in value or ()),
    ),
    "WEBSUB_HUB": _ADDRESS._replace(
        must="be the address of a hub", hint='write "https://hub.example/"'
    ),
    "SUBSCRIBE_FORM": _ADDRESS,
    "DATA": FLAG._replace(hint="write True for a file of data a year"),
    "ALTERNATES": FLAG._replace(hint="write True for a JSON and a Markdown file beside each page"),
}
"""The shape of each of these settings."""
