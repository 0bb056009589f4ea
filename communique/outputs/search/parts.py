"""What a search looks through: public releases in parts, a language and a year each.

The newest month that has a release is a part of its own, so that publishing one indexes a month
again and not a year. Which parts there are, and what is in each, follows from the catalogue alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.catalogue.changes import Changed
from communique.catalogue.database import workroom
from communique.catalogue.months import Span, newest_months, paths_between, texts_between
from communique.catalogue.outputs import recorded_outputs
from communique.model.output import Output
from communique.outputs.kind import Kind, Planned
from communique.outputs.search.documents import Document, write_document
from communique.outputs.search.pagefind import ENTRY, index_documents, make_engine
from communique.outputs.search.script import script_names
from communique.outputs.shown import Shown, show
from communique.settings import Settings

NAME = "search part"

ENGINE = "engine"
"""The part of each language that holds no release but the program that searches."""


def folder_of(ref: str) -> str:
    """Return the folder of a part, ``en/search/2019-06/`` of ``en/2019-06``."""
    lang, part = ref.split("/")
    return f"{lang}/search/{part}/"


def output_of(lang: str, part: str) -> Output:
    """Return the output that stands for all files of a part."""
    ref = f"{lang}/{part}"
    return Output(f"{folder_of(ref)}{ENTRY}", NAME, ref)


def _months(db: sqlite3.Connection, lang: str) -> Iterator[str]:
    """Yield the months that have a public release, ``2019-06``, newest first."""
    months = newest_months(db, lang)
    return (month.removeprefix(f"{lang}/").replace("/", "-") for month in months)


def newest_month(db: sqlite3.Connection, lang: str) -> str:
    """Return the newest month that has a public release, ``2019-06``; "" where none has."""
    return next(_months(db, lang), "")


def part_of(month: str, newest: str) -> str:
    """Return the part that a month's releases are in: its year, or the newest month itself."""
    return month if month == newest else month.partition("-")[0]


def parts_of(db: sqlite3.Connection, lang: str) -> tuple[str, ...]:
    """Return the parts of a language that hold releases, newest first."""
    months = list(_months(db, lang))
    return tuple(dict.fromkeys(part_of(month, months[0]) for month in months))


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield every part of every language, the engines among them; none where search is off."""
    for lang in settings.languages if settings.search else ():
        yield output_of(lang, ENGINE)
        for part in parts_of(db, lang):
            yield output_of(lang, part)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> str | None:
    """Return the language and the part; None where the site has no such part any more."""
    lang, part = output.ref.split("/")
    if not settings.search or lang not in settings.languages:
        return None
    return output.ref if part == ENGINE or part in parts_of(db, lang) else None


def _bounds(db: sqlite3.Connection, ref: str) -> Span:
    """Return a part's first month, what comes after its last, and the one that it leaves out."""
    lang, part = ref.split("/")
    newest, low = newest_month(db, lang), f"{lang}/{part.replace('-', '/')}"
    return low, f"{low}0", "" if part == newest else f"{lang}/{newest.replace('-', '/')}"


def searched(db: sqlite3.Connection, ref: str) -> Iterator[str]:
    """Yield the sources of the public releases in a part."""
    return paths_between(db, _bounds(db, ref))


def documents(db: sqlite3.Connection, ref: str) -> Iterator[Document]:
    """Yield what is searched of the public releases in a part."""
    for release, html in texts_between(db, _bounds(db, ref)):
        yield Document(release.url, write_document(release, html))


def files(db: sqlite3.Connection, settings: Settings, output: Output) -> dict[Output, bytes]:
    """Make the files of a part; raises CommuniqueError where Pagefind cannot be run."""
    ref = load(db, settings, output)
    if ref is None:
        return {}
    lang, part = ref.split("/")
    room = workroom(settings)
    if part == ENGINE:
        made = make_engine(lang, room) | script_names()
    else:
        made = index_documents(lang, documents(db, ref), room)
    kinds = {ENTRY: NAME}
    return {
        Output(f"{folder_of(ref)}{name}", kinds.get(name, FILE.name), ref): data
        for name, data in made.items()
    }


def touched(db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The parts that hold a release which changed, or held it; none where search is off.

    A month that becomes the newest, or was it, leaves its year's part or comes into it.
    """
    months: dict[str, set[str]] = {}
    for change in changed.releases if settings.search else ():
        for release in change.sides:
            if release.lang in settings.languages:
                months.setdefault(release.lang, set()).add(f"{release.date:%Y-%m}")
    for lang in sorted(months):
        newest, before = newest_month(db, lang), _newest_before(db, lang)
        parts = {part_of(month, newest) for month in months[lang]}
        if newest != before:
            moved = filter(None, (newest, before))
            parts |= {each for month in moved for each in (month, month.partition("-")[0])}
        for part in sorted(parts):
            yield output_of(lang, part), f"it holds {changed.sources}"


def _newest_before(db: sqlite3.Connection, lang: str) -> str:
    """Return the newest month as it was: the one that has a part of its own in the output."""
    refs = [output.ref.split("/") for output in recorded_outputs(db, NAME)]
    return max((part for of, part in refs if of == lang and "-" in part), default="")


def shows(db: sqlite3.Connection, _settings: Settings, output: Output) -> Iterator[Shown]:
    """The releases that a part holds."""
    yield from show("the texts in that part of the search index", searched(db, output.ref))


KIND = Kind(
    name=NAME,
    addresses=("{lang}/search/{name}/{rest}",),
    every=every,
    load=load,
    files=files,
    touched=touched,
    shows=shows,
)

FILE = Kind(
    name="search file",
    addresses=(),
    load=load,
    whole=lambda output: output_of(*output.ref.split("/")),
    shows=shows,
)
"""A file of a part but its entry; which there are is known once the part is made."""
