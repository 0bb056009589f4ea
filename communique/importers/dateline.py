"""The dateline at the head of a release's first paragraph: ``NUR-SULTAN, June 5, 2019 – ``.

A dateline names its month in words, so that its date has one meaning. One without a year, or with
a numeric date, is left in the text.
"""

import re
from datetime import date as Date  # noqa: N812 - ``date`` is a field below
from functools import cache

from communique.text.language import every_language, find_language
from communique.text.locales import find_locale
from communique.values import dataclass

HEAD = re.compile(r"(.{4,120}?)(?:\s*[–—]\s*|\s+--?\s+)(?=\S)", re.DOTALL)
"""Everything before the first dash that is not a hyphen."""

DATE_WORD = re.compile(r"\d+|[^\s\d,.،()]+")

PARTICLE = re.compile(
    "am|an|and|au|aux|da|das|de|del|der|des|di|do|dos|du|el|en|es|la|las|le|les|los|of|on|sur|the|upon"
)
"""Words that stay in small letters inside the name of a place: Rio de Janeiro, Port-au-Prince."""

INITIALS = re.compile(r"(?:\w\.){2,}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a release was given out; ``place`` as it is written in running text."""

    place: str
    date: Date


def take_dateline(paragraph: str, lang: str) -> tuple[Dateline | None, str]:
    """Return the dateline, its month in English or ``lang``, or None; and the paragraph's rest."""
    head = HEAD.match(paragraph)
    if head is None:
        return None, paragraph
    for comma in re.finditer(r"\s*[,(،]\s*", head[1]):
        place, rest = head[1][: comma.start()], head[1][comma.end() :]
        if _is_place(place, lang) and (date := _read_date(rest, lang)):
            return Dateline(title_place(place, lang), date), paragraph[head.end() :]
    return None, paragraph


def title_place(place: str, lang: str) -> str:
    """Return a place in capitals with words in title case; mixed ones and D.C. stay as they are."""
    first, *rest = re.split(r"([\s-]+)", place)
    words = [_title_word(first, lang)]
    for word in rest:
        particle = PARTICLE.fullmatch(word.lower())
        words.append(word.lower() if particle else _title_word(word, lang))
    return " ".join("".join(words).split())


def _title_word(word: str, lang: str) -> str:
    if not word.isupper() or INITIALS.fullmatch(word):
        return word
    # N'Djamena has a capital after its apostrophe, St John's has none.
    starts = {0} | {mark.end() for mark in re.finditer(r"['’](?=\w{2})", word)}
    small = find_language(lang).small
    return "".join(
        letter if i in starts else small.get(letter, letter.lower())
        for i, letter in enumerate(word)
    )


def _is_place(text: str, lang: str) -> bool:
    """Decide whether a text can be a name: no digit, no weekday, no small word but particles."""
    words = re.split(r"[\s-]+", text)
    if not words[0] or words[0][0].islower() or re.search(r"\d", text):
        return False
    _, weekdays = _names(lang)
    small = (word for word in words[1:] if word[:1].islower())
    return all(PARTICLE.fullmatch(word) for word in small) and weekdays.isdisjoint(
        word.casefold() for word in words
    )


def _read_date(text: str, lang: str) -> Date | None:
    """Read one month's name, one day and one year in any order, and nothing else."""
    months, weekdays = _names(lang)
    words = [word.casefold() for word in DATE_WORD.findall(text)]
    named = [months[word] for word in words if word in months]
    years = [int(word) for word in words if re.fullmatch(r"\d{4}", word)]
    days = [int(word) for word in words if re.fullmatch(r"\d{1,2}", word)]
    others = [word for word in words if word not in months and not word.isdecimal()]
    if (len(named), len(years), len(days)) != (1, 1, 1):
        return None
    if not weekdays.union(_date_words()).issuperset(others):
        return None
    try:
        return Date(years[0], named[0], days[0])
    except ValueError:
        return None


@cache
def _date_words() -> frozenset[str]:
    return frozenset().union(*(language.date_words for language in every_language()))


@cache
def _names(lang: str) -> tuple[dict[str, int], frozenset[str]]:
    """Return CLDR's names of months, with their numbers, and of weekdays: English and ``lang``."""
    months: dict[str, int] = {}
    weekdays: set[str] = set()
    for locale in (find_locale("en"), find_locale(lang)):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = locale.months[context][width]
                months |= {_bare(name): number for number, name in names.items()}
                weekdays |= {_bare(name) for name in locale.days[context][width].values()}
    return months, frozenset(weekdays)


def _bare(name: str) -> str:
    return name.rstrip(".").casefold()
