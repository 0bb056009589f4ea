"""``inv messages``: collects the words of the interface for translators."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from communique.errors import SettingsError
from communique.outputs.press.listing_names import FACET_NAMES, STANDING
from communique.outputs.press.translations import find_catalogue
from communique.settings import Settings
from communique.text.locales import primary

PACKAGE = Path(__file__).parents[1]
WIDTH = 100
TEAM = "the Communiqué authors"
PRESS = DEFAULT_KEYWORDS | {"gettext": (2,)}
"""In the package ``press.gettext`` has the language first."""


def extract_messages(theme: Path) -> Catalog:
    """Return every message of templates, with its file, and of the package's code, without one."""
    catalog = Catalog(charset="utf-8", msgid_bugs_address=TEAM)
    for folder in (theme, PACKAGE):
        _add_templates(catalog, folder / "templates", f"{folder.name}/templates")
    code = extract_from_dir(PACKAGE / "outputs", [("**.py", "python")], keywords=PRESS)
    for message in sorted({str(message) for _, _, message, _, _ in code}):
        catalog.add(message)
    for message in (*FACET_NAMES.values(), *(word for word, _ in STANDING.values())):
        catalog.add(message)
    return catalog


def _add_templates(catalog: Catalog, folder: Path, shown: str) -> None:
    found = extract_from_dir(folder, [("**.html", "jinja2")])
    for name, _, message, comments, context in sorted(found, key=lambda each: each[:2]):
        place = (f"{shown}/{name}", 0)
        catalog.add(message, None, [place], auto_comments=comments, context=context)


def own_words(settings: Settings, lang: str) -> Catalog:
    """Return words of own templates, and of a theme without the language, to translate into it."""
    file = find_catalogue(settings.theme / "translations", lang)
    told = read_po(BytesIO(file.read_bytes()) if file.is_file() else BytesIO())
    catalog = Catalog(charset="utf-8", msgid_bugs_address=TEAM)
    for folder in settings.template_folders:
        _add_templates(catalog, folder, folder.name)
    for word in extract_messages(settings.theme):
        if word.id and word.id not in catalog:
            catalog.add(word.id, None, word.locations)
    for id_ in [each.id for each in told if each.id and each.string and each.id in catalog]:
        catalog.delete(id_)
    return catalog


def update_catalogue(data: bytes, lang: str, words: Catalog) -> bytes:
    """Return a catalogue with these messages; translations stay, former ones in comments."""
    catalog = read_po(BytesIO(data), locale=lang.replace("-", "_"))
    catalog.msgid_bugs_address = words.msgid_bugs_address
    catalog.update(words, no_fuzzy_matching=True, update_creation_date=False)
    written = BytesIO()
    write_po(written, catalog, width=WIDTH, include_lineno=False)
    return written.getvalue()


def write_messages(settings: Settings) -> Iterator[tuple[Path, bytes]]:
    """Yield each catalogue to update with its bytes; raises SettingsError for the package's theme.

    Without TRANSLATIONS_PATH they are the theme's, of other languages than the site's too.
    """
    own, theme = settings.translations_path, settings.theme
    if own is None and theme == PACKAGE / "theme":
        raise SettingsError(
            "TRANSLATIONS_PATH must be a folder for the newsroom's own words, got none; write "
            'TRANSLATIONS_PATH = str(ROOT / "translations"): nothing is written into the package'
        )
    folder = own or theme / "translations"
    there = sorted(path.parents[1].name for path in folder.glob("*/LC_MESSAGES/messages.po"))
    for lang in dict.fromkeys((*settings.languages, *there)):
        path = folder / lang / "LC_MESSAGES" / "messages.po"
        words = own_words(settings, lang) if own else extract_messages(theme)
        if path.is_file() or (primary(lang) != "en" and len(words)):
            known = path.read_bytes() if path.is_file() else b""
            yield path, update_catalogue(known, lang, words)
