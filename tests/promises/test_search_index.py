"""The search index keeps the promises: what is public, no more, and made again where it changed."""

from __future__ import annotations

import gzip
import json
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.catalogue import search_updates
from communique.catalogue.search_index import leaf_of
from communique.outputs.search.leaves import _pack
from communique.text.words import place
from tests.promises.killing import kill_build
from tests.sites import Site, differences

NEAR, FAR = st.integers(0, 70), st.integers(0, 65535)
DAYS_AND_RANKS = st.tuples(NEAR | FAR, NEAR | FAR)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A searched newsroom with releases of three months."""
    site = Site(tmp_path / "site", LANGUAGES=("en",), SEARCH=True)
    site.release("spring", "Negotiations resumed.", Date="2018-03-05")
    site.release("summer", "Negotiations ended.", Date="2019-06-05")
    site.release("winter", "Nothing was said.", Date="2019-12-05")
    site.built()
    return site


def words_of(site: Site) -> str:
    """Return all that the index holds, as text."""
    files = sorted((site.output / "en" / "search").rglob("*.text"))
    files += sorted((site.output / "en" / "search").rglob("*.rest"))
    files += sorted((site.output / "en" / "search").rglob("*.leaf"))
    held = [gzip.decompress(path.read_bytes()) for path in files]
    assert held
    return "\n".join(data.decode("utf-8", "replace") for data in held)


def unpack_leaf(data: bytes, counts: list[int]) -> Iterator[list[tuple[int, int]]]:
    """Yield days and ranks of each word's numbers."""
    steps, wide = data[: sum(counts)], data[sum(counts) :]
    many = len(wide) // 4
    assert steps.count(255) * 4 == len(wide)
    planes = (wide[start : start + many] for start in range(0, len(wide), many or 1))
    rest = zip(*planes, strict=True)
    for count in counts:
        day, found, steps_of, steps = 0, [], steps[:count], steps[count:]
        for step in steps_of:
            low, high, rank, more = (step >> 2, 0, step & 3, 0) if step < 255 else next(rest)
            day += low + 256 * high
            found.append((day, rank + 256 * more))
        yield found


def searched(site: Site) -> dict[str, set[str]]:
    """Read the index as a browser does: each word with the addresses of its releases."""
    found: dict[str, set[str]] = {}
    root = site.output / "en/search"
    for path in root.glob("words/*/*.leaf"):
        line, _, data = gzip.decompress(path.read_bytes()).partition(b"\n")
        words = [word for _, *forms in json.loads(line) for word in forms]
        for form, numbers in zip(words, unpack_leaf(data, [n for _, n in words]), strict=True):
            texts = [root / f"texts/{day}/{rank}.text" for day, rank in numbers]
            urls = {json.loads(gzip.decompress(text.read_bytes()))["url"] for text in texts}
            assert len(urls) == len(numbers)
            assert found.setdefault(form[0], set()).isdisjoint(urls)
            found[form[0]] |= urls
    return found


def test_a_word_leads_to_the_releases_that_have_it(site: Site) -> None:
    """And their year, kind and title lead to them as well."""
    found = searched(site)
    spring, summer = "en/2018/03/05/spring/", "en/2019/06/05/summer/"
    assert found["negotiations"] == {spring, summer}
    assert found["ended"] == {summer}
    assert found["year:2018"] == {spring}
    assert len(found["kinds:statements"]) == 3
    assert found["~negotiations"] == set()
    assert "negotiation" not in found


@pytest.mark.parametrize(
    "headers",
    [
        {"Status": "draft"},
        {"Date": "2031-01-01", "Embargo": "2031-01-01 00:00Z"},
        {"Embargo": "2031-01-01 10:00Z"},
        {"Withdrawn": "2019-07-01 It was sent in error."},
    ],
)
def test_what_is_held_back_is_not_in_the_index(site: Site, headers: dict[str, str]) -> None:
    """Neither its words nor its title, from the start or once it is taken back."""
    site.release("held", "Quokkas were discussed.", Title="Wombats", Date="2019-06-07")
    site.built()
    assert "quokka" in words_of(site).lower()
    site.release(
        "held", "Quokkas were discussed.", **({"Title": "Wombats", "Date": "2019-06-07"} | headers)
    )
    site.built()
    found = words_of(site).lower()
    assert ("quokka" in found, "wombat" in found) == (False, False)
    assert differences(site.clean_tree(), site.tree()) == []


def test_days_before_1900_are_searched(site: Site) -> None:
    """Days before 1900 count as one, and each release keeps its own year."""
    for year in (1648, 1815, 1899, 1900):
        site.release(f"y{year}", f"Peace of{year}.", Date=f"{year}-05-15")
    site.release("same", "Peace of1815.", Date="1815-05-15")
    site.built()
    found = searched(site)
    assert found["of1815"] == {"en/1815/05/15/y1815/", "en/1815/05/15/same/"}
    assert found["year:1815"] == found["of1815"]
    assert found["of1900"] == {"en/1900/05/15/y1900/"}
    site.delete("content/y1648.md")
    site.built()
    assert searched(site)["of1899"] == {"en/1899/05/15/y1899/"}
    assert differences(site.clean_tree(), site.tree()) == []


def made_again(site: Site) -> set[str]:
    """Build, and return the files of the index that were written or deleted."""
    before = {path: stamp for path, stamp in site.stamps().items() if "/search/" in path}
    site.built()
    after = {path: stamp for path, stamp in site.stamps().items() if "/search/" in path}
    return {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)}


def test_an_edit_makes_again_what_has_its_words(tmp_path: Path) -> None:
    """Its own text, and the files of words that came and went: never those of other texts."""
    site = Site(tmp_path / "site", LANGUAGES=("en",), SEARCH=True)
    for number in range(100):
        site.release(f"n{number}", f"Word{number} was said.", Date=f"2018-03-{number % 28 + 1:02}")
    site.built()
    site.release("n40", "Word40 was said. Zebra.", Date="2018-03-13")
    again = made_again(site)
    texts, words = ({p for p in again if p.endswith(end)} for end in (".text", ".leaf"))
    assert len(texts) == 1
    assert 0 < len(words) <= 2  # the word, and its spelling among those that it may be meant for
    site.write("theme/templates/components/card.html", "{{ release.title }}")
    assert made_again(site) == set()
    assert differences(site.clean_tree(), site.tree()) == []


def test_one_leaf_more_splits_one_file_of_words(tmp_path: Path) -> None:
    """Releases come and go across the numbers at which files are split, and no other file is."""
    site = Site(tmp_path / "site", LANGUAGES=("en",), SEARCH=True)
    counts = {}
    for number in range(35):
        site.release(f"n{number}", f"Word{number} was said.", Date=f"2018-03-{number % 28 + 1:02}")
        if number in (15, 16, 31, 32, 34):
            site.built()
            counts[number] = sorted(p.stem for p in site.output.glob("en/search/words/0/*"))
            assert differences(site.clean_tree(), site.tree()) == []
    assert counts == {
        15: ["1"],
        16: ["2", "3"],
        31: ["2", "3"],
        32: ["3", "4", "5"],
        34: ["3", "4", "5"],
    }
    for number in (3, 5, 7):
        site.delete(f"content/n{number}.md")
    site.built()
    assert len(list(site.output.glob("en/search/words/0/*"))) == 2
    assert differences(site.clean_tree(), site.tree()) == []


def test_the_latest_releases_have_a_tree_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new release leaves the other alone, but where that tree begins elsewhere; up and down."""
    monkeypatch.setattr(search_updates, "LATEST", 8)
    site = Site(tmp_path / "site", LANGUAGES=("en",), SEARCH=True)

    def publish(*numbers: int) -> tuple[set[str], list[int]]:
        for number in numbers:
            day = {"Date": f"2018-03-{number // 2 + 1:02}"}
            site.release(f"n{number}", f"Word{number} and word{number % 3}.", **day)
        again = {path.rsplit("/", 2)[1] for path in made_again(site) if path.endswith(".leaf")}
        assert differences(site.clean_tree(), site.tree()) == []
        assert len(searched(site)["and"]) == len(list((site.root / "content").glob("*.md")))
        trees = (site.output / f"en/search/words/{tree}" for tree in (0, 1))
        return again, [len(list(tree.glob("*.leaf"))) for tree in trees]

    assert publish(4, 5, 6) == ({"0"}, [1, 0])
    assert publish(*range(7, 30)) == ({"0", "1"}, [2, 1])
    assert publish(30) == ({"1"}, [2, 1])
    assert publish(2) == ({"0"}, [2, 1])
    assert publish(*range(31, 39)) == ({"0", "1"}, [3, 1])
    for number in range(9, 39):
        site.delete(f"content/n{number}.md")
    assert publish() == ({"0", "1"}, [1, 0])


@pytest.mark.parametrize("leaves", [1, 2, 3, 7, 8, 100])
def test_every_place_has_one_leaf(leaves: int) -> None:
    """The leaves of a tree are numbered from their count on, and share all words between them."""
    found = {leaf_of(place(f"word {number}"), leaves) for number in range(3000)}
    assert found == set(range(leaves, 2 * leaves))


def test_numbers_are_written_as_steps() -> None:
    """What is too large for a step follows behind, its bytes beside their like."""
    numbers = array("I", [(300 << 16) + 2, (300 << 16) + 3, (361 << 16) + 1, (423 << 16) + 258])
    assert b"".join(_pack([b"", numbers.tobytes(), b""])) == bytes(
        [255, 3, 61 << 2 | 1, 255, *(300 - 256, 62), *(1, 0), *(2, 2), *(0, 1)]
    )


@given(st.lists(st.sets(DAYS_AND_RANKS, max_size=9), max_size=5))
def test_what_is_written_is_read_again(words: list[set[tuple[int, int]]]) -> None:
    """Whatever the days and ranks, and also of words without any."""
    rows = [sorted(word) for word in words]
    numbers = [array("I", [day << 16 | rank for day, rank in row]).tobytes() for row in rows]
    assert list(unpack_leaf(b"".join(_pack(numbers)), [*map(len, rows)])) == rows


@pytest.mark.parametrize("after", [0, 2, 5, 9])
@pytest.mark.parametrize("search", [True, False])
def test_a_file_whose_build_was_cut_off_is_not_left_behind(
    site: Site,
    after: int,
    search: bool,  # noqa: FBT001
) -> None:
    """A release is added and removed again before a build completes the killed one."""
    site.release("january", "A new year began.", Date="2020-01-06")
    kill_build(site, "publish", after, {})
    site.delete("content/january.md")
    site.built(SEARCH=search)
    assert differences(site.clean_tree(SEARCH=search), site.tree()) == []


def test_other_names_find_a_release(site: Site) -> None:
    """A name that the vocabulary gains is found, though no page shows it."""
    site.write("vocabulary/places.toml", '[astana]\nen = "Astana"\n')
    site.release("spring", "Negotiations resumed.", Date="2018-03-05", Place="Astana")
    site.built()
    assert "tselinograd" not in searched(site)
    site.write("vocabulary/places.toml", '[astana]\nen = "Astana"\nformer = ["Tselinograd"]\n')
    site.built()
    assert searched(site)["tselinograd"] == {"en/2018/03/05/spring/"}
    assert differences(site.clean_tree(), site.tree()) == []


def test_what_headers_say_finds_a_release(site: Site) -> None:
    """Its number, its subtitle, who spoke, where; what a document and a picture are called."""
    site.write("content/annex.pdf", "%PDF-1.4")
    site.write("content/seal.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    headers = {"Number": "77/2018", "Subtitle": "Ferries again", "Speaker": "Q. Xanadu"}
    headers |= {"Starts": "2018-03-06 10:00 UTC", "Venue": "Old Granary"}
    headers |= {"Attachments": "annex.pdf | Timetable", "Image": "seal.svg | A seal | Brass stamp"}
    site.release("spring", "Negotiations resumed.", Date="2018-03-05", **headers)
    site.built()
    found = searched(site)
    for word in ("77", "ferries", "xanadu", "granary", "timetable", "brass"):
        assert found[word] == {"en/2018/03/05/spring/"}, word
    assert differences(site.clean_tree(), site.tree()) == []


def test_search_switched_on_and_off_leaves_nothing(site: Site) -> None:
    """As a build from nothing would leave it, each time."""
    site.built(SEARCH=False)
    assert not (site.output / "en/search").exists()
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []
