"""The vocabulary's contacts: ``contacts.toml``, a card a table.

A card has names by language, as a term has; ``phone``, ``email`` and ``url``; and ``note``, one
text or one for each language.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from communique.errors import Problem
from communique.model.term import Contact
from communique.opening import read_regular
from communique.patterns import late
from communique.signs import find_hidden
from communique.sources.vocabulary_files import LANGUAGE, VocabularyFile
from communique.text.slugs import is_slug

NAME = "contacts.toml"

FORMS = {
    "phone": (late(r"\+?[0-9][0-9 ()./-]*[0-9]"), "+7 7172 72 05 18"),
    "email": (late(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+"), "press@mfa.example"),
    "url": (late(r"https?://[^\s<>\"]+"), "https://mfa.example/press"),
}
"""What a card may have besides names and a note: its form, and an example."""


def load_contacts(folder: Path | None) -> tuple[Mapping[str, Contact], tuple[Problem, ...]]:
    """Return the cards by name, and what is wrong in their file; none where there is no file."""
    path = folder / NAME if folder else None
    if path is None or not path.is_file():
        return {}, ()
    return _load(str(path), read_regular(path.resolve()))


@lru_cache(maxsize=2)
def _load(path: str, data: bytes) -> tuple[Mapping[str, Contact], tuple[Problem, ...]]:
    file = VocabularyFile(path, data)
    contacts = {}
    for slug, table in file.load().items():
        wrong = list(_check(slug, table))
        for rule, found, hint in wrong:
            file.tell(slug, rule, found, hint)
        if not wrong:
            contacts[slug] = _make(slug, table)
    return contacts, tuple(file.problems)


def _make(slug: str, table: Mapping[str, Any]) -> Contact:
    note = table.get("note", {})
    notes = {"": note} if isinstance(note, str) else note
    names = {name: value for name, value in table.items() if LANGUAGE.fullmatch(name)}
    given = {name: table.get(name, "") for name in FORMS}
    return Contact(slug, {k: v for k, v in names.items() if k not in FORMS}, notes, **given)


def _check(slug: str, table: object) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a card: the rule, what was found, the likely fix."""
    if not is_slug(slug) or not isinstance(table, dict):
        rule = "a contact must be a table, named in ASCII letters, digits and hyphens"
        yield rule, f'got "{slug}"', "write it like [press-office]"
        return
    if not any(LANGUAGE.fullmatch(name) and name not in FORMS for name in table):
        rule = "a contact must have a name in each language of the site"
        yield rule, f"got none in [{slug}]", 'write en = "Press office"'
    for name, value in table.items():
        if name in FORMS:
            form, example = FORMS[name]
            if not isinstance(value, str) or not form.fullmatch(value):
                rule = f"a contact's {name} must be valid"
                yield rule, f"got {value!r} in [{slug}]", f'write "{example}"'
        elif not (
            _is_note(value) if name == "note" else LANGUAGE.fullmatch(name) and _is_text(value)
        ):
            rule = f"a contact must have names by language, {', '.join(FORMS)} and note"
            yield rule, f'got "{name}" in [{slug}]', "correct it, or remove it"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and find_hidden(value) is None


def _is_note(value: object) -> bool:
    if isinstance(value, dict):
        return all(LANGUAGE.fullmatch(k) and _is_text(v) for k, v in value.items())
    return _is_text(value)
