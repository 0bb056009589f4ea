"""The bytes to send: exactly those that the build recorded."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from communique.errors import PublishError
from communique.publish.record import File

SHOWN = 20


def read_piece(root: Path, file: File) -> bytes:
    """Return the bytes of an output; raises PublishError where they are not the build's."""
    rule = f"{root.name}/{file.path}: an output must be as the build wrote it"
    hint = "build again, with --ignore-cache if that changes nothing"
    try:
        data = (root / file.path).read_bytes()
    except OSError as error:
        raise PublishError(f"{rule}, got {error.strerror}; {hint}") from error
    if sha256(data).hexdigest() != file.sha256:
        raise PublishError(f"{rule}, found it changed since; {hint}")
    return data


def check_pieces(root: Path, files: Iterable[File], count: Callable[[int], None]) -> None:
    """Read every file that is to be sent; raises PublishError with all that are not the build's."""
    problems = []
    for file in files:
        try:
            read_piece(root, file)
        except PublishError as error:
            problems.append(str(error))
        count(1)
    if problems:
        more = [f"and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        raise PublishError("\n".join([*problems[:SHOWN], *more, "nothing was sent"]))
