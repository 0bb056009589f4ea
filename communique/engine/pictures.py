"""The files of releases as they are published: pictures without metadata, and their variants.

Each is made once for a content, and kept below CACHE_PATH under its digest: a template or a text
that changes makes none again.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from pathlib import Path

import PIL
from lxml import etree
from PIL import Image, ImageOps

from communique.errors import Problem, ProblemsFound
from communique.outputs.files import Copy
from communique.settings import Settings
from communique.sources import drawings, forms, gif, metadata
from communique.sources.forms import form_of, read_head
from communique.sources.metadata import without_metadata
from communique.sources.opening import open_regular, read_regular
from communique.sources.pictures import suffix_of
from communique.sources.scan import digest_bytes
from communique.sources.unshown import BrokenPicture

__all__ = ["find_published", "make_variants"]

QUALITY = 80
METHOD = 4
"""WebP's trade of time for bytes, from 0 to 6."""


def _code() -> Iterator[bytes]:
    """Yield the code that makes and cleans pictures."""
    yield Path(__file__).read_bytes()
    for module in (drawings, forms, gif, metadata):
        yield inspect.getsource(module).encode()


@cache
def _recipe() -> str:
    """Return a digest of what the bytes of a published picture depend on besides the picture."""
    versions = f"{PIL.__version__} {etree.LXML_VERSION} {etree.LIBXML_VERSION}"
    return digest_bytes(b"\0".join([*_code(), versions.encode()]))


def _cached(settings: Settings, name: str) -> Path:
    return settings.cache_path / "pictures" / _recipe() / name[:2] / name


def find_published(settings: Settings, copy: Copy) -> Path:
    """Return the file to publish for a copy: a variant once it was made, or the source.

    Of a picture that tells more than it shows, a copy without that, which is made here.
    """
    if copy.width:
        return _cached(settings, f"{copy.digest}-{copy.width}.webp")
    suffix = suffix_of(copy.file.name)
    if not copy.cleaned or not form_of(_head(copy.file), suffix):
        return copy.file
    cached = _cached(settings, f"{copy.digest}.{suffix}")
    if not cached.is_file():
        data = _read(copy)
        try:
            clean = without_metadata(data, suffix)
        except BrokenPicture as error:
            raise ProblemsFound([_problem(copy, str(error))]) from error
        if clean == data:
            return copy.file
        _keep(cached, clean)
    return cached


def make_variants(settings: Settings, wanted: Iterable[Copy]) -> None:
    """Make the variants that there are not yet, a thread a core; Pillow works beside Python.

    A picture that several releases show is decoded once. Raises ProblemsFound with every picture
    that cannot be decoded.
    """
    missing: dict[str, dict[int, Copy]] = {}
    for copy in wanted:
        if not find_published(settings, copy).is_file():
            missing.setdefault(copy.digest, {}).setdefault(copy.width, copy)
    if not missing:
        return
    count = settings.workers if isinstance(settings.workers, int) else 0
    with ThreadPoolExecutor(count or os.cpu_count() or 1) as threads:
        made = [
            threads.submit(_make, settings, [*missing[key].values()]) for key in sorted(missing)
        ]
        problems = [problem for job in made for problem in job.result()]
    if problems:
        raise ProblemsFound(problems)


def _make(settings: Settings, copies: list[Copy]) -> list[Problem]:
    """Make variants of one picture; return what keeps it from being decoded."""
    picture = min(copies)
    try:
        data = without_metadata(_read(picture), suffix_of(picture.file.name))
        with Image.open(BytesIO(data)) as opened:
            image = ImageOps.exif_transpose(opened)
            profile = opened.info.get("icc_profile") if image.mode in ("RGB", "RGBA") else None
            if image.mode not in ("RGB", "RGBA"):
                image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except ProblemsFound:
        raise
    except Exception as error:  # noqa: BLE001 - what is damaged makes Pillow's parts raise anything
        return [_problem(picture, str(error).lower() or "what cannot be decoded")]
    for copy in sorted(copies, key=lambda each: each.width, reverse=True):
        width, height = copy.width, max(1, round(image.height * copy.width / image.width))
        smaller = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        file = BytesIO()
        smaller.save(file, "WEBP", quality=QUALITY, method=METHOD, icc_profile=profile, exif=b"")
        _keep(find_published(settings, copy), file.getvalue())
    return []


def _problem(picture: Copy, found: str) -> Problem:
    rule, hint = "a picture must be one that can be shown", "save it again, or name another"
    return Problem(picture.path, 0, rule, f"got {found}", hint)


def _head(file: Path) -> bytes:
    with open_regular(file) as opened:
        return read_head(opened)


def _read(picture: Copy) -> bytes:
    """Return a picture's bytes; raises ProblemsFound where they are others than were looked at."""
    data = read_regular(picture.file)
    if digest_bytes(data) != picture.digest:
        rule, found = "a file must not change while the site is built", "got another content"
        raise ProblemsFound([Problem(picture.path, 0, rule, found, "build again")])
    return data


def _keep(place: Path, data: bytes) -> None:
    """Write a file into the cache in one step: a build that is cut off leaves no half of it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    unfinished.write_bytes(data)
    unfinished.replace(place)
