"""What a link to a page looks like elsewhere: Open Graph (ogp.me), computed before rendering."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from communique.model.listing import ListingKey
from communique.model.release import Release
from communique.model.term import Facet
from communique.outputs.press.listing_names import standing_alternates
from communique.outputs.press.press import Press
from communique.outputs.sharing.card_drawing import HEIGHT, WIDTH
from communique.outputs.sharing.cards import card_url, has_card, is_drawn, release_card
from communique.text.dates import format_date
from communique.text.locales import open_graph_locale
from communique.values import dataclass

Properties = Sequence[tuple[str, str]]
"""Names and contents of ``<meta property>``, in the order of the page."""

SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Issuer:
    """A language's newsroom: ``site`` is SITEURL, whole, and ``name`` SITENAME in the language.

    All addresses are whole: ``publisher`` has the name and address of PUBLISHER, ``logo`` the
    address of EMBLEM, ``licence`` that of LICENCE. A value is empty if its setting is.
    """

    site: str
    lang: str
    name: str
    publisher: tuple[str, str] = ("", "")
    logo: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture that represents a page, with its whole address, and its width if known."""

    url: str
    alt: str
    width: int = 0
    height: int = 0
    caption: str = ""
    credit: str = ""
    licence: str = ""


def as_tags(properties: Properties) -> Markup:
    """Write properties as tags, each on a line; a template would take five times as long."""
    texts = [text for _, text in properties]
    # One call for all; should a text hold the separator, one for each.
    escaped = str(escape(SEPARATOR.join(texts))).split(SEPARATOR)
    if len(escaped) != len(texts):
        escaped = [str(escape(text)) for text in texts]
    named = zip(properties, escaped, strict=True)
    tags = [f'<meta property="{name}" content="{text}">' for (name, _), text in named]
    return Markup("\n".join(tags))  # noqa: S704 - contents are escaped, names are ours


def issuer_of(press: Press, lang: str) -> Issuer:
    """Return the newsroom in a language."""
    site, brand = press.settings.absolute_siteurl, press.brand(lang)
    return Issuer(
        site,
        lang,
        press.sitename(lang),
        (brand.publisher.title, brand.publisher.at(site)) if brand.publisher else ("", ""),
        f"{site}/{quote(brand.emblem.url)}" if brand.emblem else "",
        brand.licence.at(site) if brand.licence else "",
    )


def picture_of(press: Press, issuer: Issuer, release: Release) -> Picture:
    """Return a release's own image where services draw it; else its card, or its kind's."""
    image, kind = release.image, release.kind
    if release.withdrawn is not None:
        return _card(issuer, None, "")
    if has_card(press.settings, release):
        url = f"{issuer.site}/{release_card(release).path}"
        shown = (press.kit.kicker(release), release.title, format_date(release.date, release.lang))
        return Picture(url, " · ".join((*shown, issuer.name)), WIDTH, HEIGHT)
    if image is None or not is_drawn(image):
        return _card(issuer, ListingKey(release.lang, Facet.KIND.value, kind.slug), kind.name)
    url = f"{issuer.site}/{release.url}{quote(image.name)}"
    measures = (image.width, image.height)
    return Picture(url, image.alt, *measures, image.caption, image.credit, image.licence)


@lru_cache(maxsize=512)
def _card(issuer: Issuer, key: ListingKey | None, name: str) -> Picture:
    """Return the card of a kind's listing, or the language's own."""
    named = key is not None and key.facet == Facet.KIND
    url = card_url(key if key is not None and named else ListingKey(issuer.lang, "all", ""))
    alt = f"{name} · {issuer.name}" if named else issuer.name
    return Picture(f"{issuer.site}/{url}", alt, WIDTH, HEIGHT)


def share_release(
    issuer: Issuer, release: Release, picture: Picture, translations: Sequence[tuple[str, str]]
) -> Properties:
    """Return a release's properties: an article with its times, section and tags."""
    properties = [
        *_page(issuer, "article", release.url, release.title, picture),
        *(("og:locale:alternate", open_graph_locale(lang)) for lang, _ in translations),
        ("article:published_time", release.date.isoformat()),
        ("article:modified_time", release.updated.isoformat()),
        ("article:section", release.kind.name),
    ]
    if release.withdrawn is None:
        properties.insert(3, ("og:description", release.summary))
        tags = (Facet.TAG, Facet.COUNTRY, Facet.ORGANISATION, Facet.PERSON)
        named = (term for term in release.terms if term.facet in tags)
        properties += [("article:tag", term.name) for term in named]
    return properties


def share_page(
    press: Press,
    lang: str,
    url: str,
    title: str = "",
    key: ListingKey | None = None,
    description: str = "",
) -> Markup:
    """Return the tags of any other page; a kind's listing has its kind's card.

    A page without a title has the newsroom's name.
    """
    issuer = press.once(issuer_of, lang)
    title = title or issuer.name
    properties = list(_page(issuer, "website", url, title, _card(issuer, key, title)))
    if description:
        properties.insert(3, ("og:description", description))
    return as_tags(properties)


def share_standing(press: Press, lang: str, name: str) -> dict[str, Any]:
    """Return the variables of a page that each language has: its tags, and the other languages."""
    alternates = {each.lang: each for each in standing_alternates(press, name)}
    here = alternates[lang]
    return {
        "sharing": share_page(press, lang, here.url, here.title),
        **press.alternates(alternates.values()),
    }


def _page(
    issuer: Issuer, type_: str, url: str, title: str, picture: Picture
) -> Iterator[tuple[str, str]]:
    yield "og:type", type_
    yield "og:title", title
    yield "og:url", f"{issuer.site}/{url}"
    yield "og:site_name", issuer.name
    yield "og:image", picture.url
    if picture.width:
        yield "og:image:width", str(picture.width)
        yield "og:image:height", str(picture.height)
    yield "og:image:alt", picture.alt
    yield "og:locale", open_graph_locale(issuer.lang)
