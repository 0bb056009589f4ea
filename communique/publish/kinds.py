"""How publishing treats each kind of output: a row for each, and one for all others."""

from typing import NamedTuple

ASSET, NEW, CHANGED, LISTING, FEED = range(5)
"""The order of sending: first what pages show, then new pages, changed pages, lists, feeds."""


class Treatment(NamedTuple):
    """How publishing treats the files of a kind."""

    words: str = "other file|other files"
    """What a plan calls one of them, and several."""
    order: int = CHANGED
    """When they are sent; a new file with an address of its own goes with the new pages."""
    passing: bool = False
    """Whether they belong to pages or to machines: nobody is promised that their address stays."""
    beside: bool = False
    """Whether a build makes them beside a release's page: they come and go with it."""
    lists: bool = False
    """Whether they show releases: their address may go with the last of these."""
    hub: bool = False
    """Whether a reader can subscribe to them by a hub."""
    hashed: bool = False
    """Whether a name of theirs may carry a digest of the content, and so be kept for a year."""
    day: bool = False
    """Whether browsers may keep them for a day."""
    release: bool = False
    """Whether each is a release: a plan tells by its title what happens to it."""
    leads: bool = False
    """Whether they only lead to another address."""
    attached: bool = False
    """Whether they belong to a text: they may go when it is withdrawn."""
    theme: bool = False
    """Whether they are the theme's: they may outlive the pages that name them."""
    absent: bool = False
    """Whether a host shows them where it has no page, with the status 404."""


OTHER = Treatment()
THEME = Treatment(
    "style or script|styles and scripts", ASSET, passing=True, hashed=True, theme=True
)

KINDS = {
    "release": Treatment("page of another release|pages of other releases", release=True),
    "edition": Treatment("page of an earlier text|pages of earlier texts", beside=True),
    "alternate": Treatment("JSON or Markdown file|JSON and Markdown files", beside=True),
    "pdf": Treatment("PDF|PDFs", ASSET, beside=True),
    "page": Treatment("page|pages"),
    "not found": Treatment("page|pages", absent=True),
    "redirect": Treatment("redirect|redirects", leads=True),
    "listing": Treatment("listing|listings", LISTING, lists=True),
    "term index": Treatment("listing|listings", LISTING, lists=True),
    "archive": Treatment("listing|listings", LISTING, lists=True),
    "door": Treatment("listing|listings", LISTING, lists=True),
    "corrections": Treatment("listing|listings", LISTING),
    "subscribe": Treatment("page|pages", LISTING),
    "search": Treatment("page|pages", LISTING),
    "search words": Treatment("search file|search files", LISTING, passing=True),
    "search index": Treatment("search file|search files", LISTING, passing=True),
    "search text": Treatment("search file|search files", ASSET, passing=True),
    "search script": Treatment(
        "style or script|styles and scripts", ASSET, passing=True, hashed=True
    ),
    "feed": Treatment("feed|feeds", FEED, lists=True, hub=True),
    "corrections feed": Treatment("feed|feeds", FEED, hub=True),
    "feed list": Treatment(order=FEED),
    "calendar": Treatment(order=FEED),
    "data": Treatment(order=FEED),
    "robots": Treatment(order=FEED),
    "sitemap": Treatment("sitemap|sitemaps", FEED, passing=True),
    "news sitemap": Treatment("sitemap|sitemaps", FEED, passing=True),
    "asset": THEME,
    "brand": THEME,
    "static": Treatment("file|files", ASSET, day=True),
    "media": Treatment("file of a release|files of releases", ASSET, day=True, attached=True),
    "card": Treatment("card|cards", ASSET, passing=True, day=True),
    "release card": Treatment("card|cards", ASSET, passing=True, day=True),
    "packed": Treatment("packed file|packed files", passing=True),
    "host file": Treatment(passing=True),
    "security": Treatment(passing=True),
}
"""The kinds that are not treated as ``OTHER``, by the names that outputs are recorded with."""


KIND = "CASE WHEN kind = 'static' AND substr(ref, 1, 7) = '!theme/' THEN 'asset' ELSE kind END"
"""The kind that an output is treated as, in SQL: static files of the theme are its assets."""
