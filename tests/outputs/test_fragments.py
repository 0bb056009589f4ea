"""Parts of pages that are rendered once for many."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from communique.engine.templates import Templates
from communique.outputs.press.kit import TemplateSource
from tests.sites import Site, differences

ENVIRONMENT = Environment(autoescape=True)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site")
    for number in range(3):
        site.release(f"note-{number}.en", Title=f"Note {number}", Date=f"2019-06-0{number + 1}")
    site.release("note-0.ru", Title="Записка", Date="2019-06-01")
    return site


def test_a_changed_fragment_makes_the_pages_again(site: Site) -> None:
    """It is found like an include, at any depth, and only what shows it is made again."""
    site.built()
    before = site.stamps()
    card = site.root / "theme" / "templates" / "components" / "card.html"
    card.write_text(card.read_text().replace("<article", '<article data-new="1"'))
    site.built()
    assert b'data-new="1"' in site.tree()["en/2019/index.html"]
    assert b'data-new="1"' in site.tree()["ru/2019/index.html"]
    assert (
        before["en/2019/06/01/note-0/index.html"]
        == site.stamps()["en/2019/06/01/note-0/index.html"]
    )
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_fragment_leads_from_where_it_stands(site: Site) -> None:
    """With RELATIVE_URLS its links differ from depth to depth, and each page has its own."""
    site.built(RELATIVE_URLS=True)
    tree = site.tree()
    assert b'href="../en/2019/06/03/note-2/"' in tree["en/index.html"]
    assert b'href="../../en/2019/06/03/note-2/"' in tree["en/2019/index.html"]


def test_a_fragment_is_in_its_pages_language(site: Site) -> None:
    """The same template and values give other words in another language."""
    site.built()
    assert b">Subscribe<" in site.tree()["en/index.html"]
    assert ">Подписка<".encode() in site.tree()["ru/index.html"]


def test_a_computed_fragment_may_be_any_template() -> None:
    """So a change of any of them makes again what takes it."""
    sources = {
        name: TemplateSource(text, name)
        for name, text in {
            "page.html": "{{ fragment(which) }}",
            "card.html": "a card",
            "other.html": "{{ fragment('card.html') }}",
        }.items()
    }
    before = Templates(sources, ENVIRONMENT)
    after = Templates(sources | {"card.html": TemplateSource("another", "card.html")}, ENVIRONMENT)
    for recipe in (("page",), ("other",)):
        assert before.digest(recipe, {}) != after.digest(recipe, {})
