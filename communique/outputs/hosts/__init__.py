"""What a host is told besides the files: redirects, headers, media types, the page of a 404."""

from __future__ import annotations
