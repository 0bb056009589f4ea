"""Signals that the shell of the tests ignores, as ``nohup`` does, and their children must not.

A program inherits which signals are ignored and which are blocked. Handlers it does not inherit:
what has one here is as usual in every program that is started.
"""

from __future__ import annotations

import signal

ENDING = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)
"""What ends a program, and what tells of one that ended: without it, no exit status is known."""


def hear_signals() -> None:
    """Start children with signals as usual; what this process ignores, it goes on ignoring."""
    for each in ENDING:
        if signal.getsignal(each) is signal.SIG_IGN:
            signal.signal(each, _do_nothing)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def _do_nothing(*_: object) -> None:
    """Handle a signal: nothing is done."""
