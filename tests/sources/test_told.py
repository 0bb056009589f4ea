"""Lists of what changed, as git and people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import CommuniqueError
from communique.sources.told import Told, find_told, read_list
from tests.sites import make_settings


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"content/a.md\ncontent/b.md\n", ["content/a.md", "content/b.md"]),
        (b"content/a.md", ["content/a.md"]),
        (b"content/a.md\r\ncontent/b.md\r\n", ["content/a.md", "content/b.md"]),
        (b"\xef\xbb\xbfa.md\n\n", ["a.md"]),
        (b"a.md\0b\nc.md\0", ["a.md", "b\nc.md"]),
        (b'"content/\\303\\251.en.md"\n', ["content/é.en.md"]),
        (b'"a \\"b\\"\\t\\\\.md"\n', ['a "b"\t\\.md']),
        (b'"\n', ['"']),
        (b"M\ta.md\nD\tb.md\n", ["a.md", "b.md"]),
        (b'R097\told.md\t"n\\303\\251w.md"\n', ["old.md", "néw.md"]),
        (b"M\0a.md\0R100\0old.md\0new.md\0", ["a.md", "old.md", "new.md"]),
        (b"", []),
        (b"\n \n", []),
    ],
)
def test_a_list_is_read_as_git_writes_it(data: bytes, expected: list[str]) -> None:
    assert read_list(data) == expected


def test_a_list_in_utf_16_is_refused_in_words() -> None:
    """PowerShell writes one with ``>``."""
    with pytest.raises(CommuniqueError, match="must be UTF-8, got UTF-16"):
        read_list("a.md\n".encode("utf-16"))


def test_a_folder_that_was_told_is_all_that_it_holds() -> None:
    told = Told.of(["2019/06/a.md", "media"])
    assert [
        path for path in ("2019/06/a.md", "media/x/y.jpg", "2019/06/b.md") if told.has(path)
    ] == [
        "2019/06/a.md",
        "media/x/y.jpg",
    ]
    assert told.looks_into("2019/06")
    assert not told.looks_into("2019")
    assert told.leads_through("2019")
    assert not told.leads_through("2020")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an office in a repository, from whose folder the build is started."""
    office = tmp_path / "repository/office"
    for name in ("content/2019/a.md", "content/é.md", "theme/main.css", "content/README.md"):
        (office / name).parent.mkdir(parents=True, exist_ok=True)
        (office / name).write_text("text")
    (tmp_path / "repository/README.md").write_text("text")
    monkeypatch.chdir(office)
    return office


def _place(root: Path, *listed: str, links: bool = False) -> set[str] | str:
    conf = str(root / "pelicanconf.py")
    settings = make_settings(root, SETTINGS_FILE=conf, ALLOW_LINKS=links)
    found = find_told(settings, listed, {"2019/gone.md", "2018"}.__contains__)
    return set(found.paths) if isinstance(found, Told) else found


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("content/2019/a.md", {"2019/a.md"}),
        ("./content/../content/2019/a.md", {"2019/a.md"}),
        ("office/content/2019/a.md", {"2019/a.md"}),
        ("2019/a.md", {"2019/a.md"}),
        ("content/e\u0301.md", {"é.md"}),
        ("content/2019", {"2019"}),
        ("content/2019/gone.md", {"2019/gone.md"}),
        ("content/2018/", {"2018"}),
        ("theme/main.css", set()),
        ("office/theme", set()),
        ("README.md", {"README.md"}),
    ],
)
def test_a_path_is_found_from_the_folders_that_it_may_be_relative_to(
    root: Path, listed: str, expected: set[str]
) -> None:
    """A path of the repository beside the sources asks for nothing."""
    assert _place(root, listed) == expected
    assert _place(root, listed, str(root / "content/é.md")) == {*expected, "é.md"}


@pytest.mark.parametrize(
    ("listed", "why"),
    [
        (["content/2019/typo.md"], '"content/2019/typo.md" is not there, and was no source'),
        (["content/2019/a.md", "elsewhere/a.md"], '"elsewhere/a.md" is not there'),
        (["content/2019/\udcff.md"], "is not there"),
        (["content"], '"content" is the content folder, or one around it'),
        (["."], "is the content folder"),
        ([], "the list is empty"),
        (["content/2019/a.md"] * 5_001, "the list has 5,001 paths"),
    ],
)
def test_a_doubt_is_told_and_has_every_source_looked_at(
    root: Path, listed: list[str], why: str
) -> None:
    found = _place(root, *listed)
    assert isinstance(found, str)
    assert why in found


def test_links_among_the_sources_are_a_doubt(root: Path) -> None:
    assert "ALLOW_LINKS" in _place(root, "content/2019/a.md", links=True)
