"""A publication: look, plan, lock, plan again, send, record."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from communique.engine.progress import Progress
from communique.errors import PublishError
from communique.publish.caching import KEPT_FOR
from communique.publish.diff import Difference, compare, find_differences
from communique.publish.earlier_publications import EarlierPublications, find_earlier
from communique.publish.guards import Guards, Limits, Totals, count_folders, find_over_limit
from communique.publish.ledger import LedgerEntry, Publication, write_entry
from communique.publish.lock_holder import Holder, who
from communique.publish.manifest import Manifest
from communique.publish.plan import Plan, make_plan
from communique.publish.plan_report import plan_as_json
from communique.publish.record import File, Record, check_pieces
from communique.publish.targets.target import Job, Seen, Sent, Target
from communique.values import dataclass

WHOLE = 4
"""An entry lists every file once those since the last whole one had a quarter as many rows."""

LEAST = 400

NOTHING_MORE = Guards()
QUIET = Progress()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a publication became: its ``number``, 0 for nothing to do; which it shows ``again``."""

    plan: Plan
    number: int
    sent: Sent
    again: int = 0


@dataclass(frozen=True, slots=True)
class Publisher:
    """Makes publications: to one target, from one moment on.

    ``cache`` has the summed-up ledger; the host keeps ``keep`` publications. ``thorough`` looks at
    every file at the host.
    """

    target: Target
    cache: Path
    moment: datetime
    guards: Guards = NOTHING_MORE
    keep: int = 5
    thorough: bool = False
    progress: Progress = QUIET
    limits: tuple[Limits, ...] = ()
    """Limits of hosts that get the site from the target."""

    def begin(self) -> None:
        """Begin to check the host, beside other work."""
        self.target.begin(self.cache)

    def plan(self, record: Record) -> Plan:
        """Return what a publication would do; change nothing, here or at the host."""
        seen = self.target.look()
        with self._manifest(seen.shown) as manifest:
            return self._plan(record, seen, manifest)

    def publish(
        self,
        record: Record,
        approved: str = "",
        *,
        break_lock: bool = False,
        tell: Callable[[Plan], None] = lambda _: None,
    ) -> Outcome:
        """Make the host show what was built, by the plan of this moment or not at all.

        Raises PublishError for every refusal, and if the plan is not the ``approved`` JSON.
        """
        self._check_target(record, tell)
        holder = Holder.of_this_process(self.moment)
        with self.target.hold(holder, break_lock=break_lock):
            seen = self.target.look()
            with self._manifest(seen.shown) as manifest:
                plan = self._plan(record, seen, manifest)
                tell(plan)
                if approved and approved.strip() != plan_as_json(plan).strip():
                    raise PublishError(
                        "the plan must be the one that was approved, but it has changed; "
                        "run inv plan again; nothing was sent"
                    )
                _check_refusals(plan)
                if plan.changes_nothing and seen.shown and not seen.unsure:
                    return Outcome(plan, 0, Sent(0, 0))
                with self.progress.count("files read", len(plan.uploads)) as count:
                    check_pieces(record.root, plan.uploads, count)
                return self._carry_out(plan, seen, manifest, record.root)

    def _check_target(self, record: Record, tell: Callable[[Plan], None]) -> None:
        """Refuse a host that is not expected before its lock is taken, which makes a folder."""
        if self.guards.known not in {"", str(self.target)} and not self.guards.first:
            plan = self.plan(record)
            if not plan.base:
                tell(plan)
                _check_refusals(plan)

    def return_to(
        self,
        number: int | None = None,
        *,
        break_lock: bool = False,
        tell: Callable[[Plan], None] = lambda _: None,
    ) -> Outcome:
        """Make the host show an earlier publication, by default the last; newer files go."""
        holder = Holder.of_this_process(self.moment)
        with self.target.hold(holder, break_lock=break_lock):
            seen = self.target.look()
            if seen.shown is None:
                raise PublishError(f"{self.target} must have a publication, it has none yet")
            earlier = find_earlier(self.target, seen.shown, number)
            with (
                self._manifest(seen.shown) as manifest,
                Manifest.load(Path("/nonexistent")) as wanted,
            ):
                wanted.catch_up(earlier, self.target.entry)
                found = {each.path: each for each in compare(manifest.every(), wanted.every())}
                altered = self.target.altered(seen, manifest, thorough=self.thorough)
                for path in {*altered, *seen.unsure}:
                    found[path] = Difference(
                        path, manifest.find(path), wanted.find(path), unsure=True
                    )
                plan = make_plan(
                    str(self.target),
                    seen.shown.token,
                    (earlier.record, earlier.generation, earlier.build),
                    [found[path] for path in sorted(found)],
                    [],
                    (seen.shown.files, seen.shown.size),
                    Guards(len(found), allow_vanishing=True),
                    None,
                    altered,
                )
                tell(plan)
                return self._carry_out(plan, seen, manifest, Path(), earlier.number)

    def history(self) -> EarlierPublications:
        """Return the publications that the host keeps."""
        return EarlierPublications(self.target, self.keep)

    def _manifest(self, shown: Publication | None) -> Manifest:
        manifest = Manifest.load(self.cache)
        manifest.catch_up(shown, self.target.entry)
        return manifest

    def _plan(self, record: Record, seen: Seen, manifest: Manifest) -> Plan:
        shown = seen.shown
        altered = self.target.altered(seen, manifest, thorough=self.thorough) if shown else ()
        differences = find_differences(record, manifest, shown, {*altered, *seen.unsure})
        expired = [file for file in manifest.retired() if self._is_over(file, record)]
        plan = make_plan(
            str(self.target),
            shown.token if shown else "",
            (record.id, record.generation, record.builds(record.generation)),
            differences,
            expired,
            (shown.files, shown.size) if shown else (0, 0),
            self.guards,
            self.moment,
            altered,
            is_ended=record.is_ended,
            brought=tuple(path for path in self.target.brings if record.find(path) is None),
        )
        excess = self._find_excess(record, plan)
        return replace(plan, refusals=(*plan.refusals, *excess))

    def _find_excess(self, record: Record, plan: Plan) -> list[str]:
        """Return what exceeds the limits of the target or of a host in HOSTS; warn of costs."""
        limits = (self.target.limits, *self.limits)
        totals = Totals(plan.files + len(plan.brought), plan.size)
        if any(each.entries or each.in_folder for each in limits):
            paths = (file.path for file in record.every())
            totals = count_folders(paths, totals.files, totals.size)
        for each in limits:
            if each.unpaid < totals.files and each.unpaid:
                self.target.warnings.append(
                    f"{each.name} takes {each.unpaid:,} files where nobody pays for more, "
                    f"the site has {totals.files:,}"
                )
        target = str(self.target)
        return [
            words
            for each in limits
            for words in find_over_limit(target, each, plan.uploads, totals)
        ]

    def _is_over(self, file: File, record: Record) -> bool:
        until = datetime.fromisoformat(file.retired) + KEPT_FOR
        return until < self.moment and record.find(file.path) is None

    def _carry_out(
        self, plan: Plan, seen: Seen, manifest: Manifest, root: Path, again: int = 0
    ) -> Outcome:
        changed = sorted((*plan.uploads, *plan.relabelled, *plan.retired), key=lambda f: f.path)
        before = seen.shown
        pending = (before.pending if before else 0) + len(changed) + len(plan.deletions)
        publication = Publication(
            number=seen.highest + 1,
            before=before.number if before else 0,
            token=secrets.token_hex(8),
            record=plan.record,
            generation=plan.generation,
            build=plan.build,
            at=self.moment.isoformat(),
            by=who(),
            files=plan.files,
            size=plan.size,
            whole=False,
            pending=pending,
            again=again,
        )
        entry = LedgerEntry(publication, tuple(changed), plan.deletions)
        paths = sorted({*(file.path for file in plan.uploads), *plan.deletions})
        replaced = tuple(file for path in paths if (file := manifest.find(path)))
        manifest.apply(entry)
        if before is None or pending > max(LEAST, plan.files // WHOLE):
            publication = replace(publication, whole=True, pending=0)
            data = write_entry(publication, manifest.every(), ())
        else:
            data = write_entry(publication, entry.files, entry.gone)
        job = Job(plan, root, publication, data, replaced, self.keep, self.progress)
        sent = self.target.publish(job)
        manifest.save(self.cache)
        return Outcome(plan, publication.number, sent, again)


def _check_refusals(plan: Plan) -> None:
    if plan.refusals:
        raise PublishError("\n".join([*plan.refusals, "nothing was sent"]))
