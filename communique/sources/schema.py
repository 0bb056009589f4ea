"""The one list of headers.

The parser, the check, ``inv new``, the importer and the manual's table of headers all read this
list. CONTRIBUTING.md says what else a new field needs.
"""

from collections.abc import Callable
from typing import Any

from communique.model.release import Delivery, Status
from communique.model.term import Facet
from communique.sources import fields, notices, recordings
from communique.sources.stylebook import Stylebook
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One header: how it is read and what it means.

    ``many`` is "" for a single value, ";," for a list split at ``;`` or else at ``,`` (Pelican's
    rule), ";" for one split at ``;`` only, "lines" for a header that may stand again. ``pages``
    says that pages know it too.
    """

    name: str
    meaning: str
    example: str
    read: Callable[[str, Stylebook, str], Any]
    required: bool = False
    many: str = ""
    pages: bool = False

    facet: Facet | None = None
    """What its values are terms of."""

    @property
    def is_list(self) -> bool:
        """Whether its line has several values."""
        return self.many not in ("", "lines")

    @property
    def attribute(self) -> str:
        """The field's name in the model: lower case."""
        return self.name.lower()


def _terms(
    name: str, meaning: str, example: str, facet: Facet, many: str = ";,", *, required: bool = False
) -> Field:
    read = fields.read_term(facet)
    return Field(name, meaning, example, read, required=required, many=many, facet=facet)


SCHEMA: tuple[Field, ...] = (
    Field(
        "Title",
        "The headline.",
        "Observer mission arrives in Nur-Sultan",
        fields.read_text,
        required=True,
        pages=True,
    ),
    Field(
        "Subtitle",
        "A second line of the headline.",
        "48th mission since 2004 begins its work",
        fields.read_text,
    ),
    Field(
        "Date",
        "When it is released, in ISO 8601; without an offset it is in the site's TIMEZONE. A Date "
        "in the future needs an Embargo too.",
        "2019-06-05 10:00",
        fields.read_date,
        required=True,
    ),
    _terms(
        "Category",
        "The kind of release, from vocabulary/kinds.toml.",
        "Press releases",
        Facet.KIND,
        many="",
        required=True,
    ),
    Field(
        "Modified",
        "The last change that the public should know of; moves the date in feeds. Without it: "
        "Date.",
        "2019-06-06 09:00",
        fields.read_date,
        pages=True,
    ),
    Field(
        "Lang",
        "The language. Without it: the one in the file name (name.ru.md), or DEFAULT_LANG.",
        "en",
        fields.read_lang,
        pages=True,
    ),
    Field(
        "Slug",
        "The last part of the address. Without it: the file name without day and language.",
        "sco-observer-mission",
        fields.read_slug,
        pages=True,
    ),
    Field(
        "Id",
        "The permanent name of the release in feeds, the same in every translation. Without it: "
        "day and slug of its first address. If you rename or redate the release, name the former "
        "address in Aliases: the Id then stays as well.",
        "2019-06-05-sco-observer-mission",
        fields.read_slug,
    ),
    Field(
        "Summary",
        "One or two sentences for listings and feeds, as plain text. Without it: the first "
        "paragraph, cut at a sentence.",
        "The 48th mission of the organisation begins its work.",
        fields.read_text,
        pages=True,
    ),
    _terms("Authors", "The issuing office.", "Press Office", Facet.AUTHOR),
    _terms("Tags", "Subjects.", "elections; observer missions", Facet.TAG),
    _terms(
        "Countries",
        "Countries that it concerns: names in any language of the site, or ISO codes.",
        "Kazakhstan; Kyrgyzstan",
        Facet.COUNTRY,
    ),
    _terms(
        "Organisations",
        "Organisations that it concerns.",
        "Shanghai Cooperation Organization",
        Facet.ORGANISATION,
    ),
    _terms("People", "People that it names.", "Beibut Atamkulov; Vladimir Norov", Facet.PERSON),
    _terms(
        "Place",
        "Where it was issued: the place of the dateline.",
        "Nur-Sultan",
        Facet.PLACE,
        many="",
    ),
    Field(
        "Image",
        "A picture beside the source: file | alt text | caption | credit | licence. It is public "
        "when the release is. An address behind the licence makes a link of it.",
        "meeting.jpg | Two delegations at a table | The meeting | Press Office | CC BY 4.0 "
        "https://creativecommons.org/licenses/by/4.0/",
        fields.read_media,
    ),
    Field(
        "Attachments",
        "Documents beside the source: file | title, and ; between them. They are public when the "
        "release is. A language in the name, statement.ru.pdf, is shown.",
        "statement.pdf | Full text of the statement",
        fields.read_media,
        many=";",
    ),
    Field(
        "Pinned",
        "The release leads the front page of its language until this moment: with an offset, or "
        "the name of a time zone. If several are pinned, the newest leads.",
        "2019-06-12 18:00 Asia/Almaty",
        fields.read_moment,
    ),
    Field(
        "Starts",
        "When the announced event begins: with an offset, or the name of a time zone. The event "
        "is then in the calendar, and among the coming events until it ends.",
        "2019-06-10 10:00 Asia/Almaty",
        fields.read_moment,
    ),
    Field(
        "Ends",
        "When the event ends, in the form of Starts. Without it the event counts as coming until "
        "it begins.",
        "2019-06-10 11:30 Asia/Almaty",
        fields.read_moment,
    ),
    Field(
        "Venue",
        "Where the event is.",
        "Press centre, 35 Mangilik Yel Avenue, Nur-Sultan",
        fields.read_text,
    ),
    Field(
        "Accreditation",
        "How the press may attend the event, and until when.",
        "Until 7 June, 18:00, at accreditation@newsroom.example.",
        fields.read_text,
    ),
    Field(
        "Gallery",
        "Pictures beside the source, below the text: file | alt text | caption | credit | licence, "
        "and ; between them. They are public when the release is.",
        "talks.jpg | The ministers talk | The talks | Press Office; "
        "signing.jpg | The ministers sign",
        fields.read_media,
        many=";",
    ),
    Field(
        "Video",
        "A film: file or address | title | transcript. A file beside the source is played on the "
        "page; an address is shown as a link, without a player of another site. The transcript is "
        "a file beside the source, .vtt for captions, or the word text, if the text below is the "
        "transcript. One header for each film.",
        "visit.mp4 | The visit | visit.vtt",
        recordings.read_recording(sound=False),
        many="lines",
    ),
    Field(
        "Audio",
        "A sound recording: file or address | title | transcript, as in Video.",
        "https://radio.example/interview | Interview on the radio | text",
        recordings.read_recording(sound=True),
        many="lines",
    ),
    Field(
        "Contact",
        "Contacts for the press: cards of vocabulary/contacts.toml, by their names.",
        "press-office",
        fields.read_contact,
        many=";,",
    ),
    Field("Number", "The office's own reference.", "123/2019", fields.read_plain),
    _terms(
        "Speaker",
        "Who speaks, for a speech or remarks; also counted among the People.",
        "Beibut Atamkulov",
        Facet.PERSON,
        many="",
    ),
    Field(
        "Delivery",
        "For a speech: check against delivery, or as delivered.",
        "check against delivery",
        fields.read_word(Delivery, "write check against delivery"),
    ),
    Field(
        "Embargo",
        "The release is not public before this moment, even if Date is earlier. With an offset, or "
        "the name of a time zone: 2019-06-05 12:00 Asia/Almaty.",
        "2019-06-05 12:00+06:00",
        fields.read_moment,
    ),
    Field(
        "Status",
        "published, or draft. A draft is not built.",
        "draft",
        fields.read_word(Status, "write draft to hold it back, or delete the line"),
        pages=True,
    ),
    Field(
        "Correction",
        "Day and time; correction, clarification or update; a sentence. It is shown above the text,"
        " in lists and in feeds, and changes the date there. One header for each. Short form of a "
        "correction: 2019-06-06 The name of a region was corrected.",
        notices.CORRECTED,
        notices.read_correction,
        many="lines",
    ),
    Field(
        "Withdrawn",
        "The day, what happens to the text, and why. `withdrawn`: the text stays under a notice "
        "and leaves all lists; feeds give the reason. `published in error`: text and files go, and "
        "the page says so; short form: 2019-06-07 It was not ours. `consolidated`: the address "
        "redirects to the release that now has the text, named by its file: "
        "2019-06-07; consolidated; 06-joint-statement.en.md. An event that was announced with "
        "Starts is then shown as cancelled, in calendars too.",
        notices.WITHDRAWN,
        notices.read_withdrawal,
    ),
    Field(
        "Original",
        "For a translation: the language of the original, the last change of the original at that "
        "time, and its edition. Each correction makes a new edition. If the original has changed "
        "since, the page says so. inv translate writes this header; inv confirm renews it when you "
        "have updated the translation.",
        notices.TRANSLATED,
        notices.read_original,
    ),
    Field(
        "Aliases",
        "Former addresses, the oldest first. Each redirects to the present one.",
        "/en/2018/observer-mission/",
        fields.read_address,
        many=";,",
        pages=True,
    ),
)
"""Every header of a release, in the order of the manual."""

_BY_NAME = {field.name.lower(): field for field in SCHEMA}


def find_field(name: str) -> Field | None:
    """Return the field of a header's name, in any letter case; None for an unknown one."""
    return _BY_NAME.get(name.lower())
