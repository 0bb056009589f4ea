"""Word documents and web pages become the same words as Markdown, without what they hide."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath

import docx
import pytest

from communique.errors import ProblemsFound
from communique.importers.draft import Draft
from communique.importers.registry import import_bytes
from communique.text.markdown import Renderer

RENDERER = Renderer({"extension_configs": {"markdown.extensions.extra": {}}})

PAGE = """<html><head><meta charset="utf-8"><title>The site</title></head><body>
<nav>Menu</nav><main><h1>Talks &amp; more</h1><!-- for the desk -->
<p><b>ALMATY, 6 June 2019</b> — He said <b>yes</b> to <a href="/x.pdf">this [one]</a>, 5 * 6_a_.</p>
<p style="display:none">hidden words</p><p>1. is no list, # no heading</p>
<ol start="3"><li>three</li><li>four</li></ol><blockquote>Quoted <em>so</em></blockquote>
<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td><td>H<sub>2</sub>O</td></tr></table>
</main><footer>Address of the site</footer></body></html>"""


def _read(name: str, data: bytes, lang: str = "en") -> Draft:
    return import_bytes(PurePath(name), data, lang=lang, kind="Statements")


def _document(*, header: str = "", hidden: str = "") -> bytes:
    """Return a Word document with a title, a bold dateline, a list, a table and a link's signs."""
    document = docx.Document()
    document.add_heading("Talks *with* neighbours", 0)
    paragraph = document.add_paragraph()
    paragraph.add_run("ALMATY, 6 June 2019").bold = True
    paragraph.add_run(" – They met. See [1] and a_b_c.")
    document.add_heading("Next steps", 1)
    document.add_paragraph("1918. A year, no list.")
    document.add_paragraph("One", style="List Bullet")
    document.add_paragraph("Two", style="List Bullet")
    table = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    document.sections[0].header.paragraphs[0].text = header
    if hidden:
        paragraph.add_run(hidden).font.hidden = True
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_web_page_keeps_its_words_and_marks() -> None:
    """Links, lists with their numbers, tables and quotations; a sign is a sign."""
    draft = _read("old.html", PAGE.encode())
    fields = dict(draft.fields)
    assert (fields["Title"], fields["Date"], fields["Place"]) == (
        "Talks & more",
        "2019-06-06",
        "Almaty",
    )
    html = RENDERER.render(draft.body, "en").html
    assert "<strong>yes</strong>" in html
    assert "this [one]</a>, 5 * 6_a_." in html
    assert "1. is no list, # no heading" in html
    assert '<ol start="3">' in html
    assert "<blockquote>" in html
    assert "b|c</th>" in html
    assert "H<sub>2</sub>O" in html
    for left_out in ("Menu", "Address", "hidden words", "for the desk"):
        assert left_out not in draft.body


def test_a_page_that_word_saved_has_its_own_title() -> None:
    """Not that which the program gave the file."""
    for title in ("Microsoft Word - Document1", "Document1"):
        page = PAGE.replace("h1>", "b>").replace("The site", title)
        page = page.replace(
            "<main>", "<main><p class=MsoHeader>Press</p><p class=MsoTitle>Talks</p>"
        )
        assert dict(_read("old.htm", page.encode()).fields)["Title"] == "Talks"


def test_a_page_in_an_unknown_encoding_is_not_guessed() -> None:
    """A word may be another in another encoding; one that the page names is taken."""
    with pytest.raises(ProblemsFound, match="UTF-8, or say its encoding"):
        _read("old.html", "<h1>Déjà</h1><p>Été</p>".encode("latin-1"))
    named = '<meta charset="windows-1251"><h1>Итоги</h1><p>Текст.</p>'
    assert dict(_read("old.htm", named.encode("cp1251"), "ru").fields)["Title"] == "Итоги"


def test_a_word_document_keeps_its_words_and_marks() -> None:
    """The title by its style, a dateline in bold, headings, lists, tables."""
    draft = _read("old.docx", _document())
    fields = dict(draft.fields)
    assert fields["Title"] == "Talks *with* neighbours"
    assert (fields["Date"], fields["Place"]) == ("2019-06-06", "Almaty")
    html = RENDERER.render(draft.body, "en").html
    assert "They met. See [1] and a_b_c." in html
    assert "Next steps</h" in html
    assert "1918. A year, no list." in html
    assert "<ol" not in html
    assert html.count("<li>") == 2
    assert "<table" in html


def test_an_embargo_in_the_page_header_counts() -> None:
    """Press offices print it at the head of each page, where mammoth does not look."""
    draft = _read("old.docx", _document(header="EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030"))
    assert dict(draft.fields)["Embargo"].startswith("2030-06-07 10:00")
    assert "EMBARGOED" not in draft.body


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("hidden.docx", _document(hidden="secret"), "no hidden words"),
        ("broken.docx", b"PK\x03\x04 and no more", "must be a Word document"),
        ("empty.html", b"", "must have a title and a body"),
        ("deep.html", b"<div>" * 3000 + b"x", "nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(name: str, data: bytes, words: str) -> None:
    """In a line with the file's name; no traceback."""
    with pytest.raises(ProblemsFound, match=words) as raised:
        _read(name, data)
    assert str(raised.value).startswith(name)
