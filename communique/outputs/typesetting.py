"""Typesetting: an HTML page as PDF, by WeasyPrint. Imported only where one is made: it is an extra.

It reads only the files that the caller gives, and nothing from the network. The fonts are the
machine's. The same page and files give the same bytes.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import pydyf  # type: ignore[import-untyped]
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from communique.values import dataclass

VERSION = f"WeasyPrint {weasyprint.__version__}"

_MARGIN = {"Type": "/Pagination"}

VARIANT = "pdf/ua-1"
"""Tagged, for screen readers (ISO 14289-1)."""

DPI = 200
"""The highest resolution of an embedded picture; paper shows no more."""

QUALITY = 85
"""The quality of JPEGs that are made smaller."""

Read = Callable[[str], bytes]
"""Returns the file at an address; raises ValueError if none may be shown."""

# They warn of each rule of CSS that only browsers know, and of each file that is refused.
for _name in ("weasyprint", "fontTools"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Label:
    """What a PDF says of itself."""

    title: str
    authors: tuple[str, ...]
    created: datetime
    modified: datetime
    key: str
    """Its identifier."""


class _Fetcher(URLFetcher):  # type: ignore[misc] # it ships no types
    """Gives WeasyPrint what ``read`` returns, in place of files and servers."""

    def __init__(self, read: Read) -> None:
        super().__init__(allowed_protocols=())
        self.read = read

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return a file; WeasyPrint goes on without one that this raises ValueError for."""
        del headers
        return URLFetcherResponse(url, self.read(url))


def read_styles(sheets: Iterable[tuple[str, bytes]], read: Read) -> dict[str, Any]:
    """Read stylesheets, each with its address. This takes as long as setting a page.

    Return them with the fonts that they name, as WeasyPrint takes both.
    """
    fonts = FontConfiguration()
    found = [
        weasyprint.CSS(
            string=data.decode("utf-8", "replace"),
            base_url=url,
            url_fetcher=_Fetcher(read),
            font_config=fonts,
        )
        for url, data in sheets
    ]
    return {"stylesheets": found, "font_config": fonts}


def typeset(html: str, base: str, read: Read, styles: dict[str, Any], label: Label) -> bytes:
    """Return the PDF of a page whose address is ``base``.

    Raises whatever a page makes the library raise.
    """
    options = {"pdf_variant": VARIANT, "dpi": DPI, "jpeg_quality": QUALITY}
    page = weasyprint.HTML(string=html, base_url=base, url_fetcher=_Fetcher(read))
    document = page.render(**styles, **options)
    document.metadata.title = label.title
    document.metadata.authors = [*label.authors]
    document.metadata.created = label.created.isoformat(timespec="seconds")
    document.metadata.modified = label.modified.isoformat(timespec="seconds")
    data: bytes = document.write_pdf(
        finisher=_set_margins_apart, pdf_identifier=label.key.encode(), **options
    )
    return data


def _set_margins_apart(_document: Any, pdf: Any) -> None:
    """Mark what stands in the margins of pages as no part of the text: as artifacts.

    WeasyPrint 70 marks it as text and leaves it out of the tree of tags, which PDF/UA forbids.
    """

    def find(reference: bytes) -> Any:
        return pdf.objects[int(reference.split()[0])]

    root = find(pdf.catalog["StructTreeRoot"])
    (document,) = root["K"]
    within = {*find(document)["K"]}
    numbers = find(root["ParentTree"])["Nums"]
    for index, page in enumerate(map(find, pdf.page_references)):
        apart = set()
        for number, part in enumerate(numbers[2 * index + 1]):
            above = [part]
            while (parent := find(above[-1])["P"]) != document:
                above.append(parent)
            if above[-1] not in within:
                apart.add(number)
                numbers[2 * index + 1][number] = "null"
                for each in map(find, above):
                    each.free = "f"
        stream = find(page["Contents"]).stream
        for place, properties in enumerate(stream):
            if isinstance(properties, dict) and properties.get("MCID") in apart:
                stream[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary(_MARGIN)]
