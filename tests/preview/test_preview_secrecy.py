"""Promise 3 beside a preview: what it shows is marked, and never gets into what is published."""

from __future__ import annotations

import shutil

import pytest

from communique.preview.place import Place
from communique.preview.preview import Preview
from tests.cli.newsroom import Newsroom
from tests.sites import read_tree

NAME = "Xanadu"
HELD_BACK = {
    "draft": ({"Status": "draft", "Date": "2019-06-05"}, "en/2019/06/05", "Draft"),
    "future": (
        {"Date": "2031-01-02 10:00", "Embargo": "2031-01-02 10:00Z"},
        "en/2031/01/02",
        "Under embargo until January 2, 2031, 10:00",
    ),
    "embargo": (
        {"Date": "2019-06-05", "Embargo": "2031-01-02 10:00Z"},
        "en/2019/06/05",
        "Under embargo until January 2, 2031, 10:00",
    ),
}


def mentions(newsroom: Newsroom, folder: str) -> list[str]:
    word = NAME.lower().encode()
    tree = read_tree(newsroom.root / folder)
    return [path for path, data in tree.items() if word in path.encode() + data.lower()]


@pytest.mark.parametrize("way", sorted(HELD_BACK))
def test_what_is_held_back_is_shown_marked(newsroom: Newsroom, preview: Preview, way: str) -> None:
    """A banner and ``noindex`` on its page, its state before its title elsewhere, and its files."""
    headers, folder, why = HELD_BACK[way]
    newsroom.write("content/xanadu.pdf", "%PDF-1.4\n")
    newsroom.release("xanadu.en", f"{NAME} summit", Attachments="xanadu.pdf", **headers)
    assert preview.refresh().problems == ()
    page = (preview.show(f"{folder}/xanadu/index.html").data or b"").decode()
    assert f"Preview · {why}" in page
    assert '<meta name="robots" content="noindex">' in page
    assert f"<h1>{NAME}&nbsp;summit</h1>" in page
    assert preview.show(f"{folder}/xanadu/xanadu.pdf").data is not None
    front = (preview.show("en/index.html").data or b"").decode()
    assert f"[{why}" in front
    assert "Preview" not in front


@pytest.mark.parametrize("way", sorted(HELD_BACK))
def test_a_public_build_beside_a_preview_knows_nothing(
    newsroom: Newsroom, preview: Preview, way: str
) -> None:
    """Neither a build before it, nor one beside it, nor one after it has a word of it."""
    headers, folder, _ = HELD_BACK[way]
    assert newsroom.inv("build").status == 0
    before = read_tree(newsroom.root / "output")
    newsroom.release("xanadu.en", f"{NAME} summit", **headers)
    preview.refresh()
    preview.show(f"{folder}/xanadu/index.html")
    assert mentions(newsroom, ".preview/output") != []
    for _ in range(2):
        assert newsroom.inv("build").status == 0
        assert mentions(newsroom, "output") == []
        assert read_tree(newsroom.root / "output") == before
        preview.close()


def test_a_public_text_must_not_lead_to_a_secret_one(newsroom: Newsroom, preview: Preview) -> None:
    """A preview says so as the check does, though it has both."""
    newsroom.release("xanadu.en", f"{NAME} summit", Status="draft")
    source = "content/releases/2019/06/04-first.en.md"
    link = "See [this]({filename}/xanadu.en.md).\n"
    newsroom.write(source, newsroom.read(source) + link)
    [problem] = preview.refresh().problems
    assert "a public text must link to public texts only, got xanadu.en.md" in problem


def test_no_settings_can_ask_for_it(newsroom: Newsroom, preview: Preview) -> None:
    """A settings file that would publish drafts is refused, by every verb."""
    newsroom.write("pelicanconf.py", newsroom.read("pelicanconf.py") + "PREVIEW = True\n")
    words = "PREVIEW is not supported, got True; inv serve shows drafts, no settings file can"
    said = newsroom.inv("build")
    assert said.status == 1
    assert words in said.err
    assert words in preview.refresh().problems[0]


def test_a_public_build_refuses_a_preview_s_folder(newsroom: Newsroom, preview: Preview) -> None:
    """Itself, and whatever is below it; and it is not cleaned either."""
    preview.refresh()
    preview.close()
    conf = newsroom.read("pelicanconf.py")
    for folder in (".preview/output", ".preview/output/en"):
        newsroom.write("pelicanconf.py", f"{conf}OUTPUT_PATH = {folder!r}\n")
        before = read_tree(newsroom.root / ".preview/output")
        for verb in ("build", "clean"):
            said = newsroom.inv(verb)
            assert said.status == 1
            assert "OUTPUT_PATH must not be a preview's folder, which shows drafts, got" in said.err
        assert read_tree(newsroom.root / ".preview/output") == before


@pytest.mark.parametrize("folder", ["output", "output/preview", "content/preview", "."])
def test_a_preview_stays_out_of_what_is_published(newsroom: Newsroom, folder: str) -> None:
    """It refuses the output, whatever is in it or around it, and the sources."""
    assert newsroom.inv("build").status == 0
    place = Place.of(
        str(newsroom.root / "pelicanconf.py"), str(newsroom.root / folder), "127.0.0.1", 8000
    )
    [problem] = Preview(place).refresh().problems
    assert problem.startswith("a preview must stay out of ")


def test_a_preview_refuses_another_public_output(newsroom: Newsroom) -> None:
    """One of other settings, which it knows by its mark."""
    assert newsroom.inv("build").status == 0
    shutil.move(newsroom.root / "output", newsroom.root / "elsewhere")
    folder = str(newsroom.root / "elsewhere" / "preview")
    place = Place.of(str(newsroom.root / "pelicanconf.py"), folder, "127.0.0.1", 8000)
    [problem] = Preview(place).refresh().problems
    assert problem.startswith("a preview must stay out of a published site, got ")


def test_a_time_that_comes_takes_the_mark_away(
    newsroom: Newsroom, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the first change after it, and it is back where the clock is set back."""
    newsroom.release(
        "xanadu.en",
        f"{NAME} summit",
        Date="2020-01-01 10:00",
        Embargo="2020-01-01 10:00 Asia/Almaty",
    )
    page = "en/2020/01/01/xanadu/index.html"
    marked = []
    for moment in ("1577851199", "1577851200", "1577851199"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
        preview.refresh()
        marked.append("Preview" in (preview.show(page).data or b"").decode())
        assert ("[Under embargo" in (preview.show("en/index.html").data or b"").decode()) is marked[
            -1
        ]
    assert marked == [True, False, True]
