"""What a reader fetches to search: bytes of thirty queries, measured in Chromium.

``python -m benchmarks.reader --size 10000``. The site is built with the newsroom's own settings, if
it is not there; a browser that has been nowhere opens the page of each query and waits for results.
What it asks of the site's own address is answered from the output's files.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, Response, Route

from benchmarks.corpus import WORDS, Corpus
from benchmarks.options import read_options
from benchmarks.peers import PEERS
from benchmarks.peers.peer import SITEURL
from tests.browser.chromium import open_chromium
from tests.browser.searching import ANSWERED

SEED = "communique-reader-1"
PACKED = (".text", ".rest", ".leaf")
"""Files that are packed already; a host packs the others as it sends them."""

PATIENCE = 120_000
"""Milliseconds that an answer may take where others keep the machine busy."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one query made a browser fetch."""

    query: str
    bytes: int
    files: int
    results: int


def queries(corpus: Corpus) -> list[str]:
    """Return thirty queries of one word to four, the same for each size but for a rare word."""
    dice = Random(SEED)  # noqa: S311 - words, not secrets
    counts = [1] * 9 + [2] * 8 + [3] * 6 + [4] * 4
    found = [" ".join(dice.sample(WORDS, count)) for count in counts]
    rare = corpus.release(corpus.size // 2)
    phrase = " ".join(rare.title.split()[:2])
    return [*found, rare.reference, f'"{phrase}"', f"{rare.reference} zebra"]


def main() -> None:
    """Build, search, print what each query took, and the most."""
    asked = read_options("reader", __doc__, size=10_000)
    peer = PEERS["communique"](asked.work / str(asked.size) / "communique")
    corpus = Corpus(asked.size)
    peer.write_corpus(corpus)
    peer.build()
    print("| query | KB | files | results |\n|---|--:|--:|--:|")
    every = []
    with open_chromium() as browser:
        for query in queries(corpus):
            fetched = _search(browser, peer.output, query)
            every.append(fetched.bytes)
            shown = f"{fetched.bytes / 1000:.0f} | {fetched.files} | {fetched.results:,}"
            print(f"| {query} | {shown} |", flush=True)
    most, middle = max(every) / 1000, median(every) / 1000
    print(f"\n{asked.size:,} releases: at most {most:.0f} KB, {middle:.0f} KB the median")


def _search(browser: Browser, output: Path, query: str) -> Fetched:
    answers: list[Response] = []

    def answer(route: Route) -> None:
        file = output / urlsplit(route.request.url).path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        route.fulfill(path=file) if file.is_file() else route.fulfill(status=404)

    with browser.new_page() as page:
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - must be a function
        page.route(f"{SITEURL}/**", answer)
        page.goto(f"{SITEURL}/en/search/?{urlencode({'q': query})}")
        page.wait_for_function(ANSWERED, timeout=PATIENCE)
        page.wait_for_load_state("networkidle")
        results = page.locator(".results li").count()
        bodies = [(urlsplit(each.url).path, each.body()) for each in answers if each.ok]
    sizes = [
        len(body if path.endswith(PACKED) else gzip.compress(body)) for path, body in bodies if body
    ]
    return Fetched(query, sum(sizes), len(sizes), results)


if __name__ == "__main__":
    main()
