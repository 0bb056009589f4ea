"""Guards: what needs a person's permission, and limits of hosts; checked before sending."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from communique.publish.record import File
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """A host's limits, as it publishes them; 0 for no limit.

    ``name`` is the host's, if it is not the target's. ``entries`` counts files and folders,
    ``in_folder`` files of one folder; ``path`` is in bytes. From ``unpaid`` files on there is a
    warning only.
    """

    files: int = 0
    file_size: int = 0
    size: int = 0
    entries: int = 0
    in_folder: int = 0
    path: int = 0
    unpaid: int = 0
    name: str = ""


ANYTHING = Limits()

GITHUB = Limits(file_size=100 * 1024**2, size=1024**3)
"""https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits,
https://docs.github.com/en/repositories/working-with-files/managing-large-files."""

GITLAB = Limits(size=1024**3, entries=200_000)
"""Of gitlab.com, which counts folders too: https://gitlab.com/gitlab-org/gitlab/-/issues/405048 and
500273. Another GitLab has limits of its own."""

S3 = Limits(file_size=5 * 1024**3, path=1024)
"""What one request puts: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html;
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html."""

BY_HOST = {
    "cloudflare": Limits(
        files=100_000, file_size=25 * 1024**2, unpaid=20_000, name="Cloudflare Pages"
    ),
    "netlify": Limits(in_folder=54_000, name="Netlify"),
}
"""What HOSTS publish on, which have commands of their own:
https://developers.cloudflare.com/pages/platform/limits/,
https://docs.netlify.com/site-deploys/overview/."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is at a host then; ``folders`` only where a limit asks for it."""

    files: int
    size: int
    folders: int = 0
    fullest: tuple[str, int] = ("", 0)
    """The folder that has the most files, and how many."""


def folders_above(path: str) -> Iterator[str]:
    """Yield every folder that a path lies in."""
    parts = path.split("/")[:-1]
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def count_folders(paths: Iterable[str], files: int, size: int) -> Totals:
    """Return the totals of a site's paths, with its folders."""
    own: Counter[str] = Counter(path.rpartition("/")[0] for path in paths)
    folders = {above for folder in own if folder for above in folders_above(f"{folder}/")}
    fullest = min(own.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return Totals(files, size, len(folders), fullest)


@dataclass(frozen=True, slots=True)
class Guards:
    """What a person allows: how many files may go (None: a share), and that addresses vanish.

    ``known`` is where this newsroom was published last, "" if unknown. ``first`` allows a host
    without a publication.
    """

    max_deletes: int | None = None
    allow_vanishing: bool = False
    first: bool = False
    known: str = ""

    SHARE = 20
    LEAST = 20

    def deletes(self, files: int) -> int:
        """Return how many of the host's files may be deleted."""
        if self.max_deletes is not None:
            return self.max_deletes
        return max(self.LEAST, files // self.SHARE)


SHOWN = 20


def find_refusals(
    vanishing: Sequence[str],
    leaving: tuple[int, int],
    guards: Guards,
    renamed: Sequence[tuple[str, str]] = (),
) -> Iterator[str]:
    """Yield what a person must allow, in words; ``leaving`` says how many of how many files go.

    ``renamed`` are old and new addresses of releases that are there under a new one.
    """
    gone, before = leaving
    if vanishing and not guards.allow_vanishing:
        shown = ", ".join(vanishing[:SHOWN])
        more = len(vanishing) - SHOWN
        yield (
            f"a published address must stay, {len(vanishing)} would vanish: {shown}"
            + (f" and {more} more" if more > 0 else "")
            + "".join(f"; add Aliases: {old} to the release at {new}" for old, new in renamed)
            + "; redirect each with Aliases, or restore the release with Withdrawn; "
            "--allow-vanishing removes them without a notice"
        )
    allowed = guards.deletes(before)
    if gone > allowed:
        yield (
            f"a publication may take {allowed} of {before} files away, this one takes {gone}; "
            f"look at what was built; if it is right, use --max-deletes {gone}"
        )


def find_surprise(target: str, guards: Guards) -> Iterator[str]:
    """Yield in words what a person must allow before a first publication at a host."""
    if guards.first or not guards.known:
        return
    if guards.known == target:
        yield (
            f"{target} must have what was published there, it has no publication any more; "
            "look at the host; to begin anew there, use --first"
        )
    else:
        yield (
            f"nothing was published to {target} before, the last publication went to "
            f"{guards.known}; correct PUBLISH, or if it is right use --first"
        )


def find_over_limit(
    target: str, limits: Limits, uploads: Iterable[File], totals: Totals
) -> Iterator[str]:
    """Yield what a host does not take, in words."""
    name = limits.name or target
    folder, most = totals.fullest
    for limit, found, what in (
        (limits.files, totals.files, "files, the site has"),
        (limits.size, totals.size, "bytes, the site has"),
        (limits.entries, totals.files + totals.folders, "files and folders, the site has"),
        (limits.in_folder, most, f"files in a folder, /{folder} has"),
    ):
        if limit and found > limit:
            yield f"{name} takes {limit:,} {what} {found:,}"
    for file in uploads:
        if limits.file_size and file.size > limits.file_size:
            yield (
                f"{file.path}: {name} takes files of {limits.file_size:,} bytes, "
                f"this one has {file.size:,}; make it smaller"
            )
        if limits.path and len(file.path.encode()) > limits.path:
            yield f"{file.path}: {name} takes paths of {limits.path:,} bytes; shorten the slug"
