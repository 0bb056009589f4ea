"""``inv check``, ``held``, ``gate`` and ``sample``: commands that write nothing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from communique import clock
from communique.catalogue.database import copy_catalogue
from communique.catalogue.releases import held_releases
from communique.catalogue.waiting import find_waiting
from communique.engine.build import Build
from communique.engine.git import GitError, ask_git
from communique.engine.inspection import check_output, check_sample
from communique.engine.locks import make_scratch
from communique.errors import CommuniqueError, Problem, ProblemsFound, Severity
from communique.model.release import READ, Release, Status
from communique.model.visibility import visibility
from communique.plugin.generator import make_newsroom_kit
from communique.plugin.loading import load_newsroom, load_settings
from communique.plugin.newsroom import Newsroom, exit_on_problems, shown
from communique.plugin.next_builds import read_at
from communique.plugin.terminal import print_text
from communique.plugin.text_review import describe
from communique.settings import Settings
from communique.sources.blank import Desk
from communique.sources.read import read_source
from communique.sources.scan import MARKDOWN_SUFFIXES
from communique.sources.vocabulary_files import load_vocabulary
from communique.text.markdown import Renderer


@exit_on_problems("")
def check(
    conf: str, path: str = "", at: str = "", against: str = "", *, strict: bool = False
) -> None:
    """Read and check every source, write nothing; changes since ``against`` warn, or are errors."""
    with clock.pinned(read_at(at, conf)):
        _check(conf, path)
        if against:
            severity = Severity.ERROR if strict else Severity.WARNING
            settings = load_settings(conf)
            if path:
                settings = replace(settings, path=Path(path).absolute())
            found = list(find_untold(settings, against, clock.now(), severity))
            if strict and found:
                raise ProblemsFound(found)
            for warning in found:
                print(warning, file=sys.stderr)


def _check(conf: str, path: str) -> None:
    if path and not Path(path).is_dir():
        raise CommuniqueError(f"--path must be a folder of sources, got {path}")
    newsroom = load_newsroom(conf, **({"PATH": str(Path(path).absolute())} if path else {}))
    with _aside(newsroom, check=True) as checked:
        try:
            checked.prepare()
        finally:
            for warning in checked.warnings:
                print(warning, file=sys.stderr)
        settings = checked.settings
        vocabulary, _ = load_vocabulary(settings.vocabulary_path, settings.languages)
        found = find_waiting(checked.db, clock.now())
        waiting = (
            replace(text, body=body(), path=shown(str(settings.path / text.path)))
            for text, _, body in found
        )
        in_hand = list(describe(waiting, vocabulary))
    print_text("\n".join([*in_hand, _sum_up(checked.report.read, len(checked.warnings))]))


@contextmanager
def _aside(newsroom: Newsroom, *, check: bool = False) -> Iterator[Build]:
    """Open a build with a copy of the catalogue: what is in CACHE_PATH stays as it is."""
    with make_scratch(newsroom.newsroom.cache_path) as nowhere:
        settings = replace(newsroom.newsroom, cache_path=nowhere)
        copy_catalogue(newsroom.newsroom, settings)
        kit = make_newsroom_kit(newsroom, settings)
        with Build(settings, kit, clock.now(), check=check) as build:
            yield build


@exit_on_problems("")
def held(conf: str) -> None:
    """Print what is held back, drafts first, a line each: moment or ``draft``, source, title."""
    with _aside(load_newsroom(conf)) as build:
        build.prepare()
        settings, found = build.settings, held_releases(build.db)
    for row in found:
        until = row.release.visible_from.astimezone(settings.timezone)
        is_draft = row.release.status is Status.DRAFT
        when = "draft" if is_draft else f"{until:%Y-%m-%d %H:%M %z}"
        print_text(
            f"{when:22}  {shown(str(settings.path / row.release.path))}  {row.release.title}"
        )
    if not found:
        print("nothing is held back", file=sys.stderr)


@exit_on_problems("")
def gate(conf: str) -> None:
    """Search the whole output for faults; exit status 1 if there are any."""
    newsroom = load_newsroom(conf)
    settings = newsroom.newsroom
    count, problems = check_output(settings, make_newsroom_kit(newsroom, settings), clock.now())
    if problems:
        raise ProblemsFound(problems)
    print(f"{count:,} files searched, no problems")


@exit_on_problems("")
def sample(conf: str) -> None:
    """Check pages of each kind for screen readers; exit status 1 if one fails."""
    count, problems = check_sample(load_settings(conf))
    if problems:
        raise ProblemsFound(problems)
    print(f"{count:,} pages checked for screen readers and keyboards, no problems")


def _sum_up(sources: int, warnings: int) -> str:
    found = f"{warnings} warning{'s' if warnings != 1 else ''}" if warnings else "no problems"
    return f"{sources} source{'s' if sources != 1 else ''} checked, {found}"


def find_untold(
    settings: Settings, revision: str, now: datetime, severity: Severity
) -> Iterator[Problem]:
    """Yield a problem for each release whose text differs from a revision's without notice.

    It was public then, is public now, and has no new Correction, the same Modified and no
    Withdrawn. Raises CommuniqueError if git fails.
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
