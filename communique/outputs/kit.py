"""The kit: all that rendering needs besides what an output shows, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from communique.model.language import Language
from communique.settings import Settings

__all__ = ["Kit", "MenuItem", "load_languages", "load_translations"]


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
    Two are never compared: each is its own key to what is made from it once a process.
    """

    settings: Settings
    templates: Mapping[str, str]
    context: Mapping[str, Any]
    jinja: Mapping[str, Any]
    languages: tuple[Language, ...]
    catalogs: Mapping[str, bytes]
    menus: Mapping[str, tuple[MenuItem, ...]] = field(default_factory=dict)


def load_languages(settings: Settings) -> tuple[Language, ...]:
    """Return the site's languages with their own names and directions (CLDR)."""
    languages = []
    for code in settings.languages:
        locale = Locale.parse(code, sep="-")
        name = locale.get_display_name() or code
        direction = "rtl" if locale.character_order == "right-to-left" else "ltr"
        languages.append(Language(code, name[:1].upper() + name[1:], direction))
    return tuple(languages)


def load_translations(theme: Path, languages: tuple[str, ...]) -> dict[str, bytes]:
    """Compile the theme's gettext catalogues, ``translations/<lang>/LC_MESSAGES/messages.po``."""
    catalogs = {}
    for lang in languages:
        path = theme / "translations" / lang / "LC_MESSAGES" / "messages.po"
        if path.is_file():
            compiled = BytesIO()
            write_mo(compiled, read_po(BytesIO(path.read_bytes()), locale=lang))
            catalogs[lang] = compiled.getvalue()
    return catalogs
