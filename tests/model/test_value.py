"""Values that travel to other processes."""

from __future__ import annotations

import pickle

from hypothesis import given

from communique.catalogue.codec import dump
from communique.model.listing import ListingKey
from communique.model.media import Media
from communique.model.output import Output
from communique.model.release import Release
from communique.model.term import Facet, Term
from tests.model.samples import releases


@given(releases)
def test_a_release_travels_whole(release: Release) -> None:
    """It arrives equal, its fields and the kinds of their values as they were."""
    arrived = pickle.loads(pickle.dumps(release))  # noqa: S301 - our own
    assert arrived == release
    assert dump(arrived) == dump(release)
    assert all(type(term.facet) is Facet for term in arrived.terms)


def test_other_values_travel_whole() -> None:
    """Each by its fields, those that have defaults too."""
    for value in (
        Term(Facet.TAG, "g7", "G7"),
        Media("a.jpg", "a.jpg", widths=(480,)),
        ListingKey("en", "tags", "g7"),
        Output("en/index.html", "listing", "en|all||0"),
    ):
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own
