from __future__ import annotations

from pathlib import Path

import pytest

from tests.pictures.samples import picture
from tests.site.links import dead_links
from tests.sites import Site

SITEURL = "https://newsroom.example"


@pytest.mark.parametrize(
    "name", ["paper.pdf", "full text.pdf", "report #2.pdf", "Текст.pdf", "a?.pdf"]
)
def test_a_file_of_any_name_can_be_fetched(tmp_path: Path, name: str) -> None:
    """An attachment and an image are linked by an address that leads to them (RFC 3986 §2.1)."""
    site = Site(tmp_path / "site")
    site.write(f"content/{name}", "A paper")
    image = f"{name.removesuffix('.pdf')}.jpg"
    site.write(f"content/{image}", picture())
    site.release("visit", Attachments=f"{name} | The paper", Image=f"{image} | What is seen")
    result = site.build()
    assert result.status == 0, result.err
    assert site.tree()[f"en/2019/06/05/visit/{name}"] == b"A paper"
    assert site.tree()[f"en/2019/06/05/visit/{image}"] == picture()
    assert f"en/2019/06/05/visit/sizes/{image.removesuffix('.jpg')}-480.webp" in site.tree()
    assert dead_links(site.tree(), SITEURL) == []


def test_files_go_with_their_release(tmp_path: Path) -> None:
    """They come with it, change with it, and leave with it; no draft's file is ever public."""
    site = Site(tmp_path / "site")
    site.write("content/paper.pdf", "one")
    site.release("visit", Attachments="paper.pdf | The paper", Status="draft")
    site.built()
    assert not any(path.endswith(".pdf") for path in site.tree())
    site.release("visit", Attachments="paper.pdf | The paper")
    site.built()
    assert site.tree()["en/2019/06/05/visit/paper.pdf"] == b"one"
    site.write("content/paper.pdf", "two")
    site.built()
    assert site.tree()["en/2019/06/05/visit/paper.pdf"] == b"two"
    site.release("visit")
    site.built()
    assert not any(path.endswith(".pdf") for path in site.tree())
