"""Whatever is done to a release, one step after the other: all that tells of it agrees."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import feedparser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sites import Site, differences

URL = "https://newsroom.example/en/2019/06/05/talks/"
PAGE = "en/2019/06/05/talks/index.html"
TEXT = "They met on the lake and agreed to speak of water again."
CORRECTION = "2019-06-06 14:00; {kind}; It was six, not seven."
STATES = {
    "published": {},
    "corrected": {"Correction": CORRECTION.format(kind="correction")},
    "clarified": {"Correction": CORRECTION.format(kind="clarification")},
    "modified": {"Modified": "2019-06-07 09:00"},
    "withdrawn": {"Withdrawn": "2019-06-08; withdrawn; Replaced."},
    "removed": {"Withdrawn": "2019-06-08; published in error; Not ours."},
    "consolidated": {"Withdrawn": "2019-06-08; consolidated; note.en.md; Merged."},
    "embargo": {"Embargo": "2031-01-01 10:00Z"},
    "draft": {"Status": "draft"},
}
LISTED = {"published", "corrected", "clarified", "modified"}
WITHDRAWN = {"withdrawn", "removed", "consolidated"}
DAY = "2019-06-08T00:00:00+00:00"
UPDATED = {
    "corrected": "2019-06-06T14:00:00+00:00",
    "clarified": "2019-06-06T14:00:00+00:00",
    "modified": "2019-06-07T09:00:00+00:00",
}


def _updates(site: Site) -> list[set[str]]:
    """Return when the release last changed by three feeds, structured data, and the map."""
    tree = site.tree()
    atom = feedparser.parse(tree["en/atom.xml"]).entries
    rss = feedparser.parse(tree["en/rss.xml"]).entries
    items = json.loads(tree["en/feed.json"])["items"]
    month = tree.get("en/2019/06/sitemap.xml", b"").decode()
    ld = re.search(r'"dateModified":"([^"]*)"', tree.get(PAGE, b"").decode())
    return [
        {each.updated for each in atom if each.link == URL},
        {each.link for each in rss if each.link == URL},
        {each["date_modified"] for each in items if each["url"] == URL},
        set(re.findall(rf"<loc>{URL}</loc>\s*<lastmod>([^<]*)<", month)),
        {ld[1]} if ld else set(),
    ]


def _check(site: Site, state: str) -> None:
    tree = site.tree()
    atom, rss, item, month, structured = _updates(site)
    if state in LISTED:
        updated = {UPDATED.get(state, "2019-06-05T10:00:00+00:00")}
        assert atom == item == month == structured == updated
        assert rss == {URL}
    elif state in WITHDRAWN:
        # Feeds say that it was withdrawn; a map leads to nothing of it.
        assert (atom, item, rss, month) == ({DAY}, {DAY}, {URL}, set())
    else:
        assert atom == rss == item == month == set()
    page = tree.get(PAGE, b"").decode()
    assert (f"<p>{TEXT}</p>" in page) is (state in LISTED | {"withdrawn"})
    assert ("Withdrawn" in page) is (state in {"withdrawn", "removed"})
    assert ("http-equiv" in page) is (state == "consolidated")
    assert bool(page) is (state not in {"embargo", "draft"})
    ledger = tree["en/corrections/index.html"].decode().count('<article class="amendment">')
    feed = len(json.loads(tree["en/corrections/feed.json"])["items"])
    told = {"corrected", "clarified", "withdrawn", "removed", "consolidated"}
    assert ledger == feed == int(state in told)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(st.sampled_from(sorted(STATES)), min_size=2, max_size=5))
def test_all_that_tells_of_a_release_agrees(steps: list[str]) -> None:
    """Page, ledger, three feeds, structured data and map; as a build from nothing has it."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / "site")
        site.release("note.en", "A short note.", Date="2019-06-04")
        for state in steps:
            site.release("talks.en", TEXT, **STATES[state])
            site.built()
            _check(site, state)
        assert differences(site.clean_tree(), site.tree()) == []
