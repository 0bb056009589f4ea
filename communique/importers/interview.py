"""The interview: questions to an editor about what the old text does not prove.

An answer may settle other questions: one date shows the order of day and month in all others. So
the text is read again after each answer.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date as Date  # noqa: N812 - ``date`` is a word of this trade
from datetime import datetime
from pathlib import Path

from communique.errors import CommuniqueError
from communique.importers.draft import Draft, Question
from communique.importers.registry import import_file
from communique.sources.blank import Desk
from communique.sources.schema import SCHEMA

Ask = Callable[[Question], str]
"""Puts a question to a person and returns what they say."""

REQUIRED = frozenset(field.name for field in SCHEMA if field.required)
OPTIONS = {"Date": "--date", "Category": "--kind", "Embargo": "--embargo"}
"""The option of the command that answers for a header."""

DAY = len("2019-06-05")


def interview(
    desk: Desk,
    path: Path,
    lang: str,
    answers: dict[str, str],
    ask: Ask | None,
    *,
    published: bool = False,
) -> Draft:
    """Return the draft of a file with every required header, ``answers`` given beforehand.

    A ``published`` release must settle its embargo. Raises CommuniqueError with every open question
    if nobody is there to answer.
    """
    given = {header: answer for header, answer in answers.items() if answer}
    known = {header: _read(desk, header, answer, lang) for header, answer in given.items()}
    needed = REQUIRED | ({"Embargo"} if ask or published else set())
    offered = {"Category": desk.kinds(lang)}  # every kind, where the text hints at none
    while True:
        draft = _import(path, lang, known)
        left = [
            replace(question, candidates=question.candidates or offered.get(question.header, ()))
            for question in draft.questions
            if question.header in needed
        ]
        if not left:
            return draft
        if ask is None:
            raise CommuniqueError("\n".join([*map(_say, left), "nothing is written"]))
        known[left[0].header] = _insist(desk, left[0], lang, ask)


def _import(path: Path, lang: str, known: dict[str, str]) -> Draft:
    kind, date = known.get("Category", ""), known.get("Date")
    draft = import_file(path, lang=lang, kind=kind, date=_moment(date) if date else None)
    if "Embargo" not in known:
        return draft
    fields = [field for field in draft.fields if field[0] != "Embargo"]
    questions = [question for question in draft.questions if question.header != "Embargo"]
    answer = ("Embargo", known["Embargo"])
    return replace(draft, fields=(*fields, answer), questions=tuple(questions))


def _read(desk: Desk, header: str, answer: str, lang: str) -> str:
    """Return the answer as it may stand in the header; raises CommuniqueError."""
    if header == "Category":
        return desk.find_kind(answer, lang)
    desk.read_header(header, answer, lang)
    return answer.strip()


def _insist(desk: Desk, question: Question, lang: str, ask: Ask) -> str:
    while True:
        try:
            return _read(desk, question.header, ask(question), lang)
        except CommuniqueError as error:
            question = Question(question.header, question.candidates, str(error))


def _moment(value: str) -> Date:
    """Return a checked ISO 8601 date as a day, or as a time, with an offset only where it has."""
    if len(value) == DAY:
        return Date.fromisoformat(value)
    return datetime.fromisoformat(re.sub(r" (?=[Z+-])", "", value))


def _say(question: Question) -> str:
    example = question.candidates[0] if question.candidates else "2019-06-05 10:00"
    zone = ", and its offset or zone" if question.header == "Embargo" else ""
    return f'{question}; answer with {OPTIONS[question.header]} "{example}"{zone}'
