"""A source file's bytes become a Release or a Page, with every problem that stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from babel.localedata import exists

from communique.errors import Problem, Severity
from communique.model.release import Media, Page, Release
from communique.sources.fields import FieldError, split_list
from communique.sources.header import Header, parse_source
from communique.sources.hints import did_you_mean
from communique.sources.rules import check_page, check_release
from communique.sources.schema import SCHEMA, Field, find_field
from communique.sources.stylebook import Stylebook
from communique.text.markdown import Renderer
from communique.text.slugs import slugify

__all__ = ["Reading", "read_source"]

LINK = re.compile(
    r"""<[a-zA-Z][^<>]*?(?:href|src)\s*=\s*["']\{(?:filename|static|attach)\}([^"'#?<>]+)"""
)
_MARKS = re.compile(r"\{(?:filename|static|attach)\}([^)\s\"'>#?]+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one source.

    ``content`` is None where a problem of severity ERROR kept it from being read. ``lines`` maps a
    header's name in lower case, and each linked source path, to the line it stands in.
    """

    path: str
    content: Release | Page | None
    problems: tuple[Problem, ...]
    lines: Mapping[str, int] = field(default_factory=dict)


def read_source(
    path: str, data: bytes, stylebook: Stylebook, renderer: Renderer, *, page: bool = False
) -> Reading:
    """Read one source; ``path`` is below the content folder, with forward slashes."""
    source, found = parse_source(path, data)
    problems = list(found)
    if any("UTF-8" in problem.rule for problem in problems):
        return Reading(path, None, tuple(problems))
    reader = _HeaderReader(path, stylebook, page=page)
    values = reader.read(source.headers)
    problems += reader.problems
    stem, suffix_lang = split_name(path, stylebook)
    values.setdefault("lang", reader.lang)
    problems += _check_lang(path, reader, suffix_lang, values["lang"], stylebook)
    values.setdefault("slug", _default_slug(stem, values.get("date"), values["lang"]))
    if not values["slug"]:
        rule = "a file name must have a letter or digit to make an address of"
        problems.append(Problem(path, 0, rule, "got none", "rename it, or add a Slug"))
    body = renderer.render(source.body, values["lang"])
    links, link_lines = _find_links(path, body.html, source.body, source.body_line)
    values |= {"body": body.html, "links": links, "path": path}
    values["group"] = str(PurePosixPath(path).with_name(stem))
    values.setdefault("summary", body.summary)
    lines = reader.lines | link_lines
    missing = any(problem.severity is Severity.ERROR for problem in problems)
    if missing:
        return Reading(path, None, tuple(problems), lines)
    content: Release | Page
    if page:
        content = Page(**values)
        problems += check_page(content, lines)
    else:
        content = _make_release(values)
        problems += check_release(content, lines)
    return Reading(path, content, tuple(problems), lines)


def _make_release(values: dict[str, Any]) -> Release:
    terms = [values.pop("category"), *values.pop("countries", ())]
    for name in ("organisations", "people", "tags", "authors"):
        terms += values.pop(name, ())
    if "place" in values:
        terms.append(values.pop("place"))
    folder = PurePosixPath(values["path"]).parent
    if "image" in values:
        values["image"] = _locate(values["image"], folder)
    values["attachments"] = tuple(_locate(m, folder) for m in values.get("attachments", ()))
    values["corrections"] = values.pop("correction", ())
    return Release(terms=tuple(dict.fromkeys(terms)), **values)


def _locate(media: Media, folder: PurePosixPath) -> Media:
    source = str(_normalise(folder / media.source))
    return Media(source, media.name, media.alt, media.caption, media.credit)


def _normalise(path: PurePosixPath) -> PurePosixPath:
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)


class _HeaderReader:
    """Reads the headers of one source by the schema, gathering values, lines and problems."""

    def __init__(self, path: str, stylebook: Stylebook, *, page: bool) -> None:
        self.path = path
        self.stylebook = stylebook
        self.fields = [known for known in SCHEMA if known.pages or not page]
        self.required = [known for known in self.fields if known.required]
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.lang = split_name(path, stylebook)[1] or stylebook.default_lang

    def read(self, headers: tuple[Header, ...]) -> dict[str, Any]:
        """Return the values by attribute; a value that breaks a rule is left out."""
        for header in headers:
            if header.name.lower() == "lang" and header.value in self.stylebook.languages:
                self.lang = header.value
        values: dict[str, Any] = {}
        for header in headers:
            known = find_field(header.name)
            if known is None or known not in self.fields:
                self._report_unknown(header)
            elif known.attribute in self.lines and known.many != "lines":
                self._report(header, FieldError("must stand once", "merge the two lines"))
            else:
                self.lines.setdefault(known.attribute, header.line)
                self._read_value(known, header, values)
        for known in self.required:
            if known.attribute not in self.lines:
                hint = f"add a line like {known.name}: {known.example}"
                rule, found = f"{known.name} must be given", "found none"
                self.problems.append(Problem(self.path, 1, rule, found, hint))
        return values

    def _read_value(self, known: Field, header: Header, values: dict[str, Any]) -> None:
        many = known.many not in ("", "lines")
        parts = split_list(header.value, known.many) if many else [header.value]
        if not header.value:
            hint = "give a value, or delete the line"
            self._report(header, FieldError("must not be empty", hint))
            return
        read = []
        for part in parts:
            try:
                read.append(known.read(part, self.stylebook, self.lang))
            except FieldError as error:
                self._report(header, error, part)
                if error.instead is not None:
                    read.append(error.instead)
        if not read:
            return
        if known.many:
            values[known.attribute] = (*values.get(known.attribute, ()), *read)
        else:
            values[known.attribute] = read[0]

    def _report(self, header: Header, error: FieldError, part: str | None = None) -> None:
        found = f'got "{header.value if part is None else part}"'
        rule = f"{header.name} {error.rule}"
        severity = Severity.ERROR if error.instead is None else Severity.WARNING
        self.problems.append(Problem(self.path, header.line, rule, found, error.hint, severity))

    def _report_unknown(self, header: Header) -> None:
        hint = did_you_mean(header.name, [known.name for known in self.fields])
        known = find_field(header.name)
        if known is not None:
            hint = "it is for releases only; delete the line"
        rule = "a header must be one of the manual's"
        hint = hint or "see docs/editing.md, or leave an empty line before the text"
        found = f'got "{header.name}"'
        self.problems.append(Problem(self.path, header.line, rule, found, hint))


def split_name(path: str, stylebook: Stylebook) -> tuple[str, str]:
    """Split a file's name into what its translations share and its language, or ""."""
    stem = PurePosixPath(path).stem
    base, dot, suffix = stem.rpartition(".")
    if dot and base and suffix in stylebook.languages:
        return base, suffix
    return stem, ""


def _check_lang(
    path: str, reader: _HeaderReader, suffix_lang: str, lang: str, stylebook: Stylebook
) -> Iterator[Problem]:
    suffix = PurePosixPath(path).stem.rpartition(".")[2]
    if suffix_lang and suffix_lang != lang:
        line = reader.lines.get("lang", 0)
        found = f'got "{lang}" in a file named .{suffix_lang}.'
        hint = "correct the header, or rename the file"
        yield Problem(path, line, "Lang must agree with the file's name", found, hint)
    elif not suffix_lang and "." in PurePosixPath(path).stem and _is_language(suffix):
        rule = f"a file name's language must be one of {', '.join(stylebook.languages)}"
        hint = "add the language to LANGUAGES, or rename the file"
        yield Problem(path, 0, rule, f'got "{suffix}"', hint)


def _is_language(code: str) -> bool:
    return bool(re.fullmatch(r"[a-z]{2}", code)) and exists(code)


def _default_slug(stem: str, date: Any, lang: str) -> str:
    if date is not None:
        for prefix in (f"{date:%Y-%m-%d}", f"{date:%d}"):
            rest = stem.removeprefix(prefix)
            if rest != stem and rest[:1] in "-_." and slugify(rest, lang):
                return slugify(rest, lang)
    return slugify(stem, lang)


def _find_links(
    path: str, html: str, body: str, body_line: int
) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return the source paths that the text links to, and the line of each one's first mention."""
    if "{filename}" not in html and "{static}" not in html and "{attach}" not in html:
        return (), {}
    folder = PurePosixPath(path).parent
    links = {link_target(written, folder) for written in LINK.findall(html)}
    lines: dict[str, int] = {}
    for number, line in enumerate(body.split("\n"), body_line):
        for written in _MARKS.findall(line):
            lines.setdefault(link_target(written, folder), number)
    return tuple(sorted(links)), {link: lines.get(link, body_line) for link in sorted(links)}


def link_target(written: str, folder: PurePosixPath) -> str:
    """Return the source path that ``{filename}…`` means: from PATH after a slash, else beside."""
    target = PurePosixPath(written.removeprefix("/")) if written[:1] == "/" else folder / written
    return str(_normalise(target))
