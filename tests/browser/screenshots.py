"""Take docs/screenshots/: the demonstration newsroom, and the tests' in other scripts.

Each type of page is also on a sheet for each look: light, dark, on a phone, in Arabic, on paper.
``inv screenshots`` runs it, after a change of the theme, for people to look at.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Literal
from urllib.parse import unquote, urlsplit

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, Route

from communique.plugin.newsroom import Newsroom
from communique.plugin.settings_file import load_conf
from tests.browser.chromium import open_chromium, why_no_browser
from tests.browser.newsroom import PAGES, SINGLE, VISIT, make_newsroom
from tests.sites import ROOT, quiet_pelican

ADDRESS = "https://newsroom.example"
FOLDER = ROOT / "docs" / "screenshots"
PHONE = 360
PAPER = 794
"""The width of A4 in CSS pixels."""


@dataclass(frozen=True)
class Shot:
    """A picture to take: its name, the page's address, and how it is looked at."""

    name: str
    address: str
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"
    contrast: Literal["more", "no-preference"] = "no-preference"
    width: int = 1120
    height: int = 840


RELEASE = "en/2019/06/05/sco-observer-mission/"
FACTS = "en/2019/06/03/sco-in-figures/"
DEMONSTRATION = (
    Shot("door", "", height=760),
    Shot("front", "en/"),
    Shot("front-dark", "en/", "dark"),
    Shot("front-phone", "en/", width=PHONE),
    Shot("release", RELEASE, height=900),
    Shot("release-dark", RELEASE, "dark"),
    Shot("release-contrast", RELEASE, contrast="more"),
    Shot("release-phone", RELEASE, width=PHONE),
    Shot("release-print", RELEASE, media="print", width=PAPER, height=1100),
    Shot("release-kazakh", "kk/2019/06/05/sco-observer-mission/"),
    Shot("release-end", f"{RELEASE}#the-related", height=640),
    Shot("release-end-phone", f"kk{RELEASE[2:]}#the-related", "dark", width=PHONE),
    Shot("tables", FACTS),
    Shot("term", "en/countries/kazakhstan/"),
    Shot("month", "ru/2019/06/"),
    Shot("filter", "en/countries/kazakhstan/kinds/announcements/", height=620),
    Shot("term-dark-phone", "ru/countries/kazakhstan/", "dark", width=PHONE),
    Shot("corrections", "en/corrections/", height=480),
    Shot("terms", "en/countries/", height=620),
    Shot("archive", "en/archive/", height=520),
    Shot("search", "en/search/?q=observer", height=900),
    Shot("search-dark-phone", "kk/search/?q=бақылаушылар", "dark", width=PHONE),
    Shot("subscribe", "en/subscribe/", height=620),
    Shot("page", "en/about/"),
    Shot("not-found", "404.html", height=480),
    Shot("front-arabic", "ar/", height=620),
    Shot("release-arabic", "ar/2019/06/04/mraqba-al-intkhabat/", height=1000),
    Shot("front-chinese", "zh/", height=620),
)
OTHER_SCRIPTS = (
    Shot("archive-years", "kk/archive/", height=760),
    Shot("event", "ar/2017/02/02/note-2/", height=900),
    Shot("transcript", "en/2018/03/03/note-3/"),
    Shot("print-arabic", f"ar/{VISIT}", media="print", width=PAPER, height=1100),
    Shot("release-arabic-phone", f"ar/{VISIT}", "dark", width=PHONE),
)

CARDS = {"card": "en/kinds/announcements/card.png", "card-arabic": "ar/card.png"}
"""Pictures of shared links, which are copied as they are."""

SHEETS = (
    Shot("every-light", "en/"),
    Shot("every-dark", "en/", "dark"),
    Shot("every-phone", "en/", width=PHONE, height=720),
    Shot("every-arabic", "ar/"),
    Shot("every-print", "en/", media="print", width=PAPER, height=1123),
)
"""How each type of page is looked at; the address is that of a language."""

SMALL = 320
"""The width in pixels of a page on a sheet."""

TITLE = 24
"""The height of what stands above it."""


def build_demonstration(root: Path, address: str = ADDRESS) -> Path:
    """Build content/ in a folder of its own, and return its output."""
    folders = {"OUTPUT_PATH": str(root / "output"), "CACHE_PATH": str(root / "cache")}
    with quiet_pelican():
        Newsroom(load_conf(str(ROOT / "pelicanconf.py"), SITEURL=address, **folders)).run()
    return root / "output"


def build_other_scripts(root: Path) -> Path:
    """Build the tests' newsroom, and return its output."""
    return make_newsroom(root / "site", SITEURL=ADDRESS).output


def take(browser: Browser, output: Path, shots: tuple[Shot, ...]) -> None:
    """Take each picture of a site, at the address that it would have."""
    for shot in shots:
        with browser.new_page() as page:
            (FOLDER / f"{shot.name}.png").write_bytes(_look_at(page, output, shot))


def take_sheets(browser: Browser, output: Path) -> None:
    """Take a picture of each type of page, and put those of a look on one sheet."""
    for sheet in SHEETS:
        pages = {name: f"{sheet.address}{path}" for name, path in PAGES.items()}
        pages |= SINGLE if sheet.address == "en/" else {}
        taken = []
        with browser.new_page() as page:
            for name, address in pages.items():
                if (output / address).exists():
                    shot = replace(sheet, address=address)
                    taken.append((name, _look_at(page, output, shot)))
        _lay_out(taken).save(FOLDER / f"{sheet.name}.webp", quality=75, method=6)


def _look_at(page: Page, output: Path, shot: Shot) -> bytes:
    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        route.fulfill(
            path=output / f"{path}index.html".lstrip("/") if path[-1] == "/" else output / path[1:]
        )

    page.set_viewport_size({"width": shot.width, "height": shot.height})
    page.route(f"{ADDRESS}/**", answer)
    page.emulate_media(media=shot.media, color_scheme=shot.scheme, contrast=shot.contrast)
    page.goto(f"{ADDRESS}/{shot.address}", wait_until="networkidle")  # pictures load late
    if "/search/?" in shot.address:
        page.wait_for_selector(".results li")
    if shot.media == "print":
        page.add_style_tag(content="html { padding: 22mm 20mm }")  # as @page has
    taken = page.screenshot()
    page.unroute_all(behavior="wait")
    return taken


def _lay_out(taken: list[tuple[str, bytes]]) -> Image.Image:
    """Put pictures beside each other, six in a row, each with its name above."""
    pictures = [(name, Image.open(BytesIO(data))) for name, data in taken]
    height = max(SMALL * each.height // each.width for _, each in pictures)
    rows = -(-len(pictures) // 6)
    sheet = Image.new("RGB", (6 * (SMALL + TITLE), rows * (height + 2 * TITLE)), "#777")
    for place, (name, picture) in enumerate(pictures):
        x, y = place % 6 * (SMALL + TITLE) + TITLE // 2, place // 6 * (height + 2 * TITLE)
        ImageDraw.Draw(sheet).text((x, y + 8), name, "white", font_size=14)
        small = picture.resize((SMALL, SMALL * picture.height // picture.width))
        sheet.paste(small.convert("RGB"), (x, y + TITLE + 4))
    return sheet


def main() -> None:
    """Take every picture anew."""
    if reason := why_no_browser():
        sys.exit(f"{reason}; as root, `make browser` installs Debian's with what it needs")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    with TemporaryDirectory() as root, open_chromium() as browser:
        output = build_demonstration(Path(root))
        take(browser, output, DEMONSTRATION)
        for name, path in CARDS.items():
            copyfile(output / path, FOLDER / f"{name}.png")
        output = build_other_scripts(Path(root))
        take(browser, output, OTHER_SCRIPTS)
        take_sheets(browser, output)


if __name__ == "__main__":
    main()
