"""Joins the theme's stylesheet when a part of it is saved, as ``inv styles`` does."""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from communique.plugin.styles import HEAD, JOINED, join_styles


class Joined:
    """Joins stylesheets, and recognises the files that it wrote itself."""

    def __init__(self) -> None:
        self._written: tuple[Path, int] | None = None

    def join(self, theme: Path, changed: Collection[Path]) -> None:
        """Write the joined stylesheet if one of its parts changed."""
        folder = theme / "static" / "css"
        joined = folder / JOINED
        if not any(
            path.suffix == ".css" and path.is_relative_to(folder) and path != joined
            for path in changed
        ):
            return
        # Another theme's main.css may be its own; a part that is just being saved is told again.
        with suppress(OSError, UnicodeDecodeError):
            before = joined.read_text(encoding="utf-8")
            if before.startswith(HEAD) and (text := join_styles(folder)) != before:
                joined.write_text(text, encoding="utf-8")
                self._written = joined, joined.stat().st_mtime_ns

    def is_all(self, changed: Collection[Path]) -> bool:
        """Decide whether only files changed that were written here and are already built."""
        if self._written is None or set(changed) != {self._written[0]}:
            return False
        try:
            return self._written[0].stat().st_mtime_ns == self._written[1]
        except OSError:
            return False
