"""Cards: the pictures that stand for a shared link.

Each language has one with the site's name, each kind in it one with the name of the kind. With
RELEASE_CARDS each release without an image has one with its title. All have the emblem (decision
17). A card that is in place is not drawn again, if the new one would have its recipe.
"""

import sqlite3
import zlib
from collections.abc import Iterator

from communique.catalogue.changes import Changed
from communique.catalogue.listings import find_listing, find_listings
from communique.catalogue.outputs import find_output, pending_outputs
from communique.catalogue.releases import find_public, in_order
from communique.errors import Problem, ProblemsFound, Severity
from communique.model.listing import ALL, ListingKey
from communique.model.media import Media
from communique.model.output import Output, listing_ref, parse_listing_ref
from communique.model.release import Release
from communique.model.term import Facet
from communique.opening import read_regular
from communique.outputs import static
from communique.outputs.kept import find_kept
from communique.outputs.kind import IsThere, Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.outputs.sharing.card_drawing import Card, draw_png, draw_svg, recipe_of
from communique.outputs.sharing.card_text import find_missing
from communique.outputs.shown import Shown, show_source
from communique.pictures.store import Copy, Store
from communique.settings import Settings
from communique.settings.lines import find_setting
from communique.text.dates import format_date
from communique.values import dataclass

NAME = "card"
RELEASE_NAME = "release card"

COLOURS = ("#0d3f3b", "#8f1d2c")
"""The theme's own, where BRAND has none."""

DRAWN = ("jpg", "jpeg", "png", "webp", "gif")
"""Pictures that the services that show links can draw."""

HEADER = 33
"""Bytes of a PNG before its second chunk (W3C PNG §5)."""


@dataclass(frozen=True, slots=True)
class ShownCard:
    """What a card shows: a language, the title of one of its kinds, or a release.

    ``recorded`` is the digest of the card that the last build wrote; "" for none.
    """

    lang: str
    kind: str
    title: str
    release: Release | None
    emblem: Copy | None
    recorded: str


def card_url(key: ListingKey) -> str:
    """Return the address of a language's card, or of a kind's."""
    return f"{key.url}card.png"


def output_of(key: ListingKey) -> Output:
    """Return the output that a listing's card is."""
    return Output(card_url(key), NAME, listing_ref(key, "card"))


def release_card(release: Release) -> Output:
    """Return the output for a release's own card, if it has one."""
    return Output(f"{release.url}index.png", RELEASE_NAME, release.path)


def has_card(settings: Settings, release: Release) -> bool:
    """Decide whether a release has its own card: not withdrawn or moved, without a usable image."""
    if not settings.release_cards or release.withdrawn is not None or release.into:
        return False
    return release.image is None or not is_drawn(release.image)


def is_drawn(image: Media) -> bool:
    """Decide whether the services that show links can draw an image."""
    return image.name.rpartition(".")[2].lower() in DRAWN


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield a card for every language and for every kind that a public release has in it."""
    for lang in settings.languages:
        yield output_of(ListingKey(lang, ALL, ""))
        for listing in find_listings(db, lang, Facet.KIND.value):
            yield output_of(listing.key)


def in_time(db: sqlite3.Connection, _settings: Settings) -> Iterator[tuple[str, Output]]:
    """Yield the card of each public release, the oldest first."""
    for sort, url, path in in_order(db):
        yield sort, Output(f"{url}index.png", RELEASE_NAME, path)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> ShownCard | None:
    """Return what a card shows; None if no public release needs it."""
    release, title = None, None
    if output.kind == RELEASE_NAME:
        row = find_public(db, output.ref)
        release = row.release if row else None
        if release is None or release_card(release) != output or not has_card(settings, release):
            return None
        key, title = ListingKey(release.lang, Facet.KIND.value, release.kind.slug), release.title
    else:
        key, _ = parse_listing_ref(output.ref)
        if key.facet != ALL and (listing := find_listing(db, key)):
            title = listing.name
        elif key.facet == ALL and key.lang in settings.languages:
            title = settings.sitenames.get(key.lang, settings.sitename)
    if title is None:
        return None
    emblem, record = settings.brand.emblem, find_output(db, output.path)
    source = static.output_of(settings, emblem.dark or emblem.file) if emblem else None
    copy = static.load(db, settings, source) if source else None
    digest = record.digest if record is not None and record.output == output else ""
    return ShownCard(key.lang, key.slug, title, release, copy, digest)


def render(press: Press, output: Output, shown: ShownCard) -> Rendered:
    """Draw a card as PNG; keep the card in place if it would show the same."""
    settings, lang = press.settings, shown.lang
    name = settings.sitenames.get(lang, settings.sitename)
    kicker, foot = "", settings.siteurl.partition("://")[2]
    if release := shown.release:
        kicker = press.kit.kicker(release)
        foot = format_date(release.date, lang)
    card = Card(
        seal=shown.kind,
        name=name if shown.kind else "",
        kicker=kicker,
        title=shown.title,
        foot=foot,
        colours=settings.brand.colours or COLOURS,
        rtl=press.languages[lang].dir == "rtl",
        emblem=press.once(_read_emblem, shown.emblem) if shown.emblem else b"",
        plain=bool(settings.brand.emblem and settings.brand.emblem.dark),
    )
    try:
        svg = draw_svg(card)
    except ValueError as error:
        place = find_setting(settings.settings_file, "EMBLEM")
        rule, hint = "EMBLEM must be a drawing that fits a card", "draw it more simply"
        raise ProblemsFound([Problem(*place, rule, f"got {error}", hint)]) from error
    recipe = recipe_of(svg)
    kept = find_kept(settings, output, shown.recorded, recipe)
    return Rendered(kept or _name(draw_png(svg), recipe))


def _read_emblem(press: Press, copy: Copy) -> bytes:
    return read_regular(Store(press.settings.cache_path).find(copy))


def _name(png: bytes, recipe: str) -> bytes:
    """Return a PNG with its recipe in it (W3C PNG §11.3.3.3)."""
    chunk = b"tEXtRecipe\0" + recipe.encode()
    length = (len(chunk) - 4).to_bytes(4)
    return b"".join((png[:HEADER], length, chunk, zlib.crc32(chunk).to_bytes(4), png[HEADER:]))


def touched(db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The card of a kind that comes, goes or changes its name; all, if the emblem changed."""
    for change in changed.effects.listings:
        if change.key.facet == Facet.KIND and change.is_another:
            yield output_of(change.key), f"it shows {changed.sources}"
    if file := _changed_emblem(settings, changed):
        yield from ((output, f"{file} changed") for output in every(db, settings))


def touched_releases(db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The card of a changed release, before and after; all cards if the emblem changed."""
    for release, why in changed.sides:
        yield release_card(release), why
    if file := _changed_emblem(settings, changed):
        yield from ((output, f"{file} changed") for _, output in in_time(db, settings))


def _changed_emblem(settings: Settings, changed: Changed) -> str:
    emblem = settings.brand.emblem
    file = (emblem.dark or emblem.file) if emblem else ""
    return file if file in changed.files else ""


def hold(db: sqlite3.Connection, settings: Settings, _is_there: IsThere) -> Iterator[Problem]:
    """Warn of each text of a planned card that has a sign which no font of cards has."""
    for output, _, _ in pending_outputs(db, NAME, RELEASE_NAME):
        shown = load(db, settings, output)
        if shown is None or not (missing := find_missing(shown.title)):
            continue
        if shown.release is not None:
            place, what = (shown.release.path, 0), "a title"
        elif shown.kind:
            place, what = ("vocabulary/kinds.toml", 0), "the name of a kind"
        else:
            place, what = find_setting(settings.settings_file, "SITENAMES"), "SITENAMES"
        rule = f"{what} must have signs that the fonts of cards have"
        found = f'got "{missing[:20]}" in "{shown.title}"'
        yield Problem(*place, rule, found, "the card does not show it", Severity.WARNING)


def shows(_db: sqlite3.Connection, _settings: Settings, output: Output) -> Iterator[Shown]:
    """The kind and the language that the picture stands for."""
    key, _ = parse_listing_ref(output.ref)
    yield Shown(f"the language {key.lang}{f' and the kind {key.slug}' if key.slug else ''}")


KIND = Kind(
    name=NAME,
    addresses=("{lang}/card.png", "{lang}/kinds/{term}/card.png"),
    every=every,
    load=load,
    render=render,
    here=True,
    touched=touched,
    hold=hold,
    shows=shows,
)

RELEASE_KIND = Kind(
    name=RELEASE_NAME,
    addresses=("{lang}/{year}/{month}/{day}/{name}/index.png",),
    wanted=lambda settings: settings.release_cards,
    in_time=in_time,
    load=load,
    render=render,
    here=True,
    touched=touched_releases,
    shows=show_source,
)
