"""One build at a time writes into an output, whatever way it came."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from communique.engine.build import Build
from tests.sites import Site, differences


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one release, not built."""
    site = Site(tmp_path / "site", LANGUAGES=("en",))
    site.release("a", "Quokkas were discussed.")
    return site


@contextmanager
def building(site: Site, **options: object) -> Iterator[None]:
    """Have another process hold all that a build holds."""
    ready, say = os.pipe()
    wait, done = os.pipe()
    child = os.fork()
    if not child:
        os.close(done)
        Build.prepare = _pause(say, wait)  # type: ignore[method-assign, assignment]
        try:
            site.build(**options)
        finally:
            os._exit(0)
    os.close(wait)
    assert os.read(ready, 1) == b"x"
    try:
        yield
    finally:
        os.close(done)
        os.waitpid(child, 0)


def _pause(say: int, wait: int) -> object:
    def prepare(self: object) -> None:
        del self
        os.write(say, b"x")
        os.read(wait, 1)
        os._exit(0)

    return prepare


@pytest.mark.parametrize("way", ["another cache", "by a link", "below a link", "the same"])
def test_one_build_at_a_time(site: Site, way: str) -> None:
    """Whatever catalogue the second has and whatever way it came; it is told who builds."""
    site.built()
    before, stamps = site.tree(), site.stamps()
    options = {}
    if way == "another cache":
        options = {"CACHE_PATH": str(site.root / "other-cache")}
    elif way == "by a link":
        (site.root / "linked").symlink_to(site.output)
        options = {"OUTPUT_PATH": str(site.root / "linked")}
    elif way == "below a link":
        (site.root / "linked").symlink_to(site.root)
        options = {
            "OUTPUT_PATH": str(site.root / "linked/output"),
            "CACHE_PATH": str(site.root / "other-cache"),
        }
    site.release("b", Date="2018-01-01")
    with building(site):
        second = site.build(**options)
    assert second.status == 1
    told = r"another build( \(process \d+: .+\))? writes into the same output; wait for it to end\n"
    assert re.fullmatch(told, second.err)
    if Path("/proc/locks").is_file():
        assert "process" in second.err
    assert (before, stamps) == (site.tree(), site.stamps())
    site.built(**options)
    assert differences(site.clean_tree(), site.tree()) == []
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_lock_is_let_go_of(site: Site) -> None:
    """Whether a build ended well or not."""
    site.built()
    site.release("b", Category="Nonsense")
    assert site.build().status == 1
    folder = os.open(site.output, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(folder)
