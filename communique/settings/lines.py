"""Where a setting is written: the file and line that a message names."""

import re
from pathlib import Path

DEFAULT_FILE = "pelicanconf.py"

Wrong = tuple[str, str]
"""A setting that is wrong: its name, and what it must be, what was found, the likely fix."""

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


def place_setting(settings_file: str, wrong: Wrong) -> str:
    """Return ``file:line: name words`` for a setting that is wrong."""
    name, words = wrong
    file, line = find_setting(settings_file, name)
    return f"{file}:{line}: {name} {words}" if line else f"{file}: {name} {words}"
