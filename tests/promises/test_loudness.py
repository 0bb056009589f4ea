"""Promise 4: a build that goes on from another says what a build from nothing says of the same."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sites import Site

NAMES = st.sampled_from(
    ["visit.en", "visit", "visit.ru", "talks.en", "notes/talks.en", "summit.en"]
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Slug": st.sampled_from(["visit", "talks"]),
        "Id": st.sampled_from(["2019-06-05-visit", "2019-06-05-summit"]),
        "Lang": st.sampled_from(["en", "ru"]),
        "Status": st.just("draft"),
        "Aliases": st.sampled_from(
            [
                *("/en/2019/06/05/talks/", "/old/", "/old.html", "/old.html/x/"),
                *("/media/report.pdf", "/media/report.pdf/x/"),
                *("/media/old.pdf", "/media/old.pdf/x/"),
            ]
        ),
        "Attachments": st.sampled_from(["paper.pdf | A paper", "gone.pdf | No paper"]),
    },
)
LINKS = st.sampled_from(
    [
        "A text.",
        "As [said]({filename}/talks.en.md).",
        "As [said]({filename}/pages/about.en.md).",
        "See [the paper]({static}/paper.pdf).",
        "See [the report]({static}/media/report.pdf).",
    ]
)
FILES = st.sampled_from(
    ["paper.pdf", "media/report.pdf", "media/old.pdf/x.pdf", "pages/about.en.md"]
)
STEP = st.one_of(
    st.tuples(st.just("release"), NAMES, HEADERS, LINKS),
    st.tuples(st.just("delete"), NAMES.map("{}.md".format) | FILES),
    st.tuples(st.just("file"), FILES),
    st.tuples(st.just("page"), st.sampled_from(["pages/about.en", "talks.en"]), LINKS),
)


def open_newsroom(site: Site) -> None:
    """Write sources in which no rule is broken."""
    site.write("content/paper.pdf", b"%PDF-1.4")
    site.write("content/media/report.pdf", b"%PDF-1.4")
    site.write(
        "content/pages/about.en.md", "Title: About\n\nSee [talks]({filename}/talks.en.md).\n"
    )
    site.release(
        "visit.en", "As [said]({filename}/talks.en.md).", Attachments="paper.pdf | A paper"
    )
    site.release("visit.ru", "See [the paper]({static}/paper.pdf).", Attachments="paper.pdf | A")
    site.release("talks.en", "See [the report]({static}/media/report.pdf).", Aliases="/old.html")
    site.release("summit.en", "As [said]({filename}/pages/about.en.md).", Aliases="/old/")


def take(site: Site, step: tuple[object, ...]) -> Path:
    """Edit one of a site's sources; return it."""
    match step:
        case "release", str(name), dict(headers), str(body):
            site.release(name, body, **headers)
        case "page", str(name), str(body):
            site.write(f"content/{name}.md", f"Title: About\n\n{body}\n")
        case "file", str(name):
            site.write(f"content/{name}", b"%PDF-1.4 other")
        case "delete", str(name):
            (site.root / f"content/{name}").unlink(missing_ok=True)
    name = str(step[1])
    return site.root / f"content/{name if '.pdf' in name or '.md' in name else f'{name}.md'}"


def bytes_of(site: Site) -> dict[Path, bytes]:
    """Return the sources as they are."""
    found = (site.root / "content").rglob("*.*")
    return {path: path.read_bytes() for path in found if path.is_file()}


@settings(max_examples=14, deadline=None)
@given(steps=st.lists(STEP, min_size=1, max_size=6))
def test_an_edit_brings_the_problems_of_a_clean_build(steps: list[tuple[object, ...]]) -> None:
    """Rules about several sources check what changed, and find every problem."""
    folder = Path(tempfile.mkdtemp())
    try:
        site = Site(folder / "site", PAGE_PATHS=["pages"])
        open_newsroom(site)
        site.built()
        for number, step in enumerate(steps):
            before = bytes_of(site)
            touched = take(site, step)
            found = site.build()
            elsewhere = {"OUTPUT_PATH": str(folder / f"output{number}")}
            clean = site.build(**elsewhere, CACHE_PATH=str(folder / f"cache{number}"))
            assert found.status == clean.status, (found.err, clean.err)
            # A sound edit may be told more: that it takes away an address, where there was one.
            assert found.status == 0 or found.err == clean.err
            if found.status and touched in before:
                touched.write_bytes(before[touched])
            elif found.status:
                touched.unlink()
    finally:
        shutil.rmtree(folder)
