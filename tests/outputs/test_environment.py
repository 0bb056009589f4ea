"""How templates print."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup, escape

from communique.outputs.press.compiling import TemplateEnvironment, escape_value, fill
from communique.outputs.press.environment import make_environment, put_in
from communique.outputs.press.kit import Kit
from communique.settings import Settings
from tests.sites import Site

TITLE = "Tom & Jerry <b>7</b>"


@given(st.text(alphabet="ab&<>'\"/;#é\n"))
def test_what_is_special_is_what_is_escaped(text: str) -> None:
    """A text is printed as it is where nothing in it would be escaped."""
    printed = escape_value(text)
    assert str(printed) == str(escape(text))
    assert (printed is text) == (printed == text)


@given(st.text(alphabet="a&<%'\""), st.sampled_from([0, 12, True, None, 1.5, ["<"], Markup("<b>")]))
def test_a_sentence_has_its_values_put_in_as_markup_does(text: str, other: object) -> None:
    """Texts are escaped, markup and numbers are not, and any other value is as it is printed."""
    sentence = Markup("<i>%(text)s</i> & %(other)s")
    values = {"text": text, "other": other}
    assert put_in(sentence, values) == sentence % values
    assert type(put_in(sentence, values)) is Markup


def test_only_markup_is_printed_as_it_is(tmp_path: Path) -> None:
    """Texts, numbers, lists and what a template captures are escaped once, markup never."""
    site = Site(tmp_path / "site")
    site.release("note.en", Title=TITLE)
    page = site.root / "theme" / "templates" / "article.html"
    page.write_text(
        "{% set caught %}<i>{{ article.title }}</i>{% endset %}"
        "[{{ article.title }}|{{ caught }}|{{ [article.title] }}|{{ 7 }}|{{ none }}|"
        "{{ article.title|safe }}|{% autoescape false %}{{ article.title }}{% endautoescape %}]"
    )
    site.built()
    [text] = [data.decode() for name, data in site.tree().items() if "/note/" in name]
    safe = str(escape(TITLE))
    caught = f"<i>{safe}</i>"
    listed = str(escape(str([TITLE])))
    assert text == f"[{safe}|{caught}|{listed}|7|None|{TITLE}|{TITLE}]"


def test_what_is_overridden_of_jinja_still_fits(tmp_path: Path) -> None:
    """Compiled templates escape with our function, yield whole runs, and share their globals.

    A version of Jinja that compiles in another way would only be slower: here it fails.
    """
    settings = Settings.from_pelican(Site(tmp_path / "site").pelican_settings())
    names = ("ENVIRONMENT", "FILTERS", "GLOBALS", "TESTS")
    environment = make_environment(
        Kit(settings, {}, {}, {f"JINJA_{name}": {} for name in names}, {})
    )
    code = environment.compile("{{ a }}", raw=True)
    assert "environment.escape(" in code
    assert "yield concat((" in code
    assert "context.include(" in environment.compile("{% include 'a' %}", raw=True)
    template = environment.from_string("{{ a }}{% set b = 1 %}{{ lipsum is defined }}")
    assert template.globals is environment.globals
    context = dict(environment.globals) | {"a": "<"}
    assert fill(template, context) == template.render(a="<") == "&lt;True"


TEMPLATES = {
    "base": "<{% block a %}{{ x }}{% endblock %}{% block b scoped %}{% endblock %}{{ y }}>",
    "child": "{% extends 'base' %}{% set y = '&' %}{% block b %}{{ super() }}{% set x = 'set' %}"
    "{% include 'part' %}{{ x }}{% endblock %}",
    "part": "[{{ x }}{{ y }}{{ z }}{% set x = 'inner' %}{{ x }}{% include 'deep' %}]",
    "deep": "({{ x }}{{ loop is defined }}{{ caught }}{{ nothing }})",
    "loop": "{% for x in '<b' %}{% set z = loop.index %}{% include 'part' %}{% endfor %}{{ z }}",
    "with": "{% with x = 'w', nothing = none %}{% include 'part' %}{% endwith %}{{ x }}",
    "caught": "{% set caught %}{{ x }}{% include 'part' %}{% endset %}{% include 'deep' %}",
    "macro": "{% macro m(x) %}{{ x }}{% include 'part' %}{% endmacro %}{{ m('&') }}",
    "others": "{% include ['none', 'part'] %}{% include 'none' ignore missing %}"
    "{% set n = 'deep' %}{% include n %}{% include 'part' without context %}",
    "off": "{% autoescape false %}{{ x }}{% include 'part' %}{% endautoescape %}{{ x }}",
    "calls": "{% call(x) caller_of('a') %}{{ x }}{% include 'deep' %}{% endcall %}",
    "import": "{% from 'macro' import m with context %}{{ m('i') }}{{ 1 + 1 }}{{ 'a' ~ x }}",
}


def test_a_template_says_what_it_says_by_jinja() -> None:
    """Blocks, includes, loops, captured texts, macros: the text is that of Jinja's own way.

    An include sees what is set where it stands, and sets nothing there.
    """
    theirs = Environment(autoescape=True, loader=DictLoader(TEMPLATES))
    ours = TemplateEnvironment(autoescape=True, loader=DictLoader(TEMPLATES))
    variables = {"x": "<x>", "z": 7, "caller_of": lambda _, caller: caller("<c>")}
    for name in TEMPLATES:
        expected = theirs.get_template(name).render(variables)
        assert fill(ours.get_template(name), ours.globals | variables) == expected
