from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from communique.model.release import Media
from communique.model.visibility import Status, is_visible, visible_from
from tests.model.samples import release

NOON = datetime(2019, 6, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "since", "expected"),
    [
        (Status.PUBLISHED, NOON - HOUR, True),
        (Status.PUBLISHED, NOON, True),
        (Status.PUBLISHED, NOON + timedelta(seconds=1), False),
        (Status.DRAFT, NOON - HOUR, False),
        (Status.DRAFT, NOON + HOUR, False),
    ],
)
def test_who_may_see_a_release(status: Status, since: datetime, expected: bool) -> None:  # noqa: FBT001 - a table's column
    """Published, and its time has come: to the second."""
    assert expected is is_visible(status, since, NOON)


@pytest.mark.parametrize(
    ("embargo", "expected"), [(None, NOON), (NOON - HOUR, NOON), (NOON + HOUR, NOON + HOUR)]
)
def test_an_embargo_only_delays(embargo: datetime | None, expected: datetime) -> None:
    """The later of date and embargo counts."""
    assert expected == visible_from(NOON, embargo)


def test_moments_are_compared_across_offsets() -> None:
    """An embargo in Astana's time and a date in UTC are two moments of one clock."""
    embargo = datetime.fromisoformat("2019-06-05T17:30+06:00")
    held = release(day="2019-06-05T11:00+00:00", embargo=embargo)
    assert NOON - timedelta(minutes=30) == held.visible_from


def test_an_id_is_first_date_and_slug_unless_spelt_out() -> None:
    """The default Id is told from date and slug; a given one is kept."""
    assert release().stable_id == "2019-06-05-visit"
    assert release(id="an-id").stable_id == "an-id"


def test_the_image_is_the_first_file_of_a_release() -> None:
    """Media are the image, then the attachments in the editor's order."""
    image, paper = Media("a.jpg", "a.jpg", "Two people"), Media("b.pdf", "b.pdf")
    assert (image, paper) == release(image=image, attachments=(paper,)).media
    assert release().media == ()
