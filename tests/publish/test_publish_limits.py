"""What hosts say that they take, held against a site before anything is sent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from communique.errors import PublishError
from communique.publish.guards import (
    ANYTHING,
    BY_HOST,
    GITHUB,
    GITLAB,
    S3,
    Limits,
    Totals,
    count_folders,
    find_over_limit,
)
from communique.publish.record import File
from communique.publish.targets.registry import open_target
from communique.publish.targets.target import Target
from tests.publish.peers import Team


def page(path: str, size: int = 3) -> File:
    """Return a file of a size."""
    return File(path, size, "", "text/html", "page")


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(files=4), "host takes 4 files, the site has 5"),
        (Limits(size=14), "host takes 14 bytes, the site has 15"),
        (Limits(entries=8), "host takes 8 files and folders, the site has 9"),
        (Limits(in_folder=2), "host takes 2 files in a folder, /en/b has 3"),
        (Limits(file_size=2), "p: host takes files of 2 bytes, this one has 3; make it smaller"),
        (Limits(path=0, file_size=2, name="Elsewhere"), "p: Elsewhere takes files of 2 bytes"),
        (Limits(path=1), "en/a/x: host takes paths of 1 bytes; shorten the slug"),
    ],
)
def test_what_a_host_does_not_take_is_told_in_words(limits: Limits, words: str) -> None:
    """With what was found, and not where the site is just as large as may be."""
    paths = ["en/a/x", "en/b/x", "en/b/y", "en/b/z", "ru/x"]
    totals = count_folders(paths, 5, 15)
    uploads = [page("p"), page("en/a/x", 1)]
    found = list(find_over_limit("host", limits, uploads, totals))
    assert len(found) == 1
    assert found[0].startswith(words)
    least = Limits(files=5, size=15, entries=9, in_folder=3, file_size=3, path=6)
    assert list(find_over_limit("host", least, uploads, totals)) == []
    assert list(find_over_limit("host", ANYTHING, uploads, Totals(10**9, 10**15))) == []


@pytest.mark.parametrize(
    ("address", "limits"),
    [
        ("git+https://github.com/x/y#pages", GITHUB),
        ("git+ssh://git@github.com/x/y.git#pages", GITHUB),
        ("git:git@github.com:x/y.git#pages", GITHUB),
        ("git+https://gitlab.com/x/y#pages", GITLAB),
        ("git+https://gitlab.example/x/y#pages", ANYTHING),
        ("git+https://example.org/github.com/x#pages", ANYTHING),
        ("git:github.com/x#pages", ANYTHING),
        ("folder:github.com", ANYTHING),
    ],
)
def test_a_host_is_known_by_its_name(address: str, limits: Limits, tmp_path: Path) -> None:
    """However its address is written; another one of the same software has limits of its own."""
    assert open_target(address, tmp_path, tmp_path).limits == limits


def test_a_bucket_takes_what_one_request_may_put(tmp_path: Path) -> None:
    """Five gibibytes."""
    pytest.importorskip("boto3", reason="no boto3 here; make .venv/test installs it")
    assert open_target("s3://x/?region=eu-west-1", tmp_path, tmp_path).limits == S3


def test_a_site_that_is_too_large_is_refused(team: Team) -> None:
    """By the host, or by one that gets the site from there; nothing is sent."""
    small = Limits(in_folder=1, name="Elsewhere")
    with team.built.record() as record:
        for publisher in (
            replace(team.publisher(), limits=(small,)),
            replace(team.publisher(), target=_limited(team, replace(small, name=""))),
        ):
            with pytest.raises(PublishError, match=r"takes 1 files in a folder, /\S* has 2"):
                publisher.publish(record)
    assert team.peer.live() == {}


def _limited(team: Team, limits: Limits) -> Target:
    target = team.target()
    target.limits = limits
    return target


def test_what_only_costs_is_a_warning(team: Team) -> None:
    """Cloudflare takes more files of whoever pays: the site is published."""
    cloudflare = replace(BY_HOST["cloudflare"], unpaid=3)
    publisher = replace(team.publisher(), limits=(cloudflare,))
    with team.built.record() as record:
        assert publisher.publish(record).number == 1
    assert publisher.target.warnings == [
        "Cloudflare Pages takes 3 files where nobody pays for more, the site has 7"
    ]
