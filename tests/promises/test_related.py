"""Promise 2 for related releases: an edit makes again the pages that show it, and no others."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.engine.explain import explain_output
from communique.model.related import WINDOW
from communique.settings import Settings
from tests.sites import Site, Tree, differences

SECTION = re.compile(rb'<section class="related".*?</section>', re.DOTALL)
LINK = re.compile(rb"/en/[\d/]+/(note-\d\d)/")
COUNT = 40


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Forty releases, a day apart: each second in a country, each third and seventh with a tag."""
    site = Site(tmp_path / "site", DEFAULT_PAGINATION=5, FEED_MAX_ITEMS=3)
    for number in range(COUNT):
        _write(site, number)
    site.built()
    return site


def _write(site: Site, number: int, **headers: str) -> None:
    tags = [name for every, name in ((3, "Trade"), (7, "Water")) if number % every == 0]
    day = f"2019-0{1 + number // 20}-{1 + number % 20:02}"
    country = "" if number % 2 else "Kazakhstan"
    values = {"Date": day, "Tags": "; ".join(tags), "Countries": country} | headers
    site.release(f"note-{number:02}", **values)


def _sections(tree: Tree) -> dict[str, bytes]:
    """Return what each release's page says of related ones, by the release's name."""
    found = {}
    for path, data in tree.items():
        if (page := LINK.search(f"/{path}".encode())) and path.endswith("/index.html"):
            section = SECTION.search(data)
            found[page[1].decode()] = section[0] if section else b""
    return found


def _related(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Return the names of those that each release's page shows."""
    return {
        name: tuple(link.decode() for link in LINK.findall(section))
        for name, section in _sections(tree).items()
    }


def _written(site: Site, edit: Callable[[], None]) -> tuple[set[str], Tree, Tree]:
    """Build after an edit; return the release pages that were written, and both trees."""
    before, stamps = site.tree(), site.stamps()
    edit()
    site.built()
    after = site.stamps()
    written = {path for path, stamp in after.items() if stamps.get(path) != stamp}
    names = {match[1].decode() for path in written if (match := LINK.search(f"/{path}".encode()))}
    return names, before, site.tree()


def test_a_release_shows_earlier_ones_on_its_subject(site: Site) -> None:
    """The rarer term first, or two of them, and never the release just before or a later one."""
    related = _related(site.tree())
    assert related["note-00"] == ()
    assert related["note-01"] == ()
    assert related["note-35"] == ("note-28", "note-21", "note-14")
    assert related["note-36"] == ("note-30", "note-24", "note-33")
    assert related["note-38"] == ("note-36", "note-34", "note-32")
    assert related["note-37"] == ()
    for name, shown in related.items():
        assert len(shown) <= 3
        assert all(other < name for other in shown)


def test_a_new_release_changes_no_old_page_but_the_one_before_it(site: Site) -> None:
    """Related releases look backwards only."""
    names, _, after = _written(site, lambda: _write(site, COUNT, Date="2019-03-01"))
    assert names == {"note-39", "note-40"}
    assert _related(after)["note-40"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Title": "Another title"},
        {"Tags": "Water"},
        {"Date": "2019-02-03 12:00", "Slug": "note-21"},
        {"Date": "2018-01-01", "Slug": "note-21"},
        {"Withdrawn": "2020-01-01 Replaced."},
        {"Status": "draft"},
        {"Date": "2031-01-01", "Embargo": "2031-01-01 00:00Z", "Slug": "note-21"},
    ],
    ids=["retitled", "retagged", "moved on", "backdated", "withdrawn", "held back", "postponed"],
)
def test_an_edit_makes_again_what_shows_it(site: Site, headers: dict[str, str]) -> None:
    """No page but those that show other releases, itself and its neighbours; and all of them.

    They are no more than the windows of its terms are long, where it was and where it is.
    """
    names, before, after = _written(site, lambda: _write(site, 21, **headers))
    was, now = _sections(before), _sections(after)
    showing = {name for name in was.keys() & now.keys() if was[name] != now[name]}
    assert showing - {"note-21"} <= names
    assert len(names - showing) <= 5
    assert len(showing) <= 2 * len(("Trade", "Water", "Kazakhstan")) * WINDOW
    assert differences(site.clean_tree(), after) == []


def test_it_is_explained(site: Site) -> None:
    """Both why a page was made again and which releases it shows."""
    shown = _related(site.tree())["note-28"]
    assert "note-21" in shown
    site.delete("content/note-21.md")
    site.built()
    settings = Settings.from_pelican(site.pelican_settings())
    explained = str(explain_output(settings, "/en/2019/02/09/note-28/"))
    assert "its related releases changed because note-21.md changed" in explained
    assert "the related releases before it:\n  note-14.md" in explained
