"""The search page's own script, beside Pagefind's program in each language's engine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from communique.outputs.minified import fingerprint, minify

SOURCE = Path(__file__).parents[2] / "static" / "search.js"
SCRIPT = SOURCE.name
"""The plain name, for a theme that does not take the other from the page's variables."""


@cache
def script_names() -> dict[str, bytes]:
    """Return the script's bytes by each of its names, the one that tells its content last."""
    data = minify(SCRIPT, SOURCE.read_bytes())
    return {SCRIPT: data, fingerprint(SCRIPT, data): data}
