"""The kit: all that rendering needs besides what an output shows, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from communique.errors import Problem
from communique.settings import Settings
from communique.sources.hints import did_you_mean


class TemplateSource(str):
    """A template's text; ``path`` is its file as messages name it."""

    __slots__ = ("path",)
    path: str

    def __new__(cls, text: str, path: str) -> Self:
        """Return a text that knows where it is from."""
        source = super().__new__(cls, text)
        source.path = path
        return source

    def __reduce__(self) -> tuple[type[TemplateSource], tuple[str, str]]:
        # To another process, which would hand the text alone to __new__.
        return TemplateSource, (str(self), self.path)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A page in the menu of its language."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, eq=False)
class Kit:
    """Settings, templates, translations and menus; can be sent to another process.

    ``templates`` maps a template's name to its source; ``context`` holds Pelican's settings for the
    templates, ``jinja`` the JINJA_* settings; ``catalogs`` compiled gettext catalogues by language.
    ``assets`` has the path of each file of the theme that templates may name; None where any name
    stands for itself.
    ``problems`` are of templates and translations that cannot be read, and are left out.
    Two are never compared: each is its own key to what is made from it once a process.
    """

    settings: Settings
    templates: Mapping[str, TemplateSource]
    context: Mapping[str, Any]
    jinja: Mapping[str, Any]
    catalogs: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()
    menus: Mapping[str, tuple[MenuItem, ...]] = field(default_factory=dict)
    assets: Mapping[str, str] | None = None

    def asset(self, name: str) -> str:
        """Return the path of a file of the theme, ``css/main.css``, below SITEURL.

        Raises LookupError for a name that the theme has not.
        """
        if self.assets is None:
            return f"{self.settings.theme_static_dir}/{name}"
        if name in self.assets:
            return self.assets[name]
        hint = did_you_mean(name, self.assets)
        raise LookupError(
            f'asset must name a file below the theme\'s static folder, got "{name}"'
            + (f"; {hint}" if hint else "")
        )
