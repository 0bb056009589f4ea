"""The pages for addresses that do not exist: one for the site, one for each language."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from communique.model.output import Output
from communique.outputs.kind import Kind
from communique.outputs.press.press import Press, Rendered
from communique.settings import Settings
from communique.text.locales import primary

NAME = "not found"

TEMPLATES = ("404",)


def every(_db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the root's page, and each language's."""
    yield Output("404.html", NAME, "")
    for lang in settings.languages:
        yield Output(f"{lang}/404.html", NAME, lang)


def load(_db: sqlite3.Connection, settings: Settings, output: Output) -> str | None:
    """Load the page's language; None for one that the site lost."""
    lang = output.ref or settings.default_lang
    return lang if lang in settings.languages else None


def render(press: Press, output: Output, shown: str) -> Rendered:
    """Render ``404.html`` in a language; it is shown at any depth, so links are whole."""
    variables: dict[str, Any] = {"SITEURL": press.settings.siteurl}
    if not output.ref:
        # The host shows it for an address without a known language, so it speaks every language.
        english = "The page may have moved, or its address may be mistyped."
        said = {lang: press.gettext(lang, english) for lang in press.languages if lang != shown}
        variables["others"] = {
            lang: text for lang, text in said.items() if text != english or primary(lang) == "en"
        }
    return press.render(TEMPLATES, shown, output.path, variables)


KIND = Kind(
    name=NAME,
    addresses=("404.html", "{lang}/404.html"),
    every=every,
    load=load,
    render=render,
    templates=(TEMPLATES,),
)
