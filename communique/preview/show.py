"""``inv show``: serves the built site as a static host does."""

import re
import signal
import sys
from pathlib import Path

from communique.errors import CommuniqueError
from communique.plugin.loading import load_settings
from communique.plugin.newsroom import exit_on_problems
from communique.preview.listener import (
    IN_UTF_8,
    Listener,
    Reply,
    address_of,
    end_by,
    read_port,
    served_type,
)

ENDS = rb"(?![\w-]|[.:]\w)"
"""What does not follow an address that ends: https://mfa.example is not in https://mfa.example.org."""

HOST = re.compile(r"[\w.:\[\]-]+", re.ASCII)


@exit_on_problems()
def show(conf: str, port: str, bind: str, published: Path | None = None) -> None:
    """Show the output or a ``published`` folder until Ctrl-C; served links to SITEURL lead here."""
    number = read_port(port)
    settings = load_settings(conf)
    folder = published or settings.output_path
    if published and not (published / "index.html").is_file():
        raise CommuniqueError(
            f"nothing is published in {published} yet; publish first: inv publish"
        )
    if not (folder / "index.html").is_file():
        raise CommuniqueError(
            f"OUTPUT_PATH must have a site, found none in {settings.output_path}; "
            "build it first: inv build"
        )
    with _Host(bind, number, _File) as server:
        server.folder = folder
        if settings.siteurl and not settings.relative_urls:
            server.site = re.compile(re.escape(settings.siteurl).encode() + ENDS)
        try:
            print(f"Site: {address_of(server)} ({end_by()} ends it)", flush=True)
            if server.site:
                told = f"Links to {settings.siteurl}, its SITEURL, lead here while it is shown."
                print(told, file=sys.stderr)
            server.serve_forever(poll_interval=0.05)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Host(Listener):
    """A host of one folder; ``site`` is what stands for its own address in the files."""

    verb = "show"
    folder: Path
    site: re.Pattern[bytes] | None = None


class _File(Reply):
    """Answers with a file of the folder."""

    server: _Host

    def look(self, path: str) -> bytes | None:
        """Return a file's bytes; None if absent or hidden, except in ``.well-known`` (RFC 8615)."""
        parts = path.split("/")
        if "\0" in path or any(part.startswith(".") and part != ".well-known" for part in parts):
            return None
        try:
            data = self.server.folder.joinpath(*filter(None, parts)).read_bytes()
        except OSError:  # none, a folder, or a name that no file can have
            return None
        as_it_is = "no-transform" in self.headers.get("Cache-Control", "")
        if self.server.site is None or as_it_is or not served_type(path).startswith(IN_UTF_8):
            return data
        asked = self.headers.get("Host", "")
        here = f"http://{asked}" if HOST.fullmatch(asked) else address_of(self.server).rstrip("/")
        return self.server.site.sub(here.encode(), data)
