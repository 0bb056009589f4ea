"""The only place that reads the time: a build depends on sources, settings and one moment alone."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from communique.errors import SettingsError

PIN = "SOURCE_DATE_EPOCH"


def now() -> datetime:
    """Return the moment of this build, in UTC, without microseconds.

    ``SOURCE_DATE_EPOCH`` (reproducible-builds.org, seconds since 1970-01-01T00:00:00Z) pins it.
    Raises SettingsError where that variable is not a whole number.
    """
    pin = os.environ.get(PIN)
    if pin is None:
        return real_now()
    try:
        return datetime.fromtimestamp(int(pin), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(
            f"SOURCE_DATE_EPOCH must be seconds since 1970 as a whole number, got {pin!r}"
        ) from error


def real_now() -> datetime:
    """Return this machine's moment, whatever is pinned: readers read what is published by it."""
    return datetime.fromtimestamp(int(time.time()), UTC)


_given: ContextVar[bool] = ContextVar("given", default=False)


def is_given() -> bool:
    """Whether a person gave the moment that ``now`` tells."""
    return _given.get()


@contextmanager
def pinned(moment: datetime | None) -> Iterator[None]:
    """Have ``now`` tell this moment for a while, in started processes too; None changes nothing."""
    before = os.environ.get(PIN)
    if moment is not None:
        os.environ[PIN] = str(int(moment.timestamp()))
    token = _given.set(moment is not None or _given.get())
    try:
        yield
    finally:
        _given.reset(token)
        if moment is not None:
            os.environ.pop(PIN)
            os.environ.update({PIN: before} if before is not None else {})


def start_stopwatch() -> Callable[[], float]:
    """Return a function that tells the seconds since now; for people only, never for an output."""
    start = time.monotonic()
    return lambda: time.monotonic() - start
