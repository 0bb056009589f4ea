"""Feeds conform: those of strange texts, of real releases; and each check bites."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from random import Random
from shutil import copytree

import feedparser
import pytest
from html5lib import parseFragment  # type: ignore[import-untyped]
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from communique.outputs.feeds import atom, entries, jsonfeed, rss
from communique.outputs.feeds.entries import LARGEST, LONGEST_TEXT, Entry, Feed
from communique.outputs.feeds.html import clean_html
from communique.outputs.xml import plain
from communique.plugin.settings_file import load_conf
from tests.outputs.conformity import find_faults, html_faults
from tests.pictures.samples import picture
from tests.sites import ROOT, SHARED, Site, Tree

BASE = "https://newsroom.example/en/2019/06/05/talks/"
ATOM = "{http://www.w3.org/2005/Atom}"

STRANGE = (
    "A <b>text</b> with ]]> and &#x1F600; &#8207;marks&#8206;, a [link](https://example.org/?a=1&b=2)."
    '\n\n<section class="theme" id="part"><video src="/media/film.mp4" poster=/media/still.jpg '
    "controls></video></section>\n\n<p>See <A HREF=/en/>home</A>.</p>\n"
    '\n<img alt="Two" src="/media/a.jpg" srcset="/media/a.jpg 1x, /media/b.jpg 2x">\n'
    "\nA note.[^1]\n\n[^1]: It is here.\n"
)


QUOTED = "R&D fell <5% in </b> and <i>1 < 2"
"""A plain text that programs may take for HTML."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The output of a newsroom with files, notes, a very long text and a very long title."""
    site = Site(tmp_path_factory.mktemp("conform") / "site")
    for name in ("a.jpg", "b.jpg", "still.jpg"):
        site.write(f"content/media/{name}", picture())
    site.write("content/media/film.mp4", b"film")
    site.write("content/photo.jpg", picture())
    site.write("content/paper.ru.pdf", "%PDF-1.4 paper")
    files = {"Image": "photo.jpg | Two people", "Attachments": "paper.ru.pdf | A paper"}
    about = {
        "Authors": "Press Office",
        "Countries": "KZ",
        "Tags": "Climate",
        "People": "Ana Sample",
    }
    site.release("talks.en", STRANGE, Title="Talks ]]> & <b> \u2067abc\u2069 🕊", **files, **about)
    site.release("long.en", "A sentence that is said. " * 9_000, Date="2019-06-06")
    site.release("title.en", Title="Word " * 88 + "w", Date="2019-06-07")
    site.release("talks.ru", "Текст.")
    site.release("quoted.en", Title=QUOTED, Summary=QUOTED, Date="2019-06-04")
    site.release("gone.en", Withdrawn="2019-06-08; withdrawn; An error.")
    site.built()
    return site.tree()


def test_no_feed_has_a_fault(tree: Tree) -> None:
    """In three formats, for every list, with archives."""
    assert find_faults(tree) == []


def test_an_entry_has_all_that_its_release_has(tree: Tree) -> None:
    """Files with their true size, terms with their scheme, addresses that are whole."""
    root = etree.fromstring(tree["en/atom.xml"])
    entry = [
        each for each in root.iter(f"{ATOM}entry") if "Talks" in each.findtext(f"{ATOM}title", "")
    ]
    files = {
        link.get("href"): (link.get("type"), int(str(link.get("length"))))
        for link in entry[0].iter(f"{ATOM}link")
        if link.get("rel") == "enclosure"
    }
    for name, kind in (("photo.jpg", "image/jpeg"), ("paper.ru.pdf", "application/pdf")):
        assert files[f"{BASE}{name}"] == (kind, len(tree[f"en/2019/06/05/talks/{name}"]))
    terms = {
        (str(each.get("scheme")).rpartition("/")[2], each.get("term"), each.get("label"))
        for each in entry[0].iter(f"{ATOM}category")
    }
    assert terms == {
        ("kinds", "statements", "Statements"),
        ("tags", "climate", "Climate"),
        ("countries", "kazakhstan", "Kazakhstan"),
        ("people", "ana-sample", "Ana Sample"),
    }
    text = str(entry[0].findtext(f"{ATOM}content"))
    site = "https://newsroom.example/media"
    for part in (
        f'poster="{site}/still.jpg"',
        f'src="{site}/film.mp4"',
        f'srcset="{site}/a.jpg 1x, {site}/b.jpg 2x"',
        'href="https://newsroom.example/en/"',
    ):
        assert part in text


@pytest.mark.parametrize("path", ["en/rss.xml", "en/atom.xml"])
def test_a_plain_text_is_shown_as_it_was_written(tree: Tree, path: str) -> None:
    """Also where it looks like HTML: by what readers take for HTML, and by what they do not."""
    (entry,) = [each for each in feedparser.parse(tree[path]).entries if "quoted" in each.link]
    said = entry.summary_detail
    assert said.type == "text/html"
    for text in (said.value, entry.title if "rss" not in path else escape(entry.title)):
        shown = parseFragment(text, namespaceHTMLElements=False)
        assert "".join(shown.itertext()) == QUOTED


def test_a_very_long_text_is_a_summary_and_a_link(tree: Tree) -> None:
    """Its feeds stay small; feeds of terms have summaries in any case."""
    items = {item["url"]: item for item in json.loads(tree["en/feed.json"])["items"]}
    text = items["https://newsroom.example/en/2019/06/06/long/"]["content_html"]
    assert len(text) < 2_000 < LONGEST_TEXT
    assert 'href="https://newsroom.example/en/2019/06/06/long/">Read the whole text</a>' in text
    item = json.loads(tree["en/tags/climate/feed.json"])["items"][0]
    assert "video" not in item["content_html"]


def test_a_feed_is_never_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest texts give way first. The limit is 1 MB; here it is a tenth, to be quick."""
    assert LARGEST == 1_000_000
    monkeypatch.setattr(entries, "LARGEST", LARGEST // 10)
    site = Site(tmp_path / "site", FEED_MAX_ITEMS=40)
    for number in range(1, 31):
        body = "<b>Ad</b> & **so** on. " * (400 if number % 2 else 20)
        site.release(f"note-{number:02}.en", body, Date=f"2019-06-{number:02}")
    site.built()
    for name in ("atom.xml", "rss.xml", "feed.json"):
        data = (site.output / f"en/{name}").read_bytes()
        assert 20_000 < len(data) <= LARGEST // 10
    items = json.loads((site.output / "en/feed.json").read_bytes())["items"]
    assert len(items) == 30
    assert all("<b>" in item["content_html"] for item in items[::2])
    assert not any("<b>" in item["content_html"] for item in items[1::2])


BROKEN = {
    "no id": ("en/atom.xml", "id>", "name>", "0 id"),
    "an id twice": (
        "en/atom.xml",
        "2019-01-01:2019-06-06-long/en",
        "2019-01-01:2019-06-05-talks/en",
        "an id twice",
    ),
    "a date": ("en/atom.xml", "2019-06-05T10:00:00+00:00", "5 June 2019", "a moment that is none"),
    "a length": ("en/atom.xml", 'length="', 'length="x', "a length that is none"),
    "an address": ("en/atom.xml", 'href="https://newsroom.example', 'href="', "is not whole"),
    "a relation": ("en/atom.xml", 'rel="alternate"', 'rel="page"', "the relation page"),
    "a namespace": (
        "en/rss.xml",
        'version="2.0"',
        'version="2.0" xmlns:x="https://x.example/"',
        "the namespace x",
    ),
    "an encoding": ("en/rss.xml", "encoding='utf-8'", "encoding='UTF8'", "no encoding declared"),
    "a language": ("en/atom.xml", 'xml:lang="en"', 'xml:lang="en glish"', "a language that is"),
    "another language": ("en/feed.json", '"language":"en"', '"language":""', "a language that is"),
    "HTML": ("en/atom.xml", "<summary>A ", "<summary>A &amp;copy; ", "HTML in a plain text"),
    "a description": ("en/rss.xml", "<description>A ", "<description>&lt;5 ", "no parser takes"),
    "a lost sign": ("en/rss.xml", "Talks", "Talks\ufffd", "a control character"),
    "controls": ("en/rss.xml", "&lt;video ", "&lt;video controls ", "the attribute controls"),
    "a script": ("en/atom.xml", "&lt;p&gt;", "&lt;script&gt;&lt;/script&gt;&lt;p&gt;", "<script>"),
    "a class": ("en/atom.xml", "&lt;p&gt;", '&lt;p class="x"&gt;', "the attribute class"),
    "a comment": ("en/rss.xml", "&lt;p&gt;", "&lt;!-- x --&gt;&lt;p&gt;", "a comment"),
    "relative": ("en/rss.xml", 'poster="https://newsroom.example', 'poster="', "is not whole"),
    "a permalink": ("en/rss.xml", 'isPermaLink="false"', 'isPermaLink="true"', "a permalink"),
    "a pubDate": ("en/rss.xml", "05 Jun 2019", "5.6.19", "a pubDate that is none"),
    "no description": ("en/rss.xml", "description>", "text>", "0 description"),
    "a version": ("en/feed.json", "version/1.1", "version/1", "no JSON Feed 1.1"),
    "a mime type": ("en/feed.json", '"application/pdf"', '"pdf"', "a media type that is none"),
    "a control": ("en/feed.json", "Talks", "Talks\u0081", "a control character"),
    "no HTML": ("en/feed.json", "</video>", "</video></video>", "HTML that no parser takes"),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_each_check_bites(tree: Tree, name: str) -> None:
    """A feed that is broken on purpose is told."""
    path, old, new, fault = BROKEN[name]
    text = tree[path].decode()
    assert old in text
    faults = find_faults({path: text.replace(old, new).encode()})
    assert [each for each in faults if fault in each], faults


def test_a_document_of_over_a_megabyte_is_told() -> None:
    """Its content does not matter."""
    data = b'<feed xmlns="http://www.w3.org/2005/Atom">' + b" " * LARGEST + b"</feed>"
    assert f"en/atom.xml: {len(data)} bytes" in find_faults({"en/atom.xml": data})


NASTY = (
    *(
        "\x07",
        "\x7f",
        "\x85",
        "\ufdd0",
        "\U0001fffe",
        "\ufffd",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
    ),
    *("]]>", "<![CDATA[", "-->", "<!--", "&amp;", "&#0;", "&#xD800;", "&nbsp;", "<", "</p>", "<b>"),
    *(
        "<svg/onload=x>",
        "<script>x</script>",
        '"',
        "😀",
        "👩‍👩‍👧",
        "w" * 441,
        "{{ x }}",
        "{% raw",
        "\\",
        "`",
    ),
    *("[a](http://[x/)", "[b](//[::1)", "![c](http://ex ample/ä.png)", "[d](javascript:x)"),
    *(
        "<https://xn--a.example/>",
        "http://a\u202eb.example/",
        "[e](http://a:99999/)",
        "http://%zz/",
    ),
    *("<a href=http://\x01>x</a>", "<img src=http://[ srcset='//[ 1x, a.jpg 2x'>", "[^1]"),
)


@given(st.randoms(use_true_random=False))
@settings(max_examples=1, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
def test_a_text_is_refused_in_words_or_its_feeds_conform(
    tmp_path_factory: pytest.TempPathFactory, choose: Random
) -> None:
    """Whatever stands in titles and texts: by itself, and several in a row."""
    site = Site(tmp_path_factory.mktemp("nasty") / "site", DATA=True)
    for number, sign in enumerate(NASTY):
        site.release(f"one-{number}.en", f"A {sign} b", Title=f"T {sign}", Tags="Climate")
        signs = " ".join(choose.choices(NASTY, k=3))
        site.release(f"some-{number}.en", f"A {signs} b\n\nmore {signs}", Title=f"T {signs}")
    said = site.build().err
    assert "Traceback" not in said
    refused = {line.partition(":")[0] for line in said.splitlines() if ".en.md:" in line}
    for name in refused:
        site.delete(f"content/{name}")
    site.built()
    tree = site.tree()
    assert len(json.loads(tree["en/feed.json"])["items"]) > 10
    assert find_faults(tree) == []


WRITERS = (atom.write, rss.write, jsonfeed.write)
SIGNS = st.characters(codec="utf-8")
MOMENT = datetime(2019, 6, 5, 10, tzinfo=UTC)


@given(st.text(SIGNS, max_size=60), st.text(SIGNS, max_size=200), st.text(SIGNS, max_size=20))
@example("]]>\x00\ufffe\U0001f54a", "<p>&#1;&#xFFFF;</p><!--", "[")
@example("\u202e", '<p><a href="http://[x">', "x]:y")
def test_any_text_makes_a_feed(title: str, body: str, host: str) -> None:
    """Whatever is in a title, a text or a link: control characters, no characters, hosts."""
    text = clean_html(f"<p>{body}</p><a href='http://{host}/'>x</a><img src=//{host}>", BASE)
    known = ("tag:newsroom.example,2019-06-05:a/en", "en", plain(f"T{title}"), BASE)
    entry = Entry(*known, MOMENT, MOMENT, "S", plain(text), (), ())
    about = {"id": known[0], "lang": "en", "title": "T", "site_url": BASE, "self_url": BASE}
    for write in WRITERS:
        data = write(Feed(**about, entries=(entry,)))
        if write is jsonfeed.write:
            assert len(json.loads(data)["items"]) == 1
        else:
            assert len(etree.fromstring(data)) > 0


def test_addresses_that_are_none_are_left_out() -> None:
    """The words stay."""
    assert clean_html('<a href="http://[x/">the link</a>', BASE) == "<a>the link</a>"
    assert list(html_faults(clean_html("<p>A <bdo dir='rtl'>b</bdo></p>", BASE))) == []


def test_feeds_of_real_releases_conform(tmp_path: Path) -> None:
    """All of them, and those of the demonstration, with the feeds of their terms.

    A walk from the newest entry to the first release meets each release once, in its order.
    """
    names = ("LANGUAGES", "SITENAMES", "ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS", "TIMEZONE")
    demonstration = load_conf(str(ROOT / "pelicanconf.py"))
    pairs = [("countries", "kinds")]
    told = {name: demonstration[name] for name in names}
    site = Site(tmp_path / "site", **told, FEED_INTERSECTIONS=pairs, WORKERS=None)
    copytree(ROOT / "content", tmp_path / "site/content", dirs_exist_ok=True)
    real = SHARED / "archive/state"
    if real.is_dir():
        copytree(real, tmp_path / "site/content/releases/real")
    copytree(ROOT / "vocabulary", tmp_path / "site/vocabulary", dirs_exist_ok=True)
    site.built()
    tree = site.tree()
    assert find_faults(tree) == []
    path, documents = "en/atom.xml", list[list[tuple[datetime, str]]]()
    while path:
        root = etree.fromstring(tree[path])
        documents.append([_when_and_where(entry) for entry in root.findall(f"{ATOM}entry")])
        links = {link.get("rel"): str(link.get("href")) for link in root.findall(f"{ATOM}link")}
        path = links.get("prev-archive", "").removeprefix(SITEURL)
    archived = [entry for document in documents[1:] for entry in document]
    walked = [entry for entry in documents[0] if entry not in archived] + archived
    assert walked == sorted(set(walked), key=lambda entry: entry[0], reverse=True)
    pages = {path.removesuffix("index.html") for path in tree if PAGE.fullmatch(path)}
    pages -= {path for path in pages if b'http-equiv="refresh"' in tree[f"{path}index.html"]}
    assert {address for _, address in walked} == pages
    if not real.is_dir():
        pytest.skip("no real releases beside this: the feeds of the demonstration conform")


SITEURL = "https://newsroom.example/"
PAGE = re.compile(r"en/\d{4}/\d\d/\d\d/[^/]+/index.html")


def _when_and_where(entry: etree._Element) -> tuple[datetime, str]:
    links = {link.get("rel"): str(link.get("href")) for link in entry.findall(f"{ATOM}link")}
    published = datetime.fromisoformat(entry.findtext(f"{ATOM}published", ""))
    return published, links["alternate"].removeprefix(SITEURL)
