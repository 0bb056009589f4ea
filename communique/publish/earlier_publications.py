"""Earlier publications that a host keeps."""

from __future__ import annotations

from communique.errors import PublishError
from communique.publish.ledger import Publication
from communique.publish.targets.target import Target


def list_kept(target: Target) -> list[str]:
    """Return a line for each publication that a host can show, the newest first."""
    shown = target.look().shown
    lines = []
    for number in sorted(target.kept(), reverse=True):
        found = target.entry(number).publication
        again = f", {found.again} again" if found.again else ""
        now = ", shown now" if shown and shown.number == number else ""
        lines.append(f"{number}: {found.at} by {found.by}, {found.files:,} files{again}{now}")
    return lines


def find_earlier(target: Target, shown: Publication, number: int | None) -> Publication:
    """Return a publication to go back to, by default the one before what is shown.

    Where an earlier one is shown again, that is the one before the earlier one. Raises PublishError
    for one that the host does not keep.
    """
    if number is None:
        same = target.entry(shown.again).publication if shown.again else shown
        number = same.before
    if number == 0:
        raise PublishError(
            f"{target} has nothing earlier to show: publication {shown.again or shown.number} was "
            "the first there; correct the text and publish; nothing was changed"
        )
    kept = sorted(target.kept())
    if number not in kept:
        others = ", ".join(str(each) for each in kept if each != shown.number) or "none"
        raise PublishError(
            f"publication {number} must be one that {target} keeps, it keeps {others}"
        )
    return target.entry(number).publication


def find_digest(target: Target, keep: int, path: str, digest: str) -> int:
    """Return the last of so many publications in which a path had a digest; 0 for none."""
    shown = target.look().shown
    number = shown.number if shown else 0
    for _ in range(keep):
        if not number:
            break
        entry = target.entry(number)
        if any(file.path == path and file.sha256 == digest for file in entry.files):
            return number
        number = entry.publication.before
    return 0
