"""Scripts run by a shell, here or on a server, and their errors in words."""

import atexit
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp

from communique.engine.locks import SCRATCH, OutputLock, clear_scratch
from communique.errors import PublishError

STEPS = Path(__file__).with_name("folder.sh").read_text(encoding="utf-8")
"""What is done in a target's folder, a function of the shell for each step."""


def in_folder(step: str, folder: str, words: Sequence[str], *answers: bool) -> list[str]:
    """Return the command for a step of ``folder.sh``; ``answers`` say which folders it may make."""
    said = ["yes" if answer else "no" for answer in answers]
    return ["sh", "-c", f'{STEPS}\n{step} "$@"', "sh", folder, *said, *words]


GONE = 255
"""The exit status of an ssh whose connection ended."""

REASONS = (
    (
        "files that were not published here",
        "PUBLISH must name a folder that is empty or new; nothing there was changed",
    ),
    (" is not there", "correct PUBLISH; or if it is right use --first, which makes the folder"),
    ("not appear to be a git repository", "there is no repository; create it, or correct PUBLISH"),
    (
        "Repository not found",
        "there is no such repository, or this user may not read it; correct PUBLISH",
    ),
    ("Authentication failed", "it refuses the password or token; correct it"),
    ("could not read Username", "it asks for a password; give git a token, or use ssh"),
    ("does not support --atomic", "it must take several branches in one push; use another host"),
    ("protected branch", "the branch is protected there; allow it to be pushed with force"),
    ("pre-receive hook declined", "a rule of the host forbids it; its words say why"),
    ("Could not resolve host", "this name of a host is unknown; correct PUBLISH"),
    ("No space left", "its disk is full; make room there"),
    ("Disk quota exceeded", "its disk quota is used up; make room there"),
    ("couldn't write", "its disk is full, or this user may not write there; correct that"),
    ("File too large", "a file is larger than it may be there; make room, or raise the limit"),
    ("Permission denied (", "it refuses the key; add it to the agent, or to authorized_keys there"),
    ("Permission denied", "this user may not write there; correct the rights"),
    ("Read-only file system", "it is mounted read-only; mount it for writing"),
    (
        "Host key verification failed",
        "its host key is not known; connect once with ssh, compare the key and accept it",
    ),
    ("Could not resolve hostname", "this name of a host is unknown; correct PUBLISH"),
    ("Connection refused", "nobody answers there; is the host up, the port right?"),
    ("timed out", "it does not answer; is the host up, the port right?"),
    ("No route to host", "the network does not reach it; is the network up?"),
    ("rsync: command not found", "rsync must be installed there"),
    ("rsync: not found", "rsync must be installed there"),
    ("Connection closed", "the connection was cut; publish again, it sends the rest"),
    ("connection unexpectedly closed", "the connection was cut; publish again, it sends the rest"),
    ("Connection reset", "the connection was cut; publish again, it sends the rest"),
    ("Broken pipe", "the connection was cut; publish again, it sends the rest"),
    ("closed by remote host", "the connection was cut; publish again, it sends the rest"),
    ("hung up unexpectedly", "the connection was cut; publish again"),
    ("Could not read from remote repository", "the connection was cut; publish again"),
)
"""Messages of programs, and what to do about each."""


def make_private_folder() -> Path:
    """Return a folder of this process, deleted with it; those of killed processes are deleted."""
    clear_scratch(Path(gettempdir()))
    folder = Path(mkdtemp(prefix=SCRATCH))
    OutputLock().hold(folder)  # until this process ends
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder


def run_program(
    command: Sequence[str], target: str, given: bytes = b"", install: str = ""
) -> bytes:
    """Return what a program prints; raises PublishError, which says how to ``install`` it."""
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise PublishError(f"{command[0]} must be installed to publish; {install}") from error
    except BrokenPipeError as error:
        raise PublishError(f"{target} must take what is sent; {REASONS[-1][1]}") from error
    if done.returncode == 0:
        return done.stdout
    said = " ".join(done.stderr.decode("utf-8", "replace").split())
    cut = "" if said or done.returncode != GONE else REASONS[-1][1]
    hint = next((hint for words, hint in REASONS if words in said), cut)
    raise PublishError(
        f"{target} must take what is sent, {command[0]} says: {said or 'nothing'}"
        + (f"; {hint}" if hint else "")
    )
