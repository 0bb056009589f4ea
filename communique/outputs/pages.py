"""A page of the menu, such as the one about the newsroom."""

import sqlite3
from collections.abc import Iterator, Mapping

from communique.catalogue.changes import Changed
from communique.catalogue.links import link_urls
from communique.catalogue.pages import find_pages, find_public_page
from communique.model.output import Output, page_file
from communique.model.release import Page
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Alternate, Press, Rendered
from communique.outputs.press.views import PageView, name_backlinks, resolve_links
from communique.outputs.sharing.open_graph import share_page
from communique.outputs.shown import Shown, show
from communique.settings import Settings
from communique.text.endings import hold_endings

NAME = "page"

TEMPLATES = ("page",)


StandingPage = tuple[Page, Mapping[str, str], list[Page]]
"""What a page shows: itself, the addresses of what it links to, and its translations."""


def output_of(page: Page) -> Output:
    """Return the output that a page is."""
    return Output(page_file(page.url), NAME, page.path)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> StandingPage | None:
    """Load a page and its translations; None if it is not there any more."""
    page = find_public_page(db, output.ref)
    if page is None or output_of(page) != output:
        return None
    others = [
        other for other in find_pages(db) if other.group == page.group and other.path != page.path
    ]
    return page, link_urls(db, settings, page), others


def render(press: Press, output: Output, shown: StandingPage) -> Rendered:
    """Render ``page.html`` with Pelican's ``page``."""
    page, urls, translations = shown
    content = resolve_links(page.body, page.path, urls, press.siteurl(output.path))
    content = name_backlinks(content, press.gettext(page.lang, "Back to the text"))
    view = PageView(page, hold_endings(content))
    order = {lang: place for place, lang in enumerate(press.languages)}
    group = sorted([page, *translations], key=lambda other: order[other.lang])
    view.translations = [PageView(other) for other in group if other is not page]
    sharing = share_page(press, page.lang, page.url, page.title, description=page.summary)
    alternates = press.alternates(Alternate(other.lang, other.url, other.title) for other in group)
    variables = {"page": view, "sharing": sharing} | alternates
    rendered = press.render(TEMPLATES, page.lang, output.path, variables)
    return press.mark_held(page, rendered)


def touched(db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """A page, its translations, and pages that link to a text that moved."""
    for page in changed.pages:
        yield output_of(page), f"{page.path} changed"
    groups = {page.group for page in changed.pages}
    targets = {change.path for change in changed.releases if change.moved}
    targets |= {page.path for page in changed.pages}
    for page in find_pages(db):
        if page.group in groups or not targets.isdisjoint(page.links):
            yield output_of(page), "a page that it shows or links to changed"


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The page, its translations and what it links to."""
    if shown := load(db, settings, output):
        page, urls, translations = shown
        yield from show("its source", [page.path])
        yield from show("its translations", (other.path for other in translations))
        yield from show("what its text links to", urls)


KIND = Kind(
    name=NAME,
    missed=lambda _db, output, _lost: output.ref,
    addresses=("{lang}/{name}/index.html",),
    claimed=True,
    every=lambda db, _settings: map(output_of, find_pages(db)),
    load=load,
    render=render,
    templates=(TEMPLATES,),
    touched=touched,
    shows=shows,
)
