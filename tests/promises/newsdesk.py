"""The newsdesk of promise 1: after each edit and each mishap the output is a clean build's."""

from __future__ import annotations

from hypothesis.stateful import invariant

from tests.promises.editors import Editors
from tests.promises.mishaps import Mishaps
from tests.sites import differences


class Newsdesk(Editors, Mishaps):
    """Editors at work while things go wrong."""

    @invariant()
    def output_is_as_from_nothing(self) -> None:
        if not self.edited:
            return
        self.edited = False
        result = self._build()
        if result.status:
            # Two sources may claim one address; then the edit is taken back by later ones.
            assert "problem" in result.err
            assert "Traceback" not in result.err
            return
        expected = self.site.clean_tree(**self._options())
        assert differences(expected, self.site.tree()) == []
