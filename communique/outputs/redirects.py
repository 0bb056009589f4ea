"""Former addresses: each a small page that leads to where its text is now, or to another site."""

import sqlite3
from collections.abc import Iterator
from functools import cache

from communique.catalogue.addresses import dotted_folders
from communique.catalogue.changes import Changed
from communique.catalogue.claims import alias_path
from communique.catalogue.outputs import outputs_at, save_pending
from communique.catalogue.redirects import (
    find_alias,
    find_chained,
    find_lost,
    find_redirect,
    find_taken,
    find_unshown,
    is_folder,
    line_of,
    planned_redirects,
    public_redirects,
)
from communique.errors import Problem, Severity
from communique.model.output import Output, page_file
from communique.model.release import Page, Release
from communique.outputs.kind import IsThere, Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import Shown, show
from communique.settings import Settings

NAME = "redirect"


TEMPLATES = ("redirect",)


def outputs_of(content: Release | Page) -> list[Output]:
    """Return the redirects from a text's aliases, and from releases consolidated into it."""
    outputs = [Output(alias_path(alias), NAME, content.path) for alias in content.aliases]
    if isinstance(content, Release) and content.into:
        outputs.append(Output(page_file(content.url), NAME, content.into))
    return outputs


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> tuple[str, str] | None:
    """Load the language and the address that a former one leads to."""
    if (target := find_redirect(db, output.path, output.ref)) is not None:
        begun = (address.partition("/")[0] for address in (output.path, target))
        lang = next((lang for lang in begun if lang in settings.languages), settings.default_lang)
        return lang, target
    return find_alias(db, output.path, output.ref)


def render(press: Press, output: Output, shown: tuple[str, str]) -> Rendered:
    """Render ``redirect.html``."""
    lang, target = shown
    whole = target.startswith(("https://", "http://"))
    location = target if whole else f"{press.siteurl(output.path)}/{target}"
    return press.render(TEMPLATES, lang, output.path, {"location": location})


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """The former addresses of what changed, and redirects in bulk that changed."""
    for release, why in changed.sides:
        yield from ((output, why) for output in outputs_of(release))
    for page in changed.pages:
        yield from ((output, f"{page.path} changed") for output in outputs_of(page))
    for path, source in changed.redirects:
        yield Output(path, NAME, source), f"{source} changed"


def hold(db: sqlite3.Connection, settings: Settings, is_there: IsThere) -> Iterator[Problem]:
    """Yield each wrong line of REDIRECTS that the plan touches.

    Its old address is a page or file of the site, or its new address is none. Redirects to a former
    address that now leads elsewhere are planned too. An address exists if its output is planned or
    recorded, and can be loaded. So an edit checks only the redirects whose ends it touches.
    """
    followers = find_chained(db, NAME)
    save_pending(
        db, ((Output(path, NAME, of), f"/{file} leads elsewhere") for path, of, file in followers)
    )
    if settings.siteurl and not settings.hosts:
        yield from _warn_of_forms(db)
    if settings.redirects is None:
        return
    name = settings.redirects.name
    taken = {(line, output.path) for line, output in find_taken(db, NAME) if is_there(output)}
    for line, path in sorted(taken):
        rule, hint = "an old address must be one that the site has no more", "remove the line"
        yield Problem(
            name, line, rule, f"got /{path.removesuffix('index.html')}, which the site has", hint
        )
    exists = cache(lambda file: any(map(is_there, outputs_at(db, file))))  # many lead to one
    for line, file, held in find_lost(db):
        if not exists(file):
            rule = "a redirect must lead to an existing address"
            found = f"got /{file.removesuffix('index.html')}"
            found += ", whose text is not public" if held else ""
            hint = "name it in Aliases instead" if held else "correct it, or leave it empty"
            yield Problem(name, line, rule, found, hint)
    yield from _check_folders(db, is_there, name)


def _warn_of_forms(db: sqlite3.Connection) -> Iterator[Problem]:
    """Yield former addresses that a host without redirects shows as what their names say."""
    for source, line, path, more in find_unshown(db, NAME):
        rule = "a former address must be one that a page can have, where no host redirects"
        found = f"got /{path}" + (f", and {more} more like it" if more else "")
        hint = "name the server in HOSTS, which then redirects, or leave it out"
        yield Problem(source, line, rule, found, hint, Severity.WARNING)


def _check_folders(db: sqlite3.Connection, is_there: IsThere, name: str) -> Iterator[Problem]:
    """Yield each planned redirect that takes the name of a folder, or has a file for a folder."""
    hint = "remove the line"
    for line, path in planned_redirects(db, NAME):
        for folder in dotted_folders(path):
            if any(map(is_there, outputs_at(db, folder))):
                rule = "a folder must not have the name of a file in the site"
                yield Problem(name, line, rule, f"got /{path}, where /{folder} is one", hint)
        if path.endswith("/index.html"):
            continue
        if is_folder(db, path):
            rule = "a file must not have the name of a folder in the site"
            yield Problem(name, line, rule, f"got /{path}, where the site has /{path}/", hint)


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The text, or the line of REDIRECTS, that has the former address."""
    if settings.redirects and settings.redirects.name == output.ref:
        yield Shown(f"a former address, by line {line_of(db, output.path)} of {output.ref}")
    else:
        yield from show("a former address, among the Aliases of", [output.ref])


KIND = Kind(
    name=NAME,
    missed=lambda _db, output, _lost: output.ref,
    addresses=("{rest}",),
    claimed=True,
    leads=True,
    every=lambda db, _settings: (Output(path, NAME, of) for path, of in public_redirects(db)),
    load=load,
    render=render,
    templates=(TEMPLATES,),
    touched=touched,
    hold=hold,
    shows=shows,
)
