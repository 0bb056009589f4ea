from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from communique.catalogue.releases import count_content, find_release, flip_visibility, put_release
from communique.model.release import Status
from communique.model.visibility import visibility
from tests.databases import memory
from tests.model.samples import release

NOON = datetime(2019, 6, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_an_embargo_ends_and_comes_back() -> None:
    """A release appears with its time, and goes again where the clock is set back."""
    db = memory()
    held = release(embargo=NOON)
    put_release(db, held, b"", {}, NOON - HOUR, None)
    assert flip_visibility(db, NOON - timedelta(seconds=1)) == []
    [(was, now)] = flip_visibility(db, NOON)
    assert (was.visible, now.visible) == (False, True)
    assert flip_visibility(db, NOON + HOUR) == []
    [(was, now)] = flip_visibility(db, NOON - HOUR)
    assert (was.visible, now.visible) == (True, False)
    assert count_content(db) == (0, 1, 0)


def test_a_draft_never_appears() -> None:
    """Its date makes no difference."""
    db = memory()
    put_release(db, release(status=Status.DRAFT), b"", {}, NOON, None)
    assert flip_visibility(db, NOON + 1000 * HOUR) == []
    found = find_release(db, release().path)
    assert found is not None
    assert not found.visible


moments = st.integers(0, 20).map(lambda hours: NOON + hours * HOUR)


@given(st.lists(moments, max_size=8), st.lists(st.sampled_from(Status)), st.lists(moments))
def test_flips_lead_to_what_a_fresh_look_would_see(
    dates: list[datetime], statuses: list[Status], clocks: list[datetime]
) -> None:
    """After any walk of the clock, each release is as visible as the one decision says."""
    db = memory()
    made = []
    for number, moment in enumerate(dates):
        status = statuses[number] if number < len(statuses) else Status.PUBLISHED
        made.append(release(f"r{number}", date=moment, status=status))
    for each in made:
        put_release(db, each, b"", {}, NOON, None)
    for now in clocks:
        flip_visibility(db, now)
        for each in made:
            row = find_release(db, each.path)
            assert row is not None
            assert visibility(each, now).is_public is row.visible
