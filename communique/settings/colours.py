"""A newsroom's two colours, and the values of the theme's tokens that are drawn from them.

WCAG 2.2 defines contrast: 4.5 for text, 7 if a reader asks for more.
"""

from collections.abc import Mapping

TEXT = 4.5
"""The least contrast between text and its background (WCAG 1.4.3)."""

MORE = 7.0
"""The least where a reader asks for more contrast (WCAG 1.4.6)."""

WHITE = "#ffffff"
BLACK = "#000000"

LIGHT = "#ececec"
"""No ground of the theme's that light pages set coloured text on is darker."""

DARK = "#262e2c"
"""No ground of the theme's that dark pages set coloured text on is lighter."""

STEPS = 200


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of ``#0b5750``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1."""
    shares = [value / 255 for value in channels(colour)]
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own
        for share in shares
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, towards: str, share: float) -> str:
    """Return a colour that is nearer to another by a share from 0 to 1; its hue stays."""
    pairs = zip(channels(colour), channels(towards), strict=True)
    return "#" + "".join(f"{round(one + (other - one) * share):02x}" for one, other in pairs)


def readable(colour: str, ground: str, least: float) -> str:
    """Return the colour, or the nearest to it that has a contrast of ``least`` with a ground."""
    towards = BLACK if luminance(ground) > 0.18 else WHITE  # noqa: PLR2004 - as far from both
    mixed = (mix(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next(each for each in mixed if contrast(each, ground) >= least or each == towards)


SCREENS = (
    ("", LIGHT, TEXT),
    ("(prefers-color-scheme: dark)", DARK, MORE),
    ("(prefers-contrast: more)", LIGHT, MORE),
    ("(prefers-contrast: more) and (prefers-color-scheme: dark)", BLACK, 2 * MORE),
)
"""Conditions of the reader's screen, the ground of coloured text there, and its least contrast."""


def draw_tokens(main: str, accent: str) -> dict[str, Mapping[str, str]]:
    """Return the theme's tokens by condition of the reader's screen, drawn from two colours."""
    night = readable(mix(main, BLACK, 0.4), WHITE, MORE)
    bands = (main, night, readable(main, WHITE, 2 * MORE), BLACK)
    return {
        condition: {
            "--link": readable(main, ground, least),
            "--accent": readable(accent, ground, least),
            "--band": band,
            "--on-band": WHITE,
        }
        for (condition, ground, least), band in zip(SCREENS, bands, strict=True)
    }


def write_stylesheet(main: str, accent: str) -> str:
    """Return a stylesheet with the tokens, in a last layer, for screens without forced colours."""
    rules = []
    for condition, tokens in draw_tokens(main, accent).items():
        media = " and ".join(filter(None, ("screen and (forced-colors: none)", condition)))
        values = "".join(f"{name}:{value};" for name, value in tokens.items())
        rules.append(f"@media {media}{{:root{{{values}}}}}")
    return "@layer brand{" + "".join(rules) + "}\n"
