"""Marks of held releases in a preview, inserted after rendering, for any theme."""

import re
from collections.abc import Callable

from markupsafe import Markup

from communique.model.release import Page, Release, Status
from communique.patterns import late
from communique.text.dates import format_datetime

Gettext = Callable[[str, str], str]
"""Translates into a language, the first of the two, one of the interface's words."""

ROBOTS = b'\n<meta name="robots" content="noindex">'

BANNER = Markup(
    '\n<p role="note" lang="{lang}" dir="{dir}" style="position: sticky; inset-block-start: 0; '
    "z-index: 99; margin: 0; padding: .5rem 1rem; background: #7a1f1f; color: #fff; "
    'font: bold 1rem/1.4 system-ui, sans-serif; text-align: center">{text}</p>'
)

_HEAD = late(rb"<head\b[^>]*>", re.IGNORECASE)
_BODY = late(rb"<body\b[^>]*>", re.IGNORECASE)


def _why(gettext: Gettext, content: Release | Page) -> str:
    """Return in its own language why the public does not see a text."""
    lang = content.lang
    if isinstance(content, Page) or content.status is Status.DRAFT:
        return gettext(lang, "Draft")
    moment = format_datetime(content.visible_from, lang)
    return gettext(lang, "Under embargo until %(moment)s") % {"moment": moment}


def mark_title(gettext: Gettext, release: Release) -> str:
    """Return the title that other pages show, and before it why the public does not see it."""
    return f"[{_why(gettext, release)}] {release.title}" if release.held else release.title


def mark_page(gettext: Gettext, content: Release | Page, direction: str, data: bytes) -> bytes:
    """Return a held text's own page with a banner, and closed to search engines."""
    lang = content.lang
    preview = gettext(lang, "Preview")
    text = f"{preview} · {_why(gettext, content)}"
    banner = BANNER.format(lang=lang, dir=direction, text=text).encode()
    data = _HEAD.sub(lambda head: head[0] + ROBOTS, data, count=1)
    return _BODY.sub(lambda body: body[0] + banner, data, count=1)
