"""``_headers`` and ``_redirects``, read by a reader of our own as each host documents them.

docs.netlify.com: Redirects and rewrites, Custom headers. developers.cloudflare.com: Pages,
Redirects, Headers, Serving pages.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from communique.publish.caching import IMMUTABLE
from tests.sites import Site, differences

Rules = list[tuple[str, str, str]]


def _redirects(site: Site) -> Rules:
    """Return source, destination and status of each rule."""
    lines = site.tree()["_redirects"].decode().splitlines()
    rules = [tuple(line.split(" ")) for line in lines if not line.startswith("#")]
    assert all(len(rule) == 3 for rule in rules)
    return [(rule[0], rule[1], rule[2]) for rule in rules]


def _follow(site: Site, path: str, *, netlify: bool) -> tuple[int, str]:
    """Return the status and destination of an address; 200 for a file, 404 without either."""
    tree = site.tree()
    file = path.removeprefix("/")
    there = any(name in tree for name in (file, f"{file}index.html", f"{file}/index.html"))
    for source, destination, status in _redirects(site):
        pattern = re.escape(source.rstrip("/")).replace(r"\*", ".*")
        forced = status.endswith("!") or not netlify
        if re.fullmatch(f"{pattern}/?", path) and (forced or not there):
            return int(status.rstrip("!")), destination
    return (200, path) if there else (404, "")


def _headers(site: Site, path: str) -> dict[str, list[str]]:
    """Return the headers of an address: those of all rules that match, in their order."""
    found: dict[str, list[str]] = {}
    matches = False
    for line in site.tree()["_headers"].decode().splitlines():
        assert len(line) <= 2000
        if not line.startswith(" "):
            assert line.count("*") <= 1
            pattern = re.sub(":[a-z]+", "[^/]+", re.escape(line).replace(r"\*", ".*"))
            matches = re.fullmatch(f"{pattern.removesuffix('/')}/?", path) is not None
        elif matches and line.startswith("  ! "):
            found.pop(line.removeprefix("  ! "), None)
        elif matches:
            name, _, value = line.strip().partition(": ")
            found.setdefault(name, []).append(value)
    return found


@pytest.fixture(params=["netlify", "cloudflare"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """A site for either, built."""
    root = tmp_path / "site"
    settings = {"REDIRECTS": str(root / "redirects.csv"), "WEBSUB_HUB": "https://hub.example/?b=$2"}
    made = Site(root, HOSTS=[request.param], SEARCH=True, **settings)
    lines = ["/node/1,/en/2019/06/05/visit/", "/о нас.html,/ru/", "/a:b*c/,/en/search/?q=a#b"]
    lines.append("/index.php?id=12,/en/")  # neither can tell that
    made.write("redirects.csv", "\n".join([*lines, "/en/gone/,", "/x.asp,https://other.example/"]))
    made.release("visit.en", Aliases="/visit-2018/; /old.html")
    made.built()
    return made


def test_what_neither_can_tell_is_warned_of(site: Site) -> None:
    """The line of the first such address is named; no rule is written for it."""
    assert "index.php" not in site.tree()["_redirects"].decode()
    site.write("redirects.csv", "/a/,/en/\n/index.php?id=12,/en/\n/?p=1,/en/\n")
    result = site.built()
    assert "redirects.csv:2: warning: an old address with ? needs a server" in result.err
    assert "got /index.php?id=12, and 1 more like it" in result.err


def test_former_addresses_lead_on(site: Site) -> None:
    """Although a page stands there for other hosts."""
    netlify = "netlify" in site.settings["HOSTS"]
    expected = {
        "/visit-2018/": "/en/2019/06/05/visit/",
        "/visit-2018": "/en/2019/06/05/visit/",
        "/old.html": "/en/2019/06/05/visit/",
        "/node/1": "/en/2019/06/05/visit/",
        f"/{quote('о нас.html')}": "/ru/",
        "/a%3Ab%2Ac/": "/en/search/?q=a#b",
        "/x.asp": "https://other.example/",
    }
    for path, target in expected.items():
        assert _follow(site, path, netlify=netlify) == (301, target), path
    assert _follow(site, "/en/2019/06/05/visit/", netlify=netlify)[0] == 200
    gone = (410, "/en/404.html") if netlify else (404, "")
    assert _follow(site, "/en/gone/", netlify=netlify) == gone
    if netlify:
        assert _follow(site, "/ru/nowhere", netlify=True) == (404, "/ru/404.html")


def test_headers_are_said_once(site: Site) -> None:
    """On pages, files and feeds alike."""
    for path in ("/", "/en/2019/06/05/visit/", "/theme/css/main.css", "/en/rss.xml", "/ru/search/"):
        found = _headers(site, path)
        assert all(len(values) == 1 for values in found.values()), path
        assert "unsafe" not in found["Content-Security-Policy"][0]
        assert found["X-Content-Type-Options"] == ["nosniff"]
        assert found["Strict-Transport-Security"] == ["max-age=63072000"]
    page = site.tree()["en/index.html"].decode()
    assets = re.findall(r"/theme/[\w/]+\.[0-9a-f]{16}\.\w+", page)
    assert len(assets) == 2
    for path in assets:
        assert _headers(site, path)["Cache-Control"] == [IMMUTABLE]
    assert "Cache-Control" not in _headers(site, "/en/")
    types = {"rss.xml": "rss+xml", "atom.xml": "atom+xml", "feed.json": "feed+json"}
    for name, type_ in types.items():
        for path in (f"/en/{name}", f"/en/kinds/statements/{name}"):
            assert _headers(site, path)["Content-Type"] == [f"application/{type_}"]
            assert _headers(site, path)["Link"] == ['<https://hub.example/?b=%242>; rel="hub"']
    assert "Link" not in _headers(site, "/en/feeds.opml")


def test_they_follow_what_changes(site: Site) -> None:
    """Aliases, lines of the file, the stylesheet, settings; and go with the host."""
    before = site.stamps()
    site.release("visit.en", "Another text.", Aliases="/visit-2018/; /old.html")
    site.built()
    after = site.stamps()
    assert {before[name] for name in ("_headers", "_redirects")} == {
        after[name] for name in ("_headers", "_redirects")
    }
    aliases = "/visit-2018/; /new/; /en/2019/06/05/visit/"
    site.release("visit.en", Aliases=aliases, Slug="tour")
    site.write("theme/static/css/main.css", "h1 { color: red }")
    site.built()
    assert b"/new/ /en/2019/06/05/tour/ 301" in site.tree()["_redirects"]
    assert differences(site.clean_tree(), site.tree()) == []
    site.write("redirects.csv", "/en/gone/,,a note\n")
    site.settings["CONTENT_SECURITY"] = {"frame-src": "https://video.example"}
    site.built()
    assert b"frame-src https://video.example" in site.tree()["_headers"]
    assert differences(site.clean_tree(), site.tree()) == []
    site.settings["HOSTS"] = ["nginx"]
    site.built()
    assert not {"_headers", "_redirects"} & site.tree().keys()


def test_cloudflare_is_told_no_more_than_it_reads(tmp_path: Path) -> None:
    """2,000 redirects of 1,000 characters; the others lead on by their pages."""
    root = tmp_path / "site"
    site = Site(root, HOSTS=["cloudflare"], REDIRECTS=str(root / "redirects.csv"))
    long = f"/{'/'.join(['ж' * 90] * 2)}/"
    lines = [f"/n/{number},/en/" for number in range(2010)]
    site.write("redirects.csv", "\n".join([*lines, f"{long},/en/"]))
    site.release("visit.en")
    site.built()
    rules = _redirects(site)
    assert len(rules) == 2000
    assert max(len(" ".join(rule)) for rule in rules) <= 1000
    assert b"/en/" in site.tree()[f"{long[1:]}index.html"]


def test_they_publish_at_the_root_of_a_host(site: Site) -> None:
    """So SITEURL has no path."""
    result = site.build(SITEURL="https://newsroom.example/press")
    assert result.status == 1
    assert "SITEURL must have no path where HOSTS is netlify or cloudflare" in result.err
