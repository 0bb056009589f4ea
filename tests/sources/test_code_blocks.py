"""Blocks of code where Pygments colours them, as Pelican has it: which options they may have."""

from __future__ import annotations

import pytest
from pelican.settings import DEFAULT_CONFIG

from communique.model.release import Release
from communique.sources.read import Reading, read_source
from communique.text.markdown import Renderer
from tests.sources.stylebooks import VISIT, sound, stylebook

COLOURED = Renderer(DEFAULT_CONFIG["MARKDOWN"])
PLAIN = Renderer({"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"})


def _read(text: str, renderer: Renderer = COLOURED) -> Reading:
    """Read a text that begins in line 5."""
    head = sound().partition("\n\n")[0]
    return read_source(VISIT, f"{head}\n\n{text}\n".encode(), stylebook(), renderer)


@pytest.mark.parametrize(
    "option",
    [
        "style=monokai",
        "lang=en",
        "linenostart=abc",
        "linenostart=-1",
        "tagsfile=/etc/passwd",
        "outencoding=rot13",
        "encoding=utf-16",
        "full=1",
        "cssfile=/tmp/a.css",
        "nowrap=1",
        "css_class=a",
        "noclasses=1",
        "guess_lang=1",
        "title='a b'",
        "linenos=table",
        "stripall",
        "hl_lines=a",
        "linenums=maybe",
        "pygments_formatter=bbcode",
    ],
)
@pytest.mark.parametrize("fence", ["```", "~~~~ "])
def test_an_option_of_pygments_is_refused(option: str, fence: str) -> None:
    """With its line; the same words within another block are code."""
    block = f"{fence}{{.python {option}}}\na = 1\n{fence.strip()}"
    reading = _read(f"Words.\n\n{block}\n\n{block}")
    assert reading.content is None
    assert [problem.line for problem in reading.problems] == [7, 11]
    assert option.partition("=")[0] in reading.problems[0].message
    assert _read(f"`````\n{block}\n`````").content is not None


@pytest.mark.parametrize(
    "option",
    ["", "#a", ".b", "linenums=1", "linenums", 'hl_lines="1 2" linenostart=42', "use_pygments=0"],
)
def test_other_options_colour_the_code(option: str) -> None:
    """The language is a class."""
    reading = _read(f"```{{.python {option}}}\na = 1\nb = 2\n```")
    assert [str(problem) for problem in reading.problems] == []


def test_without_colours_options_are_attributes() -> None:
    """The rules of attributes apply to them."""
    assert _read("```{.python title=b}\na = 1\n```", PLAIN).content is not None
    assert _read("```{.python style=b}\na = 1\n```", PLAIN).content is None


def test_what_markdown_raises_is_told_with_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extension of a newsroom may raise anything at a text."""

    def fail(text: str, lang: str) -> None:
        raise KeyError(text[:5] + lang)

    renderer = Renderer({})
    monkeypatch.setattr(renderer, "render", fail)
    (problem,) = _read("Words.", renderer).problems
    assert str(problem).startswith(f"{VISIT}:4: a text must be one that Markdown can read, got Key")


@pytest.mark.parametrize("block", ["```\na\n```\n\n", "a\n\n    x = 1\n\n", "~~~~\na\n~~~~\n"])
def test_very_many_blocks_are_refused(block: str) -> None:
    """The language of each would be guessed; without colours they are read."""
    (problem,) = _read(block * 1_000).problems
    assert "a code block" in problem.message
    assert _read(block * 1_000, PLAIN).content is not None


@pytest.mark.parametrize("renderer", [COLOURED, PLAIN], ids=["coloured", "plain"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("```\ncode\n\nMore words.", 7),
        ("~~~python\ncode", 7),
        ("```\na\n```\n\n````\nb\n```\n", 11),
        ("- a\n\n  ```\n  code\n\nMore words.", 9),
        ("1. a\n   ~~~\n   code", 8),
        ("> ```\n> code\n\nMore words.", 7),
        ("``` {.python}\ncode", 7),
        ("```\n\n~~~\ncode\n~~~\n", 7),
    ],
)
def test_a_block_of_code_without_its_end_is_told(text: str, line: int, renderer: Renderer) -> None:
    """With its line; its words stay text."""
    reading = _read(f"Words.\n\n{text}", renderer)
    told = [str(problem) for problem in reading.problems]
    assert len(told) == 1
    assert told[0].startswith(f"{VISIT}:{line}: warning: a code block should be closed, got ")
    assert isinstance(reading.content, Release)


@pytest.mark.parametrize(
    "text",
    [
        "```\ncode\n```",
        "~~~\n```\n~~~",
        "- a\n\n  ```\n  code\n  ```",
        "> ~~~\n> code\n> ~~~",
        "Words ```within``` a line.",
        "``` {.python}\ncode\n```",
        "    ```\n    code of four spaces",
    ],
)
def test_a_block_of_code_with_its_end_is_not(text: str) -> None:
    """However it ends."""
    assert _read(f"Words.\n\n{text}").problems == ()
