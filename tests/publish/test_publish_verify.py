"""``inv verify``: a live site on loopback, held against the record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.engine.progress import Progress
from communique.errors import PublishError
from communique.publish.earlier_publications import Sighting
from communique.publish.verify import Verification, choose, verify
from tests.ports import free_port
from tests.publish.built import Built
from tests.publish.peers import Team
from tests.publish.web import HEADERS, Host, serve


def nothing(_: str, __: str) -> None:
    """Know no earlier publication."""


def look(
    built: Built,
    host: Host,
    earlier: Callable[[str, str], Sighting | None] = nothing,
    *,
    everything: bool = True,
) -> Verification:
    """Hold a host against what was built."""
    with serve(host) as url, built.record() as record:
        return verify(record, url, earlier, Progress(), everything=everything)


@pytest.fixture
def host(built: Built) -> Host:
    """A host that has what was built."""
    return Host(built.tree())


@pytest.mark.parametrize("below", ["/", "/newsroom/"])
def test_a_site_that_is_as_it_was_built(built: Built, host: Host, below: str) -> None:
    """Nothing is said of it, wherever it stands."""
    host.below = below
    found = look(built, host)
    assert list(found.lines()) == []
    assert found.asked == len(built.tree()) + 1


def test_a_file_that_is_another(built: Built, host: Host) -> None:
    """It is named."""
    host.tree["en/index.html"] = b"by somebody else"
    assert list(look(built, host).lines()) == [
        "/en/: it must be what was built, found something else; inv publish --repair puts it right"
    ]


def test_a_file_that_is_missing(built: Built, host: Host) -> None:
    """It is named."""
    del host.tree["en/2019/first/photo.jpg"]
    found = list(look(built, host).lines())
    assert found == [
        "/en/2019/first/photo.jpg: it must be there, got 404; inv publish --repair puts it right"
    ]


def test_what_the_host_shows_by_right(team: Team, host: Host) -> None:
    """A build that was not published, and a rollback: no cache is to blame."""
    before = team.built.tree()
    team.publish()
    team.built.build(**{"en/index.html": "corrected"})
    host.tree = before
    rest = "and what was built is newer; inv publish sends it"
    found = list(look(team.built, host, team.publisher().history().find).lines())
    assert found == [f"/en/: the host shows publication 1, {rest}"]
    team.publish()
    team.return_to()
    found = list(look(team.built, host, team.publisher().history().find).lines())
    assert found == [f"/en/: the host shows publication 3, which is 1 again, {rest}"]
    team.publish()
    found = list(look(team.built, host, team.publisher().history().find).lines())
    assert found == ["/en/: a cache still serves publication 3; wait, or have the cache forget it"]


def test_what_a_cache_still_serves(team: Team, host: Host) -> None:
    """An earlier publication's bytes are told by its number, with their age."""
    team.publish()
    old = team.built.tree()["en/index.html"]
    team.built.build(**{"en/index.html": "corrected"})
    team.publish()
    host.tree = team.built.tree()
    host.odd["en/index.html"] = 200, {**HEADERS, "Content-Type": "text/html", "Age": "120"}, old
    found = list(look(team.built, host, team.publisher().history().find).lines())
    assert found == [
        "/en/: a cache still serves publication 1, 120 s old; wait, or have the cache forget it"
    ]


@pytest.mark.parametrize("path", ["en/2019/secret/index.html", "en/2019/secret/annex.pdf"])
def test_what_is_held_back_and_given(built: Built, host: Host, path: str) -> None:
    """The worst that can be found."""
    built.hold_back(path)
    assert list(look(built, host).lines()) == []
    host.tree[path] = b"a draft"
    (line,) = look(built, host).lines()
    assert "a held-back address must be 404, got 200; remove it from the host at once" in line


@pytest.mark.parametrize("status", [200, 302])
def test_what_is_not_there_and_answers(built: Built, host: Host, status: int) -> None:
    """A host that answers everything tells search machines of pages that are none."""
    host.odd["no-such-page-of-this-site/index.html"] = status, {"Location": "/"}, b""
    (line,) = look(built, host).lines()
    assert f"an address without a page must be 404, got {status}" in line


@pytest.mark.parametrize(
    ("status", "location", "said"),
    [
        (301, "/en/2019/first/", []),
        (308, "{}en/2019/first/", []),
        (301, "/", ["it must lead to"]),
        (302, "/en/2019/first/", ["a redirect should be for good (301), is 302 (1 address)"]),
    ],
)
def test_redirects(built: Built, host: Host, status: int, location: str, said: list[str]) -> None:
    """A real one leads to the new address, for good; the page alone will do."""
    built.build(**{"en/old/index.html": "moved"}, kind="redirect")
    built.mark("en/old/index.html", leads_to="/en/2019/first/")
    host.tree = built.tree()
    assert list(look(built, host).lines()) == []
    with serve(host) as url, built.record() as record:
        host.odd["en/old/index.html"] = status, {"Location": location.format(url)}, b""
        found = list(verify(record, url, nothing, Progress(), everything=True).lines())
    assert len(found) == len(said)
    assert all(words in line for words, line in zip(said, found, strict=True))


def test_the_type_of_a_feed(built: Built, host: Host) -> None:
    """Readers of feeds go by it."""
    built.mark("en/rss.xml", media_type="application/rss+xml")
    (line,) = look(built, host).lines()
    assert line == "/en/rss.xml: its type must be application/rss+xml, got 'application/xml'"


def test_headers_that_a_host_could_send(built: Built, host: Host) -> None:
    """They are remarks: not every host can."""
    host.headers = {"Cache-Control": "max-age=86400"}
    found = look(built, host)
    assert found.problems == []
    assert list(found.lines()) == [
        "X-Content-Type-Options should be nosniff (3 addresses)",
        "a page should be kept for an hour at most (3 addresses)",
        "a page should have a Content-Security-Policy without unsafe-inline (3 addresses)",
    ]


def test_the_page_of_what_is_not_found(built: Built, host: Host) -> None:
    """It may come with its own status."""
    built.build(**{"404.html": "not found"}, kind="not found")
    host.tree = built.tree()
    host.odd["404.html"] = 404, {**HEADERS, "Content-Type": "text/html"}, b"not found"
    assert list(look(built, host).lines()) == []


def test_a_sample_is_the_same_each_time(built: Built) -> None:
    """It has some of each kind, what changed last, and is no larger than it says."""
    built.build(**{f"en/2019/n{number}/index.html": f"{number}" for number in range(400)})
    built.build(**{"en/2019/n7/index.html": "changed"})
    with built.record() as record:
        sample = choose(record)
        assert sample == choose(record)
        kinds = {file.kind for file in record.every()}
    assert len(sample) == 200
    assert {file.kind for file in sample} == kinds
    assert "en/2019/n7/index.html" in {file.path for file in sample}


@pytest.mark.parametrize(
    ("url", "said"),
    [("ftp://host/", "by its address"), ("newsroom", "by its address"), ("", "must answer")],
)
def test_a_site_that_does_not_answer(built: Built, url: str, said: str) -> None:
    """It is told of once."""
    url = url or f"http://127.0.0.1:{free_port()}/"
    with built.record() as record, pytest.raises(PublishError, match=said):
        verify(record, url, nothing, Progress(), everything=True)
