"""The suite itself: pytest runs every test in ``tests/``, and each test can fail."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.sites import ROOT

FILES = sorted((ROOT / "tests").rglob("test_*.py"))

SPEAKING = {"expect", "raises", "fail", "built"}
"""Calls that can fail a test besides ``assert``: of Playwright, of pytest, and ``Site.built``."""


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def collected() -> Counter[str]:
    """How many tests pytest finds in each file, with the settings of `make test`."""
    collection = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "--no-header"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert collection.returncode == 0, collection.stdout
    found = (line.partition("::") for line in collection.stdout.splitlines())
    return Counter(path for path, mark, _ in found if mark)


def test_every_file_of_tests_is_collected(collected: Counter[str]) -> None:
    """Pytest leaves out folders with certain names; no folder here has such a name."""
    assert [_name(path) for path in FILES if _name(path) not in collected] == []


def _tests(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test")
    )


def _is_held(node: ast.AST, speaking: set[str]) -> bool:
    """Decide whether something in ``node`` can fail: an assertion, or a call of what has one."""
    return any(
        isinstance(each, ast.Assert)
        or (isinstance(each, ast.Call) and ast.unparse(each.func).rpartition(".")[2] in speaking)
        for each in ast.walk(node)
    )


@cache
def _speaking(tree: ast.Module) -> set[str]:
    """Return the functions that can fail: a module's own, and those it imports from our tests."""
    speaking = set(SPEAKING)
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            file = ROOT / f"{str(node.module).replace('.', '/')}.py"
            theirs = _speaking(_parse(file)) if file.is_file() else set()
            speaking |= {each.asname or each.name for each in node.names if each.name in theirs}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    while more := {
        node.name for node in functions if node.name not in speaking and _is_held(node, speaking)
    }:
        speaking |= more
    return speaking


@cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _unheld(tree: ast.Module) -> list[str]:
    """Return the tests of a module that no assertion holds."""
    speaking = _speaking(tree)
    return [test.name for test in _tests(tree) if not _is_held(test, speaking)]


def _lost(tree: ast.Module) -> list[str]:
    """Return the tests of a module that pytest cannot find."""
    names = Counter(test.name for test in _tests(tree))
    found = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return [name for name, times in names.items() if times > 1 or name not in found]


def test_every_test_can_fail() -> None:
    """A test asserts something, itself or through a function of the tests."""
    unheld = [f"{_name(path)}: {name}" for path in FILES for name in _unheld(_parse(path))]
    assert unheld == []


def test_no_test_hides_another() -> None:
    """Pytest runs the second of two tests with one name, and no test inside a function."""
    assert [f"{_name(path)}: {name}" for path in FILES for name in _lost(_parse(path))] == []


def test_a_test_that_cannot_fail_is_found() -> None:
    """It calls the code, and checks nothing."""
    module = """
from tests.cli.newsroom import Newsroom
from tests.promises.test_foreign_theme import check as inspect, make_site
def check(site): assert site.tree()
def show(site): print(site.tree())
def test_a(site): check(site)
def test_b(site): show(site)
def test_c(site): site.build()
def test_d(site):
    with pytest.raises(ValueError): site.build()
def test_e(site): look(site)
def look(site): check(site)
def test_f(site): inspect(site)
def test_g(site): Newsroom(site)
"""
    assert _unheld(ast.parse(module)) == ["test_b", "test_c", "test_g"]


def test_a_test_that_is_not_run_is_found() -> None:
    """Another test has the same name, or the test is inside a function."""
    module = """
def test_a(): assert 1
def test_b(): assert 2
def test_b(): assert 3
def make():
    def test_c(): assert 4
"""
    assert _lost(ast.parse(module)) == ["test_b", "test_c"]
