"""Which templates an output is made from, and whether any of them changed."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, meta

from communique.errors import Problem
from communique.outputs.press import template_path

__all__ = ["check_templates", "find_template_problem", "recipe_digests", "variables_read"]


def digest(*parts: str) -> str:
    """Return a digest of texts and where each ends."""
    text = "\0".join(f"{len(part)}:{part}" for part in parts)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def check_templates(env: Environment, templates: Mapping[str, str]) -> list[Problem]:
    """Return every template that is no Jinja, with its line."""
    problems = []
    for name, source in sorted(templates.items()):
        try:
            env.parse(source, name)
        except TemplateSyntaxError as error:
            rule, found = "a template must be valid Jinja", f"got: {error.message}"
            problems.append(Problem(template_path(name), error.lineno, rule, found))
    return problems


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


def _closure(env: Environment, templates: Mapping[str, str], names: Iterable[str]) -> set[str]:
    """Return the templates that these extend, include or import, at any depth; all if unsure."""
    seen: set[str] = set()
    waiting = [name for name in names if name in templates]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for referred in meta.find_referenced_templates(env.parse(templates[name], name)):
            if referred is None:
                return set(templates)
            if referred in templates:
                waiting.append(referred)
    return seen


def recipe_digests(
    env: Environment, templates: Mapping[str, str], recipes: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], str]:
    """Return, by choice of templates, a digest of all that is used when the choice is made."""
    digests = {}
    for recipe in recipes:
        chosen = _chosen(templates, recipe)
        used = sorted(_closure(env, templates, [chosen]))
        digests[recipe] = digest(chosen, *(f"{name}\0{templates[name]}" for name in used))
    return digests


def _chosen(templates: Mapping[str, str], recipe: tuple[str, ...]) -> str:
    files = [f"{name}.html" for name in recipe]
    return next((name for name in files if name in templates), files[0])


def variables_read(
    env: Environment, templates: Mapping[str, str], recipe: tuple[str, ...]
) -> set[str]:
    """Return the variables that the templates of a choice may take from their context."""
    found: set[str] = set()
    for name in _closure(env, templates, [_chosen(templates, recipe)]):
        found |= meta.find_undeclared_variables(env.parse(templates[name], name))
    return found
