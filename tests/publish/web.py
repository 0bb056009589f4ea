"""A web server on loopback that gives what a test says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.ports import Quiet, answering
from tests.publish.built import TYPES
from tests.sites import Tree

HEADERS = {
    "Cache-Control": "max-age=300",
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
}


@dataclass
class Host:
    """What a server gives for each path; ``odd`` are answers of another kind."""

    tree: Tree
    headers: dict[str, str] = field(default_factory=lambda: dict(HEADERS))
    types: dict[str, str] = field(default_factory=lambda: dict(TYPES))
    odd: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    below: str = "/"

    def answer(self, address: str) -> tuple[int, dict[str, str], bytes]:
        path = address.removeprefix(self.below)
        path = f"{path}index.html" if not path or path.endswith("/") else path
        if path in self.odd:
            return self.odd[path]
        if path not in self.tree:
            return 404, {}, self.tree.get("404.html", b"")
        kind = self.types.get(path.rpartition(".")[2], "application/octet-stream")
        immutable = {"Cache-Control": "max-age=31536000, immutable"} if "theme/" in path else {}
        return 200, {**self.headers, **immutable, "Content-Type": kind}, self.tree[path]


@contextmanager
def serve(host: Host) -> Iterator[str]:
    """Serve on loopback and give the address."""

    class Handler(Quiet):
        def do_GET(self) -> None:
            status, headers, data = host.answer(self.path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

    with answering(Handler) as port:
        yield f"http://127.0.0.1:{port}{host.below}"
