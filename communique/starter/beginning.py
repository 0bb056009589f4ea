"""The first files of a newsroom: settings, tasks, vocabulary and drafts."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from string import Template
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from communique.errors import CommuniqueError
from communique.settings import read_timezone
from communique.shipped import STARTER, VOCABULARY, read_table
from communique.sources.header import format_source
from communique.sources.held.blanks import blank_of
from communique.starter.record import RECORD, format_record, pin_libraries
from communique.text.locales import is_language, primary
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
        if read_timezone(self.timezone) is None:
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
    """Write a newsroom and return its files, sorted; or raise CommuniqueError and write nothing."""
    wrong = list(answers.check())
    if wrong:
        raise CommuniqueError("\n".join(wrong))
    files = {folder / name: text.encode() for name, text in _files(answers, now)}
    files |= {folder / name: data for name, data in pin_libraries()}
    there = sorted(str(path) for path in files if path.exists() or path.is_symlink())
    if there or (folder.exists() and not folder.is_dir()):
        raise CommuniqueError(
            f"{folder} must have no newsroom yet, found {', '.join(there) or 'a file'}; "
            "name a new folder, nothing was written"
        )
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return sorted(files)


def _files(answers: Answers, now: datetime) -> Iterator[tuple[str, str]]:
    address = answers.address.rstrip("/")
    values = {
        "name": repr(answers.name),
        "names": _names(answers),
        "title": answers.name,
        "kind": _kind(answers.languages[0]),
        "lang": answers.languages[0],
        "languages": repr(tuple(answers.languages)),
        "timezone": repr(answers.timezone),
        "address": repr(address),
        "authority": repr(urlsplit(address).hostname or ""),
    }
    for name, part in PARTS.items():
        settings = values | {"lang": repr(values["lang"])} if part == "pelicanconf" else values
        yield name, _part(part, settings)
    for facet, what in EXTENDED.items():
        text = _part("terms", values | {"what": what}) + _part("extension", {})
        yield f"vocabulary/{facet}.toml", text
    for facet, what in OWN.items():
        yield f"vocabulary/{facet}.toml", _part("terms", values | {"what": what})
    local = now.astimezone(ZoneInfo(answers.timezone))
    for lang in answers.languages:
        yield f"content/releases/{local:%Y/%m/%d}-opening.{lang}.md", _draft(lang, local)
        yield from _pages(lang, answers.name)
    yield "vocabulary/contacts.toml", _part("contacts", values)
    for folder in ("templates", "content/media"):
        yield f"{folder}/.gitkeep", ""
    yield RECORD, format_record()


def _part(name: str, values: Mapping[str, str]) -> str:
    text = (Path(STARTER) / f"{name}.txt").read_text(encoding="utf-8")
    return Template(text).substitute(values)


def _names(answers: Answers) -> str:
    """Return SITENAMES: the same name for each further language, to be translated."""
    if not answers.languages[1:]:
        return '{}  # the name in other languages: {"fr": "…"}'
    entries = (f"    {lang!r}: {answers.name!r},\n" for lang in answers.languages[1:])
    return f"{{  # translate each\n{''.join(entries)}}}"


def _kind(lang: str) -> str:
    """Return the name of the package's first kind of release; in English if not translated."""
    kinds = read_table(Path(VOCABULARY) / "kinds.toml")
    kind = next(iter(kinds.values()))
    return str(kind.get(lang, kind["en"]))


def _draft(lang: str, now: datetime) -> str:
    headers = {
        "Title": blank_of(lang).opening,
        "Date": f"{now:%Y-%m-%d %H:%M}",
        "Category": _kind(lang),
        "Lang": lang,
        "Status": "draft",
    }
    return format_source(headers.items(), blank_of(lang).text)


def _pages(lang: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield drafts of the pages that an office must fill in, in English if not translated."""
    pages = read_table(Path(STARTER) / "pages.toml")
    for slug, languages in pages.items():
        page = languages.get(primary(lang), languages["en"])
        headers = {"Title": page["title"], "Lang": lang, "Status": "draft"}
        text = Template(page["text"]).substitute(name=name)
        yield f"content/pages/{slug}.{lang}.md", format_source(headers.items(), text)
