"""The package as a newsroom installs it: a wheel in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites import ROOT

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def make_wheel(source: Path, folder: Path, *forms: str) -> Path:
    """Build a checkout's wheel, by its source distribution where no form is asked for."""
    build = [sys.executable, "-m", "build", "--no-isolation", *forms, "--outdir", str(folder)]
    done = subprocess.run([*build, str(source)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, environment: Path) -> None:
    """Install a wheel in place of the one that is there."""
    pip = [sys.executable, "-m", "pip", "--python", str(environment), "install", "--no-deps"]
    words = ("--no-index", "--quiet", "--force-reinstall", str(wheel))
    subprocess.run([*pip, *words], check=True)


@pytest.fixture(scope="package")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, and install it where its libraries are and the repository is not."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = make_wheel(ROOT, folder)
    environment = folder / "venv"
    venv.create(environment, with_pip=False)
    install(wheel, environment)
    (site,) = environment.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    inv = environment / "bin/inv"
    inv.write_text(f"#!{environment}/bin/python\nfrom invoke.main import program\nprogram.run()\n")
    inv.chmod(0o755)
    return environment


@pytest.fixture
def run(environment: Path, tmp_path: Path) -> Run:
    """Run a program of the environment in a folder."""

    def run(name: str, *words: str, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        program = environment / "bin" / name
        command = [str(program) if program.exists() else name, *words]
        return subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )

    return run
