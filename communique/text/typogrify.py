"""Typogrify's filters, each in the languages where it is right.

TYPOGRIFY turns them on for texts; headlines have ``widont`` in any case. Left out unless a newsroom
asks for them are ``caps``, which wraps names and the symbols of documents in markup, and
``smartypants``, which sets quotation marks as in English: our own typography knows the language.
"""

from functools import lru_cache
from importlib import import_module

from markupsafe import Markup, escape

from communique.settings.shapes import FILTERS
from communique.text.language import find_language
from communique.text.locales import primary
from communique.text.scripts import script_of
from communique.values import dataclass

DASHES = {"default": "set1", "oldschool": "set2", "oldschool_inverted": "set3"}
"""TYPOGRIFY_DASHES: attributes of SmartyPants."""

WITHOUT_SPACES = frozenset({"zh", "yue", "ja", "th", "lo", "km", "my", "bo", "dz"})
"""Languages that write no space between words."""

LONGEST_PAIR = 24
"""Letters of a headline's last two words, which then stay in one line: it fits on a phone."""

ENTITIES = {"“": "&#8220;", "‘": "&#8216;"}
"""Opening marks as ``initial_quotes`` knows them."""


@dataclass(frozen=True, slots=True)
class Typogrify:
    """Which filters a newsroom wants, and the elements whose text they leave alone."""

    filters: tuple[str, ...]
    ignore_tags: tuple[str, ...]
    dashes: str

    def apply(self, html: str, lang: str) -> str:
        """Return HTML with the filters that are right in its language."""
        wanted = [name for name in self.filters if name in right_filters(lang)]
        if not wanted:
            return html
        if "smartypants" in wanted:
            _set_dashes(self.dashes)
        if "initial_quotes" in wanted:
            for mark, entity in ENTITIES.items():
                html = html.replace(mark, entity)
        # It compiles expressions that most processes never use.
        text = import_module("typogrify.filters").typogrify(
            html, list(self.ignore_tags) or None, **{name: name in wanted for name in FILTERS}
        )
        for mark, entity in ENTITIES.items():
            text = text.replace(entity, mark)
        return str(text)


@lru_cache(maxsize=256)
def right_filters(lang: str) -> frozenset[str]:
    """Return the filters that are right in a language."""
    right = set()
    if primary(lang) not in WITHOUT_SPACES:
        right.add("widont")
    if script_of(lang) == "Latn":
        right |= {"amp", "caps"}
    if find_language(lang).quotes[0].startswith("“"):
        right.add("initial_quotes")
    if primary(lang) == "en":
        right.add("smartypants")
    return frozenset(right)


def keep_last_words(headline: str, lang: str) -> Markup:
    """Return a headline as markup; short last two words stay on one line."""
    *start, one, two = ["", "", *headline.rsplit(None, 2)]
    if not one or len(one) + len(two) >= LONGEST_PAIR or "widont" not in right_filters(lang):
        return escape(headline)
    # As Typogrify's widont makes it, whose expression is tried at each letter.
    end = f"{escape(one)}&nbsp;{escape(two)}"
    return Markup(f"{escape(start[-1])} {end}" if start[-1] else end)  # noqa: S704 - it is escaped


def _set_dashes(name: str) -> None:
    kinds = import_module("smartypants").Attr
    kinds.default = getattr(kinds, DASHES[name]) | kinds.w
