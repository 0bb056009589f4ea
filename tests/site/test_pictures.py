"""Pictures and documents of releases, from the source to the page."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, features

from communique.errors import ProblemsFound
from communique.outputs.press.media_views import split_licence
from communique.pictures import store
from communique.pictures.store import Copy, Store
from tests.pictures.samples import TOLD, picture, secret_picture
from tests.site.links import dead_links, find_values
from tests.site.pictured import CC_BY, PAGE, VISIT, pictured_site
from tests.sites import Site, differences


def test_a_release_shows_its_picture_at_the_width_of_the_screen(tmp_path: Path) -> None:
    """Variants as AVIF and WebP, the space kept, fetched first; described, with caption."""
    site = pictured_site(tmp_path)
    site.built()
    tree = site.tree()
    base = f"https://newsroom.example/{VISIT}"
    files = {480: "photo-480.webp", 960: "photo-960.webp", 1200: "photo-1200.avif"}
    offers = [f"{base}/sizes/{name} {width}w" for width, name in files.items()]
    assert find_values(tree[PAGE], "//figure//source/@type") == ["image/avif", "image/webp"]
    srcsets = [", ".join(offers), ", ".join(offers[:2])]
    assert find_values(tree[PAGE], "//figure//source/@srcset") == srcsets
    for width, name in files.items():
        with Image.open(BytesIO(tree[f"{VISIT}/sizes/{name}"])) as image:
            form, size = name.rpartition(".")[2].upper(), (width, round(width * 2 / 3))
            assert (image.format, image.size) == (form, size)
    expected = {
        "src": f"{base}/photo.jpg",
        "alt": "Two people at a table",
        "width": "1200",
        "height": "800",
        "fetchpriority": "high",
    }
    found = {name: find_values(tree[PAGE], f"//figure//img/@{name}") for name in expected}
    assert {name: [value] for name, value in expected.items()} == found
    caption = "".join(find_values(tree[PAGE], "//figure/figcaption//text()"))
    assert caption.strip() == "The meeting Photo: Press Office CC BY 4.0"
    assert dead_links(tree, "https://newsroom.example") == []


@pytest.mark.parametrize(
    ("lang", "details"),
    [("en", "PDF · 1.2 MB · Russian"), ("ru", "PDF · 1,2 МБ · русский")],
)
def test_a_document_is_listed_with_form_size_and_language(
    tmp_path: Path, lang: str, details: str
) -> None:
    """In the words of the page's language; its title is the editor's."""
    site = pictured_site(tmp_path)
    site.release("paper", Lang=lang, Attachments="paper.ru.pdf | Full text")
    site.built()
    page = site.tree()[f"{lang}/2019/06/05/paper/index.html"].decode()
    (link, shown) = re.findall(r"<li>(<a.*?</a>) <small>(.*?)</small>", page)[0]
    assert 'type="application/pdf" hreflang="ru"' in link
    assert "<bdi>Full text</bdi>" in link
    parts = [f"<bdi>{part}</bdi>" for part in details.split(" · ")]
    assert " · ".join(parts) == shown.replace("\xa0", " ")


def test_feeds_and_machines_know_the_documents(tmp_path: Path) -> None:
    """With their size in bytes, type, title and language."""
    site = pictured_site(tmp_path)
    site.built()
    tree = site.tree()
    url = f"https://newsroom.example/{VISIT}/paper.ru.pdf".encode()
    assert (
        b'<enclosure url="%s" length="1234567" type="application/pdf"/>' % url in tree["en/rss.xml"]
    )
    assert b'rel="enclosure"' in tree["en/atom.xml"]
    item = json.loads(tree["en/feed.json"])["items"][0]
    assert item["attachments"][0]["size_in_bytes"] == 1_234_567
    assert item["image"] == f"https://newsroom.example/{VISIT}/photo.jpg"
    (text,) = find_values(tree[PAGE], "//script/text()")
    article = json.loads(text)["@graph"][0]
    assert (article["image"]["width"], article["image"]["creditText"]) == (1200, "Press Office")
    assert article["image"]["license"] == CC_BY
    licences = find_values(tree[PAGE], "//figcaption//a[@rel='license']/@href")
    words = find_values(tree[PAGE], "//figcaption/small[last()]//text()")
    assert (licences, words) == ([CC_BY], ["CC BY 4.0"])
    assert split_licence("Free to use") == ("Free to use", "")
    assert split_licence(CC_BY) == (CC_BY, CC_BY)
    (document,) = article["associatedMedia"]
    assert (document["contentSize"], document["inLanguage"]) == ("1234567", "ru")


EDITS = {
    "another size": {"photo.jpg": picture(700, 500)},
    "another shade": {"photo.jpg": picture(1200, 800, shade=10)},
    "the same picture, other metadata": {"photo.jpg": picture(1200, 800)},
    "a shorter paper": {"paper.ru.pdf": b"y"},
    "another map": {"media/map.png": picture(300, 200, "PNG")},
    "all at once": {
        "photo.jpg": picture(700, 500),
        "paper.ru.pdf": b"y",
        "media/map.png": picture(300, 200, "PNG"),
    },
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_file_that_changes_is_shown_as_it_is(tmp_path: Path, edit: str) -> None:
    """Page, variants and feeds are those of a build from nothing; other pages stay untouched."""
    site = pictured_site(tmp_path)
    site.built()
    talks = "en/kinds/readouts/index.html"
    before = site.stamps()[talks]
    for name, data in EDITS[edit].items():
        site.write(f"content/{name}", data)
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []
    assert before == site.stamps()[talks]


def test_a_picture_is_made_once_for_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither another template, nor another text, nor another address makes it again."""
    site = pictured_site(tmp_path)
    site.built()
    monkeypatch.setattr(store, "draw_variants", None)
    site.write("theme/templates/components/unused.html", "{{ article.image.url }}")
    site.release("visit", "Another text.", Slug="met", Image="photo.jpg | Two people")
    site.built()
    assert "en/2019/06/05/met/sizes/photo-480.webp" in site.tree()
    assert f"{VISIT}/sizes/photo-480.webp" not in site.tree()


def test_a_picture_under_embargo_is_not_made(tmp_path: Path) -> None:
    """Nothing of it is in the output; what is stored of it is private, and has no metadata."""
    site = Site(tmp_path / "site")
    site.write("content/photo.jpg", secret_picture())
    site.release("visit", Image="photo.jpg | Two people", Embargo="2031-01-01 10:00Z")
    site.release("talks")
    site.built()
    assert not any("photo" in path or b"photo" in data for path, data in site.tree().items())
    stored = [path for path in (site.root / ".cache/pictures").rglob("*") if path.is_file()]
    assert [path.suffix for path in stored] == [".jpg"]
    assert TOLD.encode() not in stored[0].read_bytes()
    assert (site.root / ".cache").stat().st_mode & 0o077 == 0


def test_a_picture_that_cannot_be_decoded_stops_the_build(tmp_path: Path) -> None:
    """The message has its path, and the output stays; after a correction the site is whole."""
    site = pictured_site(tmp_path)
    site.built()
    before, stamps = site.tree(), site.stamps()
    whole = picture(1200, 800, "WEBP")
    site.write("content/broken.webp", whole[:100] + bytes(300) + whole[400:])
    site.release("more", Image="broken.webp | Two people")
    result = site.build()
    assert result.status == 1
    assert "broken.webp: a picture must be one that browsers can show, got " in result.err
    assert "Traceback" not in result.err
    assert (before, stamps) == (site.tree(), site.stamps())
    site.write("content/broken.webp", whole)
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


@pytest.mark.parametrize(("width", "status"), [(1067, 1), (1066, 0), (2400, 1)])
def test_a_machine_that_cannot_draw_a_variant_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int, status: int
) -> None:
    """Rather than publish other bytes than another machine would; the output stays as it was."""
    site = Site(tmp_path / "site")
    site.built()
    before = site.tree()
    site.write("content/a.png", picture(width, 40, "PNG"))
    site.release("visit", Image="a.png | A")
    monkeypatch.setattr(features, "check", lambda _: False)
    result = site.build()
    assert result.status == status
    wrong = "a.png: a wide picture must be drawn as AVIF, got a Pillow that cannot do it; install"
    assert (wrong in result.err, site.tree() == before) == (bool(status), bool(status))


def test_a_picture_that_changes_during_the_build_is_not_kept(tmp_path: Path) -> None:
    """What is kept under a content's digest is of that content, for good."""
    file = tmp_path / "photo.jpg"
    file.write_bytes(picture())
    pictures = Store(tmp_path / "cache")
    wanted = Copy("photo.jpg", file, "0" * 32, 480)
    with pytest.raises(ProblemsFound, match="must not change while the site is built"):
        pictures.make_variants([wanted], 1)
    assert not pictures.find(wanted).exists()


def test_a_variant_takes_no_other_files_place(tmp_path: Path) -> None:
    """A document of any name can stand beside an image."""
    site = Site(tmp_path / "site")
    site.write("content/photo.jpg", picture())
    site.write("content/photo-480.webp", picture(9, 9, "WEBP"))
    site.release(
        "visit", Image="photo.jpg | Two people", Attachments="photo-480.webp | A small one"
    )
    site.built()
    tree = site.tree()
    assert tree[f"{VISIT}/photo-480.webp"] == picture(9, 9, "WEBP")
    assert f"{VISIT}/sizes/photo-480.webp" in tree
