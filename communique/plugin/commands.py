"""The tasks of ``inv``, a function each; each ends in words, never in a traceback."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pelican

from communique import clock
from communique.catalogue.addresses import BUILT_RULES
from communique.catalogue.checks import RULES
from communique.catalogue.database import (
    catalogue_path,
    copy_catalogue,
    forget_catalogue,
    workroom,
)
from communique.catalogue.destinations import addresses_lead_somewhere
from communique.catalogue.releases import held_releases
from communique.catalogue.waiting import find_waiting
from communique.engine.build import Build
from communique.engine.explain import explain_output
from communique.engine.host_files import host_folder
from communique.engine.inspection import check_output, check_sample
from communique.engine.locks import OutputLock, hold_lock, make_scratch
from communique.engine.writer import Writer
from communique.errors import CommuniqueError, ProblemsFound, SettingsError, Severity
from communique.importers.draft import Draft, render
from communique.importers.interview import interview
from communique.model.visibility import Status
from communique.plugin.confirmed_settings import confirm_settings
from communique.plugin.generator import make_newsroom_kit
from communique.plugin.messages import PACKAGE, write_messages
from communique.plugin.newsroom import Newsroom, exit_on_problems
from communique.plugin.next_builds import read_at
from communique.plugin.settings_file import check_whose, find_conf, load_conf
from communique.plugin.styleguide import build_styleguide
from communique.plugin.styles import JOINED, join_styles
from communique.plugin.terminal import choose_asking, print_path, print_text, show_path
from communique.plugin.text_review import describe
from communique.plugin.untold_changes import find_untold
from communique.settings import Settings
from communique.sources.blank import Desk, make_blank
from communique.sources.manual import write_manual
from communique.sources.manual_commands import Command, write_commands
from communique.sources.manual_settings import write_settings
from communique.sources.translation import confirm_translation, start_translation
from communique.sources.vocabulary_files import load_vocabulary


def _settings(conf: str) -> Settings:
    return confirm_settings(load_conf(conf))


class _Asked(Newsroom):
    """Pelican for a command that builds nothing into the output."""

    def look_early(self, settings: dict[str, Any]) -> None:
        """Begin no check of the output."""


def _newsroom(conf: str, **overrides: str) -> Newsroom:
    newsroom = _Asked(load_conf(conf, **overrides))
    if not hasattr(newsroom, "newsroom"):
        raise SettingsError('PLUGINS must name "communique"; add it to the settings file')
    return newsroom


@exit_on_problems()
def build(conf: str, at: str = "") -> None:
    """Build as ``pelican -s CONF`` does, in this process; for the moment ``at`` if there is one."""
    with clock.pinned(read_at(at)):
        check_whose(conf, load_conf(conf))
        pelican.main(["--settings", str(find_conf(conf))])


@exit_on_problems("")
def check(
    conf: str, path: str = "", at: str = "", against: str = "", *, strict: bool = False
) -> None:
    """Read and check every source, also unchanged ones; write nothing.

    Releases that read otherwise than in a revision of git, ``against``, and do not say so, are
    warnings; where the check is ``strict`` they are errors.
    """
    with clock.pinned(read_at(at)):
        _check(conf, path)
        if against:
            severity = Severity.ERROR if strict else Severity.WARNING
            settings = _settings(conf)
            if path:
                settings = replace(settings, path=Path(path).absolute())
            found = list(find_untold(settings, against, clock.now(), severity))
            if strict and found:
                raise ProblemsFound(found)
            for warning in found:
                print(warning, file=sys.stderr)


def _check(conf: str, path: str) -> None:
    if path and not Path(path).is_dir():
        raise CommuniqueError(f"--path must be a folder of sources, got {path}")
    newsroom = _newsroom(conf, **({"PATH": str(Path(path).absolute())} if path else {}))
    with make_scratch(newsroom.newsroom.cache_path) as nowhere:
        # A check leaves what is in CACHE_PATH as it is.
        settings = replace(newsroom.newsroom, cache_path=nowhere)
        copy_catalogue(newsroom.newsroom, settings)
        with Build(
            settings, make_newsroom_kit(newsroom, settings), clock.now(), check=True
        ) as checked:
            try:
                checked.prepare()
            finally:
                for warning in checked.warnings:
                    print(warning, file=sys.stderr)
            vocabulary, _ = load_vocabulary(settings.vocabulary_path, settings.languages)
            found = find_waiting(checked.db, clock.now())
            waiting = (replace(text, body=body()) for text, _, body in found)
            in_hand = list(describe(waiting, vocabulary))
    print_text("\n".join([*in_hand, _sum_up(checked.report.read, len(checked.warnings))]))


@exit_on_problems("")
def held(conf: str) -> None:
    """Print what is held back: drafts, then releases by the end of their embargo; write nothing.

    Each line has the moment in the site's time zone, or ``draft``, the source, and the title.
    """
    newsroom = _newsroom(conf)
    with make_scratch(newsroom.newsroom.cache_path) as nowhere:
        settings = replace(newsroom.newsroom, cache_path=nowhere)
        copy_catalogue(newsroom.newsroom, settings)
        with Build(settings, make_newsroom_kit(newsroom, settings), clock.now()) as build:
            build.prepare()
            found = held_releases(build.db)
    for row in found:
        until = row.release.visible_from.astimezone(settings.timezone)
        is_draft = row.release.status is Status.DRAFT
        when = "draft" if is_draft else f"{until:%Y-%m-%d %H:%M %z}"
        print_text(f"{when:22}  {show_path(settings.path / row.release.path)}  {row.release.title}")
    if not found:
        print("nothing is held back", file=sys.stderr)


@exit_on_problems("")
def gate(conf: str) -> None:
    """Look through the whole output; exit status 1 where anything in it is not as it must be."""
    newsroom = _newsroom(conf)
    settings = newsroom.newsroom
    count, problems = check_output(settings, make_newsroom_kit(newsroom, settings), clock.now())
    if problems:
        raise ProblemsFound(problems)
    print(f"{count:,} files looked through, no problems")


@exit_on_problems("")
def sample(conf: str) -> None:
    """Look at pages of each kind for those who do not see them; exit status 1 where one fails."""
    count, problems = check_sample(_settings(conf))
    if problems:
        raise ProblemsFound(problems)
    print(f"{count:,} pages can be read aloud and used by keyboard, as far as their HTML tells")


def _sum_up(sources: int, warnings: int) -> str:
    found = f"{warnings} warning{'s' if warnings != 1 else ''}" if warnings else "no problems"
    return f"{sources} source{'s' if sources != 1 else ''} checked, {found}"


@exit_on_problems("; nothing is written")
def new(conf: str, title: str, kind: str, lang: str, date: str, place: str) -> None:
    """Start a release as a draft, and print where it is."""
    desk = Desk.of(_settings(conf))
    lang = desk.find_lang(lang)
    values = {
        "Title": " ".join(title.split()),
        "Date": date or desk.today(clock.now()),
        "Category": desk.find_kind(kind, lang),
        "Lang": lang,
        "Place": place,
        "Status": "draft",
    }
    kind = desk.kind_slug(values["Category"], lang)
    print_path(desk.save(values, make_blank(values, kind)))


@exit_on_problems("; nothing is written")
def translate(conf: str, file: str, lang: str) -> None:
    """Start a release's translation as a draft, and print where it is."""
    desk = Desk.of(_settings(conf))
    print_path(desk.write(*start_translation(desk, Path(file), lang)))


@exit_on_problems("; nothing is written")
def confirm(conf: str, file: str, original: str) -> None:
    """Write into a translation which edition of its original it says, and print where it is."""
    print_path(confirm_translation(Desk.of(_settings(conf)), Path(file), original))


@exit_on_problems("; nothing is written")
def import_release(
    conf: str, file: str, kind: str, lang: str, date: str, embargo: str, *, published: bool = False
) -> None:
    """Turn a foreign text into a release; print where it is, and what an editor has to settle.

    It is a draft, unless it is to be ``published`` and does not call itself a draft.
    """
    desk = Desk.of(_settings(conf))
    answers = {"Category": kind, "Date": date, "Embargo": embargo}
    imported = interview(
        desk, Path(file), desk.find_lang(lang), answers, choose_asking(), published=published
    )
    if not published or _is_held(imported):
        imported = replace(imported, fields=(*imported.fields, ("Status", "draft")))
    print_path(desk.save(dict(imported.fields), render(imported)))
    for question in imported.questions:
        print(question)


def _is_held(imported: Draft) -> bool:
    return any(question.header in {"Status", "Embargo"} for question in imported.questions)


@exit_on_problems()
def explain(conf: str, output: str) -> None:
    """Print what an output is made from and why it was last written; nothing is built."""
    print_text(explain_output(_settings(conf), output))


@exit_on_problems()
def manual(conf: str, to: str, commands: Iterable[Command]) -> None:
    """Write the editors' manual, and beside it what there is of settings and commands.

    From the schema, the rules, the vocabulary, the settings and the tasks.
    """
    desk = Desk.of(_settings(conf))
    target = Path(to) if to else find_conf(conf).parent / "docs" / "editing.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    rules: tuple[Callable[..., object], ...] = (*RULES, *BUILT_RULES, addresses_lead_somewhere)
    for path, text in (
        (target, write_manual(desk.stylebook, rules)),
        (target.with_name("settings.md"), write_settings()),
        (target.with_name("commands.md"), write_commands(commands)),
    ):
        path.write_text(text, encoding="utf-8", newline="\n")
        print_path(path)


@exit_on_problems()
def messages(conf: str) -> None:
    """Bring the catalogues up to date with what templates and the package say.

    Those in TRANSLATIONS_PATH, or those of a theme of the newsroom's own.
    """
    settings = _settings(conf)
    for path, data in write_messages(settings):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print_path(path)


@exit_on_problems()
def clean(conf: str) -> None:
    """Delete what builds of these settings left, except what OUTPUT_RETENTION names.

    An output that no build of ours made stays.
    """
    settings = _settings(conf)
    Writer(settings).check_ownership()
    with hold_lock(catalogue_path(settings)), closing(OutputLock()) as lock:
        if settings.output_path.is_dir():
            lock.hold(settings.output_path)
        forget_catalogue(settings)
        templates = settings.cache_path / "templates"
        for folder in (templates, workroom(settings), host_folder(settings)):
            shutil.rmtree(folder, ignore_errors=True)
        if settings.output_path.is_dir():
            for path in settings.output_path.iterdir():
                if path.name not in settings.output_retention:
                    is_folder = path.is_dir() and not path.is_symlink()
                    shutil.rmtree(path) if is_folder else path.unlink()


@exit_on_problems()
def styles(conf: str) -> None:
    """Join the theme's stylesheets into the one that is published."""
    theme = _settings(conf).theme
    if theme == PACKAGE / "theme":
        raise SettingsError(
            "THEME must be a theme of the newsroom's for inv styles, got the package's, into which "
            "nothing is written; write BRAND for other colours, or copy the theme and name the copy"
        )
    folder = theme / "static" / "css"
    (folder / JOINED).write_text(join_styles(folder), encoding="utf-8")
    print_path(folder / JOINED)


@exit_on_problems()
def styleguide(conf: str, to: str, lang: str) -> None:
    """Build one page with an example of each of the theme's components."""
    print_path(build_styleguide(_newsroom(conf), Path(to), lang))
