"""Date and Modified of an old text: what it says for certain, or a question.

A dateline, "June 5, 2019", or a date that exists in one reading only, proves how the file's other
numeric dates are read. Pure: values in, values out.
"""

from collections.abc import Iterable
from datetime import date as Date  # noqa: N812 - ``date`` is a field below
from datetime import datetime

from communique.importers.draft import Question
from communique.importers.footer import Footer, Order, Stamp
from communique.values import dataclass

Answer = str | Question | None
"""The value of a header, or the question to ask, or nothing to say."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of a release's dates: from its dateline, its footer and the caller."""

    footer: Footer
    dateline: Date | None = None
    given: Date | None = None

    @property
    def possible(self) -> tuple[Order, ...]:
        """The orders in which every date of the footer is a day of the calendar."""
        stamps = self.footer.stamps
        return tuple(order for order in Order if all(stamp.day(order) for stamp in stamps))

    @property
    def agreeing(self) -> tuple[Order, ...]:
        """The possible orders in which the footer's first date is the dateline's or the given."""
        given = self.given.date() if isinstance(self.given, datetime) else self.given
        days = {self.dateline, given} - {None}
        return tuple(
            order
            for order in self.possible
            if any(stamp.day(order) in days for stamp in self.footer.stamps[:1])
        )


def settle_date(evidence: Evidence) -> Answer:
    """Decide Date: the caller's, or the footer's if it agrees with the dateline, or that alone."""
    if evidence.given is not None:
        return _iso(evidence.given)
    dateline, created = evidence.dateline, evidence.footer.created
    if created is None:
        if dateline is None:
            return Question("Date", (), "The text has no dateline and no footer that dates it")
        return dateline.isoformat()
    if dateline is None or evidence.agreeing:
        return _settle("Date", created, evidence)
    candidates = _distinct([dateline.isoformat(), *_readings(created, evidence.possible)])
    why = f'The dateline says {dateline}, the footer "{created.written}"; they do not agree'
    return Question("Date", candidates, why)


def settle_modified(evidence: Evidence) -> Answer:
    """Decide Modified from the footer, in the order that the whole file proves."""
    updated = evidence.footer.updated
    return None if updated is None else _settle("Modified", updated, evidence)


def _settle(header: str, stamp: Stamp, evidence: Evidence) -> str | Question:
    orders = evidence.agreeing or evidence.possible
    candidates = _readings(stamp, orders)
    if not orders:
        why = f'The numeric dates of the footer, "{stamp.written}" among them, fit no one order'
        return Question(header, candidates, why)
    if len(candidates) == 1:
        return candidates[0]
    return Question(header, candidates, f'Nothing in the text proves how "{stamp.written}" is read')


def _readings(stamp: Stamp, orders: Iterable[Order]) -> tuple[str, ...]:
    """Return the stamp's values in these orders; if there are none, in any order."""
    return _distinct(stamp.read(order) for order in tuple(orders) or Order)


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _iso(moment: Date) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(" ", "seconds" if moment.second else "minutes")
