"""Promise 1: whatever the edits, an incremental build leaves the bytes of a clean one."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.promises.newsdesk import Newsdesk


class SearchedNewsdesk(Newsdesk):
    """The same on a site that is searched, which is not always so."""

    @initialize(search=st.booleans())
    def open_search(self, search: bool) -> None:  # noqa: FBT001
        self.search = search

    @rule(search=st.sampled_from([True, True, False]))
    def switch_search(self, search: bool) -> None:  # noqa: FBT001
        self.search = search
        self.edited = True


TestNewsdesk = Newsdesk.TestCase


TestNewsdesk.settings = settings(
    max_examples=7,
    stateful_step_count=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


class OtherNewsdesk(Newsdesk):
    """The same again: two processes do together what takes one a fifth of the suite's time."""


TestOtherNewsdesk = OtherNewsdesk.TestCase


TestOtherNewsdesk.settings = TestNewsdesk.settings


TestSearchedNewsdesk = SearchedNewsdesk.TestCase


TestSearchedNewsdesk.settings = settings(
    TestNewsdesk.settings, max_examples=8, stateful_step_count=12
)
