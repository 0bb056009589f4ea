"""A kind of output: a value at the end of the module that makes it."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from communique.catalogue.changes import Changed, ListingChange
from communique.errors import Problem
from communique.model.listing import ListingKey
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import Shown, filed
from communique.settings import Settings

Planned = Iterator[tuple[Output, str]]
"""Outputs to make, each with the reason."""

IsThere = Callable[[Output], bool]
"""Says whether the site has an output that is planned or recorded."""

Lost = Callable[[ListingKey], str]
"""Names a source that left a listing and was not withdrawn; "" if there is none."""

Missed = Callable[[sqlite3.Connection, Output, Lost], str]

Recipe = tuple[str, ...]
"""Templates. The first that the theme has is rendered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of output; the engine knows it by this value alone, and records it by its ``name``."""

    name: str
    addresses: tuple[str, ...]
    """The shapes of its outputs' paths (``catalogue.addresses.MadeAddresses``).

    A sibling has none: its path is the original's, with a suffix.
    """
    claimed: bool = False
    """Whether sources, or the theme, choose the addresses. The table ``claim`` gives each to one.

    The addresses of all other kinds are refused to sources, and no two kinds share one.
    """
    wanted: Callable[[Settings], bool] = lambda _settings: True
    """Whether the site has outputs of the kind; if not, none is made, and all are deleted."""
    every: Callable[[sqlite3.Connection, Settings], Iterator[Output]] | None = None
    """Names all outputs of the kind; the engine asks ``in_time`` where this is None."""
    in_time: Callable[[sqlite3.Connection, Settings], Iterator[tuple[str, Output]]] | None = None
    """Names all outputs, each with a time to sort by, the oldest first.

    Outputs of all such kinds are made together, in the order of time. So outputs with the same
    releases follow one another, and a worker reuses what it made of these releases.
    """
    load: Callable[[sqlite3.Connection, Settings, Output], Any]
    """Takes from the catalogue what an output shows; None where there is no such output any more.

    For a kind that ``copies`` that is the ``Copy`` to publish.
    """
    prepare: Callable[[sqlite3.Connection], None] | None = None
    """Works out in one step what all outputs of the kind show, before most of them are loaded."""
    amend: Callable[[sqlite3.Connection, Settings, Output, bytes, Changed], Any] | None = None
    """Takes what an output shows from its bytes in place, and from the catalogue what changed.

    For a large file of many parts. The engine asks ``load`` where more than these changes may show,
    or the bytes are not those that were recorded. None where there is no such output any more.
    """
    shared: Callable[[Output], str] | None = None
    """Names what is loaded for an output. Outputs with one name that follow one another in the plan
    show the same: it is loaded once, and sent to a worker once.
    """
    render: Callable[[Press, Output, Any], Rendered] | None = None
    """Makes the bytes from what was loaded, in any process."""
    copies: bool = False
    """Whether a file is published as it is, or a variant of a picture; nothing is rendered then."""
    here: bool = False
    """Whether it is made on this machine alone: it needs its files, its fonts."""
    siblings: Callable[[Settings, Iterable[tuple[str, str]]], Planned] | None = None
    """Gets path and reason of planned outputs, and names what may be made beside them.

    ``ref`` of a sibling is the path of the output that it stands beside.
    """
    derive: Callable[[Output, bytes], bytes | None] | None = None
    """Makes a sibling from the bytes of what ``ref`` names; None where it is not worth a file."""
    made_with: str = ""
    """The versions of what derives siblings: when they change, all are derived anew."""
    touched: Callable[[sqlite3.Connection, Settings, Changed], Planned] | None = None
    """Names the outputs that a change touches, each with the reason that an editor is given.

    One that turns out not to exist any more is deleted, so that one rule serves writing and
    deleting. The first reason for an output stands.
    """
    hold: Callable[[sqlite3.Connection, Settings, IsThere], Iterator[Problem]] | None = None
    """Checks the planned outputs against the site, once all is planned; it may plan more.

    A warning stops nothing.
    """
    missed: Missed | None = None
    """Names the source whose change removed an output that readers miss; "" if nobody misses it.

    None for a kind whose addresses nobody keeps.
    """
    templates: tuple[Recipe, ...] = ()
    """Every choice of templates that some output of the kind is rendered with."""
    choose: Callable[[Output], Recipe] | None = None
    """Chooses the templates of an output, where the kind has several choices."""
    shows: Callable[[sqlite3.Connection, Settings, Output], Iterator[Shown]] | None = None
    """Says which sources an output shows, and as what; None where it shows no source."""
    leads: bool = False
    """Whether it only leads elsewhere: nobody reads it, and servers of HOSTS lead there too."""
    counted: bool = True
    """Whether a build counts it among the files that it wrote, or made again."""

    def recipe(self, output: Output) -> Recipe:
        """Return the templates that an output may be rendered with; none where it uses none."""
        if self.choose is not None:
            return self.choose(output)
        return self.templates[0] if self.templates else ()


def of_each_language(
    name: str,
    load: Callable[[sqlite3.Connection, str], Any],
    *files: str,
    has: Callable[[sqlite3.Connection, str], object] = lambda _db, _lang: True,
    lists: Callable[[ListingChange], object] = lambda _change: False,
    names: Callable[[Release], object] = lambda _release: False,
    says: str = "",
    **fields: Any,
) -> Kind:
    """Return a kind whose outputs each language has, at ``files`` in its folder; ``ref`` is it.

    ``load`` takes what they show of a language, and ``has`` says whether it has them. A change
    touches them that ``lists`` or ``names`` chooses, of a listing or a release. ``says`` names in
    words what they show of a language's releases.
    """

    def find(lang: str) -> list[Output]:
        return [Output(f"{lang}/{file}", name, lang) for file in files]

    def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
        for change in filter(lists, changed.effects.listings):
            yield from ((each, f"it shows {changed.sources}") for each in find(change.key.lang))
        for release, why in changed.sides:
            yield from ((each, why) for each in find(release.lang) if names(release))

    usual = {
        "every": lambda db, settings: chain.from_iterable(
            find(lang) for lang in settings.languages if has(db, lang)
        ),
        "touched": touched,
        "shows": lambda db, _settings, output: filed(db, says.format(output.ref), output.ref),
    }
    return Kind(
        name=name,
        addresses=tuple(f"{{lang}}/{file}" for file in files),
        load=lambda db, settings, output: (
            load(db, output.ref) if output.ref in settings.languages else None
        ),
        **usual | fields,
    )
