"""WORKERS names a Dask scheduler: real processes on loopback, and the bytes of a build at home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from socket import create_server

import pytest

from tests.promises.test_determinism import build_elsewhere
from tests.sites import ROOT, Site, differences

pytestmark = pytest.mark.skipif(
    find_spec("distributed") is None, reason="the extra cluster is not installed: no Dask"
)

PATIENCE = 60
"""Seconds that a process is given to start."""


@contextmanager
def running(folder: Path, *words: str, **environ: str) -> Iterator[None]:
    """Run one of Dask's commands below ``folder`` until the block ends."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]]
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environ}, stdout=log, stderr=log
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


@contextmanager
def cluster(folder: Path, package: Path, workers: int = 2) -> Iterator[str]:
    """Start a scheduler and workers that know the package and none of the site's folders."""
    noted = folder / "scheduler.json"
    here = ("--host", "127.0.0.1")
    with ExitStack() as stack:
        start = stack.enter_context
        scheduler = ("--port", "0", "--no-dashboard", "--scheduler-file", str(noted))
        path = {"PYTHONPATH": str(package)}
        start(running(folder / "scheduler", "dask_scheduler", *here, *scheduler, **path))
        _wait_until(noted.is_file)
        address = str(json.loads(noted.read_text())["address"])
        for number in range(workers):
            options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", str(number))
            place = folder / f"worker-{number}"
            start(running(place, "dask_worker", address, *here, *options, **path))
        yield address


def _wait_until(true: object) -> None:
    assert callable(true)
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "a process of the cluster must start"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(tmp_path_factory.mktemp("site") / "site")
    for number in range(60):
        lang = ("en", "ru")[number % 2]
        site.release(
            f"note-{number // 2}.{lang}",
            f'He said "yes" -- twice. Number {number}. [That]({{filename}}note-0.{lang}.md)',
            Title=f"Note {number // 2}",
            Date=f"2019-0{1 + number % 9}-05 10:00",
            Tags="G7; Trade",
        )
    return site


def test_a_cluster_makes_the_same_bytes(site: Site, tmp_path: Path) -> None:
    """Two workers that have neither the sources nor the output render what one process does."""
    usual = build_elsewhere(site, "usual", {}, WORKERS=1)
    with cluster(tmp_path, ROOT) as address:
        away = build_elsewhere(site, "away", {}, WORKERS=address)
    assert differences(usual, away) == []
    logs = [(tmp_path / f"worker-{number}" / "log.txt").read_text() for number in range(2)]
    assert all("Starting established connection" in log for log in logs)


def test_a_worker_with_other_code_is_refused(site: Site, tmp_path: Path) -> None:
    """Other code would make other bytes, here and there one."""
    package = tmp_path / "package"
    package.mkdir()
    subprocess.run(["cp", "-r", str(ROOT / "communique"), str(package)], check=True)
    with (package / "communique" / "clock.py").open("a") as file:
        file.write("\n# another version\n")
    with cluster(tmp_path, package, workers=1) as address:
        result = site.build(WORKERS=address)
    assert result.status == 1
    assert "a Dask worker must run the build's code" in result.err
    assert not site.output.exists()


def test_a_worker_without_the_package_is_told(site: Site, tmp_path: Path) -> None:
    """The most likely mistake of whoever sets a cluster up."""
    (tmp_path / "empty").mkdir()
    with cluster(tmp_path, tmp_path / "empty", workers=1) as address:
        result = site.build(WORKERS=address)
    assert result.status == 1
    assert "must have this version of Communiqué" in result.err
    assert not site.output.exists()


def test_a_scheduler_without_workers_is_told(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for pages that no machine makes."""
    monkeypatch.setattr("communique.engine.cluster.WORKER", 1)
    with cluster(tmp_path, ROOT, workers=0) as address:
        result = site.build(WORKERS=address)
    assert result.status == 1
    assert "the scheduler of WORKERS must have a worker, got none" in result.err


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tcp://{}", "tls://{}"])
def test_a_scheduler_that_does_not_answer_is_told(
    site: Site, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """In the words of a setting's mistake, the output as it was."""
    monkeypatch.setattr("communique.engine.cluster.PATIENCE", 1)
    with create_server(("127.0.0.1", 0)) as silent:
        result = site.build(WORKERS=address.format(f"127.0.0.1:{silent.getsockname()[1]}"))
    assert result.status == 1
    assert "WORKERS must be the address of a Dask scheduler that answers" in result.err
    assert "Traceback" not in result.err
