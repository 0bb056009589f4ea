"""What a search shows of a release, and looks through for a phrase: a file for each release."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator

from communique.catalogue.changes import Changed
from communique.catalogue.words import A_DAY, find_numbered, numbers_of
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import Shown, show
from communique.settings import Settings
from communique.sources.words import searched_names
from communique.text.dates import format_date
from communique.text.words import plain_lines

NAME = "search text"


def output_of(lang: str, number: int) -> Output:
    """Return the file of the release that has a number."""
    day, rank = divmod(number, A_DAY)
    return Output(f"{lang}/search/texts/{day}/{rank}.text", NAME, f"{lang}/{number}")


def _parse(ref: str) -> tuple[str, int]:
    lang, number = ref.split("/")
    return lang, int(number)


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield a file for each release that is searched."""
    for lang in settings.languages if settings.search else ():
        for number in numbers_of(db, lang):
            yield output_of(lang, number)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> tuple[Release, str] | None:
    """Load the release that has the number now; None where none has."""
    lang, number = _parse(output.ref)
    searched = settings.search and lang in settings.languages
    return find_numbered(db, lang, number) if searched else None


def render(_press: Press, _output: Output, shown: tuple[Release, str]) -> Rendered:
    """Write address, title, date, kind, text and names, as JSON that is packed."""
    release, html = shown
    said = {
        "url": release.url,
        "title": release.title,
        "day": release.date.date().isoformat(),
        "date": format_date(release.date.date(), release.lang),
        "kind": release.kind.name,
        "mark": release.mark.value if release.mark else "",
        "text": plain_lines(html),
        "names": searched_names(release),
    }
    data = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return Rendered(gzip.compress(data, 6, mtime=0))


def touched(_db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The files of a changed release's day, whose numbers may be others now."""
    if settings.search:
        for (lang, day), count in sorted(changed.effects.reindexed.days.items()):
            for rank in range(count):
                yield output_of(lang, day * A_DAY + rank), f"it shows {changed.sources}"


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The release."""
    if found := load(db, settings, output):
        yield from show("the text of", [found[0].path])


KIND = Kind(
    name=NAME,
    addresses=("{lang}/search/texts/{rest}",),
    every=every,
    load=load,
    render=render,
    touched=touched,
    shows=shows,
)
