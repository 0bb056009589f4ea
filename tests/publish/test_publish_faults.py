r"""What may go wrong while a site is published, tried on every host.

After each of these, readers find the old site or the new one, whole, where the host can switch
(folder, ssh, git); in a bucket they find no dead link, and the next ``inv publish`` heals it.

=====================  =============================================================================
fault                  test; on which of the hosts folder, ssh, git, moto, rclone
=====================  =============================================================================
SIGKILL at any moment  ``test_a_publisher_is_killed``; all
stop after each file   ``test_a_publisher_stops_after_a_file``; all but ssh, where rsync sends them
connection cut         ``test_a_connection_is_cut``; ssh, git over ssh, moto, rclone
disk full at the host  ``test_a_disk_is_full``; folder, ssh, git, rclone, each on a disk of its own
\                      ``test_a_bucket_is_full``: it answers 500, 503, 507; moto
a second publication   ``test_two_publish_at_once``: a race of processes; all
\                      ``contract.test_two_at_once``: while the lock is held; all
changed at the host    ``test_somebody_changes_a_file``: the next publication notices; all
\                      ``contract.test_a_file_touched_at_the_host_is_put_right``; all
a wrong clock          ``test_a_clock_is_wrong``: this machine's, by a day, by decades; all
\                      ``test_a_lock_of_another_time``; all
\                      ``test_a_clock_of_the_host_is_wrong``; folder, ssh, which ask it
a reader meanwhile     ``test_a_reader_follows_every_link``; all
=====================  =============================================================================

``make faults`` does all of this, with two hundred kills and forty places to cut at; the suite less
of it, and what is one thing to ssh and a folder, or to both servers of S3, to one of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from communique.engine.progress import Progress
from communique.errors import PublishError
from communique.publish.guards import Guards
from communique.publish.lock_holder import Holder
from communique.publish.verify import verify
from tests.publish.built import Built
from tests.publish.cutting import counting_proxy, cutting_proxy, full_proxy
from tests.publish.faults import NEWSROOM, Cut, CutAfter, Office, kill_publishers, reader
from tests.publish.git_host import GitPeer, make_repository
from tests.publish.peers import NOW, FolderPeer, Peer, Team
from tests.publish.s3_servers import KEY, S3Peer, run_rclone
from tests.publish.sshd import Sshd, SshPeer
from tests.publish.web import Host, serve
from tests.sites import ROOT

KILLS = int(os.environ.get("KILLS", "2"))
"""For each host; ``make faults`` has more."""

SEED = int(os.environ.get("SEED", "13"))

PLACES = int(os.environ.get("PLACES", "2"))
"""How many places a connection is cut at, and after how many of the files a publisher stops."""

PEERS = ("folder", "ssh", "git", "moto", "rclone")

KINDS = PEERS if PLACES > 2 else ("folder", "git", "moto")
"""One of each kind: ssh does what a folder does, elsewhere; rclone gets what moto gets."""

every_host = pytest.mark.parametrize("name", PEERS)
every_kind = pytest.mark.parametrize("name", KINDS)


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """A site without a dead link."""
    built = Built(tmp_path / "site")
    built.build(**NEWSROOM)
    return built


@pytest.fixture
def peer(make_peer: Callable[[str], Peer], name: str) -> Peer:
    """The host that the test's ``name`` says."""
    return make_peer(name)


@pytest.fixture
def office(team: Team) -> Office:
    """A team that has published nothing yet."""
    return Office(team)


@every_host
def test_a_publisher_is_killed(team: Team) -> None:
    """At a random moment, with the programs that it started or alone; a reader meets no 404."""
    team.publish()
    with reader(team) if team.peer.name == "folder" or PLACES > 2 else nullcontext():
        met = kill_publishers(team, KILLS, SEED)
    print(team.peer.name, dict(sorted(met.items())))


@pytest.mark.parametrize("name", ["folder", "git", "moto", "rclone"])
def test_a_publisher_stops_after_a_file(office: Office) -> None:
    """After each of those it sends: what readers find is whole, or heals."""
    office.begin()
    office.edit()
    files = len(office.team.plan().uploads)
    for place in _places(files):
        publisher = replace(office.team.publisher(), progress=CutAfter(place))
        with office.team.built.record() as record, pytest.raises(Cut):
            publisher.publish(record)
        office.look("stopped")
        office.heal()
        assert office.team.publish().number == 0
        office.edit()


def _places(total: int) -> list[int]:
    """Return so many numbers from 1 to a total as are asked for, far apart."""
    steps = min(PLACES, total)
    return sorted({max(1, total * step // steps) for step in range(1, steps + 1)})


@pytest.mark.parametrize("name", ["ssh", "git", "moto", "rclone"])
def test_a_connection_is_cut(
    office: Office, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anywhere: the publisher says so in words, and the next publication sends the rest."""
    peer, mark = office.team.peer, b""
    if isinstance(peer, GitPeer):
        sshd: Sshd = request.getfixturevalue("sshd")
        monkeypatch.setenv("GIT_SSH_COMMAND", f"ssh -F {sshd.config}")
        peer = replace(peer, sshd=sshd)
    if isinstance(peer, S3Peer):
        mark = b"PUT /"
    office.team.peer = peer
    office.begin()
    total = min(_count(office, peer, mark) for _ in range(2))
    for place in _places(total)[:-1]:
        office.edit()
        with cutting_proxy(_port(peer), place, mark) as port:
            office.team.peer = _through(peer, port)
            with pytest.raises(PublishError, match=r"was cut|nobody answers|not answer"):
                office.team.publish(break_lock=True)
        office.team.peer = peer
        office.look("cut")
        office.heal()
    print(peer.name, dict(sorted(office.met.items())))


def _count(office: Office, peer: Peer, mark: bytes) -> int:
    """Publish an edit; return how many bytes or marks it takes.

    A program that tries again on a busy machine sends more, so the least of two counts.
    """
    office.edit()
    with counting_proxy(_port(peer), mark) as seen:
        office.team.peer = _through(peer, seen()[0])
        office.team.publish()
        total = seen()[1]
    office.team.peer = peer
    return total


def _port(peer: Peer) -> int:
    if isinstance(peer, S3Peer):
        return peer.port
    assert isinstance(peer, SshPeer | GitPeer)
    assert peer.sshd is not None
    return peer.sshd.port


def _through(peer: Peer, port: int) -> Peer:
    """Return a host that is reached by another port."""
    if isinstance(peer, S3Peer):
        return replace(peer, through=port)
    assert isinstance(peer, SshPeer | GitPeer)
    assert peer.sshd is not None
    return replace(peer, sshd=replace(peer.sshd, port=port))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB; root alone may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(disk)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount here")
    if done.returncode:
        pytest.skip("no right to mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@pytest.fixture
def crowded(
    name: str,
    small_disk: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Peer]:
    """A host whose disk is nearly full."""
    if name == "folder":
        yield FolderPeer(small_disk / "srv")
    elif name == "ssh":
        yield SshPeer(small_disk / "srv", sshd=request.getfixturevalue("sshd"))
    elif name == "git":
        yield GitPeer(make_repository(small_disk / "bare.git"))
    else:
        for key, value in KEY.items():
            monkeypatch.setenv(key, value)
        (tmp_path / "server").mkdir()
        with run_rclone(tmp_path / "server", small_disk / "data") as port:
            peer = S3Peer(port, "newsroom", name)
            peer.make()
            yield peer


@pytest.mark.parametrize("name", ["folder", "ssh", "git", "rclone"])
def test_a_disk_is_full(built: Built, crowded: Peer, tmp_path: Path) -> None:
    """That is said in words, whatever the host had room for; with room again it goes through."""
    office = Office(Team(built, crowded, tmp_path / "cache"))
    office.begin()
    filler = tmp_path / "disk/filler"
    for room in (4, 60, 180) if PLACES > 2 else (60,):
        office.edit()
        noise = {f"en/2019/n9/{n}.bin": os.urandom(20_000).hex() for n in range(5)}
        office.team.built.build(**noise)
        free = os.statvfs(filler.parent)
        filler.write_bytes(b"x" * (free.f_bavail * free.f_frsize - room * 1024))
        with pytest.raises(PublishError, match=r"make room|has it room"):
            office.team.publish()
        office.look("full")
        filler.unlink()
        office.heal()
        office.team.built.build(*noise)


@pytest.mark.parametrize("name", ["moto"])
@pytest.mark.parametrize(
    ("status", "hint"),
    [(507, "make room there"), (503, "it sends the rest"), (500, "has it room")],
)
def test_a_bucket_is_full(office: Office, status: int, hint: str) -> None:
    """What the server says is told in words; with room again the rest is sent."""
    office.begin()
    peer = office.team.peer
    assert isinstance(peer, S3Peer)
    office.edit()
    with full_proxy(peer.port, 12, status) as port:
        office.team.peer = _through(peer, port)
        with pytest.raises(PublishError, match=f"got {status}.*{hint}"):
            office.team.publish()
    office.team.peer = peer
    assert office.look("full") == "between, without a dead link"
    office.heal()


@every_host
def test_two_publish_at_once(office: Office, tmp_path: Path) -> None:
    """From two machines: who comes second says so in words, and the site is whole."""
    office.begin()
    office.edit()
    where = (office.team.built.root, office.team.peer.address())
    racing = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.publish.publisher", *map(str, where), tmp_path / cache],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for cache in ("one", "other")
    ]
    said = [process.communicate()[1].decode() for process in racing]
    for process, words in zip(racing, said, strict=True):
        assert process.returncode == 0 or "PublishError" in words, words
    office.look("raced")
    office.heal()


@every_kind
@pytest.mark.parametrize("change", ["changed", "one letter", "deleted"])
def test_somebody_changes_a_file(office: Office, change: str) -> None:
    """The next publication puts it right; by ``inv verify`` it is known before."""
    office.begin()
    was = office.team.peer.read("en/rss.xml")
    assert was is not None
    changed = {"changed": b"by hand", "one letter": was[:-1] + b"#", "deleted": None}
    office.team.peer.touch("en/rss.xml", changed[change])
    if isinstance(office.team.peer, S3Peer):
        with serve(Host(office.team.peer.live())) as url, office.team.built.record() as record:
            found = verify(record, url, lambda *_: None, Progress(), everything=True)
        assert [line for line in found.problems if "inv publish --repair" in line]
    assert office.team.plan().altered == ("en/rss.xml",)
    office.heal()


@every_kind
def test_a_clock_is_wrong(office: Office) -> None:
    """Publications are counted, not dated: a clock that is off publishes the same, and back."""
    office.begin()
    for days in (-1, 1, -11_000, 11_000, 0):
        office.team.moment = NOW + timedelta(days=days)
        office.edit()
        office.team.publish()
        assert office.look("wrong clock") == "the new site"


@every_kind
@pytest.mark.parametrize("days", [-1, 1])
def test_a_lock_of_another_time(office: Office, days: int) -> None:
    """How old it seems frees no lock: not of yesterday, and not of tomorrow."""
    office.team.publish()
    office.edit()
    since = NOW + timedelta(days=days)
    holder = replace(Holder.of_this_process(since), machine="another")
    lock = office.team.target().hold(holder, break_lock=False)
    lock.__enter__()
    with pytest.raises(PublishError, match=f"since {since.isoformat()[:10]}.*--break-lock"):
        office.team.publish()
    assert office.look("held") == "the old site"
    office.heal()


@pytest.mark.parametrize("name", [name for name in KINDS if name in {"folder", "ssh"}])
def test_a_clock_of_the_host_is_wrong(office: Office, tmp_path: Path) -> None:
    """It was a day ahead when the last publication ended: what is changed since is noticed."""
    office.begin()
    stamp = tmp_path / "srv/stamp"
    tomorrow = stamp.stat().st_mtime + 24 * 3600
    os.utime(stamp, (tomorrow, tomorrow))
    office.team.peer.touch("en/rss.xml", b"by hand")
    assert office.team.plan().altered == ("en/rss.xml",)
    office.edit()
    office.heal()


@every_kind
def test_a_reader_follows_every_link(office: Office) -> None:
    """All the while that publications come; not one address is a 404."""
    office.begin()
    office.team.guards = Guards(max_deletes=100)
    with reader(office.team) as walks:
        while walks() < 3 or office.number < 4:
            office.edit()
            office.team.publish()
    office.check_healed()
