"""What Pagefind reads of a release: HTML with its text and names, and what a result shows of it."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from communique.model.release import Release
from communique.model.term import Facet
from communique.text.dates import format_date
from communique.text.patterns import late

FILTERS = (Facet.KIND, Facet.COUNTRY)
"""The facets by which a search can be narrowed; the year is its part's."""

UNSPACED = late("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
"""Letters of scripts that put no space between words: kana and Han."""


class Document(NamedTuple):
    """A release as Pagefind reads it: its address, and HTML with its text, names and filters."""

    url: str
    html: str


def write_document(release: Release, body: str) -> str:
    """Write what is searched: title, text, the names of its terms; and what results show.

    The title is found too, and no part of what a result quotes; the names stand after the text.
    Han and kana are taken apart, letter by letter, and looked for as a phrase: no dictionary of
    words is needed on either side. A text has no attributes that Pagefind obeys
    (``text.elements.NEVER``).
    """
    shown = {
        "date": format_date(release.date.date(), release.lang),
        "day": release.date.date().isoformat(),
        "kind": release.kind.name,
    }
    if release.mark:
        shown["mark"] = release.mark.value
    terms = [(term.facet.value, term.slug) for term in release.terms if term.facet in FILTERS]
    facts = [f'<i data-pagefind-meta="{name}">{escape(text)}</i>' for name, text in shown.items()]
    facts += [f'<i data-pagefind-filter="{name}">{escape(slug)}</i>' for name, slug in terms]
    names = dict.fromkeys([*(term.name for term in release.terms), *release.other_names])
    searched = UNSPACED.sub(
        r" \1 ",
        f'<h1 data-pagefind-meta="title" data-pagefind-ignore>{escape(release.title)}</h1>{body}'
        f'<p data-pagefind-weight="0.5">{escape(" · ".join(names))}</p>',
    )
    return (
        f'<!doctype html><html lang="{release.lang}"><body>'
        f"<div data-pagefind-ignore>{''.join(facts)}</div>"
        f"{searched}</body></html>"
    )
