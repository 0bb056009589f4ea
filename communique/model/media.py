"""The files of a release: pictures, documents and recordings."""

from communique.values import dataclass

VARIANTS = "sizes"
"""The folder of an image's variants, beside its release."""

FINE = 1067
"""From this width in pixels on, a variant is AVIF; there are then two narrower ones in WebP."""


def variant_form(width: int) -> str:
    """Return the format of a variant that is so wide, which is also its suffix."""
    return "avif" if width >= FINE else "webp"


@dataclass(frozen=True, slots=True)
class Media:
    """A file bound to a release and published beside it.

    ``source`` is its path below the content folder, ``name`` its file name in the site. For an
    image ``alt`` describes it to those who do not see it; for a document it is its title.
    ``licence`` is in words, with an address behind them or not.
    The rest is the file's own, known once it was looked at: the ``digest`` of its source, its
    ``size`` in bytes as published, and of a picture ``width``, ``height`` and the ``widths`` of its
    variants.
    """

    source: str
    name: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""
    digest: str = ""
    size: int = 0
    width: int = 0
    height: int = 0
    widths: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """What a document is called: its title, or its name."""
        return self.alt or self.caption or self.name

    def variant(self, width: int) -> str:
        """Return the name of a variant beside the release: ``sizes/photo-480.webp``."""
        return f"{VARIANTS}/{self.name.rpartition('.')[0]}-{width}.{variant_form(width)}"

    @property
    def offers(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """What a page offers of its variants, best first: a media type, and the widths.

        What shows AVIF shows WebP too, so it has the choice of all widths.
        """
        narrow = tuple(width for width in self.widths if width < FINE)
        best = [("image/avif", self.widths)] if narrow != self.widths else []
        return (*best, *([("image/webp", narrow)] if narrow else []))


@dataclass(frozen=True, slots=True)
class Recording:
    """A film, or a recording of sound: a file of the release, or an address elsewhere.

    ``transcript`` is a file of the release; ``in_text`` says that its text is the transcript.
    """

    sound: bool
    title: str
    file: Media | None = None
    url: str = ""
    transcript: Media | None = None
    in_text: bool = False

    @property
    def files(self) -> tuple[Media, ...]:
        """The files of the release that it consists of."""
        return tuple(each for each in (self.file, self.transcript) if each is not None)
