"""The search index keeps the promises: what is public, no more, and made again where it changed."""

from __future__ import annotations

import gzip
import tempfile
from itertools import accumulate, chain
from pathlib import Path

import cbor2
import pytest

from communique.errors import CommuniqueError
from communique.outputs.search import pagefind
from communique.outputs.search.documents import Document
from communique.outputs.search.pagefind import index_documents
from tests.promises.test_equality import kill_build
from tests.sites import Site, differences


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
    held = []
    for path in sorted((site.output / "en" / "search").rglob("*.pf_*")):
        data = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        held.append(data.decode() if path.suffix == ".pf_fragment" else repr(cbor2.loads(data)))
    return "\n".join(held)


def parts_of(site: Site) -> set[str]:
    """Return the names of the parts that are in the output, the engine left out."""
    entries = site.output.glob("en/search/*/pagefind-entry.json")
    return {entry.parent.name for entry in entries} - {"engine"}


def test_a_part_is_a_year_and_the_newest_month(site: Site) -> None:
    """What is public is in one of them."""
    assert parts_of(site) == {"2018", "2019", "2019-12"}
    assert all(word in words_of(site) for word in ("resumed", "ended", "Spring"[1:]))


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


def made_again(site: Site) -> set[str]:
    """Build, and return the parts of the index of which a file was written or deleted."""
    before = {path: stamp for path, stamp in site.stamps().items() if "/search/" in path}
    site.built()
    after = {path: stamp for path, stamp in site.stamps().items() if "/search/" in path}
    changed = {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
    return {path.split("/")[2] for path in changed} - {"index.html"}


def test_an_edit_makes_the_part_again_that_it_is_in(site: Site) -> None:
    """A correction its year, a new release its month, a new month both that it touches."""
    site.release("spring", "Negotiations were resumed.", Date="2018-03-05")
    assert made_again(site) == {"2018"}
    site.release("advent", "Something was said.", Date="2019-12-06")
    assert made_again(site) == {"2019-12"}
    site.release("january", "A new year began.", Date="2020-01-06")
    assert made_again(site) == {"2019", "2019-12", "2020-01"}
    assert parts_of(site) == {"2018", "2019", "2020-01"}
    site.write("theme/templates/components/card.html", "{{ release.title }}")
    assert made_again(site) == set()


@pytest.mark.parametrize("after", [0, 2, 5, 9])
@pytest.mark.parametrize("search", [True, False])
def test_a_part_whose_build_was_cut_off_is_not_left_behind(
    site: Site,
    after: int,
    search: bool,  # noqa: FBT001
) -> None:
    """A month that came, and went again before the build that made it was made good for."""
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
    assert "Tselinograd" not in words_of(site)
    site.write("vocabulary/places.toml", '[astana]\nen = "Astana"\nformer = ["Tselinograd"]\n')
    site.built()
    assert "Tselinograd" in words_of(site)
    assert differences(site.clean_tree(), site.tree()) == []


def test_nothing_around_the_build_changes_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pagefind's own settings, in a file where one stands or in the environment, are not read."""
    documents = [Document("en/2019/06/05/a/", "<html><body><h1>A</h1><p>Word.</p></body></html>")]
    expected = index_documents("en", documents)
    (tmp_path / "pagefind.yml").write_text("exclude_selectors:\n  - p\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "p")
    assert index_documents("en", documents) == expected


def _documents() -> list[Document]:
    """Return documents with a word that each has alone, words that many have, and filters."""
    return [
        Document(
            f"en/2019/06/05/note-{number}/",
            f'<html><body><i data-pagefind-filter="kind">Kind {number % 3}</i>'
            f"<h1>Note</h1><p>Only{number} {'élan' if number % 2 else 'elan'} talks.</p>"
            "</body></html>",
        )
        for number in range(40)
    ]


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="there is no other file system")  # noqa: S108
def test_the_order_of_a_folder_is_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another file system lists names in another order: tmpfs the last made first."""
    documents = _documents()
    expected = index_documents("en", documents)
    for folder in ("/dev/shm", tempfile.gettempdir()):  # noqa: S108
        monkeypatch.setattr(tempfile, "tempdir", folder)
        assert index_documents("en", documents) == expected
        assert index_documents("en", documents[::-1]) == expected


def test_pages_that_are_numbered_anew_are_found() -> None:
    """A word leads to the pages that have it, in whatever form; so does a filter."""
    files = index_documents("en", _documents())
    read = {name: gzip.decompress(data)[12:] for name, data in files.items() if ".pf_" in name}
    [meta] = [cbor2.loads(data) for name, data in read.items() if name.endswith(".pf_meta")]
    texts = [read[f"fragment/{name}.pf_fragment"].decode() for name, _ in meta[1]]
    chunks = [cbor2.loads(data)[0] for name, data in read.items() if name.endswith(".pf_index")]
    words = {
        word: [found, *(each for _, each in forms)] for c in chunks for word, found, forms in c
    }

    def having(word: str) -> set[int]:
        found = (accumulate(page[0] for page in pages) for pages in words[word])
        return set(chain.from_iterable(found))

    for number in range(40):
        assert {texts[page].count(f"Only{number} ") for page in having(f"only{number}")} == {1}
    assert having("elan") == set(range(40))
    [kinds] = [cbor2.loads(data) for name, data in read.items() if name.endswith(".pf_filter")]
    for kind, pages in kinds[1]:
        assert pages == [number for number, text in enumerate(texts) if f"{kind} Note" in text]


def test_words_that_begin_alike_stay_together() -> None:
    """However small the chunks are: a beginning is looked for in one."""
    pages = [[0, [-25, 1] * 500, []]]
    names = [f"{start}{end}" for start in "ab" for end in ("aaaa", "aaab", "b")]
    words = [[name, pages, []] for name in names]
    chunks = [[word[0] for word in chunk] for chunk in pagefind._cut(words)]  # noqa: SLF001
    assert chunks == [["aaaaa", "aaaab"], ["ab"], ["baaaa", "baaab"], ["bb"]]


def test_no_two_contents_share_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are short; where they would be the same, one is longer."""
    monkeypatch.setattr(pagefind, "SHORTEST", 1)
    files: pagefind.Files = {}
    names = [pagefind._store(files, "index/{}", "en", value) for value in [*range(40), 0]]  # noqa: SLF001
    assert len(files) == 40
    assert names[0] == names[-1]


def test_a_program_that_fails_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what it said, and what to do."""
    monkeypatch.setattr("sys.executable", "false")
    with pytest.raises(CommuniqueError, match=r"^SEARCH needs Pagefind, which ended with status 1"):
        index_documents("en", [Document("en/a/", "<p>A</p>")])


@pytest.mark.parametrize("name", ["data-pagefind-body", "DATA-PAGEFIND-BODY", "Data-Pagefind-Body"])
def test_an_editor_cannot_tell_pagefind_what_to_read(site: Site, name: str) -> None:
    """Attributes of Pagefind's in a text would leave all other texts out: they are refused."""
    site.release("odd", f"<div {name}>Odd words.</div>", Date="2018-03-06")
    result = site.build(HTML_ALLOWED={"div": ["data-pagefind-body"]})
    assert (result.status, "got data-pagefind-body in <div>" in result.err) == (1, True)
