"""Links without an address, and to parts of the text that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import Site
from tests.sources.stylebooks import read, sound


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An empty site in English."""
    return Site(tmp_path / "site", LANGUAGES=("en",))


@pytest.mark.parametrize("link", ["[x]()", "[x](<>)", '<a href="">x</a>', "<a href=''>x</a>"])
def test_a_link_must_have_an_address(site: Site, link: str) -> None:
    """Told with its line."""
    site.release("a", f"A paragraph.\n\nSee {link}.")
    assert "a.md:7: a link must have an address, got none; write it" in site.build().err


@pytest.mark.parametrize(
    "link",
    ["#parts", "#Part", "#part-2", "#fn:9", "#nowhere"],
)
def test_a_part_that_is_not_there_is_warned_of(site: Site, link: str) -> None:
    """With the likely one; the page is built, as it has parts of its own."""
    site.release("a", f"## Part {{: #part }}\n\nSee [x]({link}).")
    said = site.built().err
    assert "a.md:7: warning: a link within the text should lead to a part of it" in said
    assert ('did you mean "part"?' in said) is ("art" in link)


@pytest.mark.parametrize(
    "text",
    [
        "[x](#top) [y](#)",
        "## Часть {: #часть }\n\n[x](#часть) [y](#%D1%87%D0%B0%D1%81%D1%82%D1%8C)",
        '<p id="a b">x</p>\n\n[x](#a%20b)',
        "Note[^1].\n\n[^1]: The note.",
        "## Part {: #own }\n\n[x](#own)",
    ],
)
def test_a_part_that_is_there_is_not(site: Site, text: str) -> None:
    """Notes, names that a text gives, the top of each page."""
    site.release("a", text)
    assert "should lead to a part" not in site.built().err


@pytest.mark.parametrize(
    "address", ["https://a.org:abc/", "https://a.org:80x", "http://a.org:99999/x"]
)
def test_a_port_must_be_a_number(site: Site, address: str) -> None:
    """Of five digits at most."""
    site.release("a", f"See [x]({address}).")
    assert "a.md:5: an address must be one that a browser can read" in site.build().err


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("https://a..b/", "one that a browser can read"),
        ("https://exa mple.org/", "one that a browser can read"),
        ("https:// a.org", "one that a browser can read"),
        ("https://-a.org/x", "one that a browser can read"),
        ("https://a,org/", "one that a browser can read"),
        ("https://a.org,", "one that a browser can read"),
        ("https://tbc", "one that a browser can read"),
        ("https://256.1.1.1/", "one that a browser can read"),
        ("https://a.org/5%/x", "one that a browser can read"),
        ("https://a.org/a b", "have no spaces"),
        ("https://a.org/ “Title”", "have no spaces"),
        ("//a.org/x y", "have no spaces"),
        ("mailto: a@b.org", "have a host, and no password"),
        ("//", "have a host, and no password"),
        ("mailto:press@", "have a host, and no password"),
        ("mailto:press@a..org", "have a host, and no password"),
        ("http://localhost:8000/en/", "an address must be public"),
        ("https://files.mfa.internal/x", "an address must be public"),
        ("http://192.168.1.1/x", "an address must be public"),
        ("https://\u0430pple.com/", "letters of one alphabet"),
        ("{ filename }b.en.md", "be {filename}path"),
    ],
)
def test_an_address_must_lead_readers_somewhere(address: str, rule: str) -> None:
    """Its host has a name of the public's DNS, in one alphabet; a percent sign is spelt out."""
    text = sound().replace("The minister arrived.", f"See [x](<{address}>).")
    (problem,) = read(text).problems
    assert problem.line == len(sound().splitlines())
    assert rule in problem.rule


@pytest.mark.parametrize(
    "address",
    [
        *("https://xn--80ak6aa92e.com/", "https://мид.рф/", "https://www.a.org./x"),
        *("https://a-b.c--d.org?x=5%25", "http://8.8.8.8/", "https://a.org/100%D0%B0"),
        *("mailto:a@b.org,c@d.org?subject=x", "https://localhost.example/", "https://विकि.भारत/"),
        *("https://[2606:4700::1111]/", "https://عربي.امارات/", "https://a.org/{id}"),
    ],
)
def test_an_address_of_the_public_is_left_alone(address: str) -> None:
    """In any script, with any port and query."""
    text = sound().replace("The minister arrived.", f"See [x](<{address}>).")
    assert read(text).problems == ()


@pytest.mark.parametrize(
    "picture",
    [
        *("![x](/media/a.pdf)", "![x]({static}/media/a.DOCX)"),
        *('<img src="/media/a.mp4?b=1" alt="x">', "![x](/en/about/)", "![x](mailto:a@b.org)"),
    ],
)
def test_a_picture_of_the_site_is_a_picture(picture: str) -> None:
    """By its ending; what another site gives under a name is not known."""
    told = read(sound().replace("The minister arrived.", f"See {picture}.")).problems
    assert [each.rule for each in told] == ["a picture must be one that browsers can show"]
    others = "![x](https://a.org/picture.php) ![x](/media/a.PNG) ![x](/media/a)"
    others += " ![x](https://a.org/) ![x](/media/a.svg#b)"
    assert read(sound().replace("The minister arrived.", others)).problems == ()


@pytest.mark.parametrize(
    ("shown", "rule"),
    [
        ('<video src="/en/about/" controls></video>', "a film or a recording"),
        ('<audio src="{filename}b.en.md"></audio>', "a film or a recording"),
        ('<video><source src="{static}/media/a.jpg"></video>', "a film or a recording"),
        ('<video src="/a.mp4" poster="/en/about/"></video>', "a picture"),
        ('<video src="/a.mp4"><track src="/en/about/"></video>', "captions"),
        ('<img src="/a.png" srcset="/b.png 1x, /en/about/ 2x" alt="x">', "a picture"),
        ('<video src="https://a.org/film?b" poster="/a.jpg"><track src="/a.vtt"></video>', ""),
        ('<audio><source src="{static}/media/a.OPUS"></audio>', ""),
    ],
)
def test_what_is_shown_can_be(shown: str, rule: str) -> None:
    """No page, and no file of another form."""
    told = read(sound().replace("The minister arrived.", f"<p>Text.</p>\n\n{shown}")).problems
    assert [each.rule.partition(" must")[0] for each in told] == ([rule] if rule else [])


def test_an_address_without_its_scheme_is_warned_of() -> None:
    """It works on a page of the web, and nowhere else."""
    text = sound().replace("The minister arrived.", "See [x](//a.org/x).")
    (problem,) = read(text).problems
    assert str(problem).endswith(
        ': warning: an address should begin with https://, got "//a.org/x"; write https://a.org/x'
    )


@pytest.mark.parametrize(
    "address",
    ["https://a.org:8080/x", "https://a.org/x:y", "https://a.org/?u=//b:c"],
)
def test_a_colon_elsewhere_is_no_port(site: Site, address: str) -> None:
    """In a path, a query, before a host."""
    site.release("a", f"See [x]({address}).")
    site.built()
