"""The files of releases as they are published: pictures without metadata, and their variants.

Each is made once for a content, and kept below CACHE_PATH under its digest: a template or a text
that changes makes none again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

import PIL
from PIL import Image, ImageOps

from communique.errors import Problem, ProblemsFound
from communique.settings import Settings
from communique.sources.metadata import CLEANED, BrokenPicture, without_metadata
from communique.sources.pictures import suffix_of

__all__ = ["Picture", "find_original", "find_variant", "make_variants"]

QUALITY = 80
METHOD = 4
"""WebP's trade of time for bytes, from 0 to 6."""

RECIPE = f"1-{QUALITY}-{METHOD}-{PIL.__version__}"
"""All that the bytes of a variant depend on besides the picture."""


@dataclass(frozen=True, slots=True, order=True)
class Picture:
    """A picture: its path below the content folder, where that is, the digest of its content."""

    path: str
    file: Path
    digest: str


def _cached(settings: Settings, name: str) -> Path:
    return settings.cache_path / "pictures" / RECIPE / name[:2] / name


def find_variant(settings: Settings, digest: str, width: int) -> Path:
    """Return where the variant of a picture is, once it was made."""
    return _cached(settings, f"{digest}-{width}.webp")


def find_original(settings: Settings, file: Path, digest: str) -> Path:
    """Return the file to publish for a source: itself, or a copy without metadata."""
    suffix = suffix_of(file.name)
    if suffix not in CLEANED:
        return file
    cached = _cached(settings, f"{digest}.{suffix}")
    if not cached.is_file():
        data = _read(Picture(file.name, file, digest))
        clean = without_metadata(data, suffix)
        if clean == data:
            return file
        _keep(cached, clean)
    return cached


def make_variants(settings: Settings, wanted: Iterable[tuple[Picture, int]]) -> None:
    """Make the variants that there are not yet, a thread a core; Pillow works beside Python.

    Raises ProblemsFound with every picture that cannot be decoded.
    """
    missing: dict[Picture, list[int]] = {}
    for picture, width in wanted:
        if not find_variant(settings, picture.digest, width).is_file():
            missing.setdefault(picture, []).append(width)
    if not missing:
        return
    count = settings.workers if isinstance(settings.workers, int) else 0
    with ThreadPoolExecutor(count or os.cpu_count() or 1) as threads:
        jobs = [threads.submit(_make, settings, *job) for job in sorted(missing.items())]
        problems = [problem for job in jobs for problem in job.result()]
    if problems:
        raise ProblemsFound(problems)


def _make(settings: Settings, picture: Picture, widths: list[int]) -> list[Problem]:
    """Make a picture's variants; return what keeps it from being decoded."""
    try:
        data = without_metadata(_read(picture), suffix_of(picture.file.name))
        # ValueError and SyntaxError: Pillow's, of parts that contradict one another.
        with Image.open(BytesIO(data)) as opened:
            image = ImageOps.exif_transpose(opened)
            profile = opened.info.get("icc_profile") if image.mode in ("RGB", "RGBA") else None
            if image.mode not in ("RGB", "RGBA"):
                image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except (OSError, SyntaxError, ValueError, BrokenPicture) as error:
        rule, found = "a picture must be one that can be shown", f"got {str(error).lower()}"
        return [Problem(picture.path, 0, rule, found, "save it again, or name another")]
    for width in sorted(widths, reverse=True):
        height = max(1, round(image.height * width / image.width))
        smaller = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        file = BytesIO()
        smaller.save(file, "WEBP", quality=QUALITY, method=METHOD, icc_profile=profile, exif=b"")
        _keep(find_variant(settings, picture.digest, width), file.getvalue())
    return []


def _read(picture: Picture) -> bytes:
    """Return a picture's bytes; raises ProblemsFound where they are others than were looked at."""
    data = picture.file.read_bytes()
    if blake2b(data, digest_size=16).hexdigest() != picture.digest:
        rule, found = "a file must not change while the site is built", "got another content"
        raise ProblemsFound([Problem(picture.path, 0, rule, found, "build again")])
    return data


def _keep(place: Path, data: bytes) -> None:
    """Write a file into the cache in one step: a build that is cut off leaves no half of it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    unfinished.write_bytes(data)
    unfinished.replace(place)
