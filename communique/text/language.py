"""A language as one value: how its texts are read, set and shortened.

A table in ``text/languages/`` has what is particular to a language. What CLDR knows of each, such
as its own name and its direction, comes from there, through Babel.
"""

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from communique.patterns import late
from communique.shipped import read_table
from communique.text import languages
from communique.text.locales import ancestors, has_ordinal_stop, own_name
from communique.text.quotation_marks import Rule, quote_rule
from communique.text.scripts import direction
from communique.values import dataclass

TABLES = {file.stem: file for folder in languages.__path__ for file in Path(folder).glob("*.toml")}


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def letters(text: str) -> dict[str, str]:
    """Return letters and what each is in ASCII, from a list: ``ж:zh ь:``."""
    return {letter: latin for letter, _, latin in (each.partition(":") for each in text.split())}


Form = tuple[str, str, int]
"""A pattern that Python and JavaScript read alike, what stands instead, and the letters left."""


@dataclass(frozen=True, slots=True)
class HeldWords:
    """How a language's offices write over a text that it is held back, or until when.

    Each field is alternatives of a regular expression, in small letters; they are sought in every
    text (``sources/held/``).
    """

    embargo: str = ""
    """Words for an embargo, with which such a line begins; no other expressions."""

    status: str = ""
    """What the header Status is called; words only."""

    before: str = ""
    """Words before that: ``strictly``."""

    after: str = ""
    """One of these words, or a number, must stand behind it: ``until``."""

    bans: str = ""
    """Other beginnings of such a line, after which its time comes: ``not for release before``."""

    bans_last: str = ""
    """Those that come after the time."""

    ban: str = ""
    """Words that forbid publication; they may stand anywhere among ``words`` and a time."""

    lines: str = ""
    """Whole lines that forbid it and have a number in them."""

    words: str = ""
    """Words that such a line consists of, besides words of a time."""

    published: str = ""
    """Words before the day of publication."""

    drafts: str = ""
    """Whole lines that say of a text that it is not finished, or not agreed."""

    private: str = ""
    """Sentences that say that a text is not for the public; others may stand in the same line."""

    private_first: str = ""
    """Words that say so where a line has nothing else, or has a dash or a colon behind them."""

    private_after: str = ""
    """Words with which such a sentence may go on: ``before``."""

    fill_in: str = ""
    """Words of a blank in brackets, which begins or ends with them: ``[insert name]``."""

    draft: str = ""
    """Words for a draft: a line of its own, or a title's beginning or end; no other expressions."""

    draft_in_title: str = ""
    """One that says so in titles alone."""

    draft_before: str = ""
    """Words before that: ``second``."""

    draft_after: str = ""
    """Words behind it: ``version``."""

    delivery: str = ""
    """Whole lines that say of a speech that it may be spoken otherwise."""

    letterhead: str = ""
    """What stands beside a mark and is no text: ``press release``."""

    hours: str = ""
    """What stands behind an hour without minutes: ``hrs``."""

    time: str = ""
    """Other words around a day and a time: ``on``, weekdays."""

    zones: Mapping[str, str] = field(default_factory=dict)
    """Names of time zones, as regular expressions, and the abbreviation that each stands for."""

    hints: str = ""
    """Words, divided by ``|``: each such line contains one, so that few are looked at closely."""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language. If its table leaves out a field, the default changes no text.

    Of ``like`` another language the table gives only what differs. ``quote_rule`` has what
    ``quotation_marks.quote_rule`` takes besides ``quotes``; ``neighbours`` a ``form`` of letters
    that depend on those beside them, and these ``letters`` in ASCII.
    """

    code: str
    """The BCP 47 tag that the site has for it, such as ``kk`` or ``zh-Hans``."""

    quotes: tuple[str, str] = ("", "")
    """Its quotation marks and those within them, each an opening and a closing one: ``“”``."""

    also: str = ""
    """What else ``set_marks`` sets, in words, for the editors' manual."""

    marks: tuple[str, ...] = ()
    """The marks without which ``set_marks`` has nothing to do."""

    set_marks: Rule | None = None
    """Sets its marks in a plain text; None leaves every mark as typed."""

    letters: Mapping[int, str] = field(default_factory=dict)
    """Its small letters in ASCII, for addresses, as ``str.maketrans`` gives them."""

    romanise: Callable[[str], str] | None = None
    """Puts those into ASCII that depend on their neighbours, before the other ``letters``."""

    alphabet: str = ""
    """Its small letters in their order, if that differs from Unicode's without accents."""

    small: Mapping[str, str] = field(default_factory=dict)
    """Capitals whose small letter is not Unicode's."""

    note_headings: frozenset[str] = frozenset()
    """What a "Note to editors" is headed, in small letters, with straight apostrophes."""

    abbreviations: frozenset[str] = frozenset()
    """Words of two letters or more that a full stop shortens, in small letters."""

    speakers: frozenset[str] = frozenset()
    """Names of speakers in a transcript that are not in capitals: ``question``."""

    greetings: str = ""
    """How the first sentence of a speech begins: alternatives of a regular expression."""

    addressed: str = ""
    """Whom a speech addresses, before a comma or a colon: alternatives as well."""

    date_words: frozenset[str] = frozenset()
    """Words that stand around the day and the year of a date, in small letters."""

    widely_read: bool = False
    """Whether its months are understood in a text of any other language."""

    held: HeldWords = field(default_factory=HeldWords)
    """Words of embargoes and drafts."""

    forms: tuple[Form, ...] = ()
    """How a search finds the forms of a word by one of them: what is taken off, in this order.

    Each is a pattern, what stands instead, and how many letters must be left. Words come as
    ``text.words.fold_word`` writes them; the script in the browser obeys the same patterns.
    """

    news_code: str = ""
    """Its code in news sitemaps; empty if it is that of ISO 639."""

    @property
    def name(self) -> str:
        """Its name in itself, with a capital (CLDR)."""
        return own_name(self.code)

    @property
    def dir(self) -> str:
        """The direction in which it is written, ``ltr`` or ``rtl``."""
        return direction(self.code)

    @property
    def url(self) -> str:
        """The address of its front page below SITEURL."""
        return f"{self.code}/"

    @property
    def ordinal_stop(self) -> bool:
        """Whether a full stop after a number makes it an ordinal, as in ``5. Juni`` (CLDR)."""
        return has_ordinal_stop(self.code)


@lru_cache(maxsize=256)
def find_language(code: str) -> Language:
    """Return a tag's language, or CLDR's nearest parent with a table: ``zh-Hans`` has ``zh``."""
    for name in ancestors(code):
        if name in TABLES:
            return replace(_load(name), code=code, **_load_code(name))
    return Language(code)


@cache
def every_language() -> tuple[Language, ...]:
    """Return each language that has a table, in the order of their codes, without its module."""
    return tuple(map(_load, sorted(TABLES)))


@cache
def widely_read() -> tuple[str, ...]:
    """Return the codes of the languages whose months are understood in every text."""
    return tuple(language.code for language in every_language() if language.widely_read)


def held_words(name: str) -> str:
    """Return a field of HeldWords of every language, as alternatives of one expression."""
    return "|".join(filter(None, (getattr(each.held, name) for each in every_language())))


@cache
def _load(name: str) -> Language:
    table = read_table(TABLES[name])
    like = table.pop("like", "")
    base = _load(like) if like else Language(name)
    rule, beside = table.pop("quote_rule", None), table.pop("neighbours", None)
    given = {key: READERS[key](value) if key in READERS else value for key, value in table.items()}
    if rule:
        given["set_marks"] = quote_rule(given["quotes"], **rule)
    if beside:
        given["romanise"] = _replacing(beside)
    return replace(base, code=name.replace("_", "-"), **given)


@cache
def _load_code(name: str) -> dict[str, Any]:
    """Return what a language's module has; it sets its marks where quotations are set."""
    if not TABLES[name].with_name(f"{name.lower()}.py").is_file():
        return {}
    module = import_module(f"{languages.__name__}.{name.lower()}")
    set_quotes = _load(name).set_marks or list
    given = {"romanise": module.romanise} if hasattr(module, "romanise") else {}
    if hasattr(module, "set_marks"):
        given["set_marks"] = lambda text: module.set_marks(text, set_quotes(text))
    return given


def _replacing(beside: Mapping[str, str]) -> Callable[[str], str]:
    pattern, latin = late(beside["form"]), letters(beside["letters"])
    return lambda text: pattern.sub(lambda found: latin[found[0]], text)


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(";"))


def _in_one_line(expression: str) -> str:
    return expression.replace("\n", "")


def _read_held(zones: Mapping[str, str] = {}, **words: str) -> HeldWords:
    return HeldWords(**{name: _in_one_line(each) for name, each in words.items()}, zones=zones)


READERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("quotes", "marks"), tuple),
    "forms": lambda rules: tuple(map(tuple, rules)),
    **dict.fromkeys(("note_headings", "speakers"), _phrases),
    **dict.fromkeys(("abbreviations", "date_words"), words),
    **dict.fromkeys(("greetings", "addressed"), _in_one_line),
    "letters": lambda text: str.maketrans(letters(text)),
    "held": lambda table: _read_held(**table),
}
"""How a table's values are read that are not fields as they are."""
