"""The page of a release: its text, its translations, the releases around it and related to it."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace

from communique.catalogue.changes import Changed
from communique.catalogue.editions import edition_numbers
from communique.catalogue.links import link_urls
from communique.catalogue.listings import neighbours
from communique.catalogue.related import find_related, rank_all
from communique.catalogue.releases import (
    Row,
    bodies,
    find_public,
    in_order,
    public_members,
    unpack,
)
from communique.model.order import sort_key
from communique.model.output import Output, page_file
from communique.model.release import Release, edition_url
from communique.outputs.data.alternates import find_alternates
from communique.outputs.feeds.entries import entry_id
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.listing_names import release_crumbs
from communique.outputs.press.media_views import offer_variants
from communique.outputs.press.press import Alternate, Press, Rendered
from communique.outputs.press.views import name_backlinks, resolve_links
from communique.outputs.sharing.open_graph import as_tags, issuer_of, picture_of, share_release
from communique.outputs.sharing.structured_data import news_article
from communique.outputs.shown import Shown, paths_of, show
from communique.settings import Settings
from communique.text.dates import format_date
from communique.text.endings import hold_endings
from communique.text.parts import begins_with, find_parts
from communique.values import dataclass

NAME = "release"

TEMPLATES = ("article",)


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """What the page of a release shows."""

    row: Row
    body: bytes
    urls: Mapping[str, str]
    translations: tuple[Row, ...]
    older: Row | None
    newer: Row | None
    related: tuple[Row, ...] = ()
    editions: tuple[int, ...] = ()
    """The numbers of the earlier editions that have pages."""


def output_of(release: Release) -> Output:
    """Return the output that a release's page is."""
    return Output(page_file(release.url), NAME, release.path)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> ReleasePage | None:
    """Load a release with what its page shows of others; None if it is not public there."""
    row = find_public(db, output.ref)
    if row is None or page_file(row.release.url) != output.path:
        return None
    release = row.release
    if release.into:
        return None
    others = tuple(
        member
        for member in public_members(db, release.group)
        if member.id != row.id and member.release.withdrawn is None
    )
    if release.is_gone:
        return ReleasePage(row, b"", {}, others, None, None)
    body, urls = bodies(db, [row.id])[row.id], link_urls(db, settings, release)
    earlier = edition_numbers(db, release)
    if release.withdrawn is not None:
        return ReleasePage(row, body, urls, others, None, None, editions=earlier)
    older, newer = neighbours(db, release.lang, sort_key(release))
    related = find_related(db, row, older)
    return ReleasePage(row, body, urls, others, older, newer, related, earlier)


def render(press: Press, output: Output, shown: ReleasePage, *templates: str) -> Rendered:
    """Render ``article.html``, or the first of ``templates``, with Pelican's ``article``."""
    release = shown.row.release.remains
    body = unpack(shown.body) if shown.body else ""
    siteurl = press.siteurl(output.path)
    body = offer_variants(body, release, siteurl)
    content = resolve_links(body, release.path, shown.urls, siteurl)
    content = name_backlinks(content, press.gettext(release.lang, "Back to the text"))
    parts = find_parts(content, release.lang)
    article = press.full_article(shown.row, hold_endings(parts.html))
    article.corrections = [
        replace(dated, edition=edition_url(release, number) if number in shown.editions else "")
        for dated, number in zip(article.corrections, release.edition_numbers, strict=True)
    ]
    behind = [row for row in shown.translations if release.is_behind(row.release)]
    article.original = press.article(behind[0]) if behind else None
    article.changed = format_date(behind[0].release.updated, release.lang) if behind else ""
    order = {lang: place for place, lang in enumerate(press.languages)}
    others = [press.article(row) for row in shown.translations]
    article.translations = sorted(others, key=lambda other: order[other.lang])
    article.prev_article = press.article(shown.older) if shown.older else None
    article.next_article = press.article(shown.newer) if shown.newer else None
    article.related_posts = [press.article(row) for row in shown.related]
    group = sorted([article, *others], key=lambda other: order[other.lang])
    issuer = press.once(issuer_of, release.lang)
    picture = picture_of(press, issuer, release)
    crumbs = release_crumbs(press, release)
    others_at = [(other.lang, other.url) for other in article.translations]
    variables = {
        "article": article,
        "category": article.category,
        "formats": find_alternates(press.settings, release),
        "outline": parts.outline,
        "lead": "" if begins_with(content, release.summary) else release.summary,
        "breadcrumbs": crumbs,
        "sharing": as_tags(share_release(issuer, release, picture, others_at)),
        "structured_data": news_article(
            issuer, release, entry_id(press.settings.authority, release), picture, others_at, crumbs
        ),
    } | press.alternates(Alternate(other.lang, other.url, other.title) for other in group)
    page = press.render(templates or TEMPLATES, release.lang, output.path, variables)
    return press.mark_held(release, page)


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """The pages of a release, its neighbours and translations, and of releases related to it."""
    for release, why in changed.sides:
        yield output_of(release), why
    effects = changed.effects
    for release in (*effects.neighbours, *effects.translations):
        yield output_of(release), f"it shows {changed.sources}"
    for release in effects.related:
        reason = f"its related releases changed because {changed.sources} changed"
        yield output_of(release), reason


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The release itself, and those that its page names."""
    page = load(db, settings, output)
    if page is None:
        return
    yield from show("its source", [page.row.release.path])
    yield from show("its translations", paths_of(page.translations))
    yield from show("the release before it", paths_of([page.older]))
    yield from show("the release after it", paths_of([page.newer]))
    yield from show("the related releases before it", paths_of(page.related))
    yield from show("what its text links to", page.urls)
    yield from show("its files", (media.source for media in page.row.release.media))


KIND = Kind(
    name=NAME,
    addresses=("{lang}/{year}/{month}/{day}/{name}/index.html",),
    claimed=True,
    in_time=lambda db, _settings: (
        (sort, Output(page_file(url), NAME, path)) for sort, url, path in in_order(db)
    ),
    prepare=rank_all,
    load=load,
    render=render,
    templates=(TEMPLATES,),
    touched=touched,
    shows=shows,
)
