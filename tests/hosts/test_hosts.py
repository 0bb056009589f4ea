"""Real nginx, Caddy and Apache answer as the configuration of a build says."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import brotli
import pytest

from communique.engine.host_files import host_folder
from communique.publish.caching import IMMUTABLE, PAGE
from communique.settings import Settings
from tests.hosts.servers import BROTLI, SERVERS, Host, serve
from tests.sites import Site

REDIRECTS = {
    "/node/1": "/en/2019/06/05/visit/",
    "/Default.aspx": "/",
    "/default.aspx": "/ru/",
    "/café/": "/en/",
    "/о нас.html": "/ru/",
    "/a$b(c)+[d]": "/en/tags/g7/",
    '/it\'s 100%25 "so".html': "/en/",
    "/search.php": "/en/search/?q=visit&year=2019#results",
    "/elsewhere/": "https://other.example/x?a=1&b=%C3%A9",
    "/RU/": "/ru/",
}
QUERIES = {
    "/index.php?id=12": "/en/2019/06/05/visit/",
    "/index.php?id=1": "/ru/",
    "/index.php?id=12&lang=ru": "/ru/search/?q=a",
    "/?p=123": "/en/",
    "/press/?y=2019": "https://other.example/x?a=1",
    "/o nas.php?q=caf%C3%A9+$1": "/en/tags/g7/",
    "/en/2019/06/05/visit/?print=1": "/en/2019/06/05/visit/",
}
"""Old addresses that programs made; what they have in common is a page, or nothing."""

GONE = ["/en/2018/mistake/", "/gone file.pdf"]
GONE_QUERY = "/index.php?id=13"
COMMON = {
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(frozen=True)
class Served:
    """A server of a site, below ``base``."""

    host: Host
    site: Site
    base: str
    name: str


@pytest.fixture(scope="module", params=["", "/newsroom"], ids=["root", "below a path"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with redirects in bulk, an alias, attachments and a search."""
    root = tmp_path_factory.mktemp("hosts") / "site"
    site = Site(
        root,
        SITEURL=f"https://newsroom.example{request.param}",
        REDIRECTS=str(root / "redirects.csv"),
        HOSTS=list(SERVERS),
        SEARCH=True,
        PRECOMPRESS=["gzip", "br"],
        OUTPUT_PATH=f"{root}/www{request.param}",
        WEBSUB_HUB="https://hub.example/?a=1&b=$2",
        DEFAULT_PAGINATION=1,
    )
    body = "A sentence that makes the feeds large enough. " * 40
    site.release("visit.en", body, Tags="G7", Aliases="/visit-2018/; /old.html")
    site.release("older.en", Date="2019-06-01")
    site.release("draft.en", Status="draft", Aliases="/draft-2018/")
    site.write("content/media/map.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    lines = [f'"{old.replace(chr(34), chr(34) * 2)}","{new}"' for old, new in REDIRECTS.items()]
    lines += [f'"{old}","{new}"' for old, new in QUERIES.items()]
    lines += [f'"{old}",' for old in [*GONE, GONE_QUERY]]
    site.write("redirects.csv", "\n".join(lines))
    site.built()
    return site


@pytest.fixture(scope="module", params=list(SERVERS))
def served(
    request: pytest.FixtureRequest, built: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The site, served by each."""
    settings = Settings.from_pelican(built.pelican_settings())
    base = settings.siteurl.removeprefix("https://newsroom.example")
    folder = tmp_path_factory.mktemp(request.param)
    with serve(request.param, folder, built.root / "www", host_folder(settings)) as host:
        yield Served(host, built, base, request.param)


def _location(served: Served, path: str) -> tuple[int, str]:
    answer = served.host.ask(f"{served.base}{path}")
    location = answer.headers.get("Location", "")
    return answer.status, location.removeprefix("https://newsroom.example")


def test_every_redirect_is_one(served: Served) -> None:
    """301, to the very address, with its letters percent-encoded; with a slash or without."""
    expected = {"/visit-2018": "/en/2019/06/05/visit/", "/old.html": "/en/2019/06/05/visit/"}
    for old, new in (REDIRECTS | expected).items():
        path = quote(old, safe="/%")
        forms = (
            [path] if "." in old.rpartition("/")[2] else [path.rstrip("/"), f"{path.rstrip('/')}/"]
        )
        for form in forms:
            target = new if new.startswith("https:") else f"{served.base}{new}"
            assert _location(served, form) == (301, target), form


def test_an_address_with_a_query_is_told_from_others(served: Served) -> None:
    """301 with that query alone; with another, or without one, the path is what it is."""
    for old, new in QUERIES.items():
        path, _, query = old.partition("?")
        target = new if new.startswith("https:") else f"{served.base}{new}"
        assert _location(served, f"{quote(path)}?{query}") == (301, target), old
    assert served.host.ask(f"{served.base}{GONE_QUERY}").status == 410
    for other in ("/index.php", "/index.php?id=2", "/index.php?id=123", "/Index.php?id=12"):
        assert served.host.ask(f"{served.base}{other}").status == 404, other
    for there in ("/", "/?p=124", "/en/2019/06/05/visit/?print=2", "/en/2019/06/05/visit/"):
        assert served.host.ask(f"{served.base}{there}").status == 200, there
    # A path that was redirected whole still is, whatever it is asked for with.
    assert _location(served, "/node/1?id=12")[0] == 301


def test_a_redirect_minds_case(served: Served) -> None:
    """``/NODE`` is not ``/node``; a page whose address differs in case only stays a page."""
    assert served.host.ask(f"{served.base}/NODE/1").status == 404
    assert served.host.ask(f"{served.base}/OLD.html").status == 404
    assert served.host.ask(f"{served.base}/ru/").status == 200


def test_what_is_gone_is_410(served: Served) -> None:
    """With the page of its language, and no way to keep it for long."""
    for old in GONE:
        answer = served.host.ask(served.base + quote(old))
        assert answer.status == 410, old
        assert b"Page not found" in answer.body
        assert answer.headers["Cache-Control"] == PAGE


def test_what_is_not_there_is_404_in_its_language(served: Served) -> None:
    """So are what is held back, its former address, and the build's own files."""
    tree = {
        lang: (served.site.root / f"www{served.base}/{lang}/404.html").read_bytes()
        for lang in ("en", "ru")
    }
    assert tree["en"] != tree["ru"]
    for lang, page in tree.items():
        for path in ("nowhere", "nowhere/", "2019/13/", "x/rss.xml", "%D0%BE"):
            answer = served.host.ask(f"{served.base}/{lang}/{path}")
            assert (answer.status, answer.body) == (404, page), path
            assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"
    for path in ("/nowhere", "/draft-2018/", "/en/2019/06/05/draft/", "/.communique", "/media/"):
        answer = served.host.ask(f"{served.base}{path}")
        assert answer.status == 404, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/en/2019/06/05/visit/", "text/html; charset=utf-8"),
        ("/en/rss.xml", "application/rss+xml"),
        ("/en/atom.xml", "application/atom+xml"),
        ("/en/feed.json", "application/feed+json"),
        ("/en/tags/g7/rss.xml", "application/rss+xml"),
        ("/sitemap.xml", "application/xml"),
        ("/en/news.xml", "application/xml"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/theme/css/main.css", "text/css; charset=utf-8"),
        ("/en/search/engine/search.js", "text/javascript; charset=utf-8"),
        ("/media/map.svg", "image/svg+xml"),
        ("/en/card.png", "image/png"),
    ],
)
def test_files_have_their_media_types(served: Served, path: str, expected: str) -> None:
    """Feeds their own, text its charset."""
    answer = served.host.ask(f"{served.base}{path}")
    assert answer.status == 200
    assert answer.headers["Content-Type"].lower() == expected
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["rss.xml", "atom.xml", "feed.json", "tags/g7/rss.xml"])
def test_a_feed_names_its_hub(served: Served, path: str) -> None:
    """Its headers name the feed itself too; other answers have no Link header."""
    link = f'<https://newsroom.example{served.base}/en/{path}>; rel="self", '
    link += '<https://hub.example/?a=1&b=%242>; rel="hub"'
    answer = served.host.ask(f"{served.base}/en/{path}")
    assert (answer.status, answer.headers.get_all("Link")) == (200, [link])
    for other in ("", "page/1/atom.xml", "feeds.opml"):
        assert served.host.ask(f"{served.base}/en/{other}").headers["Link"] is None, other


def test_every_answer_is_guarded(served: Served) -> None:
    """Pages, files, redirects, what is gone and what is not there."""
    paths = [
        "/",
        "/en/search/",
        "/en/atom.xml",
        "/theme/css/main.css",
        "/node/1",
        "/nowhere",
        "/visit-2018",
    ]
    for path in [*paths, quote(GONE[0])]:
        headers = served.host.ask(f"{served.base}{path}").headers
        assert {name: headers[name] for name in COMMON} == COMMON, path
        policy = headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
        assert "frame-ancestors 'none'" in policy
        assert "camera=()" in headers["Permissions-Policy"]
        assert [
            headers.get_all(name, []) for name in COMMON if len(headers.get_all(name, [])) != 1
        ] == []


def test_what_a_name_tells_the_content_of_is_kept_for_good(served: Served) -> None:
    """Browsers ask for a page again within minutes."""
    page = served.host.ask(f"{served.base}/en/").body.decode()
    names = re.findall(r"theme/[\w/]+\.[0-9a-f]{16}\.\w+", page)
    assert len(names) == 2
    search = served.host.ask(f"{served.base}/en/search/").body.decode()
    names += re.findall(r"en/search/engine/search\.[0-9a-f]{16}\.js", search)
    assert len(names) == 3
    for name in names:
        answer = served.host.ask(f"{served.base}/{name}")
        assert (answer.status, answer.headers["Cache-Control"]) == (200, IMMUTABLE), name
    for path in ("/", "/en/", "/en/rss.xml", "/en/feed.json", "/sitemap.xml", "/nowhere"):
        assert served.host.ask(f"{served.base}{path}").headers["Cache-Control"] == PAGE, path
    for path in ("/theme/css/main.css", "/media/map.svg", "/en/card.png"):
        kept = served.host.ask(f"{served.base}{path}").headers["Cache-Control"]
        assert kept == "public, max-age=86400", path


def test_pictures_and_feeds_may_be_shown_elsewhere(served: Served) -> None:
    """Pages and styles may not."""
    shared = {"/en/card.png": "cross-origin", "/en/rss.xml": "cross-origin"}
    for path, expected in (
        shared | {"/en/": "same-origin", "/theme/css/main.css": "same-origin"}
    ).items():
        headers = served.host.ask(f"{served.base}{path}").headers
        assert headers["Cross-Origin-Resource-Policy"] == expected, path


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/en/2019/06/05/visit/", "text/html; charset=utf-8"),
        ("/en/atom.xml", "application/atom+xml"),
        ("/en/rss.xml", "application/rss+xml"),
        ("/theme/css/main.css", "text/css; charset=utf-8"),
        ("/en/search/engine/search.js", "text/javascript; charset=utf-8"),
    ],
)
def test_a_file_is_sent_packed_to_who_can_unpack_it(served: Served, path: str, type_: str) -> None:
    """Its bytes, its type, its headers; as it is to others; a cache is told of both."""
    plain = served.host.ask(f"{served.base}{path}")
    assert plain.headers["Content-Encoding"] is None
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}
    if served.name == "nginx" and not BROTLI.is_file():
        del unpack["br"]
    for encoding, undo in unpack.items():
        packed = served.host.ask(f"{served.base}{path}", **{"Accept-Encoding": encoding})
        assert (packed.status, packed.headers["Content-Encoding"]) == (200, encoding)
        assert undo(packed.body) == plain.body
        assert len(packed.body) < len(plain.body)
        assert packed.headers["Content-Type"].lower() == type_
        assert "Accept-Encoding" in packed.headers["Vary"]
        for name in ("Cache-Control", "Content-Security-Policy", "X-Content-Type-Options"):
            assert packed.headers[name] == plain.headers[name], name
    both = served.host.ask(f"{served.base}{path}", **{"Accept-Encoding": "gzip, deflate, br"})
    assert both.headers["Content-Encoding"] in unpack
    refused = {"Accept-Encoding": "br;q=0, gzip;q=0"}
    if served.name != "caddy":  # Caddy 2.6 reads no quality of nought
        assert (
            served.host.ask(f"{served.base}{path}", **refused).headers["Content-Encoding"] is None
        )


def test_a_folder_has_its_slash(served: Served) -> None:
    """An address without it leads to the one with it."""
    answer = served.host.ask(f"{served.base}/en/2019/06/05/visit")
    assert answer.status in (301, 308)
    assert answer.headers["Location"].endswith(f"{served.base}/en/2019/06/05/visit/")
