"""A warning: a text is under embargo, and its repository may be public."""

from collections.abc import Iterator
from pathlib import Path

from communique.errors import Problem, Severity
from communique.settings import Settings
from communique.text.patterns import late

FORGES = (
    *("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "gitverse.ru"),
    *("git.sr.ht", "sourceforge.net", "framagit.org", "salsa.debian.org", "notabug.org"),
)
"""Hosts of repositories that are public by default."""

_REMOTE = late(r'\[remote "[^"]*"\]([^\[]*)')
_URL = late(r"^\s*(?:push)?url\s*=\s*(?:[a-z+]+://)?(?:[^@/\s]*@)?([^:/\s]+)")


def warn_of_forge(settings: Settings, held: str) -> Iterator[Problem]:
    """Warn where the repository of the sources has a remote at such a host.

    ``held`` is a source under embargo; "" for none. What else a remote's address says, such as a
    password, is not shown.
    """
    if not held or settings.sources_private:
        return
    for host in find_remote_hosts(settings.path):
        if host in FORGES or host.endswith(tuple(f".{forge}" for forge in FORGES)):
            rule = "a text under embargo must be in a private repository"
            page = "see the page Embargo of the manual"
            hint = f"{page}; if it is private there, set SOURCES_PRIVATE = True"
            found = f"got a remote at {host}"
            yield Problem(held, 0, rule, found, hint, Severity.WARNING)
            return


def find_remote_hosts(folder: Path) -> list[str]:
    """Return the hosts of the remotes of the repository that a folder is in, sorted."""
    config = next((found for above in (folder, *folder.parents) if (found := _config(above))), None)
    try:
        text = config.read_text(encoding="utf-8", errors="replace") if config else ""
    except OSError:
        return []
    lines = (line for remote in _REMOTE.findall(text) for line in remote.splitlines())
    return sorted({match[1].lower() for line in lines if (match := _URL.match(line))})


def _config(folder: Path) -> Path | None:
    """Return the file of settings of a repository whose top a folder is; of a worktree its own."""
    git = folder / ".git"
    if git.is_dir():
        return git / "config"
    try:
        beside = git.read_text(encoding="utf-8", errors="replace").strip()
        place = (folder / beside.removeprefix("gitdir: ")).resolve()
        shared = place / "commondir"
        return (place / shared.read_text(encoding="utf-8").strip()).resolve() / "config"
    except OSError:
        return None
