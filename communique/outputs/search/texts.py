"""The texts of the search: a file for each release, for results and phrases.

The rest of a long text is in a second file. The browser loads it for a phrase, or if the first file
lacks a word.
"""

import gzip
import json
import sqlite3
from collections.abc import Iterator
from itertools import product
from typing import Any

from communique.catalogue.changes import Changed
from communique.catalogue.search_index import A_DAY, find_numbered, numbers_of, numbers_with
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import Shown, show
from communique.settings import Settings
from communique.sources.search_words import IS_LONG, searched_names, split_text
from communique.text.dates import format_date
from communique.text.words import plain_lines

NAME = "search text"


REST = "rest"


def output_of(lang: str, number: int, suffix: str = "text") -> Output:
    """Return the file of the release that has a number, or that of the rest of its text."""
    day, rank = divmod(number, A_DAY)
    path = f"{lang}/search/texts/{day}/{rank}.{suffix}"
    return Output(path, NAME, f"{lang}/{number}/{suffix}")


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield a file for each release that is searched, and one more for each with a long text."""
    for lang in settings.languages:
        for number in numbers_of(db, lang):
            yield output_of(lang, number)
        for number in numbers_with(db, lang, IS_LONG):
            yield output_of(lang, number, REST)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> tuple[Release, str] | None:
    """Load the release with this number; None if there is none, or if it has no second file."""
    lang, number, suffix = output.ref.split("/")
    if lang not in settings.languages:
        return None
    found = find_numbered(db, lang, int(number))
    if found and suffix == REST and not split_text(plain_lines(found[1]))[1]:
        return None
    return found


def render(press: Press, output: Output, shown: tuple[Release, str]) -> Rendered:
    """Write address, title, date, kind, text and names, or the rest, as JSON that is packed."""
    release, html = shown
    first, rest = split_text(plain_lines(html))
    said: Any = (
        rest
        if output.ref.endswith(REST)
        else {
            "url": release.url,
            "title": release.title,
            "day": release.date.date().isoformat(),
            "date": format_date(release.date.date(), release.lang),
            "kind": press.kit.kicker(release),
            "mark": release.mark.value if release.mark else "",
            "text": first,
            "rest": sum(map(len, rest)),
            "names": searched_names(release),
        }
    )
    data = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return Rendered(gzip.compress(data, 6, mtime=0))


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """The files of a changed release's day, as their numbers may have changed."""
    for (lang, day), count in sorted(changed.effects.reindexed.days.items()):
        for rank, suffix in product(range(count), ("text", REST)):
            yield output_of(lang, day * A_DAY + rank, suffix), f"it shows {changed.sources}"


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The release."""
    if found := load(db, settings, output):
        yield from show("the text of", [found[0].path])


KIND = Kind(
    name=NAME,
    addresses=("{lang}/search/texts/{rest}",),
    wanted=lambda settings: settings.search,
    every=every,
    load=load,
    render=render,
    touched=touched,
    shows=shows,
)
