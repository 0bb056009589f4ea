"""What search engines read of a release: schema.org's NewsArticle, as JSON-LD.

A pure function of what the release's page shows anyway, so that nothing else makes it stale.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from communique.model.media import Media
from communique.model.release import Correction, CorrectionKind, Release, Withdrawal
from communique.model.term import Facet
from communique.outputs.json_objects import keep_filled
from communique.outputs.media_types import media_type
from communique.outputs.press.listing_names import Crumb
from communique.outputs.press.media_views import document_language, split_licence
from communique.outputs.sharing.open_graph import Issuer, Picture

TYPES = {
    Facet.COUNTRY: "Country",
    Facet.ORGANISATION: "Organization",
    Facet.PERSON: "Person",
    Facet.PLACE: "Place",
    Facet.AUTHOR: "Organization",
}
"""The types of what a release is about, where it is from and whose it is."""

ESCAPES = tuple((char, f"\\u{ord(char):04x}") for char in "<>&\u2028\u2029")
"""What could end a script or a line of one; JSON reads the escapes as the characters."""

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def script_text(value: Any) -> Markup:
    """Write a value as JSON that is always safe inside ``<script>``."""
    text = _encode(value)
    for char, escape in ESCAPES:
        text = text.replace(char, escape)
    return Markup(text)  # noqa: S704 - nothing in it is read as HTML


def news_article(
    issuer: Issuer,
    release: Release,
    identifier: str,
    picture: Picture,
    translations: Sequence[tuple[str, str]],
    crumbs: Sequence[Crumb],
) -> Markup:
    """Return a release as a NewsArticle with the way to it, a BreadcrumbList.

    ``translations`` are languages and addresses. A withdrawn release keeps its headline and dates,
    says that it is withdrawn and why, and nothing of what it said or what was corrected in it,
    unless its text stays.
    """
    url = f"{issuer.site}/{release.url}"
    article: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "identifier": identifier,
        "headline": release.title,
        "inLanguage": release.lang,
        "datePublished": release.date.isoformat(),
        "dateModified": release.updated.isoformat(),
        "articleSection": release.kind.name,
        "isAccessibleForFree": True,
        "publisher": _publisher(issuer),
    }
    if release.is_gone:
        article["author"] = _publisher(issuer)
    else:
        article |= _content(issuer, release, url, picture)
    if release.withdrawn is not None:
        article["creativeWorkStatus"] = "Withdrawn"
    # Of one whose text is gone nothing is said that was corrected in it.
    changes = (release.withdrawn, *(() if release.is_gone else release.corrections))
    if corrections := [_correction(each) for each in changes if each is not None]:
        article["correction"] = corrections
    if translations:
        article["workTranslation"] = [
            {"@type": "NewsArticle", "@id": f"{issuer.site}/{other}", "inLanguage": lang}
            for lang, other in translations
        ]
    way = [*((crumb.title, f"{issuer.site}/{crumb.url}") for crumb in crumbs), (release.title, url)]
    steps = [
        {"@type": "ListItem", "position": place, "name": title, "item": address}
        for place, (title, address) in enumerate(way, 1)
    ]
    graph = [article, {"@type": "BreadcrumbList", "itemListElement": steps}]
    return script_text({"@context": "https://schema.org", "@graph": graph})


def _correction(change: Correction | Withdrawal) -> dict[str, str]:
    comment = {
        "@type": "CorrectionComment",
        "text": change.text,
        "datePublished": change.date.isoformat(),
    }
    if isinstance(change, Correction) and change.kind is not CorrectionKind.CORRECTION:
        comment["genre"] = change.kind.value
    return comment


@lru_cache(maxsize=64)
def _publisher(issuer: Issuer) -> dict[str, Any]:
    name, home = issuer.publisher
    home = home or f"{issuer.site}/{issuer.lang}/"
    found = {"@type": "Organization", "name": name or issuer.name, "url": home}
    return found | {"logo": {"@type": "ImageObject", "url": issuer.logo}} if issuer.logo else found


def _content(issuer: Issuer, release: Release, url: str, picture: Picture) -> dict[str, Any]:
    site = f"{issuer.site}/{release.lang}/"
    places: list[dict[str, str]] = []
    authors: list[dict[str, str]] = []
    about: list[dict[str, str]] = []
    lists = {Facet.PLACE: places, Facet.AUTHOR: authors}
    for term in release.terms:
        if term.facet in TYPES:
            described = {"@type": TYPES[term.facet], "name": term.name, "url": site + term.path}
            lists.get(term.facet, about).append(described)
    values = {
        "license": issuer.licence,
        "dateline": places[-1]["name"] if places else "",
        "locationCreated": places[-1] if places else "",
        "author": authors or _publisher(issuer),
        "about": about,
        "keywords": [term.name for term in release.terms if term.facet is Facet.TAG],
        "associatedMedia": [_document(url, item) for item in release.attachments],
    }
    return {"description": release.summary, "image": _image(picture)} | keep_filled(values)


def _document(url: str, media: Media) -> dict[str, Any]:
    document = {
        "@type": "MediaObject",
        "name": media.title,
        "contentUrl": f"{url}{quote(media.name)}",
        "encodingFormat": media_type(media.name),
    }
    size = str(media.size) if media.size else ""
    more = {"contentSize": size, "inLanguage": document_language(media.name)}
    return document | keep_filled(more)


def _image(picture: Picture) -> dict[str, Any]:
    image: dict[str, Any] = {"@type": "ImageObject", "url": picture.url}
    if picture.width:
        image |= {"width": picture.width, "height": picture.height}
    said = {"caption": picture.caption, "creditText": picture.credit}
    return image | keep_filled(said | {"license": split_licence(picture.licence)[1]})
