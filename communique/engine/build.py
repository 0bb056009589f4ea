"""One build in Pelican's two steps, from the scan to the last byte in place."""

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Self

from communique import clock
from communique.catalogue.changes import Changed
from communique.catalogue.database import (
    begin_filling,
    catalogue_path,
    commit,
    connect,
    end_filling,
    forget_catalogue,
    workroom,
)
from communique.catalogue.known_sources import has_sources
from communique.catalogue.outputs import (
    WHOLE,
    has_outputs,
    load_meta,
    next_generation,
    save_generation,
    save_meta,
    settle,
)
from communique.catalogue.releases import count_content, set_moment
from communique.catalogue.stamps import doubt, forget_unplaced
from communique.catalogue.successor import begin_successor, take_place
from communique.engine import fingerprints
from communique.engine.bulk_redirects import DIGEST, STAMP
from communique.engine.editions import HEAD, update_editions
from communique.engine.examination import ALTERED, Examination
from communique.engine.gate import check_gate
from communique.engine.host_files import write_host_files
from communique.engine.intake import SCANNED, Intake, reads_all_again, take_in
from communique.engine.locks import OutputLock, hold_workroom
from communique.engine.look_process import Looker
from communique.engine.menus import load_menus
from communique.engine.output_changes import Findings
from communique.engine.permanence import warn_of_missed
from communique.engine.plan import (
    hold_plan,
    plan_changes,
    plan_everything,
    plan_siblings,
    update_listings,
    whole_digests,
    why_everything,
    with_leading,
)
from communique.engine.production import Production
from communique.engine.progress import Progress
from communique.engine.report import Report
from communique.engine.source_checks import check_sources, warn_of_changes
from communique.engine.source_paths import name_sources
from communique.engine.templates import Templates, enter_assets, find_digests
from communique.engine.told_sources import begin_reading, looked, take_in_listed
from communique.engine.workers import Workers
from communique.engine.writer import Writer
from communique.errors import Problem, ProblemsFound
from communique.outputs.press.environment import load_environment
from communique.outputs.press.kit import Kit
from communique.pictures.store import Store
from communique.settings import Settings

MOMENT = "moment"
"""The key in ``meta`` of the moment of the last build, in seconds."""
GIVEN = "given moment"
"""The key in ``meta`` that says whether a person gave this moment (``--at``): "yes" or ""."""
ANEW = ("shape", SCANNED, HEAD, STAMP, DIGEST)
"""Digests by which a build decides what to read and make again: all, if it is a first one."""


class Build:
    """A build of one content folder into one output; a context manager that holds its lock.

    ``anew`` deletes the catalogue first. ``check`` examines no output; CACHE_PATH is then a
    temporary folder, perhaps with a copy of the catalogue, which knows what was public. ``looker``
    is an examination of the output that already runs. ``listed`` are paths, and nothing else
    changed, as somebody says: the build looks at these sources alone, and examines only the outputs
    that it makes, unless there is a doubt. ``whole`` examines every file even of a huge archive.
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
        whole: bool = False,
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
        self._changed: Changed | None = None
        self.examination = Examination(
            *(settings, self.writer, looker), check=check, listed=listed is not None, whole=whole
        )
        self.listed = listed
        self.doubt = ""
        """Why every source was looked at, though paths were listed."""
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._open(stack)
            self._stack = stack.pop_all()
        return self

    def _open(self, stack: ExitStack) -> None:
        path = catalogue_path(self.settings)
        stack.callback(self.lock.close)
        if not self.check and self.writer.root.is_dir():
            self.lock.hold(self.writer.root)
            # Before anything else, which may fail: what is staged there may be secret by now.
            self.writer.clear()
        stack.enter_context(hold_workroom(path, workroom(self.settings)))
        if self.anew:
            forget_catalogue(self.settings)
        self.db = connect(path)
        stack.callback(lambda: self.db.close())  # noqa: PLW0108 - it may be another by then
        stack.enter_context(self.examination)
        stack.enter_context(self.workers)

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def prepare(self) -> None:
        """Read, check and plan.

        Raises ProblemsFound with all that is wrong in sources and templates, and a warning where
        the output is not as the last build left it; SettingsError where the output is not ours.
        Catalogue and output are as they were then. Warnings alone are left in ``warnings``.
        """
        if not self.check:
            self.writer.check_ownership()
        if begin_reading(self.db) and self.listed is not None:
            self.doubt = "the build before did not come to its end"
        former, settings = self.db, self.settings
        if has_sources(former) and (self.check or reads_all_again(settings, load_meta(former))):
            # Every text is read into a new catalogue, which takes the other's place.
            self.db = begin_successor(catalogue_path(settings), workroom(settings))
        try:
            self._prepare()
        except BaseException:
            if self.db is not former:
                self.db.close()
            self.db = former
            raise
        if self.db is not former:
            self.db = take_place(self.db, former, catalogue_path(settings))

    def _prepare(self) -> None:
        try:
            with self._transaction():
                forget_unplaced(self.db)
                begin_filling(self.db, ANEW)
                self._plan()
                end_filling(self.db)
        except ProblemsFound:
            if self.doubt or self.listed is None:
                raise
            self.doubt = "the listed sources alone led to an error"
            self._prepare()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Commit at the end; roll back an error, with a warning of what it leaves in the output."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException as error:
            told = self.examination.warn(self.db) if isinstance(error, ProblemsFound) else []
            self.db.execute("ROLLBACK")
            if isinstance(error, ProblemsFound):
                raise ProblemsFound(name_sources([*error.problems, *told], self.settings)) from None
            raise
        commit(self.db)

    def _plan(self) -> None:
        # A check reads every source, also unchanged ones.
        meta = {} if self.check else load_meta(self.db)
        set_moment(self.db, self.now)
        intake, problems = self._take_in(meta)
        self.kit = replace(self.kit, singulars=intake.vocabulary.singulars(self.settings.languages))
        self.kit = enter_assets(self.db, self.kit, self.templates, meta)
        rendering = find_digests(self.kit, self.templates, meta)
        self._whole_recipes = frozenset(map(tuple, json.loads(rendering["whole recipes"])))
        self.files_changed = bool(intake.files)
        replaced = self.check or not self.writer.identity()
        everything = why_everything(intake.changes, rendering, meta, replaced=replaced)
        whole = intake.told is None and not self.examination.is_deferred(self.db)
        if whole or everything or self.settings.preview:
            self.examination.examine(self.db)
        effects, new_terms = update_listings(
            *(self.db, self.settings, intake), whole=bool(everything), check=self.check
        )
        # A menu may lead to a term: the updated listings know whether it has releases.
        menus, footers = load_menus(self.db, self.settings)
        self.kit = replace(self.kit, menus=menus, footers=footers)
        rendering["look"] = fingerprints.look(self.kit)
        problems += warn_of_changes(self.db, self.settings, intake, new_terms, check=self.check)
        if self.check:
            found = self.examination.findings
            problems += found.warn(self.writer.root, "build again, which puts it right")
        self.warnings = tuple(sorted(set(problems)))
        self.report.read, self.touched = intake.read, tuple(sorted(intake.touched))
        # The last build may not have put these files in place, so their bytes are read.
        doubt(self.db, every=replaced or bool(meta.get(WHOLE)))
        deleted = None
        if effects is None:
            deleted = plan_everything(self.db, self.settings, everything)
        else:
            self._changed = plan_changes(self.db, self.settings, intake, effects, rendering, meta)
        self.examination.plan_repairs(self.db)
        self.report.found = self.examination.count
        held = hold_plan(self.db, self.settings, problems)
        missed = warn_of_missed(self.db, self.settings, intake.changes, deleted)
        self.warnings = (*name_sources({*self.warnings, *held, *missed}, self.settings),)
        # Outputs that read a state of the archive are planned by now, if it changed.
        save_meta(self.db, intake.meta | rendering | whole_digests(self.db) | looked(intake))

    def _take_in(self, meta: dict[str, str]) -> tuple[Intake, list[Problem]]:
        """Read what changed; return it with all problems. Raises ProblemsFound for an error."""
        known = (self.db, self.settings, self.store, self.now, meta, self.workers, self.progress)
        listed = None if self.doubt else self.listed
        intake, why = take_in_listed(*known[:2], listed, meta, partial(take_in, *known))
        self.doubt = self.doubt or why
        problems = check_sources(self.db, self.kit, self.templates, intake, meta)
        amended, told = update_editions(self.db, self.settings, intake, meta)
        return with_leading(self.db, intake, amended), [*problems, *told]

    def write(self, only: Collection[str] | None = None) -> None:
        """Make what is planned and put it in place; with ``only``, what is planned at these paths.

        Raises ProblemsFound if a template fails. Then the output stays as it was, and the whole
        plan waits for the next build.
        """
        self.writer.root.mkdir(parents=True, exist_ok=True)
        self.lock.hold(self.writer.root)
        filled = self.writer.begin()
        generation = next_generation(self.db)
        production = Production(
            *(self.db, self.kit, self.writer, self._whole_recipes, filled, generation),
            *(self.examination.findings, self.store, only, not has_outputs(self.db)),
            changed=self._changed,
        )
        try:
            if only is None:
                with self._transaction():
                    plan_siblings(self.db, self.settings)
            with self._transaction():
                production.run(self.workers, self.progress)
                if only is None:
                    production.derive()
                check_gate(production, self.now, self.workers)
                self.report.deleted += production.put_in_place()
                self.examination.findings = Findings()
                if only is None:
                    write_host_files(self.db, self.settings)
                    given = "yes" if clock.is_given() else ""
                    made = {ALTERED: "", MOMENT: str(int(self.now.timestamp())), GIVEN: given}
                    save_meta(self.db, whole_digests(self.db) | made)
                settle(self.db, only)
                save_generation(self.db, generation)
                save_meta(self.db, {"identity": self.writer.identity()})
        except BaseException:
            forget_unplaced(self.db)
            self.writer.abandon()
            raise
        self.report.written, self.report.unchanged = production.written, production.unchanged
        self.report.releases, self.report.drafts, self.report.pages = count_content(self.db)
