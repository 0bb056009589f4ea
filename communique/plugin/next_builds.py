"""``inv next`` and ``inv schedule``: the moments at which to build again."""

import shlex
import sys
from contextlib import closing
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from zoneinfo import ZoneInfo

from communique import clock
from communique.catalogue.database import connect_read_only
from communique.catalogue.outputs import load_meta
from communique.catalogue.releases import next_change
from communique.engine.build import GIVEN, MOMENT
from communique.errors import CommuniqueError
from communique.plugin.last_publication import load_last
from communique.plugin.loading import load_settings
from communique.plugin.newsroom import exit_on_problems
from communique.plugin.settings_file import find_conf
from communique.plugin.terminal import print_path
from communique.settings import Settings
from communique.text.moments import MomentError, parse_moment

NOTHING_WAITS, OVERDUE = 3, 4
"""Exit statuses of ``inv next``, beside 0 for a moment that lies ahead and 1 for an error."""


def read_at(at: str, conf: str) -> datetime | None:
    """Return the moment of ``--at``, or None; raises CommuniqueError that names the site's zone."""
    if not at:
        return None
    try:
        return parse_moment(at, ZoneInfo("UTC"))
    except ValueError:
        usual = load_settings(conf).timezone
    try:
        return parse_moment(at, usual)
    except ValueError as error:
        hint = str(error) if isinstance(error, MomentError) else "correct the date"
        rule = "--at must have a date, a time and a zone"
        raise CommuniqueError(f'{rule}, got "{at}"; {hint}') from None


@exit_on_problems("")
def next_build(conf: str, at: str, *, due: bool = False) -> None:
    """Print when the site must be built next, in UTC, as far as the last build knows.

    Then a release becomes public, a pin ends, or an event is over. Status 0: that lies ahead; 3:
    nothing waits; 4: it has passed without a publication or, if never published from here, a build.
    A build for a given or future moment counts as none: 4. If asked whether one is ``due``: 0 for
    yes, also without a build, 3 for no.
    """
    with clock.pinned(read_at(at, conf)):
        now = clock.now()
    settings = load_settings(conf)
    try:
        found = _look_ahead(settings, now)
    except CommuniqueError as error:
        if not due:
            raise
        print(f"OVERDUE: {error}", file=sys.stderr)
        return
    if found is None:
        print("no release is under embargo", file=sys.stderr)
        sys.exit(NOTHING_WAITS)
    moment, why = found
    print(_iso(moment))
    if why:
        print(f"OVERDUE: {why}; build and publish now", file=sys.stderr)
        sys.exit(0 if due else OVERDUE)
    if due:
        sys.exit(NOTHING_WAITS)


def _look_ahead(settings: Settings, now: datetime) -> tuple[datetime, str] | None:
    """Return when the site must be built next, and why it is late or ""; None if nothing waits."""
    with closing(connect_read_only(settings)) as db:
        meta = load_meta(db)
        if MOMENT not in meta:
            raise CommuniqueError("no build is remembered that was made to its end; build the site")
        since = built = datetime.fromtimestamp(int(meta[MOMENT]), UTC)
        if meta.get(GIVEN) or built > now:
            what = "that was given" if meta.get(GIVEN) else "that is still to come"
            return now, f"the last build was for a moment {what}, {_iso(built)}"
        done = f"the last build that succeeded was for {_iso(built)}"
        if last := load_last(settings):
            since = datetime.fromtimestamp(last.built, UTC)
            done = f"what was published last was built for {_iso(since)}"
        found = next_change(db, since)
    if found is None:
        return None
    first, what = found
    return first, f"{what} {_iso(first)}, and {done}" if first <= now else ""


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@exit_on_problems("; nothing is written")
def schedule(conf: str, to: str, publishconf: str) -> None:
    """Write a timer of systemd that publishes in time, and say how to install it."""
    folder = find_conf(conf).parent
    inv = shlex.quote(str(Path(sys.executable).parent / "inv"))
    values = {"user": getuser(), "folder": folder, "inv": inv, "publishconf": publishconf}
    target = Path(to)
    target.mkdir(parents=True, exist_ok=True)
    for name in ("communique.service", "communique.timer"):
        text = Path(__file__).with_name(name).read_text(encoding="utf-8").format(**values)
        (target / name).write_text(text, encoding="utf-8", newline="\n")
        print_path(target / name)
    print(
        f"To install: sudo cp {target}/communique.* /etc/systemd/system/ && sudo systemctl "
        "daemon-reload && sudo systemctl enable --now communique.timer",
        file=sys.stderr,
    )
