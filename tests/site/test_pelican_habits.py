"""What Pelican's users are used to: it works here, or a line says what to use instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pelican import signals

from tests.sites import Site


def shout(text: str) -> str:
    """A filter of a web team's."""
    return text.upper()


class _Filters:
    """A plugin that gives Pelican's generators a filter, as many of Pelican's plugins do."""

    @staticmethod
    def register() -> None:
        signals.generator_init.connect(add_whisper)


def add_whisper(generator: Any) -> None:
    generator.env.filters["whisper"] = str.lower


HEAD = """{% set day = article.date %}"""
TEMPLATES = [
    ("{{ article.title|shout }}", "VISIT"),
    ("{{ article.title is short }}|{{ 'a much longer title' is short }}", "True|False"),
    ("{{ office() }}", "The press office"),
    ("{{ article.title|whisper }}", "visit"),
    ("{{ day|strftime('%d.%m.%Y %H:%M') }}", "05.06.2019 09:30"),
    ("{{ day|strftime('%-d %B %Y, %A, 100%%') }}", "5 June 2019, Wednesday, 100%"),
    ("{{ day|strftime('%a %d %b %Y %-I:%M %p') }}", "Wed 05 Jun 2019 9:30 AM"),
    ("{{ day.date()|strftime('%-j %y %q') }}", "156 19 %q"),
    ("{{ 'communique' is plugin_enabled }}", "True"),
]


def test_filters_tests_and_globals_work_in_templates(tmp_path: Path) -> None:
    """Of settings, of plugins and of Pelican itself; a change of one makes its pages again."""
    site = Site(
        tmp_path / "site",
        PLUGINS=["communique", _Filters()],
        JINJA_FILTERS={"shout": shout},
        JINJA_TESTS={"short": lambda text: len(text) < 9},
        JINJA_GLOBALS={"office": lambda: "The press office"},
    )
    site.release("visit.en", Title="Visit", Date="2019-06-05 09:30")
    lines = "\n".join(f"[{text}]" for text, _ in TEMPLATES)
    site.write("theme/templates/article.html", f"{HEAD}{lines}")
    site.built()
    expected = [f"[{shown}]" for _, shown in TEMPLATES]
    assert site.tree()["en/2019/06/05/visit/index.html"].decode().splitlines() == expected
    site.built(JINJA_FILTERS={"shout": str.title})
    assert b"[Visit]" in site.tree()["en/2019/06/05/visit/index.html"]


def test_strftime_speaks_the_language_of_the_page(tmp_path: Path) -> None:
    """Whatever locale the machine has."""
    site = Site(tmp_path / "site", LANGUAGES=("en", "ru", "zh"))
    for lang in ("en", "ru", "zh"):
        site.release(f"visit.{lang}", Title="Visit")
    site.write("theme/templates/article.html", "{{ article.date|strftime('%-d %B, %A') }}")
    site.built()
    shown = {
        lang: site.tree()[f"{lang}/2019/06/05/visit/index.html"].decode() for lang in ("ru", "zh")
    }
    assert shown == {"ru": "5 июня, среда", "zh": "5 六月, 星期三"}


@pytest.mark.parametrize(
    ("options", "template"),
    [
        ({"variable_start_string": "<<", "variable_end_string": ">>"}, "<< article.title >>"),
        ({"line_statement_prefix": "%%"}, "%% if article\n{{ article.title }}\n%% endif"),
        (
            {"extensions": ["jinja2.ext.do", "jinja2.ext.loopcontrols"]},
            "{% do 1 %}{{ article.title }}",
        ),
    ],
)
def test_templates_are_looked_into_as_they_are_rendered(
    tmp_path: Path, options: dict[str, Any], template: str
) -> None:
    """With the signs and extensions of JINJA_ENVIRONMENT."""
    site = Site(tmp_path / "site", LANGUAGES=("en",), JINJA_ENVIRONMENT=options)
    site.write("theme/templates/article.html", template)
    site.release("visit.en", Title="Visit")
    site.built()
    assert site.tree()["en/2019/06/05/visit/index.html"].decode().strip() == "Visit"
