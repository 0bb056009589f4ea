"""The whole product, built in every way: no trace of what waits is in any byte of the output."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.preview.place import Place
from communique.preview.preview import Preview
from tests.pictures.samples import picture, secret_picture
from tests.promises.killing import kill_build
from tests.site.commands import write_settings
from tests.sites import Site, Tree, differences

EMBARGO = "2031-01-01 10:00 Asia/Almaty"
OPENED = "2020-01-01 10:00Z"
TEXTS = {
    "en": "The minister of Xanadu will hand over the northern harbour on Friday morning.",
    "ru": "Министр Занаду передаст северную гавань в пятницу утром, сообщает ведомство.",
    "zh": "上都部长将于星期五上午移交北方港口，该部今天下午在首都宣布了这一决定。",
}
TITLES = {"en": "Xanadu harbour", "ru": "Гавань Занаду", "zh": "上都港口移交"}
SECRETS = ["xanadu", "занаду", "上都", "52 08 46 n", "handover", "the terms of surrender"]
"""What no file may say, in small letters."""

SETTINGS = {
    "LANGUAGES": ("en", "ru", "zh"),
    "SEARCH": True,
    "PRECOMPRESS": ["gzip"],
    "HOSTS": ["nginx", "apache"],
}


def _write(site: Site, embargo: str = EMBARGO) -> None:
    """Write a text in three languages with files, a tag and a person that nothing else has."""
    site.write("content/handover.pdf", b"%PDF-1.4 the terms of surrender")
    photo = secret_picture(width=700).replace(b"51 07 46 N", b"52 08 46 N")
    site.write("content/handover.jpg", photo)
    for lang, text in TEXTS.items():
        headers = {"Title": TITLES[lang], "Embargo": embargo, "Tags": "Trade; Xanadu talks"}
        headers |= {"People": "Xan Adu of Xanadu", "Place": "Xanadu", "Authors": "Xanadu desk"}
        if lang == "en":
            headers |= {"Image": "handover.jpg | Xanadu harbour", "Aliases": "/en/xanadu/"}
            headers |= {"Attachments": "handover.pdf | The terms of Xanadu"}
        site.release(
            f"handover.{lang}", f"{text}\n\nSee [a note]({{filename}}note-1.en.md).", **headers
        )


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with search, packed files and hosts' configuration, built; then the secret comes."""
    site = Site(tmp_path / "site", **SETTINGS)
    write_settings(site, **SETTINGS)
    site.write("content/media/map.png", picture(form="PNG"))
    for number in range(1, 4):
        site.release(f"note-{number}.en", Date=f"2019-06-0{number}", Tags="Trade")
        site.release(f"note-{number}.ru", "Записка.", Date=f"2019-06-0{number}", Tags="Trade")
    site.release("note-1.zh", "短信。", Date="2019-06-01")
    site.built()
    _write(site)
    return site


def _said(tree: Tree) -> Iterator[str]:
    """Yield all that files say, unpacked, and their names."""
    for path, data in tree.items():
        yield path
        yield data.decode("utf-8", "replace")
        yield data.decode("utf-16-le", "replace")
        if data[:2] == b"\x1f\x8b":
            yield gzip.decompress(data).decode("utf-8", "replace")


def leaks(tree: Tree) -> list[str]:
    """Return which secrets the output says."""
    said = "\n".join(_said(tree)).lower()
    # A search's index has Chinese letters one by one.
    return [secret for secret in SECRETS if secret in said or " ".join(secret) in said]


def test_what_is_public_is_seen(site: Site) -> None:
    """The look that the other tests take finds each of the secrets where there is none to keep."""
    _write(site, OPENED)
    site.built()
    found = leaks(site.tree())
    # Where a picture was taken is nobody's to know, ever.
    assert found == [each for each in SECRETS if each != "52 08 46 n"]


def test_no_way_of_building_tells(site: Site) -> None:
    """From nothing, after an edit, a preview, a look ahead that was taken back, and a kill."""
    before = site.tree()
    site.built()
    assert differences(before, site.tree()) == []
    site.release("note-4.en", "Another text.", Tags="Trade")
    site.built()
    assert leaks(site.tree()) == []
    preview = Preview(Place.of(str(site.root / "pelicanconf.py"), "", "127.0.0.1", 8000))
    assert preview.refresh().problems == ()
    assert b"Xanadu" in (preview.show("en/2019/06/05/handover/index.html").data or b"")
    preview.close()
    site.built()
    assert leaks(site.tree()) == []
    site.built(LOAD_CONTENT_CACHE=False)
    assert leaks(site.tree()) == []
    assert differences(site.clean_tree(), site.tree()) == []


def test_an_embargo_that_moves_takes_all_of_it_along(site: Site) -> None:
    """Back, so that it is public, and forward again: as if it never had been."""
    site.built()
    before = site.tree()
    _write(site, OPENED)
    site.built()
    assert leaks(site.tree()) != []
    _write(site)
    site.built()
    assert differences(before, site.tree()) == []
    assert leaks(site.tree()) == []


@pytest.mark.parametrize(("step", "after"), [("stage", 60), ("place", 2)])
def test_a_build_that_is_killed_tells_nothing(site: Site, step: str, after: int) -> None:
    """Neither half way to the public nor half way back; nor does the build after it."""
    site.release("note-4.en", "Another text.", Tags="Trade")
    kill_build(site, step, after, {})
    assert leaks(site.tree()) == []
    _write(site, OPENED)
    kill_build(site, step, after, {})
    _write(site)
    site.built()
    assert leaks(site.tree()) == []
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_public_text_cannot_link_to_it(site: Site) -> None:
    """Nor with an older cache beside a newer output is anything told."""
    site.built()
    shutil.copytree(site.root / ".cache", site.root / "older")
    _write(site, OPENED)
    site.built()
    shutil.rmtree(site.root / ".cache")
    shutil.move(site.root / "older", site.root / ".cache")
    _write(site)
    site.release("note-4.en", "See [this]({filename}handover.en.md).")
    result = site.build()
    assert result.status == 1
    assert "a public text must link to public texts only" in result.err
    site.delete("content/note-4.en.md")
    site.built()
    assert leaks(site.tree()) == []
