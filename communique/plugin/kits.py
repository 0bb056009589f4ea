"""Makes a kit from Pelican's settings and its template loader."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound
from pelican.plugins._utils import plugin_enabled
from pelican.utils import DateFormatter

from communique.errors import Problem, not_utf8
from communique.outputs.press.kit import Kit, TemplateSource
from communique.outputs.press.translations import load_words
from communique.settings import Settings
from communique.settings.lines import find_setting
from communique.sources.contacts import load_contacts
from communique.sources.hints import did_you_mean

_PATHS = "PATH OUTPUT_PATH CACHE_PATH THEME VOCABULARY_PATH TRANSLATIONS_PATH PLUGIN_PATHS"
_FILES = "REDIRECTS SETTINGS_FILE THEME_TEMPLATES_OVERRIDES"
_WAYS = (
    "HOSTS CONTENT_SECURITY PRECOMPRESS WORKERS DEBUG LOAD_CONTENT_CACHE CHANGED LOCALE "
    "PELICAN_CLASS PORT BIND PUBLISH PUBLISH_KEEP SOURCES_PRIVATE"
)
PRIVATE = frozenset(f"{_PATHS} {_FILES} {_WAYS}".split())
"""Settings that no page may show: paths of this machine, and those of the build process."""

FALLBACK_TEMPLATES = Path(__file__).parents[1] / "templates"


def make_kit(settings: Settings, generator: Any) -> Kit:
    """Gather what rendering needs by Pelican's loader; ``problems`` tell what is unreadable."""
    pelican: Mapping[str, Any] = generator.settings
    problems: list[Problem] = []
    templates = {
        file.name: TemplateSource(file.read_text("utf-8"), f"communique/templates/{file.name}")
        for file in FALLBACK_TEMPLATES.glob("*.html")
    }
    env = generator.env
    for name in env.list_templates():
        if name.endswith((*pelican["TEMPLATE_EXTENSIONS"], ".xml", ".txt")):
            read = _read_template(env, name, settings.theme, pelican["THEME_TEMPLATES_OVERRIDES"])
            if isinstance(read, Problem):
                problems.append(read)
            else:
                templates[name] = read
    contacts, unusable = load_contacts(settings.vocabulary_path)
    problems += [*unusable, *_check_contacts(settings, contacts)]
    catalogs, words, wrong = load_words(settings)
    problems += wrong
    return Kit(
        settings=settings,
        templates=dict(sorted(templates.items())),
        context={
            name: value
            for name, value in sorted(pelican.items())
            if name.isupper() and name not in PRIVATE and not name.startswith("JINJA_")
        },
        jinja={"JINJA_ENVIRONMENT": pelican["JINJA_ENVIRONMENT"], **_find_added(env)},
        catalogs=catalogs,
        words=words,
        problems=tuple(problems),
        contacts=contacts,
    )


def _check_contacts(settings: Settings, contacts: Mapping[str, object]) -> Iterator[Problem]:
    for name in settings.brand.contacts:
        if name not in contacts:
            rule = "CONTACTS must name cards of vocabulary/contacts.toml"
            hint = did_you_mean(name, contacts) or f"add [{name}] there"
            place = find_setting(settings.settings_file, "CONTACTS")
            yield Problem(*place, rule, f'got "{name}"', hint)


def _find_added(env: Any) -> dict[str, dict[str, Any]]:
    """Return what settings and plugins added to Jinja: plugins may give it to Pelican's own."""
    plain = Environment(autoescape=True)
    return {
        f"JINJA_{kind.upper()}": {
            name: value
            for name, value in sorted(getattr(env, kind).items())
            if value is not getattr(plain, kind).get(name) and not _is_pelicans(value)
        }
        for kind in ("filters", "globals", "tests")
    }


def _is_pelicans(value: Any) -> bool:
    """Whether Pelican adds it itself: we have our own version."""
    return isinstance(value, DateFormatter) or getattr(value, "func", None) is plugin_enabled


def _read_template(
    env: Any, name: str, theme: Path, overrides: Iterable[str]
) -> TemplateSource | Problem:
    try:
        text, file, _ = env.loader.get_source(env, name)
    except UnicodeDecodeError as error:
        return not_utf8(_find_template(name, theme, overrides), error)
    except (OSError, TemplateNotFound) as error:
        path = _find_template(name, theme, overrides)
        found = getattr(error, "strerror", None) or "no regular file"
        rule = "a template must be a file that can be read"
        return Problem(path, 0, rule, f"got: {found}", "check the file")
    file = os.path.normpath(file or name)
    if os.path.islink(file) and _leads_out(file, (str(theme), *overrides)):  # noqa: PTH114 - a text
        rule, found = "a template must be a file of its theme", "got a link that leads out of it"
        return Problem(_shown(file, theme), 0, rule, found, "copy the file there")
    return TemplateSource(text, _shown(file, theme))


def _leads_out(file: str, folders: Iterable[str]) -> bool:
    """Decide whether a template of one of these folders is a link to a file outside of them."""
    real = Path(file).resolve()
    within = any(Path(file).is_relative_to(folder) for folder in folders)
    return within and not any(real.is_relative_to(Path(each).resolve()) for each in folders)


def _find_template(name: str, theme: Path, overrides: Iterable[str]) -> str:
    """Return where a template is that Jinja did not say; the folders are in its order."""
    folders = [str(theme / "templates")]
    if not name.startswith("!"):
        folders = [*overrides, *folders]
    below = name.removeprefix("!theme/")
    files = [os.path.join(folder, below) for folder in folders]  # noqa: PTH118 - texts
    return _shown(next(filter(os.path.lexists, files), files[-1]), theme)


def _shown(file: str, theme: Path) -> str:
    """Return a template's file as a web team knows it: from the folder that holds the theme."""
    # Texts, not paths: a hundred in each build.
    if file.startswith(f"{theme}{os.sep}"):
        return f"{theme.name}{file.removeprefix(str(theme))}".replace(os.sep, "/")
    return file.removeprefix(f"{Path.cwd()}{os.sep}").replace(os.sep, "/")
