"""CLDR's data for a language, through Babel, independent of earlier calls.

Babel (2.18, its issue 1234) writes a resolved alias into the data that all locales
inherit: once Chinese was asked for its stand-alone months, German's are Chinese as well. So the
first language of a build would decide some bytes of the others. Here each language resolves its
aliases in a copy of its own. Ask for months, days and patterns only through this room.
"""

import pickle
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.localedata import LocaleDataDict, exists, load

from communique.patterns import late

INFORMAL = {
    "GB": "england|scotland|wales|northern ireland|англия|шотландия|уэльс|schottland|angleterre"
    "|écosse|inglaterra|escocia|英格兰|苏格兰|إنجلترا|اسكتلندا",
    "AE": "dubai|дубай|emirates|émirats",
    "IE": "eire|éire",
    "NL": "hollande|holanda|荷兰|هولندا",
    "TW": "formosa",
    "US": "america|америка|amerika|amérique",
    "WS": "western samoa|samoa occidental|западное самоа",
    "CG CD": "congo|kongo|конго|刚果|剛果|الكونغو",
    "KR KP": "korea|corea|corée|корея|coreia|kore|كوريا",
    "VG VI": "virgin islands",
    "": "somaliland|сомалиленд|prussia|republic of china|czechoslovakia|чехословакия"
    "|tchécoslovaquie",
}
"""Names that are written for a country and are not its own, in small letters.

Two states share some; some are those of no state, and like another's.
"""

CODE = late(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class OwnLocale(Locale):
    """A locale with a copy of its data, which it shares with no other locale."""

    @cached_property
    def _data(self) -> LocaleDataDict:
        # As deepcopy would, in a fifth of the time.
        data: dict[Any, Any] = pickle.loads(pickle.dumps(load(str(self))))  # noqa: S301 - ours
        return LocaleDataDict(data)


def primary(lang: str) -> str:
    """Return the language of a BCP 47 tag without script and region: ``kk`` of ``kk-Cyrl-KZ``."""
    return lang.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=256)
def find_locale(lang: str) -> Locale:
    """Return CLDR's locale of a tag, or of its longest known beginning, or the root's."""
    subtags = lang.replace("_", "-").split("-")
    for end in range(len(subtags), 0, -1):
        try:
            return OwnLocale.parse("-".join(subtags[:end]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return OwnLocale("root")


def ancestors(lang: str) -> Iterator[str]:
    """Yield CLDR's name of a language, then its parents', nearest first: ``de_CH``, ``de``.

    A language in a script that it is seldom written in has no parent: after ``zh_Hant_TW`` and
    ``zh_Hant`` comes no ``zh``. A language that CLDR does not know has no name there.
    """
    name = str(find_locale(lang))
    while name and name != "root":
        yield name
        shorter, _, last = name.rpartition("_")
        likely = str(get_global("likely_subtags").get(shorter, ""))
        is_seldom = len(last) == len("Hant") and last.isalpha() and last not in likely.split("_")
        name = str(get_global("parent_exceptions").get(name) or ("" if is_seldom else shorter))


@lru_cache(maxsize=256)
def kin(lang: str) -> tuple[str, ...]:
    """Return the tags whose words a language may have in place of its own, nearest first.

    They are its parents, as ``zh`` for ``zh-Hans``, and the likely tags with script or region, as
    ``zh-Hans`` for ``zh`` and ``pt-BR`` for ``pt`` (CLDR). ``zh-Hant`` does not have ``zh``.
    """
    parents = tuple(ancestors(lang))
    own = {*parents[0].split("_")} if parents else {lang}
    likely = (str(get_global("likely_subtags").get(name, "")) for name in parents)
    language, *more = next((each for each in likely if own <= {*each.split("_")}), lang).split("_")
    fuller = [f"{language}-{'-'.join(part)}" for part in (more, more[:1], more[1:]) if part]
    tags = dict.fromkeys([*(name.replace("_", "-") for name in parents), *fuller])
    tags.pop(lang, None)
    return tuple(tags)


@lru_cache(maxsize=256)
def own_name(lang: str) -> str:
    """Return a language's name in itself, with a capital; its code where CLDR has no name."""
    name = _named(lang).get_display_name() or lang
    return name[:1].upper() + name[1:]


def _named(lang: str) -> Locale:
    """Return Babel's own locale: names are no aliases, so its data need no copy."""
    return Locale.parse(str(find_locale(lang)))


@lru_cache(maxsize=256)
def has_ordinal_stop(lang: str) -> bool:
    """Decide whether dates mark ordinals by a full stop, ``5. Juni``; Turkish and Polish do not."""
    return primary(lang) in {"tr", "pl"} or "d. " in str(
        find_locale(lang).date_formats["long"].pattern
    )


def is_language(code: str) -> bool:
    """Decide whether CLDR knows a code, former and abridged ones too, in any case, with - or _."""
    if CODE.fullmatch(code) is None:
        return False
    name = code.replace("-", "_")
    if exists(name):
        return True
    language, *others = name.split("_")
    fuller = "_".join([language.lower(), *map(str.upper, others)])
    former = len(code) == len("iw") and code.lower() in get_global("language_aliases")
    return former or bool(others and fuller in get_global("likely_subtags"))


@lru_cache(maxsize=256)
def language_names(lang: str) -> tuple[str, str]:
    """Return a language's names in English and in itself, in letters of one case."""
    english = str(_named(lang).get_display_name("en"))
    return english.casefold(), own_name(lang).casefold()


def nearest_language(code: str, languages: Sequence[str]) -> str:
    """Return the one of ``languages`` that a code or name means: ``en`` for ``en-GB``; or ""."""
    for lang in languages:
        if code.casefold() in language_names(lang):
            return lang
    known = {lang.lower(): lang for lang in reversed(languages)}
    tag = code.replace("_", "-").lower()
    alias = str(get_global("language_aliases").get(tag, ""))
    if tag in known or alias in known:
        return known.get(tag) or known[alias]
    return known.get(primary(tag), "") if is_language(code) else ""


@lru_cache(maxsize=64)
def informal_country(written: str) -> str | None:
    """Return the codes that INFORMAL has for a name; None if it has not the name."""
    plain = written.casefold()
    return next((codes for codes, names in INFORMAL.items() if plain in names.split("|")), None)


@lru_cache(maxsize=64)
def meant_country(written: str) -> str | None:
    """Return the codes of a country as INFORMAL or a widely read language names it, or None.

    Slow at first, so only for what no vocabulary of the site has.
    """
    if (informal := informal_country(written)) is not None:
        return informal
    plain = written.casefold()
    languages = ("en", "fr", "es", "ru", "ar", "zh", "de", "pt", "it", "tr")
    named = (find_locale(lang).territories.items() for lang in languages)
    return next((code for each in named for code, name in each if name.casefold() == plain), None)


@lru_cache(maxsize=256)
def open_graph_locale(lang: str) -> str:
    """Return a language as Open Graph writes it, with its likely territory if any: ``kk_KZ``."""
    tag = lang.replace("-", "_")
    likely = str(get_global("likely_subtags").get(tag, ""))
    territory = find_locale(lang).territory or (parse_locale(likely)[1] if likely else None)
    return f"{primary(lang)}_{territory}" if territory else primary(lang)
