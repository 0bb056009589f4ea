"""A branch of a git repository: GitHub, GitLab or Forgejo Pages.

A publication is one commit on the branch. Beside it stands the branch ``<branch>-communique``, of
one commit without a history, whose files are ``state``, ``ledger/`` and the last publications as
folders ``releases/<number>/``: git keeps what they share once. Both branches are pushed in one step
or not at all; a branch that stands without the other is somebody's. ``<branch>-communique-lock`` is
there while somebody publishes.

Nothing is checked out: ``git fast-import`` makes the new tree from the last one and what changed.
Of what is at the host only folders are fetched, not the files in them, where it can do that.
"""

import json
import re
import subprocess
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from communique.errors import PublishError
from communique.publish.guards import ANYTHING, GITHUB, GITLAB
from communique.publish.ledger import LedgerEntry, read_entry
from communique.publish.lock_holder import Holder, held_by, read_holder
from communique.publish.manifest import Manifest
from communique.publish.targets.git_repository import FileChange, Repository, changes
from communique.publish.targets.shell import make_private_folder
from communique.publish.targets.target import Job, Seen, Sent, Target

BY_FORGE = {"github.com": GITHUB, "gitlab.com": GITLAB}

NO_JEKYLL = ".nojekyll"
"""This file tells GitHub not to run Jekyll, which leaves out names such as ``_x`` and replaces
braces in pages. Other forges ignore it."""

LOST = "publish again; what is shown there is as it was"


class Branch(Target):
    """A branch, and the two that stand beside it."""

    def __init__(self, url: str, branch: str, history: int, cache: Path) -> None:
        self.url, self.history, self.cache = url, history, cache / "git"
        self.branch = f"refs/heads/{branch}"
        self.side = f"refs/heads/{branch}-communique"
        self.lock = f"refs/heads/{branch}-communique-lock"
        self.limits = BY_FORGE.get(_forge(url), ANYTHING)
        self.brings = (NO_JEKYLL,)
        self.warnings: list[str] = []
        without_password = re.sub(r"//[^@/]*@", "//", url)
        self._name = f"git:{without_password}#{branch}"
        self._heads: dict[str, str] = {}
        self._held = ""
        self._repository = Repository(self.cache, url, self._name)

    def __str__(self) -> str:
        return self._name

    def look(self) -> Seen:
        """Ask for the branches' heads; fetch the side branch if somebody else changed it."""
        self._heads = self._repository.remote_heads()
        side = self._heads.get(self.side, "")
        if not side and self.branch in self._heads:
            raise PublishError(
                f"PUBLISH must name a branch that is new, or that was published to; {self} has "
                "commits of somebody else; name another, or delete that one yourself; "
                "nothing was changed"
            )
        if not side:
            return Seen(None, 0)
        if not self._repository.has(f"{side}^{{tree}}"):
            self._read_elsewhere(side)
        state = json.loads(self._repository.show(f"{side}:state"))
        number = int(state["number"])
        entries = self._repository.names(f"{side}:ledger")
        return Seen(self.entry(number).publication, max(map(int, entries)))

    def _read_elsewhere(self, commit: str) -> None:
        """Fetch a commit into a folder for now: a look changes nothing, the cache included."""
        if not self._held:
            scratch = make_private_folder() / "git"
            self._repository = Repository(scratch, self.url, self._name, self.cache)
        self._repository.fetch(commit)

    def altered(self, seen: Seen, manifest: Manifest, *, thorough: bool) -> tuple[str, ...]:
        """Return the paths at which the branch differs from its publication."""
        del thorough  # a commit's name is the digest of every file
        if seen.shown is None:
            return ()
        side, head = self._heads[self.side], self._heads.get(self.branch, "")
        if head == json.loads(self._repository.show(f"{side}:state"))["commit"]:
            return ()
        if not head:
            return tuple(file.path for file in manifest.every())
        if not self._repository.has(f"{head}^{{tree}}"):
            self._read_elsewhere(head)
        return self._repository.differing(
            f"{side}:releases/{seen.shown.number}", f"{head}^{{tree}}"
        )

    def entry(self, number: int) -> LedgerEntry:
        """Read an entry of the ledger from the side branch."""
        name = f"{self._heads[self.side]}:ledger/{number}"
        return read_entry(self._repository.show(name), f"{self}-communique:ledger/{number}")

    def take_lock(self, holder: Holder, *, break_lock: bool) -> None:
        """Push the lock's branch, which must not be there."""
        self._repository = Repository(self.cache, self.url, self._name)
        self._repository.make()
        ours = self._repository.commit(self._repository.empty_tree(), holder.text.decode(), ())
        found = self._repository.remote_heads().get(self.lock, "")
        if found:
            self._repository.fetch(found)
            other = read_holder(self._repository.message(found))
            if not (break_lock or other.is_gone):
                raise held_by(other, str(self))
        if not self._repository.push({self.lock: (ours, found)}):
            raise PublishError(f"{self} is being published to by somebody else; {LOST}")
        self._held = ours

    def give_lock_back(self) -> None:
        """Delete the lock's branch; a publication has done it already."""
        held, self._held = self._held, ""
        if held and not self._repository.push({self.lock: ("", held)}):
            self.warnings.append(f"the lock {self.lock} was not ours any more")

    def publish(self, job: Job) -> Sent:
        """Make the commit, and push it together with the ledger and the end of the lock."""
        number, again = job.publication.number, job.publication.again
        head, side = self._heads.get(self.branch, ""), self._heads.get(self.side, "")
        for commit in (head, side):
            if commit and (self.history > 1 or not self._repository.has(f"{commit}^{{tree}}")):
                self._repository.fetch(commit, max(1, self.history))
        moment = datetime.fromisoformat(job.publication.at)
        if again:
            tree = self._repository.tree(f"{side}:releases/{again}")
        else:
            before = job.publication.before
            base = self._repository.tree(f"{side}:releases/{before}") if before else ""
            brought = (FileChange(path, b"") for path in job.plan.brought)
            tree = self._repository.write_tree(base, chain(changes(job), brought))
        commit = self._repository.commit(
            tree, f"Publication {number}\n", self._parents(head), moment
        )
        names = self._repository.names(f"{side}:releases") if side else []
        old = sorted(map(int, names), reverse=True)[job.keep - 1 :]
        state = json.dumps({"number": number, "commit": commit}).encode()
        beside = self._repository.write_tree(
            self._repository.tree(f"{side}^{{tree}}") if side else "",
            [
                *(FileChange(f"releases/{each}") for each in old),
                FileChange(f"releases/{number}", tree=tree),
                FileChange(f"ledger/{number}", job.entry),
                FileChange("state", state),
            ],
        )
        ledger = self._repository.commit(beside, f"Publication {number}\n", (), moment)
        updates = {
            self.branch: (commit, head),
            self.side: (ledger, side),
            self.lock: ("", self._held),
        }
        if not self._repository.push(updates):
            raise PublishError(f"{self} was changed by somebody else meanwhile; {LOST}")
        self._held = ""
        return Sent(0, 0) if again else Sent(len(job.plan.uploads), job.plan.bytes_to_send)

    def _parents(self, head: str) -> tuple[str, ...]:
        """Return the commit to go on from; with a bounded history, a copy of the last few."""
        if not head or self.history == 1:
            return ()
        if not self.history:
            return (head,)
        parents: tuple[str, ...] = ()
        for commit in reversed(self._repository.log(head, self.history - 1)):
            parents = (self._repository.copy(commit, parents),)
        return parents

    def kept(self) -> Iterable[int]:
        """Return the publications whose folders are on the side branch."""
        side = self._heads.get(self.side) or self._repository.remote_heads().get(self.side, "")
        return map(int, self._repository.names(f"{side}:releases")) if side else ()


def _forge(url: str) -> str:
    """Return the host of an address, of the form ``git@host:path`` too; "" for a folder."""
    if "://" in url:
        return urlsplit(url).hostname or ""
    return url.partition(":")[0].rpartition("@")[2] if ":" in url else ""


def open_git(address: str, base: Path, cache: Path) -> Branch:
    """Return the target of ``git:REPOSITORY#branch``, ``git+ssh://…`` or ``git+https://…``."""
    rest = address.removeprefix("git:").removeprefix("git+")
    url, _, branch = rest.partition("#")
    url, _, query = url.partition("?")
    options = parse_qs(query)
    history = options.get("history", ["0"])[0]
    branch = branch or "pages"
    done = subprocess.run(["git", "check-ref-format", f"refs/heads/{branch}"], check=False)
    if not url or options.keys() - {"history"} or not history.isdecimal() or done.returncode:
        raise PublishError(
            f'PUBLISH must be "git:REPOSITORY?history=NUMBER#branch", got {address!r}; '
            "correct it in publishconf.py"
        )
    if "://" not in url and ":" not in url:
        url = str((base / Path(url).expanduser()).absolute())
    return Branch(url, branch, int(history), cache)
