"""A release in one language, and a page of the newsroom."""

from __future__ import annotations

import re
from datetime import date as Date  # noqa: N812 - ``date`` is a field below
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from communique.model.media import Media, Recording
from communique.model.term import Facet, Term
from communique.values import dataclass


def date_path(date: datetime) -> str:
    """Return the day of a date, in its own offset, as it stands in addresses: ``2019/06/05``."""
    # strftime takes five times as long, and this is asked a hundred times a release.
    return f"{date.year}/{date.month:02}/{date.day:02}"


_ADDRESS = r"([\w-]+)/(\d{4})/(\d\d)/(\d\d)/([a-z\d]+(?:-+[a-z\d]+)*)/?(?:index\.html)?"
"""The address of a release: language, day and slug. It is compiled when the first alias asks."""


def _id_of(address: str, lang: str) -> str:
    found = re.fullmatch(_ADDRESS, address, re.ASCII)
    return "-".join(found.groups()[1:]) if found and found[1] == lang else ""


class Status(StrEnum):
    """What ``Status:`` says: PUBLISHED is public from its date on, DRAFT never is."""

    PUBLISHED = "published"
    DRAFT = "draft"


class CorrectionKind(StrEnum):
    """What a change is to the public, the gravest first: it was wrong, unclear, or is new."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Correction:
    """A public notice of a change: its day or aware moment, its plain text and its kind."""

    date: Date | datetime
    text: str
    kind: CorrectionKind = CorrectionKind.CORRECTION

    def moment(self, zone: tzinfo | None) -> datetime:
        """Return when it was made; of a day its beginning, in a zone."""
        if isinstance(self.date, datetime):
            return self.date
        return datetime(self.date.year, self.date.month, self.date.day, tzinfo=zone)


class WithdrawalShape(StrEnum):
    """How a release was withdrawn: its text stays, is removed, or is in another release."""

    KEPT = "withdrawn"
    REMOVED = "published in error"
    CONSOLIDATED = "consolidated"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A release taken back: day, reason, and in ``into`` the source that has its text now."""

    date: Date
    text: str
    shape: WithdrawalShape = WithdrawalShape.REMOVED
    into: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """What a translation was made from: a language's text, in one of its editions.

    ``moment`` is the last public change that the translator knew of; ``edition`` counts from 1, and
    each correction makes the next.
    """

    lang: str
    moment: datetime
    edition: int = 1


class Delivery(StrEnum):
    """Whether the text of a speech is the prepared one or the delivered one."""

    CHECK = "check against delivery"
    DELIVERED = "as delivered"


REMAINING = (
    *("path", "group", "lang", "title", "date", "slug", "modified", "id", "status", "embargo"),
    *("withdrawn", "aliases", "held", "starts", "ends"),
)
"""What the public may still know of a withdrawn release, besides its kind."""

KEPT = (
    *("summary", "body", "corrections", "image", "attachments", "links", "pictures"),
    *("venue", "accreditation", "original"),
    *("subtitle", "number", "contacts", "speaker", "delivery", "recordings", "gallery"),
)
"""What it may know too where the text stays. No term: the lists that it was in may be gone."""

READ = (
    *("title", "body", "summary", "image", "attachments"),
    *("starts", "ends", "venue", "accreditation"),
    *("subtitle", "number", "speaker", "delivery", "recordings", "gallery"),
)
"""What a reader may have read of a release, or taken from it: a change needs a Correction."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release in one language.

    ``path`` is the source below the content folder, ``group`` the same for all translations.
    ``date`` is aware; the day it is written with, in its own offset, is the day in the address,
    so that no change of a time zone setting ever moves a release. ``summary`` is plain text.
    ``body`` is HTML, left empty where only the release's card is needed. ``links`` are the source
    paths that the body points to with ``{filename}`` or ``{static}``. ``pictures`` are the pictures
    in the body that have variants: the variants are published beside the page, the pictures
    elsewhere. ``pinned`` says until when it leads its language's front page. ``starts``, ``ends``,
    ``venue`` and ``accreditation`` are of an event that it announces. ``other_names`` are what the
    vocabulary calls its terms besides what is shown: a search by them finds it.
    """

    path: str
    group: str
    lang: str
    title: str
    date: datetime
    slug: str
    terms: tuple[Term, ...]
    summary: str = ""
    body: str = ""
    modified: datetime | None = None
    id: str = ""
    status: Status = Status.PUBLISHED
    embargo: datetime | None = None
    pinned: datetime | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    venue: str = ""
    accreditation: str = ""
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None
    aliases: tuple[str, ...] = ()
    image: Media | None = None
    attachments: tuple[Media, ...] = ()
    links: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    pictures: tuple[Media, ...] = ()
    original: Original | None = None
    held: bool = False
    """Whether it is shown though it is not public: in a preview alone."""
    subtitle: str = ""
    number: str = ""
    """The office's own reference."""
    contacts: tuple[str, ...] = ()
    """Cards of the vocabulary, by name."""
    speaker: str = ""
    delivery: str = ""
    recordings: tuple[Recording, ...] = ()
    gallery: tuple[Media, ...] = ()
    filters: tuple[str, ...] = ()
    """Which of its terms have listings in pairs, each two facets: ``countries/kinds``."""

    @property
    def url(self) -> str:
        """The address below SITEURL, without a slash at its start: ``en/2019/06/05/slug/``."""
        return f"{self.lang}/{date_path(self.date)}/{self.slug}/"

    @property
    def stable_id(self) -> str:
        """Id, or ``2019-06-05-slug`` of the first address: the first in Aliases, or its own."""
        if self.id:
            return self.id
        former = filter(None, (_id_of(alias, self.lang) for alias in self.aliases))
        return next(former, f"{self.date.date().isoformat()}-{self.slug}")

    @property
    def updated(self) -> datetime:
        """The last public change: Modified, or without it Date; a later correction; a withdrawal.

        Withdrawn has a day and no time: it counts as a second after the change before it, or as
        the beginning of its day if that is later.
        """
        last = max((self.modified or self.date, *self.correction_moments))
        if self.withdrawn is not None:
            day, zone = self.withdrawn.date, self.date.tzinfo
            begun = datetime(day.year, day.month, day.day, tzinfo=zone)
            last = max(_after(last), begun)
        return last

    @property
    def correction_moments(self) -> tuple[datetime, ...]:
        """When each correction counts as made, in the written order.

        A day without a time counts from its beginning. If something changed later on that day, the
        correction counts as made a second after it, so that every correction has a moment of its
        own.
        """
        if not self.corrections:
            return ()
        zone = self.date.tzinfo
        changes = [self.date, self.modified or self.date]
        found: dict[int, datetime] = {}
        made = [each.moment(zone) for each in self.corrections]
        timed = [isinstance(each.date, datetime) for each in self.corrections]
        days = [moment.astimezone(zone).date() for moment in made]
        for place in sorted(range(len(made)), key=lambda n: (days[n], not timed[n], made[n], n)):
            found[place] = made[place]
            if not timed[place]:
                before = [each for each in changes if each.astimezone(zone).date() <= days[place]]
                found[place] = max((made[place], *map(_after, before)))
            changes.append(found[place])
        return tuple(found[place] for place in range(len(self.corrections)))

    @property
    def over_at(self) -> datetime | None:
        """When the event that it announces is no coming one any more; None without an event."""
        return self.ends or self.starts

    @property
    def edition(self) -> int:
        """Which edition its text is, counted from 1: each correction makes the next."""
        return len(self.corrections) + 1

    def is_behind(self, original: Release) -> bool:
        """Whether it was translated from an earlier edition of ``original``.

        Moments are compared by the minute, as they are written: the seconds that ``updated`` may
        have are counted and not written.
        """
        made_from = self.original
        if made_from is None or made_from.lang != original.lang:
            return False
        late = original.updated - made_from.moment >= timedelta(minutes=1)
        return late or original.edition > made_from.edition

    @property
    def edition_numbers(self) -> tuple[int, ...]:
        """The number of the edition that each correction replaced, from 1, in the written order."""
        moments = [(each, place) for place, each in enumerate(self.correction_moments)]
        order = sorted(moments)
        return tuple(order.index(each) + 1 for each in moments)

    @property
    def mark(self) -> CorrectionKind | None:
        """The gravest kind of correction that it has; None where it has none."""
        kinds = {each.kind for each in self.corrections}
        return next((kind for kind in CorrectionKind if kind in kinds), None)

    @property
    def visible_from(self) -> datetime:
        """The moment it becomes public, if it is no draft: the later of Date and Embargo."""
        return self.date if self.embargo is None else max(self.date, self.embargo)

    @property
    def media(self) -> tuple[Media, ...]:
        """Every file bound to the release, the image first."""
        image = (self.image,) if self.image else ()
        recorded = (file for each in self.recordings for file in each.files)
        return (*image, *self.attachments, *self.gallery, *recorded)

    def header_of(self, media: Media) -> str:
        """The header that names one of its files, in lower case."""
        if media == self.image:
            return "image"
        if media in self.gallery:
            return "gallery"
        named = (each for each in self.recordings if media in each.files)
        return next(("audio" if each.sound else "video" for each in named), "attachments")

    @property
    def variants(self) -> tuple[tuple[Media, int], ...]:
        """Every variant that is published beside the release: its picture and its width."""
        shown = (*([self.image] if self.image else []), *self.gallery, *self.pictures)
        return tuple((picture, width) for picture in shown for width in picture.widths)

    def terms_of(self, facet: Facet) -> tuple[Term, ...]:
        """The release's terms in one facet, in the editor's order."""
        return tuple([term for term in self.terms if term.facet is facet])

    @property
    def is_gone(self) -> bool:
        """Whether it was taken back and its text with it."""
        return self.withdrawn is not None and self.withdrawn.shape is not WithdrawalShape.KEPT

    @property
    def into(self) -> str:
        """The source of the release that its address leads to; "" for none."""
        return self.withdrawn.into if self.withdrawn is not None else ""

    @property
    def remains(self) -> Release:
        """What the public may still know: all, or the part of a withdrawn release that stays."""
        if self.withdrawn is None:
            return self
        names = REMAINING if self.is_gone else (*REMAINING, *KEPT)
        kept = {name: getattr(self, name) for name in names}
        return Release(terms=(self.kind,), **kept)

    @property
    def kind(self) -> Term:
        """The kind of release: its Category."""
        return next(term for term in self.terms if term.facet is Facet.KIND)


def _after(moment: datetime) -> datetime:
    """Return a moment that differs from another wherever seconds are written."""
    return moment + timedelta(seconds=1)


def edition_url(release: Release, number: int) -> str:
    """Return the address of an earlier edition of a release, counted from 1."""
    return f"{release.url}editions/{number}/"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that stays, such as "About the newsroom": at ``/<lang>/<slug>/``, in the menu."""

    path: str
    group: str
    lang: str
    title: str
    slug: str
    summary: str = ""
    body: str = ""
    modified: datetime | None = None
    status: Status = Status.PUBLISHED
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    held: bool = False
    """As of a release."""

    @property
    def url(self) -> str:
        """The address below SITEURL, without a slash at its start: ``en/about/``."""
        return f"{self.lang}/{self.slug}/"
