"""Compiled templates, kept from build to build, and run only where this user's builds made them.

A compiled template is code, and CACHE_PATH may come from elsewhere: another machine's, a job's, a
colleague's. So each file is signed with a key that is not in there. Whatever is not signed with it,
or was signed for another template, is compiled anew.
"""

import hmac
import inspect
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache

LENGTH = 32
"""Bytes of a key, and of a signature (HMAC with SHA-256)."""


class SignedTemplates(BytecodeCache):
    """Jinja's cache of compiled templates, in files that are signed.

    ``version`` changes when templates are compiled in another way.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self.folder = folder
        self.version = version

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's code if it was kept and its signature is ours."""
        key = _load_key()
        with suppress(OSError):
            signed = self._place(bucket).read_bytes()
            signature, code = signed[:LENGTH], signed[LENGTH:]
            if key and hmac.compare_digest(signature, self._sign(key, bucket, code)):
                bucket.load_bytecode(BytesIO(code))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Sign a template's code and keep it; without a key it keeps nothing."""
        key, place = _load_key(), self._place(bucket)
        if not key:
            return
        code = bucket.bytecode_to_string()
        unfinished = place.with_name(f"{place.name}.{os.getpid()}")
        with suppress(OSError):
            unfinished.write_bytes(self._sign(key, bucket, code) + code)
            unfinished.replace(place)

    def _place(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.cache"

    def _sign(self, key: bytes, bucket: Bucket, code: bytes) -> bytes:
        told = f"{self.version}\0{bucket.key}\0{bucket.checksum}\0".encode()
        return hmac.digest(key, told + code, "sha256")


@cache
def _load_key() -> bytes:
    """Return this user's key from XDG's state folder, made if absent; None if it cannot be kept."""
    try:
        state = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
        folder = Path(state).expanduser() / "communique"
        folder.mkdir(0o700, parents=True, exist_ok=True)
        place = folder / "templates.key"
        with suppress(FileExistsError):
            file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            os.write(file, secrets.token_bytes(LENGTH))
            os.close(file)
        key = place.read_bytes()
        trusted = place.stat().st_uid == os.geteuid() and not place.stat().st_mode & 0o077
    except (OSError, RuntimeError):  # RuntimeError: there is no home folder
        return b""
    return key if len(key) == LENGTH and trusted else b""


def stable_text(value: Any) -> str:
    """Write a setting as text, the same for equal settings under any hash seed."""
    if isinstance(value, Mapping):
        items = sorted((str(key), stable_text(item)) for key, item in value.items())
        return f"{{{items}}}"
    if isinstance(value, set | frozenset):
        return f"set{sorted(map(stable_text, value))}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(stable_text, value))}]"
    if callable(value):
        name = f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
        try:
            return f"{name}\0{inspect.getsource(value)}"
        except (OSError, TypeError):
            return name
    return repr(value)
