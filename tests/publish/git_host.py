"""A branch of a bare repository on this machine, by its folder or through sshd."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.publish.sshd import Sshd
from tests.sites import Tree


def make_repository(path: Path) -> Path:
    """Make a bare repository with nothing in it; skip the test where there is no git."""
    if shutil.which("git") is None:
        pytest.skip("no git here")
    subprocess.run(["git", "init", "-q", "--bare", "--template=", str(path)], check=True)
    return path


@dataclass
class GitPeer:
    """The branch ``pages``."""

    repository: Path
    options: str = ""
    sshd: Sshd | None = None
    name: str = "git"
    switches: bool = True

    def git(self, *words: str, given: bytes = b"") -> bytes:
        command = ["git", "-C", str(self.repository), *words]
        return subprocess.run(command, input=given, capture_output=True, check=True).stdout

    def address(self) -> str:
        if self.sshd is None:
            return f"git:{self.repository}{self.options}#pages"
        return f"git+ssh://127.0.0.1:{self.sshd.port}{self.repository}{self.options}#pages"

    def live(self) -> Tree:
        if not self.git("for-each-ref", "refs/heads/pages"):
            return {}
        head = self.git("rev-parse", "refs/heads/pages").decode().strip()
        names = self.git("ls-tree", "-r", "-z", "--name-only", head).split(b"\0")
        return {
            name.decode(): self.git("cat-file", "blob", f"{head}:{name.decode()}")
            for name in names
            if name and name != b".nojekyll"  # the target's own, nothing that a reader asks for
        }

    def read(self, path: str) -> bytes | None:
        """Read what is the branch at this moment, as a web server of a forge does."""
        found = subprocess.run(
            ["git", "-C", str(self.repository), "cat-file", "blob", f"refs/heads/pages:{path}"],
            capture_output=True,
            check=False,
        )
        return None if found.returncode else found.stdout

    def everything(self) -> dict[str, Any]:
        return {"refs": self.git("for-each-ref"), "objects": self.git("count-objects", "-v")}

    def touch(self, path: str, data: bytes | None) -> None:
        """Somebody pushes to the branch."""
        tree = {**self.live(), ".nojekyll": b"", **({path: data} if data is not None else {})}
        if data is None:
            del tree[path]
        stream = (
            b"commit refs/heads/pages\ncommitter a <b> 0 +0000\ndata 0\nfrom refs/heads/pages^0\n"
        )
        stream += b"deleteall\n"
        for name, text in tree.items():
            stream += f'M 644 inline "{name}"\ndata {len(text)}\n'.encode() + text + b"\n"
        self.git("fast-import", "--quiet", given=stream)

    def log(self) -> list[str]:
        return self.git("log", "--format=%s", "pages").decode().split("\n")[:-1]
