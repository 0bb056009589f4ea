"""Terms: what releases are filed under, each with an archive of its own."""

from collections.abc import Mapping
from enum import StrEnum

from communique.values import dataclass


class Facet(StrEnum):
    """A way to file releases; the value is the segment of its address, ``/en/<facet>/<term>/``."""

    KIND = "kinds"
    TAG = "tags"
    COUNTRY = "countries"
    ORGANISATION = "organisations"
    PERSON = "people"
    PLACE = "places"
    AUTHOR = "authors"


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a facet as a release names it: an ASCII slug, and a name in its language."""

    facet: Facet
    slug: str
    name: str

    def __hash__(self) -> int:
        return hash(self.slug)

    @property
    def path(self) -> str:
        """The term's address below its language: ``countries/kazakhstan/``."""
        return f"{self.facet.value}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Contact:
    """A card of the vocabulary: its name and note by language, and how to make contact."""

    slug: str
    names: Mapping[str, str]
    notes: Mapping[str, str]
    phone: str = ""
    email: str = ""
    url: str = ""
