"""The manual on Pelican's settings: which mean what Pelican says, and what else there is."""

from __future__ import annotations

from textwrap import fill

from communique.habits import GROUPS, HONOURED, REFUSED
from communique.shapes import LEFT_OUT

SETTINGS = """\

## Pelican's settings

For the web team. These mean what Pelican says:

{honoured}.

Of EXTRA_PATH_METADATA `path` has an effect. TYPOGRIFY applies Typogrify's filters to texts, each in
the languages where it is right; where TYPOGRIFY_OMIT_FILTERS names none, {left_out}
are left out. Headlines of our theme have `widont` in any case. What Communiqué adds to Pelican's
settings is described in `communique/settings.py`.

These have no effect. Where one is set to another value than Pelican's own, each build says so:

| settings | instead |
|---|---|
{instead}
These are refused:

| setting | instead |
|---|---|
{refused}"""


def write_settings() -> str:
    """Return the section."""
    return SETTINGS.format(
        honoured=fill(", ".join(sorted(HONOURED)), 100),
        left_out=" and ".join(f"`{name}`" for name in LEFT_OUT),
        instead="".join(_row(names, words) for words, names in GROUPS.items()),
        refused="".join(_row(name, words) for name, words in REFUSED.items()),
    )


def _row(names: str, words: str) -> str:
    shown = words.replace("<", "&lt;")
    return f"| {', '.join(names.split())} | {shown} |\n"
