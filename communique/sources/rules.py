"""Editorial rules of one source, a generator and its docstring each; of several: ``checks``."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date as Day  # noqa: N812 - a type beside fields named date
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from communique.errors import Problem
from communique.model.media import VARIANTS, Media
from communique.model.release import Page, Release, Status
from communique.pictures.facts import IMAGES, is_picture
from communique.sources.fields import LONGEST_SLUG
from communique.sources.hints import shorten

Lines = Mapping[str, int]


def modified_is_after_date(release: Release, lines: Lines) -> Iterator[Problem]:
    """Modified is not before Date."""
    if release.modified is not None and release.modified < release.date:
        found = f"got {release.modified.isoformat(' ', 'minutes')}"
        hint = "correct one of the two"
        rule = f"Modified must not be before Date {release.date.isoformat(' ', 'minutes')}"
        yield Problem(release.path, lines.get("modified", 0), rule, found, hint)


def notices_are_not_before_date(release: Release, lines: Lines) -> Iterator[Problem]:
    """Correction and Withdrawn are not before Date; without a time they have no day before it."""
    for name, when in _notices(release):
        if isinstance(when, datetime):
            early, date = when < release.date, release.date.isoformat(" ", "minutes")
            found = f"got {when.isoformat(' ', 'minutes')}"
        else:
            early, date, found = when < release.date.date(), str(release.date.date()), f"got {when}"
        if early:
            rule = f"{name} must not be before Date, {date}"
            line = lines.get(name.lower(), 0)
            yield Problem(release.path, line, rule, found, "correct one of the two")


def _notices(release: Release) -> Iterator[tuple[str, Day | datetime]]:
    yield from (("Correction", each.date) for each in release.corrections)
    if release.withdrawn is not None:
        yield "Withdrawn", release.withdrawn.date


def events_have_a_beginning(release: Release, lines: Lines) -> Iterator[Problem]:
    """Ends, Venue and Accreditation need Starts; Ends is later than Starts."""
    if release.starts is None:
        given = ("Ends", "Venue", "Accreditation")
        for name in (each for each in given if each.lower() in lines):
            # A Starts that could not be read has a problem of its own.
            if "starts" not in lines:
                rule, hint = f"{name} must have Starts beside it", "add Starts, or delete the line"
                found = "got no Starts"
                yield Problem(release.path, lines[name.lower()], rule, found, hint)
    elif release.ends is not None and release.ends <= release.starts:
        rule = f"Ends must be later than Starts, {release.starts.isoformat(' ', 'minutes')}"
        found = f"got {release.ends.isoformat(' ', 'minutes')}"
        yield Problem(release.path, lines.get("ends", 0), rule, found, "correct one of the two")


def images_are_described(release: Release, lines: Lines) -> Iterator[Problem]:
    """An image has an alt text."""
    for name, picture in _shown_pictures(release):
        if not picture.alt:
            rule = f"{name} must have an alt text for people who cannot see it"
            hint = f"write {name}: file | what it shows"
            found = f'got "{picture.name}" alone'
            yield Problem(release.path, lines.get(name.lower(), 0), rule, found, hint)


def _shown_pictures(release: Release) -> Iterator[tuple[str, Media]]:
    if release.image is not None:
        yield "Image", release.image
    yield from (("Gallery", picture) for picture in release.gallery)


def images_are_pictures(release: Release, lines: Lines) -> Iterator[Problem]:
    """An image is a picture of a format that browsers show: JPEG, PNG, WebP, AVIF, GIF or SVG."""
    for name, picture in _shown_pictures(release):
        if not is_picture(picture.name):
            rule = f"{name} must be a picture, its name ending in one of {', '.join(IMAGES)}"
            found = f'got "{picture.name}"'
            hint = "save it as JPEG, or name it in Attachments"
            yield Problem(release.path, lines.get(name.lower(), 0), rule, found, hint)


def media_have_own_names(release: Release, lines: Lines) -> Iterator[Problem]:
    """Files of a release have different names, and none has the name of the page itself."""
    seen = {"index.html": "the page itself", VARIANTS: "the folder of its image's variants"}
    for media in release.media:
        other = seen.setdefault(media.name, media.source)
        if other != media.source:
            rule = "files of a release must have names of their own"
            found = f'got "{media.name}" twice, {media.source} and {other}'
            line = lines.get(release.header_of(media), lines.get("image", 0))
            yield Problem(release.path, line, rule, found, "rename one")


def sources_have_a_text(release: Release, _lines: Lines) -> Iterator[Problem]:
    """A release has a text, unless it is withdrawn and its text is gone."""
    if not release.body.strip() and not release.is_gone:
        hint = "leave an empty line after the headers and write the text below"
        yield Problem(release.path, 0, "a release must have a text", "found none", hint)


def slugs_are_names(content: Release | Page, lines: Lines) -> Iterator[Problem]:
    """A slug, from Slug or from the file name, has 200 letters at most."""
    if len(content.slug) > LONGEST_SLUG:
        rule = f"a slug must have {LONGEST_SLUG} letters at most"
        found = f'got {len(content.slug)}, "{shorten(content.slug)}"'
        hint = "shorten the file's name, or add a Slug"
        yield Problem(content.path, lines.get("slug", 0), rule, found, hint)


def release_slug_is_free(release: Release, lines: Lines) -> Iterator[Problem]:
    """A release's slug is not "page": listings use that address."""
    if release.slug == "page":
        rule = "a release's slug must not be one that listings have"
        hint = "rename the file, or add another Slug"
        yield Problem(release.path, lines.get("slug", 0), rule, 'got "page"', hint)


def pages_have_a_text(page: Page, _lines: Lines) -> Iterator[Problem]:
    """A page has a text."""
    if not page.body.strip():
        hint = "leave an empty line after the headers and write the text below"
        yield Problem(page.path, 0, "a page must have a text", "found none", hint)


def future_dates_have_an_embargo(release: Release, line: int, now: datetime) -> Iterator[Problem]:
    """Date is in the future only for a draft, or for a release with an Embargo."""
    if release.status is Status.PUBLISHED and release.embargo is None and release.date > now:
        rule = "Date must not be in the future without an Embargo"
        at = release.date.isoformat(" ", "minutes")
        hint = f"add Embargo: {at} if it is to wait until then, or correct the Date"
        yield Problem(release.path, line, rule, f"got {at}", hint)


def what_is_told_has_happened(
    content: Release | Page, lines: Lines, now: datetime, zone: ZoneInfo
) -> Iterator[Problem]:
    """Modified, Correction and Withdrawn are not in the future when the release is public."""
    hint = "correct it, or write it when it has happened"
    held_until = content.visible_from if isinstance(content, Release) else now
    if content.modified is not None and content.modified > max(now, held_until):
        at = content.modified.isoformat(" ", "minutes")
        rule, line = "Modified must not be in the future", lines.get("modified", 0)
        yield Problem(content.path, line, rule, f"got {at}", hint)
    if not isinstance(content, Release):
        return
    zones = (zone, content.date.tzinfo)
    for name, when in _notices(content):
        day = when.date() if isinstance(when, datetime) else when
        if all(day > max(now, held_until).astimezone(each).date() for each in zones):
            rule, line = f"{name} must not be in the future", lines.get(name.lower(), 0)
            yield Problem(content.path, line, rule, f"got {day}", hint)


RELEASE_RULES: tuple[Callable[[Release, Lines], Iterator[Problem]], ...] = (
    modified_is_after_date,
    notices_are_not_before_date,
    events_have_a_beginning,
    images_are_described,
    images_are_pictures,
    media_have_own_names,
    sources_have_a_text,
    slugs_are_names,
    release_slug_is_free,
)
PAGE_RULES: tuple[Callable[[Page, Lines], Iterator[Problem]], ...] = (
    pages_have_a_text,
    slugs_are_names,
)


def check_release(release: Release, lines: Lines) -> Iterator[Problem]:
    """Yield what the rules find in one release; ``lines`` maps header names to lines."""
    return chain.from_iterable(rule(release, lines) for rule in RELEASE_RULES)


def check_page(page: Page, lines: Lines) -> Iterator[Problem]:
    """Yield what the rules find in one page."""
    return chain.from_iterable(rule(page, lines) for rule in PAGE_RULES)
