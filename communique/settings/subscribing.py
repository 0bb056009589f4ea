"""Settings for subscribers and researchers: feeds, hub, data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from communique.settings.shapes import FLAG, Shape, list_of, matches, or_none
from communique.values import dataclass

EVERYTHING = "all"
"""The name of the list of everything in a language."""

FACETS = ("kinds", "tags", "countries", "organisations", "people", "places", "authors")


@dataclass(frozen=True, slots=True)
class Subscribing:
    """What subscribers are offered. ``docs/feeds.md`` says what each setting costs."""

    archives: tuple[str, ...] = (EVERYTHING,)
    """FEED_ARCHIVES: lists whose feeds lead back to the first release: `["all"]`, and facets such
    as "kinds". It takes three files for each numbered page of a list."""
    whole: tuple[str, ...] = (EVERYTHING, "kinds")
    """FEED_TEXTS: lists whose feeds have whole texts. Other feeds have summaries."""
    intersections: tuple[tuple[str, str], ...] = ()
    """FEED_INTERSECTIONS: pairs of facets, such as `[("countries", "kinds")]`. Every two terms of
    them that a release has get feeds. It takes three files for each pair of terms."""
    hub: str = ""
    """WEBSUB_HUB: the address of a WebSub hub. `inv publish` tells the hub which feeds changed."""
    form: str = ""
    """SUBSCRIBE_FORM: the address of the office's own mailing service. The form on the subscribe
    page sends it `email` and `language`. Without it there is no form."""
    data: bool = False
    """DATA: whether the releases are offered as data. Each year has a file with all its texts, and
    a checksum. A change to a release rewrites the file of its year. Another file describes the
    data."""
    alternates: bool = False
    """ALTERNATES: whether each release is also written as JSON and as Markdown beside its page: two
    more files for each release."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Subscribing:
        """Take it from settings whose shapes fit."""
        archives, whole = settings.get("FEED_ARCHIVES"), settings.get("FEED_TEXTS")
        return cls(
            archives=(EVERYTHING,) if archives is None else tuple(archives),
            whole=(EVERYTHING, "kinds") if whole is None else tuple(whole),
            intersections=tuple(
                (one, other) for one, other in settings.get("FEED_INTERSECTIONS") or ()
            ),
            hub=settings.get("WEBSUB_HUB") or "",
            form=settings.get("SUBSCRIBE_FORM") or "",
            data=bool(settings.get("DATA")),
            alternates=bool(settings.get("ALTERNATES")),
        )


def _is_pair(value: object) -> bool:
    names = [*map(str, value)] if isinstance(value, list | tuple) else []
    return len(names) == len({*names} & {*FACETS}) == len(("one", "other"))


def _is_address(value: object) -> bool:
    return value in (None, "") or matches(r"https?://[!-~]+")(value)


_LISTS = Shape(
    f"be a list of some of {', '.join((EVERYTHING, *FACETS))}",
    or_none(list_of(lambda each: str(each) in (EVERYTHING, *FACETS))),
    None,
    'write ["all"]',
)

SUBSCRIBING_SHAPES = {
    "FEED_ARCHIVES": _LISTS,
    "FEED_TEXTS": _LISTS,
    "FEED_INTERSECTIONS": Shape(
        f"be a list of pairs of {', '.join(FACETS)}",
        or_none(list_of(_is_pair)),
        None,
        'write [("countries", "kinds")]',
    ),
    "WEBSUB_HUB": Shape(
        "be the address of a hub", _is_address, None, 'write "https://hub.example/"'
    ),
    "SUBSCRIBE_FORM": Shape(
        "be the address of a form", _is_address, None, 'write "https://lists.example/subscribe"'
    ),
    "DATA": FLAG._replace(hint="write True for a file of data a year"),
    "ALTERNATES": FLAG._replace(hint="write True for a JSON and a Markdown file beside each page"),
}
"""The shape of each of these settings."""
