"""Feeds of two terms at once: those that FEED_INTERSECTIONS declares, as terms come and go."""

from __future__ import annotations

import json
from pathlib import Path

from tests.outputs.conformity import find_faults
from tests.sites import Site, differences

DECLARED = [("countries", "kinds"), ("tags", "kinds")]


def test_two_terms_have_a_feed(tmp_path: Path) -> None:
    """With what has both; corrected and withdrawn releases too; as a build from nothing has it."""
    site = Site(tmp_path / "site", FEED_INTERSECTIONS=DECLARED, FEED_MAX_ITEMS=2)
    for number in range(1, 6):
        kind = "Statements" if number % 2 else "Readouts"
        terms = {"Category": kind, "Countries": "KZ; KG", "Tags": "G7"}
        site.release(f"note-{number}.en", Date=f"2019-06-0{number}", **terms)
    site.built()
    tree = site.tree()
    path = "en/countries/kazakhstan/kinds/statements/feed.json"
    feed = json.loads(tree[path])
    assert [item["title"] for item in feed["items"]] == ["note-5.en", "note-3.en"]
    assert feed["title"] == "Newsroom · Kazakhstan · Statements"
    assert find_faults(tree) == []
    told = {"Date": "2019-06-01", "Countries": "KZ", "Correction": "2019-06-07 10:00; update; Six."}
    site.release("note-1.en", **told)
    site.release("note-3.en", Date="2019-06-03", Countries="KG", Tags="G7")
    site.built()
    feed = json.loads(site.tree()[path])
    assert [item["title"] for item in feed["items"]] == ["note-5.en", "note-1.en"]
    assert differences(site.clean_tree(), site.tree()) == []
    site.delete("content/note-5.en.md")
    site.release("note-1.en", Date="2019-06-01", Tags="G7")
    site.built()
    assert path not in site.tree()
    assert differences(site.clean_tree(), site.tree()) == []


def test_what_is_declared_must_be_facets(tmp_path: Path) -> None:
    """Two of them, by the names of their folders."""
    site = Site(tmp_path / "site")
    site.release("note.en", Countries="KZ")
    site.built()
    assert not [path for path in site.tree() if "/kazakhstan/kinds/" in path]
    for wrong in ([("countries",)], ["countries"], [("countries", "topics")]):
        said = site.build(FEED_INTERSECTIONS=wrong)
        assert "FEED_INTERSECTIONS must be a list of pairs" in said.err
