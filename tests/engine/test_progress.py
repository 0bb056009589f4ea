from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from communique.engine.progress import LONG
from communique.plugin.progress import PlainLines
from tests.sites import ROOT

SCRIPT = """
import time
from communique.plugin.progress import choose_progress
from pelican.log import console
with console.status("Generating..."), choose_progress().count("sources read", 1000) as count:
    for _ in range(20):
        time.sleep(0.05)
        count(50)
"""


def test_a_log_gets_a_line_a_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    """Few lines, whatever the size of the batches."""
    with PlainLines().count("sources read", 1000) as count:
        for _ in range(50):
            count(20)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[0] == "100 of 1,000 sources read"
    assert lines[-1] == "1,000 of 1,000 sources read"


def test_short_work_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    """It is over before anybody asks."""
    with PlainLines().count("sources read", LONG - 1) as count:
        count(LONG - 1)
    assert capsys.readouterr().err == ""


def test_a_terminal_gets_a_bar_with_rate_and_time_left() -> None:
    """Seen on a real pseudo-terminal; the bar goes when the work is done."""
    leader, follower = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-c", SCRIPT]
    with subprocess.Popen(command, stdout=follower, env=environ, cwd=Path(ROOT)) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                more = os.read(leader, 65536)
            except OSError:  # Linux ends a closed terminal so
                break
            if not more:
                break
            shown += more
        assert process.wait() == 0
    os.close(leader)
    text = shown.decode()
    assert "sources read" in text
    assert "/1000" in text
    assert "/s" in text
    assert "0:00:0" in text
