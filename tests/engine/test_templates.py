"""What is wrong with templates: each once, at its own file and line."""

from __future__ import annotations

import pickle
from typing import NoReturn

import pytest
from jinja2 import Environment

from communique.engine.templates import Templates
from communique.outputs.press.kit import TemplateSource

ENVIRONMENT = Environment(autoescape=True)


def test_a_template_with_two_names_is_told_once() -> None:
    """Pelican's loader has ``article.html`` and ``!theme/article.html`` for one file."""
    source = TemplateSource("a\n{% if %}", "theme/templates/article.html")
    templates = Templates({"!theme/article.html": source, "article.html": source}, ENVIRONMENT)
    (problem,) = templates.check()
    assert str(problem).startswith("theme/templates/article.html:2: a template must be valid Jinja")


def test_a_template_that_no_page_needs_is_told() -> None:
    """A name that is misspelt replaces nothing; one that another template includes is needed."""
    theme = TemplateSource("a {% include 'parts/own.html' %}", "theme/templates/article.html")
    templates = Templates(
        {
            "!theme/article.html": theme,
            "!simple/translations.html": theme,
            "article.html": theme,
            "translations.html": theme,
            "artcle.html": TemplateSource("b", "templates/artcle.html"),
            "parts/own.html": TemplateSource("c", "templates/parts/own.html"),
        },
        ENVIRONMENT,
    )
    (problem,) = templates.check()
    assert str(problem) == (
        "templates/artcle.html: warning: a template must have the name of one of the theme's, or "
        'be used by another, it changes no page; did you mean "article.html"?'
    )


def test_a_source_keeps_its_path_in_another_process() -> None:
    """A worker names the same file."""
    source = pickle.loads(pickle.dumps(TemplateSource("a", "theme/templates/a.html")))  # noqa: S301
    assert (source, source.path) == ("a", "theme/templates/a.html")


class Blind(Environment):
    """An environment that must not read a template."""

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> NoReturn:
        """Fail."""
        raise AssertionError(source, name, filename)


def test_a_template_that_another_build_analysed_is_not_read_again() -> None:
    """It is where it changed, or another version of the code analysed it."""
    source = TemplateSource("{{ tags }}{% include 'a.html' %}{{ asset('x.css') }}", "article.html")
    sources = {"article.html": source, "a.html": TemplateSource("{{ asset(b) }}", "a.html")}
    before = Templates(sources, ENVIRONMENT)
    before.recall("", "way")
    assert before.check() == []
    recipe, blind = ("article",), Blind()
    after = Templates(sources, blind)
    after.recall(before.found(), "way")
    assert after.check() == []
    assert after.variables(recipe) == before.variables(recipe) == {"tags", "asset", "b"}
    assert after.digest(recipe, {}) == before.digest(recipe, {})
    assert after.found() == before.found()
    changed = Templates(sources | {"a.html": TemplateSource("{{ c }}", "a.html")}, blind)
    changed.recall(before.found(), "way")
    other = Templates(sources, blind)
    other.recall(before.found(), "another way")
    for templates in (changed, other):
        with pytest.raises(AssertionError):
            templates.check()
