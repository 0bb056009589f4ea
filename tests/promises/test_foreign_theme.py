"""Promise 1 holds for any theme: what it reads of the whole archive is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import Site, differences

BASE = """<!DOCTYPE html><html lang="{{ lang }}"><title>{% block title %}{% endblock %}</title>
{% block head %}{% endblock %}{% block content %}{% endblock %}
<ol>{% for other in articles[:2] %}<li>{{ other.title }}</li>{% endfor %}</ol>
<ul>{% for tag, tagged in tags %}<li>{{ tag }} {{ tagged|count }}</li>{% endfor %}</ul>
{% for page in pages %}<p>{{ page.title }}</p>{% endfor %}
{% for year in period_archives.year %}<i>{{ year.url }}</i>{% endfor %}</html>"""


def make_site(root: Path, theme: str) -> Site:
    """Make a site with Pelican's bundled theme, or one whose every page lists the whole archive."""
    site = Site(root, DEFAULT_PAGINATION=2, THEME=theme)
    if theme == "curious":
        site.settings["THEME"] = str(site.root / "curious")
        site.write("curious/templates/base.html", BASE)
    for number in range(5):
        site.release(f"note-{number}.en", Tags="G7", Date=f"2019-06-0{number + 1}")
    site.built()
    return site


def check(site: Site) -> None:
    """Build again, and compare with a build from nothing."""
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


@pytest.mark.parametrize("theme", ["simple", "curious"])
def test_edits_reach_every_page_that_shows_them(tmp_path: Path, theme: str) -> None:
    """A new release, tag, kind or page, a text, a deletion: all pages are as built from nothing."""
    site = make_site(tmp_path / "site", theme)
    site.release("note-5.en", Tags="G7; Trade", Date="2019-07-01")
    check(site)
    site.release("note-6.en", Category="Readouts", Date="2018-07-01", Authors="Press Office")
    check(site)
    site.release("note-5.en", "Another text.", Tags="Trade", Date="2019-07-01", Title="Renamed")
    check(site)
    site.write("content/pages/about.en.md", "Title: About\n\nText.\n")
    check(site)
    site.delete("content/note-0.en.md")
    check(site)


def test_a_theme_that_reads_little_is_built_in_proportion(tmp_path: Path) -> None:
    """With Pelican's bundled theme, whose menu shows no counts, a text edited is a page written."""
    site = make_site(tmp_path / "site", "simple")
    before = site.stamps()
    site.release(
        "note-2.en", "A short text of one sentence.\n\nMore.", Tags="G7", Date="2019-06-03"
    )
    site.built()
    written = {path for path, stamp in site.stamps().items() if before.get(path) != stamp}
    assert {path.rpartition("/")[2] for path in written} == {
        "index.html",
        "rss.xml",
        "atom.xml",
        "feed.json",
    }
    assert [path for path in written if path.endswith(".html")] == [
        "en/2019/06/03/note-2/index.html"
    ]
