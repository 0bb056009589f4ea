"""The HTML that a text may have, beside HTML_ALLOWED: elements, attributes, schemes."""

from collections.abc import Mapping

_GLOBAL = "class id lang dir title role aria-describedby aria-hidden aria-label aria-labelledby"
EVERYWHERE = frozenset(_GLOBAL.split())
"""Attributes that every element may have."""

_PLAIN = (
    "abbr address article aside b bdi br caption cite code dd dfn div dl dt em figcaption "
    "figure footer h2 h3 h4 h5 h6 header hr i kbd mark p pre rp rt ruby s samp section small "
    "span strong sub summary sup table tbody tfoot thead tr u ul var wbr"
)
_PLAYED = "src controls loop muted preload"
_CELL = "abbr colspan headers rowspan scope"

ELEMENTS: Mapping[str, frozenset[str]] = {
    name: frozenset(attributes.split())
    for name, attributes in sorted(
        {
            **dict.fromkeys(_PLAIN.split(), ""),
            "a": "href hreflang rel target download type",
            "audio": _PLAYED,
            "blockquote": "cite",
            "col": "span",
            "colgroup": "span",
            "data": "value",
            "del": "cite datetime",
            "details": "open",
            "img": "src srcset sizes alt width height loading decoding fetchpriority",
            "ins": "cite datetime",
            "li": "value",
            "ol": "start reversed type",
            "picture": "",
            "q": "cite",
            "source": "src srcset sizes media type width height",
            "td": _CELL,
            "th": _CELL,
            "time": "datetime",
            "track": "src kind label srclang default",
            "video": f"{_PLAYED} height playsinline poster width",
        }.items()
    )
}
"""Each element that a text may have, and the attributes that it may have besides EVERYWHERE."""

_ENDLESS = "area base br col embed hr img input link meta source track wbr"
VOID = frozenset(_ENDLESS.split())
"""Elements without an end (HTML, 13.1.2)."""

SCHEMES = ("http", "https", "mailto", "tel")
"""What a whole address may begin with."""

_HELD = "action background cite codebase data formaction href longdesc manifest ping poster src"
ADDRESSES = frozenset([*_HELD.split(), "srcset", "xlink:href"])
"""Attributes that hold an address."""


def allowed_with(more: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Return ELEMENTS with what HTML_ALLOWED adds to them, each with EVERYWHERE."""
    names = sorted({*ELEMENTS, *more})
    return {
        name: EVERYWHERE | ELEMENTS.get(name, frozenset()) | frozenset(more.get(name, ()))
        for name in names
    }
