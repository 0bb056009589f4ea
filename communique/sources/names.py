"""What a source's file name says: its language, its translations' common name, its slug."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from communique.errors import Problem
from communique.sources.hints import shorten
from communique.text.locales import is_language, nearest_language
from communique.text.slugs import slugify

__all__ = ["check_lang", "check_path", "default_slug", "split_name"]

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def check_path(path: str) -> Iterator[Problem]:
    """Yield a problem where a file or folder has a name that nothing could name."""
    shown = CONTROL.sub(lambda sign: ascii(sign[0])[1:-1], path)
    if shown != path:
        rule = "a file's path must not have line breaks or control characters"
        yield Problem(shown, 0, rule, f'got "{shorten(path)}"', "rename it")
    elif "|" in path:
        yield Problem(path, 0, "a file's path must not have |", f'got "{path}"', "rename it")


def split_name(path: str, languages: Sequence[str]) -> tuple[str, str]:
    """Split a file's name into what its translations share and its language, or ""."""
    stem = _stem(path)
    base, dot, suffix = stem.rpartition(".")
    if dot and base and suffix in languages:
        return base, suffix
    return stem, ""


def _stem(path: str) -> str:
    """Return a file's name without its folder and its last ending."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def check_lang(path: str, lang: str, line: int, languages: Sequence[str]) -> Iterator[Problem]:
    """Yield where a name's language is not ``lang``, the release's, or none of the site's."""
    base, _, suffix = _stem(path).rpartition(".")
    if base and suffix in languages:
        if suffix != lang:
            found = f'got "{lang}" in a file named .{suffix}.'
            hint = "correct the header, or rename the file"
            yield Problem(path, line, "Lang must agree with the file's name", found, hint)
        return
    likely = nearest_language(suffix, languages)
    if base and (likely or is_language(suffix)):
        rule = f"a file name's language must be one of {', '.join(languages)}"
        hint = "add the language to LANGUAGES, or rename the file"
        if likely:
            hint = f"rename it to {base}.{likely}{PurePosixPath(path).suffix}"
        yield Problem(path, 0, rule, f'got "{suffix}"', hint)


def default_slug(stem: str, date: Any, lang: str) -> str:
    """Return the slug of a file's name, the day left out where it is the release's own."""
    if date is not None:
        day = date.date().isoformat()
        for prefix in (day, day[-2:]):
            rest = stem.removeprefix(prefix)
            if rest != stem and rest[:1] in "-_." and slugify(rest, lang):
                return slugify(rest, lang)
    return slugify(stem, lang)
