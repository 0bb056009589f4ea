"""One stylesheet from many: a component has a file of its own, a browser asks for one file."""

import re
from pathlib import Path

JOINED = "main.css"
HEAD = "/* Made by `inv styles`: change the files beside it, not this one. */\n"
LAYERS = ("tokens", "base", "layout", "components", "print")
"""Cascade layers, each a file or a folder of files; what comes later wins."""

_COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)


def join_styles(folder: Path) -> str:
    """Return the text of ``main.css``: a cascade layer for each file or folder in ``folder``."""
    layers = [f"@layer {', '.join(LAYERS)};\n"]
    for name in LAYERS:
        files = sorted((folder / name).glob("*.css")) or [folder / f"{name}.css"]
        texts = [_COMMENT.sub("", file.read_text(encoding="utf-8")).strip() for file in files]
        layers.append("\n".join([f"@layer {name} {{", *texts, "}\n"]))
    return HEAD + "".join(layers)
