"""The store: each picture without its metadata, read once and kept under the digest of its source.

What is published is copied from here, and variants are made from here. The store lies below
CACHE_PATH and is private, as the catalogue is: it also has pictures of texts that are held back.
"""

import inspect
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import PIL
from lxml import etree
from PIL import features

from communique.errors import Problem, ProblemsFound
from communique.model.media import FINE, variant_form
from communique.opening import digest_bytes, digest_file, open_regular, read_regular
from communique.pictures import drawings, formats, gif, metadata, profiles, variants
from communique.pictures.broken import BrokenPicture
from communique.pictures.facts import FileFacts, is_picture, measure, suffix_of
from communique.pictures.formats import form_of, read_head
from communique.pictures.metadata import without_metadata
from communique.pictures.variants import draw_variants
from communique.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Copy:
    """The original of a copied output: a source, its place, and the digest of its content.

    With a ``width`` it is a variant of a picture. ``cleaned`` says that metadata is taken out of
    it if it is a picture.
    """

    path: str
    file: Path
    digest: str
    width: int = 0
    cleaned: bool = True


@cache
def _recipe() -> str:
    """Return a digest of what a stored picture depends on besides its source."""
    modules = (drawings, formats, gif, metadata, profiles, variants)
    code = [inspect.getsource(module).encode() for module in modules]
    coders = [features.version(name) for name in ("webp", "avif")]
    versions = f"{PIL.__version__} {coders} {etree.LXML_VERSION} {etree.LIBXML_VERSION}"
    return digest_bytes(b"\0".join([*code, versions.encode()]))


@dataclass(frozen=True, slots=True)
class Store:
    """The pictures of one CACHE_PATH; without ``keep`` it reads them and stores none."""

    cache: Path
    keep: bool = True

    def take_in(self, file: Path) -> FileFacts:
        """Read a file, store a picture without metadata, return facts for pages; raises OSError."""
        suffix = suffix_of(file.name)
        if not is_picture(file.name) and not form_of(_head(file), suffix):
            return FileFacts(file.stat().st_size, digest=digest_file(file))
        data = read_regular(file)
        digest = digest_bytes(data)
        try:
            clean = without_metadata(data, suffix)
            facts = measure(clean, suffix) if is_picture(file.name) else FileFacts(len(clean))
        except BrokenPicture as error:
            return FileFacts(len(data), wrong=str(error), hint=error.hint, digest=digest)
        if self.keep and not (place := self._place(f"{digest}.{suffix}")).exists():
            _write(place, clean)
        return replace(facts, digest=digest)

    def find(self, copy: Copy) -> Path:
        """Return the file to publish for a copy; raises ProblemsFound if its source changed."""
        if copy.width:
            return self._place(f"{copy.digest}-{copy.width}.{variant_form(copy.width)}")
        if not copy.cleaned:
            return copy.file
        stored = self._place(f"{copy.digest}.{suffix_of(copy.file.name)}")
        if stored.is_file() or not form_of(_head(copy.file), suffix_of(copy.file.name)):
            return stored if stored.is_file() else copy.file
        facts = self.take_in(copy.file)
        if facts.digest != copy.digest:
            rule, found = "a file must not change while the site is built", "got another content"
            raise ProblemsFound([Problem(copy.path, 0, rule, found, "build again")])
        if facts.wrong:
            raise ProblemsFound([_problem(copy, facts.wrong)])
        return stored

    def make_variants(self, wanted: Iterable[Copy], threads: int) -> None:
        """Make the variants that there are not yet, in so many threads; 0 is one a core.

        A picture that several releases show is decoded once. Raises ProblemsFound with every
        picture that cannot be decoded.
        """
        missing: dict[str, dict[int, Copy]] = {}
        for copy in wanted:
            if not self.find(copy).is_file():
                missing.setdefault(copy.digest, {}).setdefault(copy.width, copy)
        if not missing:
            return
        fine = [min(each.values()) for each in missing.values() if max(each) >= FINE]
        if fine and not features.check("avif"):  # the output must not depend on the machine
            rule, found = "a wide picture must be drawn as AVIF", "got a Pillow that cannot do it"
            hint = "install Pillow from PyPI, in the version of requirements/site.txt"
            raise ProblemsFound([Problem(min(fine).path, 0, rule, found, hint)])
        # Pillow works beside Python.
        with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
            jobs = [pool.submit(self._make, [*missing[key].values()]) for key in sorted(missing)]
            problems = [problem for job in jobs for problem in job.result()]
        if problems:
            raise ProblemsFound(problems)

    def _make(self, copies: list[Copy]) -> list[Problem]:
        picture = min(copies)
        stored = self.find(replace(picture, width=0))
        try:
            made = draw_variants(read_regular(stored), [copy.width for copy in copies])
        except BrokenPicture as error:
            return [_problem(picture, str(error))]
        for width, data in made:
            _write(self.find(replace(picture, width=width)), data)
        return []

    def clear(self) -> None:
        """Delete what another version of the code stored."""
        for folder in self._folder.glob("*") if self.keep else ():
            if folder.name != _recipe():
                shutil.rmtree(folder, ignore_errors=True)

    @property
    def _folder(self) -> Path:
        return self.cache / "pictures"

    def _place(self, name: str) -> Path:
        return self._folder / _recipe() / name[:2] / name


def _head(file: Path) -> bytes:
    with open_regular(file) as opened:
        return read_head(opened)


def _problem(copy: Copy, found: str) -> Problem:
    rule, hint = "a picture must be one that browsers can show", "save it again, or name another"
    return Problem(copy.path, 0, rule, f"got {found}", hint)


def _write(place: Path, data: bytes) -> None:
    """Write a file in one step, so that a killed build leaves no incomplete file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    unfinished.write_bytes(data)
    unfinished.replace(place)
