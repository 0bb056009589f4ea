"""The setting PUBLISH: where a site may be published, and what is said of a mistake."""

from __future__ import annotations

import shutil

import pytest

from tests.cli.newsroom import Newsroom
from tests.cli.publishing import PUBLISHCONF


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    """A newsroom that publishes, with nothing said of where to."""
    newsroom.write("publishconf.py", PUBLISHCONF)
    return newsroom


def test_a_misspelt_target_is_not_made(newsroom: Newsroom) -> None:
    """Nor is one that lost its files; a first publication needs no option, and says what it is."""
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
