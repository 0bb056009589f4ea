"""What a person must allow, and what a host does not take: said before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.publish.record import File

__all__ = ["ANYTHING", "Guards", "Limits", "find_refusals"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a host takes at most; 0 for no limit."""

    files: int = 0
    file_size: int = 0
    size: int = 0


ANYTHING = Limits()


@dataclass(frozen=True, slots=True)
class Guards:
    """What a person has allowed: how many files may go (None: a share), and addresses vanish."""

    max_deletes: int | None = None
    allow_vanishing: bool = False

    SHARE = 20
    LEAST = 20

    def deletes(self, files: int) -> int:
        """Return how many of the host's files may be deleted."""
        if self.max_deletes is not None:
            return self.max_deletes
        return max(self.LEAST, files // self.SHARE)


SHOWN = 20


def find_refusals(
    target: str,
    vanishing: Sequence[str],
    leaving: tuple[int, int],
    uploads: Iterable[File],
    totals: tuple[int, int],
    guards: Guards,
    limits: Limits,
) -> Iterator[str]:
    """Yield what forbids a publication, in words.

    ``leaving`` says how many of how many files go, ``totals`` how many files and bytes there are
    then.
    """
    gone, before = leaving
    files, size = totals
    if vanishing and not guards.allow_vanishing:
        shown = ", ".join(vanishing[:SHOWN])
        more = len(vanishing) - SHOWN
        yield (
            f"a published address must stay, {len(vanishing)} would vanish: {shown}"
            + (f" and {more} more" if more > 0 else "")
            + "; redirect it by an Aliases, bring the release back with Withdrawn, or, where it "
            "must not be read any more and no notice may stand there, say --allow-vanishing"
        )
    allowed = guards.deletes(before)
    if gone > allowed:
        yield (
            f"a publication may take {allowed} of {before} files away, this one takes {gone}; "
            f"look at what was built, and if it is right say --max-deletes {gone}"
        )
    if limits.files and files > limits.files:
        yield f"{target} takes {limits.files:,} files, the site has {files:,}"
    if limits.size and size > limits.size:
        yield f"{target} takes {limits.size:,} bytes, the site has {size:,}"
    if limits.file_size:
        for file in uploads:
            if file.size > limits.file_size:
                yield (
                    f"{file.path}: {target} takes files of {limits.file_size:,} bytes, "
                    f"this one has {file.size:,}; make it smaller"
                )
