"""The system's Chromium, and a server on this machine for it to look at."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from communique.outputs.hosts.policy import content_security
from tests.ports import Quiet, answering
from tests.sites import ROOT

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


PATIENCE = 120_000
"""Milliseconds that a browser has to start: others may keep the machine busy."""


def find_chromium() -> str:
    """Return the path of the installed browser; empty if there is none."""
    return next(filter(None, map(shutil.which, NAMES)), "")


@contextmanager
def start_chromium() -> Iterator[Callable[[], Browser]]:
    """Start the browser's driver, yield what opens a browser, and end both."""
    with sync_playwright() as playwright:
        yield partial(
            playwright.chromium.launch,
            executable_path=find_chromium(),
            args=ARGS,
            timeout=PATIENCE,
        )


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Open one browser, and end it."""
    with start_chromium() as launch:
        browser = launch()
        yield browser
        browser.close()


@cache
def why_no_browser() -> str:
    """Return in words why no browser opens here; empty where one does.

    One is opened, in a process of its own: what fails half way leaves processes and sockets behind.
    """
    if not find_chromium():
        return "no Chromium on this machine"
    command = [sys.executable, "-m", "tests.browser.chromium", "open"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    # The first line is the loader's, the driver's or Chromium's own; what follows is how we heard.
    first = next(iter(done.stderr.strip().splitlines()), f"exit status {done.returncode}")
    return f"Chromium is on this machine and does not open: {first}"


class _Host(Quiet, SimpleHTTPRequestHandler):
    """Serves an output as a host does, with the site's own page for what is not there."""

    def __init__(self, *args: Any, missing: Path, **options: Any) -> None:
        self.missing = missing
        super().__init__(*args, **options)

    def end_headers(self) -> None:
        """Send the content policy that hosts are told of: the site must do with it."""
        self.send_header("Content-Security-Policy", content_security({}))
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's page where it has one."""
        if code != HTTPStatus.NOT_FOUND or not self.missing.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.missing.read_bytes())


@contextmanager
def serve(output: Path) -> Iterator[str]:
    """Serve an output below a path on a free port of this machine, and yield its address.

    The folder may be made later, when the address is known.
    """
    handler = partial(_Host, directory=str(output.parent), missing=output / "404.html")
    with answering(handler) as port:
        yield f"http://127.0.0.1:{port}/{output.name}"


def main(words: list[str]) -> None:
    """Say why no browser opens here, with status 1; with the word ``open``, open one."""
    if words:
        with open_chromium() as browser, browser.new_page() as page:
            page.set_content("<p>It opens.")
    else:
        sys.exit(why_no_browser() or None)


if __name__ == "__main__":
    main(sys.argv[1:])
