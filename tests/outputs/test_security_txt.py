"""``security.txt``: whom to tell of a hole in the site (RFC 9116)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sites import Site, differences

CONTACT = ["mailto:security@newsroom.example", "https://newsroom.example/en/contact/"]
FILE = ".well-known/security.txt"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with a release, on 1 January 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    made = Site(tmp_path / "site")
    made.release("visit.en")
    return made


def test_it_says_whom_to_tell(site: Site) -> None:
    """All that the RFC wants; the same bytes on another day."""
    site.settings |= {"SECURITY_CONTACT": CONTACT, "SECURITY_EXPIRES": "2026-12-01"}
    site.built()
    assert site.tree()[FILE].decode() == (
        "Contact: mailto:security@newsroom.example\n"
        "Contact: https://newsroom.example/en/contact/\n"
        "Expires: 2026-12-01T00:00:00Z\n"
        "Preferred-Languages: en, ru\n"
        "Canonical: https://newsroom.example/.well-known/security.txt\n"
    )
    assert differences(site.clean_tree(), site.tree()) == []


def test_it_follows_the_settings(site: Site) -> None:
    """There is none without a contact; another day of expiry changes the file."""
    site.built()
    assert FILE not in site.tree()
    site.settings |= {"SECURITY_CONTACT": CONTACT, "SECURITY_EXPIRES": "2026-12-01"}
    site.built()
    site.settings["SECURITY_EXPIRES"] = "2026-12-02"
    site.built()
    assert b"Expires: 2026-12-02T" in site.tree()[FILE]
    site.settings |= {"SECURITY_CONTACT": None, "SECURITY_EXPIRES": None}
    site.built()
    assert FILE not in site.tree()
    assert differences(site.clean_tree(), site.tree()) == []


@pytest.mark.parametrize("day", ["2025-12-31", "2026-01-01", "2027-02-01"])
def test_a_day_that_is_past_or_far_is_told(site: Site, day: str) -> None:
    """So that somebody looks whether it still holds; the output is as it was."""
    site.built()
    before = site.tree()
    result = site.build(SECURITY_CONTACT=CONTACT, SECURITY_EXPIRES=day)
    assert result.status == 1
    assert (
        f"pelicanconf.py: SECURITY_EXPIRES must be a future day, at most a year away, got {day}"
        in result.err
    )
    assert site.tree() == before


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"SECURITY_CONTACT": CONTACT}, "SECURITY_CONTACT must have a day in SECURITY_EXPIRES"),
        ({"SECURITY_EXPIRES": "2026-12-01"}, "SECURITY_CONTACT must have a day in"),
        ({"SECURITY_CONTACT": ["security@newsroom.example"]}, "must be a list of addresses"),
        ({"SECURITY_CONTACT": ["http://newsroom.example/"]}, "must be a list of addresses"),
        ({"SECURITY_CONTACT": ["mailto:a@b.example\nHiring: x"]}, "must be a list of addresses"),
        ({"SECURITY_CONTACT": CONTACT, "SECURITY_EXPIRES": "1.12.2026"}, "must be an ISO 8601 day"),
        (
            {"SECURITY_CONTACT": CONTACT, "SECURITY_EXPIRES": "2026-13-01"},
            "must be an ISO 8601 day",
        ),
        (
            {
                "SECURITY_CONTACT": CONTACT,
                "SECURITY_EXPIRES": "2026-12-01",
                "SITEURL": "https://newsroom.example/press",
            },
            "SECURITY_CONTACT must be left out where SITEURL has a path",
        ),
    ],
)
def test_what_cannot_be_told_is_refused(
    site: Site, settings: dict[str, Any], expected: str
) -> None:
    """In words, with the fix."""
    result = site.build(**settings)
    assert result.status == 1
    assert expected in result.err
