"""Symbolic links among the sources: refused, or followed if the settings allow it.

A link could publish a draft, files of a held release, or secrets of the build machine. So even if
links are allowed, a link may lead only to places with the same rules.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from communique.errors import Problem
from communique.sources.clutter import is_clutter
from communique.sources.roles import Role
from communique.text.letters import compose
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class LinkRules:
    """The rules for links below one real folder, whose paths begin with ``prefix``."""

    root: str
    prefix: str
    roles: Mapping[str, Role | None]
    ignored: Callable[[str], object]
    follow: bool

    def refuse(
        self, entry: os.DirEntry[str], below: str, role: Role | None, way: tuple[str, ...]
    ) -> tuple[Problem, ...] | None:
        """Return a link's problem if it is read, None to follow it; ``way`` are links' folders."""
        if role is None and not any(name.startswith(f"{below}/") for name in self.roles):
            return ()
        wrong = self._find_wrong(entry, role, way) if self.follow else "might lead anywhere"
        if not wrong:
            return None
        rule, hint = "a source must be a file, not a symbolic link", "copy the file there"
        if not self.follow:
            hint += ", or set ALLOW_LINKS = True for links within the content folder"
        return (Problem(below, 0, rule, f"got a link that {wrong}", hint),)

    def _find_wrong(self, entry: os.DirEntry[str], role: Role | None, way: tuple[str, ...]) -> str:
        """Return why a link is not followed though links may be, or ""."""
        target = Path(os.path.realpath(entry.path))
        if not target.is_relative_to(self.root):
            return "leads out of the folder"
        parts = target.relative_to(self.root).parts
        path = compose("/".join([self.prefix, *parts] if self.prefix else parts))
        here = (os.path.realpath(Path(entry.path).parent), *way)
        reasons = (
            (not target.exists(), "leads nowhere"),
            (any(map(self._is_passed_over, parts)), "leads to a place that is not read"),
            (self._differs(path, role), "leads to where other rules hold"),
            (
                any(Path(each).is_relative_to(target) for each in here),
                "leads to a folder that holds it",
            ),
            (
                target.is_file() and target.suffix.lower() != Path(entry.name).suffix.lower(),
                "has another suffix than its target",
            ),
        )
        return next((reason for holds, reason in reasons if holds), "")

    def _is_passed_over(self, name: str) -> bool:
        return name[0] == "." or is_clutter(name) or bool(self.ignored(name))

    def _differs(self, path: str, role: Role | None) -> bool:
        """Decide whether anything at a path, or below it, is other than ``role`` to the build."""
        if any(name.startswith(f"{path}/") for name in self.roles):
            return True
        above = path
        while above not in self.roles and above:
            above = above.rpartition("/")[0]
        return self.roles.get(above) != role
