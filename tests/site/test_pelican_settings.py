"""Each setting of Pelican is honoured, has a substitute, or is refused in words."""

from __future__ import annotations

import os
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pelican
from pelican.settings import DEFAULT_CONFIG

from communique.settings.pelican import HONOURED, INSTEAD, REFUSED
from tests.site.commands import pelican_in_shell, write_settings
from tests.sites import ROOT, Site

PARTLY = {"EXTRA_PATH_METADATA"}
"""Only ``path`` of a static file has an effect; other headers stand in the text."""


def named_by_pelican() -> set[str]:
    """The settings that Pelican's code and its themes name, besides those with a default."""
    package = Path(str(pelican.__file__)).parent
    code = "".join(path.read_text() for path in sorted(package.glob("**/*.py")))
    templates = "".join(path.read_text() for path in sorted(package.glob("themes/**/*.html")))
    read = re.findall(r"""settings(?:\.get\(|\[|\.pop\()\s*["']([A-Z_]{3,})["']""", code)
    return {*read, *re.findall(r"{[{%][^%}]*?\b([A-Z]+[A-Z_]{4,})\b", templates)}


def test_each_setting_of_pelican_is_honoured_or_has_a_substitute() -> None:
    """Those with a default, and those that its code or a theme of its own asks for."""
    ours = HONOURED | INSTEAD.keys() | REFUSED.keys() | PARTLY
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
        **dict.fromkeys(("BRANDS", "LICENSE", "SITENMAE", "SOCAIL"), "x"),
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
            f"SITENMAE {slip} SITENAME?",
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


def test_a_setting_that_is_wrong_is_refused(tmp_path: Path) -> None:
    """In one line, before anything is built."""
    site = Site(tmp_path / "site")
    site.release("visit")
    for settings, words in WRONG:
        result = site.build(**settings)
        assert (result.status, len(result.err.splitlines())) == (1, 1), result.err
        assert f"pelicanconf.py: {words}" in result.err
        assert not site.output.exists(), settings


def test_a_published_address_that_is_missing_is_told(tmp_path: Path) -> None:
    """Without SITEURL pages say that they are on this machine."""
    site = Site(tmp_path / "site")
    site.release("visit")
    words = "warning: SITEURL must name the published site, got none: feeds and "
    assert words in site.built(SITEURL="").err
    assert site.built(SITEURL="https://a.example").err == ""
    site.write("publishconf.py", "")
    assert words not in site.built(SITEURL="").err  # pelicanconf.py is for writing


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
