"""The locks: every library with one version and its hashes, those that install the others too."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from tests.sites import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(
    r"(?P<name>[a-z0-9-]+)(\[[a-z,]+\])?==(?P<version>\S+)(?P<marker> ; .+?)? \\\n"
    r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
)


def _pins(path: Path) -> dict[tuple[str, str], str]:
    text = path.read_text(encoding="utf-8")
    return {(m["name"], m["marker"] or ""): m["version"] for m in PINNED.finditer(text)}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_a_lock_has_versions_and_hashes_and_nothing_else(path: Path) -> None:
    """No index, no host, no file of this machine: whoever installs says where from."""
    assert PINNED.sub("", path.read_text(encoding="utf-8")) == ""
    assert _pins(path)


def test_locks_agree() -> None:
    """A library has the same version in each lock that has it."""
    known: dict[tuple[str, str], str] = {}
    for path in LOCKS:
        pins = _pins(path)
        assert {pin: known[pin] for pin in pins.keys() & known.keys()}.items() <= pins.items()
        known |= pins


def test_what_installs_the_rest_is_locked_too() -> None:
    """Pip and setuptools: those that ``venv`` brings have known faults; and what makes wheels."""
    pins = {name: pinned for (name, _), pinned in _pins(ROOT / "requirements/pip.txt").items()}
    hatchlings = {"hatchling", "packaging", "pathspec", "pluggy", "tomlkit", "trove-classifiers"}
    assert pins.keys() == {"pip", "setuptools"} | hatchlings
    assert version("pip") == pins["pip"]
    try:
        found = version("setuptools")
    except PackageNotFoundError:
        return
    assert found == pins["setuptools"]
