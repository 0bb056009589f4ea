"""Files that programs leave beside people's, by name (``clutter.toml``): never published.

Names that begin with a dot are passed over without a warning: ``.DS_Store``,
``.env``, ``.git``, ``.htpasswd``, ``.~lock.a.odt#``.
"""

from pathlib import Path

from communique.patterns import late
from communique.shipped import read_table

_LISTS = read_table(Path(__file__).with_name("clutter.toml"))
ENDINGS, NAMES = frozenset(_LISTS["endings"]), frozenset(_LISTS["names"])

BEGINNINGS = ("~", "#", "@__")
"""``~$statement.docx`` and ``~WRL0001.tmp`` of an office program, ``#a.md#`` of Emacs."""

_KEPT = late("|".join(_LISTS["forms"]))


def is_clutter(name: str) -> bool:
    """Decide whether the name of a file or folder is one that only programs give."""
    name = name.lower()
    if name[-1] in "~#" or name.startswith(BEGINNINGS) or name in NAMES:
        return True
    _, dot, ending = name.rpartition(".")
    if dot and (ending in ENDINGS or ending.rstrip("0123456789") in ENDINGS):
        return True
    return _KEPT.search(name) is not None
