"""Headers become values by the schema, with every problem that stands in them."""

from __future__ import annotations

from typing import Any

from communique.errors import Problem, Severity
from communique.sources.fields import FieldError, split_list
from communique.sources.header import Header, Source
from communique.sources.hints import did_you_mean, shorten
from communique.sources.names import split_name
from communique.sources.schema import SCHEMA, Field, find_field
from communique.sources.stylebook import Stylebook
from communique.text.language import held_words

MOST_VALUES = 500
"""Values of one header."""

MOST_GUESSES = 100
"""Headers of one source for which a known name is looked for that may be meant."""


class HeaderReader:
    """Reads the headers of one source by the schema, gathering values, lines and problems."""

    def __init__(self, path: str, stylebook: Stylebook, *, page: bool) -> None:
        self.path = path
        self.stylebook = stylebook
        self.fields = [known for known in SCHEMA if known.pages or not page]
        self.required = [known for known in self.fields if known.required]
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.lang = split_name(path, stylebook.languages)[1] or stylebook.default_lang

    def read(self, source: Source, below: frozenset[str]) -> dict[str, Any]:
        """Return the values by attribute; a value that breaks a rule is left out.

        Headers that stand ``below``, in the text, are not called missing.
        """
        for header in source.headers:
            if header.name.lower() == "lang" and header.value in self.stylebook.languages:
                self.lang = header.value
        values: dict[str, Any] = {}
        for header in source.headers:
            known = find_field(header.name)
            if known is None or known not in self.fields:
                self._report_unknown(header)
            elif known.attribute in self.lines and known.many != "lines":
                self._report(header, FieldError("must stand once", "merge the two lines"))
            else:
                self.lines.setdefault(known.attribute, header.line)
                self._read_value(known, header, values)
        for known in self.required:
            if known.name not in below and known.attribute not in self.lines and source.whole:
                hint = f"add a line like {known.name}: {known.example}"
                rule, found = f"{known.name} must be given", "found none"
                self.problems.append(Problem(self.path, 1, rule, found, hint))
        return values

    def _read_value(self, known: Field, header: Header, values: dict[str, Any]) -> None:
        many = known.many not in ("", "lines")
        parts = split_list(header.value, known.many) if many else [header.value]
        if not header.value or not parts:
            hint = "give a value, or delete the line"
            self._report(header, FieldError("must not be empty", hint))
            return
        if many and header.value[0] == "[" and header.value[-1] == "]":
            bare = (part.strip("'\" ") for part in header.value[1:-1].split(","))
            hint = f"write {shorten('; '.join(bare))}"
            self._report(header, FieldError("must be a list without brackets", hint))
            return
        if len(parts) > MOST_VALUES:
            error = FieldError(f"must have {MOST_VALUES} values at most", "take some out")
            self._report(header, error, f"{len(parts)} of them")
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
        found = f'got "{shorten(header.value if part is None else part)}"'
        rule = f"{header.name} {error.rule}"
        severity = Severity.ERROR if error.instead is None else Severity.WARNING
        self.problems.append(Problem(self.path, header.line, rule, found, error.hint, severity))

    def _report_unknown(self, header: Header) -> None:
        guess = len(self.problems) < MOST_GUESSES
        hint = did_you_mean(header.name, [known.name for known in self.fields]) if guess else ""
        name = header.name.lower()
        for meant in ("Embargo", "Status"):
            if name in held_words(meant.lower()).split("|"):
                hint = f"write {meant}"
        known = find_field(header.name)
        if known is not None:
            hint = "it is for releases only; delete the line"
        rule = "a header must be one of the manual's"
        hint = hint or "see docs/editing.md, or leave an empty line before the text"
        found = f'got "{shorten(header.name)}"'
        self.problems.append(Problem(self.path, header.line, rule, found, hint))
