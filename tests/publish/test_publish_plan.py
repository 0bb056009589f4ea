"""The plan: what it says, in which order it sends, what it refuses."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from communique.publish.diff import Difference
from communique.publish.guards import Guards
from communique.publish.kinds import KINDS
from communique.publish.plan import Plan, make_plan
from communique.publish.plan_report import plan_as_json, plan_in_words
from communique.publish.record import File, Record
from tests.sites import Site

NOW = datetime(2019, 6, 5, tzinfo=UTC)


def page(path: str, kind: str = "release", text: str = "a", **values: str) -> File:
    """Return a file whose digest is its text."""
    return File(path, len(text), text, "text/html", kind, text=text, **values)


def planned(
    *differences: tuple[File | None, File | None],
    guards: Guards = Guards(),  # noqa: B008 - frozen
    files: int = 1000,
    ended: Collection[str] = (),
    brought: tuple[str, ...] = (),
) -> Plan:
    """Return the plan of some differences at a host of so many files."""
    found = []
    for old, new in differences:
        path = (new or old or page("")).path
        found.append(Difference(path, old, new))
    found.sort(key=lambda each: each.path)
    build, totals = ("", 1, ""), (files, 0)
    return make_plan(
        *("host", "", build, found, [], totals, guards, NOW),
        is_ended=lambda path: path in ended,
        brought=brought,
    )


def test_new_addresses_go_before_what_leads_to_them() -> None:
    """Assets, new addresses of any kind, changed pages, listings, feeds and sitemaps."""
    files = [
        (None, page("en/a/photo.jpg", "media")),
        (page("theme/a.css", "asset"), page("theme/a.css", "asset", "b")),
        (None, page("en/2019/new/index.html")),
        (None, page("en/tags/new/index.html", "listing")),
        (None, page("en/tags/new/rss.xml", "feed")),
        (page("en/2019/old/index.html"), page("en/2019/old/index.html", text="b")),
        (page("en/index.html", "listing"), page("en/index.html", "listing", "b")),
        (page("en/rss.xml", "feed"), page("en/rss.xml", "feed", "b")),
        (page("en/c/rss.xml", "corrections feed"), page("en/c/rss.xml", "corrections feed", "b")),
        (page("a/sitemap.xml", "sitemap"), page("a/sitemap.xml", "sitemap", "b")),
    ]
    assert [file.path for file in planned(*files).uploads] == [
        "en/a/photo.jpg",
        "theme/a.css",
        "en/2019/new/index.html",
        "en/tags/new/index.html",
        "en/tags/new/rss.xml",
        "en/2019/old/index.html",
        "en/index.html",
        "a/sitemap.xml",
        "en/c/rss.xml",
        "en/rss.xml",
    ]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (None, page("p"), "added"),
        (page("p", "redirect"), page("p"), "added"),
        (page("p"), page("p", text="b"), "changed"),
        (page("p", state="plain"), page("p", text="b", state="corrected 1"), "corrected"),
        (page("p", state="corrected 1"), page("p", text="b", state="corrected 2"), "corrected"),
        (page("p", state="corrected 1"), page("p", text="b", state="corrected 1"), "changed"),
        (page("p"), page("p", text="b", state="withdrawn"), "withdrawn"),
        (None, page("p", state="withdrawn"), "withdrawn"),
        (page("p"), page("p", "redirect", "b"), "moved"),
        (page("p"), None, "removed"),
    ],
)
def test_releases_are_told_of_by_what_happens_to_them(
    old: File | None, new: File | None, word: str
) -> None:
    """A word each, whatever else its page shows."""
    plan = planned((old, new), guards=Guards(allow_vanishing=True))
    assert [word for word, _ in plan.releases] == [word]
    assert f"1 release {word}:" in "\n".join(plan_in_words(plan))
    assert len(json.loads(plan_as_json(plan))["releases"][word]) == 1


def test_a_page_whose_neighbour_changed_is_no_changed_release() -> None:
    """The page changed because a neighbour did; the release's own text did not."""
    old = page("p")
    new = File("p", 1, "other", "text/html", "release", text="a")
    plan = planned((old, new))
    assert plan.releases == ()
    assert "1 page of another release" in "\n".join(plan_in_words(plan))


@pytest.mark.parametrize("kind", ["release", "page", "listing", "feed", "media", "static"])
def test_an_address_that_would_vanish_is_refused(kind: str) -> None:
    """Of whatever kind, unless a person allows it."""
    gone = page("en/x/index.html", kind)
    assert "a published address must stay, 1 would vanish: /en/x/" in str(planned((gone, None)))
    assert planned((gone, None), guards=Guards(allow_vanishing=True)).refusals == ()


def test_the_refusal_of_a_renamed_release_says_what_to_write() -> None:
    """A new release of the same title and language is taken for it; of another language, not."""
    gone = page("en/x/index.html", title="Briefing", lang="en")
    came = page("en/y/index.html", title="Briefing", lang="en")
    other = page("fr/y/index.html", title="Briefing", lang="fr")
    told = "add Aliases: /en/x/ to the release at /en/y/"
    assert told in str(planned((gone, None), (None, came)).refusals)
    assert "add Aliases" not in str(planned((gone, None), (None, other)).refusals)


@pytest.mark.parametrize(
    "kind", ["asset", "brand", "card", "release card", "search words", "sitemap"]
)
def test_what_only_machines_ask_for_may_go(kind: str) -> None:
    """Nobody was promised it."""
    assert planned((page("x/y.z", kind), None)).refusals == ()


def test_an_address_that_leads_on_does_not_vanish() -> None:
    """A redirect stands there."""
    assert planned((page("p"), page("p", "redirect", "b"))).refusals == ()


def test_the_files_of_a_withdrawn_release_may_go() -> None:
    """Its notice says why; those of other releases may not."""
    withdrawn = page("en/a/index.html", text="b", state="withdrawn")
    changes = [
        (page("en/a/index.html"), withdrawn),
        (page("en/a/p.pdf", "media"), None),
        (page("en/a/index.pdf", "pdf"), None),
        (page("en/a/sizes/p-480.webp", "media"), None),
    ]
    assert planned(*changes).refusals == ()
    assert planned(*changes, (page("en/b/p.pdf", "media"), None)).vanishing == ("/en/b/p.pdf",)


OF_PAGES = sorted(name for name, each in KINDS.items() if each.beside)
FORMS = ["en/a/index.json", "en/a/editions/1/index.html", "en/a/index.pdf"]


@pytest.mark.parametrize("now", [None, page("en/a/index.html", "redirect", "b")])
def test_what_is_made_of_a_release_goes_with_its_page(now: File | None) -> None:
    """Its page is told of, or leads on. A file that an editor attached is told of by itself."""
    gone = [(page(path, kind), None) for path, kind in zip(FORMS, OF_PAGES, strict=True)]
    attached = (page("en/a/p.pdf", "media"), None)
    told = planned((page("en/a/index.html"), now), *gone, attached).vanishing
    assert set(told) == {"/en/a/p.pdf"} | ({"/en/a/"} if now is None else set())


@pytest.mark.parametrize("kind", sorted(OF_PAGES))
def test_what_is_made_of_a_release_that_stays_may_not_go(kind: str) -> None:
    """A setting that ends all PDFs at once is told of."""
    changed = (page("en/a/index.html"), page("en/a/index.html", text="b"))
    assert planned(changed, (page("en/a/x", kind), None)).vanishing == ("/en/a/x",)


def test_all_goes_with_a_release_that_was_consolidated(tmp_path: Path) -> None:
    """Its page leads to the release that has its text now; one that moved keeps its attachments."""
    site = Site(tmp_path, SITEURL="https://newsroom.example", ALTERNATES=True)
    site.write("content/plan.txt", "x")
    site.release("a.en", "They met.", Title="Talks", Attachments="plan.txt | Plan")
    site.release("b.en", "They met again.", Title="More talks")
    site.built()
    before = _record(site)
    consolidated = "2019-06-07; consolidated; b.en.md"
    headers = {"Title": "Talks", "Attachments": "plan.txt | Plan"}
    site.release("a.en", "They met.", **headers, Withdrawn=consolidated)
    site.built()
    assert planned(*_changes(before, _record(site))).vanishing == ()
    site.release("a.en", "They met.", **headers, Slug="c", Aliases="/en/2019/06/05/a/")
    site.built()
    assert planned(*_changes(before, _record(site))).vanishing == ("/en/2019/06/05/a/plan.txt",)


def _record(site: Site) -> dict[str, File]:
    catalogue = next((site.root / ".cache").glob("catalogue*.sqlite3"))
    with closing(sqlite3.connect(catalogue)) as db:
        return {file.path: file for file in Record(db, site.output).every()}


def _changes(
    old: dict[str, File], new: dict[str, File]
) -> Iterator[tuple[File | None, File | None]]:
    for path in sorted(old.keys() | new.keys()):
        if old.get(path) != new.get(path):
            yield old.get(path), new.get(path)


A = "en/2026/11/27/a/index.html"
B = "en/2026/11/28/b/index.html"

EMPTIED = [
    (page("en/2026/11/27/index.html", "listing"), None),
    (page("en/topics/index.html", "term index"), None),
    (page("en/topics/x/index.html", "listing"), None),
    (page("en/topics/x/page/1/index.html", "listing"), None),
    (page("en/topics/x/rss.xml", "feed"), None),
]
MACHINES = [
    *[(page(f"en/search/texts/{n}/0.text", "search text"), None) for n in range(50)],
    *[(page(f"en/2026/11/27/a/sizes/{n}-480.webp", "media"), None) for n in range(50)],
]


def release(path: str, terms: str = "topics/x", text: str = "a", state: str = "plain") -> File:
    """Return the page of a release in English."""
    return page(path, "release", text, lang="en", terms=terms, state=state)


def test_lists_that_a_withdrawal_empties_go_with_it() -> None:
    """They are told of, and an urgent withdrawal needs no flag."""
    plan = planned((release(A), release(A, text="b", state="withdrawn")), *EMPTIED, *MACHINES)
    assert plan.refusals == ()
    assert plan.vanishing == ()
    assert plan.following == (
        "/en/2026/11/27/",
        "/en/topics/",
        "/en/topics/x/",
        "/en/topics/x/page/1/",
        "/en/topics/x/rss.xml",
    )
    assert "  5 empty lists and feeds are removed:\n    /en/2026/" in "\n".join(plan_in_words(plan))


def test_of_a_removed_release_its_own_address_blocks_alone() -> None:
    """The flag for an emergency is named; it is enough."""
    removed = (release(A), None)
    plan = planned(removed, *EMPTIED, *MACHINES)
    assert plan.vanishing == ("/en/2026/11/27/a/",)
    assert len(plan.refusals) == 1
    assert "--allow-vanishing" in plan.refusals[0]
    assert planned(removed, *EMPTIED, guards=Guards(allow_vanishing=True)).refusals == ()


@pytest.mark.parametrize(
    "changes",
    [
        [(release(B), release(B, "topics/y", "b"))],
        # The pages alone are others: the vocabulary renamed it.
        [(release(B), release(B, "topics/y"))],
        [(release(B), release(B, "", "b")), (release(A, "topics/z"), None)],
        [(release(B), release(B, "topics/y", "b")), (release(A), release(A, state="withdrawn"))],
        [
            (release(A), release(A, state="withdrawn")),
            (release(B), page(B, "redirect", leads_to="/en/2026/11/28/c/")),
            (None, release("en/2026/11/28/c/index.html", "topics/y")),
        ],
    ],
    ids=["edited", "in the vocabulary", "removal of another", "withdrawal in it", "moved besides"],
)
def test_a_renamed_topic_is_missed(changes: list[tuple[File | None, File | None]]) -> None:
    """Nobody decided that its address may go, whatever else is published at the same time."""
    plan = planned(*changes, *EMPTIED[2:])
    topic = {"/en/topics/x/", "/en/topics/x/page/1/", "/en/topics/x/rss.xml"}
    assert set(plan.vanishing) >= topic
    assert not set(plan.following) & topic


def test_lists_of_a_moved_release_go_by_its_old_address_alone() -> None:
    """Its day is empty; its topic is not, as it has it still."""
    changes = [
        (release(A), page(A, "redirect", leads_to="/en/2026/11/28/b/")),
        (None, release(B)),
    ]
    plan = planned(*changes, *EMPTIED)
    assert plan.following == ("/en/2026/11/27/",)
    assert "/en/topics/x/" in plan.vanishing


def test_a_ledger_of_before_knows_no_terms() -> None:
    """There a withdrawal lets every list go, as it did."""
    plan = planned((release(A, ""), release(A, "", state="withdrawn")), *EMPTIED)
    assert plan.vanishing == ()


def test_what_redirects_say_is_gone_for_good_may_go() -> None:
    """Somebody wrote it down; it is told of, and needs no flag."""
    gone = (release(A), None)
    assert planned(gone).vanishing == ("/en/2026/11/27/a/",)
    plan = planned(gone, (release(B), None), ended={A})
    assert plan.ended == ("/en/2026/11/27/a/",)
    assert plan.vanishing == ("/en/2026/11/28/b/",)
    assert "1 address is gone for good, as the redirects say" in "\n".join(plan_in_words(plan))


def test_what_a_host_adds_is_told_of() -> None:
    """In words."""
    plan = planned((None, page("p")), brought=(".nojekyll",))
    assert "1,001 files and .nojekyll then" in "\n".join(plan_in_words(plan))


@pytest.mark.parametrize(
    ("files", "gone", "most", "refused"),
    [
        (1000, 50, None, False),
        (1000, 51, None, True),
        (100, 20, None, False),
        (100, 21, None, True),
        (1000, 51, 51, False),
        (1000, 1, 0, True),
    ],
)
def test_so_many_files_may_go(files: int, gone: int, most: int | None, *, refused: bool) -> None:
    """A twentieth of the site or twenty, or as many as a person says."""
    changes = [(page(f"theme/{number}.css", "asset"), None) for number in range(gone)]
    plan = planned(*changes, guards=Guards(most), files=files)
    assert bool(plan.refusals) is refused
    assert not refused or f"--max-deletes {gone}" in plan.refusals[0]


def test_everything_stands_in_the_json() -> None:
    """Two plans that do something else are two texts."""
    plan = planned((None, page("p")), (page("q", "asset"), None))
    values = json.loads(plan_as_json(plan))
    assert values["uploads"][0]["sha256"] == "a"
    assert values["deletions"] == ["q"]
    assert plan_as_json(plan) != plan_as_json(planned((None, page("p", text="b"))))
