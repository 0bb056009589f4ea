"""Publishers that are killed at random moments, and what readers find afterwards.

``make faults`` kills two hundred over all targets; the suite a few of each. A run is told by its
seed, though not when exactly a signal arrives.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from tests.publish.crawling import dead_links
from tests.publish.peers import Team
from tests.sites import ROOT, differences


@dataclass
class Trial:
    """A team whose publishers are killed; ``met`` counts what the host showed afterwards."""

    team: Team
    random: Random
    met: Counter[str] = field(default_factory=Counter)
    number: int = 0
    takes: float = 0.0

    def _command(self) -> list[str]:
        where = (self.team.built.root, self.team.peer.address(), self.team.cache)
        return [sys.executable, "-m", "tests.publish.publisher", *map(str, where)]

    def publish(self) -> None:
        """Publish undisturbed, but for what a killed publisher has left running.

        That may end in words, once or twice; never in anything else.
        """
        for _ in range(5):
            started = time.monotonic()
            done = subprocess.run(
                self._command(), cwd=ROOT, capture_output=True, text=True, check=False
            )
            if done.returncode == 0:
                # The machine may be busier than at the first time, or less.
                self.takes = time.monotonic() - started
                return
            assert "PublishError" in done.stderr, done.stderr
            self.met[f"then: {done.stderr.splitlines()[-1].rpartition('; ')[2]}"] += 1
        raise AssertionError(done.stderr)

    def begin(self) -> None:
        """Publish twice, and learn how long a publication takes."""
        self.publish()
        self._build()
        self.publish()

    def _build(self) -> None:
        """Build a release or two more, and change a listing, a feed and a stylesheet."""
        self.number += 1
        links = "".join(f'<a href="/en/2019/n{n}/index.html">' for n in range(self.number + 1))
        style = f"theme/main.{self.number:08x}.css"
        old = f"theme/main.{self.number - 1:08x}.css"
        gone = [old] if (self.team.built.output / old).exists() else []
        page = f'<link href="/{style}"><a href="/en/index.html">'
        self.team.built.build(
            *gone,
            **{f"en/2019/n{n}/index.html": page for n in {0, self.number - 1, self.number}},
            **{f"en/2019/n{self.number}/f{n}.bin": f"{self.number}{n}" * 400 for n in range(8)},
            **{"en/index.html": f'<link href="/{style}">{links}', style: f"/* {self.number} */"},
            **{"en/rss.xml": f"<rss>{self.number}</rss>", "sitemap.xml": f"<s>{self.number}</s>"},
        )

    def kill(self) -> None:
        """Kill a publisher somewhere on its way; hold the host to its promises; then heal it."""
        before = self.team.peer.live()
        self._build()
        with subprocess.Popen(
            self._command(),
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
        self._check(before, how)
        self.publish()
        after = self.team.peer.live()
        assert not set(self.team.built.tree()) - set(after), "something is missing"
        wrong = differences(self.team.built.tree(), after)
        assert all(line.startswith("left over theme/") for line in wrong), wrong

    def _check(self, before: dict[str, bytes], how: str) -> None:
        live, after = self.team.peer.live(), self.team.built.tree()
        kept = {path for path in before if path not in after and path.startswith("theme/")}
        if live == before:
            self.met[f"{how}: the old site"] += 1
        elif live == {**after, **{path: before[path] for path in kept}}:
            self.met[f"{how}: the new site"] += 1
        else:
            assert not self.team.peer.switches, differences(after, live)
            self.met[f"{how}: between, without a dead link"] += 1
        assert dead_links(live) == dead_links(before) == []


def run(team: Team, kills: int, seed: int) -> Counter[str]:
    """Kill so many publishers; return what the host showed after each."""
    trial = Trial(team, Random(seed))  # noqa: S311 - no secret
    trial.begin()
    while sum(met for how, met in trial.met.items() if how.startswith("killed")) < kills:
        trial.kill()
    return trial.met
