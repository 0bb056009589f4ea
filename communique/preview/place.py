"""The place of a preview: its settings file, read anew when it changes, and a folder of its own."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Self

from communique.engine.locks import make_private
from communique.errors import Problem, SettingsError
from communique.plugin.newsroom import Newsroom
from communique.plugin.settings_file import find_conf, load_conf
from communique.settings import Settings
from communique.settings.places import real_path
from communique.values import dataclass

FOLDER = ".preview"
"""The folder of a preview, beside the settings file."""

OUTPUT, CACHE = "output", "cache"
"""What is in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A preview's settings file, its folder, and its address."""

    conf: str
    folder: Path
    host: str
    port: int

    @classmethod
    def of(cls, conf: str, folder: str, host: str, port: int) -> Self:
        """Choose the folder; raises SettingsError where there is no such settings file."""
        beside = find_conf(conf).parent / FOLDER
        return cls(conf, Path(folder).absolute() if folder else beside, host, port)


class _Previewed(Newsroom):
    """Pelican for a preview: the browser shows problems, and the program goes on."""

    looks_early = False  # a preview has another output

    def telling(self) -> AbstractContextManager[None]:
        return nullcontext()

    def read_despite(self, _error: SettingsError) -> Iterable[Problem]:
        """Return nothing: an editor corrects the settings first, without a wait for the archive."""
        return ()


def load_preview(place: Place) -> tuple[Newsroom, Settings]:
    """Read the settings as they are now, for a preview; raises CommuniqueError.

    Without host, search and earlier editions: links stay here, and each save asks neither for an
    index nor for git.
    """
    here = {"SITEURL": "", "RELATIVE_URLS": False, "BIND": place.host, "PORT": place.port}
    here |= {"SEARCH": False, "EDITIONS": False}
    newsroom = _Previewed(load_conf(place.conf, **here))
    public = newsroom.newsroom
    _check_folder(place.folder, public)
    settings = replace(
        public, preview=True, output_path=place.folder / OUTPUT, cache_path=place.folder / CACHE
    )
    make_private(place.folder)
    return newsroom, settings


def _check_folder(folder: Path, public: Settings) -> None:
    """Keep drafts out of what is published, and a preview out of its sources, through links too."""
    folders = [("OUTPUT_PATH", public.output_path), ("PATH", public.path), ("THEME", public.theme)]
    if public.vocabulary_path:
        folders.append(("VOCABULARY_PATH", public.vocabulary_path))
    for name, other in folders:
        for place in (folder, folder / OUTPUT, folder / CACHE):
            here, there = real_path(place), real_path(other)
            if here.is_relative_to(there) or there.is_relative_to(here):
                raise SettingsError(
                    f"a preview must stay out of {name}, {other}, got {place}; "
                    "choose another --folder"
                )
