"""Chooses the target that an address in ``PUBLISH`` names."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from communique.errors import PublishError
from communique.publish.targets.folder import open_folder
from communique.publish.targets.git import open_git
from communique.publish.targets.s3 import open_s3
from communique.publish.targets.ssh import open_ssh
from communique.publish.targets.target import Target

DEFAULT = "folder:published"


def open_target(
    address: str,
    base: Path,
    cache: Path,
    ours: Mapping[str, Path] = MappingProxyType({}),
    *,
    first: bool = False,
) -> Target:
    """Return the target of an address; paths are from ``base``, and ``cache`` is for what it keeps.

    A ``first`` publication makes folders above, too. Raises PublishError for an unknown address,
    and for a folder that holds, or lies in, one of ``ours``: the site's folders by setting.
    """
    scheme, colon, rest = address.partition(":")
    if scheme == "folder" and rest:
        return open_folder(rest, base, ours, first=first)
    if scheme == "ssh" and colon:
        return open_ssh(address, first=first)
    if scheme == "s3" and colon:
        return open_s3(address)
    if scheme == "git" or address.startswith("git+"):
        return open_git(address, base, cache)
    raise PublishError(
        f'PUBLISH must be a target such as "folder:published", "ssh://user@host/folder", '
        f'"s3://bucket/prefix" or "git:REPOSITORY#branch", got {address!r}; '
        "correct it (the manual's page Publishing describes each: communique manual)"
    )
