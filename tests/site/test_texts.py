"""What a reader finds on the page of a text, built by the real Pelican."""

from __future__ import annotations

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
