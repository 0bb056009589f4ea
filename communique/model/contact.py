"""Contacts: whom readers and journalists can ask, as cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from communique.model.value import Value


@dataclass(frozen=True, slots=True)
class Contact(Value):
    """A card of the vocabulary: what it is called and what it says by language, where to ask."""

    slug: str
    names: Mapping[str, str]
    notes: Mapping[str, str]
    phone: str = ""
    email: str = ""
    url: str = ""
