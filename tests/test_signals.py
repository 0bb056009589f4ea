"""Where the shell ignores signals, the tests end what they start all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import ROOT

LOOK = (
    "import signal; "
    "print([each.name for each in ENDING if signal.getsignal(each) is signal.SIG_IGN], "
    "*signal.pthread_sigmask(signal.SIG_BLOCK, []))"
)
CHILD = f"from tests.signals import ENDING; {LOOK}"
PARENT = f"""
import signal, subprocess, sys
from tests.signals import ENDING, hear_signals
ignored = [each for each in ENDING if signal.getsignal(each) is signal.SIG_IGN]
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM])
hear_signals()
for each in ignored:
    signal.raise_signal(each)
subprocess.run([sys.executable, "-c", {CHILD!r}], check=True)
"""


@pytest.mark.parametrize("ignored", ["INT", "INT QUIT HUP", "HUP TERM CHLD"])
def test_children_have_their_signals_and_we_ignore_ours(ignored: str) -> None:
    """Nothing is ignored or blocked in a child; what the shell ignores still ends nothing here."""
    command = 'trap "" $1; exec "$2" -c "$3"'
    done = subprocess.run(
        ["sh", "-c", command, "sh", ignored, sys.executable, PARENT],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_a_preview_is_ended_from_a_shell_that_ignores_ctrl_c(tmp_path: Path) -> None:
    """The test of Ctrl-C passes there: its preview hears the signal."""
    test = "tests/preview/test_serve.py::test_ctrl_c_ends_it"
    # In a folder of its own: elsewhere pytest deletes what earlier runs left, for minutes.
    place = f'--basetemp "{tmp_path / "inner"}"'
    command = f'trap "" INT; exec "{sys.executable}" -m pytest -q {place} {test}'
    done = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
