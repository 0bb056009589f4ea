"""Lists of two terms at once, by which readers narrow a list (LIST_FILTERS)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sites import Site, differences

DECLARED = [("countries", "kinds"), ("kinds", "years"), ("countries", "years")]
NEWS = "en/countries/kazakhstan/kinds/statements"


def _titles(page: bytes) -> list[str]:
    return re.findall(r"<h3><a [^>]*>([^<]*)</a>", page.decode())


def _filters(page: bytes) -> list[str]:
    found = re.search(r'<div class="margin filters">.*?</div>', page.decode(), re.DOTALL)
    return re.findall(r'href="https?://[^/]*/([^"]*)"', found[0]) if found else []


def _site(tmp_path: Path, **settings: object) -> Site:
    site = Site(
        tmp_path / "site",
        **(
            {"LIST_FILTERS": DECLARED, "DEFAULT_PAGINATION": 2, "LANGUAGES": ("en", "ru")}
            | settings
        ),
    )
    for number in range(1, 8):
        kind = "Readouts" if number == 4 else "Statements"
        day = f"20{18 + number // 4}-06-0{number}"
        site.release(f"note-{number}.en", Date=day, Category=kind, Countries="KZ; KG")
    site.release("note-7.ru", Date="2019-06-07", Category="Statements", Countries="KZ")
    site.built()
    return site


def test_a_list_leads_to_narrower_ones(tmp_path: Path) -> None:
    """Kinds by name, years from the last on; each list names both terms and the way back."""
    tree = _site(tmp_path).tree()
    assert _filters(tree["en/countries/kazakhstan/index.html"]) == [
        "en/countries/kazakhstan/kinds/readouts/",
        f"{NEWS}/",
        "en/countries/kazakhstan/2019/",
        "en/countries/kazakhstan/2018/",
    ]
    assert _filters(tree["en/kinds/statements/index.html"]) == [
        "en/kinds/statements/2019/",
        "en/kinds/statements/2018/",
    ]
    # One filter alone has what the list has.
    assert _filters(tree["en/kinds/readouts/index.html"]) == []
    assert _filters(tree[f"{NEWS}/index.html"]) == []
    page = tree[f"{NEWS}/index.html"].decode()
    assert re.findall("<h1>(.*?)</h1>", page) == ["Kazakhstan\u00a0· Statements"]
    assert 'href="https://newsroom.example/en/countries/kazakhstan/">Kazakhstan</a>' in page
    assert 'hreflang="ru" href="https://newsroom.example/ru/countries/' in page
    assert NEWS.encode() in tree["en/sitemap.xml"]
    assert b"en/kinds/statements/2018/" in tree["en/sitemap.xml"]
    assert not [path for path in tree if path.startswith(NEWS) and not path.endswith("index.html")]


def test_pages_of_a_filter_never_move(tmp_path: Path) -> None:
    """One more release leaves the numbered pages as they are; an edit writes what shows it."""
    site = _site(tmp_path)
    before = site.tree()
    assert _titles(before[f"{NEWS}/page/1/index.html"]) == ["note-2.en", "note-1.en"]
    assert _titles(before[f"{NEWS}/page/2/index.html"]) == ["note-5.en", "note-3.en"]
    site.release("note-8.en", Date="2019-06-08", Countries="KZ")
    site.built()
    after = site.tree()
    assert _titles(after[f"{NEWS}/index.html"])[0] == "note-8.en"
    written = {path for path in after if after[path] != before.get(path)}
    assert f"{NEWS}/page/1/index.html" not in written
    assert "en/countries/kazakhstan/kinds/readouts/index.html" not in written
    assert "en/countries/kyrgyzstan/kinds/statements/index.html" not in written
    assert differences(site.clean_tree(), after) == []


@pytest.mark.parametrize("edit", ["kind", "delete", "withdraw", "rename", "undeclare"])
def test_filters_come_and_go(tmp_path: Path, edit: str) -> None:
    """With their releases, and with the setting; lists lead to those that are there."""
    site = _site(tmp_path)
    front = "en/countries/kazakhstan/index.html"
    gone = "en/countries/kazakhstan/kinds/readouts/index.html"
    assert gone in site.tree()
    match edit:
        case "kind":  # an old release: the list's own front shows it no more
            site.release("note-4.en", Date="2019-06-04", Category="Statements", Countries="KZ; KG")
        case "delete":
            site.delete("content/note-4.en.md")
        case "withdraw":
            site.release("note-4.en", Date="2019-06-04", Withdrawn="2019-06-09 In error.")
        case "rename":
            kinds = (site.root / "vocabulary/kinds.toml").read_text(encoding="utf-8")
            site.write("vocabulary/kinds.toml", kinds.replace('en = "Readouts"', 'en = "Notes"'))
            site.release("note-4.en", Date="2019-06-04", Category="Notes", Countries="KZ; KG")
            gone = ""
        case _:
            site.settings["LIST_FILTERS"] = [("kinds", "years")]
    said = site.build()
    assert said.status == 0, said.err
    tree = site.tree()
    assert gone not in tree
    if edit == "rename":
        assert b">Notes</a></li>" in tree[front]
    else:
        assert [path for path in _filters(tree[front]) if "readouts" in path] == []
    if edit in ("delete", "undeclare"):
        assert "a published address must stay, found no /en/" in said.err
    assert differences(site.clean_tree(), tree) == []


def test_only_terms_of_a_bounded_number_are_paired(tmp_path: Path) -> None:
    """Countries and kinds, with kinds and years; the message says which."""
    site = Site(tmp_path / "site")
    for wrong in (
        [("tags", "kinds")],
        [("countries", "people")],
        [("kinds", "countries")],
        [("kinds",)],
        ["kinds"],
        "kinds",
        [(["countries"], "kinds")],
    ):
        said = site.build(LIST_FILTERS=wrong)
        assert said.status != 0, wrong
        assert "LIST_FILTERS must be a list of some of the pairs" in said.err, wrong
        assert 'write [("countries", "kinds")' in said.err, wrong
