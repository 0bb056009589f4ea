"""What is wrong with templates: each once, at its own file and line."""

from __future__ import annotations

import pickle

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


def test_a_source_keeps_its_path_in_another_process() -> None:
    """A worker names the same file."""
    source = pickle.loads(pickle.dumps(TemplateSource("a", "theme/templates/a.html")))  # noqa: S301
    assert (source, source.path) == ("a", "theme/templates/a.html")
