"""The reader of the headers for films and sound recordings."""

from collections.abc import Callable

from communique.model.media import Recording
from communique.patterns import late
from communique.sources.fields import FieldError, read_media
from communique.sources.stylebook import Stylebook
from communique.text.typography import typeset

_ELSEWHERE = late(r"https?://[^\s|<>\"]+")

PLAYED = {True: (".mp3", ".m4a", ".ogg", ".wav"), False: (".mp4", ".webm")}
"""Suffixes of what browsers play: of sound, and of films."""


def read_recording(*, sound: bool) -> Callable[[str, Stylebook, str], Recording]:
    """Return the reader of ``file or address | title | transcript``, a file, or ``text`` itself."""

    def read(value: str, stylebook: Stylebook, lang: str) -> Recording:
        parts = [part.strip() for part in value.split("|")]
        if len(parts) != 3 or not all(parts):  # noqa: PLR2004 - the three of the docstring
            rule = "must be: file or address | title | transcript"
            raise FieldError(rule, "write text where the text below is the transcript")
        place, title, transcript = parts
        is_link = _ELSEWHERE.fullmatch(place) is not None
        if not is_link and not place.lower().endswith(PLAYED[sound]):
            rule = f"must be an address, or a file that browsers play: {', '.join(PLAYED[sound])}"
            raise FieldError(rule, "save it in one of these forms, or name it in Attachments")
        return Recording(
            sound,
            typeset(title, lang),
            None if is_link else read_media(place, stylebook, lang),
            place if is_link else "",
            None if transcript == "text" else read_media(transcript, stylebook, lang),
            transcript == "text",
        )

    return read
