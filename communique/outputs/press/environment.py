"""Jinja's environment as Pelican makes it, and gettext for its templates."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any

import jinja2
from jinja2 import Environment, FunctionLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from communique.outputs.press.compiled import SignedTemplates, stable_text
from communique.outputs.press.compiling import COMPILED, TemplateEnvironment, escape_value
from communique.outputs.press.kit import Kit
from communique.outputs.press.views import Article
from communique.patterns import late
from communique.text.dates import write_named
from communique.text.directions import isolate, isolate_words
from communique.text.endings import hold_endings
from communique.text.sizes import format_number
from communique.text.typogrify import keep_last_words
from communique.values import dataclass

SHORT = 1000
"""Below this no language groups a number."""

DIRECTIVE = late("%(-?)(.)")
DIRECTIVES = frozenset("dfGHIjmMSuUVwWyYzZ%")
"""The directives of ``strftime`` that give numbers everywhere."""

NAMED = frozenset("aAbBpcxX")
"""Directives for which a language has its own words or order."""


def make_environment(kit: Kit) -> Environment:
    """Make the environment that renders, which keeps compiled templates in CACHE_PATH."""
    env = _make_environment(kit)
    try:
        folder = kit.settings.cache_path / "templates"
        folder.mkdir(0o700, exist_ok=True)
        env.bytecode_cache = SignedTemplates(folder, way_of_compiling(kit))
    except OSError:
        pass  # a worker without this disk compiles for itself
    return env


def way_of_compiling(kit: Kit) -> str:
    """Return everything that affects how a template is compiled.

    Jinja works out ``{{ "a"|mine }}`` and ``"x" is plugin_enabled`` while it compiles.
    """
    plugins = sorted(kit.settings.plugins)
    return stable_text([COMPILED, jinja2.__version__, kit.jinja, plugins])


def _make_environment(kit: Kit) -> Environment:
    """Make Jinja's environment as Pelican does, with autoescape on and gettext's extension."""
    options = dict(kit.jinja["JINJA_ENVIRONMENT"])
    extensions = [*options.pop("extensions", ()), "jinja2.ext.i18n"]
    options["autoescape"] = True

    def load(name: str) -> tuple[str, str, None] | None:
        # With a file name, a traceback tells the template and the line.
        source = kit.templates.get(name)
        return None if source is None else (source, source.path, None)

    env = TemplateEnvironment(loader=FunctionLoader(load), extensions=extensions, **options)
    env.filters["strftime"] = format_by_letters
    env.filters["widont"] = keep_together
    env.filters["isolated"] = isolate_parts
    env.filters["by_day"] = group_by_day
    env.filters.update(kit.jinja["JINJA_FILTERS"])
    env.globals.update(kit.jinja["JINJA_GLOBALS"])
    env.tests.update(kit.jinja["JINJA_TESTS"])
    plugins = kit.settings.plugins
    env.tests["plugin_enabled"] = lambda name: (
        name in plugins or f"pelican.plugins.{name}" in plugins
    )
    return env


@dataclass(frozen=True, slots=True)
class _Looked:
    """What the templates of a kit are compiled with; equal kits give equal values."""

    way: str
    kit: Kit = field(compare=False)


def load_environment(kit: Kit) -> Environment:
    """Return an environment that only analyses a kit's templates; it writes nothing.

    It is the same one while settings and plugins of Jinja are, so that a preview looks again only
    at templates that changed.
    """
    return _load_environment(_Looked(way_of_compiling(kit), kit))


@lru_cache(maxsize=2)
def _load_environment(looked: _Looked) -> Environment:
    return _make_environment(looked.kit)


@pass_context
def format_by_letters(context: Context, value: date, form: str) -> str:
    """Return a moment by Pelican's ``strftime`` letters, in words of the page's language."""
    lang = str(context.get("lang") or "en")

    def write(directive: re.Match[str]) -> str:
        bare, letter = directive.groups()
        if letter in NAMED:
            return write_named(value, letter, lang)
        written = value.strftime(f"%{letter}") if letter in DIRECTIVES else directive[0]
        return (written.lstrip("0") or "0") if bare else written

    return DIRECTIVE.sub(write, form)


@pass_context
def keep_together(context: Context, headline: str) -> Markup:
    """Return a headline by Typogrify's ``widont``; no line ends inside "ШЫҰ-дағы"."""
    return _keep_together(headline, str(context.get("lang") or "en"))


@pass_context
def isolate_parts(context: Context, text: str) -> Markup | str:
    """Return a text in which numbers and addresses stand as they are written, in any direction."""
    return isolate_words(text, str(context.get("lang"))) if context.get("dir") == "rtl" else text


def group_by_day(releases: Iterable[Article]) -> list[tuple[Article, list[Article]]]:
    """Return the releases of each day, in their order, and before them the first of them."""
    days = (list(day) for _, day in groupby(releases, _day_of))
    return [(day[0], day) for day in days]


_day_of = attrgetter("locale_date")


@lru_cache(maxsize=8192, typed=True)  # typed: what is markup already is not escaped
def _keep_together(headline: str, lang: str) -> Markup:
    words = hold_endings(keep_last_words(headline, lang))
    return Markup(isolate(words, lang))  # noqa: S704 - it is markup already


def load_catalog(*catalogs: bytes | None) -> NullTranslations:
    """Return gettext catalogues as one, the first with a message says it; maybe an empty one."""
    found = [GNUTranslations(BytesIO(catalog)) for catalog in catalogs if catalog]
    for earlier, later in pairwise(found):
        earlier.add_fallback(later)
    return found[0] if found else NullTranslations()


def newstyle(gettext: Callable[[str], str]) -> Callable[..., Markup]:
    """Return gettext as templates call it: ``_("Page %(number)s", number=7)``."""

    @cache
    def mark(message: str) -> Markup:
        return Markup(gettext(message))  # noqa: S704 - the theme's own words

    def translate(message: str, **variables: Any) -> Markup:
        text = mark(message)
        return put_in(text, variables) if variables else text

    return translate


def put_in(text: Markup, variables: Mapping[str, Any]) -> Markup:
    """Return ``text % variables``, for which Markup wraps each value, in a quarter of the time."""
    if not {type(value) for value in variables.values()} <= {str, int, Markup}:
        return text % variables
    escaped = {
        name: value if type(value) is int else escape_value(value)
        for name, value in variables.items()
    }
    return Markup(str.__mod__(text, escaped))  # noqa: S704 - the values are escaped


def newstyle_plural(ngettext: Callable[[str, str, int], str], lang: str) -> Callable[..., Markup]:
    """Return ngettext for templates; ``num`` is a variable, grouped as the language does."""

    def translate(singular: str, plural: str, num: int, **variables: Any) -> Markup:
        text = Markup(ngettext(singular, plural, num))  # noqa: S704 - the theme's own words
        if num < SHORT:
            return put_in(text, {"num": num, **variables})
        return text.replace("%(num)d", "%(num)s") % {"num": format_number(num, lang), **variables}

    return translate
