"""Promise 5: an address stays, or leads on, or says why it went; editors are told in time."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from unidecode import unidecode

from communique.engine import fingerprints
from communique.sources import file_names
from tests.sites import Site, differences


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site of three releases, built."""
    site = Site(tmp_path / "site")
    for number in range(3):
        site.release(f"note-{number}.en", Title=f"Note {number}", Date=f"2019-06-0{number + 1}")
    site.built()
    return site


def test_a_renamed_release_is_warned_of_with_the_lines_to_add(site: Site) -> None:
    """The warning gives the Aliases, which keeps its address and its id."""
    site.delete("content/note-1.en.md")
    site.release("better-name.en", Title="Note 1", Date="2019-06-02")
    warned = site.built().err
    assert "better-name.en.md: warning: a published address must stay" in warned
    assert "add Aliases: /en/2019/06/02/note-1/" in warned
    assert "Id" not in warned


def test_addresses_by_another_table_are_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a new version writes a language otherwise, with the lines that keep all as it was."""
    texts = {"ko": "신라-국립", "he": "שלום", "uk": "голосувати", "ja": "東京"}
    changed = {
        "ko": ("sinra-gugrib", "silla-gungnip"),
        "he": ("shlvm", "shlom"),
        "uk": ("golosuvati", "holosuvaty"),
        "ja": ("dong-jing", "tokyo"),
    }
    site = Site(tmp_path / "site", LANGUAGES=("en", *texts))
    for lang, name in texts.items():
        site.release(f"{name}.{lang}", Title=lang)
    site.release("sound.ko", Title="another", Slug="sound")
    with monkeypatch.context() as before:
        before.setattr(fingerprints, "code", lambda: "before")
        before.setattr(file_names, "slugify", lambda text, _lang: _letter_by_letter(text))
        site.built()
    warned = site.built().err
    for lang, (former, present) in changed.items():
        told = [line for line in warned.splitlines() if line.startswith(f"{texts[lang]}.{lang}.md")]
        assert any(f"add Aliases: /{lang}/2019/06/05/{former}/" in line for line in told), told
        assert f"{lang}/2019/06/05/{present}/index.html" in site.tree()
    assert "sound.ko.md" not in warned
    assert site.tree() == site.clean_tree()


def _letter_by_letter(text: str) -> str:
    """Return the address that a name had from Unidecode alone."""
    return "-".join(unidecode(text).lower().replace("-", " ").split())


MOVES: dict[str, dict[str, str]] = {
    "title": {"Title": "Note of Tuesday"},
    "slug": {"Slug": "talks"},
    "date": {"Date": "2019-06-01 09:00"},
    "file": {},
    "all at once": {"Title": "Talks", "Slug": "long-talks", "Date": "2019-06-20"},
    "Id": {"Id": "2019-06-02-note-1"},
}
"""What becomes of a release, one step after the other; last, its Id is spelt out."""


def _known(site: Site) -> dict[str, list[str]]:
    """Return the ids of releases by each feed, calendar and file of data that has some."""
    found = {path: re.findall(rb":(\d{4}-[^/]+/en)\b", data) for path, data in site.tree().items()}
    ends = (".xml", ".json", ".ics", ".jsonl")
    texts = {path: sorted({*ids}) for path, ids in found.items() if ids and path.endswith(ends)}
    return {path: [each.decode() for each in ids] for path, ids in texts.items()}


def test_an_id_stays_whatever_becomes_of_a_release(tmp_path: Path) -> None:
    """A former address in Aliases keeps the id too: clients see one release, and it changed.

    The sources say so, and no cache: what a build from nothing leaves is the same.
    """
    site = Site(tmp_path / "site", TAG_AUTHORITY="newsroom.example", DATA=True)
    told = {"Title": "Note 1", "Date": "2019-06-02", "Starts": "2019-07-01 10:00 UTC"}
    site.release("note-1.en", **told)
    site.release("note-2.en", Date="2019-06-03")
    site.built()
    first, name, addresses = _known(site), "note-1", ["en/2019/06/02/note-1/"]
    assert first["en/atom.xml"] == ["2019-06-02-note-1/en", "2019-06-03-note-2/en"]
    assert {"en/calendar.ics", "data/2019.jsonl", "en/feed.json", "en/rss.xml"} <= first.keys()
    for step, change in MOVES.items():
        told |= {"Aliases": "; ".join(f"/{each}" for each in addresses[:-1])} | change
        site.delete(f"content/{name}.en.md")
        name = "moved/text" if step == "file" else name
        day = told["Date"][:10].replace("-", "/")
        address = f"en/{day}/{told.get('Slug', 'note-1')}/"
        if address != addresses[-1]:
            told["Aliases"] = "; ".join(f"/{each}" for each in addresses)
            addresses.append(address)
        site.release(f"{name}.en", **told)
        said = site.built(SITEURL=f"https://{step.replace(' ', '')}.example").err
        assert "warning" not in said
        known = _known(site)
        assert {path: known[path] for path in first if path in known} == first
        assert (site.output / address / "index.html").is_file()
    assert differences(site.clean_tree(SITEURL="https://Id.example"), site.tree()) == []


OTHERS = {
    "of another language": "/ru/2018/01/02/note/",
    "of no release": "/en/2018/note/; /node/12",
    "of none at all": "",
}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_no_other_alias_is_an_id(site: Site, name: str) -> None:
    """Only the address of a release, in its own language."""
    site.release("note-1.en", Title="Note 1", Date="2019-06-02", Aliases=OTHERS[name])
    assert site.built().err == ""
    assert ":2019-06-02-note-1/en<" in site.tree()["en/atom.xml"].decode()


def test_an_alias_that_changes_an_id_is_warned_of(site: Site) -> None:
    """As of a text that was merged into it, or of a newer address before the oldest."""
    told = {"Title": "Note 1", "Date": "2019-06-02", "Tags": "Climate"}
    site.release("note-1.en", **told)
    site.built()
    told["Aliases"] = "/en/2018/01/02/other/"
    site.release("note-1.en", **told)
    said = site.built().err
    assert "a published Id must stay, got 2018-01-02-other in place of 2019-06-02-note-1" in said
    assert "add Id: 2019-06-02-note-1" in said
    assert b":2018-01-02-other/en<" in site.tree()["en/atom.xml"]
    assert differences(site.clean_tree(), site.tree()) == []
    site.release("note-1.en", **told, Id="2019-06-02-note-1")
    site.built()
    assert b":2019-06-02-note-1/en<" in site.tree()["en/atom.xml"]


def test_a_deleted_release_is_warned_of(site: Site) -> None:
    """Deleting is told apart from withdrawing."""
    site.delete("content/note-1.en.md")
    assert "note-1.en.md: warning: a published address must stay, found no" in site.built().err


def test_a_withdrawn_release_keeps_its_address_and_says_so(site: Site) -> None:
    """It gives the day and the reason, not the text; only corrections and feeds lead there."""
    site.release(
        "note-1.en",
        "The text that was wrong.",
        Title="Note 1",
        Date="2019-06-02",
        Withdrawn="2019-07-01 Sent in error.",
    )
    assert site.built().err == ""
    tree = site.tree()
    page = tree["en/2019/06/02/note-1/index.html"].decode()
    assert "Sent in error." in page
    assert "The text that was wrong" not in page
    showing = [path for path, data in tree.items() if b"note-1/" in data and "note-1" not in path]
    feeds = ("atom.xml", "feed.json", "rss.xml")
    told = [f"en/{folder}{name}" for folder in ("", "kinds/statements/") for name in feeds]
    listed = [f"en/corrections/{name}" for name in (*feeds, "index.html")]
    assert sorted(showing) == sorted([*told, *listed])
    assert not [path for path, data in tree.items() if b"The text that was wrong" in data]


def test_pages_of_a_listing_never_move(tmp_path: Path) -> None:
    """Page 1 keeps its bytes while the archive grows, except the link to page 2 once."""
    site = Site(tmp_path / "site", DEFAULT_PAGINATION=2)
    seen: dict[str, set[bytes]] = {}
    for number in range(12):
        site.release(f"note-{number:02}.en", Date=f"2019-06-{number + 1:02}", Tags="G7")
        site.built()
        for path, data in site.tree().items():
            if "/tags/g7/page/" in path:
                seen.setdefault(path, set()).add(data)
    assert sorted(seen) == [f"en/tags/g7/page/{number}/index.html" for number in range(1, 6)]
    assert {path: len(versions) for path, versions in seen.items()} == {
        **{f"en/tags/g7/page/{number}/index.html": 2 for number in range(1, 5)},
        "en/tags/g7/page/5/index.html": 1,
    }


def _newsroom(tmp_path: Path) -> Site:
    """A site with a page, files, a known tag, a new one, and a former address."""
    site = Site(tmp_path / "site")
    site.write("content/pages/about.en.md", "Title: About\nAliases: /old/\n\nWords.\n")
    for name in ("a", "b", "c"):
        site.write(f"content/media/{name}.txt", name)
    site.write("content/paper.pdf", "A document")
    site.release("first.en", Tags="climate; ports", Attachments="paper.pdf", Title="First")
    site.release("second.en", Title="Second")
    site.built()
    return site


def _page_goes(site: Site) -> str:
    site.delete("content/pages/about.en.md")
    return "pages/about.en.md: warning: a published address must stay, found no /en/about/;"


def _page_is_a_draft(site: Site) -> str:
    site.write("content/pages/about.en.md", "Title: About\nStatus: draft\n\nWords.\n")
    return "pages/about.en.md: warning: a published address must stay, found no /en/about/;"


def _page_moves(site: Site) -> str:
    site.write("content/pages/about.en.md", "Title: About\nSlug: us\nAliases: /old/\n\nWords.\n")
    return "pages/about.en.md: warning: a published address must stay, found no /en/about/;"


def _alias_goes(site: Site) -> str:
    site.write("content/pages/about.en.md", "Title: About\n\nWords.\n")
    return "pages/about.en.md: warning: a published address must stay, found no /old/;"


def _files_go(site: Site) -> str:
    for name in ("a", "b", "c"):
        site.delete(f"content/media/{name}.txt")
    return "media/a.txt: warning: a published address must stay, found no /media/a.txt and 2 more"


def _attachment_goes(site: Site) -> str:
    site.release("first.en", Tags="climate; ports", Title="First")
    address = "/en/2019/06/05/first/paper.pdf"
    return f"first.en.md: warning: a published address must stay, found no {address};"


def _tag_goes(site: Site) -> str:
    site.release("first.en", Tags="climate", Title="First", Attachments="paper.pdf")
    return "first.en.md: warning: a published address must stay, found no /en/tags/ports/ and 3"


def _slug_changes(site: Site) -> str:
    site.write("vocabulary/tags.toml", '[warming]\nen = "Climate"\n')
    return "first.en.md: warning: a published address must stay, found no /en/tags/climate/ and"


def _release_goes(site: Site) -> str:
    site.delete("content/first.en.md")
    return "first.en.md: warning: a published address must stay, found no /en/tags/ports/ and 7"


GOING = [
    _page_goes,
    _page_is_a_draft,
    _page_moves,
    _alias_goes,
    _files_go,
    _attachment_goes,
    _tag_goes,
    _slug_changes,
    _release_goes,
]


@pytest.mark.parametrize("going", GOING, ids=lambda each: each.__name__.strip("_"))
@pytest.mark.parametrize("whole", [False, True])
def test_every_address_that_goes_is_warned_of(
    tmp_path: Path, going: Callable[[Site], str], *, whole: bool
) -> None:
    """Once for a page, a file, a term with its feeds; also where all is made again."""
    site = _newsroom(tmp_path)
    expected = going(site)
    settings = {"DEFAULT_PAGINATION": 7} if whole else {}
    told = site.built(**settings).err
    assert [line for line in told.splitlines() if line.startswith(expected)], told
    kept = [line for line in told.splitlines() if "published address" in line]
    # With a page its former address goes, with a release its terms.
    also = going in (_page_goes, _page_is_a_draft, _release_goes)
    assert len(kept) == (2 if also else 1), told
    assert "published address" not in site.built(**settings).err


def test_what_leads_on_or_was_withdrawn_is_not_warned_of(tmp_path: Path) -> None:
    """An address that Aliases or REDIRECTS speak of, and the terms of a withdrawn release."""
    site = _newsroom(tmp_path)
    site.write(
        "content/pages/about.en.md", "Title: A\nSlug: us\nAliases: /old/; /en/about/\n\nW.\n"
    )
    site.write("moved.csv", "/media/a.txt,/en/us/\n/media/b.txt,\n")
    for name in ("a", "b"):
        site.delete(f"content/media/{name}.txt")
    site.release("first.en", Tags="climate; ports", Title="First", Withdrawn="2019-06-06 Untrue.")
    assert site.built(REDIRECTS=str(site.root / "moved.csv")).err == ""
