"""Contacts for readers and journalists, as cards."""

from collections.abc import Mapping

from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """A card of the vocabulary: its name and note by language, and how to make contact."""

    slug: str
    names: Mapping[str, str]
    notes: Mapping[str, str]
    phone: str = ""
    email: str = ""
    url: str = ""
