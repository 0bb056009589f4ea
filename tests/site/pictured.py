"""A site of tests of pictures: a release with a photograph and a paper."""

from __future__ import annotations

from pathlib import Path

from tests.pictures.samples import picture, secret_picture
from tests.sites import Site

VISIT = "en/2019/06/05/visit"
PAGE = f"{VISIT}/index.html"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


def pictured_site(tmp_path: Path) -> Site:
    """A newsroom of one release with a photograph and a paper, and one without."""
    site = Site(tmp_path / "site")
    site.write("content/photo.jpg", secret_picture(width=1200, height=800))
    site.write("content/paper.ru.pdf", b"x" * 1_234_567)
    site.write("content/media/map.png", picture(form="PNG"))
    site.write(
        "content/pages/about.md", "Title: About\n\nText.\n\n![A map]({static}/media/map.png)\n"
    )
    site.release("talks", Date="2019-05-01 10:00", Category="Readouts")
    site.release(
        "visit",
        "A text.\n\n![A map]({static}/media/map.png)",
        Image=f"photo.jpg | Two people at a table | The meeting | Press Office | CC BY 4.0 {CC_BY}",
        Attachments="paper.ru.pdf | Full text",
    )
    return site
