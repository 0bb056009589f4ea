"""Descriptions of invoke's tasks, for the manual."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

from invoke.tasks import Task

from communique.sources.manual_commands import Command


class Described:
    """Tasks with what their options are for, which invoke takes out of each as it reads it."""

    def __init__(self, tasks: Iterable[Task[Any]]) -> None:
        self._tasks = [(task, dict(task.help)) for task in tasks]

    def commands(self) -> list[Command]:
        """Return each task as a command, in their order."""
        return [_describe(task, help_) for task, help_ in self._tasks]


def _describe(known: Task[Any], help_: dict[str, str]) -> Command:
    task = copy(known)
    task.help = dict(help_)
    given = [(each.names[0], each.help or "", each.positional) for each in task.get_arguments()]
    options = {f"--{name}": what for name, what, positional in given if not positional}
    words = [name.upper() for name, _, positional in given if positional]
    does = " ".join((known.__doc__ or "").split())
    return Command(" ".join([str(known.name), *words]), does, dict(sorted(options.items())))
