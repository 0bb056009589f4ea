"""File names of sources: language, common name of translations, slug."""

import re
from collections.abc import Iterator, Sequence
from datetime import date as Day  # noqa: N812 - a type beside values named date
from datetime import datetime
from functools import lru_cache
from pathlib import PurePosixPath

from communique.errors import Problem, Severity
from communique.patterns import late
from communique.sources.copies import find_original
from communique.sources.hints import LONGEST_HINT, shorten
from communique.text.locales import is_language, language_names, nearest_language
from communique.text.scripts import find_script, script_of
from communique.text.slugs import slugify

_DAY = late(r"(?:([12]\d{3}-\d\d-\d\d)|(\d\d))(?=[-_.])", re.ASCII)
_LOOSE = late(r"(\d\d(?=[ \u00a0‑–])|[12]\d{7}(?=[-_. ]))[-_. \u00a0‑–]+", re.ASCII)
"""A day that is taken for a part of the address: no hyphen stands behind or within it."""

_BEFORE_NAME = late(r"[(\[]|\s[-–—]\s")
"""What stands before the name of a language: ``05-a (French)``, ``05-a – French``."""

_MONTH = late(r"/([12]\d{3})/(\d\d)$", re.ASCII)


def check_path(path: str) -> Iterator[Problem]:
    """Yield a problem for a path with |, which no header can name, and for a copy of a text."""
    if "|" in path:
        yield Problem(path, 0, "a file's path must not have |", f'got "{path}"', "rename it")
    elif original := find_original(path):
        rule = "a text must not be a copy of another"
        hint = "rename it; where it is a copy, delete it"
        found = f'got "{path.rpartition("/")[2]}", by its name a copy of {original}'
        yield Problem(path, 0, rule, found, hint)


def split_name(path: str, languages: Sequence[str]) -> tuple[str, str]:
    """Split a file's name into what its translations share and its language, or ""."""
    stem = _stem(path)
    base, dot, suffix = stem.rpartition(".")
    if dot and base and suffix in languages:
        return base, suffix
    return stem, ""


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def check_lang(path: str, lang: str, line: int, languages: Sequence[str]) -> Iterator[Problem]:
    """Yield names of files with another language than ``lang``, or one that is not of the site."""
    base, _, suffix = _stem(path).rpartition(".")
    if base and suffix in languages:
        if suffix != lang:
            found = f'got "{lang}" in a file named .{suffix}.'
            hint = "correct the header, or rename the file"
            yield Problem(path, line, "Lang must agree with the file's name", found, hint)
        other = base.rpartition(".")[2].lower()
        if other != base.lower() and other in {each.lower() for each in languages}:
            rule, found = "a file's name must have one language", f'got "{other}" and "{suffix}"'
            yield Problem(path, 0, rule, found, "delete the one that it is not")
        return
    likely = nearest_language(suffix, languages) if base else None
    if base and (likely or is_language(suffix)):
        rule = f"a file name's language must be one of {', '.join(languages)}"
        hint = "add the language to LANGUAGES, or rename the file"
        if likely:
            hint = f"rename it to {base}.{likely}{PurePosixPath(path).suffix}"
        yield Problem(path, 0, rule, f'got "{suffix}"', hint)


def check_guess(path: str, text: str, languages: Sequence[str], default: str) -> Iterator[Problem]:
    """Yield where a text that neither its name nor Lang gives a language may not be in ``default``.

    Its name has a language in another place than before its ending, or its folder is named after
    one, or its ``text`` is plainly in a script that ``default`` is not written in.
    """
    stem = _stem(path)
    suffix = path[path.rindex(stem) + len(stem) :]
    rule = "a text must have its language before the ending of its name, or in Lang"
    folders = frozenset(path.casefold().split("/")[:-1])
    foreign = (lang for lang in languages if lang != default)
    named = [lang for lang in foreign if folders & {lang.lower(), *language_names(lang)}]
    found = _find_code(stem, languages, default)
    if found is None and named:
        found = stem, named[-1], Severity.ERROR
    # Where all are written in the script of the default, no text tells another language.
    script = "" if _share_script(tuple(languages), default) else find_script(text)
    others = [lang for lang in languages if script and script_of(lang) == script]
    unlike = bool(others) and default not in others and bool(script_of(default))
    if found:
        rest, lang, severity = found
        hint = f"name it {rest}.{lang}{suffix}, or add a line like Lang: {default}"
        shown = f"{stem}{suffix}" if rest != stem else path
        yield Problem(path, 0, rule, f'got "{shown}"', hint, Severity.ERROR if unlike else severity)
    elif unlike:
        hint = f"name it {stem}.{others[0]}{suffix}, or add a line like Lang: {others[0]}"
        yield Problem(path, 0, rule, f'got "{stem}{suffix}", whose text is not in {default}', hint)


@lru_cache(maxsize=16)
def _share_script(languages: tuple[str, ...], default: str) -> bool:
    return {script_of(lang) for lang in languages} <= {script_of(default)}


def _find_code(
    stem: str, languages: Sequence[str], default: str
) -> tuple[str, str, Severity] | None:
    """Return a name's rest, its language, how sure that is (``05-a-ru`` is not); or None."""
    plain = stem.lower()
    named = _BEFORE_NAME.search(plain) is not None
    for form, severity in _code_forms(tuple(languages), named=named):
        match = form.search(plain)
        lang = nearest_language(match[1], languages) if match else ""
        if match is None or (lang == default and form.pattern[0] != "\\"):
            continue
        rest = f"{stem[: match.start()]}{stem[match.end() :]}".strip(".-_ ")
        return rest, lang, severity
    return None


@lru_cache(maxsize=16)
def _code_forms(
    languages: tuple[str, ...], *, named: bool
) -> tuple[tuple[re.Pattern[str], Severity], ...]:
    """Return the forms of a language in a name; those with a language's name only if ``named``."""
    codes = "|".join(sorted((re.escape(each.lower()) for each in languages), key=len, reverse=True))
    every = (name for lang in languages for name in language_names(lang)) if named else ()
    names = "|".join(map(re.escape, every)) or "(?!)"
    return (
        (re.compile(rf"\.({codes})(?=$|[^a-z0-9])"), Severity.ERROR),
        (re.compile(rf"[_ (\[]({codes})[)\]]?$"), Severity.ERROR),
        (re.compile(rf"^({codes})(?:\.|[-_ ](?=\d))"), Severity.ERROR),
        (re.compile(rf"(?:{_BEFORE_NAME.pattern})({names})[)\]]?$"), Severity.ERROR),
        (re.compile(rf"[-–—]({codes})$"), Severity.WARNING),
    )


def default_slug(path: str, stem: str, date: datetime | None, lang: str) -> str:
    """Return the slug of a file's name without the day of its folder or its release."""
    if date is not None:
        _, prefix = _day_of(path, stem)
        for day in (prefix, date.date().isoformat(), f"{date.day:02}"):
            rest = stem.removeprefix(day)
            if rest != stem and rest[:1] in "-_." and slugify(rest, lang):
                return slugify(rest, lang)
    return slugify(stem, lang)


def check_day(path: str, stem: str, date: datetime, lang: str) -> Iterator[Problem]:
    """Yield where the day in a file's name, or in its folders, is not that of the release."""
    named, prefix = _day_of(path, stem)
    if named is not None and named != date.date() and slugify(stem.removeprefix(prefix), lang):
        yield _misdated(path, stem, prefix, date, lang)
    loose = _LOOSE.match(stem)
    if loose and loose[1] in (f"{date.day:02}", f"{date:%Y%m%d}"):
        day = loose[1] if len(loose[1]) == len("05") else str(date.date())
        new = f"{day}-{path.rpartition('/')[2][loose.end() :]}"
        rule, found = "the day in a file's name should have hyphens", f'got "{loose[0]}"'
        hint = shorten(f"rename it to {new}, or add Slug: {slugify(stem, lang)}", LONGEST_HINT)
        yield Problem(path, 0, rule, found, hint, Severity.WARNING)


def check_postponed(path: str, stem: str, date: datetime, lang: str) -> Iterator[Problem]:
    """Yield releases with a new Date whose file's name, and so their slug, has the former day."""
    match = _DAY.match(stem)
    if match and match[2] and _day_of(path, stem)[0] is None:
        yield _misdated(path, stem, match[2], date, lang)


def _misdated(path: str, stem: str, prefix: str, date: datetime, lang: str) -> Problem:
    folder, _, name = f"/{path}".rpartition("/")
    above = _MONTH.sub("", folder)
    month = f"/{date:%Y/%m}" if above != folder else ""
    day = date.date().isoformat() if len(prefix) > len("05") else f"{date.day:02}"
    new = f"{above}{month}/{day}{name.removeprefix(prefix)}".removeprefix("/")
    rule = "the day in a file's name must be that of Date"
    found = f'got "{prefix}" for {date.date()}'
    hint = f"rename it to {new}, or add Slug: {slugify(stem, lang)}"
    return Problem(path, 0, rule, found, shorten(hint, LONGEST_HINT), Severity.WARNING)


def _day_of(path: str, stem: str) -> tuple[Day | None, str]:
    """Return a name's day and its text: ``05-`` counts in a month's folder; else None and ""."""
    whole, month = _DAY.match(stem), _MONTH.search(f"/{path.rpartition('/')[0]}")
    try:
        if whole and whole[1]:
            return Day.fromisoformat(whole[1]), whole[1]
        if whole and month:
            return Day(int(month[1]), int(month[2]), int(whole[2])), whole[2]
    except ValueError:
        pass  # the 31st of June is a number
    return None, ""
