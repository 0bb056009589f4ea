"""``inv explain``: an output's sources, templates and reason, from the last build's catalogue."""

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from communique.catalogue.database import connect_read_only
from communique.catalogue.outputs import RecordedOutput, find_output, recorded_paths
from communique.errors import CommuniqueError
from communique.model.output import page_file
from communique.outputs.registry import find_shown, recipe
from communique.outputs.shown import Shown
from communique.settings import Settings
from communique.sources.hints import did_you_mean
from communique.text.letters import compose

NEARBY = 500
"""How many outputs of a folder are compared with a name that does not exist."""


def explain_output(settings: Settings, written: str) -> str:
    """Return what is known of the output at a path or an address; raises CommuniqueError."""
    try:
        with closing(connect_read_only(settings)) as db:
            record = _find(db, settings, written)
            shown = find_shown(db, settings, record.output)
    except sqlite3.Error as error:
        raise CommuniqueError(f"the catalogue cannot be read: {error}; build the site") from error
    return "\n".join(_explain(record, shown, _templates(settings, record)))


def _explain(
    record: RecordedOutput, shown: Iterable[Shown], templates: Collection[str]
) -> Iterator[str]:
    yield f"{record.output.path} ({record.output.kind})"
    yield f"last written: {record.reason}"
    for each in shown:
        yield f"{each.what}{':' if each.paths else ''}"
        yield from (f"  {path.removeprefix('!')}" for path in each.paths)
        if each.count > len(each.paths):
            yield f"  and {each.count - len(each.paths)} more"
    if templates:
        yield f"template: {' or '.join(templates)}, and what it uses"
    for name in filter(None, record.observed.split(",")):
        yield f"its template reads of the whole archive: {name}"


def _find(db: sqlite3.Connection, settings: Settings, written: str) -> RecordedOutput:
    path = _below_output(settings, written)
    for candidate in (path, page_file(f"{path}/") if path else page_file("")):
        if candidate and (record := find_output(db, candidate)):
            return record
    wanted = path if PurePosixPath(path).suffix else page_file(f"{path}/")
    hint = _nearest(db, wanted)
    raise CommuniqueError(
        f'an output must be in the site, got "{written}"'
        f"{f'; {hint}' if hint else '; give its path, or its address after the host'}"
    )


def _below_output(settings: Settings, written: str) -> str:
    """Return what a path on disk, an address or a path of the site is below OUTPUT_PATH."""
    on_disk = Path(os.path.abspath(written))  # noqa: PTH100 - no resolve(), as in the settings
    if on_disk.is_relative_to(settings.output_path):
        below = on_disk.relative_to(settings.output_path)
        return compose(below.as_posix()) if below.parts else ""
    path = compose(unquote(urlsplit(written).path))
    base = urlsplit(settings.siteurl).path
    if base and f"{path}/".startswith(f"{base}/"):
        path = path.removeprefix(base)
    return path.strip("/")


def _nearest(db: sqlite3.Connection, path: str) -> str:
    """Return the likeliest name, looked for in the nearest folder that holds one."""
    for folder in PurePosixPath(path).parents:
        prefix = "" if folder == PurePosixPath() else f"{folder}/"
        if hint := did_you_mean(path, recorded_paths(db, prefix, NEARBY)):
            return hint
    return ""


def _templates(settings: Settings, record: RecordedOutput) -> tuple[str, ...]:
    """Return the first of an output's templates that is in the theme; all of them if none is."""
    names = tuple(f"{name}.html" for name in recipe(record.output))
    theme = settings.theme
    own = (name for name in names if (theme / "templates" / name).is_file())
    return next(((f"{theme.name}/templates/{name}",) for name in own), names)
