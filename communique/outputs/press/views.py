"""The template's view of releases, pages and terms, under Pelican's names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from datetime import date as Date  # noqa: N812 - a type beside attributes named date
from functools import cached_property, lru_cache
from html import escape
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from communique.model.release import Correction, Page, Release, Withdrawal
from communique.model.term import Facet, Term
from communique.outputs.press.brand_view import ContactView
from communique.outputs.press.media_views import MediaView, RecordingView
from communique.patterns import late
from communique.sources.links import PLACED, address_end, may_have_braces, named_source
from communique.text.dates import format_date, format_datetime, format_moment, format_time, has_time
from communique.text.tags import Attribute, rewrite_tags
from communique.values import dataclass

_BACKLINK_SIGN = 'class="footnote-backref"'
_BACKLINK = late(rf'<a {_BACKLINK_SIGN} href="[^"]*"(?=>)')
"""A link from a note to its mark that says nothing yet."""


def resolve_links(html: str, source: str, urls: Mapping[str, str], siteurl: str) -> str:
    """Put addresses in place of ``{filename}…`` and ``{static}…``; ``urls`` is by source path."""
    if not may_have_braces(html):
        return html
    folder = PurePosixPath(source).parent

    def resolve(attribute: Attribute) -> str | None:
        if attribute.name not in PLACED:
            return None
        url = urls.get(named_source(attribute.value, folder))
        return None if url is None else f"{siteurl}/{url}{address_end(attribute.value)}"

    return rewrite_tags(html, lambda tag: tag.with_values(resolve))


def name_backlinks(html: str, words: str) -> str:
    """Say in the page's language where the arrow at the end of each note leads."""
    if _BACKLINK_SIGN not in html:
        return html
    said = f' title="{escape(words)}" aria-label="{escape(words)}"'
    return _BACKLINK.sub(lambda link: link[0] + said, html)


@dataclass(frozen=True, slots=True)
class TermView:
    """A term with its address; as text it is its name, and it equals a term of the same slug."""

    name: str
    slug: str
    url: str
    count: int = 0

    def __str__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TermView) and self.url == other.url

    def __hash__(self) -> int:
        return hash(self.url)

    def __lt__(self, other: TermView) -> bool:
        return (self.name, self.url) < (other.name, other.url)

    @staticmethod
    @lru_cache(maxsize=4096)
    def of(term: Term, lang: str) -> TermView:
        """Show a term in a language."""
        return TermView(term.name, term.slug, f"{lang}/{term.path}")


@dataclass(frozen=True, slots=True)
class Dated:
    """A correction or a withdrawal with its day in the page's language."""

    date: Date
    locale_date: str
    text: str
    kind: str = ""
    """What a correction is: correction, clarification or update."""
    edition: str = ""
    """The address of the text that a correction replaced; "" if that text has no page."""

    @classmethod
    def of(cls, entry: Correction | Withdrawal, lang: str) -> Dated:
        """Show an entry in a language."""
        kind = entry.kind.value if isinstance(entry, Correction) else ""
        return cls(entry.date, format_moment(entry.date, lang), entry.text, kind)


@dataclass(frozen=True, slots=True)
class EventView:
    """An event that a release announces, its moments in the offsets that they are written in."""

    starts: datetime
    ends: datetime | None
    locale_starts: str
    locale_ends: str
    venue: str
    accreditation: str
    cancelled: bool

    @classmethod
    def of(cls, release: Release) -> EventView | None:
        """Show a release's event; None where it announces none."""
        if release.starts is None:
            return None
        lang, starts, ends = release.lang, release.starts, release.ends
        same_day = (
            ends is not None
            and starts.utcoffset() == ends.utcoffset()
            and (starts.date() == ends.date())
        )
        until = "" if ends is None else (format_time if same_day else format_datetime)(ends, lang)
        return cls(
            *(starts, ends, format_datetime(starts, lang), until, release.venue),
            *(release.accreditation, release.withdrawn is not None),
        )


class Article:
    """A release as a template sees it: Pelican's ``article``, and the fields that we add."""

    original: Article | None = None
    """Of a translation its original, where that has changed since; ``changed`` is the day."""
    changed = ""
    contacts: Sequence[ContactView] = ()
    """Whom to ask; on its own page alone."""

    def __init__(
        self,
        release: Release,
        dir: str = "ltr",  # noqa: A002 - HTML's name
        content: str = "",
        timezone: tzinfo = UTC,
    ) -> None:
        self._release = release = release.remains
        self._timezone = timezone
        lang = release.lang
        self.title, self.slug, self.lang, self.dir = release.title, release.slug, lang, dir
        self.url, self.save_as = release.url, f"{release.url}index.html"
        self.date = release.date
        self.locale_date = format_date(release.date, lang)
        self.modified = release.modified
        self.locale_modified = (
            format_date(release.modified, lang) if release.modified is not None else None
        )
        self.summary = release.summary
        self.content = Markup(content)  # noqa: S704 - rendered from the editor's Markdown
        self.status = release.status.value
        self.stable_id = release.stable_id
        shown: defaultdict[Facet, list[TermView]] = defaultdict(list)
        for term in release.terms:
            shown[term.facet].append(TermView.of(term, lang))
        self.category = shown[Facet.KIND][0]
        self.tags, self.countries = shown[Facet.TAG], shown[Facet.COUNTRY]
        self.organisations, self.people = shown[Facet.ORGANISATION], shown[Facet.PERSON]
        self.places, self.authors = shown[Facet.PLACE], shown[Facet.AUTHOR]
        self.author = self.authors[0] if self.authors else None
        self.place = self.places[0] if self.places else None
        self.corrections = [Dated.of(entry, lang) for entry in release.corrections]
        self.mark = release.mark.value if release.mark else ""
        self.gone = release.is_gone
        self.withdrawn = Dated.of(release.withdrawn, lang) if release.withdrawn else None
        self.event = EventView.of(release)
        self.subtitle, self.number = release.subtitle, release.number
        self.speaker, self.delivery = release.speaker, release.delivery
        self.translations: list[Article] = []
        self.prev_article: Article | None = None
        self.next_article: Article | None = None
        self.related_posts: list[Article] = []
        self.metadata: dict[str, Any] = {"title": self.title, "date": self.date, "lang": lang}

    def copy(self) -> Article:
        """Return a copy of the same release, for its own page."""
        other = object.__new__(Article)
        vars(other).update(vars(self))
        return other

    @cached_property
    def image(self) -> MediaView | None:
        """The picture above the text."""
        image = self._release.image
        return MediaView.of(image, self._release) if image else None

    @cached_property
    def attachments(self) -> list[MediaView]:
        """Documents."""
        return [MediaView.of(media, self._release) for media in self._release.attachments]

    @cached_property
    def gallery(self) -> list[MediaView]:
        """Pictures below the text."""
        return [MediaView.of(media, self._release) for media in self._release.gallery]

    @cached_property
    def recordings(self) -> list[RecordingView]:
        """Films and recordings of sound."""
        return [RecordingView.of(each, self._release) for each in self._release.recordings]

    @cached_property
    def locale_time(self) -> str:
        """The time of day if written: the newsroom's, or on another day its own offset's."""
        return self._time_of(self.date)

    @cached_property
    def locale_modified_time(self) -> str:
        """The same of Modified."""
        return self._time_of(self.modified) if self.modified is not None else ""

    def _time_of(self, moment: datetime) -> str:
        if not has_time(moment):
            return ""
        there = moment.astimezone(self._timezone)
        shown = there if there.date() == moment.date() else moment
        # Of one day, as the words are kept: most releases of a newsroom have one of few hours.
        zone = timezone(shown.utcoffset() or timedelta())
        return format_time(shown.replace(2000, 1, 1, tzinfo=zone), self.lang)

    @cached_property
    def locale_datetime(self) -> str:
        """The moment in words; made when it is asked for, as most themes show the day alone."""
        return format_datetime(self.date, self.lang)


class PageView:
    """A page as a template sees it: Pelican's ``page``."""

    def __init__(self, page: Page, content: str = "") -> None:
        self.title = page.title
        self.url = page.url
        self.save_as = f"{page.url}index.html"
        self.slug = page.slug
        self.lang = page.lang
        self.summary = page.summary
        self.content = Markup(content)  # noqa: S704 - rendered from the editor's Markdown
        self.status = page.status.value
        self.modified = page.modified
        self.locale_modified = (
            format_date(page.modified, page.lang) if page.modified is not None else None
        )
        self.translations: list[PageView] = []
        self.metadata: dict[str, Any] = {"title": self.title, "lang": self.lang}
