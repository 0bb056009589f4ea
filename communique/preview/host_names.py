"""Host names under which a preview answers: a foreign name could let a web site read drafts.

An attacker's site can make its own name lead to this machine, and then read the preview in the
editor's browser (DNS rebinding). It cannot do that with a numeric address.
"""

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
