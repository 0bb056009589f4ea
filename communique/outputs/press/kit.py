"""The kit: all that rendering needs besides what an output shows, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Self

from communique.errors import Problem
from communique.model.release import Release
from communique.model.term import Contact
from communique.settings import Settings
from communique.settings.brand import Texts, say
from communique.sources.hints import did_you_mean
from communique.values import dataclass


class TemplateSource(str):
    """A template's text; ``path`` is its file as messages name it."""

    __slots__ = ("path",)
    path: str

    def __new__(cls, text: str, path: str) -> Self:
        """Return a text together with the place that it is from."""
        source = super().__new__(cls, text)
        source.path = path
        return source

    def __reduce__(self) -> tuple[type[TemplateSource], tuple[str, str]]:
        # To another process, which would hand the text alone to __new__.
        return TemplateSource, (str(self), self.path)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """What a menu, or the foot of a page, leads to.

    ``url`` is below SITEURL; ``link`` is an address elsewhere, in its place. ``lang`` is the
    language of the title, if the page has another one. ``word`` says that the title is one of the
    interface's words.
    """

    title: str
    url: str
    link: str = ""
    lang: str = ""
    word: bool = False

    def at(self, siteurl: str) -> str:
        """Return the whole address, for SITEURL as the page has it."""
        return self.link or f"{siteurl}/{self.url}"

    @classmethod
    def of(cls, link: tuple[Texts, Texts], lang: str, default: str) -> MenuItem:
        """Return a title and an address in a language; one below SITEURL begins with a slash."""
        title, other = say(link[0], lang, default)
        address, _ = say(link[1], lang, default)
        within = address.startswith("/")
        return cls(title, address[1:] if within else "", "" if within else address, other)


@dataclass(frozen=True, slots=True, eq=False)
class Kit:
    """Settings, templates, translations and menus; can be sent to another process.

    ``templates`` maps a template's name to its source; ``context`` holds Pelican's settings for the
    templates, ``jinja`` the JINJA_* settings; ``catalogs`` compiled gettext catalogues by language,
    ``words`` the newsroom's own, which come first.
    ``footers`` has the links at the foot of pages, ``contacts`` the vocabulary's cards by name.
    ``singulars`` has by language what one release of a kind is called, by the kind's slug.
    ``assets`` has the path of each file of the theme that templates may name; None where any name
    stands for itself.
    ``problems`` are of templates and translations that cannot be read, and are left out.
    Kits are compared by identity: what is made from one is kept once a process.
    """

    settings: Settings
    templates: Mapping[str, TemplateSource]
    context: Mapping[str, Any]
    jinja: Mapping[str, Any]
    catalogs: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()
    words: Mapping[str, bytes] = field(default_factory=dict)
    menus: Mapping[str, tuple[MenuItem, ...]] = field(default_factory=dict)
    footers: Mapping[str, tuple[MenuItem, ...]] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    assets: Mapping[str, str] | None = None
    singulars: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def kicker(self, release: Release) -> str:
        """Return what one release of a kind is called."""
        singulars = self.singulars.get(release.lang, {})
        return singulars.get(release.kind.slug) or release.kind.name

    def asset(self, name: str) -> str:
        """Return the path below SITEURL of a theme's file, ``css/main.css``; raises LookupError."""
        if self.assets is None:
            return f"{self.settings.theme_static_dir}/{name}"
        if name in self.assets:
            return self.assets[name]
        hint = did_you_mean(name, self.assets)
        raise LookupError(
            f'asset must name a file below the theme\'s static folder, got "{name}"'
            + (f"; {hint}" if hint else "")
        )
