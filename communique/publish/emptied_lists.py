"""Lists that vanish because their last release was withdrawn, removed or moved.

Such a list may vanish without anybody's permission, as an emergency needs it. A topic that was
renamed may not: people follow its feed.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from communique.publish.diff import Difference
from communique.publish.record import File

ITSELF = re.compile(r"(?:/page/\d+)?/[^/]*$")
"""What a path of a listing's page or feed has beyond the listing's folder."""


def find_emptied(differences: Iterable[Difference]) -> Callable[[File], bool]:
    """Return a function that decides whether a list disappeared because its releases left."""
    differences = list(differences)
    by_address = {each.new.address: each.new for each in differences if each.new is not None}
    left: set[str] = set()
    renamed: set[str] = set()
    unknown = False
    for each in differences:
        old, new = each.old, each.new
        if old is None or old.kind != "release":
            continue
        if new is not None and new.kind == "redirect":
            left.update(_folders_above(old.path))
            new = by_address.get(new.leads_to)
        if new is None or new.kind != "release" or new.state == "withdrawn":
            unknown = unknown or not old.terms
            left.update(_folders_above(old.path))
            left.update(_folders_of(old, old.terms.split()))
        else:
            renamed.update(_folders_of(old, set(old.terms.split()) - set(new.terms.split())))

    def is_emptied(file: File) -> bool:
        folder = ITSELF.sub("", file.path)
        return (folder in left or unknown) and folder not in renamed

    return is_emptied


def _folders_of(release: File, terms: Iterable[str]) -> Iterator[str]:
    """Yield the folders of the lists of terms, and those that these lie in."""
    for term in terms:
        yield from _folders_above(f"{release.lang}/{term}/")


def _folders_above(path: str) -> Iterator[str]:
    """Yield every folder that a path lies in."""
    parts = path.split("/")[:-1]
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
