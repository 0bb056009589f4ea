"""Smaller stylesheets and scripts, with a digest of the content in the name.

Browsers may keep such a file for good: if the content changes, so does the name.
"""

import re
from hashlib import blake2b

from rcssmin import cssmin
from rjsmin import jsmin

FINGERPRINT = "[0-9a-f]{16}"
"""A pattern of the digest in a name."""

INSIDE = rb"(?<=[\w\])*])[ \t\n]+:(?=(?:is|where|not|has|focus|hover|target|first|last)\b)"
"""The space of ``.card :is(h2)``, which stands for any element within. The library drops it, and
so makes another selector of it; it keeps ``.card *:is(h2)``, which means the same."""


def minify(name: str, data: bytes) -> bytes:
    """Return a stylesheet or a script without comments and spare space; any other file as it is."""
    match name.rpartition(".")[2].lower():
        case "css":
            return bytes(cssmin(re.sub(INSIDE, b" *:", data)))
        case "js" | "mjs":
            return bytes(jsmin(data))
        case _:
            return data


def fingerprint(path: str, data: bytes) -> str:
    """Return a path with a digest of the file's bytes in its name: ``main.0123….css``."""
    digest = blake2b(data, digest_size=8).hexdigest()
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    return f"{folder}{slash}{stem}.{digest}.{suffix}" if dot else f"{path}.{digest}"
