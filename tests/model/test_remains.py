"""What the public may still know of a withdrawn release."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from communique.model.media import Media
from communique.model.release import REMAINING, Correction, Release, Withdrawal
from tests.model.samples import release


def test_a_withdrawn_release_keeps_what_is_named_and_nothing_else() -> None:
    """So a header that is added is not shown of a withdrawn text, unless somebody decides it."""
    whole = replace(
        release(),
        summary="A summary.",
        body="<p>A text.</p>",
        corrections=(Correction(date(2019, 6, 6), "It was six."),),
        image=Media("photo.jpg", "photo.jpg"),
        attachments=(Media("paper.pdf", "paper.pdf"),),
        links=("releases/talks.md",),
        withdrawn=Withdrawal(date(2019, 6, 7), "It was not ours."),
    )
    remains = whole.remains
    assert remains.terms == (whole.kind,)
    blank = Release(*(getattr(remains, name) for name in FIRST))
    for field in fields(Release):
        if field.name in REMAINING:
            assert getattr(remains, field.name) == getattr(whole, field.name)
        elif field.name != "terms":
            assert getattr(remains, field.name) == getattr(blank, field.name)


FIRST = ("path", "group", "lang", "title", "date", "slug", "terms")
"""What every release has; the rest has defaults."""
