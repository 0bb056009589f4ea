"""The manual on settings: our own, Pelican's that have an effect, and all others.

The page prints the docstring of each field in ``settings/``.
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
    "SITESUBTITLES": "SITESUBTITLE in the other languages.",
    "PUBLISH": "where `inv publish` puts the site: a folder, a server with SSH, a bucket of S3 or "
    "a branch of git ([publishing](publishing.md)).",
    "PUBLISH_KEEP": "how many earlier publications a host keeps ([publishing](publishing.md)).",
    "LOAD_CONTENT_CACHE": "whether a build starts from the catalogue of the last build. The "
    "site is the same, but the build is faster.",
    "CHANGED": "a file that lists the paths that changed, or `-` for standard input; "
    "`inv build --changed` sets it ([in CI](publishing.md#in-ci)).",
    "THEME_TEMPLATES_OVERRIDES": "folders with templates that replace the theme's of the same "
    "name ([themes](themes.md)).",
    "MENUITEMS": "Pelican's links in the menu, if MENU is not set.",
    "LINKS": "Pelican's links at the foot of every page, after FOOTER_LINKS.",
    "SITESUBTITLE": "a line below the newsroom's name on its front page.",
    "CSS_FILE": "the theme's stylesheet, if it is not `main.css`.",
    "PLUGIN_PATHS": "folders with plugins for Pelican.",
    "TEMPLATE_EXTENSIONS": "the endings of templates' names.",
    "BIND": "where `pelican --listen` listens. Without SITEURL, feeds have BIND and PORT as their "
    "address.",
    "PORT": "see BIND.",
}
"""Settings that have no field of their own."""  # fmt: skip

HEAD = """\
# Settings

<!-- Written by `inv manual` from communique/settings/. Do not edit it: change that, then run
`inv manual` again. -->

A newsroom's settings are Python, as Pelican's are. `pelicanconf.py` has all settings.
`publishconf.py` has those that differ when publishing. If a value cannot be used, the build ends
with an error that names the setting and a likely fix. The site then stays as it was.

The last line of `pelicanconf.py` is `check(globals())`, from `communique`. Keep it: Pelican itself
reads ARTICLE_PATHS, CACHE_PATH, CSS_FILE, DEFAULT_LANG, JINJA_ENVIRONMENT, LOCALE, LOG_FILTER,
OUTPUT_PATH, PAGE_EXCLUDES, PAGINATION_PATTERNS, PATH, PELICAN_CLASS, PLUGIN_PATHS, SITEURL, THEME
and THEME_STATIC_PATHS before it loads a plugin. Without that line, `pelican` ends in a traceback
at a wrong type of one of these. `inv build` names the setting in any case.

## The newsroom's brand

| setting | what |
|---|---|
{brand}
CONTACTS and the header `Contact` name cards in `vocabulary/contacts.toml`:

```toml
[press-office]
en = "Press office"
fr = "Service de presse"
phone = "+33 1 43 17 53 53"
email = "press@mfa.example"
note.en = "Day and night"
```

To replace the build's `robots.txt` with the file `media/robots.txt`, write
`EXTRA_PATH_METADATA = {{"media/robots.txt": {{"path": "robots.txt"}}}}`.

## For subscribers and researchers

[Feeds](feeds.md) says what each setting offers, and what it costs.

| setting | what |
|---|---|
{offered}
## All others

| setting | what |
|---|---|
{others}"""

SETTINGS = """\

## Pelican's settings

These settings mean the same as in Pelican:

{honoured}.

In EXTRA_PATH_METADATA only `path` has an effect. TYPOGRIFY applies Typogrify's filters to texts,
each only in the languages that it fits. If TYPOGRIFY_OMIT_FILTERS names no filters, {left_out}
are left out. Our theme always applies `widont` to headlines.

These settings have no effect. If you set one to another value than Pelican's, each build warns:

| settings | instead |
|---|---|
{instead}
These settings are errors:

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
