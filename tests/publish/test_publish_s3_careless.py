"""A bucket of a server that ignores conditions: rclone's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.publish.contract import (  # noqa: F401 - they are this module's tests too
    test_a_file_touched_at_the_host_is_put_right,
    test_a_lock_is_broken_when_a_person_says_so,
    test_a_second_time_nothing_is_sent,
    test_another_machine_publishes,
    test_names_that_shells_dislike,
    test_only_what_changed_travels,
    test_rollback_brings_back_what_was_deleted,
    test_rollback_is_byte_for_byte,
    test_two_at_once,
    test_what_is_gone_goes,
    test_whoever_lost_the_lock_switches_nothing,
)
from tests.publish.peers import Peer, Team


@pytest.fixture
def peer(make_peer: Callable[[str], Peer]) -> Peer:
    """Two buckets of our own."""
    return make_peer("rclone")


def test_it_is_noticed_and_said(team: Team) -> None:
    """That a lock cannot be kept there is found out by trying."""
    publisher = team.publisher()
    with team.built.record() as record:
        publisher.publish(record)
    assert [warning for warning in publisher.target.warnings if "ignores conditions" in warning]
    assert team.peer.live() == team.built.tree()
