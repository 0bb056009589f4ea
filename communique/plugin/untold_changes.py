"""``inv check --against``: changes of public texts without a Correction."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from communique.engine.git import GitError, ask_git
from communique.errors import CommuniqueError, Problem, Severity
from communique.model.release import READ, Release
from communique.model.visibility import visibility
from communique.settings import Settings
from communique.sources.blank import Desk
from communique.sources.read import read_source
from communique.sources.scan import MARKDOWN_SUFFIXES
from communique.text.markdown import Renderer


def find_untold(
    settings: Settings, revision: str, now: datetime, severity: Severity
) -> Iterator[Problem]:
    """Yield a problem a release that reads otherwise than in a revision, and does not say so.

    It was public then, is public now, and has no more Corrections, no other Modified and no
    Withdrawn. Raises CommuniqueError where git cannot tell.
    """
    if revision.startswith("-"):
        raise CommuniqueError(f'--against must name a revision that git knows, got "{revision}"')
    stylebook = Desk.of(settings).stylebook
    renderer = Renderer(stylebook.markdown)
    for path in _changed(settings.path, revision):
        file = settings.path / path
        if not file.is_file():
            continue
        before = _git(settings.path, "show", f"{revision}:./{path}")
        old, new = (
            read_source(path, data, stylebook, renderer).content
            for data in (before, file.read_bytes())
        )
        if not (isinstance(old, Release) and isinstance(new, Release)):
            continue
        public = visibility(old, now).is_public and visibility(new, now).is_public
        if public and _is_untold(old, new):
            changed = [name for name in READ if getattr(old, name) != getattr(new, name)]
            rule = "a public text must not change without a Correction or another Modified"
            found = f"got another {' and '.join(changed)} than in {revision}"
            hint = "add a Correction, or Modified where readers need not know what it was"
            yield Problem(path, 0, rule, found, hint, severity)


def _is_untold(old: Release, new: Release) -> bool:
    told = len(new.corrections) > len(old.corrections) or new.withdrawn != old.withdrawn
    same = all(getattr(old, name) == getattr(new, name) for name in READ)
    return not (same or told or new.modified != old.modified or new.is_gone)


def _changed(folder: Path, revision: str) -> list[str]:
    """Return the texts below a folder that differ from a revision and were there, sorted."""
    options = ("--name-only", "-z", "--relative", "--no-renames", "--diff-filter=M")
    found = _git(folder, "diff", *options, revision, "--", ".").decode().split("\0")
    return sorted(path for path in found if path.lower().endswith(MARKDOWN_SUFFIXES))


def _git(folder: Path, *words: str) -> bytes:
    try:
        return ask_git(folder, *words)
    except GitError as error:
        rule = "--against must name a revision that git knows"
        raise CommuniqueError(f"{rule}, got: {error}") from error
