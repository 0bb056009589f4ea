"""Names on disk: one name, whatever the form in which a disk or a text has its letters."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from tests.pictures.samples import picture
from tests.sites import Site

Form = Literal["NFC", "NFD"]
FORMS: list[tuple[Form, Form]] = [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")]


@pytest.mark.parametrize(("on_disk", "written"), FORMS)
def test_a_name_is_found_in_either_form(tmp_path: Path, on_disk: Form, written: Form) -> None:
    """Attachments, pictures, links to texts and static files, percent-encoded or not."""

    def disk(name: str) -> str:
        return normalize(on_disk, name)

    site = Site(tmp_path / "site", PAGE_PATHS=["pagés"], STATIC_PATHS=["me\u0301dias"])
    site.write(f"content/{disk('mémoire.pdf')}", "A document")
    site.write(f"content/{disk('médias/plan-é.pdf')}", "A plan")
    site.write(f"content/{disk('médias/photo-é.png')}", picture(form="PNG"))
    site.write(f"content/{disk('pagés/à-propos')}.en.md", "Title: About\n\nWords.\n")
    site.release(disk("visité.en"), Slug="visit")
    encoded = "%CC%81" if written == "NFD" else "%C3%A9"
    plain = "plan-e" if written == "NFD" else "plan-"
    body = (
        "[one]({static}/médias/plan-é.pdf) ![two]({static}/médias/photo-é.png) "
        "[three]({filename}/pagés/à-propos.en.md) [four]({filename}visité.en.md)"
    )
    site.release(
        "talks.en", normalize(written, body), Attachments=normalize(written, "mémoire.pdf")
    )
    site.release("more.en", f"[five]({{static}}/m%C3%A9dias/{plain}{encoded}.pdf) Words.")
    site.built()
    tree = site.tree()
    assert {"en/2019/06/05/talks/mémoire.pdf", "médias/plan-é.pdf", "médias/photo-é.png"} <= set(
        tree
    )
    page = tree["en/2019/06/05/talks/index.html"].decode()
    for address in ("m%C3%A9dias/plan-%C3%A9.pdf", "m%C3%A9dias/photo-%C3%A9.png"):
        assert f"/{address}" in page
    assert "/en/a-propos/" in page
    assert "/en/2019/06/05/visit/" in page
    assert "/m%C3%A9dias/plan-%C3%A9.pdf" in tree["en/2019/06/05/more/index.html"].decode()
    site.release(disk("visité.en"), Slug="visit", Title="Another")
    site.built()
    assert b"Another" in site.tree()["en/2019/06/05/visit/index.html"]
    assert site.clean_tree() == site.tree()


def test_translations_are_one_group_in_either_form(tmp_path: Path) -> None:
    """One name came from a Mac, the other did not."""
    site = Site(tmp_path / "site")
    site.release(normalize("NFC", "café.en"))
    site.release(normalize("NFD", "café.ru"), "Краткий текст из одного предложения.")
    site.built()
    assert b"/ru/2019/06/05/cafe/" in site.tree()["en/2019/06/05/cafe/index.html"]


def test_a_name_in_pieces_of_both_sorts_is_found(tmp_path: Path) -> None:
    """A folder in one form, a file within it in both."""
    site = Site(tmp_path / "site")
    name = f"media/{normalize('NFD', 'é')}/{normalize('NFC', 'é')}{normalize('NFD', 'é')}.txt"
    site.write(f"content/{name}", "A map")
    site.release("a", "[a]({static}/media/é/éé.txt)")
    site.built()
    assert site.tree()["media/é/éé.txt"] == b"A map"


@pytest.mark.parametrize("name", ["media/é.txt", "é.en.md", "média/a.txt"])
def test_two_files_of_one_name_are_told(tmp_path: Path, name: str) -> None:
    """They would have one address, and nobody could tell them apart."""
    site = Site(
        tmp_path / "site", STATIC_PATHS=["média"] if name.startswith("média") else ["media"]
    )
    for each in (normalize("NFC", name), normalize("NFD", name)):
        text = "Title: A\nDate: 2019-06-05\nCategory: Statements\n\nWords.\n"
        site.write(f"content/{each}", text)
    folder = name.partition("/")[0] if name.startswith("média") else name
    told = f'{folder}: names in a folder must differ in more than the form of their letters, got "'
    result = site.build()
    assert result.status == 1
    assert told in result.err
    assert "delete one of the two" in result.err


def test_an_encoded_former_address_leads_on(tmp_path: Path) -> None:
    """At the address that browsers ask for, by Aliases and by REDIRECTS alike."""
    site = Site(tmp_path / "site", REDIRECTS=str(tmp_path / "site/moved.csv"))
    old = "https://newsroom.example/ru/%d1%81%D0%A8%D0%90/"
    site.write("moved.csv", f"{old},/ru/2019/06/05/a/\n")
    site.release("a.ru", "Короткий текст.", Aliases="/ru/%D0%BC%D0%B8%D0%B4/")
    site.built()
    for path in ("ru/мид/index.html", "ru/сША/index.html"):
        assert b"https://newsroom.example/ru/2019/06/05/a/" in site.tree()[path]


COPIED = ("05-visit 2.md", "talks/05-visit 12.md", "03-notes 3.md")


def test_a_numbered_copy_is_told_whichever_of_the_two_came_first(tmp_path: Path) -> None:
    """As macOS and iCloud number them; a number without its original is part of a name."""
    site = Site(tmp_path / "site")
    for name in COPIED:
        site.release(name.removesuffix(".md"), f"Text of {name}.")
    site.release("07-part 1", "One.")
    site.release("07-part 2", "Another.")
    site.built()
    for name in COPIED:
        site.release(name.rpartition(" ")[0], f"Another text than {name}.")
    told = site.build().err
    for name in COPIED:
        original = name.rpartition(" ")[0] + ".md"
        rule = f"{name}: a text must not be a copy of another, got "
        assert f'{rule}"{name.rpartition("/")[2]}", by its name a copy of {original}; ' in told
    assert told.count("must not be a copy of another") == len(COPIED)


UNFIT = {
    "con.pdf": 'got "con"',
    "AUX": 'got "AUX"',
    "nul/a.pdf": 'got "nul"',
    "lpt1.tar.gz": 'got "lpt1"',
    "a.pdf.": "got a dot at the end",
    "b /a.pdf": "got a space at the end",
    "a:b.pdf": 'got ":"',
    "why?.pdf": 'got "?"',
}
"""Names that Windows takes for no file."""


def test_a_name_that_a_computer_may_lose_is_warned_of_once(tmp_path: Path) -> None:
    """One that Windows refuses, and the second of two that differ in capitals alone."""
    site = Site(tmp_path / "site")
    site.release("05-visit.en")
    for name in (*UNFIT, "Map.pdf", "map.pdf", "x/É.pdf", "X/é.pdf", "contact.pdf", "a.b c.pdf"):
        site.write(f"content/media/{name}", name)
    told = site.built().err.splitlines()
    rule = "warning: a file's name should be valid on every computer,"
    for name, found in UNFIT.items():
        said = f"media/{name}: {rule} {found}, which Windows does not allow; rename it"
        assert said in told, told
    rule = "warning: names should differ in more than capitals,"
    for name, other in (("map.pdf", "Map.pdf"), ("x/É.pdf", "X/é.pdf")):
        said = f"media/{name}: {rule} got media/{other} too, and some disks keep one of the two"
        assert any(line.startswith(said) for line in told), told
    assert len(told) == len(UNFIT) + 2
    site.release("06-visit.en")
    assert site.built().err == ""
