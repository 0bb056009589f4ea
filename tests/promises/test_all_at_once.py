"""Promise 4: no kind of mistake hides another."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communique.plugin.newsroom import exit_on_problems
from tests.sites import VOCABULARY, Result, Site

FAULTS = ("a.en.md:2: Date must be an ISO 8601 date", "b.en.md:4: a header must be one of")


def _site(tmp_path: Path) -> Site:
    """A site that was built once, and two releases with a fault each since."""
    site = Site(tmp_path / "site")
    site.release("note.en", Tags="climate")
    site.release("second.en", Category="Readouts")
    site.built()
    site.release("a.en", Date="5.06.2019")
    site.release("b.en", Contry="Kazakhstan")
    return site


def _told(result: Result) -> list[str]:
    assert result.status == 1
    assert "Traceback" not in result.err
    return [line for line in result.err.splitlines() if not line.endswith("as it was")]


def test_a_text_without_a_date_has_its_links_and_files_checked(tmp_path: Path) -> None:
    """What it names is looked for, although nothing can be made of it; so of one that was sound."""
    site = _site(tmp_path)
    links = "[a]({filename}gone.en.md) and [b]({static}/media/gone.pdf)."
    site.release("second.en", links, Date="", Category="Readouts")
    site.release("third.en", "Text.", Date="", Attachments="none.pdf", Image="none.jpg | A table")
    told = _told(site.build())
    for words in (
        "second.en.md:1: Date must be given",
        "second.en.md:4: a linked or attached file must be in the content folder, got gone.en.md",
        "second.en.md:4: a linked or attached file must be in the content folder, got media/gone.p",
        "third.en.md:1: Date must be given",
        "a linked or attached file must be in the content folder, got none.pdf",
        "a linked or attached file must be in the content folder, got none.jpg",
        *FAULTS,
    ):
        assert any(words in line for line in told), (words, told)
    site.release("second.en", "Text.", Date="", Category="Readouts")
    assert not [line for line in _told(site.build()) if "second.en.md:4" in line]


def _broken_toml(site: Site) -> None:
    site.write("vocabulary/kinds.toml", VOCABULARY["kinds"] + "[broken\n")


def _nameless_term(site: Site) -> None:
    site.write("vocabulary/kinds.toml", VOCABULARY["kinds"].replace("[readouts]", "[Read Outs]"))


def _vocabulary_pipe(site: Site) -> None:
    site.delete("vocabulary/tags.toml")
    os.mkfifo(site.root / "vocabulary/tags.toml")


def _translation(site: Site) -> None:
    site.write("theme/translations/ru/LC_MESSAGES/messages.po", b"\xff")


def _template(site: Site) -> None:
    site.write("theme/templates/article.html", b"Caf\xe9")


def _template_pipe(site: Site) -> None:
    os.mkfifo(site.root / "theme/templates/own.html")


def _template_link(site: Site) -> None:
    (site.root / "theme/templates/own.html").symlink_to("/etc/passwd")


def _template_that_is_no_jinja(site: Site) -> None:
    site.write("theme/templates/article.html", "{% if %}")


def _name_not_utf8(site: Site) -> None:
    place = os.fsencode(site.root / "content") + b"/caf\xe9.md"
    os.close(os.open(place, os.O_CREAT | os.O_WRONLY))


def _link(site: Site) -> None:
    (site.root / "content/x.en.md").symlink_to("note.en.md")


def _misnamed(site: Site) -> None:
    site.release("note.en - Copy")


HIDING = [
    (_broken_toml, "kinds.toml:"),
    (_nameless_term, "kinds.toml:"),
    (_vocabulary_pipe, "tags.toml: vocabulary must be files that can be read"),
    (_translation, "theme/translations/ru/LC_MESSAGES/messages.po:1: text must be UTF-8"),
    (_template, "theme/templates/article.html:1: text must be UTF-8"),
    (_template_pipe, "theme/templates/own.html: a template must be a file that can be read"),
    (
        _template_link,
        "theme/templates/own.html: a template must be a file of its theme, got a link",
    ),
    (_template_that_is_no_jinja, "theme/templates/article.html:1: a template must be valid Jinja"),
    (_name_not_utf8, "a file's name must be UTF-8"),
    (_link, "x.en.md: a source must be a file, not"),
    (_misnamed, "note.en - Copy.md: a text must not be a copy"),
]


@pytest.mark.parametrize(
    ("mistake", "words"), HIDING, ids=[mistake.__name__.strip("_") for mistake, _ in HIDING]
)
def test_a_mistake_beside_releases_hides_none_in_them(
    tmp_path: Path, mistake: Callable[[Site], None], words: str
) -> None:
    """Each is told once, and nothing that only follows from another."""
    site = _site(tmp_path)
    before = site.tree()
    mistake(site)
    told = _told(site.build())
    assert len(told) == 1 + len(FAULTS), told
    for expected in (words, *FAULTS):
        assert sum(expected in line for line in told) == 1, told
    assert site.tree() == before


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"TIMEZONE": "Asia/Atlantis"}, "TIMEZONE must be a name of the IANA time zone database"),
        ({"SITEURL": "ftp://example.org"}, "SITEURL must start with https://"),
        ({"FEED_MAX_ITEMS": -1}, "FEED_MAX_ITEMS must"),
        ({"JINJA_FILTERS": {"x": "no function"}}, "JINJA_FILTERS must give each name a function"),
        ({"PLUGINS": ["communique", "sitemapp"]}, "every plugin in PLUGINS must load"),
    ],
)
def test_a_wrong_setting_hides_no_fault_in_releases(
    tmp_path: Path, settings: dict[str, Any], words: str
) -> None:
    """The sources are read with the settings that are right."""
    site = _site(tmp_path)
    told = _told(site.build(**settings))
    assert len(told) == 1 + len(FAULTS), told
    for expected in (words, *FAULTS):
        assert sum(expected in line for line in told) == 1, told


def test_what_reading_depends_on_is_mended_first(tmp_path: Path) -> None:
    """Where the languages are wrong, most that releases could be told of would be, too."""
    site = _site(tmp_path)
    told = _told(site.build(LANGUAGES=("en", "xx-yy")))
    assert len(told) == 1
    assert "LANGUAGES must be language codes" in told[0]


def test_on_a_first_build_all_is_told_too(tmp_path: Path) -> None:
    """Nothing is known of any release then."""
    site = Site(tmp_path / "site")
    site.release("a.en", Date="5.06.2019")
    _broken_toml(site)
    _translation(site)
    told = _told(site.build(TIMEZONE="UTC"))
    assert len(told) == 3
    told = _told(site.build(TIMEZONE="Asia/Atlantis"))
    assert len(told) == 4


def test_what_the_system_refuses_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without rights: in the form of a problem, without the system's number."""
    with pytest.raises(SystemExit), exit_on_problems():
        raise PermissionError(13, "Permission denied", "content/releases")
    told = "content/releases: what a build needs must be open to it, got: Permission denied; "
    assert capsys.readouterr().err.startswith(told)
