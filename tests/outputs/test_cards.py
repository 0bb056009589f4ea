"""Cards of shared links: their words, their emblem, and who has one."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from communique.outputs.sharing import card_text
from communique.outputs.sharing.card_drawing import (
    BODY,
    EDGE,
    HEIGHT,
    TITLE,
    WIDTH,
    Card,
    draw_png,
    draw_svg,
)
from communique.outputs.sharing.card_text import FOLDER, FONTS, find_missing, set_lines
from tests.site.links import find_values
from tests.sites import ROOT, Site, differences

EMBLEM = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<style>rect, path, text {fill: red; display: none}</style><circle r="50"/></svg>'
)
COLOURS = ("#16325c", "#8f1d2c")


def card(title: str, *, rtl: bool = False, name: str = "Newsroom", emblem: str = "") -> Image.Image:
    """Return a card as a picture."""
    drawn = Card("speeches", name, "", title, "a.example", COLOURS, rtl, emblem.encode())
    with Image.open(BytesIO(draw_png(draw_svg(drawn)))) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
        return image.convert("RGB")


def box(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int]:
    """Return where two pictures differ: left, top, right, bottom."""
    found = ImageChops.difference(one, other).getbbox()
    assert found is not None
    return found


TITLES = {
    "plain": "Press releases",
    "markup": "<script>alert('1')</script> & \"quoted\" ]]> &amp;",
    "cyrillic": "Министр иностранных дел Республики Казахстан и Ұлттық бірлік",
    "accents": "Tổng thống Việt Nam ở İstanbul, Œuvre à São Tomé, Ő",
    "441 signs": ("Statement of the Ministry on the adoption of the resolution. " * 8)[:441],
    "one word": "W" * 441,
    "chinese": "上海合作组织观察员代表团准备监督哈萨克斯坦共和国总统选举，并举行会谈。" * 8,
    "mixed": "بعثة مراقبي SCO تستعد (A/RES/1325) 2019 في Nur-Sultan 上海 Астана",
    "marks": "an\u200ba\u00adb\u2067c\u2069 \u00a0  d",
}


@pytest.mark.parametrize("rtl", [False, True], ids=["ltr", "rtl"])
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_stands_within_its_box(title: str, *, rtl: bool) -> None:
    """However long it is, in whatever letters, whole: also one that is no XML."""
    left, top, right, bottom = box(card(title, rtl=rtl), card("", rtl=rtl))
    assert left >= EDGE - 8
    assert right <= WIDTH - EDGE + 8
    assert top >= BODY[0] - 8
    assert bottom <= BODY[1] + 8
    assert (right > WIDTH - EDGE - 30) if rtl else (left < EDGE + 30)
    set_ = set_lines(title, TITLE, WIDTH - 2 * EDGE, BODY[1] - BODY[0], 1.5)
    assert set_ is not None
    assert "".join("".join(set_.lines).split()) == "".join(title.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three four five six", 260, ("one two three", "four five six")),
        ("incomprehensibilities", 130, ("incompreh", "ensibilities")),
        ("中国外交部，发言人", 130, ("中国外交", "部，发言人")),
        ("中国外交部（发言人）", 125, ("中国外交部", "（发言人）")),
        ("  one\ttwo ", 260, ("one two",)),
    ],
)
def test_lines_are_of_like_length(text: str, width: int, lines: tuple[str, ...]) -> None:
    """Words stay whole where they can; no Chinese line begins with a mark that closes."""
    set_ = set_lines(text, [20], width, 100, 1.2)
    assert set_ is not None
    assert set_.lines == lines


def test_arabic_letters_are_joined_and_a_line_is_read_from_the_right() -> None:
    """Kept apart by signs of no width they look otherwise; what comes first is at the right."""
    word = "الرئاسية"
    assert box(card(word, rtl=True), card("\u200c".join(word), rtl=True))
    with_number, without = card(f"{word} 2019", rtl=True), card(word, rtl=True)
    empty = card("", rtl=True)
    assert box(with_number, without)[0] < box(without, empty)[0]
    mixed, alone = card(f"{word} ABC", rtl=True), card(word, rtl=True)
    assert box(mixed, alone)[2] <= box(alone, empty)[0]


def test_an_emblem_stands_beside_the_name_and_changes_nothing_else() -> None:
    """Its own stylesheet is not that of the card; from right to left it is mirrored."""
    for rtl in (False, True):
        left, top, right, bottom = box(
            card("Title", rtl=rtl, name="", emblem=EMBLEM), card("Title", rtl=rtl, name="")
        )
        assert (bottom - top, right - left) == (104, 104)
        assert (right if rtl else left) == (WIDTH - EDGE if rtl else EDGE)


def test_letters_that_no_font_has_are_told_and_never_drawn_as_boxes() -> None:
    """Emoji, other scripts, signs that mean nothing; a text with one is left out whole."""
    assert find_missing("Smile 😀\ud83d\x07 हिन्दी \ue000") == "😀\ud83d\x07हिन्दी\ue000"
    assert find_missing("".join(TITLES.values())) == ""
    assert card("Smile 😀").tobytes() == card("Laugh 😀").tobytes()
    assert box(card("Smile 😀"), card(""))[0] > WIDTH / 2  # a seal stands for the kind


def test_the_fonts_are_those_that_the_code_names() -> None:
    """A font that changes changes the code, and with it all cards; each licence is there."""
    found = {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in FOLDER.iterdir()
        if path.suffix != ".txt"
    }
    assert found == FONTS
    licence = (FOLDER / "OFL.txt").read_text("utf-8")
    assert [name for name in FONTS if name not in licence] == []
    assert Path(card_text.__file__).is_relative_to(ROOT / "communique")


def _image(site: Site, page: str) -> tuple[str, str]:
    """Return the address below SITEURL and the alt text of a page's picture."""
    found = [
        find_values(site.tree()[page], f'//meta[@property="{name}"]/@content')[0]
        for name in ("og:image", "og:image:alt")
    ]
    return found[0].removeprefix("https://newsroom.example/"), found[1]


VISIT = "en/2019/06/05/visit"
OWN = f"{VISIT}/index.png"


def test_a_release_has_a_card_of_its_own(tmp_path: Path) -> None:
    """With RELEASE_CARDS: it changes with the title alone, and goes with what a page may say."""
    names = {"hi": "समाचार"}
    site = Site(
        *(tmp_path / "site",),
        RELEASE_CARDS=True,
        EMBLEM="media/emblem.svg",
        LANGUAGES=("en", "hi"),
        SITENAMES=names,
    )
    site.write("content/media/emblem.svg", EMBLEM)
    site.write("content/pages/about.md", "Title: About\n\nText.\n")
    site.write("content/face.png", _png())
    site.release("visit.en", Title="A visit")
    site.release("smile.en", Title="Smile 😀")
    site.release("image.en", Image="face.png | A face")
    site.release("draft.en", Status="draft", Title="Xanadu")
    site.release("later.en", Embargo="2100-01-01 10:00 UTC", Title="Xanadu")
    told = site.built().err
    assert "pelicanconf.py: warning: SITENAMES must have signs that the fonts of cards" in told
    assert (
        'smile.en.md: warning: a title must have signs that the fonts of cards have, got "😀"'
        in told
    )
    tree = site.tree()
    own = sorted(path for path in tree if path.endswith("/index.png"))
    assert own == ["en/2019/06/05/smile/index.png", OWN]
    assert _image(site, f"{VISIT}/index.html") == (
        OWN,
        "Statements · A visit · June 5, 2019 · Newsroom",
    )
    assert _image(site, "en/2019/06/05/image/index.html")[0] == "en/2019/06/05/image/face.png"
    # A menu that changes plans every card; none is drawn again.
    draw_png.cache_clear()
    site.write("content/pages/about.md", "Title: About us\n\nText.\n")
    site.built()
    assert draw_png.cache_info().misses == 0
    site.release("visit.en", "Another text.", Title="A visit")
    assert "fonts of cards" not in site.built().err
    assert site.tree()[OWN] == tree[OWN]
    site.release("visit.en", Title="Another visit")
    site.built()
    assert site.tree()[OWN] != tree[OWN]
    site.write("content/media/emblem.svg", EMBLEM.replace('r="50"', 'r="4"'))
    site.built()
    new = site.tree()
    cards = {path for path in new if path.endswith(("card.png", "index.png"))}
    assert {path for path in cards if new[path] == tree[path]} == set()
    assert differences(site.clean_tree(), new) == []
    site.release("visit.en", Title="Another visit", Withdrawn="2019-06-07 Replaced.")
    site.built()
    assert OWN not in site.tree()
    assert _image(site, f"{VISIT}/index.html") == ("en/card.png", "Newsroom")
    site.built(RELEASE_CARDS=False)
    assert not [path for path in site.tree() if path.endswith("/index.png")]
    assert differences(site.clean_tree(RELEASE_CARDS=False), site.tree()) == []


def _png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    return file.getvalue()


def test_a_kind_has_a_card_while_it_has_releases(tmp_path: Path) -> None:
    """It comes with the first public release and goes with the last; no draft brings one."""
    site = Site(tmp_path / "site")
    site.release("visit")
    site.release("summary", Category="Readouts", Status="draft")
    site.built()
    card = "en/kinds/readouts/card.png"
    assert card not in site.tree()
    for status in ("published", "draft"):
        site.release("summary", Category="Readouts", Status=status)
        site.built()
        assert (card in site.tree()) is (status == "published")
        assert differences(site.clean_tree(), site.tree()) == []
