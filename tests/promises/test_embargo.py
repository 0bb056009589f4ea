"""An embargo ends at its second, and leaves a site that looks as if there had been none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pictures.samples import picture
from tests.sites import Site, Tree, differences

MOMENT = 1577872800
"""2020-01-01 10:00 in UTC."""

EMBARGOES = {
    "offset": "2020-01-01 16:00+06:00",
    "zone": "2020-01-01 05:00 America/New_York",
    "utc": "2020-01-01T10:00:00Z",
}


def _write(site: Site, embargo: str) -> None:
    """Write a site with a release under embargo, in two languages, with files, terms and links."""
    for number in range(1, 6):
        site.release(f"note-{number}.en", Date=f"2019-0{number}-01", Tags="G7")
    site.write("content/plan.pdf", "%PDF-1.4 the plan")
    site.write("content/talks.jpg", picture())
    headers = {"Date": "2019-03-15 10:00", "Tags": "G7; Water", "People": "Ana Sample"}
    headers |= {"Attachments": "plan.pdf | The plan", "Image": "talks.jpg | Talks"}
    headers |= {"Aliases": "/old/", "Embargo": embargo}
    site.release("talks.en", "They met. See [a note]({filename}note-1.en.md).", **headers)
    headers["Aliases"] = "/ru/old/"
    headers["Attachments"] = headers["Image"] = ""
    site.release("talks.ru", "Они встретились.", **headers)


@pytest.fixture(scope="module")
def never_embargoed(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The output of a site that never knew an embargo."""
    site = Site(tmp_path_factory.mktemp("never") / "site")
    _write(site, "")
    site.built()
    return site.tree()


@pytest.mark.parametrize("name", sorted(EMBARGOES))
def test_not_a_second_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, never_embargoed: Tree, name: str
) -> None:
    """At its second all of it is there, byte for byte; the second before nothing of it is."""
    site = Site(tmp_path / "site")
    _write(site, EMBARGOES[name])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MOMENT - 1))
    site.built()
    before = site.tree()
    assert [path for path, data in before.items() if b"talks" in path.encode() + data] == []
    assert before == site.clean_tree()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MOMENT))
    site.built()
    assert differences(never_embargoed, site.tree()) == []
    assert differences(never_embargoed, site.clean_tree()) == []


def test_each_release_at_its_own_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build publishes those whose time has come, and none besides."""
    site = Site(tmp_path / "site")
    for second in range(3):
        site.release(f"note-{second}.en", Embargo=f"2020-01-01 10:00:0{second}Z")
    for second in range(-1, 3):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MOMENT + second))
        site.built()
        tree = site.tree()
        there = [n for n in range(3) if f"en/2019/06/05/note-{n}/index.html" in tree]
        assert there == list(range(second + 1))
