"""The editors' manual, docs/editing.md: ``editing.md`` filled from schema, rules and vocabulary."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from communique.model.release import Status
from communique.model.term import Facet
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
from communique.text.sections import note_headings

Rules = Iterable[Callable[..., Any]]

SPLITS = {
    "": "one value",
    ";,": "a list: `;` between its values, or `,` where there is no `;`",
    ";": "a list: `;` between its values",
    "lines": "one value a line; the line may stand again",
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
        notes="".join(f"- {heading.capitalize()}\n" for heading in sorted(note_headings())),
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
    """Return a rule in words: the first paragraph of its docstring."""
    return " ".join((rule.__doc__ or "").partition("\n\n")[0].split())
