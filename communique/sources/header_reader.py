"""Reads headers into values by the schema, and finds every problem in them."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

from communique.errors import Problem, Severity
from communique.patterns import late
from communique.signs import UNSEEN, find_unfit
from communique.sources.fields import FieldError, check_yaml, read_text, split_list, take_quotes
from communique.sources.file_names import split_name
from communique.sources.header import Header, Source
from communique.sources.held.headers import FLAG, MOMENT, SWITCHES
from communique.sources.held.words import WORDS
from communique.sources.hints import did_you_mean, shorten
from communique.sources.notices import read_correction, read_withdrawal
from communique.sources.schema import SCHEMA, Field, find_field
from communique.sources.stylebook import Stylebook
from communique.text.language import held_words

MOST_VALUES = 500
"""Values of one header."""

NOTHING = frozenset({"", "[]", "{}", "~", "null", '""', "''"})
"""Ways to write no value, as other programs have them."""

_REFERENCE = late(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
"""A sign as HTML writes it: ``&#39;``, ``&amp;``."""

_SEEN_BY = "\u00a0\u200c\u200d\u200e\u200f"
"""Unseen signs that change how the letters around them look."""

VISIBLE = late(
    r"[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
"""A sign that is seen."""

_MARKUP = late(
    r"</?(?:a|abbr|b|big|br|cite|em|font|i|p|small|span|strong|sub|sup|u)\b[^<>]*>"
    r"|\*\*[^*]+\*\*|\A(?:#{1,6}|>)(?=\s)|\[[^\[\]]+\]\([^()\s]+\)",
    re.IGNORECASE,
)
"""HTML and Markdown, which no header has."""

MEANT = {
    **dict.fromkeys(MOMENT, "Date, or Embargo if it waits until then"),
    **{name: ours for ours, names in WORDS["meant"].items() for name in names.split()},
}
"""What headers of other programs are called here."""

SECRET = frozenset(FLAG) - {"published", "publish", "public"}
ON = frozenset({"true", "yes", "on", "1"})

FIELDS_OF_PAGES = tuple(known for known in SCHEMA if known.pages)
REQUIRED = tuple(known for known in SCHEMA if known.required)

MOST_GUESSES = 100
"""The most unknown headers of a source for which a known name is suggested."""


class HeaderReader:
    """Reads the headers of one source by the schema, gathering values, lines and problems."""

    def __init__(self, path: str, stylebook: Stylebook, *, page: bool) -> None:
        self.path = path
        self.stylebook = stylebook
        self.fields = FIELDS_OF_PAGES if page else SCHEMA
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.lang = split_name(path, stylebook.languages)[1] or stylebook.default_lang

    def read(self, source: Source, below: frozenset[str]) -> dict[str, Any]:
        """Return valid values by attribute; headers ``below``, in the text, are not missing."""
        for header in source.headers:
            if header.name.lower() == "lang" and header.value in self.stylebook.languages:
                self.lang = header.value
        values: dict[str, Any] = {}
        for header in source.headers:
            known = find_field(header.name)
            if known is None or (self.fields is not SCHEMA and not known.pages):
                self._report_unknown(header)
            elif known.attribute in self.lines and known.many != "lines":
                self._report(header, FieldError("must be given once", "merge the two lines"))
            else:
                self.lines.setdefault(known.attribute, header.line)
                self._read_value(known, header, values)
        for known in REQUIRED:
            given = known.name in below or known.attribute in self.lines
            if source.whole and not given and (known.pages or self.fields is SCHEMA):
                hint = f"add a line like {known.name}: {known.example}"
                rule, found = f"{known.name} must be given", "found none"
                self.problems.append(Problem(self.path, 1, rule, found, hint))
        return values

    def _resolve(self, header: Header, known: Field) -> Header:
        """Return a header with HTML's references replaced by their signs, which gives a warning.

        Other HTML and Markdown gives a warning too, for it would be shown as it stands.
        """
        markup = None
        text = header.value
        words = known.read in (read_text, read_correction, read_withdrawal) or known.facet
        if words and ("<" in text or "*" in text or "[" in text or text[:1] in ("#", ">")):
            markup = _MARKUP.search(text)
        if markup:
            hint = f"take {shorten(markup[0], 40)} out, which is shown as it stands"
            self._report(header, FieldError("should be plain text", hint, instead=header.value))
        if "&" not in header.value and not header.items:
            return header
        found = [
            reference[0]
            for text in (header.value, *header.items)
            for reference in _REFERENCE.finditer(text)
            if _meant(reference) != reference[0]
        ]
        if not found:
            return header
        plain = [_REFERENCE.sub(_meant, text) for text in (header.value, *header.items)]
        told = FieldError("should be plain text", f"write {unescape(found[0])}", instead=plain[0])
        self._report(header, told, found[0])
        return replace(header, value=plain[0], items=tuple(plain[1:]))

    def _read_value(self, known: Field, header: Header, values: dict[str, Any]) -> None:
        header = self._resolve(header, known)
        try:
            parts = self._split(known, header)
        except FieldError as error:
            self._report(header, error)
            return
        if len(parts) > MOST_VALUES:
            many = FieldError(f"must have {MOST_VALUES} values at most", "remove some")
            self._report(header, many, f"{len(parts)} of them")
            return
        read = []
        for written in parts:
            part = written
            if not part[0].isalnum() and known.name != "Title":
                part = self._take_quotes(header, part, curly=bool(known.facet))
            try:
                check_yaml(part)
                if not part.isascii():
                    _check_alone(part)
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

    def _split(self, known: Field, header: Header) -> list[str]:
        """Return a header's values; raises FieldError without one, or for a wrong form."""
        many, value = known.is_list, header.value
        if value not in NOTHING:
            if not many and value.startswith("- "):
                raise FieldError("must be one value", f"write {shorten(value[2:])}")
            if known.facet and not many and len(parts := split_list(value, ";")) > 1:
                raise FieldError("must be one value", f"write {shorten(parts[0])}")
            if not many:
                return [value]
            parts = split_list(value, known.many)
        elif header.items and not many:
            raise FieldError("must be one value", "write it behind the name, in one line")
        else:
            parts = list(dict.fromkeys(filter(None, header.items)))
        if not parts:
            raise FieldError("must not be empty", "give a value, or delete the line")
        if value[:1] == "[" and value[-1] == "]":
            bare = (take_quotes(part, curly=True) for part in split_list(value[1:-1], ";,"))
            raise FieldError("must be a list without brackets", f"write {shorten('; '.join(bare))}")
        vocabulary = self.stylebook.vocabulary
        if len(parts) > 1 and known.facet in vocabulary.with_commas and ";" not in value:
            return vocabulary.join_known(known.facet, parts)
        return parts

    def _take_quotes(self, header: Header, part: str, *, curly: bool) -> str:
        plain = take_quotes(part, curly=curly)
        if plain == part:
            return part
        hint = "they are left out"
        if not curly:
            hint += "; where it is a quotation, write “…”"
        error = FieldError("must stand without quotation marks around it", hint, instead=plain)
        self._report(header, error, part)
        return plain

    def _report(self, header: Header, error: FieldError, part: str | None = None) -> None:
        if part is None:
            part = header.value or " ".join(f"- {item}" for item in header.items)
        found = f'got "{shorten(part)}"'
        rule = f"{header.name} {error.rule}"
        severity = Severity.ERROR if error.instead is None else Severity.WARNING
        self.problems.append(Problem(self.path, header.line, rule, found, error.hint, severity))

    def _report_unknown(self, header: Header) -> None:
        guess = len(self.problems) < MOST_GUESSES
        names = [known.name for known in self.fields]
        hint = did_you_mean(header.name, names, 0.6) if guess else ""
        name = header.name.lower()
        if name in MEANT:
            hint = f"write {MEANT[name]}"
        if name in SECRET or (name in FLAG and header.value.lower() in SWITCHES):
            draft = (name in SECRET) == (header.value.lower() not in SWITCHES - ON)
            hint = "write Status: draft" if draft else "delete the line"
        for meant in ("Embargo", "Status"):
            if name in held_words(meant.lower()).split("|"):
                hint = f"write {meant}"
        known = find_field(header.name)
        if known is not None:
            hint = "it is for releases only; delete the line"
        rule = "a header must be one of the manual's"
        hint = hint or "see the page Editing of the manual, or leave an empty line before the text"
        found = f'got "{shorten(header.name)}"'
        self.problems.append(Problem(self.path, header.line, rule, found, hint))


def _check_alone(part: str) -> None:
    """Raise FieldError where a value shows nothing, or begins a direction that ends elsewhere."""
    if not VISIBLE.search(part):
        raise FieldError("must have visible letters", "write it")
    unfit = next(filter(None, map(find_unfit, part.split("|"))), None)
    if unfit:
        raise FieldError(f"must not change the text around it, got {unfit.found}", unfit.hint)


def _meant(reference: re.Match[str]) -> str:
    """Return the sign that a reference means, "" for one that shows nothing; itself for none."""
    meant = unescape(reference[0])
    if UNSEEN.fullmatch(meant):
        return ""
    return meant if meant and (meant.isprintable() or meant in _SEEN_BY) else reference[0]
