"""A new translation: the original, and its terms in the other language."""

from collections.abc import Iterator
from pathlib import Path

from communique.errors import CommuniqueError, ProblemsFound
from communique.model.release import Page, Release
from communique.model.term import Facet
from communique.opening import read_text_file
from communique.sources.blank import Desk
from communique.sources.fields import split_list
from communique.sources.file_names import split_name
from communique.sources.header import Header, Source, format_source, parse_source
from communique.sources.held.blanks import blank_of
from communique.sources.held.unfinished import ask_in_text
from communique.sources.notices import format_original
from communique.sources.scan import MARKDOWN_SUFFIXES
from communique.sources.schema import find_field

OWN = frozenset(
    {"id", "aliases", "correction", "withdrawn", "modified", "lang", "status", "original"}
)
"""Headers that say something of one language's text alone."""


def start_translation(desk: Desk, file: Path, written: str) -> tuple[str, str]:
    """Return where the translation of a text belongs, below the content folder, and its content.

    It has the headers of the original, with the names that the vocabulary has for its terms in the
    other language, and the original's text to write over. It is a draft, and a question above the
    text keeps it from being published before somebody has translated it. Of a page no header says
    what it was made from. Raises CommuniqueError where the file is no text, or in that language
    already.
    """
    lang = desk.find_lang(written)
    path = _find(desk, file)
    source, problems = parse_source(path, read_text_file(desk.settings.path / path))
    if problems:
        raise ProblemsFound(list(problems))
    stem, named = split_name(path, desk.stylebook.languages)
    given = next((each.value for each in source.headers if each.name.lower() == "lang"), "")
    original = given or named or desk.stylebook.default_lang
    if original == lang:
        raise CommuniqueError(f"{path} must be in another language than {lang}; name the original")
    text = _read(desk, path)
    headers = [*_headers(desk, source, original, lang), ("Lang", lang), ("Status", "draft")]
    if isinstance(text, Release):
        headers.append(("Original", format_original(text)))
    folder = "".join(path.rpartition("/")[:2])
    body = "\n\n".join((ask_in_text(blank_of(lang).to_translate), source.body.lstrip("\n")))
    return f"{folder}{stem}.{lang}.md", format_source(headers, body)


def confirm_translation(desk: Desk, file: Path, written: str) -> Path:
    """Mark a translation as up to date with its original; return its file.

    The original is in the ``written`` language, the header's, DEFAULT_LANG's or the only other one.
    Raises CommuniqueError without one.
    """
    path = _find(desk, file)
    release = _read(desk, path)
    if isinstance(release, Page):
        raise CommuniqueError(f"{path} must be a release, got a page; pages have no editions")
    others = {
        each.lang: each
        for each in _beside(desk, path)
        if isinstance(each, Release) and each.lang != release.lang
    }
    known = release.original.lang if release.original else desk.stylebook.default_lang
    lang = desk.find_lang(written) if written else known
    if not written and lang not in others and len(others) == 1:
        (lang,) = others
    if lang not in others:
        there = ", ".join(sorted(others)) or "no translation"
        raise CommuniqueError(
            f"{path} must have its original beside it, found {there}; "
            "name its language: inv confirm FILE --original en"
        )
    target = desk.settings.path / path
    target.write_bytes(_with_header(target.read_bytes(), "Original", format_original(others[lang])))
    return target


def _read(desk: Desk, path: str) -> Release | Page:
    """Return a release or a page; raises ProblemsFound where it has errors."""
    return desk.read(path, read_text_file(desk.settings.path / path))


def _beside(desk: Desk, path: str) -> Iterator[Release | Page]:
    """Yield the releases beside a source that are the same text in some language, itself too."""
    languages = desk.stylebook.languages
    stem, _ = split_name(path, languages)
    folder = "".join(path.rpartition("/")[:2])
    for file in sorted((desk.settings.path / path).parent.iterdir()):
        other = f"{folder}{file.name}"
        if file.suffix.lower() in MARKDOWN_SUFFIXES and split_name(other, languages)[0] == stem:
            yield _read(desk, other)


def _with_header(data: bytes, name: str, value: str) -> bytes:
    """Return a source with another value of a header, the rest as it is."""
    source, _ = parse_source("", data)
    lines = data.decode("utf-8").splitlines(keepends=True)
    end = "\r\n" if "\r\n" in lines[0] else "\n"
    first = after = source.body_line - 1
    for number, header in enumerate(source.headers):
        if header.name.lower() == name.lower():
            first = header.line - 1
            following = source.headers[number + 1 : number + 2]
            after = following[0].line - 1 if following else after
    if first and not lines[first - 1].endswith(("\n", "\r")):
        lines[first - 1] += end
    return "".join([*lines[:first], f"{name}: {value}{end}", *lines[after:]]).encode()


def _find(desk: Desk, file: Path) -> str:
    """Return a source's path below the content folder, named from there or from where one is."""
    root = desk.settings.path.resolve()
    for place in (file.resolve(), root / file):
        if place.is_file() and place.resolve().is_relative_to(root):
            return place.resolve().relative_to(root).as_posix()
    raise CommuniqueError(f"{file} must be a text below {desk.settings.path}, found none")


def _headers(desk: Desk, source: Source, original: str, lang: str) -> Iterator[tuple[str, str]]:
    for header in source.headers:
        field = find_field(header.name)
        if field is None or field.attribute in OWN:
            continue
        facet = field.facet
        yield header.name, _name(desk, facet, header, original, lang) if facet else header.value


def _name(desk: Desk, facet: Facet, header: Header, original: str, lang: str) -> str:
    field, vocabulary = find_field(header.name), desk.stylebook.vocabulary
    assert field is not None
    parts = split_list(header.value, field.many) if field.is_list else [header.value]
    terms = (vocabulary.resolve(facet, part, original) for part in parts)
    names = (vocabulary.name(facet, term.slug, lang) if term else None for term in terms)
    return "; ".join(name or part for name, part in zip(names, parts, strict=True))
