from __future__ import annotations

import pytest

from communique.preview.host_names import is_host_allowed, is_loopback


@pytest.mark.parametrize(
    ("asked", "host", "allowed"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("LOCALHOST", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("evil.example:8000", "127.0.0.1", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("10.0.0.5:8000", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("10.0.0.5:8000", "0.0.0.0", True),  # noqa: S104 - an example
        ("press.example:8000", "press.example", True),
        ("evil.example", "0.0.0.0", False),  # noqa: S104 - an example
    ],
)
def test_which_names_are_answered(asked: str, host: str, allowed: bool) -> None:  # noqa: FBT001 - a table
    """Numbers and this machine's own name: a name of somebody else's may lead here."""
    assert is_host_allowed(asked, host) is allowed


def test_what_is_reached_from_here_alone() -> None:
    """Only then is nobody warned."""
    assert [is_loopback(each) for each in ("127.0.0.1", "::1", "localhost")] == [True] * 3
    assert [is_loopback(each) for each in ("0.0.0.0", "10.0.0.5", "press.example")] == [False] * 3  # noqa: S104
