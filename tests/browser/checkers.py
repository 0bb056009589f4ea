"""Let the Nu checker read every page, and Lighthouse four of them.

``python -m tests.browser.checkers FOLDER``, where ``npm install vnu-jar lighthouse`` was run in
FOLDER. The Nu checker needs Java, Lighthouse Node.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.chromium import find_chromium, serve, why_no_browser
from tests.browser.newsroom import make_newsroom
from tests.browser.screenshots import ADDRESS, RELEASE, build_demonstration

PAGES = ("en/", RELEASE, "en/countries/kazakhstan/", "en/search/")
"""Front page, release, list, and the search before one searches."""


def check_markup(node: Path, output: Path) -> list[str]:
    """Return what the Nu checker says of the pages of a site."""
    jar = node / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--skip-non-html", str(output)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return (said.stdout + said.stderr).splitlines()


def check_page(node: Path, url: str) -> Iterator[str]:
    """Yield the four scores of Lighthouse for a page, and each audit that is not passed."""
    command = [str(node / ".bin/lighthouse"), url, "--output=json", "--quiet"]
    command += ["--chrome-flags=--headless --no-sandbox --disable-gpu"]
    variables = {**os.environ, "CHROME_PATH": find_chromium()}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=variables)
    found = json.loads(done.stdout)
    scores = {name: round(100 * each["score"]) for name, each in found["categories"].items()}
    yield " ".join(f"{name} {score}" for name, score in scores.items())
    for name, score in scores.items():
        for part in found["categories"][name]["auditRefs"] if score < 100 else ():
            audit = found["audits"][part["id"]]
            if part["weight"] and (audit["score"] or 0) < 1:
                yield f"  {audit['id']}: {audit['title']} {audit.get('displayValue', '')}"


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def main(node: Path) -> None:
    """Check the demonstration and the tests' newsroom; end with status 1 if anything is found."""
    if reason := why_no_browser():
        sys.exit(reason)
    with TemporaryDirectory() as root, serve(Path(root) / "output") as address:
        output = build_demonstration(Path(root), address)
        other = make_newsroom(Path(root) / "site", SITEURL=ADDRESS).output
        found = [*check_markup(node, output), *check_markup(node, other)]
        _say(f"Nu checker: {len(found)} messages", *found)
        for page in PAGES:
            said = [*check_page(node, f"{address}/{page}")]
            _say(f"Lighthouse, /{page}:", *said)
            found += said[1:]
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "node_modules")
