"""Jinja's environment, made from a kit."""

from __future__ import annotations

from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader

from communique.outputs.kit import Kit

__all__ = ["make_environment"]


def make_environment(kit: Kit) -> Environment:
    """Make Jinja's environment as Pelican does, with autoescape on and gettext's extension."""
    options = dict(kit.jinja["JINJA_ENVIRONMENT"])
    extensions = [*options.pop("extensions", ()), "jinja2.ext.i18n"]
    options["autoescape"] = True

    def load(name: str) -> tuple[str, str, None] | None:
        # With a file name, a traceback tells the template and the line.
        source = kit.templates.get(name)
        return None if source is None else (source, source.path, None)

    env = Environment(  # noqa: S701 - autoescape is set above
        loader=FunctionLoader(load), extensions=extensions, auto_reload=False, **options
    )
    try:
        folder = kit.settings.cache_path / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    except OSError:
        pass  # a worker without this disk compiles for itself
    env.filters["strftime"] = lambda value, form: value.strftime(form)
    env.filters.update(kit.jinja["JINJA_FILTERS"])
    env.globals.update(kit.jinja["JINJA_GLOBALS"])
    env.tests.update(kit.jinja["JINJA_TESTS"])
    plugins = kit.settings.plugins
    env.tests["plugin_enabled"] = lambda name: (
        name in plugins or f"pelican.plugins.{name}" in plugins
    )
    return env
