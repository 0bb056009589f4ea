"""``inv plan``, ``inv publish``, ``inv rollback`` and ``inv verify``."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from communique import clock
from communique.catalogue.database import catalogue_path, connect_read_only
from communique.catalogue.outputs import load_meta
from communique.engine.build import MOMENT
from communique.engine.output_changes import inspect
from communique.engine.told_sources import TOLD
from communique.errors import PublishError, Severity
from communique.plugin.commands import build
from communique.plugin.last_publication import LastPublication, save_last
from communique.plugin.newsroom import exit_on_problems
from communique.plugin.publisher import PublishOptions, open_publisher
from communique.plugin.terminal import print_text
from communique.publish.earlier_publications import list_kept
from communique.publish.hub import changed_feeds, tell_hub
from communique.publish.plan import Plan
from communique.publish.plan_report import plan_as_json, plan_in_words, size_in_words
from communique.publish.publication import Outcome, Publisher
from communique.publish.record import Record
from communique.publish.request import ask
from communique.publish.verify import verify as check_site
from communique.settings import Settings
from communique.settings.places import real_path
from communique.settings.shapes import LOOK_AT_ALL


@contextmanager
def _record(settings: Settings, conf: str, *, built: bool = False) -> Iterator[Record]:
    """Open the record; a build that has just ``built`` has looked at the output already."""
    if not catalogue_path(settings).is_file():
        raise PublishError(
            f"nothing was built into {settings.output_path.name} yet; run inv build --conf {conf}"
        )
    if not built:
        _check_output(settings, conf)
    with closing(connect_read_only(settings)) as db:
        _check_build(db, conf)
        yield Record(db, settings.output_path)


def _moment(db: sqlite3.Connection) -> int:
    return int(load_meta(db).get(MOMENT, "0"))


def _check_build(db: sqlite3.Connection, conf: str) -> None:
    """Raise PublishError for a moment still to come, or if only listed sources were looked at."""
    built = datetime.fromtimestamp(_moment(db), UTC)
    if built > min(clock.now(), clock.real_now()):
        raise PublishError(
            f"what is published must be as it is now, got a site built for {built}; "
            f"run inv build --conf {conf} without --at and without SOURCE_DATE_EPOCH"
        )
    if load_meta(db).get(TOLD):
        raise PublishError(
            "what is published must come of a build that looked at every source, got one with "
            f"--changed, which may not know of a text that is held back by now; run inv build "
            f"--conf {conf} without --changed, or leave --no-build out"
        )


def _check_output(settings: Settings, conf: str) -> None:
    hint = f"run inv build --conf {conf}, which puts it right"
    if warnings := inspect(settings).warn(real_path(settings.output_path), hint):
        raise PublishError(str(replace(warnings[0], severity=Severity.ERROR)))


def _bring_up_to_date(options: PublishOptions, publisher: Publisher) -> None:
    """Build while the host is examined, or end the program; messages go to standard error."""
    if options.build:
        if not options.repair:
            publisher.begin()
        with redirect_stdout(sys.stderr):
            build(options.conf, changed=LOOK_AT_ALL)  # of sources and output


@exit_on_problems()
def plan(options: PublishOptions, *, as_json: bool) -> None:
    """Build, and print what a publication would do; exit status 1 if it would be refused."""
    settings, publisher = open_publisher(options)
    _bring_up_to_date(options, publisher)
    with _record(settings, options.conf, built=options.build) as record:
        found = publisher.plan(record)
    print_text(plan_as_json(found) if as_json else "\n".join(plan_in_words(found)))
    _warn(publisher)
    if found.refusals:
        sys.exit(1)


@exit_on_problems()
def publish(options: PublishOptions, approved: str, *, break_lock: bool) -> None:
    """Build, and publish what was built."""
    settings, publisher = open_publisher(options)
    text = _read_plan(approved) if approved else ""
    _bring_up_to_date(options, publisher)
    with _record(settings, options.conf, built=options.build) as record:
        outcome = publisher.publish(record, text, break_lock=break_lock, tell=_tell)
        with closing(connect_read_only(settings)) as db:
            save_last(settings, LastPublication(str(publisher.target), _moment(db)))
    _sum_up(publisher, outcome)
    if outcome.number:
        _tell_hub(settings, outcome)


def _tell_hub(settings: Settings, outcome: Outcome) -> None:
    """Tell the WebSub hub of each feed that was sent, once the site gives the new one."""
    hub = settings.subscribing.hub
    feeds = changed_feeds(outcome.plan.uploads, outcome.plan.added, settings.siteurl)
    if not hub or not feeds:
        return
    digests = {f"{settings.siteurl}/{file.path}": file.sha256 for file in outcome.plan.uploads}
    if ask(feeds[0]).digest != digests[feeds[0]]:
        print(
            f"warning: the hub {hub} was not told: {feeds[0]} does not give what was published; "
            "see inv verify",
            file=sys.stderr,
        )
    elif wrong := tell_hub(hub, feeds):
        print(f"warning: {wrong}", file=sys.stderr)
    else:
        print(f"{hub} was told of {len(feeds):,} feed{'s' if len(feeds) != 1 else ''}")


@exit_on_problems()
def rollback(
    options: PublishOptions, number: str, *, break_lock: bool, listed: bool = False
) -> None:
    """Show an earlier publication again, or list those that the host can show."""
    if number and not number.isdecimal():
        raise PublishError(f"a publication must be given by its number, got {number!r}")
    settings, publisher = open_publisher(options)
    if listed:
        none = f"{publisher.target} has no publication yet"
        print_text("\n".join(list_kept(publisher.target)) or none)
        return
    wanted = int(number) if number else None

    def tell(found: Plan) -> None:
        if not found.changes_nothing:
            _tell(found)
        _check_held(settings, found)

    outcome = publisher.return_to(wanted, break_lock=break_lock, tell=tell)
    _sum_up(publisher, outcome)
    print(
        f"What readers find is publication {outcome.again} again. The next inv publish brings the "
        "newer text back: correct the sources first."
    )


def _check_held(settings: Settings, found: Plan) -> None:
    """Raise PublishError where an earlier publication has a text that is held back by now."""
    if not catalogue_path(settings).is_file():
        return
    with closing(connect_read_only(settings)) as db:
        held = {*Record(db, settings.output_path).held_back()}
    if again := [file.path for file in found.uploads if file.path in held]:
        raise PublishError(
            "a publication must show nothing that is held back, got "
            f"/{again[0].removesuffix('index.html')}; choose another with --to, or correct the "
            "sources and run inv publish; nothing was changed"
        )


@exit_on_problems()
def verify(conf: str, url: str, *, everything: bool) -> None:
    """Compare a live site with what was built; exit status 1 if they differ."""
    settings, publisher = open_publisher(PublishOptions(conf))
    with _record(settings, conf) as record:
        address, earlier = url, publisher.history().find
        found = check_site(record, address, earlier, publisher.progress, everything=everything)
    print_text("\n".join(found.lines()))
    wrong = len(found.problems) + len(found.stale)
    print(f"{found.asked:,} addresses requested, {wrong or 'none'} wrong")
    if wrong:
        print(
            f"Compared was what {conf} built into {settings.output_path.name}; "
            f"inv show --conf {conf} shows it"
        )
        sys.exit(1)


def _read_plan(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except OSError as error:
        found = f"{name}: {error.strerror}"
    except UnicodeDecodeError:
        found = f"{name}, which is no text in UTF-8"
    raise PublishError(
        f"--plan must be what inv plan --json printed, got {found}; "
        "write it with inv plan --json > plan.json; nothing was sent"
    )


def _tell(found: Plan) -> None:
    # A refusal is printed once, as an error.
    print_text("\n".join(plan_in_words(replace(found, refusals=()))))


def _sum_up(publisher: Publisher, outcome: Outcome) -> None:
    if outcome.number:
        files, size = outcome.sent
        sent = f"{files:,} file{'s' if files != 1 else ''} sent, {size_in_words(size)}"
        print(f"Publication {outcome.number} is at {publisher.target}: {sent}")
    _warn(publisher)


def _warn(publisher: Publisher) -> None:
    for warning in publisher.target.warnings:
        print(f"warning: {warning}", file=sys.stderr)
