"""Endings after a hyphen: of abbreviations, figures and quotations, as in "ШЫҰ-дағы" and "5-ші".

A browser may break a line after any hyphen. A span forbids it here. A no-break hyphen would do so
too, but it is another character: a copy of the word, or a search for it, would differ from the
record.
"""

from communique.patterns import late

ENDED = late(r"-(?<=[^\W_a-zа-яё]-|[»”]-)[^\W\d_]{1,5}(?![\w-])")
WHOLE = late(r"(<[^>]*>)|(?:\b\w{0,8}[^\W_a-zа-яё]|[»”])-([^\W\d_]{1,5})(?![\w-])")
"""A tag, which stays as it is, or a word whose ending is short enough for the narrowest line."""


def hold_endings(html: str) -> str:
    """Return HTML in which no line ends inside such a word; the text does not change."""
    if ENDED.search(html) is None:
        return html
    return WHOLE.sub(
        lambda found: (
            f'<span class="held">{found[0]}</span>' if (found[2] or "").islower() else found[0]
        ),
        html,
    )
