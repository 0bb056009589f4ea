"""By which names a preview may be asked for: drafts are on it, and any site may know a name of it.

A page of somebody else's, whose name is made to lead to this machine, would have its browser read
the preview (DNS rebinding); it cannot do that to an address in numbers.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address


def is_loopback(host: str) -> bool:
    """Decide whether a server that listens on ``host`` is reached from this machine alone."""
    number = _number(host)
    return host == "localhost" if number is None else number.is_loopback


def is_host_allowed(asked: str, host: str) -> bool:
    """Decide whether a request that names its server ``asked`` is meant for the one at ``host``."""
    name = _name(asked)
    if name in ("localhost", host.lower()):
        return True
    number = _number(name)
    if number is None:
        return False
    return number.is_loopback or not is_loopback(host)


def _name(asked: str) -> str:
    """Return the host of a ``Host`` header, without its port and brackets."""
    if asked.startswith("["):
        return asked[1:].partition("]")[0].lower()
    return asked.rpartition(":")[0].lower() if ":" in asked else asked.lower()


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
