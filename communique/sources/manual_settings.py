"""The manual on settings: our own, Pelican's that have an effect, and all others.

The page prints the docstring of each field in ``settings/``.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

from communique import settings
from communique.settings import brand, subscribing
from communique.settings.pelican import GROUPS, HONOURED, REFUSED
from communique.settings.shapes import LEFT_OUT
from communique.sources.manual import fill_page

NAMES = r"[A-Z][A-Z_]+[A-Z](?:(?:, | and )[A-Z][A-Z_]+[A-Z])*"

FURTHER = {
    "SITESUBTITLES": "SITESUBTITLE in the other languages.",
    "PUBLISH": "where `inv publish` puts the site: a folder, a server with SSH, a bucket of S3 or "
    "a branch of git ([publishing](publishing.md)).",
    "PUBLISH_KEEP": "how many earlier publications a host keeps ([publishing](publishing.md)).",
    "LOAD_CONTENT_CACHE": "whether a build starts from the catalogue of the last build. The "
    "site is the same, but the build is faster.",
    "CHANGED": "a file that lists the paths that changed, `-` for standard input, or `all`; "
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
    return fill_page(
        "settings.md",
        brand="".join(_row(name, words) for name, words in own.items()),
        offered="".join(_row(name, words) for name, words in offered.items()),
        others="".join(_row(name, others[name]) for name in sorted(others) if name not in apart),
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
