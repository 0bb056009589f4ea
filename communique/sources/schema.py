"""The one list of headers.

The parser, the check, ``inv new``, the importer and the manual's table of headers all read this
list. CONTRIBUTING.md says what else a new field needs.
"""

from collections.abc import Callable
from typing import Any

from communique.model.release import Delivery, Status
from communique.model.term import Facet
from communique.sources import fields, notices, recordings
from communique.sources.hints import header_words
from communique.sources.stylebook import Stylebook
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One header, and how it is read; ``headers.toml`` has its words.

    ``many`` is "" for a single value, ";," for a list split at ``;`` or else at ``,`` (Pelican's
    rule), ";" for one split at ``;`` only, "lines" for a header that may stand again. ``pages``
    says that pages know it too. ``facet`` is what its values are terms of.
    """

    name: str
    read: Callable[[str, Stylebook, str], Any]
    required: bool = False
    many: str = ""
    pages: bool = False
    facet: Facet | None = None

    @property
    def meaning(self) -> str:
        """What it is, in the manual."""
        return " ".join(header_words()[self.name]["meaning"].split())

    @property
    def example(self) -> str:
        """A value as an editor writes it."""
        return str(header_words()[self.name]["example"])

    @property
    def is_list(self) -> bool:
        """Whether its line has several values."""
        return self.many not in ("", "lines")

    @property
    def attribute(self) -> str:
        """The field's name in the model: lower case."""
        return self.name.lower()


def _terms(name: str, facet: Facet, many: str = ";,", *, required: bool = False) -> Field:
    return Field(name, fields.read_term(facet), required=required, many=many, facet=facet)


SCHEMA: tuple[Field, ...] = (
    Field("Title", fields.read_text, required=True, pages=True),
    Field("Subtitle", fields.read_text),
    Field("Date", fields.read_date, required=True),
    _terms("Category", Facet.KIND, many="", required=True),
    Field("Modified", fields.read_date, pages=True),
    Field("Lang", fields.read_lang, pages=True),
    Field("Slug", fields.read_slug, pages=True),
    Field("Id", fields.read_slug),
    Field("Summary", fields.read_text, pages=True),
    _terms("Authors", Facet.AUTHOR),
    _terms("Tags", Facet.TAG),
    _terms("Countries", Facet.COUNTRY),
    _terms("Organisations", Facet.ORGANISATION),
    _terms("People", Facet.PERSON),
    _terms("Place", Facet.PLACE, many=""),
    Field("Image", fields.read_media),
    Field("Attachments", fields.read_media, many=";"),
    Field("Pinned", fields.read_moment),
    Field("Starts", fields.read_moment),
    Field("Ends", fields.read_moment),
    Field("Venue", fields.read_text),
    Field("Accreditation", fields.read_text),
    Field("Gallery", fields.read_media, many=";"),
    Field("Video", recordings.read_recording(sound=False), many="lines"),
    Field("Audio", recordings.read_recording(sound=True), many="lines"),
    Field("Contact", fields.read_contact, many=";,"),
    Field("Number", fields.read_plain),
    _terms("Speaker", Facet.PERSON, many=""),
    Field("Delivery", fields.read_word(Delivery, "write check against delivery")),
    Field("Embargo", fields.read_moment),
    Field(
        "Status",
        fields.read_word(Status, "write draft to hold it back, or delete the line"),
        pages=True,
    ),
    Field("Correction", notices.read_correction, many="lines"),
    Field("Withdrawn", notices.read_withdrawal),
    Field("Original", notices.read_original),
    Field("Aliases", fields.read_address, many=";,", pages=True),
)
"""Every header of a release, in the order of the manual."""

_BY_NAME = {field.name.lower(): field for field in SCHEMA}


def find_field(name: str) -> Field | None:
    """Return the field of a header's name, in any letter case; None for an unknown one."""
    return _BY_NAME.get(name.lower())
