"""The style guide: one page with an example of each component, in a folder of its own.

An example is a template in the theme's ``examples/`` that sets values and includes its component.
"""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from communique.engine.templates import find_template_problem
from communique.errors import CommuniqueError, ProblemsFound, Severity
from communique.outputs.press.kit import TemplateSource
from communique.outputs.press.press import Press
from communique.plugin.generator import make_newsroom_kit
from communique.plugin.newsroom import Newsroom

PAGE = "styleguide"
"""The template that shows the examples, beside them."""

DAY = datetime(2019, 6, 5, 10, tzinfo=UTC)
"""The day of every example, so that the same theme makes the same page."""


def find_examples(theme: Path) -> tuple[str, ...]:
    """Return the names of the components that have an example, in order."""
    files = (theme / "examples").glob("*.html")
    return tuple(sorted(file.stem for file in files if file.stem != PAGE))


def build_styleguide(newsroom: Newsroom, folder: Path, lang: str = "") -> Path:
    """Write the page and the theme's static files into ``folder``; return the page's path."""
    settings = replace(newsroom.newsroom, relative_urls=True)
    if folder.resolve() == settings.output_path.resolve():
        raise CommuniqueError(f"--to must be a folder outside the output, got {folder}")
    names = find_examples(settings.theme)
    if not names:
        raise CommuniqueError(
            f"the theme must have examples, found none in {settings.theme.name}/examples"
        )
    kit = make_newsroom_kit(newsroom, settings)
    if any(problem.severity is Severity.ERROR for problem in kit.problems):
        raise ProblemsFound(kit.problems)
    examples = {
        f"examples/{name}.html": TemplateSource(
            (settings.theme / "examples" / f"{name}.html").read_text(encoding="utf-8"),
            f"{settings.theme.name}/examples/{name}.html",
        )
        for name in (*names, PAGE)
    }
    press = Press(replace(kit, templates={**kit.templates, **examples}))
    variables: dict[str, Any] = {"components": names, "day": DAY}
    lang = lang or settings.default_lang
    try:
        page = press.render((f"examples/{PAGE}",), lang, "index.html", variables)
    except Exception as error:
        problem = find_template_problem(error, press.kit.templates)
        if problem is None:
            raise
        raise ProblemsFound([problem]) from None
    static = str(newsroom.settings["THEME_STATIC_DIR"])
    shutil.copytree(settings.theme / "static", folder / static, dirs_exist_ok=True)
    theirs, pictures = settings.theme / "examples", shutil.ignore_patterns("*.html")
    shutil.copytree(theirs, folder / "examples", ignore=pictures, dirs_exist_ok=True)
    (folder / "index.html").write_bytes(page.data)
    return folder / "index.html"
