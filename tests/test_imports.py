"""The house's own rules: which way its arrows point, how large its rooms are, what is written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.sites import ROOT

PACKAGE = ROOT / "communique"
MODULES = sorted(PACKAGE.rglob("*.py"))

GROUND = {"values", "errors", "clock", "opening", "patterns", "shipped", "signs", "settings"}
CHAIN = ["model", "text", "pictures", "sources", "catalogue", "outputs", "engine", "plugin"]
"""The rooms in their order; each may import those before it, and the ground."""

ALLOWED = {room: {room, *GROUND, *CHAIN[:place]} for place, room in enumerate(CHAIN)}
ALLOWED |= {
    "patterns": set(),
    "signs": {"patterns"},
    "values": set(),
    "errors": {"values"},
    "clock": {"values", "errors"},
    "opening": set(),
    "shipped": set(),
    "settings": {"settings", "values", "errors", "signs"},
    "importers": {"importers", "values", "errors", "signs", "settings", "model", "text", "sources"},
    "publish": {"publish", *GROUND, "engine"},
    "preview": {"preview", *GROUND, "sources", "catalogue", "outputs", "engine", "plugin"},
    "register": {"plugin"},
    "tasks": {"plugin", "preview"},
    "starter": {"starter", *GROUND, "model", "text", "sources"},
    "__main__": {"starter", *GROUND},
}

EXCEPTIONS: dict[tuple[str, str], str] = {
    ("plugin/commands.py", "importers"): "`inv import` and `inv new` are commands, no build",
    ("plugin/publishing.py", "publish"): "`inv publish` and its kin are commands, no build",
    ("plugin/publisher.py", "publish"): "what `inv publish` opens",
    ("plugin/terminal.py", "importers"): "it asks a person the importers' questions",
}
"""Exceptions: a module and a room, each with its reason."""

LONG: dict[str, str] = {
    "model/release.py": "one noun, with all that is known of it",
    "settings/shapes.py": "what each setting must be, and how it is read",
    "sources/fields.py": "a reader for each kind of value",
}
"""Modules of more than 300 lines, each with its reason."""


LONG_FUNCTIONS: dict[tuple[str, str], str] = {
    ("sources/scan.py", "_walk"): "one loop, without a call a file",
}
"""Functions of more than 40 lines, each with its reason."""


def _name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def _room(path: Path) -> str:
    """Return the room of a module; the package's own ``__init__`` is the register."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "register" if first == "__init__" else first


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield every module that is imported, at any depth of the code, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative imports hide the arrows"
            assert node.module is not None
            yield node.module, node.lineno
            if node.module == "communique":
                yield from ((f"communique.{alias.name}", node.lineno) for alias in node.names)


@cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def test_arrows_point_one_way() -> None:
    """A room imports only the rooms before it."""
    wrong = [
        f"{_name(path)}:{line} imports {module}"
        for path in MODULES
        for module, line in _imports(_parse(path))
        if module.startswith("communique.")
        and module.split(".")[1] not in ALLOWED[_room(path)]
        and (_name(path), module.split(".")[1]) not in EXCEPTIONS
    ]
    assert wrong == []


def test_only_the_plugin_knows_pelican() -> None:
    """All other rooms work without Pelican, so another program could host them.

    The package's ``__init__`` registers us with Pelican, and imports it only inside the function
    that Pelican calls: the model can be used without it.
    """
    wrong = [
        f"{_name(path)}:{node.lineno}"
        for path in MODULES
        if _room(path) != "plugin"
        for node in ast.walk(_parse(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and (getattr(node, "module", None) or node.names[0].name).split(".")[0] == "pelican"
        and not (_room(path) == "register" and node in _within_functions(path))
    ]
    assert wrong == []


@cache
def _within_functions(path: Path) -> set[ast.AST]:
    """Return all that stands within a function of a module."""
    return {
        node
        for function in ast.walk(_parse(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }


SELDOM = {
    "PIL": "its import takes 3 ms, and only a build with a card to draw needs it",
    "icalendar": "its import takes 60 ms, and only a build that touches an event needs it",
    "mammoth": "an extra that only the import of a Word document needs",
    "markdownify": "its import takes 50 ms, and only a build that writes Markdown needs it",
    "resvg_py": "it takes 3 MB of memory, and only a build with a card to draw needs it",
    "pypdf": "its import takes 0.1 s, and only the gate and a new document need it",
}
"""Libraries that are imported where they are used, each with the reason."""


HIDDEN = {
    "__init__.py": "Pelican is imported when it registers us",
    "importers/registry.py": "libraries for documents take 60 ms, and few commands need them",
    "plugin/newsroom.py": "a look at a large output begins before the engine is imported",
}
"""Modules that import within functions, each with the reason."""


def test_no_import_hides_in_a_function() -> None:
    """A module imports at its top; exceptions are in ``HIDDEN`` and ``SELDOM``."""
    hidden = [
        f"{_name(path)}:{node.lineno}"
        for path in MODULES
        if _name(path) not in HIDDEN
        for node in _within_functions(path)
        if isinstance(node, ast.Import)
        or (isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] not in SELDOM)
    ]
    assert hidden == []


EARLY = {
    "plugin/styles.py": "`inv styles` is a command, no build",
}
"""Modules outside of the commands that compile a pattern as they are imported, with the reason."""


def test_no_pattern_is_compiled_before_it_is_used() -> None:
    """Modules that a build imports use ``late``, which saves each build 30 ms."""
    early = [
        f"{_name(path)}:{node.lineno}"
        for path in MODULES
        if _room(path) not in {"importers", "publish", "preview"} and _name(path) not in EARLY
        for node in ast.walk(_parse(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "compile"
        and ast.unparse(node) == "re.compile"
        and node not in _within_functions(path)
    ]
    assert early == []


WHOLE_TABLES = {
    "catalogue/addresses.py": "rules ask of what is held back, too",
    "catalogue/checks.py": "rules ask of what is held back, too",
    "catalogue/claims.py": "addresses belong to a source, public or not",
    "catalogue/pages.py": "it stores pages, and finds their earlier state",
    "catalogue/periods.py": "it looks for months in the public view only",
    "catalogue/related.py": "which pages a change touches, before and after",
    "catalogue/releases.py": "it stores releases, and finds their earlier state",
    "catalogue/terms.py": "which sources name a term of the vocabulary",
    "catalogue/translations.py": "rules ask of what is held back, too",
    "catalogue/waiting.py": "the gate, which trusts no view",
}
"""Modules that read releases and pages whether public or not, each with the reason."""

RAW = re.compile(r"(?:FROM|JOIN)\s+(?:release|page)\b")


def test_outputs_are_made_from_the_public_views() -> None:
    """Only these modules query the tables behind ``public_release`` and ``public_page``.

    No kind of output imports a function that finds what is held back.
    """
    raw = {_name(path) for path in MODULES if RAW.search(path.read_text(encoding="utf-8"))}
    assert raw == WHOLE_TABLES.keys()
    whole = {"find_release", "find_page", "find_waiting", "held_releases"}
    wrong = [
        f"{_name(path)} imports {alias.name}"
        for path in MODULES
        if _room(path) == "outputs"
        for node in ast.walk(_parse(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in whole
    ]
    assert wrong == []


CLOCKS = {
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("Date", "today"),
}


def test_only_the_clock_reads_the_time() -> None:
    """A build is a function of its sources, its settings and one moment."""
    readings = [
        f"{_name(path)}:{node.lineno}"
        for path in MODULES
        if _name(path) != "clock.py"
        for node in ast.walk(_parse(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCKS
    ]
    assert readings == []


def test_a_module_is_read_in_one_sitting() -> None:
    """300 lines at most, except those that give a reason."""
    long = {_name(path) for path in MODULES if len(path.read_text("utf-8").splitlines()) > 300}
    assert long == LONG.keys()


def _long_functions(path: Path) -> Iterator[str]:
    """Yield functions of more than 40 lines, not counting signature and docstring."""
    for node in ast.walk(_parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and node.body[1:] else node.body[0]
            assert node.end_lineno is not None
            if node.end_lineno - first.lineno + 1 > 40:
                yield node.name


def test_a_function_is_read_at_a_glance() -> None:
    """40 lines at most, except those that give a reason."""
    long = {(_name(path), name) for path in MODULES for name in _long_functions(path)}
    assert long == LONG_FUNCTIONS.keys()


def test_every_exception_is_still_one() -> None:
    """An exception that no module needs any more is removed from the list."""
    found = {
        (_name(path), module.split(".")[1])
        for path in MODULES
        for module, _ in _imports(_parse(path))
        if module.startswith("communique.")
    }
    assert EXCEPTIONS.keys() <= found


def _undescribed(tree: ast.Module) -> Iterator[str]:
    if ast.get_docstring(tree) is None:
        yield "module"
    waiting: list[ast.AST] = [tree]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                overload = any(
                    isinstance(mark, ast.Name) and mark.id == "overload"
                    for mark in node.decorator_list
                )
                if node.name[0] != "_" and not overload and ast.get_docstring(node) is None:
                    yield f"{node.name}, line {node.lineno}"
            if isinstance(node, ast.ClassDef) and node.name[0] != "_":
                waiting.append(node)


def test_everything_public_is_described() -> None:
    """Every module, public class, method and function says what it is for."""
    wrong = [f"{_name(path)}: {name}" for path in MODULES for name in _undescribed(_parse(path))]
    assert wrong == []


def test_what_is_private_stays_in_its_module() -> None:
    """A name that begins with an underscore is imported by no other module of the package."""
    wrong = [
        f"{_name(path)}:{node.lineno} imports {alias.name}"
        for path in MODULES
        for node in ast.walk(_parse(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("communique")
        for alias in node.names
        if alias.name.startswith("_")
    ]
    assert wrong == []


FORBIDDEN = {"utils", "util", "helpers", "common", "core", "base", "misc"}


def test_no_room_is_named_for_nothing() -> None:
    """A name such as ``utils`` does not say what a module contains."""
    names = {part.removesuffix(".py") for path in MODULES for part in path.parts[-2:]}
    assert set() == names & FORBIDDEN


RIDDLES = re.compile(
    r"\b(?:mend(?:s|ed|ing)?|is\s+another\s+one|ma[dk]es?\s+good\s+for|has\s+it\s+that"
    r"|ha(?:s|ve)\s+need\s+of|such\s+as\s+(?:do|are|have))\b",
    re.IGNORECASE,
)
"""Phrases that newcomers did not understand at first reading."""


def test_no_sentence_has_a_phrase_that_newcomers_stumbled_over() -> None:
    """In code, tests and documents; write subject, verb and object instead."""
    written = [*MODULES, *(ROOT / "tests").rglob("*.py"), *ROOT.glob("*.md")]
    written += (ROOT / "docs").rglob("*.md")
    found = [
        f"{path.relative_to(ROOT)}: {riddle[0]}"
        for path in written
        if path != Path(__file__)
        for riddle in RIDDLES.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
