"""A newsroom's own: what its settings put on every page without a change to the theme."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from communique.settings.brand import BRAND_SHAPES
from communique.settings.colours import (
    DARK,
    LIGHT,
    MORE,
    TEXT,
    WHITE,
    contrast,
    draw_tokens,
    readable,
)
from tests.sites import ROOT, Site

EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
CONTACTS = """
[press-office]
en = "Press office"
ru = "Пресс-служба"
phone = "+7 7172 72 05 18"
email = "press@mfa.example"
note.en = "Day and night"
note.ru = "Круглосуточно"
"""
SETTINGS = {
    "EMBLEM": {
        "file": "media/emblem.svg",
        "dark": "media/dark.svg",
        "alt": {"en": "Coat of arms", "ru": "Герб"},
    },
    "BRAND": ("#1a3a6e", "#8A1C2B"),
    "PUBLISHER": (
        {"en": "The Ministry", "ru": "Министерство"},
        {"en": "https://mfa.example", "ru": "https://mfa.example/ru"},
    ),
    "CONTACTS": ["press-office"],
    "LICENCE": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "FOOTER_LINKS": [({"en": "Legal notice", "ru": "Условия"}, "/en/legal/"), "corrections"],
    "SOCIAL": [("Mastodon", "https://social.example/@mfa")],
    "MENU": {
        "en": ["kinds/statements", "pages/about", ("Visa", "https://visa.example"), "archive"],
        "ru": ["archive", "kinds/readouts", "pages/about", "tags", "releases"],
    },
    "EXTRA_PATH_METADATA": {"media/robots.txt": {"path": "robots.txt"}},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A newsroom that has set all that it can."""
    site = Site(tmp_path_factory.mktemp("brand"), **SETTINGS)
    site.write("content/media/emblem.svg", EMBLEM)
    site.write("content/media/dark.svg", EMBLEM)
    site.write("content/media/robots.txt", "User-agent: *\nDisallow: /drafts/\n")
    site.write("content/pages/about.en.md", "Title: About us\n\nText.\n")
    site.write("content/pages/about.ru.md", "Title: О нас\nSlug: o-nas\n\nТекст.\n")
    site.write("vocabulary/contacts.toml", CONTACTS)
    site.release("visit.en", Tags="Climate")
    site.release("visit.ru", Tags="Климат", Category="Заявления", Lang="ru")
    site.built()
    return site


def _page(site: Site, path: str) -> html.HtmlElement:
    return html.fromstring((site.output / path).read_bytes().decode())


def _links(page: html.HtmlElement, place: str) -> list[tuple[str, str]]:
    found = page.xpath(f"//{place}//a")
    return [(link.text_content().strip(), link.get("href").removeprefix(SITE)) for link in found]


SITE = "https://newsroom.example"


def test_a_menu_is_in_the_order_of_its_language(site: Site) -> None:
    """Kinds, pages, links and places; a kind without releases in the language is left out."""
    english, russian = _page(site, "en/index.html"), _page(site, "ru/index.html")
    assert _links(english, "nav[@class='menu']") == [
        ("Statements", "/en/kinds/statements/"),
        ("About us", "/en/about/"),
        ("Visa", "https://visa.example"),
        ("Archive", "/en/archive/"),
    ]
    assert _links(russian, "nav[@class='menu']") == [
        ("Архив", "/ru/archive/"),
        ("О нас", "/ru/o-nas/"),
        ("Темы", "/ru/tags/"),
        ("Материалы", "/ru/"),
    ]
    current = russian.xpath("//nav[@class='menu']//a[@aria-current]/@href")
    assert current == [f"{SITE}/ru/"]


@pytest.mark.parametrize("path", ["index.html", "en/index.html", "en/2019/06/05/visit/index.html"])
def test_emblem_and_foot_stand_on_every_page(site: Site, path: str) -> None:
    """On the front door too."""
    page = _page(site, path)
    assert page.xpath("//header//img/@alt") == ["Coat of arms"]
    assert page.xpath("//header//img/@src") == [f"{SITE}/media/emblem.svg"]
    assert page.xpath("//header//source/@srcset") == [f"{SITE}/media/dark.svg"]
    foot = _links(page, "footer")
    assert foot[:3] == [
        ("The Ministry", "https://mfa.example"),
        ("+7 7172 72 05 18", "tel:+77172720518"),
        ("press@mfa.example", "mailto:press@mfa.example"),
    ]
    assert foot[3:5] == [("Archive", "/en/archive/"), ("Subscribe", "/en/subscribe/")]
    assert [each for each in foot[5:] if each[0] not in {"English", "Русский"}] == [
        ("Legal notice", "/en/legal/"),
        ("Corrections", "/en/corrections/"),
        ("Mastodon", "https://social.example/@mfa"),
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ]


def test_it_speaks_the_language_of_the_page(site: Site) -> None:
    """Texts that are given for each language; the default language's where one is missing."""
    page = _page(site, "ru/index.html")
    foot = page.xpath("//footer")[0].text_content()
    assert page.xpath("//header//img/@alt") == ["Герб"]
    for words in ("Министерство", "Пресс-служба", "Круглосуточно", "Условия", "Исправления"):
        assert words in foot


def test_search_engines_are_told_who_publishes(site: Site) -> None:
    """Name, address and logo of the publisher, and the licence, in structured data."""
    page = _page(site, "ru/2019/06/05/visit/index.html")
    article = json.loads(page.xpath("//script/text()")[0])["@graph"][0]
    assert article["publisher"] == {
        "@type": "Organization",
        "name": "Министерство",
        "url": "https://mfa.example/ru",
        "logo": {"@type": "ImageObject", "url": f"{SITE}/media/emblem.svg"},
    }
    assert article["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_robots_txt_may_be_its_own(site: Site) -> None:
    """The static file is published in place of the build's, and that is back when it goes."""
    robots = site.output / "robots.txt"
    assert robots.read_text() == "User-agent: *\nDisallow: /drafts/\n"
    site.delete("content/media/robots.txt")
    site.built()
    assert "Sitemap:" in robots.read_text()
    site.write("content/media/robots.txt", "User-agent: *\nDisallow: /drafts/\n")
    site.built()
    assert "Disallow" in robots.read_text()
    assert site.tree() == site.clean_tree()


def test_a_menu_follows_the_releases(site: Site) -> None:
    """A kind enters the menu with its first public release, as a build from nothing has it."""
    name = site.release("report.ru", Category="Отчёты", Lang="ru")
    site.built()
    items = _links(_page(site, "ru/archive/index.html"), "nav[@class='menu']")
    assert ("Отчёты", "/ru/kinds/readouts/") in items
    assert site.tree() == site.clean_tree()
    site.delete(f"content/{name}")
    site.built()
    items = _links(_page(site, "ru/archive/index.html"), "nav[@class='menu']")
    assert ("Отчёты", "/ru/kinds/readouts/") not in items


def test_colours_are_a_stylesheet_that_pages_name(site: Site) -> None:
    """Its name holds a digest, its tokens are the theme's, and other colours are another name."""
    (sheet,) = site.output.glob("theme/css/brand.*.css")
    assert f'href="{SITE}/theme/css/{sheet.name}"' in (site.output / "index.html").read_text()
    tokens = (ROOT / "theme/static/css/tokens.css").read_text()
    for token in set(re.findall(r"--[a-z-]+", sheet.read_text())):
        assert f"{token}:" in tokens, "the theme has no such token"
    site.built(BRAND=("#8a1c2b", "#1a3a6e"))
    (other,) = site.output.glob("theme/css/brand.*.css")
    assert other.name != sheet.name
    site.built()


def test_no_ground_of_the_theme_is_beyond_what_colours_are_drawn_for() -> None:
    """Text in a newsroom's colours keeps its contrast on every ground of the theme."""
    tokens = (ROOT / "theme/static/css/tokens.css").read_text()
    light, dark = tokens.partition("prefers-color-scheme: dark")[::2]
    for name in ("paper", "tint"):
        shades = [re.search(rf"--{name}: (#\w+);", part) for part in (light, dark)]
        found = [match[1] for match in shades if match]
        full = [
            f"#{''.join(c * 2 for c in each[1:])}" if len(each) == 4 else each for each in found
        ]
        assert contrast(full[0], "#000000") >= contrast(LIGHT, "#000000")
        assert contrast(full[1], WHITE) >= contrast(DARK, WHITE)


@pytest.mark.parametrize("colour", ["#1a3a6e", "#8a1c2b", "#000000", "#767676", "#006b3c"])
def test_every_value_that_is_drawn_can_be_read(colour: str) -> None:
    """4.5:1 on light screens, 7:1 on dark ones and where more contrast is asked for."""
    light, dark, more, both = draw_tokens(colour, colour).values()
    for token in ("--link", "--accent"):
        assert contrast(light[token], LIGHT) >= TEXT
        assert contrast(dark[token], DARK) >= MORE
        assert contrast(more[token], LIGHT) >= MORE
        assert contrast(both[token], "#000000") >= MORE
    for values in (light, dark, more, both):
        assert contrast(values["--band"], values["--on-band"]) >= TEXT


def test_the_nearest_readable_colour_keeps_what_is_readable() -> None:
    """One that has the contrast is left as it is; the contrast of black and white is 21."""
    assert readable("#1a3a6e", WHITE, TEXT) == "#1a3a6e"
    assert round(contrast("#000000", WHITE), 2) == 21
    assert round(contrast("#777777", WHITE), 2) == 4.48


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a pale colour": ({"BRAND": ("#ffcc00", "#8a1c2b")}, '"#ffcc00", which has 1.5:1'),
    "a pale accent": ({"BRAND": ("#8a1c2b", "#777777")}, '"#777777", which has 4.5:1'),
    "one colour": ({"BRAND": "#8a1c2b"}, "BRAND must be two colours"),
    "a colour's name": ({"BRAND": ("navy", "#8a1c2b")}, "write them in six digits"),
    "a picture": ({"EMBLEM": "media/emblem.png"}, "EMBLEM must be an SVG file below PATH"),
    "no such emblem": ({"EMBLEM": "media/emblen.svg"}, 'mean "media/emblem.svg"'),
    "an odd part": ({"EMBLEM": {"file": "media/emblem.svg", "size": "3"}}, "EMBLEM must be"),
    "no address": ({"LICENCE": ("CC BY 4.0", "creativecommons")}, "LICENCE must be a name and an"),
    "a script": ({"FOOTER_LINKS": [("Run", "javascript:alert(1)")]}, "FOOTER_LINKS must be a list"),
    "no card": ({"CONTACTS": ["pres-office"]}, 'did you mean "press-office"?'),
    "no such page": ({"MENU": ["pages/abuot"]}, "MENU must name places that the site has"),
    "no such kind": ({"MENU": ["kinds/statement"]}, 'did you mean "statements"?'),
    "no place": ({"MENU": ["archives"]}, 'did you mean "archive"?'),
    "a search that is off": ({"MENU": ["search"]}, "write SEARCH = True"),
    "a language of no page": ({"MENU": {"fr": ["archive"]}}, "MENU must use languages"),
    "a publisher's language": ({"PUBLISHER": ({"fr": "MAE"}, "/en/")}, "PUBLISHER must use"),
    "a foot that is no list": ({"FOOTER_LINKS": "archive"}, "FOOTER_LINKS must be a list"),
    "social links": ({"SOCIAL": ["https://social.example"]}, "SOCIAL must be a list of names"),
}  # fmt: skip


def test_what_is_wrong_is_told_at_the_settings(site: Site) -> None:
    """With the settings file's name, status 1, and an output that is as it was."""
    before = site.stamps()
    for case, (settings, words) in WRONG.items():
        said = site.build(**settings)
        assert said.status == 1, case
        line = next(each for each in said.err.splitlines() if words in each)
        assert line.startswith("pelicanconf.py: ")
        assert site.stamps() == before, case


CARDS = {
    "a number": ('[a]\nen = "A"\nphone = "call us"\n', "contacts.toml:1: a contact's phone"),
    "mail": ('[a]\nen = "A"\nemail = "press"\n', "a contact's email must be valid"),
    "no name": ('[a]\nphone = "112"\n', "a contact must have a name"),
    "another part": ('[a]\nen = "A"\nfaxnumber = "112"\n', 'got "faxnumber" in [a]'),
    "no TOML": ("[a\n", "contacts.toml:1: vocabulary must be TOML"),
}


@pytest.mark.parametrize("case", CARDS)
def test_a_card_that_is_wrong_is_told(site: Site, case: str) -> None:
    """By file and line; the output is as it was."""
    text, words = CARDS[case]
    site.write("vocabulary/contacts.toml", text)
    said = site.build()
    site.write("vocabulary/contacts.toml", CONTACTS)
    assert (said.status, words in said.err) == (1, True), said.err


def test_nothing_is_shown_that_is_not_set(tmp_path: Path) -> None:
    """The usual menu, the site's name at the foot, no stylesheet besides the theme's."""
    site = Site(tmp_path, MENUITEMS=[("Visa", "https://visa.example")])
    site.write("content/pages/about.en.md", "Title: About us\n\nText.\n")
    site.release("visit.en")
    site.built()
    page = _page(site, "en/index.html")
    titles = [title for title, _ in _links(page, "nav[@class='menu']")]
    assert titles == ["Releases", "Archive", "About us", "Visa", "Subscribe"]
    [publisher] = page.xpath("//footer//*[@class='publisher']")
    assert publisher.text_content().split() == ["Newsroom"]
    assert len(page.xpath("//link[@rel='stylesheet']")) == 1


def test_every_setting_of_the_brand_is_described() -> None:
    """``settings/brand.py`` has a docstring that begins with the setting's name."""
    source = (ROOT / "communique/settings/brand.py").read_text()
    assert [name for name in BRAND_SHAPES if f'    """{name}: ' not in source] == []
