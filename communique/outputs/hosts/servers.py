"""Web servers: the files of their configuration, from the templates in the folder of each."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import jinja2
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from communique.outputs.hosts.policy import (
    ADDRESS,
    GONE,
    PAGE,
    Move,
    Policy,
    content_type,
    quoted,
    sort_moves,
)
from communique.outputs.press.compiled import SignedTemplates

FILES = {
    "nginx": ("http.conf", "server.conf"),
    "caddy": ("site.caddy",),
    "apache": ("site.conf", "moves.txt"),
}
"""By host, the names of its files. Other hosts read what is a part of the output."""

ENCODINGS = {"br": "br", "gz": "gzip"}


def write_files(
    hosts: Iterable[str],
    policy: Policy,
    moves: Iterable[Move],
    packed: Collection[str],
    compiled: Path,
) -> Iterator[tuple[str, str]]:
    """Yield the files of hosts, ``nginx/http.conf``, each with its text.

    ``packed`` are suffixes of compressed siblings; ``compiled`` is a folder for compiled templates.
    """
    pairs, queries = sort_moves(moves)
    given = {
        "policy": policy,
        "pairs": pairs,
        "queries": queries,
        "packed": packed,
        "longest": max((len(old.encode()) for old, _ in pairs), default=0),
        "alike": Counter(_fold(old) for old, _ in pairs),
    }
    env = _make_environment(compiled)
    for file in (f"{host}/{name}" for host in hosts for name in FILES[host]):
        yield file, env.get_template(f"{file}.j2").render(given)


def _make_environment(compiled: Path) -> Environment:
    env = Environment(  # noqa: S701 - it writes no HTML
        loader=FileSystemLoader(Path(__file__).parent),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        bytecode_cache=SignedTemplates(compiled, f"hosts {jinja2.__version__}"),
    )
    env.globals |= {"ADDRESS": ADDRESS, "ENCODINGS": ENCODINGS, "GONE": GONE, "PAGE": PAGE}
    env.filters |= {"quoted": quoted, "content_type": content_type, "escaped": re.escape}
    env.filters |= {"folded": _fold, "is_rule": _is_rule, "whole": _whole, "rule": _write_rule}
    return env


def _fold(address: str) -> bytes:
    return address.encode().lower()  # ASCII only, as nginx does


def _is_rule(move: tuple[str, str]) -> bool:
    """Whether a move is a rule of its own: httpd lets no query come out of a map."""
    return " " in move[0] or "?" in move[1]


def _whole(location: str, policy: Policy) -> str:
    """Return a whole address: httpd would put before a path what it takes its own name to be."""
    return f"{policy.origin}{location}" if location.startswith("/") else location


def _write_rule(move: tuple[str, str]) -> str:
    old, new = move
    # httpd reads no quote within quotes in the arguments of a rule.
    pattern = re.escape(old).replace(r"\ ", r"\x20").replace('"', r"\x22")
    escaped = re.sub(r"([%$])", r"\\\1", new)
    what = '"-" [G]' if new == GONE else f"{quoted(escaped)} [R=301,L,NE,QSD]"
    return f"RewriteRule {quoted(f'^{pattern}$')} {what}"
