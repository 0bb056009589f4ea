"""Blocks of code: where each ends, and what its braces may hold.

Python-Markdown passes the braces to Pygments. Some options of Pygments read a file, return bytes
instead of text, or raise an exception.
"""

import re
from collections.abc import Iterator

from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.extensions.fenced_code import FencedBlockPreprocessor

from communique.errors import Problem, Severity
from communique.patterns import late
from communique.sources.header import Source
from communique.sources.hints import shorten
from communique.text.lists import MARKER
from communique.text.markdown import Body

_WRITTEN_BRACES = late(r"^(?:`{3,}|~{3,})[ \t]*\{", re.MULTILINE)
_BLOCK = late(
    r"^(?:[^`~\n]{0,200}(?:`{3}|~{3})|[ \t]*\n(?: {4}|\t)[ \t]*\S"
    rf"|[ >]*{MARKER}(?: {{5}}|\t))",
    re.MULTILINE,
)
MOST_BLOCKS = 500
"""Beginnings and ends of blocks of code: Pygments takes milliseconds to guess a language."""

_TRUTH = late(r"(?:true|false|yes|no|on|off|1|0|linenums|use_pygments)", re.IGNORECASE)
_OPTIONS = {
    "hl_lines": late(r"\d{1,6}(?:\s+\d{1,6})*"),
    "linenums": _TRUTH,
    "linenostart": late(r"\d{1,6}"),
    "use_pygments": _TRUTH,
}
"""The options that a block of code may have, and the form of each one's value."""


def check_code_blocks(source: Source) -> Iterator[Problem]:
    """Yield the options of blocks of code that a text may not have; or that it has too many."""
    body = source.body
    # Each is in a line of its own.
    many = body.count("\n") >= MOST_BLOCKS
    count = sum(1 for _ in _BLOCK.finditer(body)) if many else 0
    if count > MOST_BLOCKS:
        rule = "a text must be simple enough to parse quickly"
        found = f"got {count} lines that open or close a code block"
        yield source.problem(0, rule, found, "divide the text")
        return
    if "{" not in body or not _WRITTEN_BRACES.search(body):
        return
    for block in FencedBlockPreprocessor.FENCED_BLOCK_RE.finditer(body.expandtabs()):
        attributes, _ = get_attrs_and_remainder(block["attrs"] or "")
        for name, value in attributes:
            written = value or name
            form = _OPTIONS.get(name)
            if name in {".", "id"} or (form and form.fullmatch(written)):
                continue
            rule = f"the options of a code block must be {', '.join(_OPTIONS)}"
            found = f'got {name}="{written}"'
            hint = f'write {name}="1"' if form else "remove it; the language is written {.python}"
            line = source.body_line + block.string.count("\n", 0, block.start())
            yield Problem(source.path, line, rule, shorten(found), hint)


def check_ends(source: Source, body: Body) -> Iterator[Problem]:
    """Yield the first fence of code that has no end: it is shown as it was written."""
    if body.endless is None:
        return
    written = source.body.split("\n", body.endless + 1)[body.endless].strip()
    rule, found = "a code block should be closed", f"got {shorten(written, 40)} without its end"
    hint = "its lines are text; write a line of the same signs below them"
    line = source.body_line + body.endless
    yield Problem(source.path, line, rule, found, hint, Severity.WARNING)
