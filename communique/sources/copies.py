"""Names that computers and synchronising programs give a copy of a text.

A copy is a second release to the build, at another address, and often in another language than it
says. Words are those of Windows, macOS, GNOME and KDE, Dropbox, Google Drive, Nextcloud, OneDrive
and Syncthing, in the languages of newsrooms.
"""

import re
from unicodedata import normalize

from communique.patterns import late

_OTHER_SCRIPTS = "نسخة نسخه کپی העתק עותק 副本 拷贝 拷貝 复制 複製 コピー 복사본"
WORDS = (
    *("copy", "copie", "copia", "cópia", "còpia", "kopie", "kopia", "kopi", "kopio", "kópia"),
    *("kopya", "kopyası", "kopija", "másolat", "αντίγραφο", "copiază", "duplicate", "duplicado"),
    *("копия", "копія", "копие", "копија", "көшірме", "көшірмесі", "көчүрмө", "nusxa", "nüsxə"),
    *_OTHER_SCRIPTS.split(),
    *("kopya dosya", "sao chép", "สำเนา", "प्रति", "ასლი", "պատճեն"),
)

_SIGNS = (" ", "(", "conflict", "_", "-desktop-", "-laptop-")
"""One of these is in each such name in ASCII, so that few are looked at closely."""

_WORD = "|".join(map(re.escape, WORDS))
_LANG = r"(?=(?:\.[a-z]{2,3}(?:-[a-z0-9]+)*)?$)"
_AFTER = late(
    # a - Copy, a - Copy (2), a — копия; a (1), a(1), a (copy), a (another copy), a (3rd copy)
    rf"(?:\s*[-–—]\s+(?:{_WORD})(?:\s*\(?\d+\)?)?|\s*\(\d{{1,3}}\)|\s*\([^()]*(?:{_WORD})[^()]*\)){_LANG}"
    # a copy, a copy 2, a 副本 2, a copy.ru
    rf"|\s+(?:{_WORD})(?:\s+\d+)?{_LANG}|\s*のコピー(?:\s*\d+)?$"
    # a.ru 2: macOS and iCloud
    r"|(?<=\.[a-z]{2})\s+\d{1,3}$"
    # What git's mergetool and OneDrive put behind a name: the side, or the computer.
    rf"|_(?:backup|base|local|remote|orig)_\d+{_LANG}|-(?:desktop|laptop)-[a-z0-9]{{6,8}}{_LANG}"
    # Both sides of a conflict.
    r"|\.sync-conflict-.*|_conflict-\d.*|\s*[-(]?[^-()]*\bconflict(?:ed|ing) copy.*"
    r"|\s*\([^()]*\b(?:conflicted|case conflict|in conflict|conflict \d)[^()]*\).*"
    r"|\s*\([^()]*(?:конфликт|konflikt|en conflit|conflicto|冲突|تعارض)[^()]*\).*"
)
_BEFORE = late(
    # Copy of a, Copy (2) of a, Kopie von a, Копия a, نسخة من a
    rf"(?:{_WORD})(?:\s*\(?\d+\)?)?\s+(?:(?:of|von|van|de|di|do|af|av|من|عن)\s+)?(?=\d)"
    r"|copy (?:\(\d+\) )?of "
)


def find_original(path: str) -> str:
    """Return the name of the file that another is a copy of, by its name; "" for no copy."""
    name = path.rpartition("/")[2]
    stem, _, ending = normalize("NFC", name).rpartition(".")
    plain = stem.lower()
    if plain.isascii() and plain.isprintable() and not any(sign in plain for sign in _SIGNS):
        return ""
    match = _AFTER.search(plain) or _BEFORE.match(plain)
    if match is None or len(plain) != len(stem):
        return ""
    return f"{stem[: match.start()]}{stem[match.end() :]}.{ending}"
