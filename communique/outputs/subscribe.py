"""The page that lists a language's feeds."""

import sqlite3
from itertools import groupby
from typing import Any

from communique.catalogue.events import newest_events
from communique.model.output import Output
from communique.model.term import Facet
from communique.outputs import calendars, feed_lists
from communique.outputs.feeds.links import feed_links
from communique.outputs.kind import of_each_language
from communique.outputs.press.listing_names import FACET_NAMES
from communique.outputs.press.press import Press, Rendered
from communique.outputs.sharing.open_graph import share_standing

TEMPLATES = ("subscribe",)

MOST = 300
"""How many terms of a facet the page names; if there are more, it leads to their index."""


Offer = tuple[feed_lists.Terms, bool]
"""What a language has feeds of: its terms by facet and name, and whether it has events."""


def load(db: sqlite3.Connection, lang: str) -> Offer:
    """Load what a language has feeds of."""
    return feed_lists.load(db, lang), bool(newest_events(db, lang, 1))


def render(press: Press, output: Output, shown: Offer) -> Rendered:
    """Render ``subscribe.html``: everything, corrections, the kinds, then the other facets."""
    lang = output.ref
    facets = {
        facet: tuple(_feeds(name, key.url) for name, key in terms)
        for facet, terms in groupby(shown[0], key=lambda term: term[1].facet)
    }
    subscribing = press.settings.subscribing
    variables = {
        "listing_feeds": [
            _feeds(press.gettext(lang, "Everything"), f"{lang}/"),
            _feeds(press.gettext(lang, "Corrections"), f"{lang}/corrections/"),
            *facets.pop(Facet.KIND.value, ()),
        ],
        "facet_feeds": [
            {
                "name": press.gettext(lang, FACET_NAMES[Facet(facet)]),
                "url": f"{lang}/{facet}/",
                "feeds": feeds if len(feeds) <= MOST else (),
            }
            for facet, feeds in facets.items()
        ],
        "feed_list": f"{lang}/{feed_lists.FILE}",
        "calendar": f"{lang}/{calendars.FILE}" if shown[1] else "",
        "subscribe_form": subscribing.form,
        **share_standing(press, lang, "subscribe"),
    }
    return press.render(TEMPLATES, lang, output.path, variables)


def _feeds(name: str, url: str) -> dict[str, Any]:
    return {"name": name, "feeds": feed_links(url)}


KIND = of_each_language(
    "subscribe",
    load,
    "subscribe/index.html",
    render=render,
    templates=(TEMPLATES,),
    lists=feed_lists.lists,
    names=lambda release: release.starts is not None,
    says=feed_lists.SAYS,
)
