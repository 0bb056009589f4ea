"""Which templates an output is made from, and whether any of them changed."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, meta

from communique.errors import Problem
from communique.outputs.press import template_path

__all__ = ["Templates", "find_template_problem"]

Recipe = tuple[str, ...]


def _digest(*parts: str) -> str:
    """Return a digest of texts and where each ends."""
    text = "\0".join(f"{len(part)}:{part}" for part in parts)
    return blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class _Analysis:
    """What one template refers to (None for "any"), and which variables it may read."""

    refers_to: tuple[str | None, ...]
    reads: frozenset[str]


@lru_cache(maxsize=1024)
def _analyse(source: str, extensions: tuple[str, ...]) -> _Analysis:
    tree = Environment(extensions=extensions, autoescape=True).parse(source)
    return _Analysis(
        tuple(meta.find_referenced_templates(tree)), frozenset(meta.find_undeclared_variables(tree))
    )


class Templates:
    """A theme's templates by name, and what each leads to."""

    def __init__(self, sources: Mapping[str, str], extensions: Iterable[str]) -> None:
        self.sources = sources
        self.extensions = (*extensions, "jinja2.ext.i18n")

    def check(self) -> list[Problem]:
        """Return every template that is no Jinja, with its line."""
        problems = []
        for name, source in sorted(self.sources.items()):
            try:
                _analyse(source, self.extensions)
            except TemplateSyntaxError as error:
                rule, found = "a template must be valid Jinja", f"got: {error.message}"
                problems.append(Problem(template_path(name), error.lineno, rule, found))
        return problems

    def digest(self, recipe: Recipe) -> str:
        """Return a digest of all that is used when the first there is of ``recipe`` is rendered."""
        used = sorted(self._closure(self._chosen(recipe)))
        return _digest(self._chosen(recipe), *(f"{name}\0{self.sources[name]}" for name in used))

    def variables(self, recipe: Recipe) -> frozenset[str]:
        """Return the variables that may be read when ``recipe`` is rendered."""
        used = self._closure(self._chosen(recipe))
        return frozenset().union(
            *(_analyse(self.sources[name], self.extensions).reads for name in used)
        )

    def _chosen(self, recipe: Recipe) -> str:
        files = [f"{name}.html" for name in recipe]
        return next((name for name in files if name in self.sources), files[0])

    def _closure(self, name: str) -> set[str]:
        """Return what a template extends, includes or imports at any depth; all if unsure."""
        seen: set[str] = set()
        waiting = [name] if name in self.sources else []
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for referred in _analyse(self.sources[name], self.extensions).refers_to:
                if referred is None:
                    return set(self.sources)
                if referred in self.sources:
                    waiting.append(referred)
        return seen


def find_template_problem(error: Exception) -> Problem | None:
    """Return what a template did wrong, from the traceback's last line in one; None if in none."""
    if isinstance(error, TemplateNotFound):
        hint = "add it to the theme"
        rule = "a template must be there"
        return Problem("templates", 0, rule, f"missed {error.message or error.name}", hint)
    places = [
        (frame.filename, frame.lineno or 0)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(template_path(""))
    ]
    if not places:
        return None
    path, line = places[-1]
    found = f"got {type(error).__name__}: {error}"
    return Problem(path, line, "a template must render", found)
