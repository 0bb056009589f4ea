"""A command in a process of its own that need not start Python and import all libraries again."""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryFile

from tests.sites import Result


def run_in_child(
    command: Callable[[], object], folder: Path, environment: Mapping[str, str] | None = None
) -> Result:
    """Run a command in a child of this process; return its exit status and what it printed.

    It ends as a program does: with the status of its SystemExit, with 1 and a traceback after any
    other exception, with 0 when it returns.
    """
    with TemporaryFile() as out, TemporaryFile() as err, Path(os.devnull).open("rb") as nothing:
        with warnings.catch_warnings():
            # Python 3.12 warns of other threads, those of xdist: the child takes no lock of theirs.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if not child:
            status = 1
            try:
                for number, file in enumerate((nothing, out, err)):
                    os.dup2(file.fileno(), number)
                sys.stdin, sys.stdout, sys.stderr = (
                    open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
                    for number, mode in enumerate(("r", "w", "w"))
                )
                os.chdir(folder)
                os.environ.update(environment or {})
                status = _status_of(command)
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode("utf-8"))
    return Result(status, *said)


def _status_of(command: Callable[[], object]) -> int:
    """Run a command; return the exit status that Python would end with."""
    try:
        command()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException:  # noqa: BLE001 - told as Python tells it
        traceback.print_exc()
        return 1
    return 0
