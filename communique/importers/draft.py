"""A draft: the headers that an old text proves, and questions for the others."""

from pathlib import PurePath

from communique.errors import Problem, ProblemsFound
from communique.sources.header import format_source
from communique.sources.held.unfinished import ask_in_text
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A header that the text does not prove, with values that it allows, the likeliest first."""

    header: str
    candidates: tuple[str, ...]
    why: str

    def __str__(self) -> str:
        choice = f": {' or '.join(self.candidates)}?" if self.candidates else "?"
        return f"{self.header}{choice} {self.why}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A release to review: ``fields`` in the order of its header, ``body`` as Markdown.

    No header is in ``fields`` and in ``questions`` at once. A value is one line.
    """

    fields: tuple[tuple[str, str], ...]
    body: str
    lang: str
    questions: tuple[Question, ...] = ()

    def __post_init__(self) -> None:
        for header, value in self.fields:
            if value.splitlines() != [value]:
                raise ValueError(f"{header} must be one line that is not empty, got {value!r}")


def render(draft: Draft) -> str:
    """Return the release's source; a question about an embargo is written above the text."""
    embargoes = (question for question in draft.questions if question.header == "Embargo")
    asked = [ask_in_text(f"{question.header}? {question.why}") for question in embargoes]
    return format_source(draft.fields, "\n\n".join([*asked, draft.body]))


def refuse(path: PurePath, rule: str, found: str, hint: str = "") -> ProblemsFound:
    """Return the exception to raise if a file cannot be imported."""
    return ProblemsFound([Problem(path.as_posix(), 0, rule, found, hint)])
