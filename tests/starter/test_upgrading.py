"""A newsroom with templates and words of its own, brought from one wheel to the next version's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.sites import ROOT, read_tree
from tests.starter.conftest import Run, install, make_wheel

OPTIONS = (
    *("--name", "Ministry", "--languages", "fr,ar", "--timezone", "Africa/Tunis"),
    *("--address", "https://presse.example"),
)
PARTS = ("communique", "theme", "vocabulary", "requirements")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The sources of the next version: another template, kind and number, a line of the changelog.

    The version before is the one that is installed.
    """
    checkout = tmp_path / "checkout"
    for part in PARTS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, checkout / part, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, checkout / name)
    if (ROOT / "docs").is_dir():
        shutil.copytree(ROOT / "docs", checkout / "docs", ignore=shutil.ignore_patterns("*.png"))
    for path, before, after in (
        ("theme/templates/base.html", "<body>", '<body data-next="yes">'),
        ("theme/templates/404.html", "{% extends", "{# next #}{% extends"),
        ("vocabulary/kinds.toml", "[press-releases]", '[notes]\nfr = "Notes"\n\n[press-releases]'),
        ("CHANGELOG.md", "### Added\n\n", "### Added\n\n- Something for every newsroom.\n"),
        ("pyproject.toml", 'version = "0.1.0"', 'version = "0.2.0"'),
    ):
        file = checkout / path
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return checkout


def test_the_next_versions_wheel_needs_no_edit(
    run: Run, tmp_path: Path, environment: Path, checkout: Path
) -> None:
    """What is overridden stays, what is not is the next version's; what changed is said."""
    (there,) = environment.parent.glob("*.whl")
    try:
        assert run("communique", "init", "office", *OPTIONS).returncode == 0
        office = tmp_path / "office"
        (office / "templates/404.html").write_text("<h1>{{ _('Ours') }}</h1>", encoding="utf-8")
        kinds = office / "vocabulary/kinds.toml"
        kinds.write_text(kinds.read_text() + '[hints]\nfr = "Conseils"\n', encoding="utf-8")
        (office / "content/releases/a.fr.md").write_text(
            "Title: Conseil\nDate: 2019-06-05\nCategory: Conseils\n\nLe texte.\n"
        )
        assert run("inv", "build", cwd=office).returncode == 0
        assert "Nothing changed" in run("communique", "upgrade", cwd=office).stdout
        install(make_wheel(checkout, tmp_path / "next", "--wheel"), environment)
        before = read_tree(office)
        said = run("communique", "upgrade", cwd=office).stdout.splitlines()
        assert read_tree(office) == before
        assert said == [
            "Communiqué 0.1.0 was here; 0.2.0 is installed.",
            "- Something for every newsroom.",
            "templates/404.html: the theme's template that it replaces changed; compare the two",
            "vocabulary/kinds.toml: what it extends changed",
        ]
        done = run("inv", "build", cwd=office)
        assert done.returncode == 0, done.stderr
        page = (office / "output/fr/index.html").read_text(encoding="utf-8")
        assert '<body data-next="yes">' in page
        assert "Conseil" in page
        assert (office / "output/fr/404.html").read_text(encoding="utf-8") == "<h1>Ours</h1>"
    finally:
        install(there, environment)
