"""A plan in words for people, and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from communique.publish.plan import Plan

ORDER = ("added", "changed", "corrected", "withdrawn", "moved", "removed")

SHOWN = 50


def plan_in_words(plan: Plan) -> Iterator[str]:
    """Yield the lines that a web team reads before it agrees."""
    if plan.changes_nothing:
        yield f"{plan.target} shows what was built: nothing to do."
    else:
        yield f"To {plan.target}:"
        if not plan.base:
            yield "  nothing was published here before"
        yield from _releases(plan)
        yield from _rest(plan)
    for path in plan.altered[:SHOWN]:
        yield f"  changed at the host by somebody else, and put right: {path}"
    if len(plan.altered) > SHOWN:
        yield f"  … and {len(plan.altered) - SHOWN:,} more"
    for refusal in plan.refusals:
        yield f"refused: {refusal}"


def _releases(plan: Plan) -> Iterator[str]:
    for what in ORDER:
        found = [file for word, file in plan.releases if word == what]
        if found:
            yield f"  {_count(len(found), 'release')} {what}:"
            yield from _shown([f"{file.address} {file.title}".rstrip() for file in found])


def _rest(plan: Plan) -> Iterator[str]:
    told = {file.path for _, file in plan.releases}
    groups = Counter(file.treated.words for file in plan.uploads if file.path not in told)
    follow = [
        f"{number:,} {name.split('|')[number != 1]}" for name, number in sorted(groups.items())
    ]
    if follow:
        yield "  with them: " + ", ".join(follow)
    if plan.deletions:
        yield f"  {_count(len(plan.deletions), 'file')} deleted:"
        yield from _shown(plan.deletions)
    if plan.following:
        lists = "list or feed is" if len(plan.following) == 1 else "lists and feeds are"
        yield f"  {len(plan.following):,} empty {lists} removed:"
        yield from _shown(plan.following)
    if plan.ended:
        addresses = "address is" if len(plan.ended) == 1 else "addresses are"
        yield f"  {len(plan.ended):,} {addresses} gone for good, as the redirects say (HOSTS: 410):"
        yield from _shown(plan.ended)
    if plan.retired:
        kept = _count(len(plan.retired), "file")
        yield f"  {kept} of the theme kept a day, for pages that are open"
    sent = _count(len(plan.uploads), "file")
    then = " and ".join([_count(plan.files, "file"), *plan.brought])
    yield f"  {sent} to send, {size_in_words(plan.bytes_to_send)}; {then} then"


def _shown(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"    {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"    … and {len(lines) - SHOWN:,} more"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number != 1 else ''}"


def size_in_words(size: int) -> str:
    """Return a number of bytes as people say it."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} bytes"


def plan_as_json(plan: Plan) -> str:
    """Return all of a plan; equal plans give equal texts."""
    values: dict[str, Any] = {each.name: getattr(plan, each.name) for each in fields(plan)}
    del values["added"], values["refusals"]
    values["releases"] = {
        what: [
            {"address": file.address, "title": file.title, "lang": file.lang}
            for word, file in plan.releases
            if word == what
        ]
        for what in ORDER
    }
    values["uploads"] = [
        {name: getattr(file, name) for name in ("path", "size", "sha256", "media_type", "kind")}
        | {"new": file.path in plan.added}
        for file in plan.uploads
    ]
    for name in ("relabelled", "retired"):
        values[name] = [file.path for file in values[name]]
    values |= {"bytes_to_send": plan.bytes_to_send, "refusals": plan.refusals}
    return json.dumps(values, ensure_ascii=False, indent=1)
