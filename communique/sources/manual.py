"""The pages of the manual that are written from the code: Editing, Settings and Commands.

Editing comes from schema, rules and vocabulary; Settings from the docstring of each field in
``settings/``; Commands from the tasks of ``inv``.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from textwrap import fill
from typing import Any

from communique import settings
from communique.model.release import Status
from communique.model.term import Facet
from communique.settings import brand, subscribing
from communique.settings.pelican import FURTHER, GROUPS, HONOURED, REFUSED
from communique.settings.shapes import LEFT_OUT
from communique.sources.blank import make_blank
from communique.sources.rules import (
    PAGE_RULES,
    RELEASE_RULES,
    future_dates_have_an_embargo,
    what_is_told_has_happened,
)
from communique.sources.schema import SCHEMA, Field
from communique.sources.stylebook import Stylebook
from communique.sources.vocabulary import CLOSED
from communique.text.elements import ELEMENTS, EVERYWHERE, SCHEMES, VOID
from communique.text.language import every_language
from communique.text.locales import find_locale
from communique.values import dataclass

Rules = Iterable[Callable[..., Any]]

SPLITS = {
    "": "one value",
    ";,": "a list: `;` between its values, or `,` where there is no `;`",
    ";": "a list: `;` between its values",
    "lines": "one value; the header may be repeated",
}
"""What ``Field.many`` says to an editor."""

SHOWN_IN_BLANK = ("Title", "Date", "Category", "Tags", "Countries", "Place", "Lang", "Status")


def write_manual(stylebook: Stylebook, more_rules: Rules) -> str:
    """Return the manual; ``more_rules`` are the rules that hold between sources."""
    timed: Rules = (future_dates_have_an_embargo, what_is_told_has_happened)
    rules: Rules = (*RELEASE_RULES, *timed, *PAGE_RULES, *more_rules)
    example = make_blank(
        {field.name: field.example for field in SCHEMA if field.name in SHOWN_IN_BLANK}
    )
    return fill_page(
        "editing.md",
        blank=f"```text\n{example}```\n",
        required=", ".join(field.name for field in SCHEMA if field.required),
        states=" or ".join(f"`{status.value}`" for status in Status),
        headers="".join(map(_describe, SCHEMA)),
        quotes="".join(_quotes()),
        everywhere=_in_code(sorted(EVERYWHERE)),
        void=_in_code(sorted(VOID & ELEMENTS.keys())),
        schemes=_in_code(f"{scheme}:" for scheme in SCHEMES),
        elements="".join(_elements()),
        notes="".join(_notes()),
        kinds="".join(_kinds(stylebook)),
        files=_in_code(f"{facet.value}.toml" for facet in Facet),
        closed=" and ".join(sorted(facet.value for facet in CLOSED)),
        rules="".join(f"- {each}\n" for each in dict.fromkeys(map(_sentence, rules))),
    )


def fill_page(name: str, **parts: str) -> str:
    """Return a page of the manual whose ``[[parts]]`` are filled in; it lies beside this module."""
    page = Path(__file__).with_name(name).read_text(encoding="utf-8").removesuffix("\n")
    return re.sub(r"\[\[(\w+)\]\]", lambda match: parts[match[1]], page)


def _in_code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _describe(field: Field) -> str:
    return (
        f"\n### {field.name}\n\n{field.meaning}\n\n"
        f"- {'required' if field.required else 'optional'}; {SPLITS[field.many]}; "
        f"{'for releases and pages' if field.pages else 'for releases'}\n"
        f"- `{field.name}: {field.example}`\n"
    )


def _quotes() -> Iterator[str]:
    for language in filter(lambda each: each.quotes[0], every_language()):
        inner = " ".join(language.quotes[1]) or "as typed"
        yield f"| {_english(language.code)} | {' '.join(language.quotes[0])} | {inner} "
        yield f"| {language.also} |\n"


def _notes() -> Iterator[str]:
    for language in filter(lambda each: each.note_headings, every_language()):
        yield f"| {_english(language.code)} | {'; '.join(sorted(language.note_headings))} |\n"


def _english(lang: str) -> str:
    return str(find_locale(lang).get_display_name("en"))


def _elements() -> Iterator[str]:
    yield f"| {_in_code(name for name, attributes in ELEMENTS.items() if not attributes)} | |\n"
    for name, attributes in ELEMENTS.items():
        if attributes:
            yield f"| `{name}` | {_in_code(sorted(attributes))} |\n"


def _kinds(stylebook: Stylebook) -> Iterator[str]:
    languages = stylebook.languages
    names = [_english(lang) for lang in languages]
    yield f"| {' | '.join(names)} | also |\n|{'---|' * (len(names) + 1)}\n"
    for entry in stylebook.vocabulary.entries.get(Facet.KIND, ()):
        shown = [entry.name(lang) for lang in languages]
        others = (*(name for _, name in entry.singular), *entry.aliases, *entry.former)
        yield f"| {' | '.join(shown)} | {', '.join(dict.fromkeys(others))} |\n"


def _sentence(rule: Callable[..., Any]) -> str:
    return " ".join((rule.__doc__ or "").partition("\n\n")[0].split())


NAMES = r"[A-Z][A-Z_]+[A-Z](?:(?:, | and )[A-Z][A-Z_]+[A-Z])*"


def describe_settings(module: Path) -> Iterator[tuple[str, str]]:
    """Yield the settings of a module's classes with what their docstrings say, in their order."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        for each in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                text = " ".join(str(each.value.value).split())
                if named := re.match(rf"({NAMES}): ", text):
                    yield named[1], text.removeprefix(named[0])


def write_settings() -> str:
    """Return the page of settings."""
    own = dict(describe_settings(Path(brand.__file__)))
    offered = dict(describe_settings(Path(subscribing.__file__)))
    others = dict(describe_settings(Path(settings.__file__))) | dict(FURTHER)
    apart = own.keys() | offered.keys() | {", ".join(offered)}
    return fill_page(
        "settings.md",
        brand="".join(_row(name, words) for name, words in own.items()),
        offered="".join(_row(name, words) for name, words in offered.items()),
        others="".join(_row(name, others[name]) for name in sorted(others) if name not in apart),
        honoured=fill(", ".join(sorted(HONOURED)), 100),
        left_out=" and ".join(f"`{name}`" for name in LEFT_OUT),
        instead="".join(_row(", ".join(names.split()), words) for words, names in GROUPS.items()),
        refused="".join(_row(name, words) for name, words in REFUSED.items()),
    )


def _row(names: str, words: str) -> str:
    shown = words.replace("``", "`").replace("|", "\\|")
    # Outside of code an angle bracket would begin an element.
    parts = re.split(r"(`[^`]*`)", shown)
    plain = "".join(part if part[:1] == "`" else part.replace("<", "&lt;") for part in parts)
    return f"| {names} | {plain} |\n"


@dataclass(frozen=True, slots=True)
class Command:
    """A command as a person types it, its purpose, and its options."""

    name: str
    does: str
    options: Mapping[str, str] = field(default_factory=dict)


def write_commands(commands: Iterable[Command]) -> str:
    """Return the page of commands."""
    parts = []
    for command in sorted(commands, key=lambda each: each.name):
        parts.append(f"\n## inv {command.name}\n\n{command.does}\n")
        if command.options:
            rows = (f"| `{name}` | {what} |\n" for name, what in command.options.items())
            parts += ["\n| option | what |\n|---|---|\n", *rows]
    return fill_page("commands.md", commands="".join(parts)) + "\n"
