"""The registry finds the importer of a file, or tells which formats there are."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - ``date`` is an argument below
from pathlib import Path, PurePath

import pytest

from communique.errors import ProblemsFound
from communique.importers import plaintext
from communique.importers.registry import find_importer, import_file


@pytest.mark.parametrize("name", ["old.txt", "archive/OLD.TXT"])
def test_text_file_is_plain_text(name: str) -> None:
    """The suffix decides, whatever its capitals."""
    assert find_importer(PurePath(name)) is plaintext


@pytest.mark.parametrize(("name", "found"), [("old.odt", ".odt"), ("folder/README", "README")])
def test_unknown_format_names_the_known_ones(name: str, found: str) -> None:
    """An editor learns what was found and what can be imported."""
    with pytest.raises(ProblemsFound) as caught:
        find_importer(PurePath(name))
    assert str(caught.value) == (
        f"{name}: File must be in a format that can be imported: plain text (.txt), "
        f'Word (.docx), a web page (.html), got "{found}"; save it in one of these formats'
    )


def test_file_is_read_from_the_disk(tmp_path: Path) -> None:
    """One call reads a file with its importer and passes on what the caller knows."""
    path = tmp_path / "old.txt"
    path.write_text("A title\n\nThe text.", encoding="utf-8")
    imported = import_file(path, lang="fr", kind="Statements", date=Date(2019, 6, 5))
    assert imported.fields == (
        ("Title", "A title"),
        ("Date", "2019-06-05"),
        ("Category", "Statements"),
        ("Lang", "fr"),
    )
    assert imported.body == "The text."


def test_missing_file_is_a_problem(tmp_path: Path) -> None:
    """A path that cannot be read is reported like any other problem."""
    path = tmp_path / "none.txt"
    with pytest.raises(ProblemsFound, match="File must be readable, got: No such file"):
        import_file(path)
