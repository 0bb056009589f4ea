"""The tasks of workers: sources to releases, shown values to bytes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from communique.catalogue.releases import pack
from communique.engine.templates import find_template_problem
from communique.engine.writer import Writer
from communique.errors import Problem, ProblemsFound
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs.press.kit import Kit
from communique.outputs.press.press import Press, Rendered
from communique.outputs.registry import KINDS
from communique.sources.read import Reading, read_source
from communique.sources.stylebook import Stylebook
from communique.text.markdown import Renderer
from communique.values import dataclass

SourceText = tuple[str, bytes, bool]
"""A source's path and bytes, and whether it is a page."""


@dataclass(frozen=True, slots=True)
class Task:
    """An output to make: what it shows, and the digest of its bytes in place.

    ``recorded`` is None where nothing is in place, "" where what is there is not known.
    """

    output: Output
    shown: Any
    recorded: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """An output, staged or unchanged, and the states that its template observed."""

    output: Output
    digest: str
    size: int
    changed: bool
    staged: str
    """The stamp of the file that is staged, or was read in place; "" where nobody looked."""
    observed: frozenset[str] = frozenset()


_press = lru_cache(maxsize=1)(Press)
_renderer = lru_cache(maxsize=1)(lambda stylebook: Renderer(stylebook.markdown))
_writer = lru_cache(maxsize=1)(lambda kit: Writer(kit.settings))


def read_batch(stylebook: Stylebook, batch: list[SourceText]) -> list[tuple[Reading, bytes]]:
    """Read sources: path, bytes, and whether each is a page.

    A release's body comes packed, unless it shows pictures, whose measures are not known here.
    """
    renderer = _renderer(stylebook)
    read = []
    for path, data, page in batch:
        reading, body = read_source(path, data, stylebook, renderer, page=page), b""
        if isinstance(reading.content, Release) and "<img" not in reading.content.body:
            body = pack(reading.content.body)
            reading = replace(reading, content=replace(reading.content, body=""))
        read.append((reading, body))
    return read


def make_batch(kit: Kit, batch: list[Task]) -> list[Made]:
    """Render outputs and stage them; for a worker that has this machine's disk."""
    return make_all(_press(kit), _writer(kit), batch)


def render_batch(kit: Kit, batch: list[Task]) -> list[tuple[Output, Rendered]]:
    """Render outputs, for the build's own process to stage."""
    return [(task.output, rendered) for task, rendered in _render_all(_press(kit), batch)]


def make_all(press: Press, writer: Writer, batch: list[Task]) -> list[Made]:
    """Render and stage outputs; raises ProblemsFound with every template that fails."""
    return [
        Made(task.output, *writer.stage(task.output, made.data, task.recorded), made.observed)
        for task, made in _render_all(press, batch)
    ]


def _render_all(press: Press, batch: list[Task]) -> Iterator[tuple[Task, Rendered]]:
    problems: list[Problem] = []
    for task in batch:
        try:
            render = KINDS[task.output.kind].render
            assert render is not None, "only what is rendered is a task"
            rendered = render(press, task.output, task.shown)
        except ProblemsFound as found:
            problems += found.problems
        except Exception as error:
            problem = find_template_problem(error, press.kit.templates)
            if problem is None:
                raise
            problems.append(problem)
        else:
            yield task, rendered
    if problems:
        raise ProblemsFound(problems)
