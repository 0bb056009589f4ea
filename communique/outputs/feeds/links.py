"""Links to the feeds of a listing, for its page and for feed readers."""

from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class FeedLink:
    """One feed of a listing: its format's name, its address, its media type."""

    title: str
    url: str
    type: str


FORMATS = (
    ("RSS", "rss.xml", "application/rss+xml"),
    ("Atom", "atom.xml", "application/atom+xml"),
    ("JSON Feed", "feed.json", "application/feed+json"),
)


def feed_links(url: str) -> tuple[FeedLink, ...]:
    """Return the addresses of the feeds of a page, by its own."""
    return tuple(FeedLink(title, f"{url}{name}", type_) for title, name, type_ in FORMATS)
