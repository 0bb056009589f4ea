"""A host with BusyBox in place of GNU's programs, as small servers have."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.publish.contract import (  # noqa: F401 - they are this module's tests too
    test_a_file_becomes_a_folder_and_back,
    test_a_file_touched_at_the_host_is_put_right,
    test_a_lock_is_broken_when_a_person_says_so,
    test_names_that_shells_dislike,
    test_only_so_many_publications_are_kept,
    test_only_what_changed_travels,
    test_rollback_brings_back_what_was_deleted,
    test_two_at_once,
    test_what_is_gone_goes,
    test_whoever_lost_the_lock_switches_nothing,
)


@pytest.fixture(autouse=True)
def busybox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only BusyBox's programs are found."""
    program = shutil.which("busybox")
    if program is None:
        pytest.skip("no busybox here; on Debian, as root: make peers")
    folder = tmp_path / "busybox"
    folder.mkdir()
    names = subprocess.run([program, "--list"], capture_output=True, text=True, check=True)
    for name in names.stdout.split():
        (folder / name).symlink_to(program)
    assert os.access(folder / "sh", os.X_OK)
    monkeypatch.setenv("PATH", str(folder))
