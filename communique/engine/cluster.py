"""Workers on other machines, through Dask (the extra ``cluster``)."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from importlib import import_module
from typing import Any

from communique.engine import fingerprints
from communique.errors import SettingsError

PATIENCE = 10
"""Seconds that a scheduler is given to answer."""


def connect_cluster(address: str) -> Executor:
    """Return an executor of a Dask scheduler, ``tcp://10.0.0.5:8786``; raises SettingsError."""
    try:
        # Not at the top: an extra, and half a second for every build that has no cluster.
        distributed = import_module("distributed")
    except ImportError as error:
        raise SettingsError(
            f"WORKERS must be a number where Dask is not installed, got {address!r}; "
            "install it: pip install 'communique[cluster]'"
        ) from error
    try:
        client = distributed.Client(address, set_as_default=False, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"WORKERS must be the address of a Dask scheduler that answers, got {address!r}: "
            f"{error}; start one with dask scheduler, or correct it"
        ) from error
    return _Cluster(client)


class _Cluster(Executor):
    """A Dask client as an executor, whose workers must run the code that this build runs."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        told: Future[Any] = Future()
        told.set_running_or_notify_cancel()
        done = self._executor.submit(_run, fingerprints.code(), fn, args, kwargs)
        done.add_done_callback(lambda done: _pass_on(done, told))
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - Executor's
        del wait, cancel_futures
        # Nothing is waited for: a build that ends has taken every result that it wants.
        self._executor.shutdown(wait=False)
        self._client.close()


def _pass_on(done: Future[Any], told: Future[Any]) -> None:
    error = CancelledError() if done.cancelled() else done.exception()
    if isinstance(error, ImportError | RuntimeError):
        # Dask's words for a machine that lacks a module, or lost one under way.
        error = SettingsError(
            "the scheduler of WORKERS and each of its workers must have this version of "
            f"Communiqué, and its plugins, installed; got: {str(error).splitlines()[0]}"
        )
    if error is None:
        told.set_result(done.result())
    else:
        told.set_exception(error)


def _run(code: str, fn: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    """Run a function where this machine's code is the build's: other code makes other bytes."""
    if fingerprints.code() != code:
        raise SettingsError(
            "a Dask worker must run the build's code and libraries, got others; "
            "install the same version on every machine and restart its worker"
        )
    return fn(*args, **kwargs)
