"""The templates of each output and the assets that they name, and which of them changed."""

import json
import sqlite3
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, meta, nodes

from communique.catalogue.assets import save_assets
from communique.catalogue.outputs import save_meta
from communique.engine import fingerprints
from communique.errors import Problem, Severity
from communique.opening import digest_bytes
from communique.outputs import assets
from communique.outputs.kind import Recipe
from communique.outputs.press.kit import Kit, TemplateSource
from communique.outputs.press.press import ASSET, FRAGMENT
from communique.outputs.press.whole_archive import WHOLE
from communique.outputs.registry import template_sets
from communique.sources.hints import did_you_mean
from communique.values import dataclass


def _digest(*parts: str) -> str:
    """Return a digest of texts and where each ends."""
    text = "\0".join(f"{len(part)}:{part}" for part in parts)
    return digest_bytes(text.encode())


@dataclass(frozen=True, slots=True)
class _Analysis:
    """What one template refers to, and which variables it may read; None stands for "any"."""

    refers_to: tuple[str | None, ...]
    reads: frozenset[str]
    assets: frozenset[str | None]


@lru_cache(maxsize=1024)
def _analyse(source: str, environment: Environment) -> _Analysis:
    tree = environment.parse(source)
    return _Analysis(
        (*meta.find_referenced_templates(tree), *_find_named(tree, FRAGMENT)),
        frozenset(meta.find_undeclared_variables(tree)),
        frozenset(_find_named(tree, ASSET)),
    )


def _find_named(tree: nodes.Template, function: str) -> Iterator[str | None]:
    """Yield the names that a template gives to a function; None for one that it computes."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == function:
            name = call.args[0] if call.args else None
            yield str(name.value) if isinstance(name, nodes.Const) else None


class Templates:
    """A theme's templates by name, and what each leads to."""

    def __init__(self, sources: Mapping[str, TemplateSource], environment: Environment) -> None:
        self.sources = sources
        self.environment = environment
        """Jinja's, with the filters, tests and signs that pages are rendered with."""
        self._way = ""
        self._known: dict[str, _Analysis] = {}
        self._seen: dict[str, _Analysis] = {}

    def recall(self, found: str, way: str) -> None:
        """Take over what another build ``found``, if it analysed templates in the same ``way``."""
        self._way = way
        self._known = {
            digest: _Analysis(tuple(refers_to), frozenset(reads), frozenset(assets))
            for digest, (refers_to, reads, assets) in json.loads(found or "{}").items()
        }

    def found(self) -> str:
        """Return what is known of the templates, by digest, for ``recall``."""
        found = {
            self._key(name): (each.refers_to, sorted(each.reads), sorted(each.assets, key=str))
            for name, each in self._seen.items()
        }
        return json.dumps(found, sort_keys=True)

    def _key(self, name: str) -> str:
        return _digest(self._way, self.sources[name])

    def _look(self, name: str) -> _Analysis:
        seen = self._seen.get(name)
        if seen is None:
            seen = self._known.get(self._key(name))
            seen = seen or _analyse(self.sources[name], self.environment)
            self._seen[name] = seen
        return seen

    def check(self) -> list[Problem]:
        """Return a problem for each template that is not valid Jinja."""
        # Pelican's loader gives a theme's template two names, with !theme/ and without.
        problems = set()
        for name, source in self.sources.items():
            try:
                self._look(name)
            except TemplateSyntaxError as error:
                rule, found = "a template must be valid Jinja", f"got: {error.message}"
                problems.add(Problem(source.path, error.lineno, rule, found))
            except RecursionError:
                rule, found = "a template must be valid Jinja", "got brackets nested too deeply"
                problems.add(Problem(source.path, 0, rule, found))
        return sorted(problems) or list(self._find_unused())

    def _find_unused(self) -> Iterator[Problem]:
        """Yield a warning for each template that no page uses, and that is not the theme's."""
        used = set[str]().union(*(self._closure(self._chosen(each)) for each in template_sets()))
        # The loader has the theme's article.html as !theme/article.html too, and Pelican's own.
        known = {name.partition("/")[2] for name in self.sources if name.startswith("!")}
        for name in sorted(self.sources.keys() - used - known):
            if name.startswith("!"):
                continue
            hint = did_you_mean(name, known)
            yield Problem(
                self.sources[name].path,
                0,
                "a template must have the name of one of the theme's, or be used by another",
                "it changes no page",
                hint or "rename it, or delete it",
                Severity.WARNING,
            )

    def digest(self, recipe: Recipe, assets: Mapping[str, str]) -> str:
        """Return a digest of all that renders a recipe's first template; ``assets`` are by name."""
        used = sorted(self._closure(self._chosen(recipe)))
        names = self.asset_names(used)
        shown = sorted(assets if names is None else assets.keys() & names)
        return _digest(
            self._chosen(recipe),
            *(f"{name}\0{self.sources[name]}" for name in used),
            *(f"{name}\0{assets[name]}" for name in shown),
        )

    def asset_names(self, templates: Iterable[str]) -> list[str] | None:
        """Return the theme's files that templates name, sorted; None where one computes it."""
        found = frozenset[str | None]().union(*(self._look(name).assets for name in templates))
        return None if None in found else sorted(name for name in found if name is not None)

    def variables(self, recipe: Recipe) -> frozenset[str]:
        """Return the variables that may be read when ``recipe`` is rendered."""
        used = self._closure(self._chosen(recipe))
        return frozenset().union(*(self._look(name).reads for name in used))

    def _chosen(self, recipe: Recipe) -> str:
        files = [f"{name}.html" for name in recipe]
        return next((name for name in files if name in self.sources), files[0])

    def _closure(self, name: str) -> set[str]:
        """Return what a template extends, includes or imports at any depth; all if unsure."""
        seen: set[str] = set()
        waiting = [name] if name in self.sources else []
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for referred in self._look(name).refers_to:
                if referred is None:
                    return set(self.sources)
                if referred in self.sources:
                    waiting.append(referred)
        return seen


def find_template_problem(error: Exception, known: Iterable[str] = ()) -> Problem | None:
    """Return the problem of the template that an error comes from; None if it comes from none.

    ``known`` are the names of the templates that there are.
    """
    places = [
        (frame.f_code.co_filename, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        # Jinja puts a frame of its own making in place of each line of a template.
        if "__jinja_exception__" in frame.f_globals
    ]
    if isinstance(error, TemplateNotFound):
        path, line = places[-1] if places else ("templates", 0)
        name = str(error.name or "")
        hint = did_you_mean(name, (each for each in known if not each.startswith("!")))
        rule, found = "a template must exist", f'missed "{name}"'
        return Problem(path, line, rule, found, hint or "add it to the theme")
    if not places:
        return None
    path, line = places[-1]
    found = f"got {type(error).__name__}: {error}"
    return Problem(path, line, "a template must render", found)


def enter_assets(
    db: sqlite3.Connection, kit: Kit, templates: Templates, meta: dict[str, str]
) -> Kit:
    """Enter the assets of templates, if one of these changed; return the kit with their paths."""
    settings = kit.settings
    digest, names = fingerprints.templates(kit), meta.get("asset names", "")
    if not names or digest != meta.get("templates"):
        names = json.dumps(templates.asset_names(templates.sources))
        save_meta(db, {"template analyses": templates.found()})
    wanted = json.loads(names)
    found = assets.find_assets(db, settings, wanted)
    save_assets(db, found)
    save_meta(db, {"asset names": names})
    plain = assets.plain_paths(db, settings)
    paths = {assets.name_of(settings, source): path for source, path in (plain | found).items()}
    return replace(kit, assets=paths)


def find_digests(kit: Kit, templates: Templates, meta: dict[str, str]) -> dict[str, str]:
    """Return digests of what pages are made with, but menus; unchanged templates are not opened."""
    paths = kit.assets or {}
    digests = {
        "shape": fingerprints.shape(kit),
        "templates": fingerprints.templates(kit),
        "asset paths": json.dumps(paths, sort_keys=True),
    }
    if all(digests[key] == meta.get(key) for key in ("templates", "asset paths")):
        digests["whole recipes"] = meta["whole recipes"]
        return digests
    for names in template_sets():
        digests[f"recipe {' '.join(names)}"] = templates.digest(names, paths)
    whole = [names for names in template_sets() if templates.variables(names) & WHOLE]
    digests["whole recipes"] = json.dumps(whole)
    return digests
