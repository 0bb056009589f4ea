"""``inv build``, ``inv check`` and ``inv clean``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.newsroom import CONF, Newsroom
from tests.sites import ROOT

VERBS = (
    "audit build check clean confirm explain gate held import lint manual messages new next plan "
    "publish rollback sample schedule screenshots serve show styleguide styles test translate "
    "verify"
)


def test_list_names_every_verb_in_one_line(newsroom: Newsroom) -> None:
    """Each task says in one line, that a terminal holds, what it does."""
    lines = newsroom.inv_in_shell("--list").out.splitlines()
    tasks = [line for line in lines if line.startswith("  ")]
    assert [line.split()[0] for line in tasks] == VERBS.split()
    assert all(re.fullmatch(r"  [a-z]+ +[A-Z].{10,65}\.", line) for line in tasks)


def test_a_newsroom_has_the_tasks_by_one_line(tmp_path: Path) -> None:
    """All but those of this repository's developers; nothing is copied."""
    (tmp_path / "tasks.py").write_text("from communique.tasks import namespace\n")
    command = [sys.executable, "-m", "invoke", "--list"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    listed = subprocess.run(
        command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    found = {line.split()[0] for line in listed.stdout.splitlines() if line.startswith("  ")}
    assert set(VERBS.split()) - {"audit", "lint", "screenshots", "test"} == found


def test_build_check_and_clean(newsroom: Newsroom) -> None:
    """What was built is checked from its folder on, and is gone when cleaned; sources stay."""
    sources = newsroom.files()
    built = newsroom.inv_in_shell("build")
    assert built.status == 0, built.err
    assert "First" in newsroom.read("output/en/2019/06/04/first/index.html")

    before = newsroom.files()
    newsroom.release("releases/2019/06/04-second", "Second")
    checked = newsroom.inv_in_shell("check", folder="content")
    assert (checked.status, checked.out) == (0, "2 sources checked, no problems\n")
    (newsroom.root / "content/releases/2019/06/04-second.md").unlink()
    assert newsroom.files() == before

    assert newsroom.inv("clean").status == 0
    left = newsroom.files()
    assert {path for path in left if not path.endswith(".lock")} == set(sources)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "pelicanconf.py: PELICAN_CLASS must name Communiqué, got "),
        (CONF.replace('PELICAN_CLASS = "communique.Newsroom"', ""), "PELICAN_CLASS must name"),
        (CONF + "PLUGINS = []\n", "pelicanconf.py: PLUGINS must name Communiqué, got []"),
        (CONF + "PELICAN_CLASS = 5\n", "pelicanconf.py: PELICAN_CLASS must name Communiqué, got 5"),
        (CONF + "THEME = 5\n", "pelicanconf.py:27: THEME must be"),
        (CONF + "OUTPUT_PATH = []\nJINJA_ENVIRONMENT = 3\n", "pelicanconf.py:27: OUTPUT_PATH must"),
        (CONF + "PAGINATION_PATTERNS = 5\n", "pelicanconf.py:27: PAGINATION_PATTERNS must be"),
        (CONF + "SITENAME = NAME\n", "got NameError: name 'NAME'"),
    ],
)
def test_settings_that_are_not_ours_build_nothing(
    newsroom: Newsroom, written: str, told: str
) -> None:
    """Stock Pelican would publish what is held back; and no mistake in them ends in a traceback."""
    (newsroom.root / "pelicanconf.py").write_text(written, encoding="utf-8")
    built = newsroom.inv("build")
    assert built.status == 1
    assert told in built.err
    assert "Traceback" not in built.err
    assert not (newsroom.root / "output").exists()


def test_check_names_every_problem_at_once(newsroom: Newsroom) -> None:
    """Every error of every source is on standard error; nothing is written."""
    newsroom.release("releases/bad-title", "", Title="")
    newsroom.release("releases/bad-kind", "Bad", Category="Statments")
    before = newsroom.files()
    said = newsroom.inv("check")
    assert (said.status, said.out) == (1, "")
    kind, title, count = said.err.splitlines()
    assert kind.startswith(
        "content/releases/bad-kind.md:3: Category must be in the vocabulary, got "
    )
    assert 'did you mean "Statements"?' in kind
    assert title.startswith("content/releases/bad-title.md:1: Title must be given, found none; ")
    assert count == "2 problems"
    assert newsroom.files() == before


def test_check_tells_of_an_output_that_was_changed(newsroom: Newsroom) -> None:
    """It names one file, counts the others and touches none; the next build restores them."""
    assert newsroom.inv("build").status == 0
    assert newsroom.inv("check").out == "1 source checked, no problems\n"
    for text, found in (("x", "got another"), (None, "got none")):
        if text is None:
            (newsroom.root / "output/en/index.html").unlink()
        else:
            newsroom.write("output/en/index.html", text)
        newsroom.write("output/en/new/x.html", "A stray.")
        before = newsroom.files()
        said = newsroom.inv("check")
        assert (said.status, said.out) == (0, "1 source checked, 1 warning\n")
        assert said.err == (
            "output/en/index.html: warning: a file of the output must be as "
            f"the last build left it, {found}, and 1 more like it; build again, which puts it "
            "right\n"
        )
        assert newsroom.files() == before
        assert newsroom.inv("build").status == 0
    assert newsroom.inv("check").out == "1 source checked, no problems\n"


def test_check_of_another_folder(newsroom: Newsroom) -> None:
    """``--path`` checks that folder instead; warnings alone are no failure."""
    newsroom.release("releases/bad", "Bad", Category="Statments")
    newsroom.write("other/note.md", newsroom.read("content/releases/2019/06/04-first.en.md"))
    newsroom.write(
        "other/warned.md", "Title: A\nDate: 2019-06-05\nCategory: Readouts\nSlug: a%20b\n\nText.\n"
    )
    said = newsroom.inv("check", "--path", "other")
    assert (said.status, said.out) == (0, "2 sources checked, 1 warning\n")
    assert newsroom.inv("check", "--path", "nowhere").err == (
        "--path must be a folder of sources, got nowhere\n"
    )


def test_settings_that_cannot_be_read(newsroom: Newsroom) -> None:
    """A settings file that is missing, broken or without the plugin is named."""
    newsroom.write("broken.py", "PATH = (\n")
    newsroom.write("bare.py", newsroom.read("pelicanconf.py").replace('["communique"]', "[]"))
    names = ("no.py", "broken.py", "bare.py")
    said = {name: newsroom.inv_in_shell("check", "--conf", name) for name in names}
    assert [each.status for each in said.values()] == [1, 1, 1]
    assert 'PLUGINS must name "communique"' in said["bare.py"].err
    assert said["no.py"].err.startswith("the settings file must be there, found no no.py in ")
    assert said["broken.py"].err.startswith(
        "broken.py:1: settings must be ones that Pelican can read, got SyntaxError: "
    )


def test_clean_leaves_a_folder_of_others(newsroom: Newsroom) -> None:
    """An output that no build of ours made is not touched."""
    newsroom.write("output/thesis.txt", "Mine.")
    said = newsroom.inv("clean")
    assert said.status == 1
    assert "OUTPUT_PATH must be a folder that Communiqué made" in said.err
    assert newsroom.read("output/thesis.txt") == "Mine."
