"""Problems of sources with the paths that a person can open: from the folder they stand in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from communique.errors import Problem
from communique.patterns import late
from communique.settings import Settings

_PATH = late(r"(?<![^ (])[^ \"{}]*\.\w+(?=[ ,:;)]|$)")
"""What may be a path among a problem's words; one in quotation marks is as the text has it."""

_FILE = late(r"(?<=\brun inv confirm ).+")
"""A file that a hint gives to a command; other paths in hints are what to write into a text."""


def name_sources(problems: Iterable[Problem], settings: Settings) -> list[Problem]:
    """Return problems, sorted, that name files from the current folder, if it is the newsroom's.

    That is one with the content folder in it, or one within that.
    """
    here, folder = Path.cwd(), settings.path
    if not (folder.is_relative_to(here) or here.is_relative_to(folder)):
        return sorted(problems)

    def name(path: str) -> str:
        file = folder / path
        known = file.is_relative_to(here) if path[:1] == "/" else path and file.exists()
        return Path(os.path.relpath(file, here)).as_posix() if known else path

    named = (
        replace(
            each,
            path=name(each.path),
            message=_PATH.sub(lambda match: name(match[0]), each.message),
            hint=_FILE.sub(lambda match: name(match[0]), each.hint),
        )
        for each in problems
    )
    return sorted(named)
