"""Packed siblings of outputs: made with what they are made from, and gone with it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import pytest

from communique.outputs.packed import LEAST, compress
from tests.sites import Site, Tree, differences

TEXT = "A sentence of a release that says the same again. " * 100


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose outputs are packed, built."""
    made = Site(tmp_path / "site", PRECOMPRESS=["gzip", "br"], SEARCH=True)
    made.release("visit.en", TEXT, Aliases="/old/")
    made.write("content/media/small.txt", "small")
    made.write("content/media/large.csv", TEXT)
    made.built()
    return made


def _check(tree: Tree) -> set[str]:
    """Hold that each sibling is of a file that is there; return the files that have both."""
    packed = {path for path in tree if re.search(r"\.(gz|br)$", path)}
    for path in packed:
        stem, _, suffix = path.rpartition(".")
        undo = {"gz": gzip.decompress, "br": brotli.decompress}[suffix]
        assert undo(tree[path]) == tree[stem], path
        assert len(tree[path]) < len(tree[stem]), path
    stems = [path.rpartition(".")[0] for path in packed]
    assert all(stems.count(stem) == 2 for stem in stems)
    return set(stems)


def test_text_above_a_size_is_packed_twice(site: Site) -> None:
    """Pages, feeds, styles, scripts, static files; no picture, nothing small."""
    packed = _check(site.tree())
    assert {
        "en/2019/06/05/visit/index.html",
        "en/atom.xml",
        "theme/css/main.css",
        "media/large.csv",
    } <= packed
    assert any(path.startswith("en/search/engine/search.") for path in packed)
    for path, data in site.tree().items():
        if len(data) < LEAST or path.endswith((".png", ".text", ".leaf")):
            assert path not in packed
    assert site.tree()["en/atom.xml.gz"][:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "no time in it"


def test_only_what_changed_is_packed_again(site: Site) -> None:
    """A sibling is written when its original is, and not otherwise."""
    before = site.stamps()
    site.release("visit.en", f"{TEXT} More.", Aliases="/old/")
    site.built()
    after = site.stamps()
    written = {path for path, stamp in after.items() if before.get(path) != stamp}
    siblings = {path for path in written if path.endswith((".gz", ".br"))}
    packed = _check(site.tree())
    expected = {f"{path}.{suffix}" for path in written & packed for suffix in ("gz", "br")}
    assert siblings == expected
    assert "en/2019/06/05/visit/index.html.br" in siblings
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_sibling_goes_with_its_original(site: Site) -> None:
    """Where that goes, or becomes small."""
    site.release("other.en", TEXT)
    site.built()
    site.delete("content/visit.en.md")
    site.write("content/media/large.csv", "small")
    site.built()
    assert "en/2019/06/05/visit/index.html" not in _check(site.tree())
    assert "media/large.csv" not in _check(site.tree())
    assert not any("visit/" in path for path in site.tree())
    assert differences(site.clean_tree(), site.tree()) == []


def test_the_setting_comes_and_goes(site: Site) -> None:
    """One of the two, none, both again: as a clean build has it; the originals stay untouched."""
    originals = {
        path: stamp for path, stamp in site.stamps().items() if path in _check(site.tree())
    }
    for wanted in (["br"], [], ["br", "gzip"]):
        site.settings["PRECOMPRESS"] = wanted
        site.built()
        found = {path[-2:] for path in site.tree() if path.endswith((".gz", ".br"))}
        assert found == {name.replace("gzip", "gz") for name in wanted}
        assert differences(site.clean_tree(), site.tree()) == []
    stamps = site.stamps()
    assert {path: stamps[path] for path in originals} == originals


def test_a_file_of_that_name_is_left_alone(site: Site) -> None:
    """It came as it is, and stays; where it goes, the sibling comes."""
    own = gzip.compress(b"somebody's own", mtime=0)
    site.write("content/media/large.csv.gz", own)
    site.built()
    assert site.tree()["media/large.csv.gz"] == own
    assert differences(site.clean_tree(), site.tree()) == []
    site.write("content/media/large.csv", f"{TEXT} more")
    site.built()
    assert site.tree()["media/large.csv.gz"] == own
    site.delete("content/media/large.csv.gz")
    site.built()
    assert "media/large.csv" in _check(site.tree())
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_sibling_that_was_lost_is_made_again(site: Site) -> None:
    """As any output is."""
    before = site.tree()
    (site.output / "en/atom.xml.br").unlink()
    (site.output / "en/rss.xml.gz").write_bytes(b"damaged")
    site.built()
    assert differences(before, site.tree()) == []


@pytest.mark.parametrize("suffix", ["gz", "br"])
def test_the_same_bytes_are_packed_to_the_same(suffix: str) -> None:
    """And what is small is not packed."""
    assert compress(suffix, TEXT.encode()) == compress(suffix, TEXT.encode())
    assert compress(suffix, b"a" * (LEAST - 1)) is None
