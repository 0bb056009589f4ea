"""What Pelican's users are used to: it works here, or a line says what to use instead."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pelican
import pytest
from pelican import signals
from pelican.settings import DEFAULT_CONFIG

from communique.settings.pelican import HONOURED, INSTEAD, PARTLY, REFUSED
from communique.text.typogrify import keep_last_words
from tests.site.commands import pelican_in_shell, write_settings
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


def named_by_pelican() -> set[str]:
    """The settings that Pelican's code and its themes name, besides those with a default."""
    package = Path(str(pelican.__file__)).parent
    code = "".join(path.read_text() for path in sorted(package.glob("**/*.py")))
    templates = "".join(path.read_text() for path in sorted(package.glob("themes/**/*.html")))
    read = re.findall(r"""settings(?:\.get\(|\[|\.pop\()\s*["']([A-Z_]{3,})["']""", code)
    return {*read, *re.findall(r"{[{%][^%}]*?\b([A-Z]+[A-Z_]{4,})\b", templates)}


def test_each_setting_of_pelican_is_honoured_or_has_a_substitute() -> None:
    """Those with a default, and those that its code or a theme of its own asks for."""
    ours = HONOURED | INSTEAD.keys() | REFUSED.keys() | PARTLY.keys()
    assert set(DEFAULT_CONFIG) - ours == set()
    assert named_by_pelican() - ours == set()
    assert "FEED_DOMAIN" in named_by_pelican()
    for one, other in combinations((HONOURED, INSTEAD, REFUSED, PARTLY), 2):
        assert set(one) & set(other) == set()


WITHOUT_EFFECT: dict[str, Any] = {
    "ARTICLE_URL": "posts/{slug}/",
    "DIRECT_TEMPLATES": ["index"],
    "DATE_FORMATS": {"ru": "%d.%m.%Y"},
    "FILENAME_METADATA": "(?P<slug>.*)",
    "DEFAULT_METADATA": {"author": "Press office"},
    "TAG_FEED_ATOM": "feeds/{slug}.xml",
    "NEWEST_FIRST_ARCHIVES": False,
    "DEFAULT_ORPHANS": 3,
    "GOOGLE_ANALYTICS": "UA-1",
    "SUMMARY_MAX_LENGTH": 10,
    "READERS": {"html": None},
    "WITH_FUTURE_DATES": False,
}
AS_ASKED: dict[str, Any] = {
    "DELETE_OUTPUT_DIRECTORY": True,
    "TAG_FEED_RSS": None,
    "DISQUS_SITENAME": "",
    "LOG_FILTER": [],
}


def test_a_setting_without_effect_is_told_once(tmp_path: Path) -> None:
    """With its line and what there is instead; what asks for the usual is not."""
    site = Site(tmp_path / "site", **WITHOUT_EFFECT, **AS_ASKED, STATIC_PATH=["media"])
    site.write("content/a.txt", "a")
    site.write("pelicanconf.py", "# ARTICLE_URL\nSITENAME = 'a'\nARTICLE_URL = 'posts/{slug}/'\n")
    site.release("visit")
    told = site.built(EXTRA_PATH_METADATA={"a.txt": {"path": "b.txt", "tags": "x"}}).err
    for name, value in WITHOUT_EFFECT.items():
        line = ":3" if name == "ARTICLE_URL" else ""
        words = f"pelicanconf.py{line}: warning: {name} has no effect here, got {value!r}; "
        assert told.count(f"{words}{INSTEAD[name]}\n") == 1
    assert "EXTRA_PATH_METADATA has an effect for path alone, got tags for 'a.txt'" in told
    assert "STATIC_PATH is no setting, but very like one; did you mean STATIC_PATHS?" in told
    assert len(told.splitlines()) == len(WITHOUT_EFFECT) + 2


def test_a_setting_that_misses_its_mark_is_told(tmp_path: Path) -> None:
    """A file that is not there, a slip in a name, a language without a name; no ordinary name."""
    site = Site(tmp_path / "site", ROOT="/", NAME="a", HOST="b", PATHS=["c"], MINISTRY="d")
    site.release("visit")
    for name in ("media/robots.txt", "media/.nojekyll", "media/Ж.txt"):
        site.write(f"content/{name}", "a")
    moved = ("media/robot.txt", "robots.txt", "./media/Ж.txt", "media/.nojekyll", "media/Ж.txt")
    told = site.built(
        EXTRA_PATH_METADATA={
            path: {"path": f"moved/{number}"} for number, path in enumerate(moved)
        },
        **dict.fromkeys(("BRANDS", "LICENSE", "SOCAIL"), "x"),
        FOOTERLINKS=[],
        LANGUAGES=("en", "ru", "zh"),
        SITENAMES={"ru": "Пресс-служба"},
    ).err.splitlines()
    unmoved = "EXTRA_PATH_METADATA must name a file below PATH, got"
    hidden = "a name that begins with a dot, which no build sees; write media/nojekyll here, and"
    slip = "is no setting, but very like one; did you mean"
    unnamed = "SITENAMES should have the newsroom's name in each of LANGUAGES, got none for"
    other = 'show the name "Newsroom" of another language;'
    assert sorted(told) == sorted(
        f"pelicanconf.py: warning: {words}"
        for words in (
            f"{unmoved} 'media/robot.txt', no such file; did you mean \"media/robots.txt\"?",
            f"{unmoved} 'robots.txt', no such file; did you mean \"media/robots.txt\"?",
            f"{unmoved} './media/Ж.txt', no such file; did you mean \"media/Ж.txt\"?",
            f"{unmoved} 'media/.nojekyll', {hidden} rename the file",
            f"BRANDS {slip} BRAND?",
            f"FOOTERLINKS {slip} FOOTER_LINKS?",
            f"LICENSE {slip} LICENCE?",
            f"SOCAIL {slip} SOCIAL?",
            f'{unnamed} zh: pages in zh {other} add "zh": "…"',
        )
    )
    err = site.built(LANGUAGES=("en", "ru", "zh"), SITENAMES={}).err
    entries = '{"ru": "…", "zh": "…"}'
    line = f"{unnamed} ru, zh: pages in ru, zh {other} write SITENAMES = {entries}"
    assert err.count("SITENAMES should") == 1
    assert f"pelicanconf.py: warning: {line}\n" in err


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"RELATIVE_URLS": "false"}, "RELATIVE_URLS must be True or False, got 'false'; write True or"),
    ({"LOAD_CONTENT_CACHE": "no"}, "LOAD_CONTENT_CACHE must be True or False, got 'no'"),
    ({"DISPLAY_PAGES_ON_MENU": "False"}, "DISPLAY_PAGES_ON_MENU must be True or False, got"),
    ({"TYPOGRIFY": "yes"}, "TYPOGRIFY must be True or False, got 'yes'"),
    ({"TYPOGRIFY_OMIT_FILTERS": ["cap"]}, "TYPOGRIFY_OMIT_FILTERS must be a list of some of amp,"),
    ({"TYPOGRIFY_IGNORE_TAGS": "h1"}, "TYPOGRIFY_IGNORE_TAGS must be a list of texts, got 'h1'"),
    ({"TYPOGRIFY_DASHES": "new"}, "TYPOGRIFY_DASHES must be default, oldschool or"),
    ({"PORT": "8000"}, "PORT must be a whole number from 1, got '8000'"),
    ({"BIND": 1}, "BIND must be text, without control characters, got 1"),
    ({"MENUITEMS": {"a": "b"}}, "MENUITEMS must be a list of names and addresses, got"),
    ({"LINKS": ["https://a.example"]}, "LINKS must be a list of names and addresses, got"),
    ({"SITESUBTITLE": ["a"]}, "SITESUBTITLE must be text, got ['a']"),
    ({"PLUGIN_PATHS": [1]}, "PLUGIN_PATHS must be a list of texts, got [1]"),
    ({"TEMPLATE_EXTENSIONS": ".html"}, "TEMPLATE_EXTENSIONS must be a list of texts, got"),
    ({"STATIC_EXCLUDES": ["privat"]}, "STATIC_EXCLUDES must name a place below PATH, got 'privat'"),
    ({"ARTICLE_EXCLUDES": "drafts"}, "ARTICLE_EXCLUDES must be a list of texts, got a text"),
    ({"CSS_FILE": "mine.css"}, "CSS_FILE must name a file of the theme in static/css, which has"),
    ({"DEFAULT_METADATA": {"Status": "draft"}}, "DEFAULT_METADATA must have no status, which each"),
    (
        {"EXTRA_PATH_METADATA": {"a": {"status": "draft"}}},
        "EXTRA_PATH_METADATA['a'] must have no status, which each text has itself, got 'draft'",
    ),
    ({"PATH_METADATA": "(?P<status>.*)/"}, "PATH_METADATA must have no status, which each text"),
]


@pytest.mark.parametrize(("settings", "words"), WRONG, ids=lambda value: str(value)[:40])
def test_a_setting_that_is_wrong_is_refused(
    tmp_path: Path, settings: dict[str, Any], words: str
) -> None:
    """In one line, before anything is built."""
    site = Site(tmp_path / "site")
    site.release("visit")
    result = site.build(**settings)
    assert (result.status, len(result.err.splitlines())) == (1, 1), result.err
    assert f"pelicanconf.py: {words}" in result.err
    assert not site.output.exists()


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


BODY = 'Terms & words of "NATO" -- in short.\n\n"Quoted" words -- at the end of it.'
TYPOGRIFIED: list[tuple[dict[str, Any], str, list[str], list[str]]] = [
    ({}, "en", ["Terms &amp; words", "of it."], ["&nbsp;", "class="]),
    (
        {"TYPOGRIFY": True},
        "en",
        ['<span class="amp">&amp;</span>', '<span class="dquo">“</span>Quoted”', "of&nbsp;it.</p>"],
        ["caps", "&#82"],
    ),
    ({"TYPOGRIFY": True}, "ru", ["Terms &amp; words", "of&nbsp;it.</p>"], ["class="]),
    ({"TYPOGRIFY": True}, "zh", ["of it.</p>"], ["&nbsp;", '"amp"', "caps"]),
    (
        {"TYPOGRIFY": True, "TYPOGRIFY_OMIT_FILTERS": ["widont", "smartypants"]},
        "en",
        ['<span class="caps">NATO</span>', "of it.</p>"],
        ["&nbsp;"],
    ),
    (
        {"TYPOGRIFY": True, "TYPOGRIFY_OMIT_FILTERS": ["widont", "smartypants"]},
        "ru",
        ["NATO", "of it.</p>"],
        ["caps"],
    ),
    ({"TYPOGRIFY": True, "TYPOGRIFY_IGNORE_TAGS": ["p"]}, "en", ["of it.</p>"], ["&nbsp;"]),
    ({"TYPOGRIFY_OMIT_FILTERS": ["caps"]}, "en", ["Terms &amp; words"], ["class="]),
]


@pytest.mark.parametrize(("settings", "lang", "there", "absent"), TYPOGRIFIED)
def test_typogrify_sets_texts(
    tmp_path: Path, settings: dict[str, Any], lang: str, there: list[str], absent: list[str]
) -> None:
    """With the filters that are right in the language, and no word changed by its own hand."""
    site = Site(tmp_path / "site", LANGUAGES=("en", "ru", "zh"), **settings)
    site.release(f"visit.{lang}", BODY, Title="Visit")
    site.built()
    page = site.tree()[f"{lang}/2019/06/05/visit/index.html"].decode()
    prose = page.partition('class="prose')[2].partition(">")[2].partition("</div>")[0]
    for words in there:
        assert words in prose
    for words in absent:
        assert words not in prose


HEADLINES = [
    ("en", "Tom & Jerry visit <the> city", "Tom &amp; Jerry visit &lt;the&gt;&nbsp;city"),
    ("ru", "Визит министра", "Визит&nbsp;министра"),
    ("en", "Statement", "Statement"),
    ("en", "On the Donaudampfschifffahrt Gesellschaftsvertrag", "schifffahrt Gesellschaft"),
    ("zh", "G7 峰会", "G7 峰会"),
]


@pytest.mark.parametrize(("lang", "title", "shown"), HEADLINES)
def test_a_headline_has_no_widow(lang: str, title: str, shown: str) -> None:
    """Its last two words stay together where they are short, and the language has words."""
    assert shown in keep_last_words(title, lang)


def test_a_published_address_that_is_missing_is_told(tmp_path: Path) -> None:
    """Without SITEURL pages say that they are on this machine."""
    site = Site(tmp_path / "site")
    site.release("visit")
    words = "warning: SITEURL must name the published site, got none, so that feeds and "
    assert words in site.built(SITEURL="").err
    assert site.built(SITEURL="https://a.example").err == ""


def test_a_plugin_that_does_not_load_is_named(tmp_path: Path) -> None:
    """The plugin and the place, whatever it imports; no other that is installed is looked at."""
    site = Site(tmp_path / "site")
    site.release("visit")
    site.write("plugins/outer.py", "import inner_of_outer\n\n\ndef register():\n    pass\n")
    site.write("plugins/inner_of_outer.py", "\nimport six_that_is_not_there\n")
    site.write("plugins/torn.py", "def register(:\n")
    write_settings(site, PLUGINS=["communique", "outer", "torn"], PLUGIN_PATHS=["plugins"])
    space = site.write("installed/pelican/plugins/unwanted/__init__.py", "import nothing_at_all\n")
    path = f"{ROOT}{os.pathsep}{site.root / 'plugins'}{os.pathsep}{space.parents[3]}"
    result = pelican_in_shell(site, PYTHONPATH=path)
    assert result.status == 1
    missing = "ModuleNotFoundError: No module named 'six_that_is_not_there'"
    assert f'must load, got "outer": {missing} (plugins/inner_of_outer.py:2); ' in result.err
    assert 'must load, got "torn": SyntaxError: ' in result.err
    assert "2 problems" in result.err
    assert "nothing_at_all" not in result.err + result.out
    write_settings(site)
    assert pelican_in_shell(site, PYTHONPATH=path).status == 0


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
    """``pelican --autoreload`` tells a mistyped header, or setting, and builds what is mended."""
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
