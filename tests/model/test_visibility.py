from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from communique.model.media import Media
from communique.model.release import Status, Withdrawal, WithdrawalShape
from communique.model.visibility import State, Visibility, visibility
from tests.model.samples import release

NOON = datetime(2019, 6, 5, 12, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("status", "date", "expected"),
    [
        (Status.PUBLISHED, NOON - HOUR, Visibility(State.PUBLISHED)),
        (Status.PUBLISHED, NOON, Visibility(State.PUBLISHED)),
        (Status.PUBLISHED, NOON + SECOND, Visibility(State.EMBARGOED, NOON + SECOND)),
        (Status.DRAFT, NOON - HOUR, Visibility(State.DRAFT)),
        (Status.DRAFT, NOON + HOUR, Visibility(State.DRAFT)),
    ],
)
def test_who_may_see_a_release(status: Status, date: datetime, expected: Visibility) -> None:
    """Published, and its time has come: to the second."""
    found = visibility(release(date=date, status=status), NOON)
    assert found == expected
    assert found.is_public is (expected.state is State.PUBLISHED)


@pytest.mark.parametrize("shape", WithdrawalShape)
def test_a_withdrawn_release_waits_for_its_time_as_well(shape: WithdrawalShape) -> None:
    """Nobody learns of it before, and that it was withdrawn from then on."""
    taken_back = release(embargo=NOON, withdrawn=Withdrawal(NOON.date(), "Replaced.", shape))
    assert visibility(taken_back, NOON - SECOND) == Visibility(State.EMBARGOED, NOON)
    assert visibility(taken_back, NOON) == Visibility(State(shape.value))
    assert visibility(taken_back, NOON).is_public


@pytest.mark.parametrize(
    ("embargo", "expected"), [(None, NOON), (NOON - HOUR, NOON), (NOON + HOUR, NOON + HOUR)]
)
def test_an_embargo_only_delays(embargo: datetime | None, expected: datetime) -> None:
    """The later of date and embargo counts."""
    assert expected == release(date=NOON, embargo=embargo).visible_from


def test_moments_are_compared_across_offsets() -> None:
    """An embargo in Astana's time and a date in UTC are two moments of one clock."""
    embargo = datetime.fromisoformat("2019-06-05T17:30+06:00")
    held = release(day="2019-06-05T11:00+00:00", embargo=embargo)
    assert NOON - timedelta(minutes=30) == held.visible_from


def test_an_id_is_first_date_and_slug_unless_spelt_out() -> None:
    """The default Id is told from the first address; a given one is kept."""
    assert release().stable_id == "2019-06-05-visit"
    former = ("node/1", "ru/2017/01/01/a/", "en/2018/02/03/old/index.html", "en/2016/02/03/b/")
    assert release(aliases=former).stable_id == "2018-02-03-old"
    assert release(id="an-id").stable_id == "an-id"


def test_the_image_is_the_first_file_of_a_release() -> None:
    """Media are the image, then the attachments in the editor's order."""
    image, paper = Media("a.jpg", "a.jpg", "Two people"), Media("b.pdf", "b.pdf")
    assert (image, paper) == release(image=image, attachments=(paper,)).media
    assert release().media == ()
