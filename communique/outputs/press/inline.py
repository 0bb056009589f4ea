"""Pictures in the text of a release, in the width of the reader's screen."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote

from communique.model.release import Media, Release
from communique.sources.inline import PICTURE, picture_target
from communique.text.patterns import late

__all__ = ["offer_variants"]

SIZES = "(min-width: 64rem) 42rem, 100vw"
"""How wide a text is on the reader's screen."""

_SHOWN = late(rf"<picture\b.*?</picture>|({PICTURE})", re.IGNORECASE | re.DOTALL)


def offer_variants(html: str, release: Release, siteurl: str) -> str:
    """Put each picture of a text that has variants into a ``<picture>`` that offers them.

    What an editor wrote as a ``<picture>``, or with a ``srcset``, stays.
    """
    pictures = {picture.source: picture for picture, _ in release.variants}
    if not pictures or "<img" not in html:
        return html
    folder = PurePosixPath(release.path).parent

    def offer(match: re.Match[str]) -> str:
        tag = match[1]
        picture = pictures.get(picture_target(tag, folder)) if tag else None
        if picture is None or "srcset" in tag:
            return match[0]
        return f"<picture>{_source(picture, release, siteurl)}{tag}</picture>"

    return _SHOWN.sub(offer, html)


def _source(picture: Media, release: Release, siteurl: str) -> str:
    base = f"{siteurl}/{release.url}"
    offers = ", ".join(
        f"{base}{quote(picture.variant(width))} {width}w" for width in picture.widths
    )
    return f'<source type="image/webp" srcset="{offers}" sizes="{SIZES}">'
