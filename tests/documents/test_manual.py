"""The manual says all there is to set, write and run, and names nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pelican.settings import DEFAULT_CONFIG

from communique.settings.brand import BRAND_SHAPES
from communique.settings.pelican import FURTHER, INSTEAD, REFUSED
from communique.settings.shapes import SHAPES
from communique.settings.subscribing import SUBSCRIBING_SHAPES
from communique.sources.schema import SCHEMA, find_field
from communique.tasks import DAILY
from tests.sites import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in (*PAGES, ROOT / "README.md")}
OWN = {*SHAPES, *BRAND_SHAPES, *SUBSCRIBING_SHAPES, *FURTHER}
KNOWN = {*OWN, *DEFAULT_CONFIG, *INSTEAD, *REFUSED}
DEVELOPERS = {"audit", "lint", "test", "screenshots"}
"""Tasks of this repository alone."""

NO_SETTINGS = {"SETTINGS_FILE"}
"""The path of the settings file, which it says itself."""


@pytest.mark.parametrize("name", sorted(OWN))
def test_each_setting_is_in_the_manual(name: str) -> None:
    """In the first column of its table, or among Pelican's."""
    assert re.search(rf"(?m)^\| (?:[A-Z_]+, | and )*{name}\b|\b{name}[,.]", TEXTS["settings.md"])


def test_each_setting_that_the_manual_has_is_there() -> None:
    """What stands in the first column of the tables of settings, and what pages assign."""
    first = re.findall(r"(?m)^\| ([A-Z][A-Z_, and]+?) \|", TEXTS["settings.md"])
    named = {name for cell in first for name in re.split(r", | and ", cell)}
    assigned = {
        name
        for text in TEXTS.values()
        for name in re.findall(r"(?m)(?:^ *|`)([A-Z][A-Z_]{3,}) = ", text)
    }
    assert (named | assigned) - KNOWN == NO_SETTINGS
    assert len(named) > 60


@pytest.mark.parametrize("field", SCHEMA, ids=lambda field: field.name)
def test_each_header_is_in_the_manual(field: object) -> None:
    """With a section of its own."""
    assert f"\n### {field.name}\n" in TEXTS["editing.md"]  # type: ignore[attr-defined]


def test_each_header_that_the_manual_names_is_there() -> None:
    """`Name: value`, and sections of headers."""
    headers = TEXTS["editing.md"].partition("\n## Headers\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"(?m)^### (\w+)$", headers))
    named |= set(re.findall(r"`([A-Z][a-z]+): [^`]+`", TEXTS["editing.md"]))
    assert {name for name in named if find_field(name) is None} == set()
    assert len(named) >= len(SCHEMA)


def test_each_command_is_in_the_manual() -> None:
    """With what it does and each option."""
    for command in DAILY.commands():
        assert f"\n## inv {command.name}\n\n{command.does}\n" in TEXTS["commands.md"]
        for option, what in command.options.items():
            assert f"| `{option}` | {what} |" in TEXTS["commands.md"]
            assert what, f"{command.name} {option} has no help"


@pytest.mark.parametrize("page", TEXTS)
def test_each_command_that_a_page_names_is_there(page: str) -> None:
    """`inv` with a verb and its options."""
    known = {command.name.split()[0]: command.options for command in DAILY.commands()}
    for verb, rest in re.findall(r"\binv ([a-z]+)([^`\n;]*)", TEXTS[page]):
        if verb in DEVELOPERS:
            continue
        assert verb in known, f"{page}: inv {verb}"
        options = {*known[verb], *(o.replace("--", "--no-") for o in known[verb])}
        for option in re.findall(r"(?<![\w-])(--[a-z-]+)", rest):
            assert option in options, f"{page}: inv {verb} {option}"


def test_the_index_leads_to_every_page() -> None:
    """Nothing of the manual can only be guessed."""
    links = set(re.findall(r"\]\(([\w-]+\.md)\)", TEXTS["README.md"])) | set(
        re.findall(r"\]\(([\w-]+\.md)\)", (DOCS / "README.md").read_text(encoding="utf-8"))
    )
    assert {path.name for path in PAGES} - {"README.md"} - links == set()


def test_the_wheel_carries_the_manual() -> None:
    """Messages name pages of the manual: an office has it without this repository."""
    included = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for path in PAGES:
        assert f'"docs/{path.name}" = "communique/docs/{path.name}"' in included
    assert Path(DOCS / "editing.md").is_file()
