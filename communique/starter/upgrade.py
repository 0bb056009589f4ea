"""Make a newsroom install the version of Communiqué that is installed here."""

from pathlib import Path

from communique.starter.libraries import WHEELS, pin_libraries
from communique.starter.record import RECORD, format_record


def accept(newsroom: Path) -> list[Path]:
    """Write the libraries' pins, the wheel and the record; return what was written, sorted.

    Wheels of other versions are deleted from the newsroom's folder of wheels.
    """
    files = dict(pin_libraries()) | {RECORD: format_record().encode()}
    for name, data in files.items():
        path = newsroom / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    for old in (newsroom / WHEELS).glob("communique-*.whl"):
        if f"{WHEELS}/{old.name}" not in files:
            old.unlink()
    return sorted(newsroom / name for name in files)
