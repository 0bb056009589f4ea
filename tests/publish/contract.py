"""What holds for every kind of host; the module of each takes these tests in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from communique.errors import PublishError
from communique.publish.guards import Guards
from communique.publish.lock_holder import Holder
from communique.publish.plan_report import plan_as_json
from tests.publish.built import Built
from tests.publish.peers import NOW, Team

SECOND = {
    "en/2019/second/index.html": '<link href="/theme/main.0123abcd.css">Second',
    "en/index.html": '<a href="/en/2019/second/">Second</a><a href="/en/2019/first/">First</a>',
}


def test_what_was_built_is_what_a_reader_finds(team: Team) -> None:
    """Every file, byte for byte, and nothing else."""
    outcome = team.publish()
    assert team.peer.live() == team.built.tree()
    assert outcome.sent == (7, sum(map(len, team.built.tree().values())))


def test_a_host_that_nobody_expected_is_refused(team: Team) -> None:
    """Nothing is made there, if what was published last is elsewhere; the next one is welcome."""
    before = team.peer.everything()
    team.guards = Guards(known="elsewhere")
    refusal = (
        "the last publication went to elsewhere; correct PUBLISH, or if it is right use --first"
    )
    assert refusal in team.plan().refusals[0]
    with pytest.raises(PublishError, match="--first\nnothing was sent"):
        team.publish()
    assert team.peer.everything() == before
    team.guards = Guards(known="elsewhere", first=True)
    assert team.publish().number == 1
    team.guards = Guards(known="elsewhere")
    team.built.build(**SECOND)
    assert team.publish().number == 2


def test_a_second_time_nothing_is_sent(team: Team) -> None:
    """Nothing is even written down."""
    team.publish()
    outcome = team.publish()
    assert outcome.number == 0
    assert outcome.sent == (0, 0)
    assert team.peer.live() == team.built.tree()


def test_only_what_changed_travels(team: Team) -> None:
    """A new release brings itself and the listing that shows it."""
    team.publish()
    team.built.build(**SECOND)
    outcome = team.publish()
    assert outcome.sent.files == 2
    assert team.peer.live() == team.built.tree()


def test_what_is_gone_goes(team: Team) -> None:
    """A file that left the output leaves the host, and its folder with it."""
    team.publish()
    team.guards = Guards(allow_vanishing=True)
    team.built.build("en/2019/first/index.html", "en/2019/first/photo.jpg")
    team.publish()
    assert team.peer.live() == team.built.tree()


def test_a_file_becomes_a_folder_and_back(team: Team) -> None:
    """What stands in the way of a new file goes first."""
    team.built.build(**{"en/data": "a file"}, kind="media")
    team.publish()
    team.guards = Guards(allow_vanishing=True)
    team.built.build("en/data")
    team.built.build(**{"en/data/index.html": "a folder"})
    team.publish()
    assert team.peer.live() == team.built.tree()
    team.built.build("en/data/index.html")
    (team.built.output / "en/data").rmdir()
    team.built.build(**{"en/data": "a file again"}, kind="media")
    team.publish()
    assert team.peer.live() == team.built.tree()


def test_names_that_shells_dislike(team: Team) -> None:
    """Spaces, quotes, dollars and letters of any script are parts of names."""
    names = ["en/a b.html", "en/it's $HOME.html", 'en/"q".html', "en/-rf.html", "en/Қазақ.html"]
    team.built.build(**dict.fromkeys(names, "x"))
    team.publish()
    assert team.peer.live() == team.built.tree()
    team.guards = Guards(allow_vanishing=True)
    team.built.build(*names)
    team.publish()
    assert team.peer.live() == team.built.tree()


def test_a_plan_changes_nothing_anywhere(team: Team) -> None:
    """Neither at the host nor in the cache, before the first publication and after it."""
    cache = {path: path.stat().st_mtime_ns for path in team.cache.rglob("*")}
    before = team.peer.everything()
    plan = team.plan()
    assert len(plan.uploads) == 7
    assert team.peer.everything() == before
    assert {path: path.stat().st_mtime_ns for path in team.cache.rglob("*")} == cache
    team.publish()
    team.built.build(**SECOND)
    # Another machine publishes between, so that the plan has entries to read.
    other = replace(team, cache=team.cache / "other")
    other.publish()
    team.built.build(**{"en/index.html": "third"})
    before = team.peer.everything()
    cache = {path: path.stat().st_mtime_ns for path in team.cache.rglob("*")}
    assert [file.path for file in team.plan().uploads] == ["en/index.html"]
    assert team.peer.everything() == before
    assert {path: path.stat().st_mtime_ns for path in team.cache.rglob("*")} == cache


def test_what_is_published_is_the_approved_plan(team: Team) -> None:
    """A plan that was approved is carried out as it is, or nothing is."""
    team.publish()
    team.built.build(**SECOND)
    approved = plan_as_json(team.plan())
    team.built.build(**{"en/rss.xml": "<rss>later</rss>"})
    before = team.peer.live()
    with pytest.raises(PublishError, match="approved"):
        team.publish(approved)
    assert team.peer.live() == before
    outcome = team.publish(plan_as_json(team.plan()))
    assert outcome.sent.files == 3


def test_another_machine_publishes(team: Team, tmp_path: Path) -> None:
    """It reads what stands there from the ledger, and sends no file that is the same."""
    team.publish()
    elsewhere = Built(tmp_path / "elsewhere")
    elsewhere.build(**{path: data.decode() for path, data in team.built.tree().items()})
    elsewhere.build(**SECOND)
    other = replace(team, built=elsewhere, cache=tmp_path / "other-cache")
    assert other.publish().sent.files == 2
    assert team.peer.live() == elsewhere.tree()
    # The first machine learns of it from the ledger.
    team.built.build(**SECOND, **{"en/rss.xml": "<rss>new</rss>"})
    assert team.publish().sent.files == 1
    assert team.peer.live() == team.built.tree()


def test_a_restored_record_is_not_believed(team: Team) -> None:
    """Builds that count from an old copy of the catalogue are compared in full."""
    team.publish()
    copy = team.built.file.read_bytes()
    generation = team.built.generation
    team.built.build(**SECOND)
    team.publish()
    team.built.file.write_bytes(copy)
    team.built.generation = generation
    (team.built.output / "en/2019/second/index.html").unlink()
    team.built.build(**{"en/index.html": "one"})
    team.built.build(**{"en/rss.xml": "two"})
    team.guards = Guards(allow_vanishing=True)
    team.publish()
    assert team.peer.live() == team.built.tree()


def test_rollback_is_byte_for_byte(team: Team) -> None:
    """An earlier publication comes back whole; the next publication goes on from there."""
    team.keep, trees = 10, []
    for number in range(3):
        team.built.build(**{f"en/2019/n{number}/index.html": "x", "en/index.html": f"{number}"})
        team.publish()
        trees.append(team.peer.live())
    assert team.return_to().number == 4
    assert team.peer.live() == trees[1]
    team.return_to(1)
    assert team.peer.live() == trees[0]
    team.return_to(3)
    assert team.peer.live() == trees[2]
    team.return_to()
    assert team.peer.live() == trees[1]
    team.return_to()
    assert team.peer.live() == trees[0]
    team.publish()
    assert team.peer.live() == team.built.tree()


def test_rollback_brings_back_what_was_deleted(team: Team) -> None:
    """Files that went, and those that changed more than once since."""
    team.publish()
    first = team.peer.live()
    team.guards = Guards(allow_vanishing=True)
    team.built.build("en/2019/first/photo.jpg", **{"en/index.html": "b"})
    team.publish()
    team.built.build(**{"en/index.html": "c", "en/2019/first/photo.jpg": "another picture"})
    team.publish()
    team.return_to(1)
    assert team.peer.live() == first


def test_only_so_many_publications_are_kept(team: Team) -> None:
    """An older one is refused in words that name those that are kept."""
    team.keep = 2
    for number in range(4):
        team.built.build(**{"en/index.html": f"{number}"})
        team.publish()
    with pytest.raises(PublishError, match=r"it keeps 3$"):
        team.return_to(1)
    team.return_to(3)
    assert team.peer.live()["en/index.html"] == b"2"


def test_rollback_needs_something_to_return_to(team: Team) -> None:
    """Without an earlier publication there is none."""
    with pytest.raises(PublishError, match="it has none yet"):
        team.return_to()
    team.publish()
    with pytest.raises(PublishError, match="nothing earlier to show: publication 1 was the first"):
        team.return_to()
    assert team.peer.live() == team.built.tree()


def test_two_at_once(team: Team) -> None:
    """The second is told who holds the lock and since when; nothing of it is sent."""
    team.publish()
    team.built.build(**SECOND)
    first = replace(Holder.of_this_process(NOW), who="aida@press", machine="another")
    target = team.target()
    with target.hold(first, break_lock=False):
        before = team.peer.live()
        with pytest.raises(PublishError, match=r"aida@press since 2019-06-05T10:00:00\+00:00"):
            team.publish()
        with pytest.raises(PublishError, match="aida@press"):
            team.return_to()
        assert team.peer.live() == before
    team.publish()
    assert team.peer.live() == team.built.tree()


def test_a_lock_is_broken_when_a_person_says_so(team: Team) -> None:
    """Of another machine nobody else can tell whether its process is gone."""
    team.publish()
    team.built.build(**SECOND)
    holder = replace(Holder.of_this_process(NOW), machine="another")
    lock = team.target().hold(holder, break_lock=False)
    lock.__enter__()
    with pytest.raises(PublishError, match="--break-lock"):
        team.publish()
    team.publish(break_lock=True)
    assert team.peer.live() == team.built.tree()
    # Whoever lost the lock does not take away the next one's.
    third = Holder.of_this_process(NOW)
    with team.target().hold(replace(third, machine="another"), break_lock=False):
        lock.__exit__(None, None, None)
        with pytest.raises(PublishError, match="--break-lock"):
            team.publish()


def test_a_lock_of_a_dead_process_of_this_machine_is_taken(team: Team) -> None:
    """The kernel says that it is gone; so does a process of its number that started later."""
    team.publish()
    for number, gone in enumerate(({"pid": 2**22 + 1}, {"started": "long ago"})):
        holder = replace(Holder.of_this_process(NOW), **gone)  # type: ignore[arg-type]
        lock = team.target().hold(holder, break_lock=False)
        lock.__enter__()
        team.built.build(**{"en/index.html": f"{number}"})
        team.publish()
        assert team.peer.live() == team.built.tree()


def test_whoever_lost_the_lock_switches_nothing(team: Team) -> None:
    """A publisher whose lock was broken while it sent ends with an error."""
    team.publish()
    team.built.build(**SECOND)
    before = team.peer.live()
    thief = replace(Holder.of_this_process(NOW), token="feed" * 4, machine="another")
    stolen = []

    def steal(_: object) -> None:
        lock = team.target().hold(thief, break_lock=True)
        lock.__enter__()
        stolen.append(lock)

    with pytest.raises(PublishError):
        team.publish(tell=steal)
    assert team.peer.live() == before
    stolen[0].__exit__(None, None, None)
    team.publish()
    assert team.peer.live() == team.built.tree()


def test_an_output_changed_by_hand_is_noticed_before_anything_is_sent(team: Team) -> None:
    """Every such file is named, and one that is missing."""
    team.publish()
    team.built.build(**SECOND)
    (team.built.output / "en/index.html").write_text("by hand")
    (team.built.output / "en/2019/second/index.html").unlink()
    before = team.peer.live()
    with pytest.raises(PublishError) as said:
        team.publish()
    assert "public/en/index.html: an output must be as the build wrote it" in str(said.value)
    assert "public/en/2019/second/index.html: an output must be" in str(said.value)
    assert team.peer.live() == before


def test_a_fingerprinted_asset_outlives_the_pages_that_name_it(team: Team) -> None:
    """Whoever has an old page open finds its stylesheet for a day; then it goes."""
    team.publish()
    team.built.build("theme/main.0123abcd.css", **{"theme/main.4567cdef.css": "b"})
    team.publish()
    assert team.peer.live().keys() - team.built.tree().keys() == {"theme/main.0123abcd.css"}
    team.later(hours=23)
    assert team.publish().number == 0
    team.later(hours=2)
    team.publish()
    assert team.peer.live() == team.built.tree()


SEARCH = {
    "en/search/texts/43619/0.text": "the secret, to search",
    "en/search/texts/43619/0123abcd.text": "the secret, among others",
}


def test_what_holds_a_text_leaves_with_the_release(team: Team) -> None:
    """Files of the search, media, cards and packed copies, named by content or not: at once."""
    team.built.build(**SEARCH, kind="search text")
    team.built.build(
        **{"en/search/words/0123abcd.leaf": "the secret, by words"}, kind="search words"
    )
    team.built.build(**{"en/search/index.json": "the secret, counted"}, kind="search index")
    team.built.build(**{"en/2019/first/secret-0123abcd.pdf": "the secret, attached"})
    team.built.build(**{"cards/first.0123abcd.png": "the secret, drawn"}, kind="card")
    team.built.build(**{"en/2019/first/index.html.gz": "the secret, packed"}, kind="packed")
    team.built.build(**{"en/2019/first/index.html": "the secret"})
    team.publish()
    found = [path for path, data in team.peer.live().items() if b"the secret" in data]
    assert len(found) == 8
    team.guards = Guards(allow_vanishing=True)
    team.built.build(*found)
    outcome = team.publish()
    assert outcome.plan.retired == ()
    assert team.peer.live() == team.built.tree()
    # What is kept to return to is out of what is served.
    assert not [path for path, data in team.peer.live().items() if b"the secret" in data]


def test_a_file_touched_at_the_host_is_put_right(team: Team) -> None:
    """A look at every file finds what was changed, deleted or left there by somebody else."""
    team.publish()
    team.peer.touch("en/index.html", b"by hand")
    team.peer.touch("en/rss.xml", None)
    team.peer.touch("en/stranger.html", b"not ours")
    team.thorough = True
    plan = team.plan()
    assert set(plan.altered) == {"en/index.html", "en/rss.xml", "en/stranger.html"}
    team.publish()
    assert team.peer.live() == team.built.tree()
    assert team.publish().number == 0
