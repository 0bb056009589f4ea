"""``inv plan``: what a publication would change, and what nobody may lose by it."""

from __future__ import annotations

import json

import pytest

from tests.cli.newsroom import Newsroom
from tests.cli.publishing import PUBLISHCONF, published


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    """A newsroom that publishes, with nothing said of where to."""
    newsroom.write("publishconf.py", PUBLISHCONF)
    return newsroom


def test_plan_builds_and_changes_nothing_at_the_host(newsroom: Newsroom) -> None:
    """It says what would happen; without a build it says how to make one."""
    before = newsroom.files()
    said = newsroom.inv("plan", "--no-build")
    assert said.status == 1
    assert "inv build --conf publishconf.py" in said.err
    assert newsroom.files() == before
    said = newsroom.inv("plan")
    assert said.status == 0
    assert "1 release added" in said.out
    assert not (newsroom.root / "published").exists()
    assert json.loads(newsroom.inv("plan", "--json").out)["vanishing"] == []
    assert not (newsroom.root / "published").exists()


def test_an_approved_plan_is_carried_out(newsroom: Newsroom) -> None:
    """It is refused if the plan has changed since."""
    newsroom.inv("build", "--conf", "publishconf.py")
    newsroom.write("plan.json", newsroom.inv("plan", "--json").out)
    newsroom.release("second.en", "Second")
    newsroom.inv("build", "--conf", "publishconf.py")
    said = newsroom.inv("publish", "--plan", "plan.json")
    assert said.status == 1
    assert "the plan must be the one that was approved" in said.err
    assert not (newsroom.root / "published/current").exists()
    newsroom.write("plan.json", newsroom.inv("plan", "--json").out)
    assert newsroom.inv("publish", "--plan", "plan.json").status == 0


def test_states_of_releases(newsroom: Newsroom) -> None:
    """The real record tells corrections and withdrawals apart, and redirects."""
    newsroom.release("second.en", "Second")
    newsroom.release("third.en", "Third")
    newsroom.inv("publish")
    correction = {"Modified": "2019-06-05 09:00", "Correction": "2019-06-05 A name was wrong."}
    newsroom.release("releases/2019/06/04-first.en", "First", Tags="Climate", **correction)
    newsroom.release("second.en", "Second", Withdrawn="2019-06-05 It was untrue.")
    newsroom.release("third.en", "Third", Slug="other", Aliases="/en/2019/06/04/third/")
    assert newsroom.inv("build", "--conf", "publishconf.py").status == 0
    said = newsroom.inv("plan")
    assert said.status == 0, said.out
    assert "  1 release corrected:\n    /en/2019/06/04/first/ First\n" in said.out
    assert "  1 release withdrawn:\n    /en/2019/06/04/second/ Second\n" in said.out
    assert "  1 release moved:\n    /en/2019/06/04/third/ Third\n" in said.out


def test_a_vanished_address_is_refused(newsroom: Newsroom) -> None:
    """It is published where a person allows it."""
    newsroom.release("second.en", "Second")
    newsroom.inv("publish")
    (newsroom.root / "content/second.en.md").unlink()
    newsroom.inv("build", "--conf", "publishconf.py")
    assert newsroom.inv("plan").status == 1
    said = newsroom.inv("publish")
    assert said.status == 1
    assert "1 would vanish: /en/2019/06/04/second/; redirect each with Aliases" in said.err
    assert said.err.endswith("nothing was sent\n")
    assert published(newsroom) == {"first", "second"}
    assert newsroom.inv("publish", "--allow-vanishing").status == 0
    assert published(newsroom) == {"first"}


def test_a_renamed_topic_is_missed_beside_a_withdrawal(newsroom: Newsroom) -> None:
    """Its lists are refused; those that the withdrawal empties go without a word."""
    newsroom.release("kept.en", "Kept", Tags="alpha")
    newsroom.release("wrong.en", "Wrong", Tags="beta", Date="2019-05-01 10:00")
    newsroom.inv("publish")
    newsroom.release("kept.en", "Kept", Tags="gamma")
    withdrawn = {"Withdrawn": "2019-06-05 It was untrue.", "Date": "2019-05-01 10:00"}
    newsroom.release("wrong.en", "Wrong", Tags="beta", **withdrawn)
    said = newsroom.inv("plan")
    assert said.status == 1
    refused = said.out.partition("refused: ")[2]
    assert "/en/tags/alpha/" in refused
    assert "beta" not in refused
    assert "    /en/tags/beta/\n" in said.out
    assert "    /en/2019/05/01/\n" in said.out
    newsroom.release("kept.en", "Kept", Tags="alpha; gamma")
    assert newsroom.inv("publish").status == 0


def test_a_deletion_that_redirects_tell_of_is_no_loss(newsroom: Newsroom) -> None:
    """A line of the file without a new address says that somebody meant it."""
    newsroom.write(
        "publishconf.py", f'{PUBLISHCONF}REDIRECTS = "redirects.csv"\nHOSTS = ["nginx"]\n'
    )
    newsroom.write("redirects.csv", "Old,New\n")
    newsroom.release("second.en", "Second")
    newsroom.inv("publish")
    (newsroom.root / "content/second.en.md").unlink()
    assert newsroom.inv("plan").status == 1
    newsroom.write("redirects.csv", "Old,New\n/en/2019/06/04/second/,\n")
    said = newsroom.inv("plan")
    assert said.status == 0, said.out
    assert (
        "1 address is gone for good, as the redirects say (HOSTS: 410):\n    /en/2019" in said.out
    )
    assert newsroom.inv("publish").status == 0
    assert published(newsroom) == {"first"}
