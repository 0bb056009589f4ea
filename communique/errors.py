"""Problems: what went wrong, in words that help an editor to correct it.

The exceptions::

    CommuniqueError
    ├── ProblemsFound      sources that break a rule; carries every Problem at once
    ├── SettingsError      a setting that cannot be used
    ├── BuildInProgress    another build holds the lock of this output
    └── PublishError       a host, or what is to go there, is not as it must be
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from communique.values import dataclass


class Severity(IntEnum):
    """How much a problem weighs: a warning is told, an error stops the build."""

    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing in the sources that does not hold; sorts by place, then by words.

    ``str()`` gives ``path:line: rule, message; hint``: the rule says what must hold, the
    message what was found, the hint the likely fix. ``line`` counts from 1; 0 stands for the
    file as a whole and is left out.
    """

    path: str
    line: int
    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    once: bool = False
    """Whether a build tells it of the first text alone that has it."""
    missing: str = ""
    """The file that a link likely means, beside the text; a file with a like name may be there."""
    then: str = ""
    """The command to run on the file when that is done."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        label = "warning: " if self.severity is Severity.WARNING else ""
        hint = f"; {self.hint}" if self.hint else ""
        hint += f", then run {self.then} {self.path}" if self.then else ""
        return f"{place}: {label}{self.rule}, {self.message}{hint}"


def not_utf8(path: str, error: UnicodeDecodeError, rule: str = "text must be UTF-8") -> Problem:
    """Return the problem of a file that is not UTF-8, at the line of the first wrong byte."""
    line = error.object.count(b"\n", 0, error.start) + 1
    found = f"got byte 0x{error.object[error.start]:02x}"
    return Problem(path, line, rule, found, "save the file as UTF-8")


def errors_among(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


class CommuniqueError(Exception):
    """Anything that this package raises on purpose; ``str()`` is fit for an editor."""


class ProblemsFound(CommuniqueError):
    """The sources hold errors; ``problems`` has them and the warnings beside them, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ProblemsFound], tuple[tuple[Problem, ...]]]:
        # A worker process raises it too, and pickle would hand the text to __init__.
        return ProblemsFound, (self.problems,)


class SettingsError(CommuniqueError):
    """A setting holds a value that the build cannot use; the message names setting and value.

    ``rest`` are the settings without it, where sources can be read by them; else None.
    """

    def __init__(self, words: str, rest: object = None) -> None:
        self.rest = rest
        super().__init__(words)


class BuildInProgress(CommuniqueError):
    """Another process is building into the same output."""


class PublishError(CommuniqueError):
    """A publication cannot be made, or was cut off; the message says what the host has."""
