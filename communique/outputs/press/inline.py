"""Pictures in texts, in several widths."""

from pathlib import PurePosixPath
from urllib.parse import quote

from communique.model.media import Media
from communique.model.release import Release
from communique.sources.inline import picture_target
from communique.text.tags import Tag, rewrite_tags

SIZES = "(min-width: 64rem) 42rem, 100vw"
"""How wide a text is on the reader's screen."""


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
