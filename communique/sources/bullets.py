"""Lines with bullets that Markdown does not know, and would join to a paragraph."""

from collections.abc import Iterator

from communique.errors import Problem, Severity
from communique.patterns import late
from communique.sources.header import Source
from communique.sources.hints import shorten
from communique.text.markdown import blank_code

_ASCII = (
    *(r"[A-Za-z]\) ", r"[0-9]+\.[0-9]+\.? ", r"[ivx]+\. ", r"[IVX]+\. ", r"[a-h]\. ", r"o\t"),
    r"\((?:[A-Za-z]|[0-9]{1,2}|[ivx]+)\) ",
    *(r"(?:[-+]|[0-9]+\.)(?=[^\W\d_])", r"\*(?=[^\W\d_][^*\n]*(?:\n|\Z))"),
)
_OTHERS = (
    r"[—–•·‣▪◦●○■□➢✓①-⒛Ⅰ-ⅿ❶-➓]",
    r"\(?[^\W\d_a-zA-Z]\) ",
    "[\u0660-\u0669\u06f0-\u06f9]+[.)–-]",
    "[０-９]+[．.、）)]",
    "[0-9]+[、．]",
    "(?:[-*+]|[0-9]+[.)])[\u00a0\u202f\u3000]",
    "[（(][一二三四五六七八九十]+[）)]",
    "[一二三四五六七八九十]+[、．]",
)


def _pattern(kinds: tuple[str, ...]) -> str:
    return "|".join(rf"\n {{0,7}}{kind}[^\n]*(?<!  )(?<!\\)\n {{0,7}}{kind}" for kind in kinds)


_TWO_LINES = late(r"\n(?<=[^\n]\n)[^\n]")
_PLAIN = late(_pattern(_ASCII))
_ALL = late(_pattern((*_ASCII, *_OTHERS)))


_BELOW = late(
    r"\n {0,3}(?:[-*+]|[0-9]{1,2}[.)]) (?:[^\n]{1,60}|[^\n]*[.!?;:])\n(?P<line>[^\W\d_][^\n]*)"
)
"""A point in one line, too short to be broken, and text below that does not belong to it."""


def check_points(source: Source) -> Iterator[Problem]:
    """Yield a warning of the first such lines in a text, and of text right below a list."""
    if not _TWO_LINES.search(source.body):  # each paragraph is one line
        return
    body = f"\n{source.body}"
    if _BELOW.search(body):
        yield from _check_below(source, blank_code(body))
    pattern = _PLAIN if body.isascii() else _ALL
    if not pattern.search(body):
        return
    found = pattern.search(blank_code(body))
    if found is None:
        return
    first = body[found.start() + 1 : found.end()].partition("\n")[0].strip()
    rule = "bullet points should be a list, or paragraphs"
    told = f"got lines that run together, from {shorten(first, 40)} on"
    hint = "begin each with -, or leave an empty line between them"
    yield source.problem(found.start(), rule, told, hint, Severity.WARNING)


def _check_below(source: Source, body: str) -> Iterator[Problem]:
    for match in _BELOW.finditer(body):
        if not match["line"][0].islower():
            rule = "a paragraph below a list should have an empty line above it"
            hint = "leave one: it is joined to the last point; where it is more of that, indent it"
            told = f'got "{shorten(match["line"], 40)}"'
            yield source.problem(match.start("line"), rule, told, hint, Severity.WARNING)
            return
