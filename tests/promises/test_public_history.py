"""Whatever is done to a release, one step after the other: all that tells of it agrees."""

from __future__ import annotations

import gzip
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
    assert (f"{TEXT}</p>" in page) is (state in LISTED | {"withdrawn"})
    assert ("Withdrawn" in page) is (state in {"withdrawn", "removed"})
    assert ("http-equiv" in page) is (state == "consolidated")
    assert bool(page) is (state not in {"embargo", "draft"})
    listed = tree["en/corrections/index.html"].decode().count('<article class="amendment">')
    feed = len(json.loads(tree["en/corrections/feed.json"])["items"])
    told = {"corrected", "clarified", "withdrawn", "removed", "consolidated"}
    assert listed == feed == int(state in told)


RUSSIAN = "ru/2019/06/05/talks/index.html"
EDITIONS = {
    "corrected": "en; 2019-06-06 14:00; edition 2",
    "clarified": "en; 2019-06-06 14:00; edition 2",
    "modified": "en; 2019-06-07 09:00; edition 1",
}
FIRST = "en; 2019-06-05 10:00; edition 1"
MARKS = {"corrected": "correction", "clarified": "clarification"}
LINK = re.compile(r'hreflang="ru" href="https://newsroom.example/ru/2019/06/05/talks/"')


def _translate(site: Site, state: str, translated: str) -> None:
    """Write, or take away, a translation of some edition of the release."""
    made_from = EDITIONS.get(state, FIRST) if translated == "confirmed" else FIRST
    status = {"Status": "draft"} if translated == "draft" else {}
    if translated:
        headers = {"Title": "Встреча", "Category": "Заявления", "Original": made_from} | status
        site.release("talks.ru", "Они встретились.", **headers)
    else:
        (site.root / "content/talks.ru.md").unlink(missing_ok=True)


def _check_search(site: Site, state: str) -> None:
    """A search finds it where lists have it, with the mark of its corrections."""
    texts = [
        data for path, data in site.tree().items() if re.match(r"en/search/texts/.*\.text$", path)
    ]
    said = [json.loads(gzip.decompress(data)) for data in texts]
    found = [each["mark"] for each in said if f"https://newsroom.example/{each['url']}" == URL]
    assert found == ([MARKS.get(state, "")] if state in LISTED else [])


def _check_translation(site: Site, state: str, translated: str) -> None:
    """The translation is linked where it is public, and says where the original went on since."""
    tree = site.tree()
    page = tree.get(RUSSIAN, b"").decode()
    assert bool(page) is (translated in {"first", "confirmed"})
    behind = translated == "first" and state in EDITIONS
    assert ("not-up-to-date" in page) is behind
    if state in LISTED:
        linked = (
            LINK.search(tree[PAGE].decode()),
            LINK.search(tree["en/2019/06/sitemap.xml"].decode()),
        )
        assert [bool(each) for each in linked] == [bool(page)] * 2


TRANSLATED = ("", "first", "confirmed", "draft")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(STATES)), st.sampled_from(TRANSLATED)),
        min_size=2,
        max_size=4,
    )
)
def test_all_that_tells_of_a_release_agrees(steps: list[tuple[str, str]]) -> None:
    """Page, list, three feeds, structured data, search, map and translation, at each step.

    What is left is what a build from nothing has.
    """
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / "site", SEARCH=True)
        site.release("note.en", "A short note.", Date="2019-06-04")
        for state, translated in steps:
            site.release("talks.en", TEXT, **STATES[state])
            _translate(site, state, translated)
            site.built()
            _check(site, state)
            _check_search(site, state)
            _check_translation(site, state, translated)
        assert differences(site.clean_tree(), site.tree()) == []
