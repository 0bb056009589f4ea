"""``inv plan``, ``inv publish``, ``inv rollback``."""

from __future__ import annotations

import json
import shutil
from io import BytesIO, TextIOWrapper
from unittest.mock import patch

import pytest

from communique.outputs.media_types import FEEDS
from tests.cli.newsroom import Newsroom
from tests.publish.sshd import free_port
from tests.publish.web import HEADERS, Host, serve
from tests.sites import read_tree

PUBLISHCONF = """
from pelicanconf import *
OUTPUT_PATH = "public"
"""


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    """A newsroom that publishes, with nothing said of where to."""
    newsroom.write("publishconf.py", PUBLISHCONF)
    return newsroom


def published(newsroom: Newsroom) -> set[str]:
    """Return the releases that readers find."""
    root = newsroom.root / "published/current"
    return {path.parent.name for path in root.glob("en/2019/*/*/*/index.html")}


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
    """As a job wants it that has built before."""
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


def test_plan_builds_and_changes_nothing_at_the_host(newsroom: Newsroom) -> None:
    """It says what would happen; without a build it says how to make one."""
    before = newsroom.files()
    said = newsroom.inv("plan", "--no-build")
    assert said.status == 1
    assert "inv build --conf publishconf.py" in said.err
    assert newsroom.files() == before
    said = newsroom.inv("plan")
    assert said.status == 0
    assert "1 release added" in said.out
    assert not (newsroom.root / "published").exists()
    assert json.loads(newsroom.inv("plan", "--json").out)["vanishing"] == []
    assert not (newsroom.root / "published").exists()


def test_an_approved_plan_is_carried_out(newsroom: Newsroom) -> None:
    """Or refused, if it is another by now."""
    newsroom.inv("build", "--conf", "publishconf.py")
    newsroom.write("plan.json", newsroom.inv("plan", "--json").out)
    newsroom.release("second.en", "Second")
    newsroom.inv("build", "--conf", "publishconf.py")
    said = newsroom.inv("publish", "--plan", "plan.json")
    assert said.status == 1
    assert "the plan must be the one that was approved" in said.err
    assert not (newsroom.root / "published/current").exists()
    newsroom.write("plan.json", newsroom.inv("plan", "--json").out)
    assert newsroom.inv("publish", "--plan", "plan.json").status == 0


def test_states_of_releases(newsroom: Newsroom) -> None:
    """The real record tells corrections and withdrawals apart, and redirects."""
    newsroom.release("second.en", "Second")
    newsroom.release("third.en", "Third")
    newsroom.inv("publish")
    correction = {"Modified": "2019-06-05 09:00", "Correction": "2019-06-05 A name was wrong."}
    newsroom.release("releases/2019/06/04-first.en", "First", Tags="Climate", **correction)
    newsroom.release("second.en", "Second", Withdrawn="2019-06-05 It was untrue.")
    newsroom.release("third.en", "Third", Slug="other", Aliases="/en/2019/06/04/third/")
    assert newsroom.inv("build", "--conf", "publishconf.py").status == 0
    said = newsroom.inv("plan")
    assert said.status == 0, said.out
    assert "  1 release corrected:\n    /en/2019/06/04/first/ First\n" in said.out
    assert "  1 release withdrawn:\n    /en/2019/06/04/second/ Second\n" in said.out
    assert "  1 release moved:\n    /en/2019/06/04/third/ Third\n" in said.out


def test_a_vanished_address_is_refused(newsroom: Newsroom) -> None:
    """And published where a person allows it."""
    newsroom.release("second.en", "Second")
    newsroom.inv("publish")
    (newsroom.root / "content/second.en.md").unlink()
    newsroom.inv("build", "--conf", "publishconf.py")
    assert newsroom.inv("plan").status == 1
    said = newsroom.inv("publish")
    assert said.status == 1
    assert "1 would vanish: /en/2019/06/04/second/; redirect it by an Aliases" in said.err
    assert said.err.endswith("nothing was sent\n")
    assert published(newsroom) == {"first", "second"}
    assert newsroom.inv("publish", "--allow-vanishing").status == 0
    assert published(newsroom) == {"first"}


def test_a_renamed_topic_is_missed_beside_a_withdrawal(newsroom: Newsroom) -> None:
    """Its lists are refused; those that the withdrawal empties go without a word."""
    newsroom.release("kept.en", "Kept", Tags="alpha")
    newsroom.release("wrong.en", "Wrong", Tags="beta", Date="2019-05-01 10:00")
    newsroom.inv("publish")
    newsroom.release("kept.en", "Kept", Tags="gamma")
    withdrawn = {"Withdrawn": "2019-06-05 It was untrue.", "Date": "2019-05-01 10:00"}
    newsroom.release("wrong.en", "Wrong", Tags="beta", **withdrawn)
    said = newsroom.inv("plan")
    assert said.status == 1
    refused = said.out.partition("refused: ")[2]
    assert "/en/tags/alpha/" in refused
    assert "beta" not in refused
    assert "    /en/tags/beta/\n" in said.out
    assert "    /en/2019/05/01/\n" in said.out
    newsroom.release("kept.en", "Kept", Tags="alpha; gamma")
    assert newsroom.inv("publish").status == 0


def test_a_deletion_that_redirects_tell_of_is_no_loss(newsroom: Newsroom) -> None:
    """A line of the file without a new address says that somebody meant it."""
    newsroom.write(
        "publishconf.py", f'{PUBLISHCONF}REDIRECTS = "redirects.csv"\nHOSTS = ["nginx"]\n'
    )
    newsroom.write("redirects.csv", "Old,New\n")
    newsroom.release("second.en", "Second")
    newsroom.inv("publish")
    (newsroom.root / "content/second.en.md").unlink()
    assert newsroom.inv("plan").status == 1
    newsroom.write("redirects.csv", "Old,New\n/en/2019/06/04/second/,\n")
    said = newsroom.inv("plan")
    assert said.status == 0, said.out
    assert (
        "1 address is gone for good, as the redirects say (HOSTS: 410):\n    /en/2019" in said.out
    )
    assert newsroom.inv("publish").status == 0
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


def test_a_misspelt_target_is_not_made(newsroom: Newsroom) -> None:
    """Nor one that lost what it had; the first publication of all needs no word, and says so."""
    conf = f'{PUBLISHCONF}PUBLISH = "folder:%s"\n'
    newsroom.write("publishconf.py", conf % "missing/live")
    said = newsroom.inv("publish")
    assert (said.status, "/missing is not there; correct PUBLISH" in said.err) == (1, True)
    newsroom.write("publishconf.py", conf % "live")
    said = newsroom.inv("publish")
    assert (said.status, "nothing was published here before" in said.out) == (0, True)
    assert "nothing was published" not in newsroom.inv("plan").out
    newsroom.write("publishconf.py", conf % "lvie")
    for verb in ("plan", "publish"):
        said = newsroom.inv(verb)
        assert said.status == 1
        words = "nothing was published to lvie before, the last publication went to live;"
        assert words in said.out + said.err
    assert sorted(newsroom.root.glob("*i*e")) == [newsroom.root / "live"]
    assert newsroom.inv("publish", "--first").status == 0
    shutil.rmtree(newsroom.root / "lvie")
    assert "lvie must have what was published there" in newsroom.inv("publish").err


@pytest.mark.parametrize(
    ("ci", "path", "warned"),
    [
        ("true", "live", True),
        ("1", "./live", True),
        ("false", "live", False),
        ("true", "{}", False),
    ],
)
def test_a_folder_of_a_job_is_warned_of(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, ci: str, path: str, *, warned: bool
) -> None:
    """It goes with the job's machine; one that is named in full is somebody's choice."""
    folder = path.format(newsroom.root / "elsewhere")
    newsroom.write("publishconf.py", f'{PUBLISHCONF}PUBLISH = "folder:{folder}"\n')
    monkeypatch.setattr("tests.cli.newsroom.CI", ci)
    said = newsroom.inv("publish")
    assert said.status == 0
    assert ("warning: live is a folder of this machine" in said.err) is warned


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


@pytest.mark.parametrize(
    ("line", "words", "said"),
    [
        ('PUBLISH = "ftp://host"', ["publish"], "PUBLISH must be a target"),
        ('PUBLISH = "folder:"', ["plan"], "PUBLISH must be a target"),
        ("PUBLISH = 3", ["plan"], "PUBLISH must be a target"),
        ('PUBLISH_KEEP = "all"', ["publish"], "PUBLISH_KEEP must be a whole number from 1"),
        ("", ["publish", "--max-deletes", "many"], "--max-deletes must be a whole number"),
        ("", ["publish", "--plan", "nowhere.json"], "got nowhere.json: No such file"),
        ("", ["rollback", "--to", "first"], "a publication must be given by its number"),
    ],
)
def test_mistakes_are_told_in_words(
    newsroom: Newsroom, line: str, words: list[str], said: str
) -> None:
    """Nothing is published then."""
    newsroom.write("publishconf.py", f"{PUBLISHCONF}{line}\n")
    newsroom.inv("build", "--conf", "publishconf.py")
    result = newsroom.inv(*words)
    assert result.status == 1
    assert said in result.err
    assert not (newsroom.root / "published").exists()


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("content", "is PATH (content)"),
        ("content/new/site", "lies in PATH (content)"),
        ("public", "is OUTPUT_PATH (public)"),
        ("public/site", "lies in OUTPUT_PATH (public)"),
        ("output", "is the output of inv build (output)"),
        ("public.hosts", "is the output for hosts (public.hosts)"),
        (".cache/site", "lies in CACHE_PATH (.cache)"),
        ("vocabulary", "is VOCABULARY_PATH (vocabulary)"),
        ("link", "is PATH (content)"),
        (".", "PATH (content)"),
        ("..", "PATH (content)"),
        ("/", "PATH (content)"),
    ],
)
def test_a_folder_of_the_site_is_no_target(newsroom: Newsroom, folder: str, words: str) -> None:
    """Whatever way leads there: publishing deletes."""
    newsroom.write("publishconf.py", f'{PUBLISHCONF}PUBLISH = "folder:{folder}"\n')
    (newsroom.root / "link").symlink_to("content")
    newsroom.inv("build", "--conf", "publishconf.py")
    before = newsroom.files()
    for verb in ("plan", "publish", "rollback"):
        said = newsroom.inv(verb)
        assert said.status == 1
        assert "PUBLISH must be a folder of its own" in said.err
        assert words in said.err
    assert newsroom.files() == before


def test_where_it_is_published_is_no_reader_s_business(newsroom: Newsroom) -> None:
    """No template sees PUBLISH."""
    newsroom.write("publishconf.py", f'{PUBLISHCONF}PUBLISH = "folder:secret-place"\n')
    theme = newsroom.write("theme/templates/404.html", "{{ PUBLISH }}|{{ SITENAME }}")
    assert theme.exists()
    overrides = 'THEME_TEMPLATES_OVERRIDES = ["theme/templates"]\n'
    newsroom.write("publishconf.py", newsroom.read("publishconf.py") + overrides)
    assert newsroom.inv("publish").status == 0
    assert newsroom.read("secret-place/current/404.html") == "|Newsroom"


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
    """In words, and not by the system's number for it."""
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
    """A file that holds something else, a file of nobody: nothing is sent; a build mends it."""
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
