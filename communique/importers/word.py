"""A Word document: its styles, lists, tables, links and notes become Markdown.

Deleted words of tracked changes and comments are left out. Hidden words are an error. Pictures are
named in the text, so that the check asks for their files. Needs mammoth, the extra ``import``.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import count
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from communique.importers.draft import refuse
from communique.importers.web_page import read_html
from communique.sources.held.lines import find_mark

NAME = "Word (.docx)"
SUFFIXES: tuple[str, ...] = (".docx",)

LARGEST = 100_000_000
"""Bytes that a document may unpack to."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""


def read(path: PurePath, data: bytes, lang: str) -> tuple[str, Callable[[str], str]]:
    """Return the document as Markdown; raises ProblemsFound where it cannot be read."""
    try:
        from mammoth import convert_to_html, images  # noqa: PLC0415 - an extra
    except ImportError:
        hint = 'pip install "communique[import]" installs it; or save the text as plain text'
        raise refuse(path, "mammoth must be installed to read Word", "it is not", hint) from None
    try:
        above = "\n".join(_read_margins(path, data, lang))
        numbers = count(1)
        html = convert_to_html(
            BytesIO(data),
            style_map=STYLES,
            convert_image=images.img_element(lambda _image: {"src": f"picture-{next(numbers)}"}),
        ).value
    except (
        BadZipFile,
        KeyError,
        OSError,
        ValueError,
        etree.XMLSyntaxError,
        RecursionError,
    ) as error:
        hint = "open it in Word and save it again, or save it as plain text"
        raise refuse(path, "File must be a Word document", f"got {error}", hint) from None
    return read_html(path, html, above), str


def _read_margins(path: PurePath, data: bytes, lang: str) -> Iterator[str]:
    """Yield margin lines that hold a text back; raises ProblemsFound for hidden words."""
    with ZipFile(BytesIO(data)) as file:
        if sum(part.file_size for part in file.infolist()) > LARGEST:
            raise BadZipFile(f"over {LARGEST:,} bytes when unpacked")
        for name in sorted(file.namelist()):
            if not re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                continue
            tree = etree.fromstring(file.read(name), etree.XMLParser(resolve_entities=False))
            if any(each.get(f"{W}val") not in {"0", "false"} for each in tree.iter(f"{W}vanish")):
                hint = "show hidden text in Word, and delete it or make it visible"
                raise refuse(path, "A text must have no hidden words", "it has some", hint)
            if name == "word/document.xml":
                continue
            lines = ["".join(map(str, p.itertext(f"{W}t"))) for p in tree.iter(f"{W}p")]
            lines += [str(each.get("string")) for each in tree.iter("{*}textpath")]
            yield from (line for line in lines if find_mark(line, lang))
