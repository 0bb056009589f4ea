"""Draw the pictures of the demonstration: abstract, of nobody and of no place, free for everybody.

``python -m tests.browser.pictures`` draws them anew beside the releases that show them.
"""

from __future__ import annotations

from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw

from tests.sites import ROOT

FOLDER = ROOT / "content" / "releases" / "2019" / "06"
SIZE = (1440, 960)
FINER = 2
"""Drawn this much larger, and made smaller: so edges are smooth."""

DEEP, SEA, MIST, SAND, RED, PAPER = "#0d3f3b", "#2c7a72", "#9cc9c0", "#e7d9bd", "#8f1d2c", "#f7f5ef"


def _mix(one: str, other: str, part: float) -> tuple[int, int, int]:
    """Return a colour between two, ``part`` of the way to the other."""
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    red, green, blue = (round(a + (b - a) * part) for a, b in pairs)
    return red, green, blue


def _sheet(top: str, bottom: str) -> tuple[Image.Image, ImageDraw.ImageDraw, int, int]:
    """Return a picture whose sky goes from one colour to another, and what draws on it."""
    width, height = (side * FINER for side in SIZE)
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for y in range(height):
        draw.line([(0, y), (width, y)], fill=_mix(top, bottom, y / height))
    return image, draw, width, height


def draw_steppe() -> Image.Image:
    """Hills one behind the other, and a low sun."""
    image, draw, width, height = _sheet(SAND, MIST)
    draw.ellipse(_around(width * 0.68, height * 0.42, height * 0.14), fill=PAPER)
    for step in range(5):
        base, wave = height * (0.5 + 0.1 * step), height * (0.07 - 0.008 * step)
        line = [
            (x, base + wave * sin(x / width * pi * (2 + step * 0.7) + step * 1.9))
            for x in range(0, width + 8, 8)
        ]
        draw.polygon([*line, (width, height), (0, height)], fill=_mix(MIST, DEEP, (step + 1) / 5))
    return image


def draw_table() -> Image.Image:
    """A round table seen from above, with its seats."""
    image, draw, width, height = _sheet(DEEP, SEA)
    x, y = width / 2, height / 2
    for radius, colour in ((0.40, _mix(DEEP, SEA, 0.5)), (0.30, SAND), (0.235, PAPER), (0.1, MIST)):
        draw.ellipse(_around(x, y, height * radius), fill=colour)
    for seat in range(18):
        turn = seat / 18 * 2 * pi
        place = (x + height * 0.365 * cos(turn), y + height * 0.365 * sin(turn))
        draw.ellipse(_around(*place, height * 0.024), fill=RED if seat == 13 else PAPER)
    return image


def draw_ballots() -> Image.Image:
    """Sheets of paper that fall past one another."""
    image, draw, width, height = _sheet(MIST, PAPER)
    for step in range(7):
        x, y = width * (0.08 + 0.125 * step), height * (0.62 - 0.07 * step + 0.13 * (step % 2))
        turn = -0.25 + 0.09 * step
        colour = (PAPER, SAND, SEA, PAPER, RED, DEEP, PAPER)[step]
        corners = ((-0.09, -0.2), (0.09, -0.2), (0.09, 0.2), (-0.09, 0.2))
        draw.polygon(
            [
                (
                    x + width * (a * cos(turn) - b * sin(turn)),
                    y + width * (a * sin(turn) + b * cos(turn)),
                )
                for a, b in corners
            ],
            fill=colour,
            outline=DEEP,
            width=3 * FINER,
        )
    return image


def draw_voices() -> Image.Image:
    """Upright bars as of a recorded voice."""
    image, draw, width, height = _sheet(PAPER, SAND)
    bars = 36
    for bar in range(bars):
        x = width * (bar + 0.5) / bars
        tall = height * (0.08 + 0.3 * abs(sin(bar * 0.55) * cos(bar * 0.21)))
        half = width / bars * 0.26
        colour = RED if bar == bars // 3 else _mix(SEA, DEEP, bar / bars)
        box = (x - half, height / 2 - tall, x + half, height / 2 + tall)
        draw.rounded_rectangle(box, radius=half, fill=colour)
    return image


def _around(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return x - radius, y - radius, x + radius, y + radius


PICTURES = {
    "steppe": draw_steppe,
    "round-table": draw_table,
    "ballots": draw_ballots,
    "voices": draw_voices,
}


def main(folder: Path = FOLDER) -> None:
    """Draw each picture anew."""
    for name, draw in PICTURES.items():
        image = draw().resize(SIZE, Image.Resampling.LANCZOS)
        image.save(folder / f"{name}.jpg", quality=82, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
