"""Files that programs leave beside those of people: never read, never published.

The one list of them, by name. Who works on a folder leaves them there without knowing: the owner
file of an open document has its editor's name in it, a backup has a text as it was before it was
shortened, a half download is half a file.

Names that begin with a dot are passed over as well, and nothing is said of them: ``.DS_Store``,
``.env``, ``.git``, ``.htpasswd``, ``.~lock.a.odt#``.
"""

from __future__ import annotations

import re

__all__ = ["is_clutter"]

ENDINGS = frozenset(
    (
        # Copies that editors, merge tools and version control keep of a text as it was.
        *("bak", "backup", "old", "orig", "rej", "save", "sav", "prev", "previous"),
        *("swp", "swo", "swn", "swx", "kate-swp", "un~", "autosave", "asv", "wbk"),
        # What is not finished: of browsers, copying and synchronising programs.
        *("tmp", "temp", "part", "partial", "filepart", "crdownload", "download", "opdownload"),
        # That a program runs, or ran, or fell down.
        *("lock", "lck", "pid", "pyc", "pyo", "dmp", "stackdump", "log"),
        # What programs remember, and ours: catalogues have every text, drafts too.
        *("sqlite", "sqlite-wal", "sqlite-shm", "sqlite-journal", "db-wal", "db-shm"),
        *("db-journal", "lance", "mdb", "accdb", "ldb", "ldf", "mdf"),
        # Ways to another place of the machine that they were made on.
        *("lnk",),
        # Passwords and keys.
        *("htpasswd", "netrc", "kdbx", "ppk"),
    )
)
"""What a name ends in after its last dot, numbers after it left out: ``a.bak2``."""

NAMES = frozenset(
    (
        # What a file manager keeps of a folder: its look, small pictures, what was thrown away.
        *("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "folder.htt", "icon\r"),
        *("$recycle.bin", "recycler", "system volume information", "lost+found", "@recycle"),
        *("__macosx", "@eadir", "network trash folder", "temporary items"),
        *("__pycache__", "cvs"),
        # Keys, by the names that programs give them.
        *("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"),
    )
)
"""Whole names."""

BEGINNINGS = ("~", "#", "@__")
"""``~$statement.docx`` and ``~WRL0001.tmp`` of an office program, ``#a.md#`` of Emacs."""

_KEPT = re.compile(
    # Numbered and named backups of a text: a.en.md.1, a.en.md_backup.
    r"\.(?:md|markdown|mkd|mdown|txt)(?:\.[0-9]+|[._-]?(?:backup|bak|old|orig|save)[0-9]*)$"
    # Both sides of a conflict: Syncthing's, Dropbox's, Nextcloud's and ownCloud's, Unison's.
    r"|\.sync-conflict-|conflicted copy|conflicting copy|case conflict|_conflict-"
)


def is_clutter(name: str) -> bool:
    """Decide whether the name of a file or folder is one that only programs give."""
    name = name.lower()
    if name[-1] in "~#" or name.startswith(BEGINNINGS) or name in NAMES:
        return True
    if name.rpartition(".")[2].rstrip("0123456789") in ENDINGS and "." in name:
        return True
    return ("conflict" in name or ".m" in name or ".txt" in name) and bool(_KEPT.search(name))
