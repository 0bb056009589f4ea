"""What else a release may have: films, sound, pictures, whom to ask, a number, a speaker."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pictures.samples import picture
from tests.sites import Site

SITE = "https://newsroom.example"
CARDS = '[press-office]\nen = "Press office"\nru = "Пресс-служба"\nphone = "+7 7172 72 05 18"\n'
HEADERS = {
    "Subtitle": "Negotiations",
    "Number": "123/2019",
    "Contact": "Press Office",
    "Speaker": "Beibut Atamkulov",
    "Delivery": "Check against delivery",
    "Video": "visit.mp4 | The visit | visit.ru.vtt",
    "Audio": "https://radio.example/a?b=1 | On the radio | text",
    "Gallery": "one.jpg | Two ministers | The talks | Press Office; two.jpg | A hall",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A newsroom with a release that has all of them."""
    site = Site(tmp_path_factory.mktemp("recordings"))
    site.write("vocabulary/contacts.toml", CARDS)
    site.release("visit.en", **HEADERS)
    for name in ("visit.mp4", "visit.ru.vtt"):
        site.write(f"content/{name}", name.encode())
    for name in ("one.jpg", "two.jpg"):
        site.write(f"content/{name}", picture())
    site.built()
    return site


def _page(site: Site) -> str:
    return (site.output / "en/2019/06/05/visit/index.html").read_text()


def test_a_film_of_the_release_is_played_with_its_captions(site: Site) -> None:
    """Nothing is fetched before somebody presses play; the transcript can be had."""
    page = _page(site)
    film = re.search(r"<video .*?</video>", page)
    assert film is not None
    assert 'preload="none"' in film[0]
    assert f'src="{SITE}/en/2019/06/05/visit/visit.mp4"' in film[0]
    assert (
        f'<track kind="captions" default src="{SITE}/en/2019/06/05/visit/visit.ru.vtt"' in film[0]
    )
    assert 'srclang="ru"' in film[0]
    assert ">Transcript</a>" in page
    assert (site.output / "en/2019/06/05/visit/visit.mp4").read_bytes() == b"visit.mp4"


def test_a_film_elsewhere_is_a_link(site: Site) -> None:
    """No player of another site, and no picture of it, is on the page."""
    page = _page(site)
    assert '<a href="https://radio.example/a?b=1" rel="external">On the radio</a>' in page
    assert "<iframe" not in page
    assert re.findall(r'(?:src|srcset|poster)="(https?://(?!newsroom\.example)[^"]*)', page) == []


def test_pictures_stand_below_the_text(site: Site) -> None:
    """Each with its alt text, its caption and its credit, fetched when it is near."""
    page = _page(site)
    gallery = page[page.index('class="gallery"') :]
    assert re.findall(r'alt="([^"]*)"', gallery) == ["Two ministers", "A hall"]
    assert gallery.count('loading="lazy"') == 2
    assert "The talks" in gallery
    for name in re.findall(rf'src="{SITE}/([^"]*)"', gallery):
        assert (site.output / name).is_file()


def test_the_rest_is_said(site: Site) -> None:
    """Subtitle, number, speaker, delivery and card; the speaker has an archive."""
    page = _page(site)
    assert '<p class="subtitle">Negotiations</p>' in page
    assert "<bdi>123/2019</bdi>" in page
    assert "Beibut Atamkulov" in page
    assert "Check against delivery" in page
    assert 'href="tel:+77172720518"' in page
    assert (site.output / "en/people/beibut-atamkulov/index.html").is_file()


def test_only_its_own_page_shows_it(site: Site) -> None:
    """Another subtitle, or another phone number in the vocabulary, makes no list again."""
    before = site.stamps()
    site.release("visit.en", **HEADERS | {"Subtitle": "Consultations", "Number": "124/2019"})
    site.built()
    changed = {path for path, stamp in site.stamps().items() if before.get(path) != stamp}
    assert {path for path in changed if path.endswith("index.html")} == {
        "en/2019/06/05/visit/index.html"
    }
    site.write("vocabulary/contacts.toml", CARDS.replace("05 18", "05 19"))
    site.built()
    assert "tel:+77172720519" in _page(site)
    assert site.tree() == site.clean_tree()
    site.release("visit.en", **HEADERS)
    site.write("vocabulary/contacts.toml", CARDS)
    site.built()


WRONG = {
    "no such card": ({"Contact": "Pres office"}, 'did you mean "Press office"?'),
    "two parts": ({"Video": "visit.mp4 | The visit"}, "Video must be: file or address"),
    "a form for no browser": ({"Video": "visit.avi | The visit | text"}, ".mp4, .webm"),
    "a film": ({"Audio": "visit.mp4 | The visit | text"}, "Audio must be an address"),
    "a script": ({"Audio": "javascript:x() | X | text"}, "Audio must be an address"),
    "no such film": ({"Video": "vizit.mp4 | The visit | text"}, "vizit.mp4"),
    "no such transcript": ({"Video": "visit.mp4 | The visit | visit.vtt"}, "visit.vtt"),
    "a picture without words": ({"Gallery": "one.jpg"}, "Gallery must have an alt text"),
    "no picture": ({"Gallery": "visit.mp4 | A film"}, "Gallery must be a picture"),
    "no delivery": ({"Delivery": "delivered"}, 'did you mean "as delivered"?'),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told(site: Site, case: str) -> None:
    """By the line of the header; the output is as it was."""
    headers, words = WRONG[case]
    site.release("wrong.en", **headers)
    said = site.build()
    site.delete("content/wrong.en.md")
    assert said.status == 1
    line = next(each for each in said.err.splitlines() if words in each)
    assert line.startswith("wrong.en.md:4: ")


def test_a_draft_keeps_its_files_and_words(tmp_path: Path) -> None:
    """Nothing of a release that is held back is in the output."""
    site = Site(tmp_path)
    site.write("vocabulary/contacts.toml", CARDS)
    site.release("open.en")
    site.release("held.en", **HEADERS | {"Embargo": "2090-01-01 10:00+00:00"})
    for name in ("visit.mp4", "visit.ru.vtt"):
        site.write(f"content/{name}", name.encode())
    for name in ("one.jpg", "two.jpg"):
        site.write(f"content/{name}", picture())
    site.built()
    told = b"".join(site.tree().values())
    for secret in (b"123/2019", b"Negotiations", b"radio.example", b"Two ministers"):
        assert secret not in told
    assert [path for path in site.tree() if "visit" in path or path.endswith(".jpg")] == []
