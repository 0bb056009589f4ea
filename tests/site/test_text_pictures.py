"""Pictures within texts, and their variants."""

from __future__ import annotations

import re
from pathlib import Path

from tests.pictures.samples import picture
from tests.site.links import dead_links, find_values
from tests.site.pictured import PAGE, VISIT, pictured_site
from tests.sites import Site, differences


def test_pictures_in_the_text_keep_their_space_and_wait(tmp_path: Path) -> None:
    """With their measures, fetched when they come into view."""
    site = pictured_site(tmp_path)
    site.built()
    for path in (PAGE, "en/about/index.html"):
        (tag,) = re.findall(rb'<img alt="A map"[^>]*>', site.tree()[path])
        assert tag.endswith(b'width="600" height="400" loading="lazy" decoding="async">')


def test_a_picture_in_a_text_is_offered_in_the_widths_of_screens(tmp_path: Path) -> None:
    """Variants beside the release, made once a content; the space kept, loaded when in view."""
    site = Site(tmp_path / "site")
    photo = picture(1200, 800)
    site.write("content/media/one/photo.jpg", photo)
    site.write("content/media/two/photo.jpg", photo)
    text = "A text.\n\n![One]({static}/media/one/photo.jpg)\n\n![Two]({static}/media/two/photo.jpg)"
    site.release("visit", text)
    site.built()
    tree = site.tree()
    assert find_values(tree[PAGE], "//picture//img/@loading") == ["lazy", "lazy"]
    assert find_values(tree[PAGE], "//picture//img/@width") == ["1200", "1200"]
    srcsets = find_values(tree[PAGE], "//picture/source[@type='image/avif']/@srcset")
    offered = [offer.rsplit(" ", 1) for srcset in srcsets for offer in srcset.split(", ")]
    assert [width for _, width in offered] == ["480w", "960w", "1200w"] * 2
    urls = {url.removeprefix("https://newsroom.example/") for url, _ in offered}
    assert len(urls) == 6
    assert urls == {path for path in tree if path.endswith((".avif", ".webp"))}
    assert all(path.startswith(f"{VISIT}/sizes/photo-") for path in urls)
    kept = (site.root / ".cache/pictures").rglob("*-*.*")
    assert sorted(path.suffix for path in kept) == [".avif", ".webp", ".webp"]
    assert b"srcset" not in tree["en/atom.xml"]
    assert dead_links(tree, "https://newsroom.example") == []


def test_variants_of_a_texts_pictures_come_and_go_with_it(tmp_path: Path) -> None:
    """Another file, another text, a draft, a withdrawal: as a clean build has it each time."""
    site = Site(tmp_path / "site")
    site.write("content/media/photo.png", picture(600, 400, "PNG"))
    text = "A text.\n\n![A map]({static}/media/photo.png)"

    def variants() -> set[int]:
        site.built()
        tree = site.tree()
        assert differences(site.clean_tree(), tree) == []
        return {int(path[:-5].rpartition("-")[2]) for path in tree if path.endswith(".webp")}

    site.release("visit", text)
    assert variants() == {480, 600}
    site.write("content/media/photo.png", picture(300, 200, "PNG"))
    assert variants() == {300}
    site.release("visit", text, Status="draft")
    assert variants() == set()
    site.release("visit", text, Date="2019-06-06")
    assert variants() == {300}
    site.release("visit", text, Withdrawn="2020-01-01 Replaced.")
    assert variants() == set()
    site.release("visit", text, Attachments="media/photo.png | The map")
    assert variants() == {300}
    site.release("visit", text, Image="media/photo.png | The map")
    assert variants() == {300}
    site.release("visit", "A text.")
    assert variants() == set()


def test_a_picture_that_begins_the_page_is_not_late(tmp_path: Path) -> None:
    """Nothing leads the text, so it is in view; after an image it is not."""
    site = Site(tmp_path / "site")
    site.write("content/media/map.png", picture(600, 400, "PNG"))
    site.write("content/photo.jpg", picture())
    text = "![A map]({static}/media/map.png)\n\nA text.\n\n![A map]({static}/media/map.png)"
    site.release("visit", text)
    site.built()
    images = find_values(site.tree()[PAGE], "//picture//img/@loading")
    assert images == ["lazy"]
    assert find_values(site.tree()[PAGE], "//picture//img/@fetchpriority") == ["high"]
    site.release("visit", text, Image="photo.jpg | Two people")
    site.built()
    assert find_values(site.tree()[PAGE], "//p/picture//img/@loading") == ["lazy", "lazy"]


def test_what_an_editor_wrote_of_a_picture_stays(tmp_path: Path) -> None:
    """A picture of his own choice of sources is not put into another."""
    site = Site(tmp_path / "site")
    site.write("content/media/map.png", picture(600, 400, "PNG"))
    source, shown = '<source media="print" srcset="/media/map.png">', "{static}/media/map.png"
    own = f'<picture>{source}<img src="{shown}" alt="A map"></picture>'
    site.release("visit", f"A text.\n\n{own}")
    site.built()
    page = site.tree()[PAGE]
    assert page.count(b"<picture>") == 1
    assert b"image/webp" not in page
