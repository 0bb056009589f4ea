"""The gate finds what waits for its time in whatever was staged, and refuses nothing else."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import pickle
import zipfile
from base64 import b64encode
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

from communique.engine import examination
from communique.engine.contents import contents_of
from communique.engine.output_changes import Findings
from communique.engine.trace_search import TraceSearch
from communique.text.directions import isolate
from tests.pictures.samples import picture
from tests.promises.harbour import EMBARGO, PLAN, RULE, harbour_site, hold, refused
from tests.sites import Site, differences

PARTED = PLAN.replace(" hand over ", "</t></r> <r><t>hand over ")


def _zip(
    name: str = "word/document.xml", data: str | bytes = f"<w><r><t>{PARTED}</t></r></w>"
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def _numbered(form: str) -> bytes:
    """Return the plan with all but its spaces by number."""
    return "".join(sign if sign == " " else form.format(ord(sign)) for sign in PLAN).encode()


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
    "a title in capitals": ("a.html", lambda: b"HARBOUR OF XANADU HANDED OVER"),
    "a link that shares": ("b.html", lambda: b"?text=Harbour+of+Xanadu+handed+over&url="),
    "a letter": ("a.html", f'<a href="mailto:?body={quote(PLAN)}">'.encode),
    "a file in an address": (
        "a.html",
        lambda: b"<a href='data:text/plain;base64," + b64encode(_pdf()),
    ),
    "bzip2": ("a.tsv.bz2", lambda: bz2.compress(PLAN.encode())),
    "xz": ("a.csv.xz", lambda: lzma.compress(PLAN.encode())),
    "an address": ("a.css", lambda: b"url(/en/2019/06/05/handover/harbour.jpg)"),
    "an address of a term": ("a.xml", lambda: b"<a>/en/tags/xanadu-talks/</a>"),
}


def test_a_static_file_that_tells_is_found(tmp_path: Path) -> None:
    """Whatever its form; the build says where, and whose secret it is."""
    site = harbour_site(tmp_path)
    before = site.tree()
    for name, (path, make) in PLACES.items():
        file = site.write(f"content/media/{path}", make())
        lines = refused(site, site.build(), before)
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
    "saved-with-a-line-before.pdf": lambda: b"\n" + _pdf(),
    "a.docx": _zip,
    "notepad.txt": lambda: PLAN.encode("utf-16"),
    "no-mark.csv": lambda: PLAN.encode("utf-16-be"),
    "wide.txt": lambda: PLAN.encode("utf-32-be"),
    "mainframe.txt": lambda: PLAN.encode("cp037"),
    "russian.txt": lambda: "Министр Занаду передаст северную гавань в пятницу.".encode("koi8-r"),
    "OFFICE.TXT": lambda: "Министр Занаду передаст северную гавань в пятницу.".encode("cp1251"),
    "from-pdf.txt": lambda: PLAN.replace(" ", "\u00a0\n").encode(),
    "unicode.rtf": lambda: b"{\\rtf1 " + _numbered("\\u{}?") + b"}",
    "entities.htm": lambda: _numbered("&#{};"),
    "kit.zip": lambda: _zip("a.docx", _zip()),
    "old.doc": lambda: b"\xd0\xcf\x11\xe0" + bytes(7) + PLAN.encode("utf-16-le"),
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
    hold(site)
    kept = {*KEPT}
    if status != "Embargo":
        site.release("handover.en", PLAN, Status="draft", Attachments="handover.pdf | The terms")
        kept -= {"title.pdf", "saved-with-a-line-before.pdf"}
    for cached in (True, False, True):
        lines = refused(site, site.build(LOAD_CONTENT_CACHE=cached), before)
        assert {line.partition(":")[0] for line in lines} == {f"media/{name}" for name in kept}
    for name in kept:
        site.delete(f"content/media/{name}")
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


def test_what_is_as_before_is_searched_for_a_new_secret(tmp_path: Path) -> None:
    """A new end of a file makes the gate search its old beginning for a text held back since."""
    site = harbour_site(tmp_path)
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
            lines = refused(site, result, before)
            assert [line for line in lines if line.startswith("media/a.txt: ")]


def test_what_somebody_put_into_the_output_is_not_taken_as_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the words of a secret as the new bytes have; the gate believes neither."""
    site = harbour_site(tmp_path)
    site.write("content/media/a.txt", "Nothing.\n")
    site.built()
    monkeypatch.setattr(examination, "examine", lambda *_: Findings())
    (site.output / "media/a.txt").write_text(f"{PLAN}\n{FILLER}\n")
    site.write("content/media/a.txt", f"{PLAN}\n{FILLER}\nAn end.\n")
    result = site.build()
    assert result.status == 1
    assert f"media/a.txt: {RULE}" in result.err


@pytest.mark.parametrize("header", ["Summary", "Subtitle"])
def test_words_above_a_text_are_looked_for(tmp_path: Path, header: str) -> None:
    """A file that has those of a held release's summary or subtitle stops the build."""
    site = harbour_site(tmp_path)
    before = site.tree()
    words = "The lighthouse keepers of Xanadu are to keep their uniforms"
    site.release("held.en", "A text.", Title="A plan", Embargo=EMBARGO, **{header: words})
    site.write("content/media/a.txt", f"As agreed: {words}.\n")
    assert [line.split(": ")[0] for line in refused(site, site.build(), before)] == ["media/a.txt"]


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
        {"Subtitle": "Joint statement on the harbour, and spoke of climate"},
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
    site = harbour_site(tmp_path)
    before = site.tree()
    site.release("note-4.en", "See www.newsroom.example/en/2019/06/05/handover/ on Friday.")
    lines = refused(site, site.build(), before)
    assert any(line.startswith("en/2019/06/05/note-4/index.html: ") for line in lines)


def test_a_template_that_tells_stops_the_build(tmp_path: Path) -> None:
    """And words of a draft are as secret as those of an embargo."""
    site = harbour_site(tmp_path)
    site.release(
        "draft.en", "The prime minister of Erewhon has decided to resign tomorrow.", Status="draft"
    )
    site.built()
    before = site.tree()
    place = site.root / "theme/templates/base.html"
    words = "{{ 'The prime minister of Erewhon' }} has decided to resign</body>"
    place.write_text(place.read_text().replace("</body>", words))
    lines = refused(site, site.build(), before)
    assert lines[0] == (
        f'404.html: {RULE}words of draft.en.md: "The prime minister of Erewhon has"; '
        "remove it from the text, template or file that says it; if none does, a plugin or this "
        "program is at fault"
    )
