"""A release is taken back in one of three shapes; each leaves lists, feeds, search and maps."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.pictures.samples import picture
from tests.sites import Site, differences

PAGE = "en/2019/06/05/talks/index.html"
FILES = ["en/2019/06/05/talks/paper.pdf", "en/2019/06/05/talks/photo.jpg"]
WHY = "The agreement of 6 June replaces it."
SHAPES = {
    "withdrawn": f"2019-06-07; withdrawn; {WHY}",
    "published in error": f"2019-06-07; Published in error; {WHY}",
    "short": f"2019-06-07 {WHY}",
    "consolidated": f"2019-06-07; consolidated; other.en.md; {WHY}",
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with a release that has files, a tag of its own and a correction."""
    site = Site(tmp_path / "site", HOSTS=["nginx"])
    site.release("note.en", Date="2019-06-04")
    site.release("other.en", Date="2019-06-06")
    site.write("content/paper.pdf", b"%PDF-1.4 paper")
    site.write("content/photo.jpg", picture())
    _write(site)
    site.built()
    return site


def _write(site: Site, withdrawn: str = "") -> None:
    headers = {"Tags": "Water", "Image": "photo.jpg | A lake", "Attachments": "paper.pdf | Paper"}
    headers |= {"Correction": "2019-06-06 It was six.", "Withdrawn": withdrawn}
    headers["Aliases"] = "/old/"
    site.release("talks.en", "They met. See [this]({filename}note.en.md).", **headers)


def _mentions(site: Site, word: str) -> set[str]:
    return {path for path, data in site.tree().items() if word.encode() in data}


def _article(site: Site) -> dict[str, Any]:
    found = re.search(rb'<script type="application/ld\+json">(.*?)</script>', site.tree()[PAGE])
    assert found
    article: dict[str, Any] = json.loads(found[1])["@graph"][0]
    return article


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_each_shape_leaves_lists_and_comes_back(site: Site, shape: str) -> None:
    """As a build from nothing has it; undone, the site is as it was."""
    before = site.tree()
    _write(site, SHAPES[shape])
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []
    listed = _mentions(site, "2019/06/05/talks/")
    feeds = {path for path in listed if path.endswith((".xml", ".json"))}
    assert {path for path in listed - feeds if "corrections/" not in path} <= {
        PAGE,
        "old/index.html",
    }
    # Feeds say that it was withdrawn, and nothing else of it.
    assert not feeds & _mentions(site, "They met")
    assert _mentions(site, WHY) >= feeds
    assert _mentions(site, WHY) >= {"en/corrections/index.html", "en/corrections/atom.xml"}
    assert "en/tags/water/index.html" not in site.tree()
    _write(site)
    site.built()
    assert differences(before, site.tree()) == []


def test_withdrawn_keeps_its_text_under_a_notice(site: Site) -> None:
    """With its files and corrections; structured data says the same."""
    _write(site, SHAPES["withdrawn"])
    site.built()
    page = site.tree()[PAGE].decode()
    places = [page.index(text) for text in (f"<bdi>{WHY}", "<bdi>It was six.", ">They met.")]
    assert places == sorted(places)
    assert "noindex" not in page
    assert set(FILES) <= site.tree().keys()
    article = _article(site)
    assert article["creativeWorkStatus"] == "Withdrawn"
    assert [each["text"] for each in article["correction"]] == [WHY, "It was six."]
    assert article["description"]
    assert 'href="https://newsroom.example/en/2019/06/04/note/"' in page
    assert "/en/tags/water/" not in page


@pytest.mark.parametrize("shape", ["published in error", "short"])
def test_published_in_error_takes_the_text_away(site: Site, shape: str) -> None:
    """And its files; a notice is left, closed to search engines."""
    _write(site, SHAPES[shape])
    site.built()
    page = site.tree()[PAGE].decode()
    assert WHY in page
    assert '<meta name="robots" content="noindex">' in page
    assert not {*FILES} & site.tree().keys()
    assert _mentions(site, "They met.") == _mentions(site, "It was six.") == set()
    assert "description" not in _article(site)


def test_consolidated_leads_to_the_other_release(site: Site) -> None:
    """Wherever that moves; hosts are told, and its files are gone."""
    _write(site, SHAPES["consolidated"])
    site.built()
    target = "https://newsroom.example/en/2019/06/06/other/"
    assert f'url={target}"' in site.tree()[PAGE].decode()
    assert _mentions(site, "They met.") == set()
    assert not {*FILES} & site.tree().keys()
    nginx = "".join(file.read_text() for file in site.root.rglob("*.conf"))
    assert "/en/2019/06/05/talks/" in nginx
    site.release("other.en", Date="2019-06-08", Aliases="/en/2019/06/06/other/")
    site.built()
    assert "/en/2019/06/08/other/" in site.tree()[PAGE].decode()
    assert differences(site.clean_tree(), site.tree()) == []


@pytest.mark.parametrize(
    ("withdrawn", "told"),
    [
        ("2019-06-07; withdrawn;", "must say why"),
        ("2019-06-07; withdrwan; Why.", 'did you mean "withdrawn"?'),
        ("2019-06-07; gone; Why.", "must be of a kind: withdrawn, published in error, consolidat"),
        ("2019-06-07; consolidated; the other one", "must name the file of the release that has"),
        ("2019-06-07; consolidated; nowhere.en.md", "a linked or attached file must be in the"),
        ("2019-06-07; consolidated; held.en.md", "a public text must link to public texts only"),
        ("2019-06-07; consolidated; gone.en.md", "that is not withdrawn, got gone.en.md, which is"),
    ],
)
def test_what_is_written_otherwise_is_an_error(site: Site, withdrawn: str, told: str) -> None:
    """With the likely fix; the site is as it was."""
    site.release("held.en", Status="draft")
    site.release("gone.en", Withdrawn="2019-06-07 Why.")
    site.built()
    before = site.tree()
    _write(site, withdrawn)
    result = site.build()
    assert result.status == 1
    assert told in result.err
    assert site.tree() == before


def test_a_kept_text_may_be_quoted_by_what_is_held_back(site: Site) -> None:
    """What the public may read is no secret."""
    words = "They met on the lake and agreed to speak of water again."
    site.release("lake.en", words, Withdrawn=SHAPES["withdrawn"])
    site.release("held.en", words, Title="A plan", Embargo="2031-01-01 10:00Z")
    site.built()
    assert words in site.tree()["en/2019/06/05/lake/index.html"].decode()
