"""Pictures and documents of releases, from the source to the page."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from communique.errors import ProblemsFound
from communique.outputs import images
from communique.settings import Settings
from tests.pictures import TOLD, picture, secret_picture
from tests.site.links import dead_links, find_values
from tests.sites import Site, differences

VISIT = "en/2019/06/05/visit"
PAGE = f"{VISIT}/index.html"


def _site(tmp_path: Path) -> Site:
    """A newsroom of one release with a photograph and a paper, and one without."""
    site = Site(tmp_path / "site")
    site.write("content/photo.jpg", secret_picture(width=1200, height=800))
    site.write("content/paper.ru.pdf", b"x" * 1_234_567)
    site.write("content/media/map.png", picture(form="PNG"))
    site.write("content/pages/about.md", "Title: About\n\n![A map]({static}/media/map.png)\n")
    site.release("talks", Date="2019-05-01 10:00", Category="Readouts")
    site.release(
        "visit",
        "A text.\n\n![A map]({static}/media/map.png)",
        Image="photo.jpg | Two people at a table | The meeting | Press Office",
        Attachments="paper.ru.pdf | Full text",
    )
    return site


def test_a_release_shows_its_picture_at_the_width_of_the_screen(tmp_path: Path) -> None:
    """Variants in WebP, the space kept, fetched first; described, with caption and credit."""
    site = _site(tmp_path)
    site.built()
    tree = site.tree()
    (srcset,) = find_values(tree[PAGE], "//figure//source/@srcset")
    base = f"https://newsroom.example/{VISIT}"
    widths = [480, 960, 1200]
    assert ", ".join(f"{base}/sizes/photo-{width}.webp {width}w" for width in widths) == srcset
    for width in widths:
        with Image.open(BytesIO(tree[f"{VISIT}/sizes/photo-{width}.webp"])) as image:
            assert (image.format, image.size) == ("WEBP", (width, round(width * 2 / 3)))
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
    assert caption.strip() == "The meeting Photo: Press Office"
    assert dead_links(tree, "https://newsroom.example") == []


def test_pictures_in_the_text_keep_their_space_and_wait(tmp_path: Path) -> None:
    """With their measures, fetched when they come into view."""
    site = _site(tmp_path)
    site.built()
    for path in (PAGE, "en/about/index.html"):
        (tag,) = re.findall(rb'<img alt="A map"[^>]*>', site.tree()[path])
        assert tag.endswith(b'width="600" height="400" loading="lazy" decoding="async">')


def test_no_published_picture_says_where_it_was_taken(tmp_path: Path) -> None:
    """Neither the file itself, nor a variant, nor one below STATIC_PATHS."""
    site = _site(tmp_path)
    site.write("content/media/map.png", secret_picture("PNG"))
    site.built()
    assert [path for path, data in site.tree().items() if TOLD.encode() in data] == []


@pytest.mark.parametrize(
    ("lang", "details"),
    [("en", "PDF · 1.2 MB · Russian"), ("ru", "PDF · 1,2 МБ · русский")],
)
def test_a_document_is_listed_with_form_size_and_language(
    tmp_path: Path, lang: str, details: str
) -> None:
    """In the words of the page's language; its title is the editor's."""
    site = _site(tmp_path)
    site.release("paper", Lang=lang, Attachments="paper.ru.pdf | Full text")
    site.built()
    page = site.tree()[f"{lang}/2019/06/05/paper/index.html"].decode()
    (link, shown) = re.findall(r"<li>(<a.*?</a>) <small><bdi>(.*?)</bdi>", page)[0]
    assert 'type="application/pdf" hreflang="ru"' in link
    assert "<bdi>Full text</bdi>" in link
    assert details == shown.replace("\xa0", " ")


def test_feeds_and_machines_know_the_documents(tmp_path: Path) -> None:
    """With their size in bytes, type, title and language."""
    site = _site(tmp_path)
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
    site = _site(tmp_path)
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
    site = _site(tmp_path)
    site.built()
    monkeypatch.setattr(images, "_make", None)
    site.write("theme/templates/components/lead.html", "{{ article.image.url }}")
    site.release("visit", "Another text.", Slug="met", Image="photo.jpg | Two people")
    site.built()
    assert "en/2019/06/05/met/sizes/photo-480.webp" in site.tree()
    assert f"{VISIT}/sizes/photo-480.webp" not in site.tree()


def test_a_picture_under_embargo_is_not_made(tmp_path: Path) -> None:
    """Nothing of it is in the output, nor waits in the cache."""
    site = Site(tmp_path / "site")
    site.write("content/photo.jpg", secret_picture())
    site.release("visit", Image="photo.jpg | Two people", Embargo="2031-01-01 10:00")
    site.release("talks")
    site.built()
    assert not any("photo" in path or b"photo" in data for path, data in site.tree().items())
    assert not (site.root / ".cache/pictures").exists()


def test_a_picture_that_cannot_be_decoded_stops_the_build(tmp_path: Path) -> None:
    """It is told with its path, and the output is as it was; mended, the site is whole."""
    site = _site(tmp_path)
    site.built()
    before, stamps = site.tree(), site.stamps()
    whole = picture(1200, 800, "WEBP")
    site.write("content/broken.webp", whole[:100] + bytes(300) + whole[400:])
    site.release("more", Image="broken.webp | Two people")
    result = site.build()
    assert result.status == 1
    assert "broken.webp: a picture must be one that can be shown, got " in result.err
    assert "Traceback" not in result.err
    assert (before, stamps) == (site.tree(), site.stamps())
    site.write("content/broken.webp", whole)
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_picture_that_changes_during_the_build_is_not_kept(tmp_path: Path) -> None:
    """What is kept under a content's digest is of that content, for good."""
    file = tmp_path / "photo.jpg"
    file.write_bytes(picture())
    settings = Settings.from_pelican(Site(tmp_path / "site").pelican_settings())
    wanted = images.Picture("photo.jpg", file, "0" * 32)
    with pytest.raises(ProblemsFound, match="must not change while the site is built"):
        images.make_variants(settings, [(wanted, 480)])
    assert not images.find_variant(settings, wanted.digest, 480).exists()


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
