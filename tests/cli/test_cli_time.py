"""``--at``, ``inv next`` and ``inv schedule``: when what is held back becomes public."""

from __future__ import annotations

import shlex
import subprocess
from getpass import getuser
from pathlib import Path

import pytest

from tests.cli.newsroom import Newsroom
from tests.sites import ROOT

EMBARGO = "2019-06-05 18:00 Asia/Almaty"
BEFORE, AT = "2019-06-05 17:59:59 Asia/Almaty", "2019-06-05T12:00:00Z"
NOW, AT_SECOND, LATER = "1559712600", "1559736000", "1559739600"
PAGE = "output/en/2019/06/04/second/index.html"


def _held(newsroom: Newsroom) -> Newsroom:
    newsroom.release("second.en", "Second", Embargo=EMBARGO)
    assert newsroom.inv("build").status == 0
    return newsroom


def test_next_is_a_moment_in_utc(newsroom: Newsroom) -> None:
    """A scheduler can read it, and the status is 0; a draft has no moment."""
    newsroom.release("third.en", "Third", Status="draft", Date="2030-01-01")
    newsroom.release("fourth.en", "Fourth", Embargo="2030-01-01 00:00Z")
    said = _held(newsroom).inv("next")
    assert (said.status, said.out, said.err) == (0, f"{AT}\n", "")
    assert newsroom.inv("next", "--at", BEFORE).status == 0


def test_next_says_that_nothing_waits(newsroom: Newsroom) -> None:
    """Status 3, and no moment."""
    newsroom.inv("build")
    said = newsroom.inv("next")
    assert (said.status, said.out, said.err) == (3, "", "no release is under embargo\n")


def test_next_is_loud_when_the_moment_has_passed(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status 4 from that second on, until a build succeeds; one that fails makes nothing good."""
    _held(newsroom)
    assert newsroom.inv("next", "--at", BEFORE).status == 0
    said = newsroom.inv("next", "--at", AT)
    assert (said.status, said.out) == (4, f"{AT}\n")
    assert said.err.startswith(f"OVERDUE: a release was to be public from {AT}, and the last build")
    newsroom.release("wrong.en", "Wrong", Date="soon")
    assert newsroom.inv("build", "--at", AT).status == 1
    assert newsroom.inv("next", "--at", AT).status == 4
    (newsroom.root / "content/wrong.en.md").unlink()
    monkeypatch.setattr("tests.cli.newsroom.NOW", AT_SECOND)
    assert newsroom.inv("build").status == 0
    assert newsroom.inv("next").status == 3


@pytest.mark.parametrize("at", ["2019-06-05 18:10 Asia/Almaty", "2019-06-05 11:00 Asia/Almaty"])
def test_a_build_for_a_given_moment_is_not_trusted(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """It is due at once, and after its moment too, until a build for now."""
    _held(newsroom)
    assert newsroom.inv("build", "--at", at).status == 0
    for now in (NOW, LATER):
        monkeypatch.setattr("tests.cli.newsroom.NOW", now)
        said = newsroom.inv("next", "--due")
        assert said.status == 0, now
        assert "OVERDUE: the last build was for a moment that was given, 2019-06-05T" in said.err
        assert newsroom.inv("next").status == 4
    assert newsroom.inv("build").status == 0
    assert newsroom.inv("next", "--due").status == 3


def test_a_build_by_a_clock_that_was_fast_is_not_trusted(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its moment is still to come: what it shows of then is no news of now."""
    monkeypatch.setattr("tests.cli.newsroom.NOW", LATER)
    _held(newsroom)
    monkeypatch.setattr("tests.cli.newsroom.NOW", NOW)
    said = newsroom.inv("next", "--due")
    assert (said.status, "a moment that is still to come" in said.err) == (0, True)


def test_a_build_that_was_not_published_leaves_a_release_due(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build by hand, or a host that did not answer, does not keep it from going out."""
    newsroom.write("publishconf.py", 'from pelicanconf import *\nOUTPUT_PATH = "public"\n')
    due = ("next", "--due", "--conf", "publishconf.py")
    assert newsroom.inv(*due).status == 0, "nothing is built"
    newsroom.release("second.en", "Second", Embargo=EMBARGO)
    assert newsroom.inv("publish").status == 0
    assert newsroom.inv(*due).status == 3
    monkeypatch.setattr("tests.cli.newsroom.NOW", LATER)
    assert newsroom.inv("build", "--conf", "publishconf.py").status == 0
    said = newsroom.inv(*due)
    assert (said.status, said.out) == (0, f"{AT}\n")
    assert f"was to be public from {AT}, and what was published last was built for" in said.err
    assert newsroom.inv("publish").status == 0
    assert newsroom.inv(*due).status == 3
    assert newsroom.inv("rollback").status == 0
    assert newsroom.inv(*due).status == 3, "a rollback is a person's wish"


def test_next_wants_a_build(newsroom: Newsroom) -> None:
    """Nothing is known without one."""
    said = newsroom.inv("next")
    assert said.status == 1
    assert "build the site first" in said.err


def test_a_build_is_for_the_moment_that_is_given(newsroom: Newsroom) -> None:
    """To the second; the clock of the next command is the usual one."""
    _held(newsroom)
    newsroom.inv("build", "--at", BEFORE)
    assert not (newsroom.root / PAGE).exists()
    newsroom.inv("build", "--at", AT)
    assert (newsroom.root / PAGE).exists()
    newsroom.inv("build")
    assert not (newsroom.root / PAGE).exists()


@pytest.mark.parametrize(
    ("at", "hint"),
    [
        ("tomorrow", "write it like 2031-01-01 10:00+06:00"),
        ("2031-01-01 10:00", "for Asia/Almaty write 2031-01-01 10:00 Asia/Almaty"),
        ("2031-01-01", "add the time and the zone: 2031-01-01 10:00 Asia/Almaty"),
        ("2031-02-30 10:00Z", "correct the date"),
    ],
)
def test_what_is_no_moment_is_refused(newsroom: Newsroom, at: str, hint: str) -> None:
    """By each command that has the option, in words."""
    for verb in ("build", "check", "next"):
        said = newsroom.inv(verb, "--at", at)
        assert said.status == 1
        assert said.err.startswith(f'--at must have a date, a time and a zone, got "{at}"; {hint}')


def test_a_check_is_for_the_moment_that_is_given(newsroom: Newsroom) -> None:
    """A Date is in the future, or it is not."""
    newsroom.release("second.en", "Second", Date="2019-06-05 18:00")
    assert "must not be in the future" in newsroom.inv("check").err
    assert newsroom.inv("check", "--at", "2019-06-05 18:00 Asia/Almaty").status == 0


def test_what_is_built_for_a_later_moment_is_not_published(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look ahead stays in the office, whatever ``--no-build`` says."""
    newsroom.write("publishconf.py", "from pelicanconf import *\n")
    _held(newsroom)
    assert newsroom.inv("build", "--at", AT).status == 0
    said = newsroom.inv("publish", "--no-build")
    assert said.status == 1
    assert "must be as it is now, got a site built for 2019-06-05 12:00:00+00:00" in said.err
    assert not (newsroom.root / "published").exists()
    monkeypatch.setattr("tests.cli.newsroom.NOW", "4000000000")
    assert "must be as it is now" in newsroom.inv("publish").err
    assert not (newsroom.root / "published").exists()
    monkeypatch.undo()
    assert newsroom.inv("build").status == 0
    assert newsroom.inv("publish", "--no-build").status == 0


def test_a_schedule_is_one_that_systemd_takes(newsroom: Newsroom, tmp_path: Path) -> None:
    """The service publishes when a moment has passed, and at no other time."""
    newsroom.write("publishconf.py", "from pelicanconf import *\n")
    said = newsroom.inv("schedule", "--to", str(tmp_path / "schedule"))
    names = ["communique.service", "communique.timer"]
    assert [Path(line).name for line in said.out.split()] == names
    service = (tmp_path / "schedule/communique.service").read_text()
    assert f"User={getuser()}\n" in service
    assert "systemctl enable --now communique.timer" in said.err
    assert f"WorkingDirectory={newsroom.root}\n" in service
    condition = next(line for line in service.splitlines() if line.startswith("ExecCondition="))
    _held(newsroom)
    newsroom.write("tasks.py", "from communique.tasks import namespace\n")
    command = shlex.split(condition.removeprefix("ExecCondition="))
    for moment, status in (("1559735999", 3), ("1559736000", 0)):
        env = {"SOURCE_DATE_EPOCH": moment, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=newsroom.root, env=env, check=False)
        assert done.returncode == status
