"""One Correction moves page, lists, search, feeds, structured data, maps and the list alike."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from tests.sites import Site, differences

TEXT = "The number of regions was given as seven; it is six."
LONG = f"2019-06-06 14:00+05:00; correction; {TEXT}"
PAGE = "en/2019/06/05/talks/index.html"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site of three releases in two languages; a test corrects one of them."""
    site = Site(tmp_path / "site")
    site.release("note.en", Date="2019-06-04")
    site.release("other.ru", Date="2019-06-04")
    _correct(site)
    site.built()
    return site


def _correct(site: Site, *corrections: str, lang: str = "en", **headers: str) -> None:
    head = "\nCorrection: ".join(("Talks", *corrections))
    site.release(f"talks.{lang}", "They met in six regions.", Title=head, Tags="G7", **headers)


def _article(site: Site, path: str = PAGE) -> dict[str, Any]:
    [script] = re.findall(rb'<script type="application/ld\+json">(.*?)</script>', site.tree()[path])
    article: dict[str, Any] = json.loads(script)["@graph"][0]
    return article


def _words(site: Site, path: str, query: str) -> list[str]:
    found: Any = html.fromstring(site.tree()[path]).xpath(query)
    return [" ".join(each.text_content().split()) for each in found]


def _feeds(site: Site, folder: str) -> list[tuple[str, str, str]]:
    """Return of the newest entry of each format: title, when it changed, its text."""
    tree = site.tree()
    atom = feedparser.parse(tree[f"{folder}/atom.xml"]).entries[0]
    rss = feedparser.parse(tree[f"{folder}/rss.xml"]).entries[0]
    item = json.loads(tree[f"{folder}/feed.json"])["items"][0]
    return [
        (atom.title, atom.updated, atom.content[0].value),
        (rss.title, atom.updated, rss.content[0].value),
        (item["title"], item["date_modified"], item["content_html"]),
    ]


def test_one_declaration_moves_all(site: Site) -> None:
    """And the next build from nothing makes the same."""
    _correct(site, LONG)
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []
    moment = "2019-06-06T14:00:00+05:00"
    assert _words(site, PAGE, "//*[@class='notice']//p[1]") == [
        f"June 6, 2019, 2:00 PM GMT+5 {TEXT}"
    ]
    for folder in ("en", "en/tags/g7"):
        for title, updated, text in _feeds(site, folder):
            assert (title, updated) == ("Talks", moment)
            assert text.startswith("<p><strong>Correction</strong> · June 6, 2019, 2:00")
            assert TEXT in text
    assert [_article(site)[name] for name in ("dateModified", "correction")] == [
        moment,
        [{"@type": "CorrectionComment", "text": TEXT, "datePublished": moment}],
    ]
    assert _words(site, "en/index.html", "//*[@class='corrected']") == ["Corrected"]
    assert _words(site, "en/corrections/index.html", "//article/*") == [
        "Talks",
        "June 6, 2019, 2:00 PM GMT+5 Correction",
        TEXT,
    ]
    for title, updated, text in _feeds(site, "en/corrections"):
        assert (title, updated) == ("Correction: Talks", moment)
        assert TEXT in text
    maps = (site.tree()["en/2019/06/sitemap.xml"], site.tree()["en/news.xml"])
    for data in maps:
        times = etree.fromstring(data).findall(".//{*}lastmod")
        assert {"2019-06-06T09:00:00+00:00", moment} & {each.text for each in times}
    assert _words(site, "ru/corrections/index.html", "//article") == []
    assert "Исправлений пока нет." in site.tree()["ru/corrections/index.html"].decode()


def test_several_of_each_kind(site: Site) -> None:
    """Each is called what it is; the gravest marks the release, the newest leads the list."""
    update = "2019-06-07; update; The list of guests is complete."
    clear = "2019-06-08 09:30; Clarification; Of the guests, not the hosts; as agreed."
    _correct(site, update)
    site.built()
    assert _words(site, "en/index.html", "//*[@class='corrected']") == ["Updated"]
    assert "Clarifications and updates" in site.tree()[PAGE].decode()
    _correct(site, update, LONG, clear)
    site.built()
    assert _words(site, "en/index.html", "//*[@class='corrected']") == ["Corrected"]
    assert _words(site, "en/corrections/index.html", "//article/p[2]") == [
        "Of the guests, not the hosts; as agreed.",
        "The list of guests is complete.",
        TEXT,
    ]
    assert _article(site)["dateModified"] == "2019-06-08T09:30:00+00:00"
    assert [each.get("genre") for each in _article(site)["correction"]] == [
        *("update", None, "clarification"),
    ]
    assert differences(site.clean_tree(), site.tree()) == []
    ids = [each["id"] for each in json.loads(site.tree()["en/corrections/feed.json"])["items"]]
    assert len(set(ids)) == 3


def test_the_short_form_is_as_it_was(site: Site) -> None:
    """A day and a sentence, a semicolon in it too; it moves the day in feeds."""
    _correct(site, "2019-06-06 It was six; not seven.")
    site.built()
    assert _words(site, PAGE, "//*[@class='notice']//p[1]") == [
        "June 6, 2019 It was six; not seven."
    ]
    assert _feeds(site, "en")[0][1] == "2019-06-06T00:00:00+00:00"


def test_a_later_modified_stands(site: Site) -> None:
    """A correction before it does not move the release back."""
    _correct(site, LONG, Modified="2019-06-09 10:00")
    site.built()
    assert _feeds(site, "en")[0][1] == "2019-06-09T10:00:00+00:00"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "2019-06-06 14:00; corection; Six.",
            'got "2019-06-06 14:00; corection; Six."; did you mean "correction"?',
        ),
        ("2019-06-06; erratum; Six.", "must be of a kind: correction, clarification, update"),
        ("2019-06-06; update;", "must say what was changed"),
        ("2019-06-06;", "must say what was changed"),
        ("2019-02-30; update; Six.", "must be an ISO 8601 date"),
        ("06.06.2019; update; Six.", "must be an ISO 8601 date"),
    ],
)
def test_what_is_written_otherwise_is_an_error(site: Site, written: str, told: str) -> None:
    """With the line, and the likely fix."""
    before = site.tree()
    _correct(site, written)
    result = site.build()
    assert result.status == 1
    assert "talks.en.md:2: Correction must " in result.err
    assert told in result.err
    assert site.tree() == before


def test_a_withdrawal_stands_in_the_list(site: Site) -> None:
    """With its reason, and nothing of what was corrected before."""
    _correct(site, LONG, Withdrawn="2019-06-10 Issued too early.")
    site.built()
    assert _words(site, "en/corrections/index.html", "//article/*") == [
        *("Talks", "June 10, 2019 Withdrawn", "Issued too early."),
    ]
    assert not any(TEXT.encode() in data for data in site.tree().values())
    assert differences(site.clean_tree(), site.tree()) == []


@pytest.mark.parametrize("header", [{"Status": "draft"}, {"Embargo": "2031-01-01 10:00Z"}])
def test_what_is_held_back_is_not_in_the_list(site: Site, header: dict[str, str]) -> None:
    """The gate would stop it; nothing comes that far."""
    before = site.tree()
    site.release("held.en", "A secret.", Title=f"Held\nCorrection: {LONG}", **header)
    site.built()
    assert differences(before, site.tree()) == []


DAY = "2019-06-05; correction; It is six."
ON_THE_DAY: dict[str, tuple[dict[str, str], tuple[str, ...], str]] = {
    "a day alone": ({}, (DAY,), "2019-06-05T10:00:01+00:00"),
    "two of a day": ({}, (DAY, "2019-06-05; update; Seven."), "2019-06-05T10:00:02+00:00"),
    "at midnight": ({"Date": "2019-06-05"}, (DAY,), "2019-06-05T00:00:01+00:00"),
    "the next day": ({}, ("2019-06-06 Six.",), "2019-06-06T00:00:00+00:00"),
    "an offset": ({"Date": "2019-06-05 22:00-10:00"}, (DAY,), "2019-06-05T22:00:01-10:00"),
    "after one with a time": (
        *({}, (DAY, "2019-06-05 14:00; update; Seven.")),
        "2019-06-05T14:00:01+00:00",
    ),
    "a time elsewhere": (
        *({"Date": "2019-06-05 01:00+05:00"}, ("2019-06-04 21:00Z; update; Six.",)),
        "2019-06-04T21:00:00+00:00",
    ),
    "beside Modified": ({"Modified": "2019-06-05 12:00"}, (DAY,), "2019-06-05T12:00:01+00:00"),
    "before Modified": ({"Modified": "2019-06-07"}, (DAY,), "2019-06-07T00:00:00+00:00"),
}


def test_a_correction_on_the_day_of_release_moves_all(site: Site) -> None:
    """A day without a time is a second after what was known of that day, never before it."""
    for headers, corrections, moment in ON_THE_DAY.values():
        _correct(site, *corrections, **headers)
        site.built()
        known = {updated for _, updated, _ in _feeds(site, "en/tags/g7")}
        assert (known, _article(site)["dateModified"]) == ({moment}, moment), (headers, corrections)
    _correct(site, DAY, "2019-06-05; update; Seven.")
    site.built()
    told = {updated for _, updated, _ in _feeds(site, "en/corrections")}
    assert told == {"2019-06-05T10:00:02+00:00"}
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_correction_with_a_time_is_not_before_the_release(site: Site) -> None:
    """On its day, too."""
    _correct(site, "2019-06-05 09:00; update; Six.")
    result = site.build()
    assert result.status == 1
    rule = "Correction must not be before Date, 2019-06-05 10:00+00:00, got 2019-06-05 09:00+00:00"
    assert f"talks.en.md:4: {rule}" in result.err or rule in result.err, result.err
