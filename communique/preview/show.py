"""``inv show``: serves the built site as a static host does."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from communique.errors import CommuniqueError
from communique.plugin.confirmed_settings import confirm_settings
from communique.plugin.newsroom import exit_on_problems
from communique.plugin.settings_file import load_conf
from communique.preview.listener import Answer, Listener, address_of, end_by, read_port, why_not


@exit_on_problems()
def show(conf: str, port: str, bind: str) -> None:
    """Show the output as it is, and each build after it; ends at Ctrl-C."""
    number = read_port(port)
    settings = confirm_settings(load_conf(conf))
    if not (settings.output_path / "index.html").is_file():
        raise CommuniqueError(
            f"OUTPUT_PATH must have a site, found none in {settings.output_path}; "
            "build it first: inv build"
        )
    with _open(bind, number) as server:
        server.folder = settings.output_path
        try:
            print(f"Site: {address_of(server)} ({end_by()} ends it)", flush=True)
            if settings.siteurl and not settings.relative_urls:
                print(f"Its links lead to {settings.siteurl}, its SITEURL.", file=sys.stderr)
            server.serve_forever(poll_interval=0.05)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Host(Listener):
    """A host of one folder."""

    folder: Path


def _open(host: str, port: int) -> _Host:
    try:
        return _Host(host, port, _File)
    except (OSError, OverflowError) as error:
        raise why_not(error, host, port, "show") from error


class _File(Answer):
    """Answers with a file of the folder."""

    server: _Host

    def look(self, path: str) -> bytes | None:
        """Return a file's bytes; None without a file, and for names that begin with a dot.

        But for ``.well-known``, where the world looks for ``security.txt`` (RFC 8615).
        """
        parts = path.split("/")
        if "\0" in path or any(part.startswith(".") and part != ".well-known" for part in parts):
            return None
        try:
            return self.server.folder.joinpath(*filter(None, parts)).read_bytes()
        except OSError:  # none, a folder, or a name that no file can have
            return None
