"""The jobs of CI and the units of systemd that newsrooms are given: what they say is run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import pytest
import yaml

from communique.outputs.media_types import FEEDS
from communique.shipped import STARTER
from tests.cli.newsroom import Newsroom
from tests.publish.web import Host, serve
from tests.sites import ROOT, read_tree

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)

PUBLISHCONF = """
from pelicanconf import *
OUTPUT_PATH = "public"
"""


def examples(language: str) -> list[str]:
    """Return the manual's examples in a language."""
    text = (ROOT / "docs/publishing.md").read_text(encoding="utf-8")
    return [body for name, body in BLOCK.findall(text) if name == language]


@pytest.fixture
def clone(tmp_path: Path) -> Newsroom:
    """A newsroom as a job finds it: sources, and ``.venv/bin/inv`` once it is made."""
    newsroom = Newsroom(tmp_path)
    newsroom.write("publishconf.py", PUBLISHCONF)
    (tmp_path / "tasks.py").symlink_to(ROOT / "tasks.py")
    command = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m invoke "$@"'
    newsroom.write(".venv/bin/inv", f"#!/bin/sh\n{command}\n")
    (tmp_path / ".venv/bin/inv").chmod(0o755)
    return newsroom


def github() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the commands of a new newsroom's job, each with the variables that it is given."""
    text = Path(STARTER, "github.txt").read_text(encoding="utf-8")
    workflow = yaml.safe_load(Template(text).substitute())
    assert workflow["concurrency"], "one job at a time: the lock would refuse the second"
    for step in workflow["jobs"]["build"]["steps"]:
        assert step.keys() & {"run", "uses"}
        if "run" in step:
            assert "${{" not in step["run"], "what a person typed must not become a command"
            yield step["run"], step.get("env", {})


def gitlab() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the commands of the job."""
    (pipeline,) = (yaml.safe_load(text) for text in examples("yaml") if "jobs:" not in text)
    job: dict[str, Any] = pipeline["publish"]
    yield from ((command, {}) for command in (*job["before_script"], *job["script"]))


@pytest.mark.parametrize(
    ("commands", "verbs"), [(github, ["publish"]), (gitlab, ["check", "plan", "publish", "verify"])]
)
def test_the_steps_of_a_job_publish(clone: Newsroom, commands: Any, verbs: list[str]) -> None:
    """In their order, with a folder as the target; what installs something is left out."""
    host = Host({}, types={"html": "text/html", "css": "text/css", "js": "text/javascript"})
    host.types |= {"xml": "application/xml", "json": "application/json", "png": "image/png"}
    home = clone.root / "home"
    home.mkdir()
    for name in ("ssh_config", "key"):
        (home / name).touch()
    files = {"DEPLOY_SSH_CONFIG": str(home / "ssh_config"), "DEPLOY_KEY": str(home / "key")}
    run = []
    with serve(host) as url:
        for command, given in commands():
            if command.startswith(("apt-get", "make ")):
                continue
            if "inv verify" in command:
                host.tree = read_tree((clone.root / "published/current").resolve())
                host.odd = {
                    path: (200, {**host.headers, "Content-Type": FEEDS[name]}, data)
                    for path, data in host.tree.items()
                    if (name := path.rpartition("/")[2]) in FEEDS
                }
            done = subprocess.run(
                ["sh", "-ec", command.replace("https://newsroom.example", url.rstrip("/"))],
                cwd=clone.root,
                env={**os.environ, **files, **given, "HOME": str(home)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, (command, done.stdout, done.stderr)
            run.append(command)
    assert all(f"inv {verb}" in str(run) for verb in verbs)
    assert (clone.root / "published/current/index.html").is_file()


def test_the_timer_of_systemd_holds(tmp_path: Path) -> None:
    """Its own program says so of both units."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here; on Debian: apt-get install systemd")
    (units,) = examples("ini")
    program = tmp_path / "newsroom/.venv/bin/inv"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    parts = re.split(r"^# /etc/systemd/system/(.+)\n", units, flags=re.MULTILINE)[1:]
    names = parts[::2]
    assert names == ["communique.service", "communique.timer"]
    for name, body in zip(names, parts[1::2], strict=True):
        (tmp_path / name).write_text(body.replace("/srv/newsroom", str(tmp_path / "newsroom")))
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in names)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if "communique" in line]
    assert (done.returncode, said) == (0, [])
