"""A translation's beginning: the source that it is made from, its terms in the other language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from communique.errors import CommuniqueError, ProblemsFound
from communique.model.term import Facet
from communique.opening import read_text_file
from communique.sources.desk import Desk
from communique.sources.fields import split_list
from communique.sources.header import Header, Source, format_source, parse_source
from communique.sources.names import split_name
from communique.sources.schema import find_field

OWN = frozenset({"id", "aliases", "correction", "withdrawn", "modified", "lang", "status"})
"""Headers that say something of one language's text alone."""


def start_translation(desk: Desk, file: Path, written: str) -> tuple[str, str]:
    """Return where the translation of a release belongs, below the content folder, and its text.

    It has the headers of the original, with the names that the vocabulary has for its terms in the
    other language, and the original's text to write over. It is a draft. Raises CommuniqueError
    where the file is no release, or in that language already.
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
    headers = [*_headers(desk, source, original, lang), ("Lang", lang), ("Status", "draft")]
    folder = "".join(path.rpartition("/")[:2])
    return f"{folder}{stem}.{lang}.md", format_source(headers, source.body)


def _find(desk: Desk, file: Path) -> str:
    """Return a source's path below the content folder, named from there or from where one is."""
    root = desk.settings.path.resolve()
    for place in (file.resolve(), root / file):
        if place.is_file() and place.resolve().is_relative_to(root):
            return place.resolve().relative_to(root).as_posix()
    raise CommuniqueError(f"{file} must be a release below {desk.settings.path}, found none")


def _headers(desk: Desk, source: Source, original: str, lang: str) -> Iterator[tuple[str, str]]:
    for header in source.headers:
        field = find_field(header.name)
        if field is None or field.attribute in OWN:
            continue
        facet = field.facet
        yield header.name, _name(desk, facet, header, original, lang) if facet else header.value


def _name(desk: Desk, facet: Facet, header: Header, original: str, lang: str) -> str:
    """Return a header's terms by their names in the other language, as far as they are known."""
    field, vocabulary = find_field(header.name), desk.stylebook.vocabulary
    assert field is not None
    parts = split_list(header.value, field.many) if field.is_list else [header.value]
    terms = (vocabulary.resolve(facet, part, original) for part in parts)
    names = (vocabulary.name(facet, term.slug, lang) if term else None for term in terms)
    return "; ".join(name or part for name, part in zip(names, parts, strict=True))
