"""The page that lists a language's feeds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from communique.catalogue.changes import Changed
from communique.catalogue.listings import find_listings
from communique.model.listing import ALL, DATES, ListingKey
from communique.model.output import Output, page_file
from communique.model.term import Facet
from communique.outputs import feed_lists, ledger
from communique.outputs.feeds.links import FeedLink, feed_links
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Alternate, Press, Rendered
from communique.outputs.sharing.open_graph import as_tags, issuer_of, share_page
from communique.outputs.shown import Shown, filed
from communique.settings import Settings

NAME = "subscribe"

TEMPLATES = ("subscribe",)


@dataclass(frozen=True, slots=True)
class ListingFeeds:
    """A listing's name and feeds."""

    name: str
    feeds: tuple[FeedLink, ...]


def output_of(lang: str) -> Output:
    """Return the output that a language's page is."""
    return Output(page_file(f"{lang}/subscribe/"), NAME, lang)


def every(_db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the page of every language."""
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
    """Render ``subscribe.html``: everything, corrections, then every kind."""
    lang = output.ref
    everything = ListingFeeds(
        press.gettext(lang, "Everything"), feed_links(ListingKey(lang, ALL, ""))
    )
    titles = {code: press.gettext(code, "Subscribe") for code in press.languages}
    variables = {
        "listing_feeds": [
            *(everything, ListingFeeds(press.gettext(lang, "Corrections"), ledger.feeds_of(lang))),
            *(ListingFeeds(name, feed_links(key)) for name, key in shown),
        ],
        "feed_list": feed_lists.output_of(lang).path,
        "sharing": as_tags(share_page(issuer_of(press, lang), f"{lang}/subscribe/", titles[lang])),
    } | press.editions(Alternate(code, f"{code}/subscribe/", titles[code]) for code in titles)
    return press.render(TEMPLATES, lang, output.path, variables)


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """A language's page, where a term comes, goes or changes its name."""
    for change in changed.effects.listings:
        if change.key.facet not in (ALL, DATES) and change.is_another:
            yield output_of(change.key.lang), f"it shows {changed.sources}"


def shows(db: sqlite3.Connection, _settings: Settings, output: Output) -> Iterator[Shown]:
    """The kinds of releases, by the releases that have them."""
    what = f"which kinds there are in {output.ref}, from"
    yield filed(db, what, output.ref, Facet.KIND.value)


KIND = Kind(
    name=NAME,
    addresses=("{lang}/subscribe/index.html",),
    every=every,
    load=load,
    render=render,
    templates=(TEMPLATES,),
    touched=touched,
    shows=shows,
)
