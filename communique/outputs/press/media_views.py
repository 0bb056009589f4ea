"""The template's view of a release's files, and pictures in its text in several widths."""

from pathlib import PurePosixPath
from typing import Self
from urllib.parse import quote, urlsplit

from communique.model.media import Media, Recording
from communique.model.release import Release
from communique.outputs.media_types import media_type
from communique.sources.inline import picture_target
from communique.text.locales import find_locale, is_language
from communique.text.sizes import format_size
from communique.text.tags import Tag, rewrite_tags
from communique.values import dataclass

SIZES = "(min-width: 64rem) 42rem, 100vw"
"""How wide a text is on the reader's screen."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A picture in another width, for ``srcset``."""

    url: str
    width: int

    @classmethod
    def of(cls, media: Media, width: int, release: Release) -> Self:
        """Show a picture's variant beside its release."""
        return cls(f"{release.url}{quote(media.variant(width))}", width)


@dataclass(frozen=True, slots=True)
class MediaView:
    """A file of a release with its address, as its page's language shows it.

    ``type`` is its media type, ``form`` its suffix as a reader knows it, ``PDF``. ``size`` is in
    words. ``lang`` is a document's own language and ``language`` its name, both empty where the
    file's name does not say. ``width`` and ``height`` are of a picture, 0 where unknown.
    ``licence_url`` is where its licence stands, "" if the editor does not say.
    ``offers`` are its variants, best first: a media type, and what is offered with it.
    """

    url: str
    name: str
    title: str
    alt: str
    caption: str
    credit: str
    licence: str
    licence_url: str
    type: str
    form: str
    size: str
    bytes: int
    lang: str
    language: str
    width: int
    height: int
    offers: tuple[tuple[str, tuple[Variant, ...]], ...]

    @classmethod
    def of(cls, media: Media, release: Release) -> Self:
        """Show a file beside its release."""
        lang = document_language(media.name)
        name = find_locale(lang).get_display_name(find_locale(release.lang)) if lang else ""
        _, dot, suffix = media.name.rpartition(".")
        licence, licence_url = split_licence(media.licence)
        return cls(
            url=f"{release.url}{quote(media.name)}",
            name=media.name,
            title=media.title,
            alt=media.alt,
            caption=media.caption,
            credit=media.credit,
            licence=licence,
            licence_url=licence_url,
            type=media_type(media.name),
            form=suffix.upper() if dot else "",
            size=format_size(media.size, release.lang) if media.size else "",
            bytes=media.size,
            lang=lang,
            language=name or "",
            width=media.width,
            height=media.height,
            offers=tuple(
                (form, tuple([Variant.of(media, width, release) for width in widths]))
                for form, widths in media.offers
            ),
        )

    @property
    def details(self) -> str:
        """Form, size and language, as far as they are known: ``PDF · 1.2 MB · Russian``."""
        return " · ".join(filter(None, (self.form, self.size, self.language)))


def split_licence(licence: str) -> tuple[str, str]:
    """Return a licence's words and its address; without words the address takes their place."""
    words, _, last = licence.rpartition(" ")
    if not last.startswith(("https://", "http://")):
        return licence, ""
    return words or last, last


def document_language(name: str) -> str:
    """Return the language that a file's name says, ``ru`` of ``paper.ru.pdf``; "" for none."""
    parts = name.split(".")
    code = parts[-2] if len(parts) > 2 else ""  # noqa: PLR2004 - a name, a language and a suffix
    return code if code and is_language(code) else ""


@dataclass(frozen=True, slots=True)
class RecordingView:
    """A film or a recording of sound: a ``file`` that the page plays, or a ``url`` elsewhere.

    ``site`` is the name of that host. ``captions`` says that the transcript is shown with the film;
    ``in_text`` that the text of the release is the transcript.
    """

    sound: bool
    title: str
    file: MediaView | None
    url: str
    site: str
    transcript: MediaView | None
    captions: bool
    in_text: bool

    @classmethod
    def of(cls, recording: Recording, release: Release) -> Self:
        """Show a recording on its release's page."""
        transcript = recording.transcript
        return cls(
            sound=recording.sound,
            title=recording.title,
            file=MediaView.of(recording.file, release) if recording.file else None,
            url=recording.url,
            site=urlsplit(recording.url).hostname or "",
            transcript=MediaView.of(transcript, release) if transcript else None,
            captions=transcript is not None and transcript.name.lower().endswith(".vtt"),
            in_text=recording.in_text,
        )


def offer_variants(html: str, release: Release, siteurl: str) -> str:
    """Put pictures that have variants into ``<picture>``; an editor's, or ``srcset``, stays."""
    pictures = {picture.source: picture for picture, _ in release.variants}
    if not pictures:
        return html
    folder = PurePosixPath(release.path).parent
    within = False

    def offer(tag: Tag) -> str:
        nonlocal within
        within = tag.name == "picture" or (within and tag.name != "/picture")
        picture = None if within or tag.name != "img" else pictures.get(picture_target(tag, folder))
        if picture is None or tag.value("srcset") is not None:
            return tag.text
        return f"<picture>{_sources(picture, release, siteurl)}{tag.text}</picture>"

    return rewrite_tags(html, offer, ("picture",))


def _sources(picture: Media, release: Release, siteurl: str) -> str:
    base = f"{siteurl}/{release.url}"
    sources = []
    for form, widths in picture.offers:
        offers = ", ".join(f"{base}{quote(picture.variant(width))} {width}w" for width in widths)
        sources.append(f'<source type="{form}" srcset="{offers}" sizes="{SIZES}">')
    return "".join(sources)
