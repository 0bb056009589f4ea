"""A bucket of a server that keeps conditions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock

import pytest

from communique.errors import PublishError
from communique.publish.guards import Guards
from communique.publish.targets import s3
from communique.publish.targets.registry import open_target
from tests.ports import free_port
from tests.publish.contract import *  # noqa: F403 - its tests are this module's
from tests.publish.crawling import dead_links_from
from tests.publish.peers import Peer, Team
from tests.publish.s3_servers import KEY, S3Peer


@pytest.fixture
def peer(make_peer: Callable[[str], Peer]) -> Peer:
    """Two buckets of our own."""
    return make_peer("moto")


def test_each_object_says_what_it_is(team: Team) -> None:
    """Its type, how long it may be kept, and where it leads to."""
    assert isinstance(team.peer, S3Peer)
    team.built.build(**{"en/old/index.html": "moved"}, kind="redirect")
    team.built.mark("en/old/index.html", leads_to="/en/2019/first/")
    team.publish()
    page = team.peer.head("en/index.html")
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert "max-age=300" in page["CacheControl"]
    assert team.peer.head("en/rss.xml")["ContentType"] == "application/xml"
    assert "immutable" in team.peer.head("theme/main.0123abcd.css")["CacheControl"]
    assert team.peer.head("en/old/index.html")["WebsiteRedirectLocation"] == "/site/en/2019/first/"
    team.built.build(**{"en/index.html": "b"})
    team.publish()
    team.return_to()
    again = team.peer.head("en/index.html")
    assert (again["ContentType"], again["CacheControl"]) == (
        page["ContentType"],
        page["CacheControl"],
    )


def test_the_whole_bucket_may_be_the_site(team: Team) -> None:
    """Without a prefix, and with the side in the same bucket."""
    assert isinstance(team.peer, S3Peer)
    team.peer.prefix, team.peer.side = "", False
    address = team.peer.address().replace("/?", "?")
    team.target = lambda: open_target(address, Path(), Path())  # type: ignore[method-assign]
    team.publish()
    team.built.build(**{"en/index.html": "b"})
    team.thorough = True
    assert team.publish().sent.files == 1
    assert team.publish().number == 0


def test_a_withdrawn_text_is_kept_nowhere_in_public(team: Team) -> None:
    """Without a bucket for it nothing is kept to return to; that is said where it is asked."""
    assert isinstance(team.peer, S3Peer)
    team.peer.side = False
    team.built.build(**{"en/2019/first/index.html": "what is to be withdrawn"})
    team.publish()
    team.built.build(**{"en/2019/first/index.html": "withdrawn"})
    team.publish()
    found = b"".join(team.peer.everything().values())
    assert b"what is to be withdrawn" not in found
    with pytest.raises(PublishError, match="it keeps none"):
        team.return_to()


@pytest.mark.parametrize("side", [True, False])
@pytest.mark.parametrize("path", ["index.html", "archive/2014/index.html", "state"])
def test_a_prefix_of_somebody_else_is_refused(team: Team, path: str, *, side: bool) -> None:
    """What is there stays, and nothing comes beside it."""
    assert isinstance(team.peer, S3Peer)
    team.peer.side = side
    team.peer.touch(path, b"somebody's")
    before = team.peer.everything()
    for attempt in (team.plan, team.publish, team.return_to):
        with pytest.raises(PublishError, match="files that were not published here"):
            attempt()
    assert team.peer.everything() == before


def test_a_side_is_of_one_site(team: Team) -> None:
    """Another site that names it by mistake would delete by the wrong ledger."""
    assert isinstance(team.peer, S3Peer)
    team.publish()
    before = team.peer.everything()
    team.peer.prefix = "other"
    with pytest.raises(PublishError, match="side must be a place of its own"):
        team.publish()
    assert team.peer.everything() == before


def test_a_history_is_bounded(team: Team) -> None:
    """What only dropped publications had goes; what a kept one needs stays."""
    assert isinstance(team.peer, S3Peer)
    team.keep = 3
    # The same text comes and goes, so that publications share what was replaced.
    for text in "abacabadabac":
        team.built.build(**{"en/index.html": text, "en/rss.xml": text * 2})
        team.publish()
    names = [key for key in team.peer.everything() if key.startswith("history/")]
    assert len([name for name in names if name.endswith(".json")]) == 2
    team.return_to(10)
    assert team.peer.live()["en/index.html"] == b"b"


def test_a_server_that_keeps_conditions_is_not_suspected(team: Team) -> None:
    """No warning is given."""
    publisher = team.publisher()
    with team.built.record() as record:
        publisher.publish(record)
    assert publisher.target.warnings == []


def test_only_the_rest_is_sent(team: Team) -> None:
    """What a publication that was cut off has sent is not sent again, by whichever machine."""
    assert isinstance(team.peer, S3Peer)
    team.publish()
    pages = {f"en/2019/n{number}/index.html": f"{number}" for number in range(6)}
    team.built.build(**pages, **{"en/index.html": "new"})
    target = team.target()
    target.site.put = _cut_after(3, target.site.put)  # type: ignore[attr-defined]
    publisher = replace(team.publisher(), target=target)
    with team.built.record() as record, pytest.raises(PublishError, match="cut here"):
        publisher.publish(record)
    team.cache = team.cache / "another"
    assert 7 - 3 - 16 < team.publish().sent.files < 7
    assert team.peer.live() == team.built.tree()


def _cut_after(count: int, put: object) -> object:
    done = []

    def cutting(path: str, data: bytes, **headers: object) -> None:
        done.append(path)
        if len(done) > count:
            raise PublishError("cut here")
        put(path, data, **headers)  # type: ignore[operator]

    return cutting


def test_another_plan_after_a_cut_leaves_nothing_behind(team: Team) -> None:
    """Files of the plan that was cut off, and that the next one has not, go or are put back."""
    assert isinstance(team.peer, S3Peer)
    team.publish()
    before = team.built.tree()
    team.built.build(**{"en/2019/n/index.html": "n", "en/index.html": "new", "en/rss.xml": "new"})
    target = team.target()
    target.site.put = _cut_after(2, target.site.put)  # type: ignore[attr-defined]
    publisher = replace(team.publisher(), target=target)
    with team.built.record() as record, pytest.raises(PublishError, match="cut here"):
        publisher.publish(record)
    old = {path: before[path].decode() for path in ("en/index.html", "en/rss.xml")}
    team.built.build("en/2019/n/index.html", **old)
    team.publish()
    assert team.peer.live() == before


def test_a_reader_meets_no_dead_link_at_any_moment(team: Team) -> None:
    """After each single object that is put or deleted, every link leads somewhere.

    The reader knows what was there before, and goes on from that.
    """
    assert isinstance(team.peer, S3Peer)
    team.publish()
    known = set(team.peer.live())
    team.guards = Guards(allow_vanishing=True)
    style = '<link href="/theme/main.4567cdef.css">'
    team.built.build(
        "theme/main.0123abcd.css",
        "en/2019/first/index.html",
        "en/2019/first/photo.jpg",
        **{
            "theme/main.4567cdef.css": "b",
            "en/tags/new/index.html": f'{style}<a href="/en/2019/second/index.html">',
            "en/2019/second/index.html": f'{style}<a href="/en/tags/new/index.html">',
            "en/index.html": f'{style}<a href="/en/2019/second/index.html">',
        },
    )
    target = team.target()
    site, dead = target.site, list[str]()  # type: ignore[attr-defined]
    put, delete, one_by_one = site.put, site.delete, Lock()

    def look() -> None:
        dead.extend(dead_links_from(team.peer.live(), known))

    def put_and_look(path: str, data: bytes, **headers: object) -> None:
        with one_by_one:
            put(path, data, **headers)
            look()

    def delete_and_look(path: str) -> None:
        with one_by_one:
            delete(path)
            look()

    site.put, site.delete = put_and_look, delete_and_look
    with team.built.record() as record:
        replace(team.publisher(), target=target).publish(record)
    assert dead == []


def test_a_server_that_does_not_answer_is_told_of(team: Team) -> None:
    """In words."""
    assert isinstance(team.peer, S3Peer)
    team.peer.through = free_port()
    with pytest.raises(PublishError, match="nobody answers there; is the address right"):
        team.publish()


def test_a_bucket_that_is_not_there_is_told_of(team: Team) -> None:
    """In words."""
    assert isinstance(team.peer, S3Peer)
    team.peer.bucket = "nowhere"
    with pytest.raises(PublishError, match="there is no such bucket"):
        team.publish()


def test_a_missing_key_is_told_of(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """In words."""
    for name in KEY:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    with pytest.raises(PublishError, match="no key was found; set AWS_ACCESS_KEY_ID"):
        team.publish()


def test_a_missing_boto3_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "boto3.session", None)
    with pytest.raises(PublishError, match=r'pip install "communique\[s3\]"'):
        open_target("s3://bucket/prefix", Path(), Path())


@pytest.mark.parametrize("address", ["s3://", "s3:///x", "s3://b/x?key=1", "s3:bucket"])
def test_an_address_that_is_none_is_told_of(address: str) -> None:
    """It names what must be there."""
    with pytest.raises(PublishError, match="PUBLISH must be"):
        open_target(address, Path(), Path())


def test_a_large_bucket_is_not_listed(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is no reason to wait at each publication; a thorough look finds what was changed."""
    team.publish()
    team.peer.touch("en/rss.xml", b"by hand")
    monkeypatch.setattr(s3, "LISTED", len(team.built.tree()) - 1)
    assert team.plan().altered == ()
    team.thorough = True
    assert team.plan().altered == ("en/rss.xml",)
