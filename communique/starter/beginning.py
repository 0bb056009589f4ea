"""The first files of a newsroom: settings, tasks, vocabulary and drafts."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.metadata import distribution
from pathlib import Path
from string import Template
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from communique.errors import CommuniqueError
from communique.shipped import LOCK, STARTER, VOCABULARY
from communique.sources.header import format_source
from communique.sources.held.unfinished import BLANK
from communique.starter.record import RECORD, make_record
from communique.text.locales import is_language
from communique.values import dataclass

PARTS = {
    "pelicanconf.py": "pelicanconf",
    "publishconf.py": "publishconf",
    "tasks.py": "tasks",
    "Makefile": "makefile",
    "README.md": "readme",
    ".gitignore": "gitignore",
    ".github/workflows/newsroom.yml": "github",
}
"""The files of a newsroom, and the parts that they are made from."""

EXTENDED = {"kinds": "Kinds of release", "countries": "Countries", "organisations": "Organisations"}
"""Files of the vocabulary that begin with the package's own."""

OWN = {"people": "People", "places": "Places", "tags": "Topics", "authors": "Authors"}
"""Files of the vocabulary that begin empty."""

FIRST = {
    "ar": "افتتاح غرفة الأخبار",
    "de": "Die Pressestelle ist eröffnet",
    "en": "The newsroom opens",
    "es": "Se abre la sala de prensa",
    "fr": "La salle de presse est ouverte",
    "kk": "Баспасөз қызметі ашылды",
    "ru": "Пресс-служба начинает работу",
    "zh": "新闻中心开通",
}
"""The title of the example in each language; others begin with the English one."""

LETTERS = 200
"""The longest name of a newsroom."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a newsroom is called, its languages, the default first, its time zone and address."""

    name: str
    languages: tuple[str, ...]
    timezone: str
    address: str

    def check(self) -> Iterator[str]:
        """Yield what is wrong with the answers, in words."""
        if not self.name.strip() or len(self.name) > LETTERS or not self.name.isprintable():
            yield f"--name must be the newsroom's name in one line, got {self.name!r}"
        if not self.languages:
            yield "--languages must name a language, got none; write for example en,fr"
        for lang in self.languages:
            if not is_language(lang):
                yield f"--languages must be language codes, got {lang!r}; write for example en,fr"
        if len(set(self.languages)) < len(self.languages):
            yield f"--languages must name each once, got {','.join(self.languages)}"
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield (
                f"--timezone must be a name of the IANA database, got {self.timezone!r}; "
                "write for example Europe/Paris"
            )
        try:
            parts = urlsplit(self.address)
            whole = parts.scheme in {"http", "https"} and parts.hostname and not parts.query
        except ValueError:
            whole = False
        if not whole:
            yield (
                f"--address must be where readers will find the site, got {self.address!r}; "
                "write for example https://newsroom.example"
            )


def begin(folder: Path, answers: Answers, now: datetime) -> list[Path]:
    """Write a newsroom into a folder and return its files, sorted.

    Raises CommuniqueError where an answer is wrong or a file is there already; nothing is written
    then.
    """
    wrong = list(answers.check())
    if wrong:
        raise CommuniqueError("\n".join(wrong))
    files = {folder / name: text for name, text in _files(answers, now)}
    there = sorted(str(path) for path in files if path.exists() or path.is_symlink())
    if there or (folder.exists() and not folder.is_dir()):
        raise CommuniqueError(
            f"{folder} must have no newsroom yet, found {', '.join(there) or 'a file'}; "
            "name a new folder, nothing was written"
        )
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return sorted(files)


def _files(answers: Answers, now: datetime) -> Iterator[tuple[str, str]]:
    address = answers.address.rstrip("/")
    values = {
        "name": repr(answers.name),
        "title": answers.name,
        "lang": answers.languages[0],
        "languages": repr(tuple(answers.languages)),
        "timezone": repr(answers.timezone),
        "address": repr(address),
        "authority": repr(urlsplit(address).hostname or ""),
        "source": find_source(),
    }
    for name, part in PARTS.items():
        settings = values | {"lang": repr(values["lang"])} if part == "pelicanconf" else values
        yield name, _part(part, settings)
    for facet, what in EXTENDED.items():
        yield f"vocabulary/{facet}.toml", _part("vocabulary", {"what": what})
    for facet, what in OWN.items():
        yield f"vocabulary/{facet}.toml", _part("vocabulary", {"what": what}).splitlines()[0] + "\n"
    yield "requirements.txt", Path(LOCK).read_text(encoding="utf-8")
    local = now.astimezone(ZoneInfo(answers.timezone))
    for lang in answers.languages:
        yield f"content/releases/{local:%Y/%m/%d}-opening.{lang}.md", _draft(lang, local)
    yield "templates/README", "A template here replaces the theme's of the same name.\n"
    yield "content/media/README", "Files here are published as they are, below /media/.\n"
    yield RECORD, json.dumps(make_record(), indent=1, sort_keys=True) + "\n"


def _part(name: str, values: Mapping[str, str]) -> str:
    text = (Path(STARTER) / f"{name}.txt").read_text(encoding="utf-8")
    return Template(text).substitute(values)


def _draft(lang: str, now: datetime) -> str:
    kinds = tomllib.loads((Path(VOCABULARY) / "kinds.toml").read_text(encoding="utf-8"))
    kind = next(iter(kinds.values()))
    headers = {
        "Title": FIRST.get(lang, FIRST["en"]),
        "Date": f"{now:%Y-%m-%d %H:%M}",
        "Category": kind.get(lang, kind["en"]),
        "Lang": lang,
        "Status": "draft",
    }
    return format_source(headers.items(), BLANK)


def find_source() -> str:
    """Return where this package was installed from, as pip takes it (PEP 610); else its version."""
    here = distribution("communique")
    direct = json.loads(here.read_text("direct_url.json") or "{}")
    if "url" in direct and not direct.get("dir_info", {}).get("editable"):
        return f"communique @ {direct['url']}"
    return f"communique=={here.version}"
