"""Terms that share an address, or would: never one page for two of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import VOCABULARY, Site


@pytest.mark.parametrize(
    ("facet", "one", "other", "lang", "slug"),
    [
        ("Tags", "权利", "权力", "zh", "quan-li"),
        ("Tags", "C++", "C#", "en", "c"),
        ("People", "José Nuñez", "Jose Nunez", "en", "jose-nunez"),
        ("Place", "Año", "Ano", "en", "ano"),
        ("People", "Peter Weiß", "Peter Weiss", "en", "peter-weiss"),
    ],
)
def test_two_terms_with_one_address_are_told(
    tmp_path: Path, facet: str, one: str, other: str, lang: str, slug: str
) -> None:
    """With both files and lines, whether the second comes with the first, or later, or is held."""
    site = Site(tmp_path / "site", LANGUAGES=("en", "zh"))
    site.release(f"a.{lang}", **{facet: one})
    site.release(f"b.{lang}", **{facet: other}, Status="draft")
    folder = {"Place": "places"}.get(facet, facet.lower())
    told = (
        f'b.{lang}.md:4: a term must have an address of its own, got "{other}", which has that of '
        f'"{one}" in a.{lang}.md:4, /{lang}/{folder}/{slug}/; write both alike, or give each a '
        f"table in vocabulary/{folder}.toml\n"
    )
    first = site.build()
    assert (first.status, first.err.partition("\n")[0]) == (1, told.strip())
    site.delete(f"content/b.{lang}.md")
    site.built()
    site.release(f"b.{lang}", **{facet: other})
    assert site.build().err.startswith(told)
    site.write(
        f"vocabulary/{folder}.toml",
        f'[one]\n{lang} = "{one}"\n\n[other]\n{lang} = "{other}"\n',
    )
    site.built()
    assert {f"{lang}/{folder}/{name}/index.html" for name in ("one", "other")} <= set(site.tree())
    assert site.clean_tree() == site.tree()


@pytest.mark.parametrize(
    "written", ["CO₂ levels", "co2-levels", "CO2\u00a0Levels", "ＣＯ２ levels"]
)
def test_one_term_may_be_spelt_in_several_ways(tmp_path: Path, written: str) -> None:
    """Letter case, hyphens for spaces and the width of letters tell no two names apart."""
    site = Site(tmp_path / "site")
    site.release("a", Tags="CO2 levels")
    site.release("b", Tags=written)
    site.built()
    page = site.tree()["en/tags/co2-levels/index.html"].decode()
    assert "/en/2019/06/05/a/" in page
    assert "/en/2019/06/05/b/" in page


def test_a_new_term_with_the_address_of_a_known_one_is_told(tmp_path: Path) -> None:
    """It is not filed below the name of the other; a former name is the term itself."""
    site = Site(tmp_path / "site")
    site.write("vocabulary/tags.toml", '[c]\nen = "C#"\nformer = ["Cool"]\n')
    site.release("a", Tags="C#")
    site.release("b", Tags="Cool")
    site.built()
    site.release("b", Tags="C++")
    told = site.build().err
    assert told.startswith(
        "b.md:4: Tags must be names with addresses of their own, not that of [c] in "
        'vocabulary/tags.toml, got "C++"; write C#, add it to that table, or give it one of its own'
    )


def test_a_known_name_with_a_comma_is_one_name(tmp_path: Path) -> None:
    """In a list with commas, too."""
    site = Site(tmp_path / "site")
    site.write("vocabulary/tags.toml", VOCABULARY["tags"] + '[toc]\nen = "Trade, or customs"\n')
    site.release("a", Tags="climate, trade, or customs, ports")
    site.built()
    tree = site.tree()
    tags = {path.split("/")[2] for path in tree if path.startswith("en/tags/") and "/" in path[8:]}
    assert {"climate", "toc", "ports"} == tags - {"index.html"}


def test_a_name_is_one_whatever_the_form_of_its_letters(tmp_path: Path) -> None:
    """Decomposed in the text or in the vocabulary, escaped there or not."""
    site = Site(tmp_path / "site")
    known = '[elect]\nen = "E\u0301lections"\naliases = ["E\\u0301te\\u0301"]\n'
    site.write("vocabulary/tags.toml", known)
    site.release("a", Tags="Élections", Countries="Côte d’Ivoire")
    site.release("b", Tags="été", Countries="Co\u0302te d’Ivoire", Title="Re\u0301sume\u0301")
    site.built()
    tree = site.tree()
    page = tree["en/tags/elect/index.html"].decode()
    assert "/en/2019/06/05/a/" in page
    assert "/en/2019/06/05/b/" in page
    assert "Élections" in page
    assert "Résumé" in page
    assert not any("\u0301".encode() in data for data in tree.values())
