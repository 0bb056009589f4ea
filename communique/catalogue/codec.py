"""Releases and pages as JSON text: what the catalogue keeps of them besides their body."""

import json
from dataclasses import fields, is_dataclass
from datetime import date as Date  # noqa: N812 - a type beside fields named date
from datetime import datetime
from functools import lru_cache
from typing import Any

from communique.model.media import Media, Recording
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

_KEPT = {
    kind: [field.name for field in fields(kind) if field.name != "body"] for kind in (Release, Page)
}
"""The fields that are kept, by class; empty ones are left out."""


def dump(content: Release | Page) -> str:
    """Write a release or a page without its body, the same text for equal values."""
    values = {name: value for name in _KEPT[type(content)] if (value := getattr(content, name))}
    if isinstance(content, Release) and content.terms:
        values["terms"] = [(term.facet, term.slug, term.name) for term in content.terms]
    if values.get("group") == _usual_group(content.path):
        del values["group"]
    return _write(values)


def _usual_group(path: str) -> str:
    return path.removesuffix(".md")


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
    values = json.loads(text)
    terms = tuple(_term(*term) for term in values.pop("terms"))
    for name in ("date", "modified", "embargo", "starts", "ends", "pinned"):
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
def _term(facet: str, slug: str, name: str) -> Term:
    return Term(Facet(facet), slug, name)


def load_page(text: str, body: str = "") -> Page:
    """Read what ``dump`` wrote of a page."""
    values = json.loads(text)
    if "modified" in values:
        values["modified"] = datetime.fromisoformat(values["modified"])
    return Page(body=body, **_load_common(values))


def _load_common(values: dict[str, Any]) -> dict[str, Any]:
    values["status"] = Status(values["status"])
    values.setdefault("group", _usual_group(values["path"]))
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
