"""Promise 3, as far as it goes without publishing: what is held back leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pictures.samples import picture
from tests.sites import Site, differences

NAME = "Xanadu"

HELD_BACK = {
    "draft": {"Status": "draft"},
    "future": {"Date": "2031-01-01 10:00", "Embargo": "2031-01-01 10:00Z"},
    "embargo": {"Embargo": "2031-01-01 10:00 Asia/Almaty"},
}


def hold(site: Site, **headers: str) -> None:
    """Write a release that names the secret everywhere, with a translation and a file."""
    site.write("content/xanadu.pdf", f"{NAME} plan")
    site.write("content/xanadu.jpg", picture())
    values = {
        "Title": f"{NAME} summit",
        "Tags": f"{NAME} talks",
        "Place": NAME,
        "People": f"Envoy of {NAME}",
        "Authors": f"{NAME} desk",
        "Attachments": f"xanadu.pdf | The {NAME} plan",
        "Image": f"xanadu.jpg | {NAME} from the air",
        "Aliases": "/en/xanadu/",
    }
    site.release("xanadu-summit.en", f"In {NAME} they met.", **(values | headers))


def mentions(site: Site) -> list[str]:
    """Return the outputs whose path or bytes name the secret."""
    word = NAME.lower().encode()
    return [
        path
        for path, data in site.tree().items()
        if word in data.lower() or NAME.lower() in path.lower()
    ]


@pytest.mark.parametrize("way", sorted(HELD_BACK))
def test_what_is_held_back_leaves_no_byte(tmp_path: Path, way: str) -> None:
    """No page, listing, term, feed, sitemap, redirect, neighbour or attachment names it."""
    site = Site(tmp_path / "site")
    for number in range(3):
        site.release(f"note-{number}.en", Date=f"2019-06-0{number + 1}")
    site.built()
    before = site.tree()
    hold(site, **HELD_BACK[way])
    site.built()
    assert differences(before, site.tree()) == []
    assert mentions(site) == []


@pytest.mark.parametrize("way", sorted(HELD_BACK))
def test_what_was_public_and_is_held_back_is_gone(tmp_path: Path, way: str) -> None:
    """Taken back by mistake or not, nothing of it stays in the output."""
    site = Site(tmp_path / "site")
    site.release("note.en")
    site.built()
    before = site.tree()
    hold(site)
    site.built()
    assert mentions(site) != []
    hold(site, **HELD_BACK[way])
    site.built()
    assert differences(before, site.tree()) == []


def test_its_time_comes_without_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first build after its moment publishes it, and a build before it does not."""
    site = Site(tmp_path / "site")
    site.release("note.en")
    hold(site, Date="2020-01-01 10:00", Embargo="2020-01-01 10:00Z")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577872799")
    site.built()
    assert mentions(site) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577872800")
    site.built()
    assert "en/2020/01/01/xanadu-summit/xanadu.pdf" in mentions(site)
    assert "en/2020/01/01/xanadu-summit/sizes/xanadu-480.webp" in mentions(site)
    assert differences(site.clean_tree(), site.tree()) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577872799")
    site.built()
    assert mentions(site) == []


def test_a_public_text_does_not_link_to_a_secret_one(tmp_path: Path) -> None:
    """A link to what is not public is an error where it stands, and says nothing in the output."""
    site = Site(tmp_path / "site")
    hold(site, Status="draft")
    site.release("note.en", "Text.\n\nSee [this]({filename}xanadu-summit.en.md).")
    result = site.build()
    assert result.status == 1
    assert "note.en.md:7: a public text must link to public texts only" in result.err
    assert not site.output.exists()


def test_without_our_plugin_nothing_is_built(tmp_path: Path) -> None:
    """Pelican's own generators, which publish drafts, never run under our class."""
    site = Site(tmp_path / "site")
    hold(site, Status="draft")
    result = site.build(PLUGINS=[])
    assert result.status == 1
    assert 'PLUGINS must name "communique", got []' in result.err
    assert not site.output.exists()


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("media/xanadu-summit.en", {}),
        ("releases/xanadu-summit.en", {"STATIC_PATHS": ["releases"]}),
        ("xanadu-summit.en", {"EXTRA_PATH_METADATA": {"xanadu-summit.en.md": {"path": "a.md"}}}),
    ],
)
def test_a_source_is_not_published_as_it_is(
    tmp_path: Path, name: str, settings: dict[str, Any]
) -> None:
    """Saved in the wrong folder, or with a setting that Pelican takes otherwise."""
    site = Site(tmp_path / "site")
    site.release("note.en")
    site.built()
    before = site.tree()
    site.release(name, f"In {NAME} they met.", Status="draft")
    result = site.build(**settings)
    assert result.status == 1
    assert result.err.startswith(f"{name}.md: a static file must not be Markdown, got what may be")
    assert before == site.tree()


NAMES = {
    "draft": [
        *("Status", "STATUS", "status", "Ｓｔａｔｕｓ", "\u0405tatus", "St\u00adatus", "Stauts"),
        *("Статус", "Statut", "状态"),
    ],
    "2031-01-01 10:00": [
        "Embargo",
        "EMBARGO",
        "embargo",
        "Ｅｍｂａｒｇｏ",
        "Emb\u200bargo",
        "Embago",
    ],
    "true": ["Draft", "draft", "Private"],
}
"""How a header is written that should hold a release back, by its value."""

SIGNS = [":", ": ", " : ", "\t: ", "：", " ： ", ":\t", ":\u00a0"]
BEFORE = ["", " ", "\t", "    ", "\u00a0", "\u200b", "\ufeff", "> ", "- ", "**", "# ", "<!-- ", "'"]
PARTED = [
    "\n",
    "\n\n\n",
    "\t\n",
    "\u00a0\n",
    "\u2028\n",
    "\u0085\n",
    "\n---\n",
    "\n```\n",
    "\x0c\n",
]
HEAD = f"Title: {NAME} summit\nDate: 2019-06-05\nCategory: Statements"
TEXT = f"In {NAME} they met."
PLACES = [
    "{line}\n{head}\n\n{text}\n",
    "{first}\n{line}\n{rest}\n\n{text}\n",
    "{head}\n{line}\n\n{text}\n",
    "{head}\n{line}\n{text}\n",
    "{head}\n{parted}{line}\n\n{text}\n",
    "{head}\n{parted}{line}\n{text}\n",
    "{head}\n{parted}{text}\n\n{line}\n",
    "{head}\n{parted}{text}\n{line}\n",
    "{head}\n{parted}One.\n\n<!--\n{line}\n-->\n\n{text}\n",
    "{first}\u2028{line}\n{rest}\n\n{text}\n",
    "{first}\u0085{line}\n{rest}\n\n{text}\n",
    "{first}\r{line}\r{rest}\r\r{text}\r",
    "---\n{head}\n{line}\n---\n\n{text}\n",
]
"""Where such a line is put: among the headers, below them, within the text, in a value."""


@st.composite
def sources(draw: st.DrawFn) -> str:
    """Draw the source of a release that somebody meant to hold back."""
    value = draw(st.sampled_from(sorted(NAMES)))
    name, sign = draw(st.sampled_from(NAMES[value])), draw(st.sampled_from(SIGNS))
    line = f"{draw(st.sampled_from(BEFORE))}{name}{sign}{value}"
    first, rest = HEAD.split("\n", 1)
    parts = {"line": line, "head": HEAD, "first": first, "rest": rest, "text": TEXT}
    place = draw(st.sampled_from(PLACES))
    return place.format(**parts, parted=draw(st.sampled_from(PARTED)))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A newsroom with one release that has no secret."""
    site = Site(tmp_path_factory.mktemp("office") / "site")
    site.release("note.en")
    site.built()
    return site


@settings(max_examples=150, deadline=None)
@given(source=sources())
def test_whoever_means_to_hold_back_holds_back(office: Site, source: str) -> None:
    """However the header is written and wherever: it is read, or the build refuses the text."""
    office.write("content/xanadu-summit.en.md", source)
    result = office.build()
    assert mentions(office) == [], source
    assert result.status == 0 or "xanadu-summit.en.md:" in result.err
    assert "Traceback" not in result.err
