"""The plan of a publication: a pure decision that people and guards can check first.

If a target cannot switch all files at once, the order of uploads matters. New addresses go before
the pages that link to them. A file is deleted only after the last page that linked to it has
changed. So a reader who follows links meets no 404.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import PurePosixPath

from communique.publish.caching import is_fingerprinted, outlives_its_pages
from communique.publish.diff import Difference
from communique.publish.guards import (
    SHOWN,
    Guards,
    find_refusals,
    find_surprise,
    folders_above,
)
from communique.publish.kinds import ASSET, NEW
from communique.publish.record import File
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """What a publication does.

    ``uploads`` are in the order of sending; ``added`` of them have new addresses. ``relabelled``
    files change only in what is written down of them. ``retired`` files stay for a while,
    ``deletions`` go. ``vanishing`` addresses end; ``following`` are lists that withdrawn releases
    left empty, ``ended`` are gone by the site's redirects. The target itself adds ``brought``.
    ``refusals`` must be settled first.
    """

    target: str
    base: str
    record: str
    generation: int
    build: str
    releases: tuple[tuple[str, File], ...]
    uploads: tuple[File, ...]
    added: frozenset[str]
    relabelled: tuple[File, ...]
    retired: tuple[File, ...]
    deletions: tuple[str, ...]
    vanishing: tuple[str, ...]
    following: tuple[str, ...]
    ended: tuple[str, ...]
    brought: tuple[str, ...]
    altered: tuple[str, ...]
    files: int
    size: int
    refusals: tuple[str, ...]

    @property
    def bytes_to_send(self) -> int:
        """How many bytes of files are sent."""
        return sum(file.size for file in self.uploads)

    def stages(self) -> list[list[File]]:
        """Return the uploads in groups: each is to be there before the next begins."""
        grouped = groupby(self.uploads, key=lambda file: _stage(file, self.added))
        return [list(files) for _, files in grouped]

    @property
    def changes_nothing(self) -> bool:
        """Whether the host has all that the record has, and nothing else."""
        return not (self.uploads or self.deletions or self.retired or self.relabelled)


def make_plan(
    target: str,
    base: str,
    build: tuple[str, int, str],
    differences: Iterable[Difference],
    expired: Iterable[File],
    totals: tuple[int, int],
    guards: Guards,
    moment: datetime | None,
    altered: Iterable[str] = (),
    *,
    is_ended: Callable[[str], bool] = lambda _: False,
    brought: tuple[str, ...] = (),
) -> Plan:
    """Decide what a publication does.

    ``base`` is the token of what the host shows, "" for nothing; ``build`` is the record's id,
    generation and build; ``totals`` are the host's files and bytes. From ``moment`` on, files that
    open pages may name are retired; None deletes them at once. ``expired`` were retired long
    enough. Others touched ``altered`` paths. ``is_ended`` says whether a path is gone for good.
    """
    differences = list(differences)
    work = _sort(differences, expired, totals, moment.isoformat() if moment else "")
    gone = [each.old for each in differences if each.new is None and each.old is not None]
    vanishing, following, ended = _find_missing(differences, gone, is_ended)
    added = frozenset(each.path for each in differences if each.old is None and each.new)
    plan = Plan(
        target,
        base,
        *build,
        uploads=tuple(sorted(work.uploads, key=lambda file: (_stage(file, added), file.path))),
        added=added,
        relabelled=work.relabelled,
        retired=work.retired,
        deletions=work.deletions,
        vanishing=vanishing,
        following=following,
        ended=ended,
        brought=brought,
        releases=tuple(_releases(differences)),
        altered=tuple(altered),
        files=work.files,
        size=work.size,
        refusals=(),
    )
    counted = len(vanishing) + sum(file.treated.theme for file in gone)
    renamed = list(_renamed(plan))[:SHOWN]
    refusals = [*find_refusals(plan.vanishing, (counted, totals[0]), guards, renamed)]
    if not base:
        refusals += find_surprise(target, guards)
    return replace(plan, refusals=tuple(refusals))


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be done at the host, which has so many files and bytes then."""

    files: int
    size: int
    uploads: tuple[File, ...]
    relabelled: tuple[File, ...]
    retired: tuple[File, ...]
    deletions: tuple[str, ...]


def _sort(
    differences: Iterable[Difference], expired: Iterable[File], totals: tuple[int, int], at: str
) -> _Work:
    """Return what is to be done; "" as the moment ``at`` retires nothing."""
    uploads, relabelled, retired, unknown = list[File](), list[File](), list[File](), list[str]()
    deleted, (files, size) = [*expired], totals
    for each in differences:
        old, new = each.old, each.new
        if new is not None:
            files, size = files + (old is None), size + new.size - (old.size if old else 0)
            same = old is not None and not each.unsure and _as_told(old) == _as_told(new)
            (relabelled if same else uploads).append(new)
        elif old is None:
            unknown.append(each.path)
        elif at and outlives_its_pages(old) and not each.unsure:
            retired.append(replace(old, retired=at))
        else:
            deleted.append(old)
    return _Work(
        files=files - len(deleted),
        size=size - sum(file.size for file in deleted),
        uploads=tuple(uploads),
        relabelled=tuple(relabelled),
        retired=tuple(retired),
        deletions=tuple(sorted([*unknown, *(file.path for file in deleted)])),
    )


def _as_told(file: File) -> tuple[str, str, str]:
    return file.sha256, file.media_type, file.leads_to


def _find_missing(
    differences: list[Difference], gone: list[File], is_ended: Callable[[str], bool]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the addresses that vanish, those of lists that are empty now, and those that ended."""
    changed = {each.path.removesuffix("index.html"): each.new for each in differences}
    missed = [file for file in gone if _vanishes(file, changed)]
    emptied = find_emptied(differences)
    ended = {file.address for file in missed if is_ended(file.path)}
    following = {file.address for file in missed if file.treated.lists and emptied(file)} - ended
    vanishing = [file.address for file in missed if file.address not in ended | following]
    return tuple(sorted(vanishing)), tuple(sorted(following)), tuple(sorted(ended))


def _renamed(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the old and new address of each release that vanishes and comes under its title."""
    came = {(f.title, f.lang): f.address for word, f in plan.releases if word == "added"}
    for word, file in plan.releases:
        new = came.get((file.title, file.lang), "")
        if word == "removed" and new and file.title and file.address in plan.vanishing:
            yield file.address, new


def _stage(file: File, added: Collection[str]) -> int:
    order = file.treated.order
    return NEW if order != ASSET and file.path in added else order


def _vanishes(file: File, changed: Mapping[str, File | None]) -> bool:
    """Whether an address is missed: not one of machines, nor one that went with its release.

    ``changed`` has what is at the address of each folder now, where that changed.
    """
    kind = file.treated
    if kind.passing or is_fingerprinted(file):
        return False
    if not (kind.beside or kind.attached):
        return True
    above = [f"{folder}/" for folder in map(str, PurePosixPath(file.path).parents)]
    if kind.attached and above[0].endswith("/sizes/"):
        return False
    pages = [changed[folder] for folder in above if folder in changed]
    if kind.beside and any(page is None or page.treated.leads for page in pages):
        return False
    return not any(page is not None and page.state == "withdrawn" for page in pages)


def _releases(differences: Iterable[Difference]) -> Iterable[tuple[str, File]]:
    """Yield what happens to releases, in one word each."""
    for each in differences:
        old, new = each.old, each.new
        if old and old.treated.release and (new is None or not new.treated.release):
            yield ("moved" if new is not None and new.treated.leads else "removed"), old
        elif new is not None and new.treated.release and new != old:
            if new.state == "withdrawn" and (old is None or old.state != "withdrawn"):
                yield "withdrawn", new
            elif old is None or not old.treated.release:
                yield "added", new
            elif new.corrections > old.corrections:
                yield "corrected", new
            elif old.text != new.text:
                yield "changed", new


ITSELF = re.compile(r"(?:/page/\d+)?/[^/]*$")
"""What a path of a listing's page or feed has beyond the listing's folder."""


def find_emptied(differences: Iterable[Difference]) -> Callable[[File], bool]:
    """Return a function that decides whether a list vanishes because its releases left.

    Such a list needs nobody's permission: an emergency must not wait. A list of a renamed term
    needs it: people follow its feed.
    """
    differences = list(differences)
    by_address = {each.new.address: each.new for each in differences if each.new is not None}
    left: set[str] = set()
    renamed: set[str] = set()
    unknown = False
    for each in differences:
        old, new = each.old, each.new
        if old is None or not old.treated.release:
            continue
        if new is not None and new.treated.leads:
            left.update(folders_above(old.path))
            new = by_address.get(new.leads_to)
        if new is None or not new.treated.release or new.state == "withdrawn":
            unknown = unknown or not old.terms
            left.update(folders_above(old.path))
            left.update(_folders_of(old, old.terms.split()))
        else:
            renamed.update(_folders_of(old, set(old.terms.split()) - set(new.terms.split())))

    def is_emptied(file: File) -> bool:
        folder = ITSELF.sub("", file.path)
        return (folder in left or unknown) and folder not in renamed

    return is_emptied


def _folders_of(release: File, terms: Iterable[str]) -> Iterator[str]:
    for term in terms:
        yield from folders_above(f"{release.lang}/{term}/")
