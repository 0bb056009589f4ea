"""Workers on other machines, through Dask (the extra ``cluster``)."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from importlib import import_module
from logging import CRITICAL, getLogger
from socket import create_connection
from typing import Any

from communique.engine import fingerprints
from communique.errors import SettingsError

PATIENCE = 10
"""Seconds that a scheduler is given to answer."""

WORKER = 60
"""Seconds that a scheduler without workers is given to get one."""


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
    for name in ("distributed.client", "tornado.application"):
        getLogger(name).setLevel(CRITICAL)  # their tracebacks: the build says what is wrong
    try:
        place = distributed.comm.parse_host_port(address.partition("://")[2])
        # What is no scheduler, such as its page for people, may wait for ever: a scheduler begins.
        with create_connection(place, PATIENCE) as line:
            if address.startswith("tcp://"):
                line.recv(1)
        client = distributed.Client(address, set_as_default=False, timeout=PATIENCE)
    except (OSError, ValueError, TypeError, MemoryError) as error:
        raise SettingsError(
            f"WORKERS must be the address of a Dask scheduler that answers, got {address!r}: "
            f"{error}; start one with dask scheduler, or correct it"
        ) from error
    _await_worker(client)
    return _Cluster(client)


def _await_worker(client: Any) -> None:
    """Wait for a worker; raises SettingsError if none comes."""
    try:
        client.wait_for_workers(1, WORKER)
    except OSError as error:
        raise SettingsError(
            f"the scheduler of WORKERS must have a worker, got none for {WORKER} seconds; "
            "start one with dask worker, and build again"
        ) from error


class _Awaited(Future[Any]):
    """A result that nobody waits for in vain, though a cluster lost its last worker."""

    def __init__(self, client: Any) -> None:
        super().__init__()
        self._client = client

    def result(self, timeout: float | None = None) -> Any:
        while timeout is None and not wait([self], PATIENCE).done:
            _await_worker(self._client)
        return super().result(timeout)


class _Cluster(Executor):
    """A Dask client as an executor, whose workers must run the code that this build runs."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        told = _Awaited(self._client)
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
    gone = "the scheduler of WORKERS must run until the build ends, got no answer; build again"
    error = SettingsError(gone) if done.cancelled() else done.exception()
    dask = type(error).__module__.startswith("distributed")
    if isinstance(error, ImportError | RuntimeError) or dask:
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
