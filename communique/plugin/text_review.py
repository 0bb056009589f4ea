"""``inv check`` on new texts: their length, and words that no dictionary of hunspell has."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from communique.model.release import Page, Release
from communique.sources.held.blanks import find_blank
from communique.sources.vocabulary import Vocabulary
from communique.text.locales import primary
from communique.text.words import plain_lines

MOST = 20
"""The most texts that are described, the newest first."""

MOST_WORDS = 12
"""Unknown words that are named of one text."""

PACE = 200
"""Words that are read in a minute."""

WITHOUT_SPACES = {"zh": 400, "ja": 400}
"""Signs that are read in a minute, in languages without spaces between words."""

WORD = r"[^\W\d_](?:[\w'’-]*\w)?"

PATIENCE = 60
"""Seconds that hunspell has for a text."""

IN_WORDS: dict[str, Any] = {"capture_output": True, "encoding": "utf-8"}


def describe(waiting: Iterable[Release | Page], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield a line for each release that is not public yet: its length, and what is misspelt."""
    releases = [each for each in waiting if isinstance(each, Release)]
    newest = sorted(releases, key=lambda each: (each.date, each.path), reverse=True)
    for release in newest[:MOST]:
        if "[Status? " in release.body or find_blank(release.body, release.lang):
            yield f"{release.path}: not written yet"
            continue
        text = "\n".join([release.title, release.subtitle, *plain_lines(release.body)])
        said = tell_length(text, release.lang)
        unknown = find_unknown(text, release.lang, vocabulary)
        if unknown:
            more = f" and {len(unknown) - MOST_WORDS} more" if len(unknown) > MOST_WORDS else ""
            said += f"; not in the dictionary: {', '.join(unknown[:MOST_WORDS])}{more}"
        yield f"{release.path}: {said}"
    if len(newest) > MOST:
        yield f"{len(newest) - MOST} more texts are not public yet: inv held lists them"


def tell_length(text: str, lang: str) -> str:
    """Return in words how long a text is, and how long reading takes."""
    pace = WITHOUT_SPACES.get(primary(lang), 0)
    count = len(re.findall(r"\w" if pace else WORD, text))
    minutes = max(1, round(count / (pace or PACE)))
    what = "character" if pace else "word"
    return f"{count:,} {what}{'s' if count != 1 else ''}, {minutes} min to read"


def find_unknown(text: str, lang: str, vocabulary: Vocabulary) -> list[str]:
    """Return the words of a text that no dictionary of its language has, in their order."""
    names = find_dictionaries(lang)
    if not names:
        return []
    words = list(dict.fromkeys(re.findall(WORD, text)))
    known = _known(vocabulary)
    asked = [word for word in words if word.casefold() not in known]
    command = ["hunspell", "-d", ",".join(names), "-i", "utf-8", "-l"]
    try:
        done = subprocess.run(
            command, check=False, input="\n".join(asked), timeout=PATIENCE, **IN_WORDS
        )
    except (OSError, subprocess.SubprocessError):
        return []
    missed = set(done.stdout.split("\n"))
    return [word for word in asked if word in missed]


@cache
def find_dictionaries(lang: str) -> tuple[str, ...]:
    """Return the names of hunspell's dictionaries of a language; none where it has none."""
    if shutil.which("hunspell") is None:
        return ()
    done = subprocess.run(["hunspell", "-D"], check=False, input="", **IN_WORDS)
    paths = (line.strip() for line in f"{done.stdout}\n{done.stderr}".split("\n"))
    names = {Path(path).name.removesuffix(".aff") for path in paths if path.startswith("/")}
    own = primary(lang)
    return tuple(sorted(name for name in names if re.fullmatch(rf"{own}(_[A-Z]\w+)?", name)))


@cache
def _known(vocabulary: Vocabulary) -> frozenset[str]:
    """Return every word of the vocabulary's names, in small letters."""
    every = chain.from_iterable(vocabulary.entries.values())
    names = " ".join(spelling for each in every for spelling in each.spellings)
    return frozenset(word.casefold() for word in re.findall(WORD, names))
