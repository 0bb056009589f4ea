"""From save to sight: ``inv serve`` on a large newsroom, an edit at a time, in a real browser.

``python -m benchmarks.preview``. Each time is from the save to what is seen in the open page, and
beside it the processor time of the preview, which a busy machine says less about.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from benchmarks.corpus import Corpus
from benchmarks.options import read_options
from benchmarks.peers import PEERS
from benchmarks.peers.peer import REPOSITORY
from tests.browser.chromium import open_chromium

CONF = """
import sys
from pathlib import Path

sys.path.insert(0, {repository!r})
from pelicanconf import *

ROOT = Path(__file__).parent
PATH, THEME, VOCABULARY_PATH = {content!r}, str(ROOT / "theme"), str(ROOT / "vocabulary")
OUTPUT_PATH, CACHE_PATH, LANGUAGES = "output", ".cache", ("en",)
SITENAME = "Newsroom 0"
"""

REST = 1.5
"""Seconds between two edits: nobody saves faster."""


def main() -> None:
    """Serve, edit, look; print the median of each kind of edit."""
    asked = read_options("preview", __doc__, size=10_000, runs=5)
    peer = PEERS["communique"](asked.work / str(asked.size) / "communique")
    corpus = Corpus(asked.size)
    peer.write_corpus(corpus)
    release = corpus.release(asked.size - 5)
    peer.note_edits([release.path])
    source = peer.folder / peer.content / release.path
    root = peer.folder.parent / "preview"
    _make_site(root, peer.folder / peer.content)
    start = time.perf_counter()
    process, address = _serve(root)
    print(f"{asked.size:,} releases, started in {time.perf_counter() - start:.1f} s", flush=True)
    try:
        with open_chromium() as browser, browser.new_page() as page:
            page.goto(f"{address}en/{release.address}/")
            for what, (file, old, new, sight) in _edits(root, source, release.tags[-1]).items():
                _measure(what, asked.runs, process.pid, page, file, old, new, sight)
    finally:
        process.terminate()
        process.wait()
        peer.write_corpus(corpus)


Edit = tuple[Path, str, str, str]
"""A file, what is replaced in it, by what (a number for {}), and the script that sees it."""


def _edits(root: Path, source: Path, tag: str) -> dict[str, Edit]:
    text = "document.body.innerText.includes('mark{}x')"
    alert = "document.querySelector('#communique-preview')?.shadowRoot.textContent"
    article = root / "theme/templates/article.html"
    style = "getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, {})'"
    term = f'\n[{tag.replace(" ", "-")}]\nen = "{tag} mark{{}}x"\naliases = ["{tag}"]\n# end\n'
    tags = root / "vocabulary/tags.toml"
    tags.write_text(f"{tags.read_text(encoding='utf-8')}\n# end\n", encoding="utf-8")
    return {
        "text edited": (source, "## ", "mark{}x\n\n## ", text),
        "title edited": (source, "Title: ", "Title: mark{}x ", text),
        "release broken": (source, "Tags: ", "Tag{}: ", f"{alert}?.includes('Tag{{}}')"),
        "template changed": (article, "</article>", "<p>mark{}x</p></article>", text),
        "base template changed": (
            root / "theme/templates/base.html",
            "</main>",
            "<p>mark{}x</p></main>",
            text,
        ),
        "stylesheet changed": (
            root / "theme/static/css/components/prose.css",
            "\n",
            "\nh1 {{ color: rgb(1, 2, {}) }}\n",
            style,
        ),
        "settings changed": (root / "conf.py", "Newsroom 0", "Newsroom mark{}x", text),
        "tag renamed": (tags, "\n# end\n", term, text),
    }


def _measure(
    what: str, runs: int, pid: int, page: Page, file: Path, old: str, new: str, sight: str
) -> None:
    good = file.read_text(encoding="utf-8")
    walls, processors = [], []
    for run in range(1, runs + 1):
        edited = good.replace(old, new.format(run), 1)
        walls.append(_time(page, file, edited, sight.format(run)))
        time.sleep(REST)
        before = _processor(pid)
        file.write_text(good, encoding="utf-8")
        page.wait_for_function(f"document.body && !({sight.format(run)})")
        time.sleep(REST)
        processors.append(_processor(pid) - before)
    wall, processor = median(walls), median(processors)
    print(f"{what}: {wall:.2f} s from save to sight, {processor:.2f} s of processor", flush=True)


def _time(page: Page, file: Path, text: str, sight: str) -> float:
    start = time.perf_counter()
    file.write_text(text, encoding="utf-8")
    page.wait_for_function(f"document.body && ({sight})", timeout=120_000)
    return time.perf_counter() - start


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def _make_site(root: Path, content: Path) -> None:
    """Make it anew except the folder of the preview, which takes long to fill."""
    root.mkdir(parents=True, exist_ok=True)
    for name in ("theme", "vocabulary"):
        shutil.rmtree(root / name, ignore_errors=True)
        shutil.copytree(REPOSITORY / name, root / name)
    values = {"repository": str(REPOSITORY), "content": str(content)}
    (root / "conf.py").write_text(CONF.format(**values), encoding="utf-8")


def _serve(root: Path) -> tuple[subprocess.Popen[str], str]:
    words = ["serve", "--port", "0", "--conf", str(root / "conf.py")]
    command = [sys.executable, "-m", "invoke", "--search-root", str(REPOSITORY), *words]
    process = subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Preview: "):
            return process, line.split()[1]
    raise SystemExit("inv serve did not start")


if __name__ == "__main__":
    main()
