"""The script of the search page; it lies beside each language's index."""

import sqlite3
from functools import cache
from pathlib import Path

from communique.model.output import Output
from communique.outputs.kind import Kind
from communique.outputs.minified import fingerprint, minify
from communique.outputs.press.press import render_bytes
from communique.settings import Settings

NAME = "search script"

SOURCE = Path(__file__).parents[2] / "static" / "search.js"


@cache
def _script() -> tuple[str, bytes]:
    data = minify(SOURCE.name, SOURCE.read_bytes())
    return fingerprint(SOURCE.name, data), data


def script_path(lang: str) -> str:
    """Return where a language's script is."""
    return f"{lang}/search/engine/{_script()[0]}"


def _paths(lang: str) -> tuple[str, str]:
    """Return both addresses of a language's script; a theme may know the plain one alone."""
    return script_path(lang), f"{lang}/search/engine/{SOURCE.name}"


def load(_db: sqlite3.Connection, settings: Settings, output: Output) -> bytes | None:
    """Load the script; None if its name changed."""
    known = output.ref in settings.languages and output.path in _paths(output.ref)
    return _script()[1] if known else None


KIND = Kind(
    name=NAME,
    addresses=("{lang}/search/engine/{rest}",),
    wanted=lambda settings: settings.search,
    every=lambda _db, settings: (
        Output(path, NAME, lang) for lang in settings.languages for path in _paths(lang)
    ),
    load=load,
    render=render_bytes,
)
