"""The words for a release's corrections."""

from html import escape

from communique.model.release import Correction, CorrectionKind, Release
from communique.outputs.press.press import Press
from communique.text.dates import format_moment


def kind_in_words(press: Press, lang: str, kind: CorrectionKind) -> str:
    """Return what a kind of correction is called."""
    if kind is CorrectionKind.CORRECTION:
        return press.gettext(lang, "Correction")
    if kind is CorrectionKind.CLARIFICATION:
        return press.gettext(lang, "Clarification")
    return press.gettext(lang, "Update")


def corrections_in_words(press: Press, release: Release) -> str:
    """Return HTML with a paragraph for each correction, the newest first; "" where it has none."""
    return "".join(_paragraph(press, release.lang, each) for each in newest_first(release))


def newest_first(release: Release) -> list[Correction]:
    """Return the corrections of a release, the newest first; of one moment the last written."""
    moments = zip(release.correction_moments, range(len(release.corrections)), strict=True)
    return [release.corrections[place] for _, place in sorted(moments, reverse=True)]


def _paragraph(press: Press, lang: str, correction: Correction) -> str:
    when = format_moment(correction.date, lang)
    kind = kind_in_words(press, lang, correction.kind)
    return f"<p><strong>{escape(kind)}</strong> · {escape(when)} · {escape(correction.text)}</p>\n"
