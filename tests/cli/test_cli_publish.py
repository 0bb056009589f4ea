"""``inv plan``, ``inv publish``, ``inv rollback``."""

from __future__ import annotations

from io import BytesIO, TextIOWrapper
from unittest.mock import patch

import pytest

from communique.outputs.media_types import FEEDS
from tests.cli.newsroom import Newsroom
from tests.cli.publishing import PUBLISHCONF, published
from tests.ports import free_port
from tests.publish.web import HEADERS, Host, serve
from tests.sites import read_tree


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    """A newsroom that publishes, with nothing said of where to."""
    newsroom.write("publishconf.py", PUBLISHCONF)
    return newsroom


def test_publish_builds_what_was_never_built(newsroom: Newsroom) -> None:
    """With nothing configured the site goes into a folder beside the settings."""
    said = newsroom.inv("publish")
    assert said.status == 0, said.err
    assert "  1 release added:\n    /en/2019/06/04/first/ First\n" in said.out
    assert "Publication 1 is at published: " in said.out
    assert published(newsroom) == {"first"}
    assert not (newsroom.root / "published/current/.communique").exists()


def test_an_edit_is_published_without_a_build_by_hand(newsroom: Newsroom) -> None:
    """The build comes first: what readers find is never older than the sources."""
    newsroom.inv("publish")
    newsroom.release("second.en", "Second")
    said = newsroom.inv("publish")
    assert said.status == 0
    assert "  1 release added:\n    /en/2019/06/04/second/ Second\n" in said.out
    assert published(newsroom) == {"first", "second"}
    said = newsroom.inv("publish")
    assert (said.status, said.out) == (0, "published shows what was built: nothing to do.\n")


def test_a_build_of_the_other_settings_is_no_build_of_these(newsroom: Newsroom) -> None:
    """An edit that inv build has put into output/ is in public/ when it is published."""
    newsroom.inv("publish")
    newsroom.release("second.en", "Second", Withdrawn="2019-06-05 It was untrue.")
    assert newsroom.inv("build").status == 0
    assert "release withdrawn" in newsroom.inv("plan").out
    assert newsroom.inv("publish").status == 0
    assert published(newsroom) == {"first", "second"}


def test_an_embargo_whose_time_has_come_is_published(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the clock alone: nobody edits or builds anything."""
    newsroom.release("second.en", "Second", Embargo="2019-06-05 18:00Z")
    newsroom.inv("publish")
    assert published(newsroom) == {"first"}
    monkeypatch.setattr("tests.cli.newsroom.NOW", "1559799000")
    assert newsroom.inv("publish").status == 0
    assert published(newsroom) == {"first", "second"}


def test_without_a_build_the_last_one_is_published(newsroom: Newsroom) -> None:
    """A job that has built before uses this option."""
    newsroom.inv("publish")
    newsroom.release("second.en", "Second")
    for verb in ("plan", "publish"):
        said = newsroom.inv(verb, "--no-build")
        assert (said.status, said.out) == (0, "published shows what was built: nothing to do.\n")
    assert published(newsroom) == {"first"}


def test_no_build_that_was_told_what_changed_is_published(newsroom: Newsroom) -> None:
    """A publication builds anew and looks at every source, or refuses what such a build left."""
    newsroom.inv("publish")
    newsroom.release("releases/2019/06/04-first.en", "First", Status="draft")
    newsroom.release("second.en", "Second")
    newsroom.write("changed.txt", "content/second.en.md")
    with patch("sys.stdin", TextIOWrapper(BytesIO(b"content/second.en.md\n"))):
        assert newsroom.inv("build", "--changed", "-", "--conf", "publishconf.py").status == 0
    for verb in ("plan", "publish"):
        said = newsroom.inv(verb, "--no-build")
        assert said.status == 1
        assert "a build that looked at every source, got one with --changed" in said.err
    conf = newsroom.root / "publishconf.py"
    conf.write_text(conf.read_text("utf-8") + 'CHANGED = "changed.txt"\n', "utf-8")
    assert newsroom.inv("publish", "--allow-vanishing").status == 0
    assert published(newsroom) == {"second"}


def test_a_site_without_an_address_is_warned_of(newsroom: Newsroom) -> None:
    """Once: where it is built, and where what was built is sent without a build."""
    conf = newsroom.root / "publishconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + 'SITEURL = ""\n', encoding="utf-8")
    for options in (["publish"], ["plan", "--no-build"]):
        said = newsroom.inv(*options)
        assert said.status == 0
        assert said.err.count("warning: SITEURL must name the published site") == 1


@pytest.mark.parametrize("verb", ["plan", "publish"])
def test_sources_with_problems_stop_a_publication(newsroom: Newsroom, verb: str) -> None:
    """They are named, and readers find what they found before."""
    newsroom.inv("publish")
    newsroom.release("second.en", "Second", Withdrawn="no day, no sentence")
    newsroom.release("third.en", "Third")
    said = newsroom.inv(verb)
    assert said.status == 1
    assert "second.en.md:4: Withdrawn must be" in said.err
    assert published(newsroom) == {"first"}


def test_rollback(newsroom: Newsroom) -> None:
    """The publication before comes back."""
    newsroom.inv("publish")
    newsroom.release("second.en", "Second")
    newsroom.inv("build", "--conf", "publishconf.py")
    newsroom.inv("publish")
    said = newsroom.inv("rollback")
    assert said.status == 0, said.err
    assert "Publication 3 is at published" in said.out
    assert "publication 1 again. The next inv publish brings the newer text back" in said.out
    assert published(newsroom) == {"first"}
    assert newsroom.inv("rollback", "--to", "2").status == 0
    assert published(newsroom) == {"first", "second"}


def test_publications_are_listed(newsroom: Newsroom) -> None:
    """The newest first, with the moment of each; nothing changes."""
    assert "has no publication yet" in newsroom.inv("rollback", "--list").out
    newsroom.inv("publish")
    newsroom.release("second.en", "Second")
    newsroom.inv("publish")
    newsroom.inv("rollback")
    lines = newsroom.inv("rollback", "--list").out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["3", "2", "1"]
    assert lines[0].endswith(", 1 again, shown now")
    assert published(newsroom) == {"first"}
    said = newsroom.inv("rollback")
    assert said.status == 1
    assert "nothing earlier to show" in said.err


def test_a_rollback_shows_nothing_that_is_held_back(newsroom: Newsroom) -> None:
    """What became a draft since stays away; an earlier publication without it is shown."""
    for status in ("draft", "", "draft"):
        newsroom.release("second.en", "Second", Status=status)
        assert newsroom.inv("publish", "--allow-vanishing").status == 0
    said = newsroom.inv("rollback")
    assert said.status == 1
    assert "must show nothing that is held back, got /en/2019/06/04/second/; choose" in said.err
    assert published(newsroom) == {"first"}
    assert newsroom.inv("rollback", "--to", "1").status == 0
    assert published(newsroom) == {"first"}


def test_verify_holds_a_live_site_against_the_record(newsroom: Newsroom) -> None:
    """Held-back addresses are asked for too; what is wrong ends in exit status 1."""
    newsroom.release("secret.en", "Secret", Status="draft")
    newsroom.inv("publish")
    root = newsroom.root / "published/current"
    host = Host(
        read_tree(root), types={"html": "text/html", "css": "text/css", "js": "text/javascript"}
    )
    for name, kind in FEEDS.items():
        for path in host.tree:
            if path.endswith(name):
                headers = {**HEADERS, "Content-Type": kind}
                host.odd[path] = 200, headers, host.tree[path]
    with serve(host) as url:
        said = newsroom.inv("verify", url, "--all")
        assert said.status == 0, said.out
        host.tree["en/2019/06/04/secret/index.html"] = b"a draft"
        said = newsroom.inv("verify", url)
    assert said.status == 1
    assert "/en/2019/06/04/secret/: a held-back address must be 404, got 200" in said.out


def test_verify_says_that_nobody_answers(newsroom: Newsroom) -> None:
    """It says so in words, without the system's error number."""
    newsroom.inv("build", "--conf", "publishconf.py")
    said = newsroom.inv("verify", f"http://127.0.0.1:{free_port()}/")
    assert said.status == 1
    assert "nobody listens there; is the address right, the server up?" in said.err
    assert "Errno" not in said.err


@pytest.mark.parametrize("verb", ["plan", "publish"])
@pytest.mark.parametrize("path", ["en/index.html", "en/2019/06/04/first/plan.pdf"])
def test_an_output_that_somebody_changed_is_not_published(
    newsroom: Newsroom, verb: str, path: str
) -> None:
    """With a changed or a foreign file in the output nothing is sent; a build restores it."""
    assert newsroom.inv("publish").status == 0
    newsroom.write(f"public/{path}", "Changed by hand.")
    before = newsroom.files()
    said = newsroom.inv(verb, "--no-build")
    assert said.status == 1
    assert f"public/{path}: a file of the output must be as the last build left it" in said.err
    assert "run inv build --conf publishconf.py, which puts it right" in said.err
    assert newsroom.files() == before
    assert newsroom.inv("build", "--conf", "publishconf.py").status == 0
    assert newsroom.inv(verb).status == 0
