"""The libraries of a newsroom: their versions, and the package itself as a file of the newsroom."""

import json
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from communique.shipped import LOCK

REQUIREMENTS = "requirements.txt"
PACKAGE = "communique.txt"
"""What pip installs as Communiqué: a requirements file with one line."""

WHEELS = "wheels"
"""The newsroom's folder for the wheel, so that it can be installed on any machine."""


def pin_libraries() -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the locks and, for a build from a wheel, that wheel."""
    yield REQUIREMENTS, Path(LOCK).read_bytes()
    here = distribution("communique")
    direct = json.loads(here.read_text("direct_url.json") or "{}")
    url = str(direct.get("url", ""))
    wheel = Path(url2pathname(urlsplit(url).path))
    if url.startswith("file:") and wheel.suffix == ".whl" and wheel.is_file():
        data = wheel.read_bytes()
        digest = sha256(data).hexdigest()
        yield f"{WHEELS}/{wheel.name}", data
        yield PACKAGE, f"./{WHEELS}/{wheel.name} --hash=sha256:{digest}\n".encode()
    elif url and not direct.get("dir_info", {}).get("editable"):
        yield PACKAGE, f"communique @ {url}\n".encode()
    else:
        yield PACKAGE, f"communique=={here.version}\n".encode()
