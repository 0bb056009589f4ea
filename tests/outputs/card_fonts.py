"""Make the fonts of share cards anew: `python -m tests.outputs.card_fonts`.

It takes the letters that the package needs out of Noto, as Debian has it (fonts-noto-core,
fonts-noto-cjk), with fontTools, which comes with the extra `pdf`. It prints what FONTS in
communique/outputs/sharing/card_text.py must say.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

DEBIAN = Path("/usr/share/fonts")
FOLDER = Path(__file__).parents[2] / "communique/outputs/sharing/fonts"

WRITTEN = ((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x203F))
"""Latin letters and marks that every font has, if Noto has them there."""

EUROPE = (
    *((0xA0, 0x24F), (0x259, 0x259), (0x2B0, 0x52F), (0x1E00, 0x1EFF), (0x2010, 0x205F)),
    *((0x2070, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122), (0x2212, 0x2212)),
)
"""Latin, Greek and Cyrillic, with the letters of Vietnamese and of Central Asia."""

ARABIC = (
    *((0x600, 0x6FF), (0x750, 0x77F), (0x200C, 0x200F), (0x2066, 0x2069)),
    *((0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
)
"""Arabic, with the letters of Persian, Urdu and Uyghur."""


def _spread(*ranges: tuple[int, int]) -> set[int]:
    return {code for first, last in ranges for code in range(first, last + 1)}


def _chinese() -> set[int]:
    """Return the signs of GB 2312: 6,763 of Chinese, and marks."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return set(map(ord, b"".join(pairs).decode("gb2312", "ignore")))


FONTS: tuple[tuple[str, str, Iterable[int]], ...] = (
    ("NotoSerif-Bold.ttf", "truetype/noto/NotoSerif-Bold.ttf", _spread(*EUROPE)),
    ("NotoNaskhArabic-Bold.ttf", "truetype/noto/NotoNaskhArabic-Bold.ttf", _spread(*ARABIC)),
    ("NotoSansSC-Bold.otf", "opentype/noto/NotoSansCJK-Bold.ttc", _chinese()),
)

SIMPLIFIED = 2
"""The place of simplified Chinese in the collection."""


def make() -> None:
    """Write the fonts, and print the line of each, with its size."""
    for name, source, codes in FONTS:
        with NamedTemporaryFile("w", suffix=".txt") as listed:
            wanted = sorted({*codes, *_spread(*WRITTEN)})
            listed.write(" ".join(f"{code:04X}" for code in wanted))
            listed.flush()
            options = (
                *(f"--unicodes-file={listed.name}", f"--output-file={FOLDER / name}"),
                *("--no-hinting", "--notdef-outline", "--name-IDs=0,1,2,3,4,5,6,13,14"),
                "--layout-features=kern,mark,mkmk,ccmp,locl,init,medi,fina,isol,rlig,liga,calt",
                "--drop-tables+=vhea,vmtx,VORG,BASE,DSIG,STAT",
                *([f"--font-number={SIMPLIFIED}"] if source.endswith(".ttc") else []),
            )
            command = (sys.executable, "-m", "fontTools.subset", str(DEBIAN / source), *options)
            subprocess.run(command, check=True)
        data = (FOLDER / name).read_bytes()
        print(f'    "{name}": "{sha256(data).hexdigest()}",  # {len(data):,} bytes')


if __name__ == "__main__":
    make()
