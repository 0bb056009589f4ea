"""Releases as data: a file a year, and each release as JSON and Markdown beside its page."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from communique.outputs.data import records, years
from communique.outputs.data.records import ShownRecord
from communique.outputs.press.press import Press
from tests.pictures.samples import picture
from tests.sites import Site, differences

SITEURL = "https://newsroom.example"
RUSSIAN = "/ru/2019/06/05/talks/"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site", DATA=True, ALTERNATES=True, PRECOMPRESS=["gzip"])
    site.write("content/photo.jpg", picture())
    headers = {"Tags": "Climate", "Authors": "Press Office", "Starts": "2019-06-10 10:00Z"}
    headers |= {"Image": "photo.jpg | Two people", "Correction": "2019-06-06 10:00; update; Six."}
    text = "They **met**. See [this]({filename}old.en.md).<!-- not public -->"
    site.release("talks.en", text, Title="Talks", **headers)
    site.release("talks.ru", "Текст.", Title="Беседы")
    site.release("old.en", "An old text.", Date="2009-03-01")
    site.release("gone.en", "Gone.", Date="2009-03-02", Withdrawn="2009-03-03; withdrawn; Wrong.")
    site.built()
    return site


def _records(site: Site, year: str) -> dict[str, dict[str, Any]]:
    lines = (site.output / f"data/{year}.jsonl").read_text().splitlines()
    records = [json.loads(line) for line in lines]
    return {record["title"]: record for record in records}


def test_a_year_has_all_that_its_pages_say(site: Site) -> None:
    """In every language, with corrections, files, events, translations; withdrawals among them."""
    records = _records(site, "2019")
    talks = records["Talks"]
    assert talks["id"] == "tag:newsroom.example,2019-01-01:2019-06-05-talks/en"
    assert talks["updated"] == "2019-06-06T10:00:00+00:00"
    assert talks["terms"]["tags"] == [{"slug": "climate", "name": "Climate"}]
    assert f'href="{SITEURL}/en/2009/03/01/old/"' in talks["content_html"]
    assert "not public" not in talks["content_html"]
    assert talks["files"][0]["url"] == f"{SITEURL}/en/2019/06/05/talks/photo.jpg"
    assert talks["event"] == {"starts": "2019-06-10T10:00:00+00:00"}
    assert [each["text"] for each in talks["corrections"]] == ["Six."]
    russian = f"{SITEURL}/ru/2019/06/05/talks/"
    assert talks["translations"] == [{"language": "ru", "url": russian}]
    assert records["Беседы"]["url"] == russian
    gone = _records(site, "2009")["gone.en"]
    assert gone["withdrawn"] == {"date": "2009-03-03", "shape": "withdrawn", "text": "Wrong."}
    assert "content_html" not in gone


def test_a_correction_writes_the_file_of_its_year(site: Site) -> None:
    """It writes no other year's file; a build from nothing makes the same."""
    before = site.stamps()
    told = {"Date": "2009-03-01", "Correction": "2009-03-05 10:00; correction; Other."}
    site.release("old.en", "Another old text.", **told)
    site.built()
    after = site.stamps()
    written = {path for path in after if path.startswith("data/") and before[path] != after[path]}
    assert {path.removesuffix(".gz") for path in written} == {
        "data/2009.jsonl",
        "data/2009.jsonl.sha256",
    }
    assert differences(site.clean_tree(), site.tree()) == []
    site.delete("content/old.en.md")
    site.release("talks.en", "They met.", Title="Talks")
    site.built()
    assert [*_records(site, "2009")] == ["gone.en"]
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_line_is_rendered_where_it_changed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the release, and of its translations; all, where settings changed or bytes did."""
    rendered: list[str] = []

    def record_of(press: Press, shown: ShownRecord) -> dict[str, Any]:
        rendered.append(shown.shown.row.release.path)
        return records.record_of(press, shown)

    monkeypatch.setattr(years, "record_of", record_of)

    def rendered_by(**settings: Any) -> list[str]:
        rendered.clear()
        site.built(**settings)
        told = sorted(rendered)
        assert differences(site.clean_tree(**settings), site.tree()) == []
        return told

    site.release("draft.en", "Unsaid.", Date="2009-03-02", Status="draft")
    site.release("new.en", "A new text.", Date="2009-03-02 09:00", Title='Of "url":"x"')
    assert rendered_by() == ["new.en.md"]
    assert b"Unsaid" not in site.tree()["data/2009.jsonl"]
    site.release("talks.ru", "Другой текст.", Title="Беседы", Slug="besedy", Aliases=RUSSIAN)
    assert rendered_by() == ["talks.en.md", "talks.ru.md"]
    site.release("old.en", "An old text.", Date="2019-03-01", Aliases="/en/2009/03/01/old/")
    assert rendered_by() == ["old.en.md", "talks.en.md"]  # the talks link to it
    file = site.output / "data/2009.jsonl"
    stat = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Wrong.", b"Right."))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    site.release("new.en", "A newer text.", Date="2009-03-02 09:00", Title='Of "url":"x"')
    assert rendered_by() == ["gone.en.md", "new.en.md"]
    site.delete("content/new.en.md")
    assert rendered_by() == []
    site.delete("content/gone.en.md")
    assert rendered_by() == []
    assert [path for path in site.tree() if "2009.jsonl" in path] == []
    every = ["old.en.md", "talks.en.md", "talks.ru.md"]
    site.release("talks.ru", "Ещё один.", Title="Беседы", Slug="besedy", Aliases=RUSSIAN)
    assert rendered_by(SITEURL="https://moved.example") == every


def test_what_the_data_are_is_said(site: Site) -> None:
    """Checksums that match; a dictionary that names each field; a way to cite."""
    tree = site.tree()
    package = json.loads(tree["data/datapackage.json"])
    assert [each["path"] for each in package["resources"]] == ["2009.jsonl", "2019.jsonl"]
    fields = {field["name"] for field in package["resources"][0]["schema"]["fields"]}
    for year in ("2009", "2019"):
        assert {name for record in _records(site, year).values() for name in record} <= fields
        digest = sha256(tree[f"data/{year}.jsonl"]).hexdigest()
        assert tree[f"data/{year}.jsonl.sha256"].decode() == f"{digest}  {year}.jsonl\n"
    citation = tree["data/CITATION.cff"].decode()
    assert 'title: "Releases of Newsroom, 2009 to 2019"' in citation
    assert "cff-version" in citation


def test_a_release_stands_beside_its_page_in_other_forms(site: Site) -> None:
    """The page leads to both; a withdrawn one has what its page says."""
    tree = site.tree()
    folder = "en/2019/06/05/talks/"
    record = json.loads(tree[f"{folder}index.json"])
    assert record == _records(site, "2019")["Talks"]
    text = tree[f"{folder}index.md"].decode()
    assert 'title: "Talks"\n' in text
    assert text.endswith(f"---\n\nThey **met**. See [this]({SITEURL}/en/2009/03/01/old/).\n")
    page = tree[f"{folder}index.html"].decode()
    assert f'type="application/json" href="{SITEURL}/{folder}index.json"' in page
    assert "Gone." not in tree["en/2009/03/02/gone/index.md"].decode()


def test_nothing_of_it_is_there_without_settings(site: Site) -> None:
    """They take room: three files more a release, packed ones not counted."""
    site.built(DATA=False, ALTERNATES=False)
    tree = site.tree()
    assert not [path for path in tree if path.startswith("data/") or path.endswith("index.md")]
    assert b"application/json" not in tree["en/2019/06/05/talks/index.html"]
    assert differences(site.clean_tree(DATA=False, ALTERNATES=False), tree) == []
