"""``inv gate`` and ``inv sample``: search the whole output, without trusting any record."""

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from communique.catalogue.database import connect_read_only
from communique.engine.accessible import check_access, choose_sample
from communique.engine.gate import Gate
from communique.engine.output_changes import inspect
from communique.engine.traces import find_traces
from communique.engine.writer import Writer, files_below
from communique.errors import Problem, Severity
from communique.opening import read_regular
from communique.outputs.press.kit import Kit
from communique.pictures.store import Store
from communique.settings import Settings


def check_sample(settings: Settings) -> tuple[int, list[Problem]]:
    """Check some pages for screen readers; return how many, and faults; raises CommuniqueError."""
    root = Writer(settings).root
    with closing(connect_read_only(settings)) as db:
        paths = choose_sample(db)
    files = [(path, root / path) for path in paths if (root / path).is_file()]
    problems = [each for path, file in files for each in check_access(path, read_regular(file))]
    return len(files), problems


def check_output(settings: Settings, kit: Kit, now: datetime) -> tuple[int, list[Problem]]:
    """Search the whole output, without trusting any record; change nothing.

    Return the number of files and all problems: texts that are held back, dead links, files that no
    build wrote, and files that changed since. Raises CommuniqueError where no build is remembered.
    """
    writer = Writer(settings)
    found = inspect(settings).warn(writer.root, "build again, which puts it right")
    problems = [replace(problem, severity=Severity.ERROR) for problem in found]
    files = dict(files_below(str(writer.root)))
    with closing(connect_read_only(settings)) as db:
        traces = find_traces(db, settings, Store(settings.cache_path, keep=False), now)
        if traces is not None:
            gate = Gate(traces, traces.search(), db, kit, now)
            problems += gate.examine(files.items(), len(files))
    siteurl, retained = settings.siteurl, settings.output_retention
    for path, file in files.items():
        if path.endswith((".html", ".htm")):
            problems += find_dead_links(path, read_regular(file), files.keys(), siteurl, retained)
    return len(files), problems


NOWHERE = "https://site.invalid"
"""Used in place of an empty SITEURL."""


def find_dead_links(
    page: str, data: bytes, files: Collection[str], siteurl: str, retained: Collection[str]
) -> Iterator[Problem]:
    """Yield once each address on a page that leads to none of the output's ``files``.

    ``retained`` are names at the top of the output that are somebody else's.
    """
    base = f"{siteurl or NOWHERE}/"
    here = f"{base}{page.removesuffix('index.html')}"
    for link in sorted(set(_links_of(data))):
        try:
            url = urljoin(here, link.strip())
            path = unquote(urlsplit(url.removeprefix(base)).path) if url.startswith(base) else None
        except ValueError:
            continue  # no address at all, such as one with half an IPv6 host
        if path is None or path.partition("/")[0] in retained:
            continue
        file = f"{path}index.html" if not path or path.endswith("/") else path
        if file not in files and f"{path}/index.html" not in files:
            rule = "an address of this site must lead to a file of it"
            hint = "correct the link where the text or the template has it"
            yield Problem(page, 0, rule, f'got "{link}"', hint)


def _links_of(data: bytes) -> Iterator[str]:
    if not data.strip():
        return
    found: Any = html.fromstring(data).xpath("//@href | //@src | //@poster | //@srcset")
    for value in found:
        if value.attrname == "srcset":
            yield from (part.split()[0] for part in value.split(",") if part.strip())
        else:
            yield str(value)
