"""Where no browser opens, the tests that need one say why; this one needs none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import ROOT

LIBRARY = "node: error while loading shared libraries: libatomic.so.1: cannot open"


def run(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this environment's Python, with other variables."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
    )


def program(path: Path, line: str) -> Path:
    """Write a program that says one line on standard error, and fails."""
    path.write_text(f'#!/bin/sh\necho "{line}" >&2\nexit 127\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def case(folder: Path, way: str) -> tuple[dict[str, str], str]:
    """Return variables under which no browser opens, and why that is."""
    if way == "none":
        return {"PATH": str(folder)}, "no Chromium on this machine"
    chromium = program(folder / "chromium", "chromium: cannot open display")
    here = {"PATH": f"{folder}:{os.environ['PATH']}"}
    if way == "driver":
        chromium.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
        node = program(folder / "node", LIBRARY)
        return here | {"PLAYWRIGHT_NODEJS_PATH": str(node)}, LIBRARY
    return here, "Chromium is on this machine and does not open: "


@pytest.mark.parametrize("way", ["none", "driver", "browser"])
def test_why_no_browser_opens_is_said(tmp_path: Path, way: str) -> None:
    """There is none, Playwright's driver lacks a library, or the browser itself ends at once."""
    environ, why = case(tmp_path, way)
    said = run("-m", "tests.browser.chromium", **environ)
    assert (said.returncode, said.stdout) == (1, "")
    assert why in said.stderr
    assert len(said.stderr.splitlines()) == 1


@pytest.mark.parametrize("way", ["none", "driver"])
def test_tests_that_need_one_are_skipped_in_one_line(tmp_path: Path, way: str) -> None:
    """None of them fails, and pytest's summary has the reason once."""
    environ, why = case(tmp_path, way)
    place = f"--basetemp={tmp_path / 'inner'}"
    said = run("-m", "pytest", "-q", place, "tests/browser/test_walks.py", **environ)
    assert said.returncode == 0, said.stdout
    (line,) = (line for line in said.stdout.splitlines() if line.startswith("SKIPPED"))
    assert why in line
    assert "make browser" in line


def test_where_nothing_can_be_installed_it_is_told_what_is_skipped(tmp_path: Path) -> None:
    """An ordinary user: `make test` goes on."""
    environ, why = case(tmp_path, "none")
    identity = tmp_path / "id"
    identity.write_text("#!/bin/sh\necho 1000\n", encoding="utf-8")
    identity.chmod(0o755)
    said = subprocess.run(
        ["/bin/sh", "tests/install.sh", sys.executable, "browser"],
        cwd=ROOT,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.startswith(f"The tests in tests/browser/ are skipped: {why}. ")
    assert said.stderr == ""
