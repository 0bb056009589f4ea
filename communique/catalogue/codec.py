"""Releases and pages as text: what the catalogue keeps of them besides their body.

A page is JSON. A release is three lines: what it is sorted by, which ends in a slash, with its
language; JSON of what the other lines do not say; its path.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date as Date  # noqa: N812 - a type beside fields named date
from datetime import datetime
from functools import lru_cache
from typing import Any

from communique.model.media import Media, Recording
from communique.model.order import moment_of, slug_of, sort_key
from communique.model.release import (
    Correction,
    CorrectionKind,
    Original,
    Page,
    Release,
    Shape,
    Status,
    Withdrawal,
)
from communique.model.term import Facet, Term

_LEFT_OUT = {Release: ("body", "path", "lang", "date", "slug"), Page: ("body",)}

_KEPT = {
    kind: [field.name for field in fields(kind) if field.name not in left_out]
    for kind, left_out in _LEFT_OUT.items()
}
"""The fields that the JSON has, by class; empty ones are left out."""

_IN_UTC = "+00:00"


def dump(content: Release | Page) -> str:
    """Write a release or a page without its body, the same text for equal values."""
    values = {name: value for name in _KEPT[type(content)] if (value := getattr(content, name))}
    if values.get("group") == usual_group(content.path, content.lang):
        del values["group"]
    if isinstance(content, Page):
        return _write(values)
    values["terms"] = [_dump_term(term) for term in content.terms]
    if content.status is Status.PUBLISHED:
        del values["status"]
    zone = content.date.isoformat()[len("2019-06-05T10:00:00") :]
    if zone != _IN_UTC:
        values["zone"] = zone
    return f"{sort_key(content)}{content.lang}\n{_write(values)}\n{content.path}"


def usual_group(path: str, lang: str) -> str:
    """Return the group that a path gives, as the table of releases works it out."""
    return path.removesuffix(".md").removesuffix(f".{lang}")


def _dump_term(term: Term) -> tuple[str, ...]:
    """Return facet and name, and the slug if it is another than SQLite would make of the name."""
    name = term.name
    usual = name.isascii() and term.slug == name.lower().replace(" ", "-")
    return (term.facet, name) if usual else (term.facet, name, term.slug)


def _encode(value: object) -> Any:
    if isinstance(value, Date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"no form in the catalogue for {type(value).__name__}")


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_encode).encode
"""``json.dumps``, which makes an encoder for each value."""


def load_release(text: str, body: str = "") -> Release:
    """Read what ``dump`` wrote of a release."""
    first, told, path = text.split("\n", 2)
    sort, _, lang = first.rpartition("/")
    values = json.loads(told)
    values |= {"path": path, "lang": lang, "slug": slug_of(sort)}
    values["date"] = _load_date(sort, values.pop("zone", _IN_UTC))
    terms = tuple(_term(*term) for term in values.pop("terms"))
    for name in ("modified", "embargo", "starts", "ends", "pinned"):
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    if "corrections" in values:
        values["corrections"] = tuple(map(_load_correction, values["corrections"]))
    if "withdrawn" in values:
        given = values["withdrawn"]
        shape = Shape(given["shape"])
        day = Date.fromisoformat(given["date"])
        values["withdrawn"] = Withdrawal(day, given["text"], shape, given["into"])
    if "original" in values:
        given = values["original"]
        moment = datetime.fromisoformat(given["moment"])
        values["original"] = Original(given["lang"], moment, given["edition"])
    if "image" in values:
        values["image"] = _load_media(values["image"])
    for name in ("attachments", "pictures", "gallery"):
        if name in values:
            values[name] = tuple(map(_load_media, values[name]))
    if "recordings" in values:
        values["recordings"] = tuple(map(_load_recording, values["recordings"]))
    return Release(terms=terms, body=body, **_load_common(values))


@lru_cache(maxsize=4096)
def _term(facet: str, name: str, slug: str = "") -> Term:
    return Term(Facet(facet), slug or name.lower().replace(" ", "-"), name)


def _load_date(sort: str, zone: str) -> datetime:
    if zone == _IN_UTC:
        return moment_of(sort)
    there = datetime.fromisoformat(f"2000-01-01T00:00:00{zone}")
    return moment_of(sort).astimezone(there.tzinfo).replace(microsecond=there.microsecond)


def load_page(text: str, body: str = "") -> Page:
    """Read what ``dump`` wrote of a page."""
    values = json.loads(text)
    if "modified" in values:
        values["modified"] = datetime.fromisoformat(values["modified"])
    return Page(body=body, **_load_common(values))


def _load_common(values: dict[str, Any]) -> dict[str, Any]:
    values["status"] = Status(values.get("status", Status.PUBLISHED))
    values.setdefault("group", usual_group(values["path"], values["lang"]))
    for name in ("aliases", "links", "other_names", "contacts", "filters"):
        if name in values:
            values[name] = tuple(values[name])
    return values


def _load_media(value: dict[str, Any]) -> Media:
    return Media(**{**value, "widths": tuple(value["widths"])})


def _load_recording(value: dict[str, Any]) -> Recording:
    files = {name: value[name] and _load_media(value[name]) for name in ("file", "transcript")}
    return Recording(**{**value, **files})


def _load_correction(value: dict[str, str]) -> Correction:
    written = value["date"]
    is_day = len(written) == len("2019-06-05")
    date = Date.fromisoformat(written) if is_day else datetime.fromisoformat(written)
    return Correction(date, value["text"], CorrectionKind(value["kind"]))
