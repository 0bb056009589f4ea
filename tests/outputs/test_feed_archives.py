"""Feeds tell the whole history: archive documents, and what changed long after it was new."""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.outputs.conformity import find_faults
from tests.sites import Site, Tree, differences

ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
SITEURL = "https://newsroom.example/"
STEPS = int(os.environ.get("STEPS", "24"))
"""Publications, corrections and withdrawals in a row; ``STEPS=200`` takes a minute."""

SAID = re.compile(r"Step \d+\.")

Entries = dict[str, tuple[str, ...]]


def take_in_atom(known: Entries, document: bytes) -> str:
    """Take in an Atom document as a subscriber does; return the address of the one before it."""
    root = etree.fromstring(document)
    for entry in root.iter(f"{ATOM}entry"):
        names = ("title", "updated", "summary", "content")
        told = tuple(str(entry.findtext(f"{ATOM}{name}")) for name in names)
        id_ = str(entry.findtext(f"{ATOM}id"))
        if id_ not in known or known[id_][1] <= told[1]:
            known[id_] = told
    for gone in root.iter(GONE):
        known.pop(str(gone.get("ref")), None)
    links = {link.get("rel"): str(link.get("href")) for link in root.findall(f"{ATOM}link")}
    return links.get("prev-archive", "")


def take_in_json(known: Entries, document: bytes) -> str:
    """Take in a JSON Feed, with its extension."""
    feed = json.loads(document)
    for item in feed["items"]:
        names = ("title", "date_modified", "summary", "content_html")
        if "deleted" in item.get("_communique", {}):
            known.pop(item["id"], None)
        else:
            known[item["id"]] = tuple(item[name] for name in names)
    return str(feed.get("next_url", ""))


TAKERS = {"atom.xml": take_in_atom, "feed.json": take_in_json}


def walk(tree: Tree, name: str, first: str = "en/") -> Entries:
    """Return what a new subscriber finds, who walks from the feed to the first release."""
    path, documents = f"{first}{name}", []
    while path:
        documents.append(tree[path])
        path = TAKERS[name]({}, tree[path]).removeprefix(SITEURL)
    found: Entries = {}
    for document in reversed(documents):
        TAKERS[name](found, document)
    return found


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "site", DEFAULT_PAGINATION=2, FEED_MAX_ITEMS=3, LANGUAGES=("en",))


def test_a_walk_gives_each_release_once(site: Site) -> None:
    """35 releases from the newest to the oldest; some have the same minute."""
    for number in range(35):
        site.release(f"note-{number:02}.en", Date=f"2019-06-{number // 2 + 1:02} 10:00")
    site.built()
    tree, path, ids = site.tree(), "en/atom.xml", []
    while path:
        root = etree.fromstring(tree[path])
        ids += [str(entry.findtext(f"{ATOM}id")) for entry in root.iter(f"{ATOM}entry")]
        links = {str(each.get("rel")): str(each.get("href")) for each in root.iter(f"{ATOM}link")}
        assert links["self"] == f"{SITEURL}{path}"
        assert ("current" in links) == (path != "en/atom.xml")
        path = links.get("prev-archive", "").removeprefix(SITEURL)
    names = [id_.rpartition(":")[2][11:-3] for id_ in ids]
    assert names == [f"note-{number:02}" for number in reversed(range(35))]
    assert len(walk(tree, "feed.json")) == 35


def test_archive_documents_stay(site: Site) -> None:
    """What is published later changes none but the newest, which learns of its newer one."""
    for number in range(1, 7):
        site.release(f"note-{number}.en", Date=f"2019-06-{number:02}")
    site.built()
    before = site.stamps()
    site.release("note-7.en", Date="2019-06-07")
    site.built()
    archives = [path for path in before if "/page/" in path and path.endswith(".xml")]
    assert {path for path in archives if site.stamps()[path] != before[path]} == set()
    site.release("note-8.en", Date="2019-06-08")
    site.built()
    changed = {path for path in archives if site.stamps()[path] != before[path]}
    assert changed
    assert all(path.startswith("en/page/2/") for path in changed)


@given(seed=st.integers(0, 999_999))
@settings(
    max_examples=1,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_poll_ends_as_a_walk(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Whatever is published, corrected and withdrawn; data and corrections say so."""
    site = Site(tmp_path_factory.mktemp("poll") / "site", DEFAULT_PAGINATION=2, FEED_MAX_ITEMS=3)
    site.settings["DATA"] = True
    choose = random.Random(seed)  # noqa: S311 - no secret
    releases: dict[str, dict[str, str]] = {}
    polled: dict[str, Entries] = {name: {} for name in TAKERS}
    for step in range(1, STEPS + 1):
        moment = f"2020-{step // 28 + 1:02}-{step % 28 + 1:02} 10:00"
        standing = [each for each, told in releases.items() if "Withdrawn" not in told]
        act = choose.choice(["publish", "publish", "correct", "withdraw"])
        if act == "publish" or len(standing) < 4:
            chosen = f"note-{step:03}.en"
            releases[chosen] = {"Date": moment, "Tags": "Climate"}
        else:
            chosen = choose.choice(standing)
            told = releases[chosen]
            if act == "correct":
                more = f"\nCorrection: {told['Correction']}" if "Correction" in told else ""
                told["Correction"] = f"{moment}; correction; Step {step}.{more}"
            else:
                told["Withdrawn"] = f"{moment[:10]}; withdrawn; Step {step}."
        site.release(chosen, f"A text. {chosen}", **releases[chosen])
        site.built()
        for name, take_in in TAKERS.items():
            take_in(polled[name], (site.output / f"en/{name}").read_bytes())
    tree = site.tree()
    records = [json.loads(line) for line in tree["data/2020.jsonl"].splitlines()]
    whole = {each["id"]: each for each in records if "withdrawn" not in each}
    for name, entries in polled.items():
        assert entries == walk(tree, name)
        assert len(entries) == sum("Withdrawn" not in told for told in releases.values())
        assert {id_: entry[:2] for id_, entry in entries.items()} == {
            id_: (each["title"], each["updated"]) for id_, each in whole.items()
        }
    notices = [each["withdrawn"] for each in records if "withdrawn" in each]
    notices += [notice for each in records for notice in each.get("corrections", ())]
    listed = SAID.findall(tree["en/corrections/index.html"].decode())
    assert sorted(listed) == sorted(notice["text"] for notice in notices)
    assert find_faults(tree) == []
    assert differences(site.clean_tree(), tree) == []


def test_a_withdrawal_is_told_by_every_format(site: Site) -> None:
    """A tombstone, an extension, and an entry that says so in the place of the text."""
    site.release("talks.en", "They met.", Title="Talks", Tags="Climate")
    for number in range(1, 9):
        site.release(f"note-{number}.en", Date=f"2019-07-{number:02}", Tags="Climate")
    site.built()
    why = "2019-08-01; withdrawn; It was another day."
    site.release("talks.en", "They met.", Title="Talks", Tags="Climate", Withdrawn=why)
    site.built()
    tree, id_ = site.tree(), "tag:newsroom.example,2019-01-01:2019-06-05-talks/en"
    for folder in ("en", "en/tags/climate"):
        root = etree.fromstring(tree[f"{folder}/atom.xml"])
        (gone,) = root.iter(GONE)
        assert (gone.get("ref"), gone.get("when")) == (id_, "2019-08-01T00:00:00+00:00")
        assert [str(each.text) for each in gone] == ["It was another day."]
        items = json.loads(tree[f"{folder}/feed.json"])["items"]
        (item,) = [each for each in items if each["id"] == id_]
        assert item["_communique"]["deleted"]["comment"] == "It was another day."
        rss = etree.fromstring(tree[f"{folder}/rss.xml"])
        (told,) = [each for each in rss.iter("item") if each.findtext("guid") == id_]
        assert told.findtext("title") == "Withdrawn: Talks"
        assert b"They met" not in tree[f"{folder}/rss.xml"].partition(b"Withdrawn: Talks")[2]


def test_what_changes_late_is_in_the_feed_again(site: Site) -> None:
    """Modified, or an embargo that ends long after Date, brings it back; a silent edit does not."""
    later = {"Modified": "2019-08-01 10:00"}
    for number in range(1, 9):
        site.release(f"note-{number}.en", Date=f"2019-07-{number:02}")
    site.built()
    site.release("note-1.en", "Edited.", Date="2019-07-01")
    site.release("note-2.en", "Changed.", Date="2019-07-02", **later)
    site.release("late.en", "Late.", Date="2019-06-01", Embargo="2019-08-02 10:00Z")
    site.built()
    feed = (site.output / "en/feed.json").read_text()
    assert ("Changed." in feed, "Late." in feed, "Edited." in feed) == (True, True, False)
    assert "Edited." in (site.output / "en/page/1/feed.json").read_text()
    assert differences(site.clean_tree(), site.tree()) == []


def test_settings_choose_what_is_archived(site: Site) -> None:
    """None, or lists of more facets; and which feeds have whole texts."""
    for number in range(1, 7):
        site.release(f"note-{number}.en", "One. " * 200, Date=f"2019-07-{number:02}", Tags="G7")
    site.built(FEED_ARCHIVES=[], FEED_TEXTS=["tags"])
    tree = site.tree()
    assert not [path for path in tree if "/page/" in path and not path.endswith(".html")]
    assert b"prev-archive" not in tree["en/atom.xml"]
    assert len(tree["en/tags/g7/rss.xml"]) > len(tree["en/rss.xml"])
    site.built(FEED_ARCHIVES=["tags"])
    tree = site.tree()
    assert "en/tags/g7/page/1/atom.xml" in tree
    assert "en/page/1/atom.xml" not in tree
    assert (
        walk(tree, "atom.xml", "en/tags/g7/").keys()
        == walk(tree, "feed.json", "en/tags/g7/").keys()
    )
    wrong = site.build(FEED_ARCHIVES=["topics"], WEBSUB_HUB="hub")
    assert "FEED_ARCHIVES must be a list of some of all, kinds" in wrong.err
    assert "WEBSUB_HUB must be the address of a hub" in wrong.err


def _links(entry: dict[str, Any]) -> list[str]:
    return [each["url"] for each in entry.get("_communique", {}).get("translations", [])]


def test_an_entry_leads_to_its_translations(tmp_path: Path) -> None:
    """The feed follows translations that come and go; ``updated`` stays."""
    site = Site(tmp_path / "site")
    site.release("talks.en")
    site.built()
    site.release("talks.ru", "Текст.")
    site.built()
    (item,) = json.loads((site.output / "en/feed.json").read_text())["items"]
    assert _links(item) == [f"{SITEURL}ru/2019/06/05/talks/"]
    assert item["date_modified"] == "2019-06-05T10:00:00+00:00"
    entry = etree.fromstring((site.output / "ru/atom.xml").read_bytes()).find(f"{ATOM}entry")
    assert entry is not None
    (link,) = [each for each in entry.iter(f"{ATOM}link") if each.get("hreflang")]
    assert (link.get("hreflang"), link.get("href")) == ("en", f"{SITEURL}en/2019/06/05/talks/")
    site.delete("content/talks.ru.md")
    site.built()
    (item,) = json.loads((site.output / "en/feed.json").read_text())["items"]
    assert _links(item) == []
    assert differences(site.clean_tree(), site.tree()) == []
