"""German marks besides quotations: apostrophes, single quotation marks, dashes and ellipses."""

from communique.patterns import late
from communique.text.quotation_marks import NAME, restore_addresses

CUT_SHORT = r"(?:[Ss]|[Nn](?:e[mnrs]?)?|r(?:an|auf|aus|ein))\b"
OPENING = rf"(?<![^\s(\[„‚\"«»–—])'(?=[^\W\d_])(?!{CUT_SHORT})"
"""Not 's war, 'ne Rede and 'raus, which are words cut short."""

SINGLE = late(
    rf"{OPENING}(?:[^'\n]|(?<=\w)'(?=\w)){{0,300}}?[^\s']'(?!\w)(?!(?<=[sxzß]')\ [A-ZÄÖÜ])"
)
"""A quotation between single marks; it may not end like Hans' Rede."""

OPENED = late(OPENING)
GENITIVE = late(r"'(?= [A-ZÄÖÜ])(?<=[^\W\d_][sxzß]')")
APOSTROPHE = late(r"'(?:(?=(?:[sS]|sche[mnrs]?)\b)(?<=[^\W\d_]')|(?=(?:s|ne[mnrs]?)\b)(?<!\w'))")
"""geht's, Grimm'sche, 's and 'ne; not so'm nor Qur'an."""

DASH = late(r"--(?=[\s,]|$)(?<=\s--)")
ELLIPSIS = late(r"\.\.\.(?![./\\])(?<![./\\]\.\.\.)")


def set_marks(text: str, characters: list[str]) -> list[str]:
    """Set them where quotation marks are set."""
    if "'" in text:
        apostrophes = [match.start() for match in APOSTROPHE.finditer(text)]
        apostrophes += [match.start() + 1 for match in NAME.finditer(text)]
        if OPENED.search(text) is None:
            apostrophes += [match.start() for match in GENITIVE.finditer(text)]
        for at in apostrophes:
            characters[at] = "’"
        for match in SINGLE.finditer(text):
            characters[match.start()], characters[match.end() - 1] = "‚", "‘"
    for pattern, mark in ((DASH, "–"), (ELLIPSIS, "…")):
        for match in pattern.finditer(text):
            characters[match.start() : match.end()] = mark, *[""] * (len(match[0]) - 1)
    return restore_addresses(text, characters)
