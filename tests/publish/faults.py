"""A newsroom whose publishers are disturbed, and what readers find afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread

from communique.engine.progress import Progress
from tests.publish.crawling import crawl, dead_links
from tests.publish.peers import Team
from tests.sites import ROOT, differences

NEWSROOM = {
    "index.html": '<a href="/en/index.html">',
    "en/index.html": '<a href="/en/2019/n0/index.html">',
    "en/2019/n0/index.html": '<a href="/en/index.html">',
}
"""A site without a dead link, to begin with."""


@dataclass
class Office:
    """A team that writes a release, publishes, and is held to its promises.

    ``before`` is what readers found when the last edit was made; ``met`` counts what they found
    after a disturbance.
    """

    team: Team
    met: Counter[str] = field(default_factory=Counter)
    number: int = 0
    before: dict[str, bytes] = field(default_factory=dict)

    def begin(self) -> None:
        """Publish for the first time, then a second release."""
        self.team.publish()
        self.edit()
        self.team.publish()

    def edit(self) -> None:
        """Build a release more with eight files, and change a listing, a feed and a stylesheet."""
        self.before = self.team.peer.live()
        self.number += 1
        links = "".join(f'<a href="/en/2019/n{n}/index.html">' for n in range(self.number + 1))
        style = f"theme/main.{self.number:08x}.css"
        old = f"theme/main.{self.number - 1:08x}.css"
        gone = [old] if (self.team.built.output / old).exists() else []
        page = f'{self.number} <a href="/en/index.html">'
        self.team.built.build(
            *gone,
            **{f"en/2019/n{n}/index.html": page for n in {self.number - 1, self.number} - {0}},
            **{"en/2019/n0/index.html": f'<link href="/{style}">{page}'},
            **{f"en/2019/n{self.number}/f{n}.bin": f"{self.number}{n}" * 400 for n in range(8)},
            **{"en/index.html": f'<link href="/{style}">{links}', style: f"/* {self.number} */"},
            **{"en/rss.xml": f"<rss>{self.number}</rss>", "sitemap.xml": f"<s>{self.number}</s>"},
        )

    def look(self, how: str = "") -> str:
        """Return what readers find: the old site, the new one, or something between.

        Between the two is only what no host could switch, and it has no dead link.
        """
        live, after = self.team.peer.live(), self.team.built.tree()
        if live == self.before:
            found = "the old site"
        elif all(live.get(path) == data for path, data in after.items()) and all(
            path.startswith("theme/") and live[path] == self.before.get(path)
            for path in live.keys() - after.keys()  # for pages that somebody has open
        ):
            found = "the new site"
        else:
            assert not self.team.peer.switches, differences(after, live)
            found = "between, without a dead link"
        assert dead_links(live) == []
        self.met[f"{how}: {found}"] += 1
        return found

    def heal(self) -> None:
        """Publish undisturbed; the host has the new site then."""
        self.team.publish(break_lock=True)
        self.check_healed()

    def check_healed(self) -> None:
        """Hold the host to the site as it was built."""
        after = self.team.peer.live()
        wrong = differences(self.team.built.tree(), after)
        assert all(line.startswith("left over theme/") for line in wrong), wrong


class Cut(Exception):
    """The publisher stops here."""


@dataclass
class CutAfter(Progress):
    """Counts the files that are sent, and stops after so many."""

    left: int

    @contextmanager
    def count(self, what: str, total: int) -> Iterator[Callable[[int], None]]:
        """Count."""
        del total

        def done(number: int) -> None:
            self.left -= number
            if self.left <= 0:
                raise Cut

        yield done if what == "files sent" else lambda _: None


@contextmanager
def reader(team: Team) -> Iterator[Callable[[], int]]:
    """Have a reader follow every link, over and over; give how often the whole site was walked.

    At the end the reader has met no address that was linked and not there.
    """
    stop, missed, walks = Event(), list[str](), list[int]()
    thread = Thread(target=crawl, args=(team.peer.read, stop, missed, walks))
    thread.start()
    try:
        yield lambda: len(walks)
    finally:
        stop.set()
        thread.join()
    assert missed == []


@dataclass
class Trial(Office):
    """Publishers in processes of their own, which are killed."""

    random: Random = field(default_factory=lambda: Random(13))  # noqa: S311 - no secret
    takes: float = 0.0

    def command(self) -> list[str]:
        """Return what publishes in a process of its own."""
        where = (self.team.built.root, self.team.peer.address(), self.team.cache)
        return [sys.executable, "-m", "tests.publish.publisher", *map(str, where)]

    def publish(self) -> None:
        """Publish undisturbed, except what a killed publisher has left running.

        That may end in words, once or twice; never in anything else.
        """
        for _ in range(5):
            started = time.monotonic()
            done = subprocess.run(
                self.command(),
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
                start_new_session=True,  # as one to be killed: Linux may share out cores by session
            )
            if done.returncode == 0:
                # The machine may be busier than at the first time, or less.
                self.takes = time.monotonic() - started
                return
            assert "PublishError" in done.stderr, done.stderr
            self.met[f"then: {done.stderr.splitlines()[-1].rpartition('; ')[2]}"] += 1
        raise AssertionError(done.stderr)

    def kill(self) -> None:
        """Kill a publisher somewhere on its way; hold the host to its promises; then heal it."""
        self.edit()
        with subprocess.Popen(
            self.command(),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            try:
                process.communicate(timeout=self.random.uniform(0.4, 1.0) * self.takes)
                how = "finished"
            except subprocess.TimeoutExpired:
                # The programs that it started die with it, or go on alone.
                if self.random.random() < 0.5:
                    os.killpg(process.pid, signal.SIGKILL)
                    how = "killed with its children"
                else:
                    process.kill()
                    how = "killed alone"
                process.communicate()
        self.look(how)
        self.publish()
        self.check_healed()


def kill_publishers(team: Team, kills: int, seed: int) -> Counter[str]:
    """Kill so many publishers; return what the host showed after each."""
    trial = Trial(team, random=Random(seed))  # noqa: S311 - no secret
    trial.publish()
    trial.edit()
    trial.publish()
    while sum(met for how, met in trial.met.items() if how.startswith("killed")) < kills:
        trial.kill()
    return trial.met
