"""The configuration of web servers, in a folder beside the output."""

import os
import sqlite3
from pathlib import Path

from communique.catalogue.outputs import is_planned, load_meta, save_meta
from communique.engine import fingerprints
from communique.engine.look import stamp
from communique.opening import digest_bytes
from communique.outputs.hosts.policy import every_move, make_policy
from communique.outputs.hosts.servers import FILES, write_files
from communique.outputs.registry import names_of
from communique.settings import Settings

KEY = "hosts"


def host_folder(settings: Settings) -> Path:
    """Return the folder of the hosts' configuration, ``public.hosts`` beside ``public``."""
    return settings.output_path.with_name(f"{settings.output_path.name}.hosts")


def write_host_files(db: sqlite3.Connection, settings: Settings) -> None:
    """Write the configuration of each host in HOSTS if a redirect is planned, or a file changed.

    The plan stays until then: the next build finishes what a killed one left.
    """
    hosts = [host for host in settings.hosts if host in FILES]
    if not hosts or settings.preview:
        return
    folder = host_folder(settings)
    files = [folder / host / name for host in hosts for name in FILES[host]]
    moved = any(is_planned(db, name) for name in names_of(lambda kind: kind.leads))
    if not moved and load_meta(db).get(KEY) == _state(settings, files):
        return
    policy = make_policy(settings)
    moves = list(every_move(db, policy.base))
    compiled = settings.cache_path / "templates"
    for name, text in write_files(hosts, policy, moves, settings.precompress, compiled):
        _write(folder / name, text.encode())
    save_meta(db, {KEY: _state(settings, files)})


def _state(settings: Settings, files: list[Path]) -> str:
    parts = (
        [stamp(file.stat()) if file.is_file() else "" for file in files],
        *(fingerprints.code(), settings.hosts, settings.siteurl, settings.languages),
        *(settings.search, settings.subscribing.form, settings.subscribing.hub),
        *(settings.precompress, settings.theme_static_dir),
        sorted(settings.content_security.items()),
    )
    return digest_bytes(repr(parts).encode())


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_file() or file.read_bytes() != data:
        fresh = file.with_name(f".{file.name}.new")
        fresh.write_bytes(data)
        os.replace(fresh, file)  # noqa: PTH105 - as the writer puts outputs in place
