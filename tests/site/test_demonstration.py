"""The demonstration newsroom as it is delivered: every link leads somewhere, wherever it lies."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml.html import document_fromstring

from communique.model.term import Facet
from communique.sources.vocabulary_files import load_vocabulary
from tests.site.links import dead_links
from tests.sites import ROOT, Site

LANGUAGES = ("en", "fr", "es", "ru", "kk", "ar", "zh")
RELEASE = {
    "en": "en/2019/06/04/sco-election-observation/",
    "fr": "fr/2019/06/04/observation-electorale-ocs/",
    "es": "es/2019/06/04/observacion-electoral-ocs/",
    "ru": "ru/2019/06/04/sco-election-observation/",
    "kk": "kk/2019/06/04/sco-election-observation/",
    "ar": "ar/2019/06/04/mraqba-al-intkhabat/",
    "zh": "zh/2019/06/04/shang-he-zu-zhi-xuan-ju-guan-cha/",
}


def _demonstration(root: Path, **settings: Any) -> Site:
    site = Site(root, LANGUAGES=LANGUAGES, **settings)
    for name in ("content", "vocabulary"):
        shutil.rmtree(root / name)
        shutil.copytree(ROOT / name, root / name)
    site.built()
    return site


@pytest.mark.parametrize(
    ("siteurl", "relative"),
    [
        ("https://newsroom.example", False),
        ("https://example.org/newsroom", False),
        ("https://example.org/newsroom", True),
    ],
)
def test_every_link_leads_somewhere(tmp_path: Path, siteurl: str, relative: bool) -> None:  # noqa: FBT001 - a table's column
    """At the top of a host, below a path, and with relative links."""
    site = _demonstration(tmp_path / "site", SITEURL=siteurl, RELATIVE_URLS=relative)
    assert dead_links(site.tree(), siteurl) == []


def test_nothing_of_it_is_wrong(tmp_path: Path) -> None:
    """Its build has no warning, and its pages have no mark of a source left."""
    site = _demonstration(tmp_path / "site")
    assert site.built().err == ""
    for path, data in site.tree().items():
        if path.endswith((".html", ".xml", ".json")):
            assert b"{filename}" not in data, path
            assert b"{static}" not in data, path


def test_one_release_and_the_page_about_stand_in_every_language(tmp_path: Path) -> None:
    """Each version leads to all others, at an address of its own; none is missing."""
    tree = _demonstration(tmp_path / "site").tree()
    for urls in (RELEASE, {lang: f"{lang}/about/" for lang in LANGUAGES}):
        assert tuple(urls) == LANGUAGES
        for url in urls.values():
            root = document_fromstring(tree[f"{url}index.html"])
            links = root.findall("head/link[@hreflang]")
            assert {link.get("hreflang"): link.get("href") for link in links} == {
                lang: f"https://newsroom.example/{other}"
                for lang, other in (urls | {"x-default": urls["en"]}).items()
            }
            switcher = root.findall(".//nav[@class='languages']//a")
            assert [link.get("title") for link in switcher] == [None] * len(LANGUAGES)


@pytest.mark.parametrize("facet", [facet for facet in Facet if facet is not Facet.COUNTRY])
def test_every_term_has_a_name_in_every_language(facet: Facet) -> None:
    """None is shown in English for want of a translation; countries are CLDR's."""
    vocabulary, problems = load_vocabulary(ROOT / "vocabulary", LANGUAGES)
    assert problems == ()
    entries = vocabulary.entries[facet]
    assert entries
    assert [entry.slug for entry in entries if not dict(entry.names).keys() >= {*LANGUAGES}] == []
