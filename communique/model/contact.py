"""Contacts for readers and journalists, as cards."""

from __future__ import annotations

from collections.abc import Mapping

from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """A card of the vocabulary: what it is called and what it says by language, where to ask."""

    slug: str
    names: Mapping[str, str]
    notes: Mapping[str, str]
    phone: str = ""
    email: str = ""
    url: str = ""
