"""The template's view of a newsroom's brand, in the language of the page."""

from __future__ import annotations

from communique.model.term import Contact
from communique.outputs.minified import fingerprint
from communique.outputs.press.kit import Kit, MenuItem
from communique.settings import Settings
from communique.settings.brand import say
from communique.settings.colours import write_stylesheet
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class EmblemView:
    """Addresses below SITEURL, ``dark`` "" for none, and what the emblem shows, "" for nothing."""

    url: str
    dark: str
    alt: str
    lang: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """A card. ``lang`` is the language of its name, if the page has another one."""

    name: str
    note: str
    phone: str
    email: str
    url: str
    lang: str

    @property
    def dial(self) -> str:
        """The number as links have it: ``+77172720518``."""
        return "".join(sign for sign in self.phone if sign in "+0123456789")

    @staticmethod
    def of(contact: Contact, lang: str, default: str) -> ContactView:
        """Show a card in a language."""
        name, other = say(contact.names, lang, default)
        note = contact.notes.get(lang) or contact.notes.get("") or ""
        return ContactView(name, note, contact.phone, contact.email, contact.url, other)


@dataclass(frozen=True, slots=True)
class BrandView:
    """The variable ``brand`` of every page."""

    emblem: EmblemView | None
    stylesheet: str
    """The path below SITEURL of a stylesheet with the newsroom's colours; "" for none."""
    publisher: MenuItem | None
    contacts: tuple[ContactView, ...]
    licence: MenuItem | None
    links: tuple[MenuItem, ...]
    """FOOTER_LINKS, and Pelican's LINKS."""
    social: tuple[MenuItem, ...]


def stylesheet_of(settings: Settings) -> tuple[str, bytes] | None:
    """Return path and bytes of the stylesheet with the newsroom's colours; None for none."""
    if settings.brand.colours is None:
        return None
    data = write_stylesheet(*settings.brand.colours).encode()
    return fingerprint(f"{settings.theme_static_dir}/css/brand.css", data), data


def show_brand(kit: Kit, lang: str) -> BrandView:
    """Show a newsroom's own in a language."""
    settings, brand = kit.settings, kit.settings.brand
    default = settings.default_lang
    emblem = None
    if brand.emblem:
        alt, other = say(brand.emblem.alt, lang, default)
        dark = settings.published_path(brand.emblem.dark) if brand.emblem.dark else ""
        emblem = EmblemView(settings.published_path(brand.emblem.file), dark, alt, other)
    sheet = stylesheet_of(settings)
    found = (kit.contacts[name] for name in brand.contacts if name in kit.contacts)
    links = tuple(MenuItem(title, "", link) for title, link, *_ in kit.context.get("LINKS") or ())
    return BrandView(
        emblem=emblem,
        stylesheet=sheet[0] if sheet else "",
        publisher=MenuItem.of(brand.publisher, lang, default) if brand.publisher else None,
        contacts=tuple(ContactView.of(each, lang, default) for each in found),
        licence=MenuItem.of(brand.licence, lang, default) if brand.licence else None,
        links=(*kit.footers.get(lang, ()), *links),
        social=tuple(MenuItem.of((each[0], each[1]), lang, default) for each in brand.social),
    )
