"""Requests to a site, as a browser sends them, without following redirects; several at a time."""

import http.client
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field
from hashlib import sha256
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from communique.values import dataclass

PATIENCE = 30

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; ``failed`` says why there is no answer."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    failed: str = ""

    @property
    def said(self) -> str:
        """The status, or the reason for none."""
        return str(self.status or self.failed)


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow no redirect."""


_opener = build_opener(_Stay)


def ask(url: str) -> Answer:
    """Return what a server gives for an address, uncompressed."""
    parts = urlsplit(url)
    address = urlunsplit(parts._replace(path=quote(parts.path, safe="/%")))
    # What comes is to be as it was published: no-transform (RFC 9111) tells inv show too.
    headers = {"User-Agent": "Communique", "Accept-Encoding": "identity"}
    headers["Cache-Control"] = "no-transform"
    request = Request(address, headers=headers)  # noqa: S310 - checked by the caller
    try:
        try:
            found = _opener.open(request, timeout=PATIENCE)
        except HTTPError as error:
            found = error
        with found:
            digest = sha256(found.read()).hexdigest()
            headers = {name.lower(): value for name, value in found.headers.items()}
            return Answer(found.status, headers, digest)
    except URLError as error:
        return Answer(failed=_in_words(error.reason))
    except (OSError, http.client.HTTPException) as error:
        return Answer(failed=_in_words(error))


def _in_words(reason: object) -> str:
    if isinstance(reason, ConnectionRefusedError):
        return "nobody listens there; is the address right, the server up?"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror
    return str(reason) or type(reason).__name__


def for_each(
    do: Callable[[Each], None],
    items: Iterable[Each],
    at_once: int,
    count: Callable[[int], None] = lambda _: None,
) -> None:
    """Do something for each, so many at a time; the first error is raised when all ended."""
    with ThreadPoolExecutor(at_once) as threads:
        for _ in threads.map(do, items):
            count(1)
