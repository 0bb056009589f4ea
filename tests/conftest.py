"""What every test has."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.databases import opened
from tests.signals import hear_signals

# No test asserts how long something takes: another load on the machine would fail it.
settings.register_profile("newsroom", deadline=None)
settings.load_profile("newsroom")


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


@pytest.fixture(autouse=True)
def close_databases() -> Iterator[None]:
    """Close what a test opened; Python 3.13 warns of a connection that nobody closed."""
    yield
    while opened:
        opened.pop().close()
