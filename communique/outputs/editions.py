"""Pages of earlier editions: the text that a correction replaced, and what was changed in it.

Pictures, files and links into the site are left out: today's may differ, or be private.
No search engine lists these pages, for they are not what the newsroom says now.
"""

import sqlite3
from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

from markupsafe import Markup

from communique.catalogue.changes import Changed
from communique.catalogue.editions import (
    Edition,
    edition_numbers,
    find_editions,
    sources_with_editions,
)
from communique.catalogue.releases import Row, bodies, find_public, unpack
from communique.model.output import Output, page_file
from communique.model.release import Release, edition_url
from communique.outputs.kind import Kind, Lost, Planned
from communique.outputs.press.listing_names import Crumb, release_crumbs
from communique.outputs.press.press import Press, Rendered
from communique.outputs.press.views import name_backlinks
from communique.outputs.shown import Shown, show
from communique.settings import Settings
from communique.text.differences import compare_texts
from communique.text.elements import ADDRESSES
from communique.text.tags import Tag, rewrite_tags

NAME = "edition"

TEMPLATES = ("edition",)

_ENDS = ("/a", "/audio", "/iframe", "/object", "/picture", "/video", "img", "picture")


EditionPage = tuple[Row, Edition, str, str]
"""What the page of an earlier edition shows: it, and the title and text that replaced it."""


def outputs_of(release: Release, numbers: tuple[int, ...]) -> Iterator[Output]:
    """Yield the pages of a release's earlier editions."""
    for number in numbers:
        yield Output(page_file(edition_url(release, number)), NAME, f"{release.path}|{number}")


def _every(db: sqlite3.Connection, _settings: Settings) -> Iterator[Output]:
    for path in sources_with_editions(db):
        row = find_public(db, path)
        if row is not None:
            yield from outputs_of(row.release, edition_numbers(db, row.release))


def load(db: sqlite3.Connection, _settings: Settings, output: Output) -> EditionPage | None:
    """Load an earlier edition and what replaced it; None if no public edition is there."""
    path, _, number = output.ref.rpartition("|")
    row = find_public(db, path)
    if row is None:
        return None
    if output not in outputs_of(row.release, edition_numbers(db, row.release)):
        return None
    known = find_editions(db, path)
    edition = next(each for each in known if each.number == int(number))
    later = next((each for each in known if each.number > edition.number), None)
    if later is not None and later.number <= len(row.release.corrections):
        return row, edition, later.title, later.body
    return row, edition, row.release.title, unpack(bodies(db, [row.id])[row.id])


def render(press: Press, output: Output, shown: EditionPage) -> Rendered:
    """Render ``edition.html``; ``differences`` has what was changed, ``edition`` the text."""
    row, edition, title, body = shown
    release, article = row.release, press.article(row)
    lang = release.lang
    content = words_alone(edition.body, urlsplit(press.settings.siteurl).netloc)
    content = name_backlinks(content, press.gettext(lang, "Back to the text"))
    place = release.edition_numbers.index(edition.number)
    words = {"added": press.gettext(lang, "Added:"), "deleted": press.gettext(lang, "Deleted:")}
    titled = f"<p>{escape(edition.title)}</p>", f"<p>{escape(title)}</p>"
    variables = {
        "article": article,
        "edition": {
            "number": edition.number,
            "title": edition.title,
            "content": Markup(content),  # noqa: S704 - rendered from the editor's Markdown
        },
        "correction": article.corrections[place],
        "differences": [
            *(compare_texts(*titled) if edition.title != title else ()),
            *compare_texts(edition.body, body),
        ],
        "said": words,
        "breadcrumbs": [*release_crumbs(press, release), Crumb(release.title, release.url)],
    }
    return press.render(TEMPLATES, lang, output.path, variables)


def words_alone(html: str, host: str) -> str:
    """Return a text without pictures, files and links into the site at ``host``."""
    kept: list[bool] = []

    def rewrite(tag: Tag) -> str:
        if tag.name == "a":
            kept.append(_leads_elsewhere(tag.value("href"), host))
            return tag.text if kept[-1] else ""
        if tag.name == "/a":
            return tag.text if kept and kept.pop() else ""
        if tag.name == "img":
            return escape(tag.value("alt") or "")
        if tag.name in _ENDS or any(each.name in ADDRESSES for each in tag.attributes):
            return ""
        return tag.text

    return rewrite_tags(html, rewrite, _ENDS)


def _leads_elsewhere(href: str | None, host: str) -> bool:
    if href is None:
        return False
    if href.startswith(("#", "mailto:", "tel:")):
        return True
    parts = urlsplit(href)
    return parts.scheme in {"http", "https"} and parts.netloc.lower() not in {"", host.lower()}


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """The pages of a release that changed, came or went."""
    for release, why in changed.sides:
        numbers = tuple(range(1, len(release.corrections) + 1))
        for output in outputs_of(release, numbers):
            yield output, why


def missed(db: sqlite3.Connection, output: Output, _lost: Lost) -> str:
    """Name the source whose earlier edition went; "" where the text of the release is gone."""
    path = output.ref.rpartition("|")[0]
    row = find_public(db, path)
    return "" if row is not None and row.release.is_gone else path


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The release, whose history git has."""
    if page := load(db, settings, output):
        yield from show("an earlier text of", [page[0].release.path])


KIND = Kind(
    name=NAME,
    addresses=("{lang}/{year}/{month}/{day}/{name}/editions/{number}/index.html",),
    every=_every,
    load=load,
    render=render,
    templates=(TEMPLATES,),
    touched=touched,
    missed=missed,
    shows=shows,
)
