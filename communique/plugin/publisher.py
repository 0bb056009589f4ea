"""The publisher that the settings and a person's options name."""

import os
import sys
from hashlib import sha256
from pathlib import Path

from communique import clock
from communique.engine.host_files import host_folder
from communique.errors import PublishError
from communique.plugin.confirmed_settings import confirm_settings
from communique.plugin.generator import is_for_writing, warn_of_address
from communique.plugin.last_publication import load_last
from communique.plugin.newsroom import exit_on_problems
from communique.plugin.progress import choose_progress
from communique.plugin.settings_file import find_conf, load_conf
from communique.publish.guards import BY_HOST, Guards
from communique.publish.publication import Publisher
from communique.publish.targets.folder import Folder
from communique.publish.targets.layout import Layout
from communique.publish.targets.registry import DEFAULT, open_target
from communique.settings import Settings
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """What a person says besides the settings file."""

    conf: str
    max_deletes: str = ""
    allow_vanishing: bool = False
    repair: bool = False
    build: bool = True
    first: bool = False


def open_publisher(options: PublishOptions) -> tuple[Settings, Publisher]:
    """Return the settings and the publisher; raises PublishError or SettingsError."""
    pelican = load_conf(options.conf)
    settings = confirm_settings(pelican)
    if not options.build or is_for_writing(settings):  # else a build has said it
        for warning in warn_of_address(settings):
            print(warning, file=sys.stderr)
    address = pelican.get("PUBLISH") or DEFAULT
    keep = pelican.get("PUBLISH_KEEP") or 5
    if not isinstance(keep, int) or keep < 1:
        raise PublishError(f"PUBLISH_KEEP must be a whole number from 1, got {keep!r}; write 5")
    if options.max_deletes and not options.max_deletes.isdecimal():
        raise PublishError(f"--max-deletes must be a whole number, got {options.max_deletes!r}")
    cache = settings.cache_path / "publish"
    name = sha256(str(address).encode()).hexdigest()[:16]
    base = find_conf(options.conf).parent
    ours = _our_folders(settings, base)
    target = open_target(str(address), base, cache / name, ours, first=options.first)
    if _goes_with_the_job(str(address)):
        target.warnings.append(
            f"{target} is a folder of this machine, which goes with the job of CI (the variable CI "
            "is set); keep it in a later step, or have PUBLISH name a server, a bucket or a branch"
        )
    last, most = load_last(settings), int(options.max_deletes) if options.max_deletes else None
    guards = Guards(most, options.allow_vanishing, options.first, last.target if last else "")
    hosts = tuple(BY_HOST[host] for host in settings.hosts if host in BY_HOST)
    known = target, cache / f"{name}.sqlite3", clock.now(), guards, keep, options.repair
    return settings, Publisher(*known, choose_progress(), hosts)


@exit_on_problems()
def find_published(conf: str) -> Path:
    """Return the folder on this machine with the published site."""
    _, publisher = open_publisher(PublishOptions(conf))
    target = publisher.target
    if not (isinstance(target, Layout) and isinstance(target.host, Folder)):
        raise PublishError(
            f"--published needs a folder on this machine as PUBLISH, got {target}; "
            "open the address of the site instead"
        )
    return target.host.path / "current"


def _goes_with_the_job(address: str) -> bool:
    scheme, _, path = address.partition(":")
    in_job = os.environ.get("CI", "").lower() not in {"", "0", "false"}
    return in_job and scheme == "folder" and not Path(path).expanduser().is_absolute()


def _our_folders(settings: Settings, base: Path) -> dict[str, Path]:
    """Return the folders that nothing is ever published into, by the names of their settings."""
    vocabulary = settings.vocabulary_path
    return {
        "PATH": settings.path,
        "OUTPUT_PATH": settings.output_path,
        "the output of inv build": base / "output",
        "the output for hosts": host_folder(settings),
        "CACHE_PATH": settings.cache_path,
        "THEME": settings.theme,
        **({"VOCABULARY_PATH": vocabulary} if vocabulary else {}),
    }
