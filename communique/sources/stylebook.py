"""The stylebook: all that the reading of a source depends on besides its own bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from communique.model.term import Contact
from communique.settings import Settings
from communique.sources.contacts import load_contacts
from communique.sources.vocabulary import Vocabulary
from communique.text.elements import allowed_with
from communique.text.typogrify import Typogrify
from communique.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Stylebook:
    """The rules by which sources are read, to send to processes; compared by identity alone."""

    languages: tuple[str, ...]
    default_lang: str
    timezone: ZoneInfo
    markdown: Mapping[str, Any]
    vocabulary: Vocabulary
    html: Mapping[str, frozenset[str]] = field(default_factory=lambda: allowed_with({}))
    """The elements that a text may have, and the attributes of each."""
    typogrify: Typogrify | None = None
    """Typogrify's filters for texts; None for none."""
    search: bool = False
    """Whether what a search finds a release by is noted."""
    site: str = ""
    """SITEURL, by which an address of the site's own is known."""
    contacts: Mapping[str, Contact] | None = None
    """The cards of the vocabulary by name; None where they cannot be read."""

    filters: tuple[str, ...] = ()
    """Which terms have lists of what they share, each two facets: ``countries/kinds``."""

    @classmethod
    def of(cls, settings: Settings, vocabulary: Vocabulary) -> Stylebook:
        """Take from the settings what reading depends on."""
        filters = (
            Typogrify(settings.typogrify, settings.typogrify_ignore_tags, settings.typogrify_dashes)
            if settings.typogrify
            else None
        )
        contacts, wrong = load_contacts(settings.vocabulary_path)
        return cls(
            settings.languages,
            settings.default_lang,
            settings.timezone,
            settings.markdown,
            vocabulary,
            allowed_with(settings.html_allowed),
            filters,
            settings.search,
            settings.siteurl,
            None if wrong else contacts,
            tuple(dict.fromkeys((*settings.list_filters, *settings.subscribing.intersections))),
        )

    @property
    def digest(self) -> str:
        """A digest of the rules, the vocabulary left out: its changes are followed by term."""
        rules: list[Any] = [self.languages, self.default_lang, self.timezone.key, self.markdown]
        rules += [self.search, self.site, self.filters]
        rules.append(repr(self.typogrify))
        rules.append({name: sorted(attributes) for name, attributes in self.html.items()})
        cards = (self.contacts or {}).values()
        rules.append(sorted((each.slug, *sorted(each.names.values())) for each in cards))
        text = json.dumps(rules, sort_keys=True, default=repr)
        return blake2b(text.encode(), digest_size=16).hexdigest()
