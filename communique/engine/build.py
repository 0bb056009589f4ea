"""One build, from the scan to the last byte in place.

Two steps, as Pelican has them. ``prepare`` reads, checks and plans, and writes the plan down; where
it finds problems nothing at all has changed. ``write`` makes what is planned, and only when all of
it is made touches the output. A build that is cut off in between leaves its plan in the catalogue,
and the next one makes it.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Self

from communique import clock
from communique.catalogue.changes import Changed, Effects
from communique.catalogue.checks import check_catalogue, warn_of_near_misses
from communique.catalogue.database import (
    begin_filling,
    catalogue_path,
    commit,
    commit_part,
    connect,
    end_filling,
    forget_catalogue,
    workroom,
)
from communique.catalogue.effects import apply_changes, count_listings, enter_changes
from communique.catalogue.listings import find_listings
from communique.catalogue.outputs import (
    find_output,
    forget_output,
    has_outputs,
    load_meta,
    next_generation,
    save_generation,
    save_meta,
    save_pending,
    settle,
)
from communique.catalogue.releases import count_content, first_embargoed, set_moment
from communique.catalogue.search_index import index_all, index_changes
from communique.catalogue.stamps import doubt, forget_unplaced, owed_paths, save_stamps
from communique.catalogue.translations import warn_of_others
from communique.engine import fingerprints
from communique.engine.editions import with_editions
from communique.engine.forges import warn_of_forge
from communique.engine.gate import check_gate
from communique.engine.host_files import write_host_files
from communique.engine.intake import Intake, known_name, take_in
from communique.engine.locks import OutputLock, clear_scratch, hold_lock
from communique.engine.look_process import Looker
from communique.engine.menus import check_chrome, load_menus
from communique.engine.observed import whole_digests
from communique.engine.output_changes import (
    Findings,
    changed_folders,
    examine,
    is_stray,
    settle_places,
)
from communique.engine.permanence import (
    AUTHORITY,
    check_permanence,
    redirected_addresses,
    warn_of_authority,
    warn_of_missed,
)
from communique.engine.plan import (
    hold_plan,
    plan_changes,
    plan_everything,
    plan_siblings,
    why_everything,
    with_linking,
)
from communique.engine.production import Production
from communique.engine.progress import Progress
from communique.engine.rendering import (
    enter_assets,
    find_digests,
    find_singulars,
    whole_recipes,
)
from communique.engine.report import Report
from communique.engine.templates import Templates
from communique.engine.told_sources import begin_reading, find_told, looked, take_in_told
from communique.engine.workers import Workers
from communique.engine.writer import Writer
from communique.errors import Problem, ProblemsFound, SettingsError, Severity
from communique.model.listing import ListingKey
from communique.model.output import Output
from communique.outputs.press.environment import load_environment
from communique.outputs.press.kit import Kit
from communique.outputs.registry import is_there, made_addresses
from communique.pictures.store import Store
from communique.settings import Settings
from communique.sources.told import Told

MOMENT = "moment"
"""The digest's name under which the catalogue keeps the moment of the last build, in seconds."""

GIVEN = "given moment"
"""The digest's name that says whether a person gave this moment (``--at``): "yes" or ""."""

ALTERED = "altered"
"""The digest's name under which the catalogue keeps what somebody did to the output, until a build
puts it right."""

MOST_KEPT = 1_000


class Build:
    """A build of one content folder into one output; a context manager that holds its lock.

    ``anew`` forgets what was remembered first. ``check`` looks at no output: CACHE_PATH is then a
    folder to throw away, and may hold a copy of the catalogue that tells what was public.
    ``looker`` is a look at the output that began before. ``listed`` are paths of which somebody
    says that nothing else changed: only these sources are looked at, and of the output only what
    is made, unless there is a doubt.
    """

    def __init__(
        self,
        settings: Settings,
        kit: Kit,
        now: datetime,
        *,
        progress: Progress | None = None,
        anew: bool = False,
        check: bool = False,
        looker: Looker | None = None,
        listed: list[str] | None = None,
    ) -> None:
        self.settings = settings
        self.kit = kit
        self.now = now
        self.anew = anew
        self.check = check
        self.progress = progress or Progress()
        self.workers = Workers(settings.workers)
        self.report = Report()
        self.warnings: tuple[Problem, ...] = ()
        self.touched: tuple[str, ...] = ()
        """Sources that were read, changed or went, sorted."""
        self.files_changed = False
        """Whether a file changed that pages show or lead to, such as a stylesheet."""
        self.writer = Writer(settings)
        self.store = Store(settings.cache_path, keep=not check)
        self.templates = Templates(kit.templates, load_environment(kit))
        self.lock = OutputLock()
        self.db: sqlite3.Connection
        self._whole_recipes: frozenset[tuple[str, ...]] = frozenset()
        self._findings = Findings()
        self._changed: Changed | None = None
        self._examined = False
        self._looker = looker
        self.listed = listed
        self.doubt = ""
        """Why every source was looked at, though paths were listed."""
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self._stack.close()
            raise
        return self

    def _open(self) -> None:
        path = catalogue_path(self.settings)
        self._stack.callback(self.lock.close)
        if not self.check and self.writer.root.is_dir():
            self.lock.hold(self.writer.root)
            # Before anything else, which may fail: what is staged there may be secret by now.
            self.writer.clear()
        room = workroom(self.settings)
        try:
            self._stack.enter_context(hold_lock(path))
            self._stack.callback(shutil.rmtree, room, ignore_errors=True)
            shutil.rmtree(room, ignore_errors=True)
            room.mkdir(0o700)
        except OSError as error:
            raise SettingsError(
                f"CACHE_PATH must be a folder that can be made and written, got {path.parent}: "
                f'{error.strerror}; make room there, correct its rights, or write ".cache"'
            ) from error
        clear_scratch(room.parent)
        if self.anew:
            forget_catalogue(self.settings)
        self.db = connect(path)
        self._stack.callback(self.db.close)
        if self.listed is None:
            self._begin_look()
        self._stack.enter_context(self.workers)

    def _begin_look(self) -> None:
        """Begin to look at the whole output, unless that is under way."""
        path = catalogue_path(self.settings)
        if self._looker is None or not self._looker.looks_at(path, self.writer.root):
            self._looker = Looker(path, self.writer.root, thorough=self.check)
        self._stack.enter_context(self._looker)

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def prepare(self) -> None:
        """Read, check and plan.

        Raises ProblemsFound with all that is wrong in sources and templates, and a warning where
        the output is not as the last build left it; SettingsError
        where the output is not ours; neither the catalogue nor the output has changed then. Where
        there are only warnings, they are left in ``warnings``.
        """
        if not self.check:
            self.writer.check_ownership()
        if begin_reading(self.db) and self.listed is not None:
            self.doubt = "the build before did not come to its end"
        self.db.execute("BEGIN IMMEDIATE")
        try:
            forget_unplaced(self.db)
            begin_filling(self.db)
            self._plan()
            end_filling(self.db)
        except ProblemsFound as error:
            told = self._warn_of_others()
            self.db.execute("ROLLBACK")
            raise ProblemsFound([*error.problems, *told]) from None
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        commit(self.db)

    def _warn_of_others(self) -> list[Problem]:
        """Return a warning where a build that fails leaves what somebody else did to the output.

        What was restored may show what is held back by now.
        """
        meta = load_meta(self.db)
        if not meta.get("identity") or self.settings.preview:
            return []
        if not self._examined:
            self._examine()
        hint = "correct the errors and build again: the build replaces it"
        # What was found before, and is planned since, is not looked at again.
        known = Findings(altered=meta[ALTERED].split("\n")) if meta.get(ALTERED) else Findings()
        return (self._findings if self._findings.count else known).warn(self.writer.root, hint)

    def _plan(self) -> None:
        # A check reads every source, also unchanged ones.
        meta = {} if self.check else load_meta(self.db)
        set_moment(self.db, self.now)
        intake = self._take_in(meta)
        problems = self._check_sources(intake, meta)
        intake, told = with_editions(self.db, self.settings, intake, meta)
        problems += told
        self.kit = replace(self.kit, singulars=find_singulars(intake.vocabulary, self.settings))
        self.kit = enter_assets(self.db, self.kit, self.templates, meta)
        rendering = find_digests(self.kit, self.templates, meta)
        self._whole_recipes = whole_recipes(rendering)
        self.files_changed = bool(intake.files)
        if not intake.first:
            intake = with_linking(self.db, intake)
        replaced = self.check or not self.writer.identity()
        everything = why_everything(intake, rendering, meta, replaced=replaced)
        if intake.told is None or everything or self.settings.preview:
            self._examine()
        effects, new_terms = self._list(intake, whole=bool(everything))
        # A menu may lead to a term, of which the listings know by now whether it has releases.
        menus, footers = load_menus(self.db, self.settings)
        self.kit = replace(self.kit, menus=menus, footers=footers)
        rendering["look"] = fingerprints.look(self.kit)
        problems += self._warn(intake, new_terms)
        self.warnings = tuple(sorted(set(problems)))
        self.report.read, self.touched = intake.read, tuple(sorted(intake.touched))
        # Bytes that a build before this one may not have put in place are not taken as read.
        doubt(self.db, every=replaced)
        if effects is None:
            plan_everything(self.db, self.settings, everything)
        else:
            self._changed = plan_changes(self.db, self.settings, intake, effects, rendering, meta)
        self._plan_repairs()
        self._hold_plan(problems)
        is_known = partial(is_there, self.db, self.settings)
        missed = warn_of_missed(self.db, is_known, intake.changes, whole=bool(everything))
        self.warnings = tuple(sorted({*self.warnings, *missed}))
        # Outputs that read a state of the archive are planned by now, if it changed.
        save_meta(self.db, intake.meta | rendering | whole_digests(self.db) | looked(intake))

    def _take_in(self, meta: dict[str, str]) -> Intake:
        """Read what changed: what was listed, or what the scan of all finds."""
        known = (self.db, self.settings, self.store, self.now, meta, self.workers, self.progress)
        take = partial(take_in, *known)
        if self.listed is not None and not self.doubt:
            told = find_told(self.db, self.settings, self.listed, meta)
            if isinstance(told, Told):
                intake = take_in_told(self.db, self.settings, told, take)
                if intake.told is None:
                    self.doubt = "the code or a setting changed, and every text is read"
                return intake
            self.doubt = told
        return take()

    def _hold_plan(self, problems: list[Problem]) -> None:
        """Hold the plan against the site; raises ProblemsFound, also where there were errors."""
        try:
            hold_plan(self.db, self.settings)
        except ProblemsFound as error:
            raise ProblemsFound([*_errors(problems), *error.problems]) from None
        if _errors(problems):
            raise ProblemsFound(problems)

    def _check_sources(self, intake: Intake, meta: dict[str, str]) -> list[Problem]:
        """Return all problems; raises ProblemsFound where one is an error.

        What is wrong in the file of redirects keeps no other line of it from being held.
        """
        chrome = check_chrome(self.db, self.settings, intake.vocabulary)
        problems = [*self.kit.problems, *intake.problems, *chrome]
        if fingerprints.templates(self.kit) != meta.get("templates"):
            problems += self.templates.check()
        made = made_addresses(self.settings)
        sources = (intake.touched, made)
        problems += check_catalogue(self.db, self.settings, *sources, every=intake.all_read)
        redirects = self.settings.redirects.name if self.settings.redirects else ""
        if any(problem.path != redirects for problem in _errors(problems)):
            raise ProblemsFound(problems)
        return problems

    def _list(self, intake: Intake, *, whole: bool) -> tuple[Effects | None, set[ListingKey]]:
        """Update the listings; return what moved in them, and new terms.

        What moved is None where all is planned.
        """
        known = partial(known_name, intake.vocabulary)
        searched = self.settings.languages if self.settings.search else ()
        if (intake.first or whole) and not self.check:
            index_all(self.db, searched)
        if intake.first:
            new_terms = count_listings(self.db, known)
            commit_part(self.db)
            return None, new_terms
        if whole:
            return None, enter_changes(self.db, intake.changes, known)
        effects = apply_changes(self.db, intake.changes, known)
        effects.reindexed = index_changes(self.db, searched, intake.changes)
        return effects, effects.new_terms

    def _warn(self, intake: Intake, new_terms: set[ListingKey]) -> Iterator[Problem]:
        """Yield what an editor should know of the changes."""
        if self.check:
            new_terms = {each.key for each in find_listings(self.db) if each.key.is_term}
        changes = intake.changes
        yield from check_permanence(changes, redirected_addresses(self.db, changes))
        yield from warn_of_others(self.db, changes)
        yield from warn_of_authority(self.settings, load_meta(self.db).get(AUTHORITY, ""))
        yield from warn_of_forge(self.settings, first_embargoed(self.db))
        yield from warn_of_near_misses(
            self.db, self.settings, new_terms, partial(known_name, intake.vocabulary)
        )
        if self.check:
            yield from self._findings.warn(self.writer.root, "build again, which puts it right")

    def _examine(self) -> None:
        """Find what is not as the last build left it; of builds that follow, the first does.

        A check tells of it where it knows of a build.
        """
        self._examined, meta = True, load_meta(self.db)
        if self.listed is not None and not self.settings.preview:
            self._begin_look()
        identity = self.writer.identity()
        found: list[str] | None = None
        if identity == meta.get("identity"):
            found = self._looker.found(self.db) if self._looker else []
        if identity and (meta.get("identity") or not self.check):
            self._findings = examine(self.db, self.writer.root, self.writer.retained, found)
            save_stamps(self.db, self._findings.stamps)
            if self._findings.altered:
                save_meta(self.db, {ALTERED: "\n".join(self._findings.altered[:MOST_KEPT])})
            self.report.found = self._findings.count if meta.get("identity") else 0

    def _plan_repairs(self) -> None:
        """Plan what is not as the last build left it."""
        if not self._examined:
            self._examine_planned()
        save_pending(self.db, list(self._findings.planned(self.db)))

    def _examine_planned(self) -> None:
        """Look at no more of the output than what is made, and the folders that it is in."""
        if self.writer.identity() != load_meta(self.db).get("identity"):
            self._examine()
            return
        planned = owed_paths(self.db)
        found = [f"{folder}/" for folder in changed_folders(self.db, self.writer.root, planned)]
        self._findings = examine(self.db, self.writer.root, self.writer.retained, found)
        # Their bytes are read and compared, where those of others are taken from the record.
        doubt(self.db, every=False)

    def write(self, only: Collection[str] | None = None) -> None:
        """Make what is planned, then put it in place; or of ``only`` what is at some paths.

        Raises ProblemsFound where a template fails; the output is as it was then, and the plan
        stands for the next build, as does that of the other paths.
        """
        self.writer.root.mkdir(parents=True, exist_ok=True)
        self.lock.hold(self.writer.root)
        filled = self.writer.begin()
        generation = next_generation(self.db)
        production = Production(
            *(self.db, self.kit, self.writer, self._whole_recipes, filled, generation),
            *(self._findings, self.store, only, not has_outputs(self.db)),
            changed=self._changed,
        )
        self.db.execute("BEGIN IMMEDIATE")
        try:
            if only is None:
                plan_siblings(self.db, self.settings)
                commit(self.db)
                self.db.execute("BEGIN IMMEDIATE")
            production.run(self.workers, self.progress)
            if only is None:
                production.derive()
            self._pass_gate(production)
            self._put_in_place(production, generation)
            if only is None:
                write_host_files(self.db, self.settings)
            settle(self.db, only)
            save_generation(self.db, generation)
            if only is None:
                save_meta(self.db, whole_digests(self.db))
                save_meta(self.db, self._describe_moment())
            save_meta(self.db, {"identity": self.writer.identity()})
        except BaseException as error:
            told = self._warn_of_others() if isinstance(error, ProblemsFound) else []
            self.db.execute("ROLLBACK")
            forget_unplaced(self.db)
            self.writer.abandon()
            if isinstance(error, ProblemsFound) and told:
                raise ProblemsFound([*error.problems, *told]) from None
            raise
        commit(self.db)
        self.report.written, self.report.unchanged = production.written, production.unchanged
        self.report.releases, self.report.drafts, self.report.pages = count_content(self.db)

    def _describe_moment(self) -> dict[str, str]:
        """Return what the catalogue keeps of a build that made all that was planned."""
        given = "yes" if clock.is_given() else ""
        return {ALTERED: "", MOMENT: str(int(self.now.timestamp())), GIVEN: given}

    def _pass_gate(self, production: Production) -> None:
        """Raise ProblemsFound where what is staged says anything of what is held back.

        A preview shows that to the office.
        """
        if self.settings.preview:
            return
        if problems := check_gate(production, self.now, self.workers):
            raise ProblemsFound(problems)

    def _put_in_place(self, production: Production, generation: int) -> None:
        """Delete what goes and publish what is staged; record where it is."""
        gone = [output.path for output in production.gone if self._is_last(output)]
        for path in gone:
            self.report.deleted += find_output(self.db, path) is not None
            forget_output(self.db, path, generation)
        strays = [path for path in self._findings.strays if is_stray(self.db, path)]
        if production.written or gone or strays:
            # Before anything is touched: a build that is cut off now is not believed.
            self.writer.renew()
        self.writer.publish([*strays, *gone])
        folders = (f"{folder}/" for folder in self._findings.folders)
        touched = [*gone, *strays, *folders]
        settle_places(self.db, self.writer.root, touched, fresh=production.fresh)
        self._findings = Findings()

    def _is_last(self, output: Output) -> bool:
        """Whether no other kind of output uses the address of a deleted output."""
        record = find_output(self.db, output.path)
        return record is None or record.output == output


def _errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.ERROR]
