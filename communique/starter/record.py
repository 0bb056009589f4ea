"""The version that a newsroom was begun with or last brought up to date with; its libraries."""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from communique.errors import CommuniqueError
from communique.shipped import CHANGELOG, LOCK, STARTER, THEME, VOCABULARY

RECORD = ".communique.json"

REQUIREMENTS = "requirements.txt"
PACKAGE = "communique.txt"
"""What pip installs as Communiqué: a requirements file with one line."""

WHEELS = "wheels"
"""The newsroom's folder for the wheel, so that it can be installed on any machine."""

BULLET = r"(?m)^- (?:.*\n(?:  .*\n)*)"
"""One change in the changelog."""


def make_record() -> dict[str, Any]:
    """Return the version of the package, and digests of what newsrooms build on."""
    return {
        "version": version("communique"),
        "files": {name: _digest(path.read_bytes()) for name, path in _files()},
        "changes": [_digest(change.encode()) for change in _changes()],
    }


def format_record() -> str:
    """Return that as the text of the newsroom's RECORD."""
    return json.dumps(make_record(), indent=1, sort_keys=True) + "\n"


def _files() -> Iterator[tuple[str, Path]]:
    for name, folder in (("theme", THEME), ("vocabulary", VOCABULARY), ("starter", STARTER)):
        root = Path(folder)
        for path in sorted(root.rglob("*")):
            if path.suffix in {".html", ".css", ".toml", ".txt"}:
                yield f"{name}/{path.relative_to(root).as_posix()}", path
    yield "requirements.txt", Path(LOCK)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def _changes() -> list[str]:
    return re.findall(BULLET, Path(CHANGELOG).read_text(encoding="utf-8"))


def compare_versions(newsroom: Path) -> Iterator[str]:
    """Yield what a new version changes, a line each; raises CommuniqueError for no newsroom."""
    try:
        then = json.loads((newsroom / RECORD).read_text(encoding="utf-8"))
        files, changes = dict(then["files"]), set(then["changes"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommuniqueError(
            f"{newsroom} must be a newsroom that communique init began, {RECORD} cannot be read "
            f"({type(error).__name__}); go to its folder, or name it"
        ) from error
    now = make_record()
    if then["version"] != now["version"]:
        yield f"Communiqué {then['version']} was here; {now['version']} is installed."
    yield from (change.strip() for change in _changes() if _digest(change.encode()) not in changes)
    for name in sorted({*files, *now["files"]}):
        if files.get(name) == now["files"].get(name):
            continue
        what = "is new" if name not in files else "changed"
        what = "is gone" if name not in now["files"] else what
        yield from _affected(newsroom, name, what)


def _affected(newsroom: Path, name: str, what: str) -> Iterator[str]:
    kind, _, below = name.partition("/")
    if below.startswith("templates/") and (newsroom / below).is_file():
        yield f"{below}: the theme's template that it replaces {what}; compare the two"
    elif kind == "vocabulary" and (newsroom / name).is_file():
        yield f"{name}: what it extends {what}"
    elif kind == "requirements.txt":
        yield f"requirements.txt: the libraries {what}; communique upgrade --accept writes it again"
    elif kind == "starter" and below.endswith(".txt"):
        yield f"a new newsroom begins with another {below.removesuffix('.txt')} than yours"


def pin_libraries() -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the locks and, for a build from a wheel, that wheel."""
    yield REQUIREMENTS, Path(LOCK).read_bytes()
    here = distribution("communique")
    direct = json.loads(here.read_text("direct_url.json") or "{}")
    url = str(direct.get("url", ""))
    wheel = Path(url2pathname(urlsplit(url).path))
    if url.startswith("file:") and wheel.suffix == ".whl" and wheel.is_file():
        data = wheel.read_bytes()
        digest = sha256(data).hexdigest()
        yield f"{WHEELS}/{wheel.name}", data
        yield PACKAGE, f"./{WHEELS}/{wheel.name} --hash=sha256:{digest}\n".encode()
    elif url and not direct.get("dir_info", {}).get("editable"):
        yield PACKAGE, f"communique @ {url}\n".encode()
    else:
        yield PACKAGE, f"communique=={here.version}\n".encode()


def accept(newsroom: Path) -> list[Path]:
    """Write pins, wheel and record, delete other wheels; return what was written, sorted."""
    files = dict(pin_libraries()) | {RECORD: format_record().encode()}
    for name, data in files.items():
        path = newsroom / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    for old in (newsroom / WHEELS).glob("communique-*.whl"):
        if f"{WHEELS}/{old.name}" not in files:
            old.unlink()
    return sorted(newsroom / name for name in files)
