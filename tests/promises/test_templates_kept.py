"""Compiled templates are code: one that is kept is run only where it is proven to be ours."""

from __future__ import annotations

import hmac
import marshal
import pickle
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE
from typing import Any

import jinja2
import pytest
from jinja2.bccache import Bucket, bc_magic

from communique.outputs.press import compiled
from communique.outputs.press.compiled import SignedTemplates
from communique.outputs.press.compiling import TemplateEnvironment
from tests.sites import Site, differences

LENGTH = compiled.LENGTH


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one release, built: its templates are kept."""
    site = Site(tmp_path / "site", LANGUAGES=("en",))
    site.release("a")
    site.built()
    return site


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of this user's, with no key in it yet."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    compiled._load_key.cache_clear()  # noqa: SLF001
    yield tmp_path / "state"
    compiled._load_key.cache_clear()  # noqa: SLF001


def kept(site: Site) -> list[Path]:
    """Return the files of compiled templates."""
    return sorted((site.root / ".cache/templates").glob("*.cache"))


def rebuild(site: Site) -> None:
    """Render everything again; the bytes are those of a build from nothing."""
    site.built(LOAD_CONTENT_CACHE=False)
    assert differences(site.clean_tree(), site.tree()) == []


def test_they_are_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is compiled that was compiled before."""

    def fail(*_: object) -> None:
        raise AssertionError("a template was compiled")

    assert len(kept(site)) > 10
    monkeypatch.setattr(TemplateEnvironment, "_compile", fail)
    site.built(LOAD_CONTENT_CACHE=False)


def one(_: object) -> str:
    """A filter."""
    return "one"


def two(_: object) -> str:
    """Another function under its name."""
    return "two"


def test_what_jinja_works_out_while_it_compiles_is_not_kept_too_long(site: Site) -> None:
    """Filters and tests of constants, blocks' spaces, signs: each shows in the next build."""
    page = site.root / "theme/templates/article.html"
    text = "{{ 'a'|mine }},{{ 'a' is mine }},{{ 'x' is plugin_enabled }}{% if 1 %}\n{% endif %}."
    page.write_text(text, encoding="utf-8")
    settings: dict[str, Any] = {"JINJA_FILTERS": {"mine": one}, "JINJA_TESTS": {"mine": one}}
    said = []
    for change in (
        {},
        {"JINJA_FILTERS": {"mine": two}},
        {"JINJA_TESTS": {"mine": two}},
        {"JINJA_ENVIRONMENT": {"trim_blocks": False}},
        {"JINJA_ENVIRONMENT": {"variable_start_string": "<<", "variable_end_string": ">>"}},
    ):
        settings |= change
        site.built(**settings)
        said.append((site.output / "en/2019/06/05/a/index.html").read_text("utf-8"))
        assert differences(site.clean_tree(**settings), site.tree()) == []
    assert said == [
        *("one,one,False.", "two,one,False.", "two,two,False.", "two,two,False\n."),
        "{{ 'a'|mine }},{{ 'a' is mine }},{{ 'x' is plugin_enabled }}.",
    ]


def forge(checksum: str, victim: Path) -> bytes:
    """Return a compiled template, as Jinja writes one, that writes a file when it is run."""
    code = compile(f"open({str(victim)!r}, 'w').close()", "x", "exec")
    return bytes(bc_magic) + pickle.dumps(checksum, 2) + marshal.dumps(code)


@pytest.mark.parametrize("signed", ["not", "with nothing", "with another key", "as Jinja names it"])
def test_code_from_elsewhere_is_not_run(site: Site, signed: str) -> None:
    """Whatever it is signed with, if it is not this user's key."""
    victim = site.root / "victim"
    sums = {}
    for file in kept(site):
        with file.open("rb") as opened:
            opened.seek(LENGTH + len(bc_magic))
            sums[file] = pickle.load(opened)  # noqa: S301 - written by this test's own build
    for file, checksum in sums.items():
        code = forge(checksum, victim)
        if signed == "with nothing":
            code = bytes(LENGTH) + code
        elif signed == "with another key":
            told = f"1\0{file.stem}\0{checksum}\0".encode()
            code = hmac.digest(b"x" * LENGTH, told + code, "sha256") + code
        elif signed == "as Jinja names it":
            file = file.with_name(f"__communique_1_{file.name}")  # noqa: PLW2901
        file.write_bytes(code)
    rebuild(site)
    assert not victim.exists()


@pytest.mark.parametrize("way", ["swapped", "cut", "empty", "longer", "folder"])
def test_a_file_that_is_not_as_it_was_written_is_compiled_anew(site: Site, way: str) -> None:
    """One of another template, half of one, one with something added."""
    files = kept(site)
    data = [file.read_bytes() for file in files]
    for file, own, other in zip(files, data, data[1:] + data[:1], strict=True):
        if way == "folder":
            file.unlink()
            file.mkdir()
        else:
            changed = {"swapped": other, "cut": own[:-9], "empty": b"", "longer": own + b"x"}
            file.write_bytes(changed[way])
    rebuild(site)


def test_the_key_is_nobody_else_s(site: Site, state: Path) -> None:
    """It is made once, outside of the cache, and not used where others may read it."""
    before = [file.read_bytes() for file in kept(site)]
    rebuild(site)
    key = state / "communique/templates.key"
    assert S_IMODE(key.stat().st_mode) == 0o600
    assert [file.read_bytes() for file in kept(site)] != before
    made = key.read_bytes()
    compiled._load_key.cache_clear()  # noqa: SLF001
    rebuild(site)
    assert key.read_bytes() == made
    key.chmod(0o644)
    compiled._load_key.cache_clear()  # noqa: SLF001
    assert compiled._load_key() == b""  # noqa: SLF001


def test_where_no_key_can_be_kept_none_is_kept(site: Site, state: Path) -> None:
    """A home that is not there, or that cannot be written."""
    state.write_text("a file")
    for file in kept(site):
        file.unlink()
    rebuild(site)
    assert kept(site) == []


def test_a_signature_is_of_one_template(tmp_path: Path, state: Path) -> None:
    """Its name, its text and how it was compiled are signed with its code."""
    del state
    env = jinja2.Environment(autoescape=True)

    def load(version: str, key: str, checksum: str) -> bool:
        bucket = Bucket(env, key, checksum)
        SignedTemplates(tmp_path, version).load_bytecode(bucket)
        return bucket.code is not None

    bucket = Bucket(env, "name", "text")
    bucket.code = compile("1", "x", "exec")
    SignedTemplates(tmp_path, "1").dump_bytecode(bucket)
    (tmp_path / "other.cache").write_bytes((tmp_path / "name.cache").read_bytes())
    assert load("1", "name", "text")
    assert not load("2", "name", "text")
    assert not load("1", "name", "another")
    assert not load("1", "other", "text")
