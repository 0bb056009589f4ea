"""Two commits build the same bytes: for a change that must not change the output.

``python -m benchmarks.sameness OLD NEW [--archive FOLDER]``. Builds the demonstration, the
benchmark's 1,000 releases and, where it is given, a folder of real releases, each from nothing with
the code of either commit, and prints every output that differs. The exit status is 1 if one does.
Both commits run with the libraries of this environment.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.peers import PEERS
from benchmarks.peers.peer import REPOSITORY, digests

MOMENT = "1795000000"
"""When each build happens, in seconds since 1970: what a build reads of the time is the same."""
MARKS = {".communique"}
"""What differs from build to build by design."""

NO_MENUS = ("MENU=[]", "FOOTER_LINKS=[]")
"""Settings for content without pages, which the demonstration's menus would lead to."""


def main() -> None:
    """Build each corpus twice and compare; exit status 1 where an output differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sameness", description=__doc__)
    parser.add_argument("old", help="the commit before")
    parser.add_argument("new", help="the commit after")
    parser.add_argument("--archive", type=Path, help="a folder of releases to build as well")
    parser.add_argument("--size", type=int, default=1000, help="releases: %(default)s")
    asked = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        commits = [_check_out(work / side, getattr(asked, side)) for side in ("old", "new")]
        for corpus, content in _corpora(asked, work, commits[0]):
            menus = () if (content / "pages").is_dir() else NO_MENUS
            old, new = (_build(commit, content, work / "output", menus) for commit in commits)
            differ = sorted(
                path for path in old.keys() | new.keys() if old.get(path) != new.get(path)
            )
            print(f"{corpus}: {len(new):,} files, {len(differ)} differ", flush=True)
            for path in differ[:20]:
                print(f"  {path}")
            wrong += len(differ)
    sys.exit(bool(wrong))


def _check_out(folder: Path, commit: str) -> Path:
    """Put the files of a commit into a folder, and return that."""
    folder.mkdir()
    archive = folder.with_suffix(".tar")
    with archive.open("wb") as file:
        subprocess.run(["git", "-C", str(REPOSITORY), "archive", commit], check=True, stdout=file)
    subprocess.run(["tar", "-xf", str(archive), "-C", str(folder)], check=True)
    return folder


def _corpora(asked: argparse.Namespace, work: Path, commit: Path) -> Iterator[tuple[str, Path]]:
    """Yield each corpus with its name; the demonstration is that of the older commit."""
    yield "demonstration", commit / "content"
    if asked.archive:
        content = work / "archive"
        shutil.copytree(asked.archive, content / "releases")
        yield "archive", content
    peer = PEERS["communique"](work / "corpus")
    peer.write_corpus(Corpus(asked.size))
    yield f"corpus of {asked.size:,}", peer.folder / "content"


def _build(commit: Path, content: Path, output: Path, menus: tuple[str, ...]) -> dict[str, str]:
    """Build from nothing with the code and settings of a commit; return digests by path."""
    shutil.rmtree(output, ignore_errors=True)
    shutil.rmtree(commit / ".cache", ignore_errors=True)
    said = "import sys, communique, pelican; print(communique.__file__); pelican.main(sys.argv[1:])"
    command = [sys.executable, "-P", "-c", said, str(content), "-o", str(output)]
    environment = {**os.environ, "PYTHONPATH": str(commit), "SOURCE_DATE_EPOCH": MOMENT}
    settings = [f'CACHE_PATH="{commit}/.cache"', *menus]
    done = subprocess.run(
        [*command, "-s", str(commit / "pelicanconf.py"), "-e", *settings],
        cwd=commit,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or str(commit) not in done.stdout.partition("\n")[0]:
        sys.exit(f"{commit.name}: the build failed\n{done.stdout}{done.stderr}")
    found = digests(output)
    return {path: found[path] for path in found if Path(path).name not in MARKS}


if __name__ == "__main__":
    main()
