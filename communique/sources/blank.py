"""A new source: from nothing (``inv new``) or from an old text (``inv import``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from communique.errors import CommuniqueError, ProblemsFound, errors_among
from communique.model.release import Page, Release
from communique.model.term import Facet
from communique.settings import Settings
from communique.sources.fields import FieldError
from communique.sources.header import format_source
from communique.sources.held.blanks import blank_of
from communique.sources.held.unfinished import ASKED, ask_in_text
from communique.sources.hints import did_you_mean
from communique.sources.read import read_source
from communique.sources.schema import SCHEMA, find_field
from communique.sources.stylebook import Stylebook
from communique.sources.vocabulary_files import load_vocabulary
from communique.text.locales import primary
from communique.text.markdown import Renderer
from communique.text.slugs import slugify
from communique.values import dataclass

FOLDER = "releases"
LONGEST_SLUG = 80

ELIDING = frozenset({"ca", "fr", "it", "oc", "pt"})
"""Languages in which an apostrophe stands between two words: l'accord."""

EXAMPLES = {
    "Starts": "{day} 10:00 {zone}",
    "Venue": "Press centre, 1 Main Street",
    "Accreditation": "Until {day}, 18:00, at press@ministry.example",
}
"""Examples for the day and the time zone of a new text; the manual's are of one ministry."""


def make_blank(values: Mapping[str, str], kind: str = "", zone: str = "UTC") -> str:
    """Return a source with these headers, in the manual's order, and a text to replace.

    A header without a value is left out. The text is in the language of ``Lang``. What a kind needs
    besides, by its slug, is asked above it: a build reports each question without an answer. A
    briefing's text has the turns of its speakers.
    """
    blank = blank_of(values.get("Lang") or "en")
    known = [(field.name, values.get(field.name, "")) for field in SCHEMA]
    day = values.get("Date", "")[: len("2019-06-05")]
    asked = [
        ask_in_text(blank.asked.format(name=name, example=example))
        for name in ASKED.get(kind, ())
        if not values.get(name) and (field := find_field(name))
        for example in [EXAMPLES.get(name, field.example).format(day=day, zone=zone)]
    ]
    text = "\n\n".join([*asked, blank.briefing if kind == "briefings" else blank.text])
    return format_source([(name, value) for name, value in known if value], text)


@dataclass(frozen=True, slots=True)
class Desk:
    """The rules that read an editor's words, and the folder for new texts."""

    settings: Settings
    stylebook: Stylebook

    @classmethod
    def of(cls, settings: Settings) -> Desk:
        """Load the vocabulary; raises ProblemsFound where it has any."""
        vocabulary, problems = load_vocabulary(settings.vocabulary_path, settings.languages)
        if problems:
            raise ProblemsFound(problems)
        return cls(settings, Stylebook.of(settings, vocabulary))

    def kinds(self, lang: str) -> tuple[str, ...]:
        """Return the names of the kinds in a language."""
        return self.stylebook.vocabulary.names(Facet.KIND, lang)

    def find_lang(self, written: str) -> str:
        """Return one of LANGUAGES, DEFAULT_LANG for nothing; raises CommuniqueError."""
        languages = self.stylebook.languages
        if not written or written in languages:
            return written or self.stylebook.default_lang
        raise _refuse("Lang must be a language of the site", written, languages)

    def find_kind(self, written: str, lang: str) -> str:
        """Return a kind's name in a language, by any name or slug; raises CommuniqueError."""
        vocabulary = self.stylebook.vocabulary
        term = vocabulary.resolve(Facet.KIND, written, lang)
        name = term.name if term else vocabulary.name(Facet.KIND, written, lang)
        if name is None:
            raise _refuse("Category must be a kind of the vocabulary", written, self.kinds(lang))
        return name

    def kind_slug(self, name: str, lang: str) -> str:
        """Return the slug of a kind, by its name."""
        term = self.stylebook.vocabulary.resolve(Facet.KIND, name, lang)
        return term.slug if term else ""

    def read_header(self, name: str, written: str, lang: str) -> Any:
        """Return a value as the check reads it; raises CommuniqueError in the check's words."""
        field = find_field(name)
        assert field is not None
        try:
            return field.read(written, self.stylebook, lang)
        except FieldError as error:
            hint = f"; {error.hint}" if error.hint else ""
            raise CommuniqueError(f'{name} {error.rule}, got "{written}"{hint}') from None

    def today(self, now: datetime) -> str:
        """Return a moment as a Date of the site's time zone, to the minute."""
        return f"{now.astimezone(self.stylebook.timezone):%Y-%m-%d %H:%M}"

    def save(self, values: Mapping[str, str], text: str) -> Path:
        """Write a release's source into its place and return where that is.

        Raises ProblemsFound if the check would find an error in it, and CommuniqueError if the file
        exists; then nothing is written.
        """
        return self.write(self._place(values), text)

    def read(self, path: str, data: bytes) -> Release | Page:
        """Return a release, or a page by its folder; raises ProblemsFound where it has errors."""
        page = any(map(PurePosixPath(path).is_relative_to, self.settings.page_paths))
        renderer = Renderer(self.stylebook.markdown)
        reading = read_source(path, data, self.stylebook, renderer, page=page)
        if errors := errors_among(reading.problems):
            raise ProblemsFound(errors)
        assert reading.content is not None, "only a text with errors has none"
        return reading.content

    def write(self, path: str, text: str) -> Path:
        """Write a source below the content folder, as ``save`` does."""
        self.read(path, text.encode())
        target = self.settings.path / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            raise CommuniqueError(
                f"{path} is there already; edit it, or choose another title or date"
            ) from None
        except OSError as error:
            raise CommuniqueError(f"{path} cannot be written: {error.strerror}") from error
        return target

    def _place(self, values: Mapping[str, str]) -> str:
        """Return ``releases/2019/06/05-slug.en.md``, below the content folder."""
        lang = values["Lang"]
        title = values["Title"]
        date = self.read_header("Date", values["Date"], lang)
        parted = re.sub(r"(?<=\w)['’ʼ](?=\w)", " ", title) if primary(lang) in ELIDING else title
        slug = slugify(parted, lang)
        if not slug:
            raise CommuniqueError(
                f'Title must have a letter or a digit to make an address of, got "{title}"'
            )
        if len(slug) > LONGEST_SLUG:
            slug = slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]
        return f"{self._folder()}{date:%Y/%m/%d}-{slug}.{lang}.md"

    def _folder(self) -> str:
        """Return ``releases/`` where releases may be there, else the first of ARTICLE_PATHS."""
        folders = [folder.strip("/") for folder in self.settings.article_paths]
        return f"{FOLDER}/" if {"", FOLDER} & {*folders} or not folders else f"{folders[0]}/"


def _refuse(rule: str, written: str, known: tuple[str, ...]) -> CommuniqueError:
    found = f'got "{written}"' if written else "got none"
    hint = did_you_mean(written, known)
    return CommuniqueError(f"{rule}, {found}; {hint or 'there are ' + ', '.join(known)}")
