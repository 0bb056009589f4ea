"""Redirects in bulk, as a spreadsheet or a person writes them."""

from __future__ import annotations

import pytest

from communique.sources.redirects import read_redirects

SITE = "https://newsroom.example/press"


def _read(text: str | bytes, siteurl: str = SITE) -> dict[str, str | None]:
    data = text.encode() if isinstance(text, str) else text
    found, problems = read_redirects("redirects.csv", data, siteurl)
    assert problems == []
    return {redirect.path: redirect.target for redirect in found}


def _problems(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    return [str(problem) for problem in read_redirects("redirects.csv", data, SITE)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "/a/,/en/b/\n/c.html,\n",
        "/a/;/en/b/\n/c.html;\n",
        "/a/\t/en/b/\r\n/c.html\t\r\n",
        "Old,New\n/a/,/en/b/\n/c.html,\n",
        "Old;New;Note\n/a/;/en/b/;moved in 2019, with others\n/c.html;;gone\n",
        "sep=;\nOld;New\n/a/;/en/b/\n/c.html;\n",
        '"Old","New"\n"/a/","/en/b/"\n\n"/c.html",""\n',
        '# moved\n/a , /en/b\n/c.html,,"of two\nlines"\n',
        "/a/,/en/b/\n/a/,/en/b/\n/a,/en/b\n/c.html,\n",
        f"{SITE}/a/,{SITE}/en/b/\n{SITE}/c.html,\n",
        "http://NEWSROOM.example:80/press/a/,https://newsroom.example.:443/press/en/b/\n/c.html,\n",
        "/c.html,\n/a/,/d/\n/d/,/e/\n/d/,/e/\n/e/,/en/b/\n",
    ],
)
def test_any_spreadsheet_will_do(text: str) -> None:
    """Commas, semicolons, tabs; with a header or not; quotes, notes, blank lines, equal lines."""
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        found = _read(data)
        assert {path: found[path] for path in ("a/index.html", "c.html")} == {
            "a/index.html": "en/b/",
            "c.html": None,
        }


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ("/caf%C3%A9/", "café/index.html"),
        ("/cafe\u0301/", "café/index.html"),
        ("/%D0%BE%20%D0%BD%D0%B0%D1%81", "о нас/index.html"),
        ("/Default.ASPX", "Default.ASPX"),
        ("https://NEWSROOM.example/press/x", "x/index.html"),
    ],
)
def test_an_address_is_one_however_it_is_written(old: str, path: str) -> None:
    """Percent-encoded or in letters, composed or not; case is kept, except the host's."""
    assert _read(f"{old},/en/\n") == {path: "en/"}


@pytest.mark.parametrize(
    ("new", "target"),
    [
        ("/en/2019/06/05/visit", "en/2019/06/05/visit/"),
        ("/о нас/#адрес", "%D0%BE%20%D0%BD%D0%B0%D1%81/#%D0%B0%D0%B4%D1%80%D0%B5%D1%81"),
        ("/en/search/?q=visit", "en/search/?q=visit"),
        ("/", ""),
        ("https://other.example/a%20b", "https://other.example/a%20b"),
        ("http://other.example/é?x=1", "http://other.example/%C3%A9?x=1"),
        ("https://newsroom.example/", "https://newsroom.example/"),
    ],
)
def test_a_new_address_is_ready_for_a_link(new: str, target: str) -> None:
    """It gets a folder's slash and percent signs; the address of another site stays as it is."""
    assert _read(f"/old/,{new}\n") == {"old/index.html": target}


def test_addresses_of_programs_are_told_by_their_queries() -> None:
    """Each leads where its line says; what leads to one leads at once to its end."""
    lines = ["/i.php?id=1,/en/", "/i.php?id=2,/ru/", "/i.php,/kk/", "/a/,/i.php?id=2#top"]
    lines += ["/?p=1,/i.php?id=9", "/b?,/en/", f"{SITE}/о?q=é,/i.php?id=1"]
    assert _read("\n".join(lines)) == {
        "i.php?id=1": "en/",
        "i.php?id=2": "ru/",
        "i.php": "kk/",
        "a/index.html": "ru/",
        "?p=1": "kk/",
        "b/index.html": "en/",
        "о?q=%C3%A9": "en/",
    }
    assert "must not go in a circle" in _problems("/a?x=1,/b\n/b,/a?x=1\n")[0]


def test_chains_lead_to_their_end_at_once() -> None:
    """In any order of lines, to another site too."""
    found = _read("/a/,/b/\n/c.html,https://other.example/\n/b/,/c.html\n")
    assert set(found.values()) == {"https://other.example/"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/a/,/b/\n/b/,/a/\n", ["redirects.csv:1: ", "redirects.csv:2: "]),
        ("/a/,/a\n", ["redirects.csv:1: redirects must not go in a circle, got /a/"]),
        ("/a/,/b/\n/a,/c/\n", ["redirects.csv:2: an old address must lead to one new one"]),
        ("/a/,/b/\n/b/,\n", ["redirects.csv:1: a redirect must lead to an existing address"]),
        ("/a/,ftp://x.example/\n", ["redirects.csv:1: a new address must be a path"]),
        ("/a/,javascript:alert(1)\n", ["redirects.csv:1: a new address must be a path"]),
        ("/a/,//evil.example/\n", ["redirects.csv:1: a new address must be a path"]),
        ("/a/,https:///x\n", ["redirects.csv:1: a new address must be a path"]),
        ("/a/,https://[x/\n", ["redirects.csv:1: a new address must be a path"]),
        ('/a/,"https://x.example/""><b"\n', ["redirects.csv:1: a new address must be a path"]),
        ("old,new\nmoved,/en/\n", ["redirects.csv:2: an old address must be a path of this site"]),
        ("/i.php?id=5#a,/en/\n", ["redirects.csv:1: an old address must have no #"]),
        (
            "/i.php?id=5,/en/\n/i.php?id=5,/ru/\n",
            ["redirects.csv:2: an old address must lead to one new one, got /i.php?id=5"],
        ),
        ("/a/../b,/en/\n", ["redirects.csv:1: an old address must be a path that a file can"]),
        ("/a//b,/en/\n", ["redirects.csv:1: an old address must be a path that a file can"]),
        ("/a/*,/en/\n", ["redirects.csv:1: an old address must be a path that a file can"]),
        ("/a%00b,/en/\n", ["redirects.csv:1: an old address must be a path that a file can"]),
        ("/a%/,/en/\n", ["redirects.csv:1: an old address must be an address that a browser"]),
        ("/a/,/en/100%/\n", ["redirects.csv:1: a new address must be an address that a browser"]),
        ("/%ff,/en/\n", ["redirects.csv:1: an old address must be UTF-8"]),
        (f"/{'a' * 201},/en/\n", ["redirects.csv:1: an old address must be a path that a file"]),
        ("/a/\n", ["redirects.csv:1: a redirect must be an old address, a new one"]),
        ("/a/,/b/,note,more\n", ["redirects.csv:1: a redirect must be an old address, a new one"]),
        ('/a/,/b/\n/c/,"/d/\n', ["redirects.csv:2: redirects must be CSV"]),
        (b"/a/,/b/\n/caf\xe9/,/b/\n", ["redirects.csv:2: redirects must be UTF-8, got byte 0xe9"]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str | bytes, expected: list[str]) -> None:
    """What must hold, what was found."""
    found = _problems(text)
    assert len(found) == len(expected)
    for problem, start in zip(found, expected, strict=True):
        assert problem.startswith(start), problem


def test_all_problems_are_told_at_once() -> None:
    """The sound lines between them are none."""
    assert len(_problems("/a//,/b/\n/c/,/d/\n/e#f,/b/\n/f/,mailto:x\n")) == 3
