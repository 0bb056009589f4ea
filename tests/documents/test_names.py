"""What the documents name exists: modules, functions, files, and what links lead to."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import ROOT

DOCUMENTS = sorted(
    [
        *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")),
        *(ROOT / "docs").rglob("*.md"),
    ]
)
PACKAGE = ROOT / "communique"
ROOMS = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.name[0] != "_"}
FOLDERS = ("", "communique", "docs", "docs/decisions", "theme", "theme/templates", "theme/static")
"""Where a path in a document may begin."""

_NAME = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_FENCED = re.compile(r"^( *)(```|~~~).*?^\1\2", re.DOTALL | re.MULTILINE)
_DOTTED = re.compile(r"(?:communique\.)?([a-z_]+(?:\.\w+)+)(?:\(\))?")
_PATH = re.compile(r"[\w./-]+\.(?:py|sh|toml)|(?:[\w-]+/)+")
_LINK = re.compile(r"\]\((?!https?:|mailto:|[#{/])([^)#\s]+)(?:#[^)]*)?\)")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _words(document: Path) -> str:
    return _FENCED.sub("", document.read_text(encoding="utf-8"))


def _is_there(dotted: str) -> bool:
    """Whether a module is there, or what a module, or a class in it, has by that name."""
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(["communique", *parts[:end]]))
        except ModuleNotFoundError:
            continue
        for name in parts[end:]:
            fields = getattr(found, "__dataclass_fields__", {}) | getattr(
                found, "__annotations__", {}
            )
            if not hasattr(found, name):
                return name in fields
            found = getattr(found, name)
        return True
    return False


def _missing(document: Path) -> Iterator[str]:
    for name in _NAME.findall(_words(document)):
        dotted = _DOTTED.fullmatch(name)
        if dotted and dotted[1].partition(".")[0] in ROOMS and not _PATH.fullmatch(name):
            if not _is_there(dotted[1]):
                yield name
        elif _PATH.fullmatch(name) and name.split("/")[0] in {
            *ROOMS,
            "tests",
            "docs",
            "communique",
        }:
            places = [*(ROOT / folder / name for folder in FOLDERS), document.parent / name]
            if not any(place.exists() for place in places):
                yield name


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_what_a_document_names_is_there(document: Path) -> None:
    """A name of the package, or a file of the repository, in backticks."""
    assert sorted(set(_missing(document))) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_a_link_between_documents_leads_somewhere(document: Path) -> None:
    """From the folder of the document."""
    links = _LINK.findall(_words(document))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_a_name_that_is_not_there_is_found() -> None:
    """The test above can fail."""
    assert _is_there("engine.build.Build.prepare")
    assert not _is_there("engine.build.Build.nothing")
    assert not _is_there("engine.nothing")


def test_each_decision_has_a_number_of_its_own() -> None:
    """In its file's name and in its title."""
    files = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [int(file.name[:4]) for file in files]
    assert numbers == sorted(set(numbers))
    for number, file in zip(numbers, files, strict=True):
        assert file.read_text(encoding="utf-8").startswith(f"# {number}. ")
