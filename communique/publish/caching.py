"""How long browsers and proxies may keep a file."""

import re
from datetime import timedelta

from communique.publish.record import File

FINGERPRINTED = re.compile(r"[-._][0-9a-f]{8,64}\.[a-z0-9]+$")
"""Names that carry a digest of the content: other content, another name."""

PAGE = "public, max-age=300, must-revalidate"
ASSET = "public, max-age=86400"
IMMUTABLE = "public, max-age=31536000, immutable"

KEPT_FOR = timedelta(days=1)
"""How long a fingerprinted file of the theme stays at the host after the last page named it: far
longer than a page is cached, as readers leave pages open."""


def outlives_its_pages(file: File) -> bool:
    """Whether a file may stay at the host after it left the site, for pages that are open.

    Only the theme's files may. Files of the search hold the text of releases, which may be
    withdrawn.
    """
    return file.treated.theme and is_fingerprinted(file)


def is_fingerprinted(file: File) -> bool:
    """Whether the file's name changes with its content."""
    return file.treated.hashed and bool(FINGERPRINTED.search(file.path))


def cache_control(file: File) -> str:
    """Return the header that a host is to send with a file."""
    if is_fingerprinted(file):
        return IMMUTABLE
    return ASSET if file.treated.day else PAGE
