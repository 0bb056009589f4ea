"""``inv verify``: compares a live site with the record of the build."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

from communique.engine.progress import Progress
from communique.errors import PublishError
from communique.publish.caching import is_fingerprinted
from communique.publish.earlier_publications import Sighting
from communique.publish.record import File, Record
from communique.publish.request import Answer, ask, for_each

SAMPLE = 200
"""How many files a sample has, and how many addresses of held texts it asks for."""

AT_ONCE = 8

SAME = (
    {"application/xml", "text/xml"},
    {"text/javascript", "application/javascript", "application/x-javascript"},
    {"image/vnd.microsoft.icon", "image/x-icon"},
    {"font/woff2", "application/font-woff2"},
)
"""Names of one media type."""

LONG = 3600
"""The most seconds that a page may be cached, so that readers see a correction soon."""

REPAIR = "inv publish --repair puts it right"

ABSENT = "/no-such-page-of-this-site/"

Earlier = Callable[[str, str], Sighting | None]
"""Return the publication in which a path had a digest; None for none."""


@dataclass
class Verification:
    """What was asked for and what is wrong; ``remarks`` are what a host could do better."""

    asked: int = 0
    problems: list[str] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)
    stale: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield all of it in words, sorted."""
        yield from sorted(self.problems)
        yield from sorted(self.stale)
        for remark, count in sorted(self.remarks.items()):
            yield f"{remark} ({count} address{'es' if count != 1 else ''})"


def verify(
    record: Record, url: str, earlier: Earlier, progress: Progress, *, everything: bool
) -> Verification:
    """Ask a live site for a sample, or everything; raises PublishError if it does not answer."""
    base = f"{url.rstrip('/')}/"
    if urlsplit(base).scheme not in {"http", "https"}:
        raise PublishError(f'the site must be given by its address, "https://…", got {url!r}')
    first = ask(base)
    if first.failed:
        raise PublishError(f"{base} must answer, got: {first.failed}")
    findings = Verification()
    files = list(record.every() if everything else choose(record))
    held = list(record.held_back())
    held = held if everything else sorted(held, key=_lot)[:SAMPLE]

    def look(file: File) -> None:
        answer = ask(base + file.address.removeprefix("/"))
        _compare(file, answer, base, findings, earlier)

    def look_for_held(path: str) -> None:
        answer = ask(base + path.removesuffix("index.html"))
        if answer.status not in {404, 410}:
            findings.problems.append(
                f"/{path.removesuffix('index.html')}: a held-back address must be 404, "
                f"got {answer.said}; remove it from the host at once"
            )

    with progress.count("addresses requested", len(files) + len(held)) as count:
        for_each(look, files, AT_ONCE, count)
        for_each(look_for_held, held, AT_ONCE, count)
    absent = ask(urljoin(base, ABSENT.removeprefix("/")))
    if absent.status != 404:  # noqa: PLR2004 - not found
        findings.problems.append(
            f"{ABSENT}: an address without a page must be 404, got {absent.said}; "
            "have the host answer with 404.html and its status"
        )
    findings.asked = len(files) + len(held) + 1
    return findings


def choose(record: Record) -> list[File]:
    """Return a sample by the record alone: last changes, each kind, others as their paths hash."""
    last = list(record.since(record.generation - 1))
    chosen = {file.path: file for file in sorted(last, key=lambda f: _lot(f.path))[: SAMPLE // 4]}
    others = sorted(record.every(), key=lambda file: _lot(file.path))
    kinds: Counter[str] = Counter()
    for file in others:
        kinds[file.kind] += 1
        if kinds[file.kind] <= 3:  # noqa: PLR2004 - some
            chosen[file.path] = file
    for file in others:
        if len(chosen) >= SAMPLE:
            break
        chosen[file.path] = file
    return [chosen[path] for path in sorted(chosen)]


def _lot(path: str) -> str:
    return sha256(path.encode()).hexdigest()


def _compare(
    file: File, answer: Answer, base: str, findings: Verification, earlier: Earlier
) -> None:
    problem = findings.problems.append
    if file.treated.leads and answer.status in {301, 302, 303, 307, 308}:
        target = urljoin(base + file.path, answer.headers.get("location", ""))
        wanted = urljoin(base, file.leads_to.removeprefix("/"))
        if target != wanted:
            problem(f"{file.address}: it must lead to {wanted}, leads to {target}")
        if answer.status not in {301, 308}:
            findings.remarks[f"a redirect should be for good (301), is {answer.status}"] += 1
        return
    right = {200, 404} if file.treated.absent else {200}
    if answer.status not in right:
        problem(f"{file.address}: it must be there, got {answer.said}; {REPAIR}")
        return
    if answer.digest != file.sha256:
        found = earlier(file.path, answer.digest)
        age = f", {answer.headers['age']} s old" if answer.headers.get("age") else ""
        if found and found.is_shown:
            again = f", which is {found.again} again" if found.again else ""
            findings.stale.append(
                f"{file.address}: the host shows publication {found.number}{again}, and what was "
                "built is newer; inv publish sends it"
            )
        elif found:
            findings.stale.append(
                f"{file.address}: a cache still serves publication {found.number}{age}; "
                "wait, or have the cache forget it"
            )
        else:
            rule = f"{file.address}: it must be what was built"
            problem(f"{rule}, found something else{age}; {REPAIR}")
    _check_headers(file, answer, base, findings)


def _check_headers(file: File, answer: Answer, base: str, findings: Verification) -> None:
    found = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    wanted = file.media_type
    alike = found == wanted or any({found, wanted} <= each for each in SAME)
    if not alike and wanted != "application/octet-stream":
        if file.treated.hub or wanted in {"text/html", "text/css", "text/javascript"}:
            findings.problems.append(f"{file.address}: its type must be {wanted}, got {found!r}")
        else:
            findings.remarks[f"the type should be {wanted}, is {found!r}"] += 1
    control = answer.headers.get("cache-control", "")
    if is_fingerprinted(file):
        if "immutable" not in control:
            findings.remarks["a file named by its content should be cached as immutable"] += 1
    elif wanted == "text/html" and _max_age(control) > LONG:
        findings.remarks["a page should be kept for an hour at most"] += 1
    if wanted != "text/html":
        return
    policy = answer.headers.get("content-security-policy", "")
    if not policy or "'unsafe-inline'" in policy:
        findings.remarks["a page should have a Content-Security-Policy without unsafe-inline"] += 1
    if answer.headers.get("x-content-type-options", "").lower() != "nosniff":
        findings.remarks["X-Content-Type-Options should be nosniff"] += 1
    if base.startswith("https:") and "strict-transport-security" not in answer.headers:
        findings.remarks["Strict-Transport-Security should be sent"] += 1


def _max_age(control: str) -> int:
    found = re.search(r"(?:^|,)max-age=(\d+)(?:,|$)", control.replace(" ", ""))
    return int(found[1]) if found else 0
