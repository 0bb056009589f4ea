"""The feeds of a real site, read by the readers that the field uses."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
import pytest
from lxml import etree

from tests.pictures.samples import picture
from tests.site.links import find_values
from tests.sites import Site, Tree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
SITEURL = "https://newsroom.example"
BODY = (
    "A first paragraph that is long enough to be a summary of its own.\n\n"
    "[Talks]({filename}talks.md), [part](#part), [map]({static}/media/map.png), "
    "[root](/en/), [out](https://example.org/a?b=1&c=2), [mail](mailto:a@example.org).\n\n"
    "![Two people]({static}/media/map.png)\n\nAT&T, <b>bold</b>, ]]> and «quotes»."
)


def _write(site: Site) -> Site:
    site.write("content/media/map.png", picture(form="PNG"))
    site.release("talks", Date="2019-06-04 09:00+03:00", Tags="climate; G7")
    site.release(
        "visit",
        BODY,
        Title="Visit & <talks>",
        Modified="2019-06-07 08:00",
        Tags="climate",
        Authors="Press Office",
        Countries="KZ",
    )
    site.release("visit.ru", "Текст.", Title="Визит", Tags="climate")
    site.release("held", Title="Held back", Status="draft", Tags="climate; secret")
    return site


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The output of a small newsroom in two languages."""
    site = _write(Site(tmp_path_factory.mktemp("feeds") / "site"))
    site.built()
    return site.tree()


FEEDS = ["en/rss.xml", "en/atom.xml", "ru/rss.xml", "ru/atom.xml", "en/tags/climate/rss.xml"]


@pytest.mark.parametrize("path", FEEDS)
def test_feedparser_finds_no_fault(tree: Tree, path: str) -> None:
    """Well-formed, of a known version, with absolute links and ids that differ."""
    parsed: Any = feedparser.parse(tree[path])
    assert not parsed.bozo
    assert parsed.version == ("rss20" if path.endswith("rss.xml") else "atom10")
    assert parsed.entries
    assert len(parsed.entries) == len({entry.id for entry in parsed.entries})
    assert all(entry.link.startswith(f"{SITEURL}/") for entry in parsed.entries)
    language = parsed.feed.language if path.endswith("rss.xml") else path[:2]
    assert path[:2] == language


@pytest.mark.parametrize("path", FEEDS)
def test_every_entry_has_its_language(tree: Tree, path: str) -> None:
    """``xml:lang`` on the feed and on each entry (decision 31, trap 9)."""
    root = etree.fromstring(tree[path])
    entries = [*root.iter("item"), *root.iter(f"{ATOM}entry")]
    assert entries
    assert {path[:2]} == {str(element.get(XML_LANG)) for element in [root, *entries]}


def test_a_guid_is_no_permalink(tree: Tree) -> None:
    """A reader that opens guids would open nothing."""
    guids = list(etree.fromstring(tree["en/rss.xml"]).iter("guid"))
    assert [guid.text for guid in guids] == [
        "tag:newsroom.example,2019-01-01:2019-06-05-visit/en",
        "tag:newsroom.example,2019-01-01:2019-06-04-talks/en",
    ]
    assert {"false"} == {str(guid.get("isPermaLink")) for guid in guids}


def test_atom_has_what_rfc_4287_requires(tree: Tree) -> None:
    """Id, title, updated, an author, self and alternate links; times with an offset."""
    root = etree.fromstring(tree["en/atom.xml"])
    assert f"{ATOM}feed" == root.tag
    for element in [root, *root.iter(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        moment = datetime.fromisoformat(str(element.findtext(f"{ATOM}updated")))
        assert moment.tzinfo is not None
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    links = {str(link.get("rel")): str(link.get("href")) for link in root.findall(f"{ATOM}link")}
    assert {"self": f"{SITEURL}/en/atom.xml", "alternate": f"{SITEURL}/en/"} == links


def test_modified_moves_updated_and_nothing_else(tree: Tree) -> None:
    """``published`` is the date, in its own offset; ``updated`` the last public change."""
    visit, talks = etree.fromstring(tree["en/atom.xml"]).findall(f"{ATOM}entry")
    assert visit.findtext(f"{ATOM}published") == "2019-06-05T10:00:00+00:00"
    assert visit.findtext(f"{ATOM}updated") == "2019-06-07T08:00:00+00:00"
    assert talks.findtext(f"{ATOM}published") == "2019-06-04T09:00:00+03:00"
    assert talks.findtext(f"{ATOM}updated") == "2019-06-04T09:00:00+03:00"
    root = etree.fromstring(tree["en/atom.xml"])
    assert root.findtext(f"{ATOM}updated") == "2019-06-07T08:00:00+00:00"


def test_rss_dates_are_of_rfc_822(tree: Tree) -> None:
    """In the release's own offset."""
    dates = [str(date.text) for date in etree.fromstring(tree["en/rss.xml"]).iter("pubDate")]
    assert dates == ["Wed, 05 Jun 2019 10:00:00 +0000", "Tue, 04 Jun 2019 09:00:00 +0300"]
    assert datetime(2019, 6, 4, 6, tzinfo=UTC) == parsedate_to_datetime(dates[1])


def _texts(tree: Tree) -> dict[str, str]:
    rss, atom = etree.fromstring(tree["en/rss.xml"]), etree.fromstring(tree["en/atom.xml"])
    return {
        "rss": str(rss.findtext(f".//item/{CONTENT}encoded")),
        "atom": str(atom.findtext(f"{ATOM}entry/{ATOM}content")),
        "json": json.loads(tree["en/feed.json"])["items"][0]["content_html"],
    }


def test_every_format_has_the_same_full_text(tree: Tree) -> None:
    """Nothing in it is escaped twice."""
    texts = _texts(tree)
    assert len(set(texts.values())) == 1
    assert "<b>bold</b>" in texts["rss"]
    assert "]]&gt;" in texts["rss"] or "]]>" in texts["rss"]


def test_every_link_in_a_feed_is_absolute(tree: Tree) -> None:
    """A reader shows the text far from our site."""
    links = find_values(_texts(tree)["atom"].encode(), "//@href | //@src")
    assert [
        f"{SITEURL}/en/2019/06/04/talks/",
        f"{SITEURL}/en/2019/06/05/visit/#part",
        f"{SITEURL}/media/map.png",
        f"{SITEURL}/en/",
        "https://example.org/a?b=1&c=2",
        "mailto:a@example.org",
        f"{SITEURL}/media/map.png",
    ] == links


def test_titles_are_text(tree: Tree) -> None:
    """Ampersands and angle brackets reach the reader as they were written."""
    assert etree.fromstring(tree["en/rss.xml"]).findtext(".//item/title") == "Visit & <talks>"
    assert json.loads(tree["en/feed.json"])["items"][0]["title"] == "Visit & <talks>"


@pytest.mark.parametrize("path", ["en/feed.json", "ru/feed.json", "en/tags/climate/feed.json"])
def test_json_feed_has_what_its_version_requires(tree: Tree, path: str) -> None:
    """Version 1.1: version, title, items; each item an id and a content."""
    feed = json.loads(tree[path])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert f"{SITEURL}/{path}" == feed["feed_url"]
    assert path[:2] == feed["language"]
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert path[:2] == item["language"]
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).tzinfo is not None


def test_authors_and_subjects_are_named(tree: Tree) -> None:
    """The issuing office, the kind, the tags and the countries."""
    [visit, _] = json.loads(tree["en/feed.json"])["items"]
    assert visit["authors"] == [{"name": "Press Office"}]
    assert visit["tags"] == ["Statements", "Kazakhstan", "Climate"]


def test_no_feed_knows_a_draft(tree: Tree) -> None:
    """No feed has its title or tags, and a tag that only a draft has gets no feed."""
    assert not any("secret" in path or "held" in path for path in tree)
    for path, data in tree.items():
        assert b"Held back" not in data, path


def test_ids_outlive_the_address(tree: Tree, tmp_path: Any) -> None:
    """With another SITEURL every link changes and no id does."""
    moved = _write(Site(tmp_path / "site", SITEURL="https://mfa.example/news"))
    moved.built(TAG_AUTHORITY="newsroom.example")
    after = moved.tree()
    for path in FEEDS:
        before_feed: Any = feedparser.parse(tree[path])
        after_feed: Any = feedparser.parse(after[path])
        assert [entry.id for entry in before_feed.entries] == [e.id for e in after_feed.entries]
        assert all(e.link.startswith("https://mfa.example/news/") for e in after_feed.entries)
    for path in ("en/feed.json", "ru/feed.json"):
        ids = [[item["id"] for item in json.loads(each[path])["items"]] for each in (tree, after)]
        assert ids[0] == ids[1]
    roots = [etree.fromstring(each["en/atom.xml"]) for each in (tree, after)]
    assert roots[0].findtext(f"{ATOM}id") == roots[1].findtext(f"{ATOM}id")


def test_another_host_in_ids_is_told(tmp_path: Any) -> None:
    """Where TAG_AUTHORITY does not keep it: every reader would show every release again."""
    site = Site(tmp_path / "site")
    site.release("talks.en")
    site.built()
    said = site.built(SITEURL="https://press.example").err
    assert "pelicanconf.py: warning: the host name in ids of feeds must stay" in said
    assert 'write TAG_AUTHORITY = "newsroom.example"' in said
    kept = {"SITEURL": "https://other.example", "TAG_AUTHORITY": "press.example"}
    assert "ids of feeds" not in site.built(**kept).err


def test_a_setting_that_brought_addresses_and_is_off_is_told(tmp_path: Any) -> None:
    """Once, by name, with the address of a site; a preview without one was not published."""
    site = Site(tmp_path / "site")
    site.release("talks.en")
    site.built(ALTERNATES=True, DATA=True, SEARCH=True, FEED_ARCHIVES=["all", "kinds"])
    told = site.built(FEED_ARCHIVES=["kinds"]).err.splitlines()
    rule = "pelicanconf.py: warning: addresses that a setting brought must stay, got "
    gone = ("ALTERNATES without True", "DATA without True", "FEED_ARCHIVES without all")
    expected = [f"{rule}{each}" for each in (*gone, "SEARCH without True")]
    assert [line.partition(";")[0] for line in told] == expected
    assert rule not in site.built(FEED_ARCHIVES=["kinds"]).err
    site.built(SITEURL="", PDF=False, DATA=True, TAG_AUTHORITY="newsroom.example")
    assert rule not in site.built(TAG_AUTHORITY="newsroom.example").err


def test_another_number_of_releases_on_numbered_pages_is_told(tmp_path: Any) -> None:
    """They are for good, as what is on them: links and feeds lead there."""
    site = Site(tmp_path / "site", DEFAULT_PAGINATION=2)
    site.release("a1.en")
    site.built()
    assert site.built(DEFAULT_PAGINATION=1).err == ""  # no page has a number yet
    site.release("a2.en")
    site.built(DEFAULT_PAGINATION=1)
    said = site.built(DEFAULT_PAGINATION=3).err
    rule = "warning: numbered pages must keep what they show, got 3 releases on each in place of 1"
    assert (
        said == f"pelicanconf.py: {rule}; if the site was published, write DEFAULT_PAGINATION = 1\n"
    )
    assert site.built(DEFAULT_PAGINATION=3).err == ""


def test_an_empty_newsroom_has_feeds(tmp_path: Any) -> None:
    """Each language has a feed of everything from the first day, and it is valid."""
    site = Site(tmp_path / "site")
    site.built()
    for path in ("en/rss.xml", "ru/atom.xml"):
        parsed: Any = feedparser.parse(site.tree()[path])
        assert not parsed.bozo
        assert parsed.entries == []
    assert json.loads(site.tree()["en/feed.json"])["items"] == []
