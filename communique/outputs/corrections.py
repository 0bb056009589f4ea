"""The list of corrections and withdrawals: a page and feeds for each language."""

import sqlite3
from datetime import datetime
from html import escape
from typing import Any

from communique.catalogue.editions import amended_releases
from communique.catalogue.releases import Row
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs.feeds.entries import Category, Entry, tag_uri
from communique.outputs.feeds.links import feed_links
from communique.outputs.feeds.release_entries import kind_in_words
from communique.outputs.kind import of_each_language
from communique.outputs.listing_feeds import WRITERS, make_feed, write_feed
from communique.outputs.press.press import Press, Rendered
from communique.outputs.press.views import Article, Dated
from communique.outputs.sharing.open_graph import share_standing
from communique.outputs.shown import paths_of, show
from communique.values import dataclass

TEMPLATES = ("corrections",)


@dataclass(frozen=True, slots=True)
class Amendment:
    """One line of the list; ``number`` counts a release's corrections, 0 is a withdrawal."""

    moment: datetime
    release: Release
    number: int
    kind: str
    dated: Dated


def load(db: sqlite3.Connection, lang: str) -> tuple[Row, ...]:
    """Load the releases of a language that were corrected or withdrawn."""
    return tuple(amended_releases(db, lang))


def find_amendments(press: Press, rows: tuple[Row, ...]) -> list[Amendment]:
    """Return the corrections and withdrawals of releases, newest first."""
    found: list[Amendment] = []
    for row in rows:
        release = row.release
        lang, zone = release.lang, release.date.tzinfo
        if release.withdrawn is not None:
            day = release.withdrawn.date
            moment = datetime(day.year, day.month, day.day, tzinfo=zone)
            called, dated = press.gettext(lang, "Withdrawn"), Dated.of(release.withdrawn, lang)
            found.append(Amendment(moment, release, 0, called, dated))
        told = release.remains
        moments = zip(told.corrections, told.correction_moments, strict=True)
        for number, (each, moment) in enumerate(moments, 1):
            called, dated = kind_in_words(press, lang, each.kind), Dated.of(each, lang)
            found.append(Amendment(moment, release, number, called, dated))
    return sorted(found, key=lambda each: (each.moment, each.release.url, each.number))[::-1]


def render_page(press: Press, output: Output, shown: tuple[Row, ...]) -> Rendered:
    """Render ``corrections.html``; each of ``amendments`` has ``article``, ``kind``, ``dated``."""
    lang = output.ref
    amendments = [
        {
            "article": Article(each.release, press.languages[each.release.lang].dir),
            "kind": each.kind,
            "dated": each.dated,
        }
        for each in find_amendments(press, shown)
    ]
    variables = {
        "amendments": amendments,
        "subscriptions": feed_links(f"{lang}/corrections/"),
        **share_standing(press, lang, "corrections"),
    }
    return press.render(TEMPLATES, lang, output.path, variables)


def render_feed(press: Press, output: Output, shown: tuple[Row, ...]) -> Rendered:
    """Write the feed of the newest in the format of the output's name."""
    lang, settings = output.ref, press.settings
    newest = find_amendments(press, shown)[: settings.feed_items]
    entries = (_entry(settings.authority, settings.absolute_siteurl, each) for each in newest)
    names = (press.gettext(lang, "Corrections"),)
    return write_feed(output, make_feed(press, output, lang, names, tuple(entries)))


def _entry(authority: str, site: str, amendment: Amendment) -> Entry:
    release, text = amendment.release, amendment.dated.text
    part = f"correction-{amendment.number}" if amendment.number else "withdrawn"
    when = f"{escape(amendment.kind)} · {escape(amendment.dated.locale_date)}"
    return Entry(
        id=tag_uri(authority, f"{release.stable_id}/{release.lang}/{part}"),
        lang=release.lang,
        title=f"{amendment.kind}: {release.title}",
        url=f"{site}/{release.url}",
        published=amendment.moment,
        updated=amendment.moment,
        summary=text,
        html=f"<p><strong>{when}</strong> · {escape(text)}</p>\n",
        authors=(),
        categories=(Category("", amendment.kind, amendment.kind),),
    )


_USUAL: dict[str, Any] = {
    "names": lambda release: release.corrections or release.withdrawn,
    "shows": lambda db, _settings, output: show(
        "corrected and withdrawn", paths_of(load(db, output.ref))
    ),
}

KIND = of_each_language(
    "corrections",
    load,
    "corrections/index.html",
    render=render_page,
    templates=(TEMPLATES,),
    **_USUAL,
)

FEEDS_KIND = of_each_language(
    "corrections feed",
    load,
    *(f"corrections/{name}" for name in WRITERS),
    render=render_feed,
    **_USUAL,
)
