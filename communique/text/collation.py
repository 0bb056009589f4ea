"""The order of names in a language's alphabet, and the letter under which each stands."""

from functools import lru_cache
from unicodedata import combining, normalize

from communique.text.language import find_language
from communique.text.scripts import script_of

PRIVATE = 0xE000
"""Letters of an alphabet sort as signs from here on, after other scripts."""

NO_LETTER = "#"
"""The heading for names that begin with no letter."""


def collate(name: str, lang: str) -> str:
    """Return what a name sorts by: the language's ``alphabet``, or ASCII for Han; É is by E."""
    order = _order(lang)
    return "".join(order.get(sign) or _plain(sign) for sign in _spelt(name, lang))


def initial(name: str, lang: str) -> str:
    """Return the capital letter that a name is listed under; ``#`` if there is none."""
    first = next((sign for sign in _spelt(name, lang) if sign.isalnum()), "")
    if not first.isalpha():
        return NO_LETTER
    return (first if first in _order(lang) else _plain(first)).upper()


def _spelt(name: str, lang: str) -> str:
    romanise = find_language(lang).romanise if script_of(lang) == "Hani" else None
    return (romanise(name) if romanise else name).casefold()


@lru_cache(maxsize=64)
def _order(lang: str) -> dict[str, str]:
    alphabet = find_language(lang).alphabet
    return {letter: chr(PRIVATE + place) for place, letter in enumerate(alphabet)}


def _plain(sign: str) -> str:
    return "".join(each for each in normalize("NFKD", sign) if not combining(each))
