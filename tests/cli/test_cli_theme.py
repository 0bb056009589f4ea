"""``inv styles``, ``inv styleguide`` and ``inv messages``."""

from __future__ import annotations

import shutil

from tests.cli.newsroom import Newsroom
from tests.sites import ROOT


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
