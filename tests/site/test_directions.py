"""Language and direction of every page and of every part in another language."""

from __future__ import annotations

import pytest
from lxml import etree
from lxml.html import document_fromstring

from tests.pictures.samples import picture
from tests.sites import Site, Tree

DIRECTIONS = {"ar": "rtl", "en": "ltr", "kk": "ltr"}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A newsroom whose first language is Arabic, with names in Latin letters."""
    folder = tmp_path_factory.mktemp("directions")
    site = Site(folder / "site", LANGUAGES=tuple(DIRECTIONS), DEFAULT_LANG="ar")
    site.write("content/map.png", picture(form="PNG"))
    headers = {
        "Title": "بيان بشأن القرار A/RES/76/1",
        "Tags": "NATO; الأمن",
        "People": "O'Brien",
        "Place": "Nur-Sultan",
        "Image": "map.png | خريطة | خريطة | John Smith",
    }
    site.release("visit.ar", "نص قصير.", **headers)
    site.release("visit.en", Title="Statement on الأمن")
    site.built()
    return site.tree()


def _pages(tree: Tree) -> dict[str, etree._Element]:
    pages = {path: data for path, data in tree.items() if path.endswith(".html")}
    return {path: document_fromstring(data) for path, data in pages.items()}


def test_every_page_says_its_language_and_direction(tree: Tree) -> None:
    """By the first part of its address; the door and the 404 page are in the first language."""
    for path, root in _pages(tree).items():
        lang = path.partition("/")[0] if "/" in path else "ar"
        assert (root.get("lang"), root.get("dir")) == (lang, DIRECTIONS[lang]), path


def test_every_link_to_another_language_says_both(tree: Tree) -> None:
    """The words of such a link are in the language that it leads to."""
    for path, root in _pages(tree).items():
        for link in root.iterfind("body//a[@hreflang]"):
            section = next((up for up in link.iterancestors("section")), link)
            told = section if link.get("lang") is None else link
            code = link.get("hreflang", "")
            assert (told.get("lang"), told.get("dir")) == (code, DIRECTIONS[code]), path


@pytest.mark.parametrize("name", ["NATO", "O'Brien", "Nur-Sultan", "John Smith"])
def test_a_name_of_the_other_direction_is_isolated(tree: Tree, name: str) -> None:
    """So that it does not carry away the marks and numbers beside it."""
    root = document_fromstring(tree["ar/2019/06/05/visit/index.html"])
    found = [element.tag for element in root.find("body").iter() if element.text == name]  # type: ignore[union-attr]
    assert found == ["bdi"]


def test_a_list_of_terms_isolates_each(tree: Tree) -> None:
    """Whatever its letters."""
    root = document_fromstring(tree["ar/tags/index.html"])
    assert {term.text for term in root.iterfind("body//ul[@class='terms']//bdi")} == {
        "NATO",
        "الأمن",
    }


def test_titles_of_feeds_are_plain(tree: Tree) -> None:
    """A feed reader shows markup in a title as it is written."""
    feed = tree["ar/rss.xml"].decode()
    assert "بيان بشأن القرار A/RES/76/1</title>" in feed
    assert "bdi" not in feed


def test_dates_are_the_languages_own(tree: Tree) -> None:
    """CLDR's, with the month's name in the language."""
    assert "5 يونيو 2019" in tree["ar/2019/06/05/visit/index.html"].decode()
    assert "June 5, 2019" in tree["en/2019/06/05/visit/index.html"].decode()
