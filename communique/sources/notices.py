"""Readers of Correction and Withdrawn: day, kind, text for the public."""

from datetime import date as Date  # noqa: N812 - a type beside values named date

from communique.model.release import (
    Correction,
    CorrectionKind,
    Original,
    Release,
    Withdrawal,
    WithdrawalShape,
)
from communique.patterns import late
from communique.sources.fields import FieldError, read_date
from communique.sources.hints import did_you_mean, write_like
from communique.sources.scan import MARKDOWN_SUFFIXES
from communique.sources.stylebook import Stylebook
from communique.text.typography import typeset

DATED = late(r"[12]\d{3}-\d\d-\d\d(?:[T ]\d\d:\d\d.{0,12})?")
"""How a correction begins whose parts are between semicolons: a day, or a day and a time."""

DAY = len("2019-06-05")
EDITION = late(r"edition ([1-9]\d{0,3})")
BOTH = 2
"""Parts of Original beside the language: a moment and an edition."""


def read_correction(value: str, stylebook: Stylebook, lang: str) -> Correction:
    """Read ``2019-06-06 14:00; correction; what it was``; time and kind may be left out."""
    written, parted, rest = value.partition(";")
    if not parted or not DATED.fullmatch(written.strip()):
        return Correction(*_read_dated(value, stylebook, lang))
    kind, parted, text = (part.strip() for part in rest.partition(";"))
    known = [each.value for each in CorrectionKind]
    if kind.lower() not in known:
        if parted and " " not in kind:
            hint = did_you_mean(kind, known) or "leave it out for a correction"
            raise FieldError(f"must be of a kind: {', '.join(known)}", hint)
        kind, text = CorrectionKind.CORRECTION, rest.strip()
    if not text:
        raise FieldError("must say what was changed", write_like("Correction"))
    date = read_date(written.strip(), stylebook, lang)
    is_day = len(written.strip()) == DAY
    at = date.date() if is_day else date
    return Correction(at, typeset(text, lang), CorrectionKind(kind.lower()))


def read_withdrawal(value: str, stylebook: Stylebook, lang: str) -> Withdrawal:
    """Read ``2019-06-07; withdrawn; why``, or ``2019-06-07 why``: then the text goes.

    What is consolidated names the release that has it now, by its file.
    """
    written, parted, rest = value.partition(";")
    if not parted or len(written.strip()) != DAY or not DATED.fullmatch(written.strip()):
        return Withdrawal(*_read_dated(value, stylebook, lang))
    day = read_date(written.strip(), stylebook, lang).date()
    shape, _, text = (part.strip() for part in rest.partition(";"))
    known = [each.value for each in WithdrawalShape]
    if shape.lower() not in known:
        hint = did_you_mean(shape, known) or write_like("Withdrawn")
        raise FieldError(f"must be of a kind: {', '.join(known)}", hint)
    into = ""
    if shape.lower() == WithdrawalShape.CONSOLIDATED:
        into, _, text = (part.strip() for part in text.partition(";"))
        into = into.removeprefix("{filename}")
        if not into.lower().endswith(MARKDOWN_SUFFIXES):
            hint = "write it like 2019-06-07; consolidated; 06-joint-statement.en.md"
            raise FieldError("must name the file of the release that has it now", hint)
    elif not text:
        raise FieldError("must say why", write_like("Withdrawn"))
    return Withdrawal(day, typeset(text, lang), WithdrawalShape(shape.lower()), into)


def read_original(value: str, stylebook: Stylebook, lang: str) -> Original:
    """Read ``ru; 2019-06-06 14:00; edition 2``: a language, a moment, and which edition it was."""
    written, *rest = (part.strip() for part in value.split(";"))
    if written not in stylebook.languages or written == lang:
        others = [each for each in stylebook.languages if each != lang]
        hint = did_you_mean(written, others) or write_like("Original")
        raise FieldError("must name another language of the site first", hint)
    number = EDITION.fullmatch(rest[1]) if len(rest) == BOTH else None
    if not rest or len(rest) > BOTH or (len(rest) == BOTH and number is None):
        hint = f"{write_like('Original')}, or have it written: inv confirm"
        raise FieldError("must be a language, a moment and an edition", hint)
    moment = read_date(rest[0], stylebook, lang)
    return Original(written, moment, int(number[1]) if number else 1)


def format_original(original: Release) -> str:
    """Write what ``read_original`` reads of the present edition of a text."""
    at = original.updated
    moment = at.isoformat(" ", "seconds" if at.second else "minutes")
    return f"{original.lang}; {moment}; edition {original.edition}"


def _read_dated(value: str, stylebook: Stylebook, lang: str) -> tuple[Date, str]:
    day, _, text = value.partition(" ")
    if not text.strip():
        raise FieldError("must be an ISO 8601 day and a sentence", "write it like 2019-06-06 Why.")
    return read_date(day, stylebook, lang).date(), typeset(text.strip(), lang)
