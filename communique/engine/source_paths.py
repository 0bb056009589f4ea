"""Problems of sources with the paths that a person can open: from the folder they stand in."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from communique.errors import Problem
from communique.settings import Settings
from communique.sources.scan import MARKDOWN_SUFFIXES


def name_sources(problems: Iterable[Problem], settings: Settings) -> list[Problem]:
    """Return problems, sorted, whose paths begin at the current folder.

    This holds if the content folder is within the current folder, or the other way round, and for
    sources that were deleted. A message stays as it is: the names in it may be what a text has.
    """
    here, folder = Path.cwd(), settings.path
    if not (folder.is_relative_to(here) or here.is_relative_to(folder)):
        return sorted(problems)

    def name(path: str) -> str:
        file = folder / path
        if path[:1] == "/":
            known = file.is_relative_to(here)
        else:
            gone = path.endswith(MARKDOWN_SUFFIXES) or ("/" in path and file.parent.is_dir())
            known = file.exists() or (gone and not (here / path).exists()) if path else False
        return Path(os.path.relpath(file, here)).as_posix() if known else path

    return sorted(replace(each, path=name(each.path)) for each in problems)
