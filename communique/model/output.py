"""An output: one file of the site, what kind it is, and what it shows."""

from typing import NamedTuple

from communique.model.listing import ListingKey


class Output(NamedTuple):
    """A file at ``path`` in the output, the name of its kind, and in ``ref`` what it is made of."""

    path: str
    kind: str
    ref: str


def page_file(url: str) -> str:
    """Return the file that a server gives for an address ending in a slash, or for the root."""
    return f"{url}index.html"


def listing_ref(key: ListingKey, part: str) -> str:
    """Write a listing and a part of it (a page's number, a feed's format) as one ref."""
    return f"{key.lang}|{key.facet}|{key.slug}|{part}"


def parse_listing_ref(ref: str) -> tuple[ListingKey, str]:
    """Read what ``listing_ref`` wrote."""
    lang, facet, slug, part = ref.split("|")
    return ListingKey(lang, facet, slug), part
