"""Releases and pages as text: what the catalogue keeps of them besides their body.

A page is JSON. A release is three lines: what it is sorted by, which ends in a slash, with its
language; JSON of what the other lines do not say; its path.
"""

import json
from collections.abc import Callable, Iterable
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
    Status,
    Withdrawal,
    WithdrawalShape,
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
    return Release(body=body, **_load(values))


def load_page(text: str, body: str = "") -> Page:
    """Read what ``dump`` wrote of a page."""
    return Page(body=body, **_load(json.loads(text)))


def _load(values: dict[str, Any]) -> dict[str, Any]:
    values.setdefault("group", usual_group(values["path"], values["lang"]))
    values.setdefault("status", Status.PUBLISHED)
    return {
        name: read(value) if (read := _READERS.get(name)) else value
        for name, value in values.items()
    }


@lru_cache(maxsize=4096)
def _term(facet: str, name: str, slug: str = "") -> Term:
    return Term(Facet(facet), slug or name.lower().replace(" ", "-"), name)


def _load_date(sort: str, zone: str) -> datetime:
    if zone == _IN_UTC:
        return moment_of(sort)
    there = datetime.fromisoformat(f"2000-01-01T00:00:00{zone}")
    return moment_of(sort).astimezone(there.tzinfo).replace(microsecond=there.microsecond)


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


def _load_withdrawal(value: dict[str, str]) -> Withdrawal:
    day = Date.fromisoformat(value["date"])
    return Withdrawal(day, value["text"], WithdrawalShape(value["shape"]), value["into"])


def _load_original(value: dict[str, Any]) -> Original:
    return Original(value["lang"], datetime.fromisoformat(value["moment"]), value["edition"])


def _each(read: Callable[[Any], object]) -> Callable[[Iterable[Any]], tuple[object, ...]]:
    return lambda values: tuple(map(read, values))


_READERS: dict[str, Callable[[Any], object]] = {
    "status": Status,
    "terms": _each(lambda term: _term(*term)),
    "corrections": _each(_load_correction),
    "withdrawn": _load_withdrawal,
    "original": _load_original,
    "image": _load_media,
    "recordings": _each(_load_recording),
    **dict.fromkeys(("attachments", "pictures", "gallery"), _each(_load_media)),
    **dict.fromkeys(("modified", "embargo", "starts", "ends", "pinned"), datetime.fromisoformat),
    **dict.fromkeys(("aliases", "links", "other_names", "contacts", "filters"), tuple),
}
"""How to read a field that JSON has no type for."""
