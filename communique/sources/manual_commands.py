"""The manual on commands: each task of ``inv``, with its options."""

from collections.abc import Iterable, Mapping
from dataclasses import field

from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command as a person types it, its purpose, and its options."""

    name: str
    does: str
    options: Mapping[str, str] = field(default_factory=dict)


HEAD = """\
# Commands

<!-- Written by `inv manual` from communique/tasks.py. Do not edit it: change that, then run
`inv manual` again. -->

`inv` is in `.venv/bin/`. A command that finds something wrong says what, and ends with status 1.
"""

COMMUNIQUE = """\

## communique

`communique init FOLDER` begins a newsroom in a folder. `communique upgrade` says what the installed
version changes for one; with `--accept` it writes the new `requirements.txt` too. `communique
manual` says where this manual and the theme are in the installed package.
[A newsroom of your own](newsroom.md) has more.
"""


def write_commands(commands: Iterable[Command]) -> str:
    """Return the page of commands."""
    parts = [HEAD]
    for command in sorted(commands, key=lambda each: each.name):
        parts.append(f"\n## inv {command.name}\n\n{command.does}\n")
        if command.options:
            rows = (f"| `{name}` | {what} |\n" for name, what in command.options.items())
            parts += ["\n| option | what |\n|---|---|\n", *rows]
    return "".join([*parts, COMMUNIQUE])
