"""What every test has."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.cli.newsroom import Newsroom
from tests.databases import opened
from tests.signals import hear_signals

# No test asserts how long something takes: another load on the machine would fail it.
settings.register_profile("newsroom", deadline=None)
settings.load_profile("newsroom")


MEMORY = Path("/dev/shm")  # noqa: S108
"""Where Linux keeps files in memory."""

ROOM = 4 << 30
"""The bytes that must be free there: the tests take a quarter of it."""


def _is_in_memory() -> bool:
    """Return whether tests may write and run their files in memory."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return False
    memory = os.statvfs(MEMORY)
    return memory.f_bavail * memory.f_frsize >= ROOM and not memory.f_flag & os.ST_NOEXEC


# Tests write a million small files: on a disk they take up to twice the time.
if _is_in_memory():
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes the tests run in: two more than there are cores, as many wait."""
    return (os.cpu_count() or 1) + 2


@pytest.fixture(scope="session", autouse=True)
def signals() -> None:
    """Let tests end what they start, also where the shell ignores signals (``nohup make test``)."""
    hear_signals()


@pytest.fixture(scope="session", autouse=True)
def _user_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep out of what programs remember of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A tiny site with its settings file, for commands."""
    return Newsroom(tmp_path)


@pytest.fixture(autouse=True)
def close_databases() -> Iterator[None]:
    """Close what a test opened; Python 3.13 warns of a connection that nobody closed."""
    yield
    while opened:
        opened.pop().close()
