"""Descriptions of invoke's tasks, for the manual."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from invoke.parser.argument import Argument
from invoke.tasks import Task

from communique.sources.manual import Command


class Described:
    """Tasks with the purposes of their options, which invoke removes from a task it reads."""

    def __init__(self, tasks: Iterable[Task[Any]]) -> None:
        self._tasks = [(task, dict(task.help)) for task in tasks]

    def commands(self) -> list[Command]:
        """Return each task as a command, in their order."""
        return [_describe(task, help_) for task, help_ in self._tasks]


def _describe(known: Task[Any], help_: dict[str, str]) -> Command:
    task = copy(known)
    task.help = dict(help_)
    given = task.get_arguments()
    options = dict(_option(each) for each in given if not each.positional)
    words = [each.names[0].upper() for each in given if each.positional]
    does = " ".join((known.__doc__ or "").split())
    return Command(" ".join([str(known.name), *words]), does, dict(sorted(options.items())))


def _option(argument: Argument) -> tuple[str, str]:
    """Return an option as a person types it, and what it is for; a flag that is on takes "no"."""
    is_on = argument.kind is bool and argument.default is True
    name = f"--no-{argument.names[0]}" if is_on else f"--{argument.names[0]}"
    return name, (argument.help or "").removeprefix(f"{name}: ")
