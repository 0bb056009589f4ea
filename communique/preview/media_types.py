"""The media type of a file by its name: the same on every machine."""

from __future__ import annotations

from mimetypes import MimeTypes

__all__ = ["find_type"]

TYPES = {
    "avif": "image/avif",
    "css": "text/css",
    "html": "text/html",
    "js": "text/javascript",
    "json": "application/json",
    "md": "text/markdown",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
"""What browsers must know, whatever a machine's own list says or lacks."""

IN_UTF_8 = ("text/", "application/json", "application/xml", "image/svg")

_others = MimeTypes()


def find_type(path: str) -> str:
    """Return a media type, with the charset where it is text."""
    suffix = path.rpartition(".")[2].lower()
    found = TYPES.get(suffix) or _others.guess_type(path)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith(IN_UTF_8) else found
