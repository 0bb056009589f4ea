"""A release as an entry of feeds, for every format."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape
from urllib.parse import quote

from communique.catalogue.links import link_urls
from communique.catalogue.releases import Row, bodies, unpack
from communique.catalogue.renewals import group_translations
from communique.model.media import Media
from communique.model.release import Correction, CorrectionKind, Release
from communique.model.term import Facet, Term
from communique.outputs.feeds.entries import (
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    Category,
    Enclosure,
    Entry,
    entry_id,
    shorten_entry,
    tag_uri,
)
from communique.outputs.feeds.html import clean_html
from communique.outputs.media_types import media_type
from communique.outputs.press.media_views import document_language
from communique.outputs.press.press import Press
from communique.outputs.press.views import Dated, resolve_links
from communique.outputs.xml import plain
from communique.settings import Settings
from communique.text.dates import format_moment
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class ShownRelease:
    """A release in a feed: its body, "" where the feed has summaries, and the links in that."""

    row: Row
    body: bytes = b""
    urls: tuple[tuple[str, str], ...] = ()
    translations: tuple[tuple[str, str], ...] = ()


def load_shown(
    db: sqlite3.Connection, settings: Settings, rows: Sequence[Row], *, whole: bool = False
) -> tuple[ShownRelease, ...]:
    """Load releases as a feed shows them; ``whole`` with their texts, but of what was withdrawn."""
    told = [row for row in rows if whole and row.release.withdrawn is None]
    texts = bodies(db, [row.id for row in told]) if told else {}
    links = {row.id: tuple(sorted(link_urls(db, settings, row.release).items())) for row in told}
    return tuple(ShownRelease(row, texts.get(row.id, b""), links.get(row.id, ())) for row in rows)


def with_translations(
    db: sqlite3.Connection, settings: Settings, releases: Sequence[ShownRelease]
) -> tuple[ShownRelease, ...]:
    """Return releases with language and address of their translations, in the site's order."""
    groups = group_translations(db, (shown.row.release.group for shown in releases))
    order = {lang: place for place, lang in enumerate(settings.languages)}

    def find(release: Release) -> tuple[tuple[str, str], ...]:
        told = groups.get(release.group, ()) if release.withdrawn is None else ()
        others = (each for each in told if each[0] != release.lang)
        return tuple(sorted(others, key=lambda each: order.get(each[0], len(order))))

    return tuple(replace(shown, translations=find(shown.row.release)) for shown in releases)


def show_release(press: Press, shown: ShownRelease) -> Entry:
    """Return what a feed says of a release: its text, its summary, or that it was withdrawn."""
    return press.once(_show_release, shown)


def _show_release(press: Press, shown: ShownRelease) -> Entry:
    release, settings = shown.row.release, press.settings
    if release.withdrawn is not None:
        return _withdrawn(press, release)
    entry = entry_of(settings, shown)
    notes = plain(corrections_in_words(press, release))
    more = escape(press.gettext(release.lang, "Read the whole text"))
    link = f'<p><a href="{escape(entry.url)}">{more}</a></p>'
    short = f"{notes}<p>{escape(entry.summary)}</p>\n{link}"
    html = f"{notes}{entry.html}" if entry.html else short
    site = settings.absolute_siteurl
    translations = tuple((lang, f"{site}/{url}") for lang, url in shown.translations)
    return shorten_entry(
        replace(entry, html=html, short=short, translations=translations), LONGEST_TEXT
    )


def entry_of(settings: Settings, shown: ShownRelease) -> Entry:
    """Return a release as an entry, without its corrections and translations."""
    place = (settings.authority, settings.absolute_siteurl)
    return _entry(*place, shown.row.text, shown.body, shown.urls, record=settings.pdf)


def _withdrawn(press: Press, release: Release) -> Entry:
    """Return what a feed says of a release that was taken back: that it was, and why."""
    settings, lang, withdrawn = press.settings, release.lang, release.withdrawn
    assert withdrawn is not None, "only such releases"
    word, why = press.gettext(lang, "Withdrawn"), plain(withdrawn.text)
    dated = Dated.of(withdrawn, lang).locale_date
    said = " · ".join(filter(None, (word, dated, why)))
    return Entry(
        id=entry_id(settings.authority, release),
        lang=lang,
        title=plain(f"{word}: {release.title}"),
        url=f"{settings.absolute_siteurl}/{release.url}",
        published=release.date,
        updated=release.updated,
        summary=said,
        html=f"<p>{escape(said)}</p>",
        authors=(),
        categories=(),
        withdrawn=why or word,
    )


@lru_cache(maxsize=1024)
def _entry(
    authority: str,
    site: str,
    text: str,
    body: bytes,
    urls: tuple[tuple[str, str], ...],
    *,
    record: bool,
) -> Entry:
    """Return a release as an entry, with its PDF of ``record``; it stands in many feeds."""
    release = Row(0, text).release
    url = f"{site}/{release.url}"
    html = ""
    if body:
        html = plain(clean_html(resolve_links(unpack(body), release.path, dict(urls), site), url))
    files = [*release.attachments, *([release.image] if release.image else [])]
    enclosures = [_enclosure(site, release, media) for media in files]
    if record:
        about = "application/pdf", None, plain(release.title), release.lang
        enclosures.append(Enclosure(f"{url}index.pdf", *about))
    return Entry(
        id=entry_id(authority, release),
        lang=release.lang,
        title=plain(release.title),
        url=url,
        published=release.date,
        updated=release.updated,
        summary=plain(release.summary[:LONGEST_SUMMARY]),
        html=html,
        authors=tuple(plain(term.name) for term in release.terms_of(Facet.AUTHOR)),
        categories=tuple(
            _category(authority, term) for term in release.terms if term.facet is not Facet.AUTHOR
        ),
        enclosures=tuple(enclosures),
        image=f"{url}{quote(release.image.name)}" if release.image else "",
    )


@lru_cache(maxsize=4096)
def _category(authority: str, term: Term) -> Category:
    return Category(tag_uri(authority, f"facet/{term.facet.value}"), term.slug, plain(term.name))


def _enclosure(site: str, release: Release, media: Media) -> Enclosure:
    return Enclosure(
        url=f"{site}/{release.url}{quote(media.name)}",
        type=media_type(media.name),
        size=media.size,
        title=plain(media.title),
        lang=document_language(media.name),
    )


def kind_in_words(press: Press, lang: str, kind: CorrectionKind) -> str:
    """Return what a kind of correction is called."""
    if kind is CorrectionKind.CORRECTION:
        return press.gettext(lang, "Correction")
    if kind is CorrectionKind.CLARIFICATION:
        return press.gettext(lang, "Clarification")
    return press.gettext(lang, "Update")


def corrections_in_words(press: Press, release: Release) -> str:
    """Return HTML with a paragraph for each correction, the newest first; "" where it has none."""
    return "".join(_paragraph(press, release.lang, each) for each in newest_first(release))


def newest_first(release: Release) -> list[Correction]:
    """Return the corrections of a release, the newest first; of one moment the last written."""
    moments = zip(release.correction_moments, range(len(release.corrections)), strict=True)
    return [release.corrections[place] for _, place in sorted(moments, reverse=True)]


def _paragraph(press: Press, lang: str, correction: Correction) -> str:
    when = format_moment(correction.date, lang)
    kind = kind_in_words(press, lang, correction.kind)
    return f"<p><strong>{escape(kind)}</strong> · {escape(when)} · {escape(correction.text)}</p>\n"
