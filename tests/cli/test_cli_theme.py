"""``inv styles``, ``inv styleguide`` and ``inv messages``."""

from __future__ import annotations

import shutil

from tests.cli.newsroom import Newsroom
from tests.sites import ROOT, read_tree


def test_styles_joins_the_stylesheets(newsroom: Newsroom) -> None:
    """A changed component is in the published stylesheet after the task."""
    newsroom.write("pelicanconf.py", newsroom.read("pelicanconf.py") + '\nTHEME = "theme"\n')
    shutil.copytree(ROOT / "theme", newsroom.root / "theme")
    newsroom.write("theme/static/css/components/card.css", ".card { color: var(--ink); }\n")
    assert newsroom.inv("styles").status == 0
    assert ".card { color: var(--ink); }" in newsroom.read("theme/static/css/main.css")


def test_styleguide_shows_every_component(newsroom: Newsroom) -> None:
    """One page beside the output, in the language that is asked for; it needs no build."""
    told = newsroom.inv("styleguide", "--to", "guide")
    assert (told.status, told.err) == (0, "")
    page = newsroom.read("guide/index.html")
    for name in ("breadcrumbs", "notice", "year"):
        assert f'<h2 id="example-{name}">' in page
        assert f'class="{name}"' in page
    assert (newsroom.root / "guide/theme/css/main.css").is_file()
    assert not (newsroom.root / "output").exists()


def test_styleguide_stays_out_of_the_output(newsroom: Newsroom) -> None:
    """What a build would have to delete is not written."""
    told = newsroom.inv("styleguide", "--to", "output")
    assert told.status == 1
    assert "must be a folder outside the output" in told.err


def test_messages_brings_every_catalogue_up_to_date(newsroom: Newsroom) -> None:
    """It writes those of the site's languages, and others that the theme has."""
    newsroom.write("pelicanconf.py", newsroom.read("pelicanconf.py") + '\nTHEME = "theme"\n')
    shutil.copytree(ROOT / "theme/templates", newsroom.root / "theme/templates")
    other = "theme/translations/uk/LC_MESSAGES/messages.po"
    newsroom.write(other, 'msgid "Archive"\nmsgstr "Архів"\n')
    assert newsroom.inv("messages").status == 0
    catalogues = (newsroom.root / "theme/translations").glob("*/LC_MESSAGES/messages.po")
    assert {path.parents[1].name for path in catalogues} == {"ru", "uk"}
    assert 'msgid "Archive"\nmsgstr "Архів"' in newsroom.read(other)
    assert 'msgid "Search"\nmsgstr ""' in newsroom.read(other)


OWN = """
THEME_TEMPLATES_OVERRIDES = ["templates"]
TRANSLATIONS_PATH = "translations"
LANGUAGES = ("en", "ru", "eo")
"""
MENU = (
    '{% include "!theme/components/menu.html" %}<p>{{ _("Press hotline") }} {{ _("Archive") }}</p>'
)


def test_a_newsrooms_own_template_has_words_of_its_own(newsroom: Newsroom) -> None:
    """They are written beside it, never into the theme; the theme's own are not repeated."""
    newsroom.write("pelicanconf.py", newsroom.read("pelicanconf.py") + OWN)
    newsroom.write("templates/components/menu.html", MENU)
    before = read_tree(ROOT / "theme/translations")
    assert newsroom.inv("messages").status == 0
    assert read_tree(ROOT / "theme/translations") == before
    path = "translations/ru/LC_MESSAGES/messages.po"
    russian = newsroom.read(path)
    assert '#: templates/components/menu.html\nmsgid "Press hotline"\nmsgstr ""' in russian
    assert 'msgid "Archive"' not in russian
    assert 'msgid "Archive"' in newsroom.read("translations/eo/LC_MESSAGES/messages.po")
    assert not (newsroom.root / "translations/en").exists()
    told = newsroom.inv("check")
    assert "translations/ru/LC_MESSAGES/messages.po:" in told.err
    words = russian.replace('hotline"\nmsgstr ""', 'hotline"\nmsgstr "Горячая линия"')
    newsroom.write(path, words + '\nmsgid "Archive"\nmsgstr "Хранилище"\n')
    assert newsroom.inv("build").status == 0
    page = newsroom.read("output/ru/index.html")
    assert "<p>Горячая линия Хранилище</p>" in page
    assert "<p>Press hotline Archive</p>" in newsroom.read("output/en/index.html")


def test_a_catalogue_of_ones_own_that_is_wrong_is_told(newsroom: Newsroom) -> None:
    """By file and line, as the theme's."""
    newsroom.write("pelicanconf.py", newsroom.read("pelicanconf.py") + OWN)
    newsroom.write("templates/components/menu.html", MENU)
    newsroom.write("translations/ru/LC_MESSAGES/messages.po", 'msgid "Menu\nmsgstr ""\n')
    told = newsroom.inv("build")
    assert (told.status, "translations/ru/LC_MESSAGES/messages.po:1: " in told.err) == (1, True)
