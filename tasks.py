"""The tasks of this repository: those of a newsroom, and those of its developers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

from invoke.context import Context
from invoke.tasks import Task, task

from communique.tasks import namespace


@task
def screenshots(context: Context) -> None:
    """Take a picture of every kind of page, into docs/screenshots/."""
    context.run(f"{sys.executable} -m tests.browser.screenshots")


@task
def lint(context: Context) -> None:
    """Hold the code to its style and its types."""
    for tool in ("ruff check", "ruff format --check", "mypy"):
        context.run(f"{sys.executable} -m {tool}")


@task
def test(context: Context) -> None:
    """Run the tests."""
    parallel = "--numprocesses auto --maxprocesses 8 --dist worksteal"  # as in the Makefile
    context.run(f"{sys.executable} -m pytest {parallel}")


@task
def audit(context: Context) -> None:
    """Ask PyPI for known faults of the libraries."""
    locks = sorted(map(str, Path("requirements").glob("*.txt")))
    command = f"{sys.executable} -m pip_audit --strict --disable-pip --progress-spinner off"
    done = context.run(f"{command} -r {' -r '.join(locks)}", hide=True, warn=True)
    assert done is not None
    if done.ok:
        print(f"No known faults in {', '.join(locks)}")
        return
    # It ends with the same status whether it found faults or could not ask for them.
    reason = (done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
    sys.exit(done.stdout.strip() or f"the locks could not be audited: {reason}")


for each in (screenshots, lint, test, audit):
    namespace.add_task(cast("Task[Any]", each))
