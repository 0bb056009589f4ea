"""Alternates: each release as JSON and as Markdown beside its page (ALTERNATES)."""

import json
import sqlite3
from typing import Any

from communique.catalogue.changes import Changed
from communique.catalogue.releases import find_public, in_order
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs.data.records import ShownRecord, load_records, record_of
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import show_source
from communique.settings import Settings

NAME = "alternate"

FORMS = (("index.json", "application/json"), ("index.md", "text/markdown"))


def outputs_of(url: str, source: str) -> list[Output]:
    """Return the alternates of a release, by its address and source."""
    return [Output(f"{url}{name}", NAME, source) for name, _ in FORMS]


def find_alternates(settings: Settings, release: Release) -> list[dict[str, str]]:
    """Return type and address of each form that is made of a release, its PDF first."""
    if release.into:
        return []
    pdf = [("index.pdf", "application/pdf")] if settings.pdf else []
    forms = [*pdf, *(FORMS if settings.subscribing.alternates else ())]
    return [{"type": kind, "url": f"{release.url}{name}"} for name, kind in forms]


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> ShownRecord | None:
    """Load a release; None if it is not public there, or its address leads to another."""
    row = find_public(db, output.ref)
    if row is None or row.release.into or output not in outputs_of(row.release.url, output.ref):
        return None
    return load_records(db, settings, [row])[0]


def render(press: Press, output: Output, shown: ShownRecord) -> Rendered:
    """Write the release in the form of the output's name."""
    record = record_of(press, shown)
    if output.path.endswith(".json"):
        return Rendered((json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
    return Rendered(_write_markdown(record).encode())


def _write_markdown(record: dict[str, Any]) -> str:
    """Return a record as Markdown: what it is above the text, as YAML, which JSON is a part of."""
    from markdownify import markdownify  # noqa: PLC0415 - seldom needed

    told = {name: value for name, value in record.items() if name != "content_html"}
    head = "".join(
        f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items()
    )
    text = markdownify(record.get("content_html", ""), heading_style="ATX").strip()
    return f"---\n{head}---\n\n{text}\n"


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """The alternates of what changed, and of what names a translation that did."""
    for release, why in changed.sides:
        for output in outputs_of(release.url, release.path):
            yield output, why
    for release in changed.effects.translations:
        for output in outputs_of(release.url, release.path):
            yield output, f"it names a translation of {changed.sources}"


KIND = Kind(
    name=NAME,
    addresses=tuple(f"{{lang}}/{{year}}/{{month}}/{{day}}/{{name}}/{name}" for name, _ in FORMS),
    wanted=lambda settings: settings.subscribing.alternates,
    in_time=lambda db, _settings: (
        (sort, each) for sort, url, path in in_order(db) for each in outputs_of(url, path)
    ),
    load=load,
    render=render,
    touched=touched,
    shows=show_source,
)
