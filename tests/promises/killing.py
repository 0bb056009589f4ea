"""Builds that are killed (SIGKILL) at a chosen moment."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from communique.catalogue import database
from communique.engine.writer import Writer
from tests.sites import Site


def kill_build(site: Site, step: str, after: int, options: dict[str, Any]) -> None:
    """Build in a child process that is killed (SIGKILL) after so many steps of one sort.

    It reads texts and commits at each chance, stages files, or places them.
    """
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    count = 0

    def die_in_time(function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            count += 1
            if count > after:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        return counted

    if step == "read":
        database.LARGE_LOG = 0
        setattr(database, "_note_log", die_in_time(database._note_log))  # noqa: SLF001, B010
    elif step == "stage":
        Writer._target = die_in_time(Writer._target)  # type: ignore[method-assign]  # noqa: SLF001
    else:
        os.replace = die_in_time(os.replace)
    try:
        site.build(**options)
    finally:
        os._exit(0)
