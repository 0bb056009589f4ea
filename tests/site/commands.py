"""The real ``pelican`` command, run as an editor runs it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from pelican import main

from tests.forks import run_in_child
from tests.sites import ROOT, SETTINGS, Result, Site

PELICAN = Path(sys.executable).with_name("pelican")
"""The command of the environment that runs the tests; its folder is not in every PATH."""


def write_settings(site: Site, **settings: Any) -> None:
    """Write ``pelicanconf.py`` with these settings over the site's own."""
    values = SETTINGS | {"SITENAMES": {"ru": "Newsroom"}} | settings
    lines = [f"{name} = {value!r}\n" for name, value in values.items() if value != ()]
    site.write("pelicanconf.py", "".join(lines))


def pelican(site: Site, *options: str) -> Result:
    """Run Pelican's command in the site's folder, in a process that has its libraries already."""

    def run() -> None:
        logging.getLogger().handlers.clear()  # pytest's own, beside which Pelican adds none
        main(["content", "-s", "pelicanconf.py", *options])

    return run_in_child(run, site.root)


def pelican_in_shell(site: Site, *options: str, **environment: str) -> Result:
    """Run ``pelican content -s pelicanconf.py`` in the site's folder as a shell does."""
    done = subprocess.run(
        [str(PELICAN), "content", "-s", "pelicanconf.py", *options],
        cwd=site.root,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)
