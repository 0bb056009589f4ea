"""A newsroom at the command line: a tiny site with its own settings file, and the real ``inv``."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import threading
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from invoke.program import Program

from tests.sites import ROOT, SETTINGS, VOCABULARY, Result, Site, Tree, read_tree, settings_file

THEME = str(ROOT / "theme")
CONF = "\nfrom pathlib import Path\n\n" + settings_file(
    SETTINGS
    | {"THEME": THEME, "TIMEZONE": "Asia/Almaty", "DEFAULT_LANG": "en", "ARTICLE_PATHS": [""]}
    | {"SITENAMES": {"ru": "Newsroom"}, "PAGE_PATHS": ["pages"]}
).replace('"vocabulary"', 'str(Path(__file__).parent / "vocabulary")')

NOW = "1559712600"
"""SOURCE_DATE_EPOCH of every command: 2019-06-05 11:30 in Almaty."""

CI = ""
"""What jobs set, and our own tests may run in one."""


class Newsroom(Site):
    """A site below ``root``, with one release, and with the repository's theme."""

    def __init__(self, root: Path) -> None:
        self.root, self.settings, self.output = root, {}, root / "output"
        self.write("pelicanconf.py", CONF)
        for facet, text in VOCABULARY.items():
            self.write(f"vocabulary/{facet}.toml", text)
        self.release("releases/2019/06/04-first.en", "First", Tags="Climate")

    def read(self, path: str) -> str:
        """Return the text of a file below the site's folder."""
        return (self.root / path).read_text(encoding="utf-8")

    def release(self, name: str, title: str = "", **headers: str) -> str:  # type: ignore[override]
        """Write ``content/<name>.md`` with this title and these headers over sound ones."""
        values = {"Title": title, "Date": "2019-06-04 10:00"} | headers
        return super().release(name, "A short text.", **values)

    def files(self) -> Tree:
        """Return every file of the site but compiled settings, and its bytes."""
        tree = read_tree(self.root)
        return {path: data for path, data in tree.items() if not path.endswith(".pyc")}

    def inv(self, *words: str, folder: str = "") -> Result:
        """Run invoke's own program with nobody at a terminal, in this process to save time."""
        out, err, status = StringIO(), StringIO(), 0
        with ExitStack() as stack:
            stack.enter_context(chdir(self.root / folder))
            stack.enter_context(patch.dict(os.environ, _environment()))
            stack.enter_context(redirect_stdout(out))
            stack.enter_context(redirect_stderr(err))
            try:
                Program().run(["inv", *COMMAND[-2:], *words], exit=False)
            except SystemExit as exit_:
                status = int(exit_.code or 0)
        return Result(status, out.getvalue(), err.getvalue())

    def inv_in_shell(self, *words: str, folder: str = "") -> Result:
        """Run ``inv`` as a shell does."""
        done = subprocess.run(
            [*COMMAND, *words],
            cwd=self.root / folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return Result(done.returncode, done.stdout, done.stderr)

    def inv_at_terminal(self, *words: str, typed: str) -> Result:
        """Run ``inv`` at a terminal, with a person who types these lines."""
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [*COMMAND, *words],
            cwd=self.root,
            env=_environment(),
            stdin=theirs,
            stderr=theirs,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            os.close(theirs)
            shown: list[str] = []
            reader = threading.Thread(target=_read_terminal, args=(ours, shown))
            reader.start()
            os.write(ours, typed.encode())
            out, _ = process.communicate(timeout=60)
            reader.join()
        os.close(ours)
        return Result(process.returncode, out, "".join(shown).replace("\r\n", "\n"))


COMMAND = [sys.executable, "-m", "invoke", "--search-root", str(ROOT)]


def _environment() -> dict[str, str]:
    return os.environ | {"SOURCE_DATE_EPOCH": NOW, "PYTHONUTF8": "1", "CI": CI}


def _read_terminal(terminal: int, shown: list[str]) -> None:
    while True:
        try:
            data = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            return
        if not data:
            return
        shown.append(data.decode())
