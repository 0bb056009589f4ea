"""``inv next`` and ``inv schedule``: the moments at which to build again."""

from __future__ import annotations

import shlex
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from communique import clock
from communique.catalogue.database import connect_read_only
from communique.catalogue.events import next_end
from communique.catalogue.outputs import load_meta
from communique.catalogue.pins import next_unpinning
from communique.catalogue.releases import next_opening
from communique.engine.build import MOMENT
from communique.errors import CommuniqueError
from communique.plugin.confirmed_settings import confirm_settings
from communique.plugin.newsroom import exit_on_problems
from communique.plugin.settings_file import find_conf, load_conf
from communique.plugin.terminal import print_path
from communique.text.moments import MomentError, parse_moment

NOTHING_WAITS, OVERDUE = 3, 4
"""Exit statuses of ``inv next``, beside 0 for a moment that lies ahead and 1 for an error."""


def read_at(at: str) -> datetime | None:
    """Return the moment that ``--at`` names, None for none; raises CommuniqueError."""
    if not at:
        return None
    try:
        return parse_moment(at, ZoneInfo("UTC"))
    except ValueError as error:
        hint = str(error) if isinstance(error, MomentError) else "correct the date"
        rule = "--at must have a date, a time and a zone"
        raise CommuniqueError(f'{rule}, got "{at}"; {hint}') from None


@exit_on_problems("")
def next_build(conf: str, at: str, *, due: bool = False) -> None:
    """Print when the site must be built next, in UTC, as the last build knows it.

    A release becomes public then, leads a front page no more (Pinned), or an event is over that the
    site shows as a coming one. Exit
    status 0 says that this lies ahead, 3 that nothing waits for its time, 4 that the moment has
    passed and the site was not built since. Where it is only asked whether a build is ``due``,
    status 0 says that it is, and 3 that it is not.
    """
    with clock.pinned(read_at(at)):
        now = clock.now()
    with closing(connect_read_only(confirm_settings(load_conf(conf)))) as db:
        opening, end, built = next_opening(db), next_end(db), load_meta(db).get(MOMENT)
        unpinning = next_unpinning(db)
    if built is None:
        raise CommuniqueError("no build is remembered that was made to its end; build the site")
    moments = [moment for moment in (opening, unpinning, end) if moment is not None]
    if not moments:
        print("no release is under embargo", file=sys.stderr)
        sys.exit(NOTHING_WAITS)
    first = min(moments)
    print(_iso(first))
    if first <= now:
        last = _iso(datetime.fromtimestamp(int(built), UTC))
        what = "a release was to be public from" if first == opening else "an event was over at"
        if first == unpinning != opening:
            what = "a release was pinned until"
        print(
            f"OVERDUE: {what} {_iso(first)}, and the last build that "
            f"succeeded was for {last}; build and publish now",
            file=sys.stderr,
        )
        sys.exit(0 if due else OVERDUE)
    if due:
        sys.exit(NOTHING_WAITS)


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


SERVICE = """\
# Publishes when the time of a release has come. Made by "inv schedule".
# Install: copy both files to /etc/systemd/system/, then
#   systemctl daemon-reload && systemctl enable --now communique.timer
[Unit]
Description=Publish the newsroom when an embargo ends
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
# Goes on if a moment has passed and the site was not built since.
ExecCondition={inv} next --due --conf {publishconf}
ExecStart={inv} publish
"""

TIMER = """\
# Asks each minute, at its first second. Made by "inv schedule".
[Unit]
Description=Look each minute whether an embargo has ended

[Timer]
OnCalendar=*-*-* *:*:00
AccuracySec=1s
Persistent=true

[Install]
WantedBy=timers.target
"""

GITHUB = """\
# .github/workflows/publish.yml in a PRIVATE repository. Made by "inv schedule".
# GitHub starts scheduled work minutes late when it is busy, and stops it after 60 days without a
# commit. Where a minute matters, use the timer of systemd on a machine of your own.
name: publish
on:
  push:
    branches: [main]
  schedule:
    - cron: "*/5 * * * *"
  workflow_dispatch:
concurrency: publish
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make site
      - run: .venv/bin/inv publish
"""

GITLAB = """\
# .gitlab-ci.yml in a PRIVATE project. Made by "inv schedule".
# Add a schedule under Build > Pipeline schedules: "*/5 * * * *".
publish:
  image: python:3.13
  resource_group: publish
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - make site
    - .venv/bin/inv publish
"""


@exit_on_problems("; nothing is written")
def schedule(conf: str, to: str, publishconf: str) -> None:
    """Write what has a machine publish in time: a timer of systemd, jobs of GitHub and GitLab."""
    folder = find_conf(conf).parent
    inv = shlex.quote(str(Path(sys.executable).parent / "inv"))
    values = {"folder": folder, "inv": inv, "publishconf": publishconf}
    files = {
        "communique.service": SERVICE.format(**values),
        "communique.timer": TIMER,
        "github.yml": GITHUB,
        "gitlab.yml": GITLAB,
    }
    target = Path(to)
    target.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")
        print_path(target / name)
