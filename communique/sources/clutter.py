"""Files that programs leave beside people's: never read, never published.

The one list of them, by name. Who works on a folder leaves them there without knowing: the owner
file of an open document has its editor's name in it, a backup has a text as it was before it was
shortened, a half download is half a file.

Names that begin with a dot are passed over without a warning: ``.DS_Store``,
``.env``, ``.git``, ``.htpasswd``, ``.~lock.a.odt#``.
"""

from communique.patterns import late

ENDINGS = frozenset(
    (
        # Copies that editors, merge tools and version control keep of a text as it was.
        *("bak", "backup", "old", "orig", "rej", "save", "sav", "prev", "previous"),
        *("swp", "swo", "swn", "swx", "kate-swp", "un~", "autosave", "asv", "wbk", "asd"),
        *("mine", "theirs", "base", "diff", "patch"),
        *("dpkg-old", "dpkg-new", "dpkg-dist", "rpmsave", "rpmnew", "rpmorig", "crswap"),
        # Unfinished files of browsers, of copying and synchronising programs.
        *("tmp", "temp", "part", "partial", "filepart", "crdownload", "download", "opdownload"),
        *("icloud", "!ut", "!sync", "aria"),
        # What programs for pictures write beside them: places, names, who is seen.
        *("xmp", "aae", "thm", "mie"),
        # Locks, logs and dumps of programs.
        *("lock", "lck", "pid", "pyc", "pyo", "dmp", "stackdump", "log"),
        # Databases, ours among them: a catalogue has every text, drafts too.
        *("sqlite", "sqlite-wal", "sqlite-shm", "sqlite-journal", "sqlite3-wal", "sqlite3-shm"),
        *("sqlite3-journal", "db-wal", "db-shm"),
        *("db-journal", "db", "mdb", "accdb", "laccdb", "ldb", "ldf", "mdf", "sql", "dump"),
        # Letters, with who wrote to whom.
        *("eml", "emlx", "msg", "mbox", "pst", "ost"),
        # Shortcuts to another place.
        *("lnk", "url", "webloc", "desktop"),
        # Passwords and keys. Keynote's slides end in key as well: they are published as PDF.
        *("htpasswd", "netrc", "kdbx", "kdb", "ppk", "pem", "key", "p8", "p12", "pfx", "jks"),
        *("keystore", "keytab", "ovpn", "env"),
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
        *("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "authorized_keys", "known_hosts"),
        # What a command, a server or a mail program left, and where an editor keeps its passwords.
        *("nohup.out", "error_log", "winmail.dat", "sftp-config.json"),
        *("picasa.ini", "zbthumbnail.info", "mbox"),
    )
)
"""Whole names."""

BEGINNINGS = ("~", "#", "@__")
"""``~$statement.docx`` and ``~WRL0001.tmp`` of an office program, ``#a.md#`` of Emacs."""

_SOURCE = r"\.(?:md|markdown|mkd|mdown)"

_KEPT = late(
    # Numbered and named backups of a text: a.en.md.1, a.en.md_backup.
    r"\.(?:md|markdown|mkd|mdown|txt)(?:\.[0-9]+|[._-]?(?:backup|bak|old|orig|save)[0-9]*)$"
    # A text with more after its name, whatever it is: a.en.md.gz, a.en.md.2030-01-01, a.en.md,v.
    # a.en.md.txt and a.en.md (1) are told as texts that are not read (``TEXT_COPY`` in scan.py).
    rf"|{_SOURCE}(?!\.te?xt$)[^a-z0-9 _(~-]"
    # mfa.gov.md-letter.pdf is what a person names a letter from a domain of Moldova.
    rf"|{_SOURCE}[ _(~-].*\.(?!pdf$|jpe?g$|png$|webp$|gif$|svg$|mp[34]$|docx?$|odt$|te?xt$)"
    # A text as version control has it, a text of an office program as it was half saved.
    r"|\.(?:bak|backup|old|orig|sav|save|tmp)[._-][0-9]+$|^thumbs\.db:|\.goutputstream-"
    r"|,v$|\.r[0-9]+$|\.(?:log|sql|sqlite3?|dump)\.(?:[0-9]|gz$|bz2$|xz$|zst$|zip$|7z$)"
    r"|\.sb-[a-z0-9]+(?:-[a-z0-9]+)*$|^core\.[0-9]+$"
    # Both sides of a conflict: Syncthing's, Dropbox's, Nextcloud's and ownCloud's, Unison's.
    r"|\.sync-conflict-|conflicted copy|conflicting copy|case conflict|_conflict-"
    # A cache's digests: our own store of pictures, which holds pictures of held texts too.
    r"|^[0-9a-f]{32}(?:-[0-9]+)?$"
    # What an office program saved by itself, or saved from a crash. Recovered paintings are news.
    r"|[(\[]\s*(?:auto-?\s?saved?|auto-?\s?recovered|recovered|autoguardado|recuperado|récupéré"
    r"|enregistré automatiquement|автосохран|автоматически сохран|восстановлен|自动保存|自动恢复)"
    r"|^auto-?\s?(?:recovery|save)[ _-]"
    r"|^recovered[ _-].*\.(?:docx?|docm|odt|rtf|txt|xlsx?|ods|pptx?|odp)$"
)
"""Names that say what a file is by more than their ending."""


def is_clutter(name: str) -> bool:
    """Decide whether the name of a file or folder is one that only programs give."""
    name = name.lower()
    if name[-1] in "~#" or name.startswith(BEGINNINGS) or name in NAMES:
        return True
    _, dot, ending = name.rpartition(".")
    if dot and (ending in ENDINGS or ending.rstrip("0123456789") in ENDINGS):
        return True
    return _KEPT.search(name) is not None
