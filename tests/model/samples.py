"""Releases in the domain's words, and every release that Hypothesis can think of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from communique.model.media import Media
from communique.model.release import Correction, Release, Status, Withdrawal
from communique.model.term import Facet, Term

STATEMENTS = Term(Facet.KIND, "statements", "Statements")
READOUTS = Term(Facet.KIND, "readouts", "Readouts")


def tag(slug: str, name: str = "") -> Term:
    """Return a tag, named as its slug unless told."""
    return Term(Facet.TAG, slug, name or slug)


def release(
    slug: str = "visit",
    day: str = "2019-06-05",
    *,
    lang: str = "en",
    kind: Term = STATEMENTS,
    terms: tuple[Term, ...] = (),
    **more: Any,
) -> Release:
    """Return a release of a day at 10:00 UTC; ``day`` may be a moment in ISO 8601 too."""
    moment = datetime.fromisoformat(day if "T" in day else f"{day}T10:00")
    values: dict[str, Any] = {
        "path": f"releases/{slug}.{lang}.md",
        "group": f"releases/{slug}",
        "lang": lang,
        "title": f"Title of {slug}",
        "date": moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        "slug": slug,
        "terms": (kind, *terms),
        "body": f"<p>Text of {slug}.</p>",
    }
    return Release(**values | more)


_words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
_offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_moments = st.builds(datetime.fromtimestamp, st.integers(-2_000_000_000, 4_000_000_000), _offsets)
_days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
_terms = st.builds(Term, st.sampled_from(Facet), slugs, _words)
_kinds = st.builds(Term, st.just(Facet.KIND), slugs, _words)
_media = st.builds(Media, _words, _words, _words, _words, _words)
releases: st.SearchStrategy[Release] = st.builds(
    Release,
    path=_words.filter(bool),
    group=_words.filter(bool),
    lang=st.sampled_from(["en", "ru", "kk"]),
    title=_words.filter(bool),
    date=_moments,
    slug=slugs,
    terms=st.tuples(_kinds, _terms, _terms),
    summary=_words,
    body=_words,
    modified=st.none() | _moments,
    id=st.just("") | slugs,
    status=st.sampled_from(Status),
    embargo=st.none() | _moments,
    corrections=st.lists(st.builds(Correction, _days, _words), max_size=2).map(tuple),
    withdrawn=st.none() | st.builds(Withdrawal, _days, _words),
    aliases=st.lists(_words, max_size=2).map(tuple),
    image=st.none() | _media,
    attachments=st.lists(_media, max_size=2).map(tuple),
    links=st.lists(_words, max_size=2).map(tuple),
)
"""Any release: every field filled and empty, any script, any offset."""
