"""The page that lists a language's feeds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from communique.catalogue.listings import find_listings
from communique.model.listing import ALL, ListingKey
from communique.model.output import Kind, Output, page_file
from communique.model.term import Facet
from communique.outputs.feeds.links import FeedLink, feed_links
from communique.outputs.press.press import Alternate, Press, Rendered
from communique.outputs.sharing.open_graph import as_tags, desk_of, share_page
from communique.settings import Settings

__all__ = ["TEMPLATES", "every", "load", "output_of", "render"]

TEMPLATES = ("subscribe",)


@dataclass(frozen=True, slots=True)
class ListingFeeds:
    """A listing's name and feeds."""

    name: str
    feeds: tuple[FeedLink, ...]


def output_of(lang: str) -> Output:
    """Return the output that a language's page is."""
    return Output(page_file(f"{lang}/subscribe/"), Kind.SUBSCRIBE, lang)


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the page of every language."""
    del db
    return map(output_of, settings.languages)


def load(
    db: sqlite3.Connection, settings: Settings, output: Output
) -> tuple[tuple[str, ListingKey], ...] | None:
    """Load the kinds that a language has; None for a language that the site lost."""
    lang = output.ref
    if lang not in settings.languages:
        return None
    kinds = find_listings(db, lang, Facet.KIND.value)
    return tuple(sorted((kind.name, kind.key) for kind in kinds))


def render(press: Press, output: Output, shown: tuple[tuple[str, ListingKey], ...]) -> Rendered:
    """Render ``subscribe.html``: everything, then every kind."""
    lang = output.ref
    everything = ListingFeeds(
        press.gettext(lang, "Everything"), feed_links(ListingKey(lang, ALL, ""))
    )
    titles = {code: press.gettext(code, "Subscribe") for code in press.languages}
    variables = {
        "listing_feeds": [everything, *(ListingFeeds(n, feed_links(key)) for n, key in shown)],
        "sharing": as_tags(share_page(desk_of(press, lang), f"{lang}/subscribe/", titles[lang])),
    } | press.editions(Alternate(code, f"{code}/subscribe/", titles[code]) for code in titles)
    return press.render(TEMPLATES, lang, output.path, variables)
