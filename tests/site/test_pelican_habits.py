"""What Pelican's users are used to: it works here, or a line says what to use instead."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pelican import signals

from tests.site.commands import write_settings
from tests.sites import ROOT, Site


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


def test_folders_are_excluded_as_in_pelican(tmp_path: Path) -> None:
    """From the releases, the pages and the static files, with all that is below them."""
    site = Site(
        tmp_path / "site",
        ARTICLE_EXCLUDES=["notes"],
        PAGE_EXCLUDES=["pages/old"],
        STATIC_EXCLUDES=["media/private/"],
    )
    site.release("visit.en")
    site.release("notes/2019/idea.en")
    for page in ("about", "old/former"):
        site.write(f"content/pages/{page}.md", f"Title: {page}\n\nText.\n")
    for file in ("map.txt", "private/list.txt", "private/deep/list.txt"):
        site.write(f"content/media/{file}", "A text.")
    site.built()
    written = " ".join(site.tree())
    assert "visit" in written
    assert "en/about/index.html" in written
    assert "media/map.txt" in written
    for word in ("idea", "former", "private"):
        assert word not in written


def test_the_menu_and_the_footer_have_pelicans_links(tmp_path: Path) -> None:
    """MENUITEMS, LINKS and SOCIAL; without DISPLAY_PAGES_ON_MENU the pages are not linked."""
    site = Site(
        tmp_path / "site",
        MENUITEMS=[("Ministry", "https://ministry.example/?a=1&b=2")],
        LINKS=(("The Union", "https://union.example"),),
        SOCIAL=[["Mastodon", "https://social.example/@press"]],
    )
    site.write("content/pages/about.md", "Title: About us\n\nText.\n")
    site.built()
    page = site.tree()["en/index.html"].decode()
    menu, _, rest = page.partition("</header>")
    assert '<a href="https://ministry.example/?a=1&amp;b=2">Ministry</a>' in menu
    assert ">About us</a>" in menu
    assert '<a href="https://union.example">The Union</a>' in rest
    assert '<a href="https://social.example/@press">Mastodon</a>' in rest
    site.built(DISPLAY_PAGES_ON_MENU=False)
    assert ">About us</a>" not in site.tree()["en/index.html"].decode()


def test_a_stylesheet_of_ones_own_is_used(tmp_path: Path) -> None:
    """CSS_FILE in place of the theme's; a theme without stylesheets needs none."""
    site = Site(tmp_path / "site", CSS_FILE="mine.css")
    site.write("theme/static/css/mine.css", "p { color: red }")
    site.release("visit")
    site.built()
    page = site.tree()["en/2019/06/05/visit/index.html"].decode()
    assert '<link rel="stylesheet" href="https://newsroom.example/theme/css/mine.css">' in page
    assert page.count('rel="stylesheet"') == 1
    site.built(THEME="simple", CSS_FILE="main.css")
    site.write("pelicanconf.py", 'CSS_FILE = "mine.css"\n')
    assert "CSS_FILE must name a file of the theme" in site.build(THEME="simple").err


WATCHING = """
import sys
from pathlib import Path

import pelican

def wait(settings_file, settings):
    if not STEPS:
        raise KeyboardInterrupt
    print(f"waiting {len(STEPS)}", flush=True)
    file, text = STEPS.pop(0)
    Path(file).write_text(text, encoding="utf-8")
    return {(1, str(Path(file).absolute()))}

pelican.wait_for_changes = wait
STEPS = eval(sys.argv.pop(1))
pelican.main(sys.argv[1:])
"""


def test_a_watcher_watches_on(tmp_path: Path) -> None:
    """``pelican --autoreload`` reports a mistyped header or setting, and builds once corrected."""
    site = Site(tmp_path / "site")
    site.release("visit.en", Date="5.06.2019")
    write_settings(site)
    sound = (site.root / "pelicanconf.py").read_text()
    text = "Title: Visit\nDate: 2019-06-05\nCategory: Statements\n\nText.\n"
    steps = [
        ("content/visit.en.md", text),
        ("pelicanconf.py", f"{sound}WORKERS = 'two'\n"),
        ("pelicanconf.py", f"{sound}SITENAME = 'Another name'\n"),
        ("content/visit.en.md", text.replace("Date", "Daet")),
    ]
    site.write("watch.py", WATCHING)
    done = subprocess.run(
        [sys.executable, "watch.py", repr(steps), "-r", "-s", "pelicanconf.py"],
        cwd=site.root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.stdout.count("waiting ") == len(steps), said
    assert 'visit.en.md:2: Date must be an ISO 8601 date, got "5.06.2019"' in done.stderr
    assert "WORKERS must be a whole number" in done.stderr
    assert 'visit.en.md:2: "Daet" is no header' in done.stderr or "Daet" in done.stderr
    assert "Another name" in (site.output / "en/2019/06/05/visit/index.html").read_text()
    assert "Traceback" not in said
