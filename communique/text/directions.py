"""Left-to-right parts of texts that are written from right to left: each is isolated.

Unicode's algorithm does not know that ``+7 (7172) 72-05-18`` is one number. After Arabic letters
it shows its groups in the opposite order. HTML has ``bdi`` for such a part; the words stay.
"""

from markupsafe import Markup, escape

from communique.patterns import late
from communique.text.scripts import direction

_SPACE = "(?:[ \u00a0\u202f]|&nbsp;)"
_DASH = "[-\u2010-\u2014\u2212]"
_BETWEEN = rf"(?:\)?{_SPACE}\(?|\)?(?:{_DASH}|[./])\(?|[()])"
_FIVE = r"(?:(?:&nbsp;|[^\d<>]){0,2}\d){5}"
_TIME = r"\d{1,2}:\d\d"

PART = late(
    "|".join(
        (
            r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
            r"(?<![A-Za-z\d&])[@#](?=[A-Za-z])[A-Za-z0-9_]+",
            r"(?:https?://|www\.)[!-;=?-~]*[A-Za-z0-9/_=&+-]",
            r"(?<![A-Za-z\d+])[A-Za-z][A-Za-z0-9]*\+{1,2}(?![A-Za-z\d+])",
            rf"(?<![A-Za-z\d:.]){_TIME}(?:{_SPACE}?{_DASH}{_SPACE}?{_TIME})+(?![A-Za-z\d:])",
            rf"(?<![A-Za-z\d+])\+{_SPACE}?(?={_FIVE})\(?\d+\)?(?:{_BETWEEN}\d+)*",
            rf"(?<![A-Za-z\d+.,:])\(?\d+\)?(?:{_BETWEEN}\d+){{2,}}(?![A-Za-z\d:])",
        )
    )
)
"""An e-mail address, an account, an address, "G7+", hours, and numbers of three groups or more.

Two numbers with a dash between them are a range, which Arabic reads from right to left.
"""

_TAG = late(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_NAME = late(r"</?([A-Za-z][\w-]*)")
_AIMED = late(r"\s(?:dir|lang)=")
_SIGNS = late("[\u202a-\u202e\u2066-\u2069]")
_OPAQUE = frozenset({"bdi", "bdo", "code", "kbd", "math", "pre", "samp", "script", "style", "svg"})


def isolate(html: str, lang: str) -> str:
    """Return HTML with each such part isolated, if its language is written from right to left.

    What the editor isolated, code, and words in another language stay as they are.
    """
    if direction(lang) != "rtl":
        return html
    pieces = _TAG.split(html)
    within, depth = "", 0
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            if not within and piece and not _SIGNS.search(piece):
                pieces[place] = PART.sub(r'<bdi dir="ltr">\g<0></bdi>', piece)
        elif found := _NAME.match(piece):
            name = found[1].lower()
            if not within and piece[1] != "/" and (name in _OPAQUE or _AIMED.search(piece)):
                within, depth = name, 1
            elif within == name:
                depth += -1 if piece[1] == "/" else 1
                within = within if depth else ""
    return "".join(pieces)


def isolate_words(text: str, lang: str) -> Markup:
    """Return plain text as such HTML."""
    return Markup(isolate(str(escape(text)), lang))  # noqa: S704 - it was escaped
