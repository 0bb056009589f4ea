"""Kinds of output: each keeps to the addresses that it declares, and no two share one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import communique
from communique.catalogue.addresses import MadeAddresses
from communique.outputs.registry import KINDS, made_addresses
from communique.publish import kinds as published
from communique.settings import Settings
from tests.pictures.samples import picture
from tests.sites import Site, differences, make_settings

OWN = [kind for kind in KINDS.values() if not kind.claimed and kind.addresses]
"""Kinds whose addresses no source may claim."""


def test_publishing_knows_what_lies_beside_the_page_of_a_release() -> None:
    """A kind that publishing does not know there keeps a release from being withdrawn or moved."""
    beside = {
        kind.name
        for kind in KINDS.values()
        if any("/{day}/{name}/" in address for address in kind.addresses)
    }
    known = {name for name, each in published.KINDS.items() if each.beside or each.passing}
    assert beside - known == {"release", "media"}


def test_publishing_names_kinds_that_there_are() -> None:
    """A row for a kind that no build makes is a mistake in its name."""
    assert set(published.KINDS) - set(KINDS) == set()


@pytest.mark.parametrize("room", ["engine", "publish"])
def test_engine_and_publishing_ask_a_kind_for_no_name(room: str) -> None:
    """What differs from kind to kind is a field of ``Kind``, or of publishing's table."""
    compared = re.compile(r"""\.kind (?:[!=]=|(?:not )?in) [({]?["']""")
    for module in (Path(communique.__file__).parent / room).rglob("*.py"):
        assert not compared.search(module.read_text(encoding="utf-8")), module


def _settings() -> Settings:
    return make_settings(LANGUAGES=("en", "ru"))


def _write(shape: str) -> Iterator[str]:
    """Yield addresses of a shape, with words that other shapes have too."""
    words = {
        "lang": ["en", "ru"],
        "theme": ["theme"],
        "facet": ["tags", "kinds"],
        "term": ["g7", "archive", "page"],
        "year": ["2019"],
        "month": ["06"],
        "day": ["05"],
        "number": ["1", "2019"],
        "name": ["tags", "engine", "page", "index.html"],
        "rest": ["index.html", "page/1/index.html", "sitemap.xml"],
    }
    found = re.search(r"\{(\w+)\}", shape)
    if found is None:
        yield shape
        return
    for word in words[found[1]]:
        yield from _write(shape.replace(found[0], word, 1))


def test_no_two_kinds_share_an_address() -> None:
    """Whatever stands in the open places of their shapes."""
    for other in OWN:
        made = MadeAddresses(_settings(), other.addresses)
        for kind in OWN:
            paths = [path for shape in kind.addresses for path in _write(shape)]
            shared = [path for path in paths if kind is not other and made.has_file(path)]
            assert (kind.name, other.name, shared) == (kind.name, other.name, [])


def _stand_in(site: Site) -> None:
    """Hold every output of a built site against what its kind declares."""
    made = {name: MadeAddresses(_settings(), kind.addresses) for name, kind in KINDS.items()}
    own = made_addresses(_settings())
    with closing(sqlite3.connect(next((site.root / ".cache").glob("catalogue*.sqlite3")))) as db:
        outputs = db.execute("SELECT path, kind, ref FROM output").fetchall()
    paths = {path for path, _, _ in outputs}
    for path, name, ref in outputs:
        kind = KINDS[name]
        if kind.derive:
            assert ref in paths, path
            assert path.startswith(f"{ref}."), path
        else:
            assert made[name].has_file(path), (path, name)
            assert own.has_file(path) is not kind.claimed, (path, name)
        for folder in map(str, Path(path).parents):
            assert folder not in paths, (path, folder)


releases = st.lists(
    st.tuples(
        st.sampled_from(["en", "ru"]),
        st.dates(date(2018, 12, 30), date(2019, 1, 3)),
        st.sampled_from(["", "climate", "g7; page", "2019"]),
        st.sampled_from(["", "/old/", "/en/2019/old/", "/en/older", "/old/a.html"]),
        st.booleans(),
    ),
    max_size=6,
)


@given(releases, st.booleans())
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each example is a build
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_output_is_where_its_kind_says(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[str, date, str, str, bool]],
    packed: bool,  # noqa: FBT001 - a value that is drawn
) -> None:
    """Random releases: pages of listings, files, former addresses, redirects in bulk, packed."""
    site = Site(
        tmp_path_factory.mktemp("site"),
        PRECOMPRESS=["gzip"] if packed else [],
        DEFAULT_PAGINATION=1,
        HOSTS=["netlify"],
        LIST_FILTERS=[("countries", "kinds"), ("kinds", "years")],
    )
    site.write("content/pages/about.md", "Title: About\n\nText.\n")
    site.write("content/media/plan.txt", "plan")
    taken: set[str] = set()
    for number, (lang, day, tags, alias, has_file) in enumerate(drawn):
        headers = {"Date": f"{day} 10:00", "Lang": lang, "Tags": tags}
        if alias and alias not in taken:
            headers["Aliases"] = alias
            taken.add(alias)
        if has_file:
            site.write(f"content/{number}.jpg", picture(40, 30))
            headers["Image"] = f"{number}.jpg | A picture"
        site.release(f"text-{number}", **headers)
    site.built()
    _stand_in(site)


def test_files_of_the_search_are_where_their_kind_says(tmp_path: Path) -> None:
    """Words, texts, script, and the page that searches."""
    site = Site(tmp_path / "site", SEARCH=True)
    site.release("visit", Tags="climate")
    site.built()
    _stand_in(site)


@pytest.mark.parametrize("held", [False, True], ids=["of a build", "of one that was cut off"])
def test_what_another_version_made_goes(tmp_path: Path, held: bool) -> None:  # noqa: FBT001 - a table's column
    """A kind of output that the code had and has no more: its files go with the first build."""
    site = Site(tmp_path / "site")
    site.release("visit")
    site.built()
    site.write("output/en/cloud.svg", "<svg/>")
    catalogue = next((site.root / ".cache").glob("catalogue*.sqlite3"))
    with closing(sqlite3.connect(catalogue)) as db:
        row = "'en/cloud.svg', 'word cloud', 'en'"
        values = "x'00', 6, 'image/svg+xml', 1, '', 'first build', '', ''"
        db.execute(f"INSERT INTO output VALUES ({row}, {values})")  # noqa: S608 - fixed texts
        if held:
            db.execute(f"INSERT INTO pending VALUES (NULL, {row}, 'first build')")  # noqa: S608
        db.execute("UPDATE meta SET value = 'another' WHERE key = 'shape'")
        db.commit()
    site.built()
    assert differences(site.tree(), site.clean_tree()) == []
    with closing(sqlite3.connect(catalogue)) as db:
        query = "SELECT 1 FROM output WHERE kind = 'word cloud'"
        assert db.execute(query).fetchone() is None
