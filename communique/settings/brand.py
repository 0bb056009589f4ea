"""A newsroom's brand: emblem, colours, publisher, links, menu."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from communique.settings.colours import TEXT, WHITE, contrast, readable
from communique.settings.lines import Wrong
from communique.settings.shapes import LINKS, NAMES, Shape, list_of, matches, or_none, table_of
from communique.signs import find_hidden
from communique.values import dataclass

Texts = str | Mapping[str, str]
"""One text for all languages, or one for each."""

Item = str | tuple[Texts, Texts]
"""What a menu leads to: a place of the site by its name, or a title and an address."""


@dataclass(frozen=True, slots=True)
class Emblem:
    """A drawing and one for dark screens, as paths below PATH, and a text of what it shows."""

    file: str
    dark: str = ""
    alt: Texts = ""


@dataclass(frozen=True, slots=True)
class Brand:
    """What every page shows besides its text: a field for each of BRAND_SHAPES, in their order.

    ``docs/settings.md`` prints each docstring.
    """

    emblem: Emblem | None
    """EMBLEM: the emblem, an SVG below STATIC_PATHS: `"media/emblem.svg"`, or `{"file":
    "media/emblem.svg", "dark": "media/emblem-dark.svg", "alt": {"en": "Coat of arms", "fr":
    "Armoiries"}}`. It is shown beside the name of the site, and in the data for search engines."""
    colours: tuple[str, str] | None
    """BRAND: two colours as `("#0b5750", "#8f1d2c")`, the first for masthead and links, the
    second for labels. The build makes values for light and dark screens and for more contrast from
    them. Each must have a contrast of 4.5:1 with white."""
    publisher: tuple[Texts, Texts] | None
    """PUBLISHER: who publishes the newsroom, with an address: `("Ministry of Foreign Affairs",
    "https://mfa.example")`. It replaces SITENAME in the data for search engines. Name and address
    may be one for each language: `({"en": "The Ministry", "fr": "Le Ministère"}, {"en":
    "https://mfa.example/en", "fr": "https://mfa.example/fr"})`."""
    contacts: tuple[str, ...]
    """CONTACTS: cards at the foot of every page, by their names in `vocabulary/contacts.toml`:
    `["press-office"]`."""
    licence: tuple[Texts, Texts] | None
    """LICENCE: the licence of the texts, with an address: `("CC BY 4.0",
    "https://creativecommons.org/licenses/by/4.0/")`."""
    footer: tuple[Item, ...] | Mapping[str, tuple[Item, ...]]
    """FOOTER_LINKS: links at the foot of every page, written like MENU."""
    social: tuple[Item, ...]
    """SOCIAL: accounts on other sites: `[("Mastodon", "https://social.example/@mfa")]`."""
    menu: tuple[Item, ...] | Mapping[str, tuple[Item, ...]] | None
    """MENU: what the menu leads to, in this order: `["releases", "kinds/statements",
    "pages/about", ("The ministry", "https://mfa.example"), "archive", "search", "subscribe"]`.
    A place of the site is named by its address without the language: a page, a term, a list of
    terms. It is left out in a language that has no such place. Title and address may be one for
    each language, `({"en": "Law", "fr": "Loi"}, "/en/law/")`, and so may the whole menu:
    `{"en": […], "fr": […]}`. Without it: releases, archive, the pages, MENUITEMS, subscribe."""
    more: tuple[Item, ...]
    """MENUITEMS: Pelican's links in the menu, if MENU is not set."""


def say(texts: Texts, lang: str, default: str) -> tuple[str, str]:
    """Return a text in a language; without one, a text in another language and which that is.

    That is then the default language's, or the first there is.
    """
    if isinstance(texts, str):
        return texts, ""
    found = next((each for each in (lang, default, *texts) if each in texts), "")
    return texts.get(found, ""), "" if found == lang else found


def items_of(items: tuple[Item, ...] | Mapping[str, tuple[Item, ...]], lang: str) -> Any:
    """Return what is listed in a language; None if only other languages have a list."""
    return items.get(lang) if isinstance(items, Mapping) else items


def _pair(value: Any) -> tuple[Texts, Texts] | None:
    return (value[0], value[1]) if value else None


def _items(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {lang: _items(each) for lang, each in value.items()}
    return tuple(each if isinstance(each, str) else (each[0], each[1]) for each in value)


def _read_emblem(value: Any) -> Emblem | None:
    if not value:
        return None
    return Emblem(value) if isinstance(value, str) else Emblem(**value)


def _is_line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and find_hidden(value) is None


def _are_texts(value: object) -> bool:
    if isinstance(value, Mapping):
        return bool(value) and all(_is_line(each) for pair in value.items() for each in pair)
    return _is_line(value)


def _leads(value: object) -> bool:
    """Whether a value is a whole address or a path of the site, or one for each language."""
    given = value.values() if isinstance(value, Mapping) else [value]
    return _are_texts(value) and all(
        re.match(r"(?:https?://|mailto:|tel:)[^\s]+$|/(?!/)[^\s]*$", str(each)) for each in given
    )


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == len(("title", "address"))
        and _are_texts(value[0])
        and _leads(value[1])
    )


_are_items = list_of(lambda each: _is_line(each) or _is_pair(each))


def _is_drawing(value: object) -> bool:
    return _is_line(value) and str(value).lower().endswith(".svg")


def _is_emblem(value: object) -> bool:
    if not isinstance(value, Mapping):
        return not value or _is_drawing(value)
    return (
        set(value) <= {"file", "dark", "alt"}
        and _is_drawing(value.get("file"))
        and (not value.get("dark") or _is_drawing(value["dark"]))
        and (not value.get("alt") or _are_texts(value["alt"]))
    )


def _are_colours(value: Any) -> bool:
    colours = list_of(matches(r"#[0-9A-Fa-f]{6}"))
    return not value or (colours(value) and len(value) == len(("main", "accent")))


PAIR = Shape(
    "be a name and an address",
    lambda value: not value or _is_pair(value),
    None,
    'write ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")',
    _pair,
)
MENU = Shape(
    "be a list of places of the site, and of names with addresses; or such a list a language",
    or_none(lambda value: table_of(lambda _: True, _are_items)(value) or _are_items(value)),
    None,
    'write ["releases", "pages/about", ("The ministry", "https://mfa.example")]',
    _items,
)

BRAND_SHAPES = {
    "EMBLEM": Shape(
        "be an SVG file below PATH, or have file, dark and alt",
        _is_emblem,
        None,
        'write {"file": "media/emblem.svg", "alt": {"en": "Coat of arms"}}',
        _read_emblem,
    ),
    "BRAND": Shape(
        "be two colours",
        _are_colours,
        None,
        'write them in six digits: ("#0b5750", "#8f1d2c")',
        lambda value: (value[0].lower(), value[1].lower()) if value else None,
    ),
    "PUBLISHER": PAIR._replace(hint='write ("Ministry of Foreign Affairs", "https://mfa.example")'),
    "CONTACTS": NAMES._replace(
        must="be a list of names of cards in vocabulary/contacts.toml",
        fits=lambda value: not value or NAMES.fits(value),
        hint='write ["press-office"]',
    ),
    "LICENCE": PAIR,
    "FOOTER_LINKS": MENU._replace(read=lambda value: _items(value or ())),
    "SOCIAL": LINKS._replace(
        # Pelican's own examples lead to "#".
        fits=lambda value: (
            LINKS.fits(value) and all(_leads(each[1]) or each[1] == "#" for each in value or ())
        )
    ),
    "MENU": MENU,
    "MENUITEMS": LINKS,
}
"""The shape of each of these settings."""


def check_brand(settings: Mapping[str, Any], languages: tuple[str, ...]) -> Iterator[Wrong]:
    """Yield what is wrong with values that have the right shape."""
    for colour in settings.get("BRAND") or ():
        found = contrast(colour, WHITE)
        if found < TEXT:
            yield (
                "BRAND",
                (
                    "must be two colours that have a contrast of 4.5:1 with white, got "
                    f'"{colour}", which has {found:.1f}:1; '
                    f'write a darker one, like "{readable(colour, WHITE, TEXT)}"'
                ),
            )
    for name in BRAND_SHAPES:
        for lang in sorted(_languages_in(settings.get(name), name) - set(languages)):
            yield (
                name,
                (
                    f"must use languages of LANGUAGES, got {lang!r}; "
                    f"write one of {', '.join(languages)}, or remove it"
                ),
            )


def _languages_in(value: Any, name: str) -> set[str]:
    """Return the languages that a setting gives texts in, at any depth."""
    if isinstance(value, Mapping):
        if name == "EMBLEM":
            return _languages_in(value.get("alt"), "")
        found = {str(key) for key in value}
        return found.union(*(_languages_in(each, "") for each in value.values()))
    if isinstance(value, list | tuple):
        return set[str]().union(*(_languages_in(each, "") for each in value))
    return set()
