"""The tasks of ``inv``: a function for each, which never ends in a traceback."""

import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pelican

from communique import clock
from communique.catalogue.addresses import BUILT_RULES
from communique.catalogue.checks import RULES
from communique.catalogue.database import catalogue_path, forget_catalogue, workroom
from communique.catalogue.destinations import addresses_lead_somewhere
from communique.engine.explain import explain_output
from communique.engine.host_files import host_folder
from communique.engine.locks import OutputLock, hold_lock
from communique.engine.writer import Writer
from communique.errors import CommuniqueError, SettingsError
from communique.importers.draft import render
from communique.importers.interview import interview
from communique.plugin.loading import load_newsroom, load_settings
from communique.plugin.messages import PACKAGE, write_messages
from communique.plugin.newsroom import exit_on_problems
from communique.plugin.next_builds import read_at
from communique.plugin.settings_file import check_whose, find_conf, load_conf
from communique.plugin.styleguide import build_styleguide
from communique.plugin.styles import JOINED, join_styles
from communique.plugin.terminal import choose_asking, print_path, print_text
from communique.sources.blank import Desk, make_blank
from communique.sources.manual import Command, write_commands, write_manual, write_settings
from communique.sources.translation import confirm_translation, start_translation


@exit_on_problems()
def build(conf: str, at: str = "", changed: str | None = None) -> None:
    """Build as ``pelican -s CONF`` does, for the moment ``at``; ``changed`` replaces CHANGED."""
    words = [] if changed is None else ["--extra-settings", f"CHANGED={json.dumps(changed)}"]
    with clock.pinned(read_at(at, conf)):
        check_whose(conf, load_conf(conf))
        pelican.main(["--settings", str(find_conf(conf)), *words])


@exit_on_problems("; nothing is written")
def new(conf: str, title: str, kind: str, lang: str, date: str, place: str) -> None:
    """Start a release as a draft, and print where it is."""
    desk = Desk.of(load_settings(conf))
    lang = desk.find_lang(lang)
    if not kind:
        there = ", ".join(desk.kinds(lang))
        rule = "--kind must name a kind of the vocabulary, got none"
        raise CommuniqueError(f"{rule}; there are {there}")
    values = {
        "Title": " ".join(title.split()),
        "Date": date or desk.today(clock.now()),
        "Category": desk.find_kind(kind, lang),
        "Lang": lang,
        "Place": place,
        "Status": "draft",
    }
    kind = desk.kind_slug(values["Category"], lang)
    zone = desk.stylebook.timezone.key
    print_path(desk.save(values, make_blank(values, kind, zone)))


@exit_on_problems("; nothing is written")
def translate(conf: str, file: str, lang: str) -> None:
    """Start a release's translation as a draft, and print where it is."""
    desk = Desk.of(load_settings(conf))
    print_path(desk.write(*start_translation(desk, Path(file), lang)))


@exit_on_problems("; nothing is written")
def confirm(conf: str, file: str, original: str) -> None:
    """Write into a translation which edition of its original it says, and print where it is."""
    print_path(confirm_translation(Desk.of(load_settings(conf)), Path(file), original))


@exit_on_problems("; nothing is written")
def import_release(
    conf: str, file: str, kind: str, lang: str, date: str, embargo: str, *, published: bool = False
) -> None:
    """Import a foreign text, a draft unless ``published``; print where it is and what is open."""
    desk = Desk.of(load_settings(conf))
    answers = {"Category": kind, "Date": date, "Embargo": embargo}
    imported = interview(
        desk, Path(file), desk.find_lang(lang), answers, choose_asking(), published=published
    )
    held = any(question.header in {"Status", "Embargo"} for question in imported.questions)
    if held or not published:
        imported = replace(imported, fields=(*imported.fields, ("Status", "draft")))
    print_path(desk.save(dict(imported.fields), render(imported)))
    for question in imported.questions:
        print(question)


@exit_on_problems()
def explain(conf: str, output: str) -> None:
    """Print what an output is made from and why it was last written; nothing is built."""
    print_text(explain_output(load_settings(conf), output))


@exit_on_problems()
def manual(conf: str, to: str, commands: Iterable[Command]) -> None:
    """Write the editors' manual, settings and commands from schema, rules, vocabulary and tasks."""
    desk = Desk.of(load_settings(conf))
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
    """Bring the catalogues of TRANSLATIONS_PATH, or of the newsroom's theme, up to date."""
    settings = load_settings(conf)
    for path, data in write_messages(settings):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print_path(path)


@exit_on_problems()
def clean(conf: str) -> None:
    """Delete what builds of these settings left, except OUTPUT_RETENTION and foreign outputs."""
    settings = load_settings(conf)
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
    theme = load_settings(conf).theme
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
    print_path(build_styleguide(load_newsroom(conf), Path(to), lang))
