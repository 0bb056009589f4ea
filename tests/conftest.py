"""What every test has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import opened


@pytest.fixture(autouse=True)
def close_databases() -> Iterator[None]:
    """Close what a test opened; Python 3.13 warns of a connection that nobody closed."""
    yield
    while opened:
        opened.pop().close()
