"""Wrong settings, translations and templates, through the real Pelican: words and status 1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from communique import check
from tests.site.commands import pelican, write_settings
from tests.sites import Site

SETTINGS: list[tuple[dict[str, Any], str]] = [
    ({"MARKDOWN": {"extensions": ["nowhere"]}}, "MARKDOWN must be options"),
    ({"MARKDOWN": {"extension_configs": {"markdown.extensions.toc": {"x": 1}}}}, "MARKDOWN must"),
    ({"JINJA_FILTERS": [1]}, "JINJA_FILTERS must give each name its object, got [1]"),
    ({"JINJA_TESTS": {"a": "b"}}, "JINJA_TESTS must give each name a function, got 'b'"),
    ({"JINJA_ENVIRONMENT": {"extensions": ["jinja2.ext.nowhere"]}}, "JINJA_ENVIRONMENT must"),
    ({"JINJA_ENVIRONMENT": {"nowhere": 1}}, "JINJA_ENVIRONMENT must be options"),
    ({"STATIC_PATHS": "media"}, "STATIC_PATHS must be a list of texts, got a text"),
    ({"STATIC_PATHS": ["mdia"]}, "STATIC_PATHS must name a place below PATH, got 'mdia'"),
    ({"ARTICLE_PATHS": ["newz"]}, "ARTICLE_PATHS must name a place below PATH, got 'newz'"),
    ({"PAGE_PATHS": [".."]}, "PAGE_PATHS must be a list of names below PATH, got ['..']"),
    ({"THEME_STATIC_PATHS": ["."]}, "THEME_STATIC_PATHS must be a list of the theme's folders"),
    ({"CACHE_PATH": None}, "CACHE_PATH must be a folder's path, got None"),
    ({"STATIC_PATHS": ["/srv/media"]}, "STATIC_PATHS must be a list of names below PATH, got"),
    ({"PAGE_PATHS": ["~/pages"]}, "PAGE_PATHS must be a list of names below PATH, got"),
    ({"CACHE_PATH": "/dev/full"}, "CACHE_PATH must be a folder that can be made and written, got"),
    ({"CACHE_PATH": "/dev/null/a"}, "CACHE_PATH must be a folder that can be made and written"),
    (
        {"SITENAME": "a\x01b", "SITENAMES": {}},
        "SITENAME must be text, without control characters, got 'a\\x01b'",
    ),
    ({"SETTINGS_FILE": "a\0b"}, "SETTINGS_FILE must be a file's path, or None, got 'a\\x00b'"),
    ({"SETTINGS_FILE": "a\nb"}, "SETTINGS_FILE must be a file's path, or None, got 'a\\nb'"),
    ({"SITENAME": "a\nb", "SITENAMES": {}}, "SITENAME must be text, without control characters"),
    ({"SITEURL": "https://a.org\n"}, "SITEURL must be text, without control characters"),
    ({"STATIC_PATHS": ["me\0dia"]}, "STATIC_PATHS must be a list of names below PATH, got"),
    ({"SITENAMES": {"ru": "a\nb"}}, "SITENAMES must give a text a language, got"),
    ({"SITENAMES": {"ru": "\x0b"}}, "SITENAMES must give a text a language, got"),
    *(
        ({"THEME_STATIC_DIR": place}, "THEME_STATIC_DIR must be a folder below OUTPUT_PATH, got")
        for place in ("", ".", "theme/", "a/../b", "/theme")
    ),
    *(
        (
            {"EXTRA_PATH_METADATA": {"media/a.txt": {"path": place}}},
            "EXTRA_PATH_METADATA must give a file metadata, its path below OUTPUT_PATH, got",
        )
        for place in ("", "../a.txt", "/a.txt", "a//b.txt", "a/")
    ),
    ({"FEED_MAX_ITEMS": "abc"}, "FEED_MAX_ITEMS must be a whole number from 1, got 'abc'"),
    ({"OUTPUT_PATH": 5}, "OUTPUT_PATH must be a folder's path, got 5"),
    ({"SOCIAL": [("X", "x.example/mfa")]}, "SOCIAL must be a list of names and addresses, got"),
    (
        {"SITEURL": "https://мид.рф"},
        (
            "SITEURL must be scheme, host and path, in ASCII and without ?, # or spaces, got "
            "'https://мид.рф'; write it like \"https://xn--d1ahl.xn--p1ai\""
        ),
    ),
    ({"PLUGINS": 5}, "PLUGINS must be a list of texts, got 5"),
    ({"READERS": 5}, "READERS must be options, got 5"),
    ({"THEME_TEMPLATES_OVERRIDES": 5}, "THEME_TEMPLATES_OVERRIDES must be a list of texts, got 5"),
    (
        {"THEME_TEMPLATES_OVERRIDES": ["template"]},
        "THEME_TEMPLATES_OVERRIDES must name folders of templates, found none at 'template'",
    ),
]

TRIPPING: list[tuple[dict[str, Any], str]] = [
    ({"PATH": 5}, "PATH must be a folder's path, got 5"),
    ({"PATH": None}, "PATH must be a folder's path, got None"),
    ({"PATH": "nowhere"}, "PATH must be a folder, found none at 'nowhere'"),
    ({"THEME": 5}, "THEME must be a folder's path, got 5"),
    ({"THEME": "nowhere"}, "THEME must be a folder, found none at 'nowhere'"),
    ({"PLUGINS": "communique"}, "PLUGINS must be a list of texts, got 'communique'"),
    ({"PELICAN_CLASS": 5}, "PELICAN_CLASS must be the class of a newsroom, got 5"),
    ({"PELICAN_CLASS": "communique.Press"}, "PELICAN_CLASS must be the class of a newsroom"),
    ({"DEFAULT_LANG": 5}, "DEFAULT_LANG must be text"),
    ({"SITEURL": None}, "SITEURL must be text"),
    ({"ARTICLE_PATHS": 5}, "ARTICLE_PATHS must be a list of names below PATH, got 5"),
    ({"PAGE_EXCLUDES": True}, "PAGE_EXCLUDES must be a list of texts, got True"),
    ({"LOCALE": 5}, "LOCALE must be a list, got 5"),
    ({"CSS_FILE": 5}, "CSS_FILE must be text"),
    ({"READERS": {"md": 5}}, "READERS must be options, got {'md': 5}"),
    ({"CHECK_MODIFIED_METHOD": 5}, "CHECK_MODIFIED_METHOD must be text"),
    ({"REVERSE_CATEGORY_ORDER": "x"}, "REVERSE_CATEGORY_ORDER must be True or False, got 'x'"),
    ({"THEME": None}, "THEME must be a folder's path, got None"),
    ({"PLUGIN_PATHS": 5}, "PLUGIN_PATHS must be a list of texts, got 5"),
    ({"PAGINATION_PATTERNS": 5}, "PAGINATION_PATTERNS must be a list of rules, got 5"),
    ({"PAGINATION_PATTERNS": [[1, "a"]]}, "PAGINATION_PATTERNS must be a list of rules, got [[1"),
    ({"LOG_FILTER": "all"}, "LOG_FILTER must be a list of pairs, got 'all'"),
    ({"LOG_FILTER": [[30, "a"]]}, "LOG_FILTER must be a list of pairs, got [[30, 'a']]"),
    ({"OUTPUT_PATH": "a\0b"}, "OUTPUT_PATH must be a folder's path, got 'a\\x00b'"),
    ({"JINJA_ENVIRONMENT": 5}, "JINJA_ENVIRONMENT must be Jinja's options, got 5"),
    ({"PELICAN_CLASS": "nowhere.Newsroom"}, "PELICAN_CLASS must be the class of a newsroom, got"),
    ({"PELICAN_CLASS": "Newsroom"}, "PELICAN_CLASS must be the class of a newsroom, got"),
    ({"PAGE_PATHS": [["a"]]}, "PAGE_PATHS must be a list of names below PATH, got [['a']]"),
    ({"AUTHOR_FEED_ATOM": 5}, "AUTHOR_FEED_ATOM must be text, got 5; write None"),
    ({"TRANSLATION_FEED_RSS": 5}, "TRANSLATION_FEED_RSS must be text, got 5; write None"),
    ({"TAG_SUBSTITUTIONS": "x"}, "TAG_SUBSTITUTIONS must be a list of pairs of texts, got 'x'"),
    ({"ARTICLE_DIR": []}, "ARTICLE_DIR must be text, got []; name the folder in ARTICLE_PATHS"),
    ({"PLUGIN_PATH": 5}, "PLUGIN_PATH must be a list of texts, got 5; write PLUGIN_PATHS"),
    ({"ARTICLE_TRANSLATION_ID": 5}, "ARTICLE_TRANSLATION_ID must be text, or a list of texts"),
    ({"NEWEST_FIRST_ARCHIVES": None}, "NEWEST_FIRST_ARCHIVES must be True or False, got None"),
    ({"JINJA_EXTENSIONS": []}, "JINJA_EXTENSIONS must be left out, got []; write JINJA_ENV"),
    ({"TEMPLATE_EXTENSIONS": []}, "TEMPLATE_EXTENSIONS must be a list of texts, got []"),
]
"""Settings on which Pelican ends in a traceback before it loads a plugin."""


@pytest.mark.parametrize(("settings", "words"), TRIPPING)
def test_a_settings_file_tells_what_pelican_trips_over(
    settings: dict[str, Any], words: str
) -> None:
    """All at once, by the last line of the settings file; a sound file passes."""
    with pytest.raises(SystemExit) as told:
        check({"SETTINGS_FILE": "/a/publishconf.py", **settings, "SITENAME": 5})
    lines = str(told.value).splitlines()
    assert any(line.startswith(f"publishconf.py: {words}") for line in lines)
    assert any(line.startswith("publishconf.py: SITENAME must be text") for line in lines)
    check(
        {"PATH": str(Path(__file__).parent), "THEME": "simple", "PELICAN_CLASS": "pelican.Pelican"}
    )


def test_folders_of_the_command_line_stand_in_for_the_settings(tmp_path: Path) -> None:
    """Pelican's own habit: what the file names need not be there then."""
    site = Site(tmp_path / "site")
    site.release("visit")
    write_settings(site, PATH="nowhere", THEME="neither")
    conf = site.root / "pelicanconf.py"
    conf.write_text(f"from communique import check\n{conf.read_text()}check(globals())\n")
    done = pelican(site)
    assert done.status == 1
    assert (
        done.err
        == "pelicanconf.py:7: THEME must be a folder, found none at 'neither'; correct it\n"
    )
    done = pelican(site, "-t", "theme")
    assert done.status == 0, done.err
    assert (site.output / "en/2019/06/05/visit/index.html").is_file()


def test_pelican_shows_no_traceback_where_the_file_tells_first(tmp_path: Path) -> None:
    """The real command: one line, status 1, no output."""
    site = Site(tmp_path / "site")
    site.release("visit")
    write_settings(site, LOCALE=5, PELICAN_CLASS="communique.Newsroom")
    conf = site.root / "pelicanconf.py"
    conf.write_text(f"from communique import check\n{conf.read_text()}check(globals())\n")
    done = pelican(site)
    assert done.status == 1
    assert done.err == "pelicanconf.py:22: LOCALE must be a list, got 5; remove it\n"
    assert not site.output.exists()


def test_a_wrong_setting_is_told(tmp_path: Path) -> None:
    """One line, status 1, no output."""
    site = Site(tmp_path / "site")
    site.release("visit")
    for settings, words in SETTINGS:
        result = site.build(**settings)
        assert result.status == 1, settings
        assert f"pelicanconf.py: {words}" in result.err
        assert len(result.err.splitlines()) == 1, result.err
        assert not site.output.exists(), settings


@pytest.mark.parametrize("place", ["/proc/nowhere", "loop", "loop/cache", "file", "x" * 300])
def test_a_cache_that_cannot_be_made_is_told(tmp_path: Path, place: str) -> None:
    """With the setting's name and what to do, and no output."""
    site = Site(tmp_path / "site")
    site.release("visit")
    site.write("file", "")
    (site.root / "loop").symlink_to("loop")
    result = site.build(CACHE_PATH=str(site.root / place))
    assert result.status == 1
    assert "CACHE_PATH must be a folder that can be made and written, got" in result.err
    assert 'write ".cache"' in result.err
    assert not site.output.exists()


@pytest.mark.parametrize("spelling", ["{}", "./{}", "{}/", "./{}/."])
def test_a_folder_may_be_spelt_in_any_way(tmp_path: Path, spelling: str) -> None:
    """Whatever stands around its name, nothing below it is lost."""
    site = Site(tmp_path / "site")
    site.release("news/visit")
    site.write("content/media/map.txt", "A map")
    site.write("content/pages/about.md", "Title: About\n\nText.\n")
    folders = {"ARTICLE_PATHS": "news", "PAGE_PATHS": "pages", "STATIC_PATHS": "media"}
    site.built(**{name: [spelling.format(folder)] for name, folder in folders.items()})
    expected = {"en/2019/06/05/visit/index.html", "en/about/index.html", "media/map.txt"}
    assert expected <= set(site.tree())
    site.built(ARTICLE_PATHS=["."])
    assert "en/2019/06/05/visit/index.html" in site.tree()


def test_the_command_tells_all_at_once(tmp_path: Path) -> None:
    """No traceback; a line a setting."""
    site = Site(tmp_path / "site")
    write_settings(site, WORKERS="two", PAGE_PATHS=["seiten"], JINJA_FILTERS=[1])
    result = pelican(site)
    assert (result.status, len(result.err.splitlines())) == (1, 3)
    assert "Traceback" not in result.err + result.out


HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
PLURAL = HEAD + '"Plural-Forms: nplurals=2; plural=(n @ 1);\\n"\n\nmsgid "a"\nmsgstr "b"\n'
TRANSLATIONS: list[tuple[str | bytes, str]] = [
    (HEAD + "\nhello there\n", ":4: a translation must be a gettext catalogue, got "),
    (
        HEAD + '\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
        ':7: a msgid must be given once, got "a", which line 4 has',
    ),
    (HEAD.replace("UTF-8", "koi8-r"), ":2: a translation's charset must be UTF-8"),
    (HEAD.encode() + b"\n# \xff\n", ":4: text must be UTF-8, got byte 0xff"),
    (PLURAL, ":3: Plural-Forms must be gettext's formula"),
    (PLURAL.replace("nplurals=2", "nplurals=x"), ":3: "),
    (
        HEAD + '\nmsgid "%(title)s"\nmsgstr "%(titel)s"\n',
        ":4: a translation must have the placeholders of its msgid, got %(titel)s; write",
    ),
]


@pytest.mark.parametrize(("text", "words"), TRANSLATIONS)
def test_a_wrong_translation_is_told(tmp_path: Path, text: str | bytes, words: str) -> None:
    """With its line."""
    site = Site(tmp_path / "site")
    site.release("visit")
    site.write("theme/translations/ru/LC_MESSAGES/messages.po", text)
    result = site.build()
    assert result.status == 1
    assert f"theme/translations/ru/LC_MESSAGES/messages.po{words}" in result.err


TEMPLATES: list[tuple[str | bytes, str]] = [
    (b"a\nCaf\xe9", ":2: text must be UTF-8, got byte 0xe9; save the file as UTF-8\n"),
    ("\n{% if %}", ":2: a template must be valid Jinja, got: "),
    ("\n{% include 'bose.html' %}", ':2: a template must exist, missed "bose.html"; did you'),
    ("{% extends 'bsae.html' %}", ':1: a template must exist, missed "bsae.html"; did you'),
]


@pytest.mark.parametrize(("text", "words"), TEMPLATES)
def test_a_wrong_template_is_told_once(tmp_path: Path, text: str | bytes, words: str) -> None:
    """At its own file, by the theme's real name."""
    site = Site(tmp_path / "site")
    site.release("visit")
    site.write("theme/templates/article.html", text)
    result = site.build()
    assert result.status == 1
    assert f"theme/templates/article.html{words}" in result.err
    assert "1 problem; " in result.err


def test_a_language_with_a_script_is_built(tmp_path: Path) -> None:
    """``zh-Hant``, translation and all."""
    site = Site(tmp_path / "site", LANGUAGES=("en", "zh-Hant"))
    site.write("theme/translations/zh-Hant/LC_MESSAGES/messages.po", HEAD)
    for facet in ("kinds", "tags"):
        text = f'[statements]\nen = "{facet}"\nzh-Hant = "聲明"\n'
        site.write(f"vocabulary/{facet}.toml", text)
    site.release("visit", Category="kinds")
    site.built()
    assert b'lang="zh-Hant"' in site.tree()["zh-Hant/index.html"]
