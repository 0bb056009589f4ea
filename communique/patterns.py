"""Regular expressions that are compiled where they are first used.

Compiling all of the package's takes 30 ms, a build of one text uses few of them, and one that finds
nothing changed uses none.
"""

import re
from typing import Any, AnyStr, cast

METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _Late:
    """Stands for a pattern; has its methods for its own once one of them was asked for."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:
        pattern: re.Pattern[Any] = re.compile(*self.__dict__["_given"])
        for method in METHODS:
            self.__dict__[method] = getattr(pattern, method)
        return getattr(pattern, name)


def late(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what ``re.compile`` returns, for its methods; functions of ``re`` do not take it."""
    return cast("re.Pattern[AnyStr]", _Late(text, flags))
