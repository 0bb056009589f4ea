"""The manual on settings: what each says, which of Pelican's hold, and what else there is.

The docstring of each field in ``settings/`` is what the page says of that setting.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

from communique import settings
from communique.settings import brand, subscribing
from communique.settings.pelican import GROUPS, HONOURED, REFUSED
from communique.settings.shapes import LEFT_OUT

NAMES = r"[A-Z][A-Z_]+[A-Z](?:(?:, | and )[A-Z][A-Z_]+[A-Z])*"

FURTHER = {
    "SITENAMES": 'the newsroom\'s name in its other languages: `{"fr": "…"}`.',
    "SITESUBTITLES": "SITESUBTITLE in them.",
    "PUBLISH": "where `inv publish` puts the site: a folder, a server with SSH, a bucket of S3 or "
    "a branch of git ([publishing](publishing.md)).",
    "PUBLISH_KEEP": "how many earlier publications a host keeps ([publishing](publishing.md)).",
    "LOAD_CONTENT_CACHE": "whether a build begins with what the last one knew; the site is the "
    "same, and sooner there.",
    "THEME_TEMPLATES_OVERRIDES": "folders with templates that replace the theme's of the same "
    "name ([themes](themes.md)).",
    "MENUITEMS": "Pelican's links in the menu, where MENU is not set.",
    "LINKS": "Pelican's links at the foot of every page, after FOOTER_LINKS.",
    "SITESUBTITLE": "a line below the newsroom's name on its front page.",
    "CSS_FILE": "another stylesheet of the theme than `main.css`.",
    "PLUGIN_PATHS": "folders with plugins of Pelican's.",
    "TEMPLATE_EXTENSIONS": "how names of templates end.",
    "BIND": "where `pelican --listen` listens: with PORT the address of feeds without SITEURL.",
    "PORT": "see BIND.",
}
"""Settings that have no field of their own."""  # fmt: skip

HEAD = """\
# Settings

<!-- Written by `inv manual` from communique/settings/. Do not edit it: change that, then run
`inv manual` again. -->

A newsroom's settings are Pelican's: Python, in `pelicanconf.py` while writing, and in
`publishconf.py` what is other when publishing. A value that cannot be used is an error of the
build, told with the setting's name and a likely fix; the site stays as it was.

## What a newsroom calls its own

| setting | what |
|---|---|
{brand}
The cards that CONTACTS and the header `Contact` name stand in `vocabulary/contacts.toml`:

```toml
[press-office]
en = "Press office"
fr = "Service de presse"
phone = "+33 1 43 17 53 53"
email = "press@mfa.example"
note.en = "Day and night"
```

A file `media/robots.txt` takes the place of the build's own with
`EXTRA_PATH_METADATA = {{"media/robots.txt": {{"path": "robots.txt"}}}}`.

## What subscribers and researchers are offered

[Feeds](feeds.md) says what each holds, and what it costs.

| setting | what |
|---|---|
{offered}
## All others

| setting | what |
|---|---|
{others}"""

SETTINGS = """\

## Pelican's settings

These mean what Pelican says:

{honoured}.

Of EXTRA_PATH_METADATA `path` has an effect. TYPOGRIFY applies Typogrify's filters to texts, each in
the languages where it is right; where TYPOGRIFY_OMIT_FILTERS names none, {left_out}
are left out. Headlines of our theme have `widont` in any case.

These have no effect. Where one is set to another value than Pelican's own, each build says so:

| settings | instead |
|---|---|
{instead}
These are refused:

| setting | instead |
|---|---|
{refused}"""


def describe_settings(module: Path) -> Iterator[tuple[str, str]]:
    """Yield the settings of a module's classes with what their docstrings say, in their order."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        for each in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                text = " ".join(str(each.value.value).split())
                if named := re.match(rf"({NAMES}): ", text):
                    yield named[1], text.removeprefix(named[0])


def write_settings() -> str:
    """Return the page of settings."""
    own = dict(describe_settings(Path(brand.__file__)))
    offered = dict(describe_settings(Path(subscribing.__file__)))
    others = dict(describe_settings(Path(settings.__file__))) | FURTHER
    apart = own.keys() | offered.keys() | {", ".join(offered)}
    page = HEAD.format(
        brand="".join(_row(name, words) for name, words in own.items()),
        offered="".join(_row(name, words) for name, words in offered.items()),
        others="".join(_row(name, others[name]) for name in sorted(others) if name not in apart),
    )
    return page + SETTINGS.format(
        honoured=fill(", ".join(sorted(HONOURED)), 100),
        left_out=" and ".join(f"`{name}`" for name in LEFT_OUT),
        instead="".join(_row(", ".join(names.split()), words) for words, names in GROUPS.items()),
        refused="".join(_row(name, words) for name, words in REFUSED.items()),
    )


def _row(names: str, words: str) -> str:
    shown = words.replace("``", "`").replace("|", "\\|")
    # Outside of code an angle bracket would begin an element.
    parts = re.split(r"(`[^`]*`)", shown)
    plain = "".join(part if part[:1] == "`" else part.replace("<", "&lt;") for part in parts)
    return f"| {names} | {plain} |\n"
