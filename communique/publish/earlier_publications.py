"""Earlier publications that a host keeps."""

from collections.abc import Iterator
from threading import Lock

from communique.errors import PublishError
from communique.publish.ledger import Publication
from communique.publish.targets.target import Target
from communique.values import dataclass


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
    """Return a publication to go back to, by default the one before; raises PublishError."""
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


@dataclass(frozen=True, slots=True)
class Sighting:
    """The publication that a file is of; whether the host shows it now, as ``again`` another."""

    number: int
    is_shown: bool = False
    again: int = 0


class EarlierPublications:
    """The newest publications of a host, read when a file is asked for."""

    def __init__(self, target: Target, keep: int) -> None:
        self._target, self._keep = target, keep
        self._entries: list[tuple[Publication, dict[str, str]]] | None = None
        self._lock = Lock()

    def find(self, path: str, digest: str) -> Sighting | None:
        """Return the last publication in which a path had a digest, or None; safe in any thread."""
        with self._lock:
            if self._entries is None:
                self._entries = list(self._load())
        is_shown = True
        for publication, digests in self._entries:
            if digests.get(path) == digest:
                newest = self._entries[0][0]
                if is_shown:
                    return Sighting(newest.number, is_shown, newest.again)
                return Sighting(publication.number)
            is_shown = is_shown and path not in digests
        return None

    def _load(self) -> Iterator[tuple[Publication, dict[str, str]]]:
        shown = self._target.look().shown
        number = shown.number if shown else 0
        for _ in range(self._keep):
            if not number:
                break
            entry = self._target.entry(number)
            gone = dict.fromkeys(entry.gone, "")
            yield entry.publication, gone | {file.path: file.sha256 for file in entry.files}
            number = entry.publication.before
