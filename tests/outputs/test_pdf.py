"""Each release as PDF: tagged, as its page prints, from no other file than the public's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from communique.engine.contents import read_leftwards
from communique.outputs import pdf
from communique.pictures.store import Copy
from communique.settings import Settings
from tests.pictures.samples import picture
from tests.sites import Site, demonstrated, differences

LANGUAGES = demonstrated()


@pytest.fixture(scope="module", autouse=True)
def _library() -> None:
    """WeasyPrint, with Debian's Pango."""
    try:
        import_module("communique.outputs.typesetting")
    except OSError as error:
        pytest.skip(f"{str(error).splitlines()[0]}; on Debian, as root: make pdf")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path, LANGUAGES=LANGUAGES, PDF=True, SEARCH=False, FEED_ARCHIVES=[])
    site.write(
        "content/media/emblem.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    )
    site.settings["EMBLEM"] = "media/emblem.svg"
    return site


def read(site: Site, name: str) -> PdfReader:
    """Return a release's PDF."""
    return PdfReader(BytesIO((site.output / f"{name}/index.pdf").read_bytes()))


def words(site: Site, name: str) -> str:
    """Return the text of a release's PDF, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(site, name).pages).split())


SEEN = ["/Figure", "/H2", "/L", "/LI", "/H3", *["/Figure"] * 4, "/Table", "/TH", "/TH"]
SEEN += ["/TD", "/TD", "/BlockQuote", "/L", "/LI"]
"""What a reader of a release hears of, after its emblem and title."""


def structure(part: Any) -> Iterator[Any]:
    """Yield the parts of a document in the order in which they are read aloud."""
    part = part.get_object()
    if "/S" in part:
        yield part
    children = part.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if isinstance(child.get_object(), dict):
            yield from structure(child)


def marked(page: PageObject) -> Iterator[str | None]:
    """Yield each mark on a page that the tree of tags may name; None for text within no mark."""
    open_ = 0
    contents = ContentStream(page.get_contents(), page.pdf)
    for operands, operator in contents.operations:
        if operator in {b"BDC", b"BMC"}:
            open_ += 1
            if operator == b"BDC" and "/MCID" in operands[1]:
                yield str(operands[0])
        elif operator == b"EMC":
            open_ -= 1
        elif operator in {b"Tj", b"TJ"} and not open_:
            yield None


def place_of(page: PageObject, words: str) -> float:
    """Return how far from a page's left edge the last text with these words begins."""
    places = list[float]()

    def note(text: str, _user: Any, matrix: list[float], *_: Any) -> None:
        if words in text:
            places.append(matrix[4])

    page.extract_text(visitor_text=note)
    return places[-1]


def test_a_release_is_set_in_each_language(site: Site) -> None:
    """Tagged, with its title, language and times; pages have address, number and running title."""
    table = "| Country | Share |\n|---|---|\n| One | 7 |\n\nA note.[^1]\n\n[^1]: Of the office.\n"
    for lang in LANGUAGES:
        body = f"![A flag](flag.jpg)\n\n{'A sentence of the text. ' * 60}\n\n" * 4 + table
        body = f"## Agreed\n\n- One\n\n### Water\n\n{body}"
        headers = {"Title": f"A visit {lang}", "Lang": lang, "Image": "flag.jpg | A flag"}
        site.release(f"visit.{lang}", f"{body}\n\n> Quoted.", **headers)
    site.write("content/flag.jpg", picture(40, 30))
    site.built()
    for lang in LANGUAGES:
        document = read(site, f"{lang}/2019/06/05/visit")
        catalog: Any = document.trailer["/Root"]
        assert catalog["/Lang"] == lang
        assert catalog["/MarkInfo"]["/Marked"]
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        parts = [*structure(catalog["/StructTreeRoot"])]
        named = [part["/S"] for part in parts if part["/S"] in {"/H1", *SEEN}]
        assert named == ["/Figure", "/H1", *SEEN]
        words_of = [part["/Alt"] for part in parts if part["/S"] == "/Figure"]
        assert words_of == ["Newsroom"] + ["A flag"] * 5
        heads = [part["/ID"] for part in parts if part["/S"] == "/TH"]
        cells = [part["/A"]["/Headers"][0] for part in parts if part["/S"] == "/TD"]
        assert heads == cells
        told = document.metadata
        assert told is not None
        assert told.title == f"A visit {lang}"
        assert told.creation_date_raw == told.modification_date_raw == "D:20190605100000+00'00"
        read_aloud = [part["/K"] for part in parts if part["/S"] != "/Document"]
        heard = sum(isinstance(each, int) for part in read_aloud for each in part)
        seen = [part for page in document.pages for part in marked(page)]
        assert None not in seen
        assert heard == len(seen)
        foot = [place_of(page, "https://") for page in document.pages]
        number = [place_of(page, " / ") for page in document.pages]
        assert [one > other for one, other in zip(foot, number, strict=True)] == [
            lang == "ar"
        ] * len(foot)
        texts = [page.extract_text() for page in document.pages]
        assert len(texts) > 1
        for text in texts:
            assert f"https://newsroom.example/{lang}/2019/06/05/visit/" in text
        assert "Newsroom" in texts[0]
        assert f"A visit {lang}" in texts[1].replace("\xa0", " ")
        assert len(document.pages[0].images) == 1
        page = (site.output / f"{lang}/2019/06/05/visit/index.html").read_text()
        assert 'type="application/pdf" download="visit.' in page
    assert "2 / 3" in read(site, "en/2019/06/05/visit").pages[1].extract_text()


def test_a_pdf_says_what_its_page_says(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is set again if it changed. After each edit a build from nothing has the same bytes."""
    typesetting = import_module("communique.outputs.typesetting")
    made, typeset = list[str](), typesetting.typeset

    def counted(*given: Any) -> bytes:
        made.append(given[-1].title)
        data: bytes = typeset(*given)
        return data

    monkeypatch.setattr(typesetting, "typeset", counted)
    site.settings |= {"LANGUAGES": ("en", "ru"), "EMBLEM": ""}

    def build() -> list[str]:
        made.clear()
        site.built()
        return sorted(made)

    site.release("visit.en", "The first text.", Image="flag.jpg | A flag")
    site.write("content/flag.jpg", picture(40, 30))
    site.release("treaty.en", "It was signed.")
    site.release("plan.en", "Nobody may read this.", Status="draft")
    site.release("later.en", "Nobody may read this.", Embargo="2031-01-01 10:00 UTC")
    assert build() == ["treaty.en", "visit.en"]
    assert "Nobody" not in words(site, "en/2019/06/05/visit")
    site.release("visit.en", "The second text.", Image="flag.jpg | A flag")
    assert build() == ["visit.en"]
    assert "second" in words(site, "en/2019/06/05/visit")
    site.write("content/flag.jpg", picture(30, 40))
    assert build() == ["visit.en"]
    site.release("visit.ru", "Перевод.", Lang="ru")
    assert build() == ["visit.ru"]
    correction = "2019-06-06 It was six."
    site.release("visit.en", "The third text.", Image="flag.jpg | A flag", Correction=correction)
    assert build() == ["visit.en"]
    assert differences(site.clean_tree(), site.tree()) == []
    assert "It was six." in words(site, "en/2019/06/05/visit")
    site.release("treaty.en", "It was signed.", Withdrawn="2019-06-07; published in error; Not so.")
    assert build() == ["treaty.en"]
    assert "Not so." in words(site, "en/2019/06/05/treaty")
    assert "signed" not in words(site, "en/2019/06/05/treaty")
    site.delete("content/visit.ru.md")
    build()
    assert differences(site.clean_tree(), site.tree()) == []
    assert not (site.output / "ru/2019/06/05/visit/index.pdf").exists()
    address = "https://newsroom.example/en/2019/06/05/visit/index.pdf"
    for feed in ("rss.xml", "atom.xml", "feed.json"):
        assert (site.output / "en" / feed).read_text().count(address) == 1
    site.built(PDF=False)
    assert address not in (site.output / "en/rss.xml").read_text()
    assert [path for path in site.tree() if path.endswith(".pdf")] == []


def test_a_sentence_that_leaks_in_arabic_is_found(site: Site) -> None:
    """Programs read the words of each line of a PDF from left to right, and still it is found."""
    leaked = "تجتمع اللجنة المشتركة مرتين في السنة لبحث شؤون الحدود والمعابر مع NATO."
    first = "استقبل الوزير اليوم ضيوفه وتناول معهم ملفي المياه والتجارة. " * 9
    site.release("visit.ar", f"{first}\n\n{leaked}", Title="زيارة الأمين العام")
    site.built()
    data = (site.output / "ar/2019/06/05/visit/index.pdf").read_bytes()
    site.delete("content/visit.ar.md")
    site.built()
    site.release("plan.ar", f"كلام آخر.\n\n{leaked}", Title="عنوان مختلف تماما", Status="draft")
    (site.root / "content/media/old.pdf").write_bytes(data)
    result = site.build()
    assert result.status == 1
    assert "media/old.pdf: " in result.err
    assert "plan.ar.md" in result.err


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (".العاصمة في الحدود اتفاق", "اتفاق الحدود في العاصمة."),
        ("NATO من John Smith الوزير التقى", "التقى الوزير John Smith من NATO"),
        (".2019 يونيو 5 يوم", "يوم 5 يونيو 2019."),
        ("עולם שלום", "שלום עולם"),
        ("The  border, (2017)", "The border, (2017)"),
        ("", ""),
    ],
)
def test_a_line_is_read_from_right_to_left(line: str, read: str) -> None:
    """Except the names in it that are written from left to right."""
    assert read_leftwards(line) == read


HOSTILE = """<html lang="en"><head><title>A</title>
<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><link rel="attachment" href="file:///etc/passwd">
<style>@import "file:///etc/hosts"; body { background: url(file:///etc/passwd) }</style></head>
<body><img alt="a" src="file:///etc/passwd"><img alt="b" src="https://newsroom.example/../../etc/passwd">
<object data="file:///etc/passwd"></object><embed src="//127.0.0.1:9/x"><a rel="attachment"
href="file:///etc/passwd">A</a><svg><image href="file:///etc/passwd"/></svg><p>Text.</p></body></html>"""


def test_no_text_has_another_file_read() -> None:
    """Neither of the machine nor of the network: WeasyPrint gets each from its caller."""
    typesetting = import_module("communique.outputs.typesetting")
    asked = []

    def read(url: str) -> bytes:
        asked.append(url)
        raise ValueError

    moment = datetime(2019, 6, 5, tzinfo=UTC)
    label = typesetting.Label("A", (), moment, moment, "0" * 32)
    data = typesetting.typeset(
        HOSTILE, "https://a.example/", read, typesetting.read_styles([], read), label
    )
    assert {"file:///etc/passwd", "http://127.0.0.1:9/a.css", "file:///etc/hosts"} <= {*asked}
    document = PdfReader(BytesIO(data))
    assert document.attachments == {}
    assert "Text." in document.pages[0].extract_text()


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "https://elsewhere.example/en/a/photo.png", "data:text/css,a"),
        *(
            "https://newsroom.example/en/a/../../etc/passwd",
            "https://newsroom.example.org/theme.css",
        ),
        *("https://newsroom.example/en/b/secret.png", "/etc/passwd", ""),
    ],
)
def test_a_release_has_its_own_files_alone(site: Site, url: str) -> None:
    """And the theme's: no other address is read, whatever it looks like."""
    settings = Settings.from_pelican(site.pelican_settings())
    copy = Copy("a.png", site.write("a.png", b"a"), "", cleaned=False)
    reader = pdf.FileReader(settings, (("en/a/photo.png", copy),))
    assert reader.read("https://newsroom.example/en/a/photo.png?a#b") == b"a"
    with pytest.raises(ValueError, match="files of its release alone"):
        reader.read(url)


def test_a_text_that_cannot_be_set_is_an_error(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each such release is told, and the output stays as it was."""
    typesetting = import_module("communique.outputs.typesetting")

    def fail(*_: object) -> bytes:
        raise RecursionError("too deep")

    site.release("visit.en")
    site.built()
    before = site.tree()
    monkeypatch.setattr(typesetting, "typeset", fail)
    site.release("visit.en", "Another text.")
    site.release("treaty.en")
    result = site.build()
    assert result.status == 1
    for path in ("treaty.en.md", "visit.en.md"):
        assert (
            f"{path}:0: a release must be a text that can be set as PDF, got RecursionError: "
            "too deep; write it more simply" in result.err
        ) or f"{path}: a release must be" in result.err
    assert "Traceback" not in result.err
    assert site.tree() == before


def test_without_the_library_an_editor_is_told_what_to_install(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For pip and for Debian; the output stays as it was."""
    monkeypatch.delitem(sys.modules, "communique.outputs.typesetting", raising=False)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    site.release("visit.en")
    result = site.build()
    assert result.status == 1
    assert "pelicanconf.py: PDF must be False where WeasyPrint cannot be loaded" in result.err
    assert 'pip install "communique[pdf]"' in result.err
    assert "apt-get install libpango-1.0-0" in result.err
    assert "Traceback" not in result.err
    assert not (site.output / "en").exists()
