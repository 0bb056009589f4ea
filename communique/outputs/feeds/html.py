"""A release's text as feeds may have it: what every reader shows, every address absolute."""

from contextvars import ContextVar
from functools import cache, partial
from urllib.parse import urljoin

import nh3

from communique.patterns import late
from communique.text.elements import ADDRESSES, ELEMENTS, SCHEMES
from communique.text.tags import Attribute, replace_addresses

_LEFT_OUT = frozenset({"bdo"})
"""Elements whose words stay, as feed readers do not know the element."""

_GONE = frozenset(
    {
        *("script", "style", "form", "iframe", "object", "template", "noscript"),
        *("button", "select", "textarea"),
    }
)
"""Elements that go with all that is in them."""

_THEMES = frozenset(
    {
        *("rel", "target", "download", "type", "fetchpriority", "loading", "decoding", "sizes"),
        "controls",
    }
)
"""Attributes for our pages or for browsers, which readers of feeds do not need: they have their own
controls for films, and the W3C's validator warns of that attribute.
"""

_TAGS = set(ELEMENTS) - _LEFT_OUT
_ATTRIBUTES = {
    name: {"lang", "dir", "title"} | (set(known) - _THEMES) for name, known in ELEMENTS.items()
} | {"source": {"src", "srcset", "media", "type"}, "ol": {"start", "reversed", "type"}}


_WHOLE = late(r"https?://[0-9A-Za-z][!-Z\\^-~]*\Z")
"""An address that is whole, and whose host is not between brackets."""

_BASE: ContextVar[str] = ContextVar("base")
"""What the addresses of the text that is being cleaned are relative to."""


def clean_html(html: str, base: str) -> str:
    """Return HTML without comments, scripts, styles, forms and theme classes, for a feed.

    A parser reads it as browsers do (nh3). An address that cannot be one is left out.
    """
    _BASE.set(base)
    return _make_cleaner().clean(html)


@cache
def _make_cleaner() -> nh3.Cleaner:
    # Making one takes longer than cleaning a text.
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=set(_GONE),
        attributes=_ATTRIBUTES,
        attribute_filter=_absolute,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _absolute(_element: str, name: str, value: str) -> str | None:
    if name not in ADDRESSES or (name in ("href", "src") and _WHOLE.match(value)):
        return value
    try:
        return replace_addresses(Attribute(name, value, 0, 0), partial(urljoin, _BASE.get()))
    except ValueError:  # a host such as http://[x
        return None
