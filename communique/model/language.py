"""The languages of a site as a reader meets them: code, own name, direction."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Language"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the site: BCP 47 ``code``, ``name`` in itself, ``dir`` ltr or rtl (CLDR)."""

    code: str
    name: str
    dir: str

    @property
    def url(self) -> str:
        """The address of its front page below SITEURL."""
        return f"{self.code}/"
