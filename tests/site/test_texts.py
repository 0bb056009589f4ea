"""What a reader finds on the page of a text, built by the real Pelican."""

from __future__ import annotations

import re
from pathlib import Path

from tests.sites import Site

NOTED = "Text[^1] and more[^2], again[^1].\n\n[^1]: One.\n\n[^2]: Two."


def test_the_way_back_from_a_note_is_named_in_the_language_of_its_page(tmp_path: Path) -> None:
    """On a release and on a page of the menu; no word of Python-Markdown's is published."""
    site = Site(tmp_path / "site", LANGUAGES=("en", "ar", "ru", "uz"))
    site.release("a.en", NOTED)
    site.release("b.ar", NOTED)
    site.write("content/pages/c.ru.md", f"Title: О нас\n\n{NOTED}\n")
    site.built()
    pages = {path: text.decode() for path, text in site.tree().items() if path.endswith(".html")}
    assert not any("Jump back" in text for text in pages.values())
    for name, words in (
        ("en/2019/06/05/a", "Back to the text"),
        ("ar/2019/06/05/b", "العودة إلى النص"),
        ("ru/c", "Вернуться к тексту"),
    ):
        page = pages[f"{name}/index.html"]
        assert page.count(f'title="{words}" aria-label="{words}"') == 3


def test_a_name_that_is_nearly_another_is_told_with_its_line(tmp_path: Path) -> None:
    """In whichever header it stands; the rarer of the two is the slip."""
    site = Site(tmp_path / "site")
    for number in range(2):
        site.release(f"a{number}.en", Tags="Observer missions", People="Vladimir Norov")
    site.release("b.en", Tags="Observer misions")
    site.release("c.en", Tags="Trade", People="Vladimir Narov")
    told = site.built().err
    rule = "should be spelt as elsewhere"
    assert f'b.en.md:4: warning: a name in tags {rule}, got "Observer misions"' in told
    assert f'c.en.md:5: warning: a name in people {rule}, got "Vladimir Narov"' in told


def test_the_end_mark_of_a_press_is_told_once(tmp_path: Path) -> None:
    """Shown as it was written, and no heading; in code it is a comment."""
    site = Site(tmp_path / "site")
    for name, mark in (("a", "###"), ("b", "# # #"), ("c", "##"), ("d", "```\n#\n```")):
        site.release(f"{name}.en", f"A short text.\n\n{mark}")
    told = site.built().err
    rule = "warning: a heading should have words, got ###"
    assert told.count("a heading should have words") == 1
    assert f"a.en.md:7: {rule}" in told
    assert "; 2 more texts have one" in told
    page = site.tree()["en/2019/06/05/b/index.html"].decode()
    assert "># # #</p>" in page
    assert not re.search(r"<h[2-6][^>]*>\s*</h", page)
