"""The press: what a kit renders, and the variables of every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, TypeVar

from markupsafe import Markup

from communique.catalogue.releases import Row
from communique.model.output import Output
from communique.model.release import Page, Release, Status
from communique.outputs.feeds.links import feed_links
from communique.outputs.press.brand_view import BrandView, ContactView, show_brand
from communique.outputs.press.compiling import fill
from communique.outputs.press.environment import (
    load_catalog,
    make_environment,
    newstyle,
    newstyle_plural,
)
from communique.outputs.press.kit import Kit, MenuItem
from communique.outputs.press.views import Article
from communique.patterns import late
from communique.text.dates import format_datetime
from communique.text.language import find_language
from communique.text.locales import primary
from communique.values import dataclass

ROBOTS = b'\n<meta name="robots" content="noindex">'

BANNER = Markup(
    '\n<p role="note" lang="{lang}" dir="{dir}" style="position: sticky; inset-block-start: 0; '
    "z-index: 99; margin: 0; padding: .5rem 1rem; background: #7a1f1f; color: #fff; "
    'font: bold 1rem/1.4 system-ui, sans-serif; text-align: center">{text}</p>'
)

_HEAD = late(rb"<head\b[^>]*>", re.IGNORECASE)
_BODY = late(rb"<body\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """An output's bytes, and the names of the whole archive's state that its template read."""

    data: bytes
    observed: frozenset[str] = frozenset()


def render_bytes(_press: Press, _output: Output, shown: bytes) -> Rendered:
    """Return the bytes that an output shows as they are."""
    return Rendered(shown)


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same thing in a language, for hreflang and the language switcher."""

    lang: str
    url: str
    title: str


ASSET = "asset"
"""The function by which a template names a file of the theme by its content."""

FRAGMENT = "fragment"
"""The function by which a template has a part of a page rendered once for many pages."""


def standing_urls(lang: str) -> frozenset[str]:
    """Return the addresses that a language's masthead leads to, besides its menu's pages."""
    return frozenset(f"{lang}/{folder}" for folder in ("", "archive/", "search/", "subscribe/"))


Shown = TypeVar("Shown")
Made = TypeVar("Made")


class Press:
    """Renders templates in any of the site's languages."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.settings = kit.settings
        self.languages = {lang: find_language(lang) for lang in kit.settings.languages}
        self.env = make_environment(kit)
        self.whole: Callable[[str, set[str]], Mapping[str, Any]] | None = None
        """Gives a foreign theme's whole-archive variables in a language; only the build's own
        process has it."""
        self.translations = {
            lang: load_catalog(kit.words.get(lang), kit.catalogs.get(lang))
            for lang in self.languages
        }
        self._absences = {lang: self._make_absence(lang) for lang in self.languages}
        self._language_context = cache(self._make_language_context)
        # A dozen pages show a release, and a worker makes several of them.
        self._article = lru_cache(maxsize=4096)(self._make_article)
        self._fragment = lru_cache(maxsize=8192)(self._render_fragment)
        # One a language, and with RELATIVE_URLS one a depth.
        self._fragment_function = lru_cache(maxsize=64)(self._make_fragment_function)
        self._template = cache(self.env.select_template)
        # A release stands in many feeds.
        self._once = lru_cache(maxsize=1024)(lambda make, shown: make(self, shown))

    def once(self, make: Callable[[Press, Shown], Made], shown: Shown) -> Made:
        """Return ``make(press, shown)``, made once; it is kept no longer than this press."""
        made: Made = self._once(make, shown)
        return made

    def gettext(self, lang: str, message: str) -> str:
        """Translate one of the interface's words."""
        return self.translations[lang].gettext(message)

    def alternates(self, found: Iterable[Alternate]) -> dict[str, Any]:
        """Return the variables that say in which languages a page stands, itself among them.

        ``missing`` has the site's other languages, each with a sentence in it that says so.
        """
        alternates = {alternate.lang: alternate for alternate in found}
        return {
            "alternates": list(alternates.values()) if len(alternates) > 1 else (),
            "missing": {k: note for k, note in self._absences.items() if k not in alternates},
        }

    def mark_english(self, lang: str) -> Markup:
        """Return the attributes of an element whose words a language has no translation of."""
        speaks = lang in {*self.kit.catalogs, *self.kit.words} or primary(lang) == "en"
        return Markup("" if speaks else ' lang="en" dir="ltr"')  # noqa: S704 - our own words

    def _make_absence(self, lang: str) -> str:
        # A translation names its own language here; without one, nothing is said.
        note = self.gettext(lang, "Not available in English: to the front page")
        return "" if "English" in note and primary(lang) != "en" else note

    def sitename(self, lang: str) -> str:
        """Return SITENAME in a language: from SITENAMES where it is there."""
        return str(self._language_context(lang)["SITENAME"])

    def brand(self, lang: str) -> BrandView:
        """Return the newsroom's own in a language: emblem, publisher, licence, links."""
        found: BrandView = self._language_context(lang)["brand"]
        return found

    def article(self, row: Row) -> Article:
        """Show a release as others show it: without its text."""
        return self._article(row.text)

    def full_article(self, row: Row, content: str) -> Article:
        """Show a release on its own page, for the caller to add what stands around it."""
        article = self._article(row.text).copy()
        article.title = row.release.title
        article.content = Markup(content)  # noqa: S704 - rendered from the editor's Markdown
        default = self.settings.default_lang
        found = map(self.kit.contacts.get, row.release.remains.contacts)
        article.contacts = [ContactView.of(each, article.lang, default) for each in found if each]
        return article

    def _make_article(self, text: str) -> Article:
        release = Row(0, text).release
        article = Article(
            release, self.languages[release.lang].dir, timezone=self.settings.timezone
        )
        if release.held:
            article.title = f"[{self._why_held(release)}] {release.title}"
        return article

    def mark_held(self, content: Release | Page, page: Rendered) -> Rendered:
        """Return a text's own page; in a preview a held one has a banner, and is not searched."""
        if not content.held:
            return page
        lang, preview = content.lang, self.gettext(content.lang, "Preview")
        text, direction = f"{preview} · {self._why_held(content)}", self.languages[lang].dir
        banner = BANNER.format(lang=lang, dir=direction, text=text).encode()
        data = _HEAD.sub(lambda head: head[0] + ROBOTS, page.data, count=1)
        return replace(page, data=_BODY.sub(lambda body: body[0] + banner, data, count=1))

    def _why_held(self, content: Release | Page) -> str:
        lang = content.lang
        if isinstance(content, Page) or content.status is Status.DRAFT:
            return self.gettext(lang, "Draft")
        moment = format_datetime(content.visible_from, lang)
        return self.gettext(lang, "Under embargo until %(moment)s") % {"moment": moment}

    def siteurl(self, path: str) -> str:
        """Return what stands before ``/`` and an address in the file at ``path``."""
        if not self.settings.relative_urls:
            return self.settings.siteurl
        return "/".join([".."] * path.count("/")) or "."

    def render(
        self,
        templates: Sequence[str],
        lang: str,
        path: str,
        variables: Mapping[str, Any],
        observed: set[str] | None = None,
    ) -> Rendered:
        """Render the first of the templates that the theme has, as the file at ``path``."""
        observed = set() if observed is None else observed
        url = path.removesuffix("index.html")
        siteurl = variables.get("SITEURL", self.siteurl(path))
        context = self._language_context(lang).copy()
        if self.whole is not None:
            context.update(self.whole(lang, observed))
        context["SITEURL"] = siteurl
        context[FRAGMENT] = self._fragment_function(lang, siteurl)
        context["output_file"] = path
        context["page_url"] = url
        context["canonical"] = f"{self.settings.absolute_siteurl}/{url}"
        context["alternates"] = ()
        context["missing"] = {}
        context["breadcrumbs"] = ()
        context.update(variables)
        text = fill(self._template(tuple(f"{name}.html" for name in templates)), context)
        return Rendered(text.encode("utf-8"), frozenset(observed))

    def _make_fragment_function(self, lang: str, siteurl: str) -> Callable[..., Markup]:
        # Not one for all that asks Jinja for the page's context: in a loop, Jinja copies that.
        def fragment(name: str, **values: Hashable) -> Markup:
            """Render a template as a part of many pages, once for each ``values``.

            It sees settings, words and the language's chrome, ``SITEURL`` and ``values``: nothing
            of the page that it is a part of.
            """
            return self._fragment(name, lang, siteurl, tuple(values.items()))

        return fragment

    def _render_fragment(
        self, name: str, lang: str, siteurl: str, values: tuple[tuple[str, Hashable], ...]
    ) -> Markup:
        context = self._language_context(lang).copy()
        context["SITEURL"] = siteurl
        context[FRAGMENT] = self._fragment_function(lang, siteurl)
        context.update(values)
        return Markup(fill(self.env.get_template(name), context))  # noqa: S704 - autoescaped

    def _translate(self, lang: str, items: Iterable[MenuItem]) -> tuple[MenuItem, ...]:
        """Return items of a menu with the interface's words in a language."""
        return tuple(
            replace(item, title=self.gettext(lang, item.title)) if item.word else item
            for item in items
        )

    def _make_language_context(self, lang: str) -> dict[str, Any]:
        context: dict[str, Any] = {**self.env.globals, **self.kit.context}
        for name in ("SITENAME", "SITESUBTITLE"):
            translated = context.get(f"{name}S") or {}
            if lang in translated:
                context[name] = translated[lang]
        catalog = self.translations[lang]
        menu = self._translate(lang, self.kit.menus.get(lang, ()))
        brand = show_brand(self.kit, lang)
        context |= {
            "lang": lang,
            "dir": self.languages[lang].dir,
            "languages": tuple(self.languages.values()),
            "menu": menu,
            "brand": replace(brand, links=self._translate(lang, brand.links)),
            "singular": self.kit.singulars.get(lang, {}),
            "absences": self._absences,
            "english": self.mark_english(lang),
            "standing": standing_urls(lang) | {item.url for item in menu if item.url},
            "feeds": feed_links(f"{lang}/"),
            "term": None,
            ASSET: self.kit.asset,
            "gettext": newstyle(catalog.gettext),
            "_": newstyle(catalog.gettext),  # in place of Jinja's alias, which asks for gettext
            "ngettext": newstyle_plural(catalog.ngettext, lang),
        }
        return context
