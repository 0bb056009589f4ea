"""Where a setting is written: the file and line that a message names."""

import re
from pathlib import Path

DEFAULT_FILE = "pelicanconf.py"

IMPORTED = r"(?m)^\s*from\s+\.?(\w+)\s+import\b"


def find_setting(settings_file: str, name: str) -> tuple[str, int]:
    """Return file and line that set a setting last, imports beside it searched; else line 0."""
    settings_file = settings_file if settings_file.isprintable() else ""  # which is told itself
    first = Path(settings_file or DEFAULT_FILE)
    waiting, seen = [first] if settings_file else [], set[Path]()
    while waiting:
        file = waiting.pop()
        seen.add(file)
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        set_here = list(re.finditer(rf"(?m)^[ \t]*{re.escape(name)}[ \t]*(?::[^=\n]*)?=", text))
        if set_here:
            return file.name, text.count("\n", 0, set_here[-1].start()) + 1
        imported = {file.with_name(f"{module}.py") for module in re.findall(IMPORTED, text)}
        waiting += sorted(imported - seen, reverse=True)
    return first.name, 0


def place_setting(settings_file: str, told: str) -> str:
    """Return ``file:line: told`` for a message that begins with the name of a setting."""
    file, line = find_setting(settings_file, told.partition(" ")[0])
    return f"{file}:{line}: {told}" if line else f"{file}: {told}"
