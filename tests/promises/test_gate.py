"""The gate: what waits for its time is found in whatever was staged, and nothing else is refused.

Each barrier is switched off in turn: another one keeps the secret. Those are, in the order of a
build: storing (``engine.storing`` hands on what is visible), the catalogue's views
(outputs are made from ``public_release`` and ``public_page`` alone), and the gate.
"""

from __future__ import annotations

import gzip
import io
import json
import pickle
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

from communique.catalogue import releases
from communique.engine import build, examination, gate, storing
from communique.engine.contents import contents_of
from communique.engine.output_changes import Findings
from communique.engine.trace_search import TraceSearch
from communique.model.visibility import State, Visibility
from communique.text.directions import isolate
from tests.pictures.samples import picture
from tests.sites import Result, Site, differences

PLAN = "The minister of Xanadu will hand over the northern harbour on Friday and leave the union."
EMBARGO = "2031-01-01 10:00Z"
RULE = "the site must contain nothing that is held back, found "


def _site(tmp_path: Path) -> Site:
    """A site with public releases and one under embargo, in two languages, with its own terms."""
    site = Site(tmp_path / "site")
    for number in range(1, 4):
        site.release(f"note-{number}.en", Date=f"2019-06-0{number}", Tags="G7")
    site.release("note-1.ru", "Текст одного предложения.")
    site.built()
    _hold(site)
    return site


def _hold(site: Site, embargo: str = EMBARGO) -> None:
    site.write("content/handover.pdf", b"%PDF-1.4 the terms of Xanadu")
    site.write("content/harbour.jpg", picture())
    headers = {"Title": "Harbour of Xanadu handed over", "Embargo": embargo}
    headers |= {"Tags": "G7; Xanadu talks", "People": "Envoy Xan Adu"}
    headers |= {"Image": "harbour.jpg | The harbour", "Attachments": "handover.pdf | The terms"}
    site.release("handover.en", PLAN, **headers)
    headers = {"Title": "Гавань Занаду передана", "Embargo": embargo}
    site.release("handover.ru", "Министр Занаду передаст северную гавань в пятницу.", **headers)


def _refused(site: Site, result: Result, before: dict[str, bytes]) -> list[str]:
    """Return what the gate said of a build that it stopped; the output is as it was."""
    assert result.status == 1, result.out
    assert site.tree() == before
    assert result.err.endswith("the output is as it was\n")
    lines = [line for line in result.err.splitlines()[:-1] if ": warning: " not in line]
    assert [line for line in lines if RULE not in line] == []
    return lines


def _everything_is_public(*_: Any) -> Visibility:
    return Visibility(State.PUBLISHED)


def test_with_all_barriers_nothing_is_said(tmp_path: Path) -> None:
    """The gate has nothing to do, and what is built is as if there were no secret."""
    site = _site(tmp_path)
    before = site.tree()
    site.built()
    assert differences(before, site.tree()) == []
    assert differences(before, site.clean_tree()) == []


@pytest.mark.parametrize("way", ["edited", "from nothing", "moved forward"])
def test_without_the_others_the_gate_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Entering and the views take everything for public: each place is named, and why."""
    site = _site(tmp_path)
    if way == "moved forward":
        _hold(site, "2019-06-05 10:00Z")
        site.built()
        _hold(site)
    before = site.tree()
    monkeypatch.setattr(gate, "MOST", 1000)
    _switch_off_storing(monkeypatch)
    _switch_off_views(monkeypatch)
    settings = {"LOAD_CONTENT_CACHE": False} if way == "from nothing" else {}
    said = "\n".join(_refused(site, site.build(**settings), before))
    page = "en/2019/06/05/handover/index.html"
    for path in (page, "en/index.html", "en/atom.xml", "en/feed.json", "ru/rss.xml", "sitemap"):
        assert path in said
    assert f'{page}: {RULE}the title of handover.en.md: "Harbour of Xanadu handed over"' in said
    assert f"{page}: {RULE}words of handover.en.md" in said
    assert "the file of handover.en.md" in said
    assert "a term of handover.en.md" in said
    monkeypatch.undo()
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []
    assert not any(b"Xanadu" in data for data in site.tree().values())


def _switch_off_storing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let storing take everything for public: it hands on all, and lists it."""
    for module in (storing, releases):
        monkeypatch.setattr(module, "visibility", _everything_is_public)
    monkeypatch.setattr(storing, "flip_visibility", lambda *_, **__: [])


def _switch_off_views(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the catalogue's public views see everything."""

    def open_views(db: sqlite3.Connection, _now: datetime) -> None:
        for view, table in (("release", "release"), ("amended", "release"), ("page", "page")):
            # A temporary view stands before the catalogue's own, in this build alone.
            db.execute(f"CREATE TEMP VIEW public_{view} AS SELECT * FROM main.{table}")  # noqa: S608

    monkeypatch.setattr(build, "set_moment", open_views)


def _switch_off_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "check_gate", lambda *_: None)


SWITCHES = {
    "storing": _switch_off_storing,
    "views": _switch_off_views,
    "gate": _switch_off_gate,
}
ANEW = {"LOAD_CONTENT_CACHE": False}


@pytest.mark.parametrize("settings", [{}, ANEW], ids=["edited", "from nothing"])
@pytest.mark.parametrize("off", sorted(SWITCHES))
def test_without_one_barrier_another_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: str, settings: dict[str, bool]
) -> None:
    """The build is as if there were no secret, or it is stopped: nothing of it is in the output."""
    site = _site(tmp_path)
    before = site.tree()
    SWITCHES[off](monkeypatch)
    result = site.build(**settings)
    assert differences(before, site.tree()) == []
    assert result.status == 0 or RULE in result.err


@pytest.mark.parametrize(
    ("off", "pages"),
    [("views gate", True), ("storing gate", False), ("storing views gate", True)],
)
def test_each_barrier_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: str, *, pages: bool
) -> None:
    """The switches of these tests do switch off; and what the views alone keep is the text."""
    site = _site(tmp_path)
    for name in off.split():
        SWITCHES[name](monkeypatch)
    site.built(**ANEW)
    tree = site.tree()
    assert ("en/2019/06/05/handover/index.html" in tree) is pages
    assert any(PLAN.encode() in data for data in tree.values()) is pages


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        parted = PLAN.replace(" hand over ", "</t></r> <r><t>hand over ")
        archive.writestr("word/document.xml", f"<w><r><t>{parted}</t></r></w>")
    return file.getvalue()


def _pdf() -> bytes:
    file, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(10, 10)
    writer.add_metadata({"/Title": "Harbour of Xanadu handed over"})
    writer.compress_identical_objects()
    writer.write(file)
    return file.getvalue()


def _png(packed: bool) -> bytes:  # noqa: FBT001
    file, info = io.BytesIO(), PngInfo()
    info.add_text("Comment", PLAN, zip=packed)
    Image.new("RGB", (2, 2)).save(file, "PNG", pnginfo=info)
    return file.getvalue()


PLACES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a page of another program": ("old.html", f"<p>{PLAN}</p>".encode),
    "text in upper folders": ("handover/2031.txt", PLAN.encode),
    "script": ("a.js", f'say("{PLAN}")'.encode),
    "gzip": ("a.json.gz", lambda: gzip.compress(PLAN.encode())),
    "brotli": ("a.json.br", lambda: brotli.compress(PLAN.encode())),
    "document": ("a.pdf", _pdf),
    "office": ("a.docx", _zip),
    "another name for its file": ("b.pdf", lambda: b"%PDF-1.4 the terms of Xanadu"),
    "an excerpt": ("a.txt", lambda: " ".join(PLAN.split()[2:14]).encode()),
    "title in Russian, as ASCII": (
        "a.json",
        lambda: '"Гавань Занаду передана"'.encode("ascii", "backslashreplace"),
    ),
    "a name": ("a.html", lambda: b"<li>Envoy Xan Adu</li>"),
    "an address": ("a.css", lambda: b"url(/en/2019/06/05/handover/harbour.jpg)"),
    "an address of a term": ("a.xml", lambda: b"<a>/en/tags/xanadu-talks/</a>"),
}


def test_a_static_file_that_tells_is_found(tmp_path: Path) -> None:
    """Whatever its form; the build says where, and whose secret it is."""
    site = _site(tmp_path)
    before = site.tree()
    for name, (path, make) in PLACES.items():
        file = site.write(f"content/media/{path}", make())
        lines = _refused(site, site.build(), before)
        assert all(line.startswith(f"media/{path}: ") for line in lines), name
        assert any(" of handover." in line for line in lines), name
        file.unlink()


FILLER = "Words of no secret. " * 100
"""More than what is searched beside what changed."""

KEPT: dict[str, Callable[[], bytes]] = {
    "terms.pdf": lambda: b"%PDF-1.4 the terms of Xanadu",
    "a.txt": PLAN.encode,
    "a.csv": f'1;"{PLAN}"'.encode,
    "title.pdf": _pdf,
    "a.docx": _zip,
    "notepad.txt": lambda: PLAN.encode("utf-16"),
}
"""Files that are published as they are, and say what a text says that is written later."""


@pytest.mark.parametrize("status", ["Embargo", "draft", "edited"])
def test_what_was_there_before_is_found(tmp_path: Path, status: str) -> None:
    """By an edit as from nothing: a static file has long been what is now a secret."""
    site = Site(tmp_path / "site")
    site.release("note.en")
    if status == "edited":
        site.release("handover.en", "Another plan.", Title="Another title", Status="draft")
    for name, make in KEPT.items():
        site.write(f"content/media/{name}", make())
    site.write("content/media/emblem.jpg", picture())
    site.built()
    before = site.tree()
    _hold(site)
    kept = {*KEPT}
    if status != "Embargo":
        site.release("handover.en", PLAN, Status="draft", Attachments="handover.pdf | The terms")
        kept.remove("title.pdf")
    for cached in (True, False, True):
        lines = _refused(site, site.build(LOAD_CONTENT_CACHE=cached), before)
        assert {line.partition(":")[0] for line in lines} == {f"media/{name}" for name in kept}
    for name in kept:
        site.delete(f"content/media/{name}")
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


def test_what_is_as_before_is_searched_for_a_new_secret(tmp_path: Path) -> None:
    """The end of a file is another; its beginning has words of a text that did not wait before."""
    site = _site(tmp_path)
    words = "The prime minister of Erewhon has decided to resign."
    site.write("content/media/a.txt", f"{words}\n{FILLER}\n")
    site.built()
    for end, status in (("An end.", 0), ("Another end.", 0), ("The end.", 1)):
        if status:
            site.release("resigns.en", words, Embargo=EMBARGO)
        before = site.tree()
        site.write("content/media/a.txt", f"{words}\n{FILLER}\n{end}")
        result = site.build()
        assert result.status == status, result.err
        if status:
            lines = _refused(site, result, before)
            assert [line for line in lines if line.startswith("media/a.txt: ")]


def test_what_somebody_put_into_the_output_is_not_taken_as_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the words of a secret as the new bytes have; the gate believes neither."""
    site = _site(tmp_path)
    site.write("content/media/a.txt", "Nothing.\n")
    site.built()
    monkeypatch.setattr(examination, "examine", lambda *_: Findings())
    (site.output / "media/a.txt").write_text(f"{PLAN}\n{FILLER}\n")
    site.write("content/media/a.txt", f"{PLAN}\n{FILLER}\nAn end.\n")
    result = site.build()
    assert result.status == 1
    assert f"media/a.txt: {RULE}" in result.err


NEEDLES = [b"ab a", b"b ba", b"bb", b"aab b a"]


@given(
    *(st.text("ab ", max_size=12).map(str.encode) for _ in range(4)),
    st.sampled_from([2, 14]),
)
def test_what_is_as_before_hides_nothing(
    beginning: bytes, old: bytes, new: bytes, end: bytes, length: int
) -> None:
    """Each needle is found that the bytes before had not, wherever the two differ."""
    before, data = beginning + old + end, beginning + new + end
    search = pickle.loads(pickle.dumps(TraceSearch(NEEDLES, frozenset({2}), (), length)))  # noqa: S301
    found, had = search.look("a.html", data), search.look("a.html", before)
    after = search.look("a.html", data, before)
    missing = {*(found.needles if found else ())} - {*(after.needles if after else ())}
    assert missing <= {*(had.needles if had else ())}
    if had is None and before:
        assert after == found


@pytest.mark.parametrize("write", [str, escape, json.dumps], ids=["page", "feed", "JSON"])
def test_a_sentence_with_an_isolated_number_is_read(write: Callable[[str], str]) -> None:
    """A page marks the number of an Arabic text; the sentence is found all the same."""
    sentence = "call +7 (7172) 72-05-18 today"
    page = write(isolate(f'<p class="a">{sentence}</p>', "ar"))
    assert sentence not in page
    assert any(sentence.encode() in content for content in contents_of("a.html", page.encode()))


@pytest.mark.parametrize("packed", [True, False])
def test_a_picture_s_comment_is_read(packed: bool) -> None:  # noqa: FBT001
    """Packed or not; a build takes it out, a plugin's picture may have it."""
    assert any(PLAN.encode() in content for content in contents_of("a.png", _png(packed)))


@pytest.mark.parametrize(
    "headers",
    [
        {"Title": "Statement"},
        {"Title": "Joint statement on the harbour"},
        {"Title": "June 5, 2019"},
        {"Title": "Search this newsroom"},
        {"Tags": "Climate"},
        {"Tags": "Archive"},
        {"People": "Ana Sample"},
        {"Tags": "G8"},
        {"Summary": "A boilerplate sentence that each of our public releases ends with, by habit."},
    ],
    ids=lambda headers: " ".join(headers.values()),
)
def test_what_is_common_knowledge_stops_no_build(tmp_path: Path, headers: dict[str, str]) -> None:
    """A usual title, a word of the theme, a name that public texts have, a boilerplate text."""
    site = Site(tmp_path / "site")
    boilerplate = (
        "A boilerplate sentence that each of our public releases ends with, by habit.\n\n"
        "In the margins Ana Sample gave a Joint statement on the harbour, and spoke of climate."
    )
    site.release("note.en", boilerplate, Title="Statement", Tags="Trade")
    site.release(
        "held.en", f"{boilerplate}\n\nA secret.", **({"Title": "A plan"} | headers), Embargo=EMBARGO
    )
    site.built()
    site.release("note-2.en", boilerplate)
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_public_text_that_tells_stops_the_build(tmp_path: Path) -> None:
    """An address by hand of what is not there yet: the address is nobody's to know."""
    site = _site(tmp_path)
    before = site.tree()
    site.release("note-4.en", "See www.newsroom.example/en/2019/06/05/handover/ on Friday.")
    lines = _refused(site, site.build(), before)
    assert any(line.startswith("en/2019/06/05/note-4/index.html: ") for line in lines)


def test_a_template_that_tells_stops_the_build(tmp_path: Path) -> None:
    """And words of a draft are as secret as those of an embargo."""
    site = _site(tmp_path)
    site.release(
        "draft.en", "The prime minister of Erewhon has decided to resign tomorrow.", Status="draft"
    )
    site.built()
    before = site.tree()
    place = site.root / "theme/templates/base.html"
    words = "{{ 'The prime minister of Erewhon' }} has decided to resign</body>"
    place.write_text(place.read_text().replace("</body>", words))
    lines = _refused(site, site.build(), before)
    assert lines[0] == (
        f'404.html: {RULE}words of draft.en.md: "The prime minister of Erewhon has"; '
        "take it out of the text, template or file that says it; if none does, a plugin or this "
        "program is at fault"
    )
