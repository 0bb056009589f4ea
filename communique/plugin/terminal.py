"""Questions to a person at a terminal; paths as a person writes them."""

import os
import sys
from pathlib import Path

from communique.errors import CommuniqueError
from communique.importers.draft import Question
from communique.importers.interview import Ask
from communique.plugin.newsroom import shown


def choose_asking() -> Ask | None:
    """Return how to ask a person, or None where nobody is at a terminal."""
    return _ask if sys.stdin.isatty() and sys.stderr.isatty() else None


def _ask(question: Question) -> str:
    """Ask once; the answer is a candidate's number, or the value itself."""
    print(f"{question.header}? {question.why}", file=sys.stderr)
    for number, candidate in enumerate(question.candidates, 1):
        print(f"{number:4}  {candidate}", file=sys.stderr)
    print("A number or a value: " if question.candidates else "A value: ", end="", file=sys.stderr)
    sys.stderr.flush()
    try:
        answer = input().strip()
    except (EOFError, KeyboardInterrupt):
        raise CommuniqueError("\nno answer; nothing is written") from None
    if answer.isdecimal() and 0 < int(answer) <= len(question.candidates):
        return question.candidates[int(answer) - 1]
    return answer


def print_text(text: object) -> None:
    """Print lines; a reader such as ``head`` may leave before the last of them."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_path(path: Path) -> None:
    """Print a path as ``shown`` returns it."""
    print(shown(str(path)))
