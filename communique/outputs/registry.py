"""The kinds of output, each with how it is listed, loaded, rendered, and from which templates."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communique.model.output import Kind, Output
from communique.outputs import (
    archive,
    assets,
    door,
    listing_feeds,
    listings,
    news_sitemaps,
    notfound,
    pages,
    redirects,
    releases,
    robots,
    security,
    sitemaps,
    subscribe,
    term_indexes,
)
from communique.outputs.hosts import pages as hosts
from communique.outputs.press.press import Press, Rendered
from communique.outputs.search import page as search_page
from communique.outputs.sharing import cards
from communique.settings import Settings

__all__ = ["RENDERED", "Maker", "recipe", "template_sets"]

Templates = Callable[[Output], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Maker:
    """One kind of output; ``templates`` is None for a kind that uses none.

    ``every`` is None for pages of releases and of listings: their modules have ``in_time``, as
    ``every_output`` lists the two together.
    """

    every: Callable[[sqlite3.Connection, Settings], Iterator[Output]] | None
    load: Callable[[sqlite3.Connection, Settings, Output], Any]
    render: Callable[[Press, Output, Any], Rendered]
    templates: Templates | None = None


def _always(names: tuple[str, ...]) -> Templates:
    return lambda _: names


RENDERED: Mapping[Kind, Maker] = {
    Kind.RELEASE: Maker(None, releases.load, releases.render, _always(releases.TEMPLATES)),
    Kind.PAGE: Maker(pages.every, pages.load, pages.render, _always(pages.TEMPLATES)),
    Kind.LISTING: Maker(None, listings.load, listings.render, listings.templates_of),
    Kind.FEED: Maker(listing_feeds.every, listing_feeds.load, listing_feeds.render),
    Kind.TERM_INDEX: Maker(
        term_indexes.every, term_indexes.load, term_indexes.render, term_indexes.templates_of
    ),
    Kind.ARCHIVE: Maker(archive.every, archive.load, archive.render, _always(archive.TEMPLATES)),
    Kind.DOOR: Maker(door.every, door.load, door.render, _always(door.TEMPLATES)),
    Kind.SUBSCRIBE: Maker(
        subscribe.every, subscribe.load, subscribe.render, _always(subscribe.TEMPLATES)
    ),
    Kind.SEARCH: Maker(
        search_page.every, search_page.load, search_page.render, _always(search_page.TEMPLATES)
    ),
    Kind.NOT_FOUND: Maker(
        notfound.every, notfound.load, notfound.render, _always(notfound.TEMPLATES)
    ),
    Kind.SITEMAP: Maker(sitemaps.every, sitemaps.load, sitemaps.render),
    Kind.NEWS_SITEMAP: Maker(news_sitemaps.every, news_sitemaps.load, news_sitemaps.render),
    Kind.CARD: Maker(cards.every, cards.load, cards.render),
    Kind.ASSET: Maker(assets.every, assets.load, assets.render),
    Kind.HOST: Maker(hosts.every, hosts.load, hosts.render),
    Kind.SECURITY: Maker(security.every, security.load, security.render),
    Kind.ROBOTS: Maker(robots.every, robots.load, robots.render),
    Kind.REDIRECT: Maker(
        redirects.every, redirects.load, redirects.render, _always(redirects.TEMPLATES)
    ),
}
"""Every kind that is rendered; the others are copied or constant."""


def template_sets() -> list[tuple[str, ...]]:
    """Return every choice of templates that some output is rendered with, sorted."""
    fixed = (releases, pages, archive, door, subscribe, search_page, notfound, redirects)
    sets = [module.TEMPLATES for module in fixed]
    chosen = [*listings.TEMPLATES.values(), *term_indexes.TEMPLATES.values()]
    return sorted({*sets, *chosen})


def recipe(output: Output) -> tuple[str, ...]:
    """Return the templates that an output may be rendered with; none for one that uses none."""
    maker = RENDERED.get(output.kind)
    return maker.templates(output) if maker and maker.templates else ()
