"""The words of the interface: found where templates and the package say them, for translators."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from communique.outputs.press.names import FACET_NAMES, STANDING

PACKAGE = Path(__file__).parents[1]
WIDTH = 100
TEAM = "the Communiqué authors"
PRESS = DEFAULT_KEYWORDS | {"gettext": (2,)}
"""In the package ``press.gettext`` has the language first."""


def extract_messages(theme: Path) -> Catalog:
    """Return every message of the theme's and the package's templates and of the package's code.

    A message of a template names its file; one that only the code says names none.
    """
    catalog = Catalog(charset="utf-8", msgid_bugs_address=TEAM)
    for folder, shown in ((theme, theme.name), (PACKAGE, PACKAGE.name)):
        found = extract_from_dir(folder / "templates", [("**.html", "jinja2")])
        for name, _, message, comments, context in sorted(found, key=lambda each: each[:2]):
            place = (f"{shown}/templates/{name}", 0)
            catalog.add(message, None, [place], auto_comments=comments, context=context)
    code = extract_from_dir(PACKAGE / "outputs", [("**.py", "python")], keywords=PRESS)
    for message in sorted({str(message) for _, _, message, _, _ in code}):
        catalog.add(message)
    for message in (*FACET_NAMES.values(), *(word for word, _ in STANDING.values())):
        catalog.add(message)
    return catalog


def update_catalogue(data: bytes, lang: str, words: Catalog) -> bytes:
    """Return a language's catalogue, or its first one, with exactly the messages of ``words``.

    Translations stay; a new message has an empty one, which readers see in English. One that
    nothing says any more is kept at the end as a comment.
    """
    catalog = read_po(BytesIO(data), locale=lang.replace("-", "_"))
    catalog.msgid_bugs_address = words.msgid_bugs_address
    catalog.update(words, no_fuzzy_matching=True, update_creation_date=False)
    written = BytesIO()
    write_po(written, catalog, width=WIDTH, include_lineno=False)
    return written.getvalue()
