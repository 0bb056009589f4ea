"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers.peer import Peer


def describe_machine(peers: Iterable[Peer]) -> dict[str, str]:
    """Return the machine's description, by what is described."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "system": platform.platform(),
        "Python": platform.python_version(),
        "Markdown": version("markdown"),
        "Jinja2": version("jinja2"),
        **{peer.name: peer.version for peer in peers},
    }


def _processor() -> str:
    with suppress(OSError):
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
        if found:
            return found[1]
    return platform.processor() or platform.machine()
