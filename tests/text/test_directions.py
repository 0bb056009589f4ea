"""Parts that go from left to right in a text that does not: each is isolated, no word changes."""

from __future__ import annotations

import re

import pytest

from communique.text.directions import isolate

PARTS = {
    "هاتف {+7 (7172) 72-05-18} للصحفيين.": "a telephone number",
    "هاتف: {8 (7172) 72 05 18}، فاكس: {(7172) 72-05-19}": "without the country's number",
    "هاتف {+12025551234} أو {00 7 7172 720518}": "without signs",
    "«{+٧ ٧١٧٢ ٧٢-٠٥-١٨}»": "in Arabic digits",
    "وزير الخارجية: {+7&nbsp;(7172)&nbsp;72-05-18}": "whose spaces hold it together",
    "من {10:00-12:00} و{10:00 – 12:00}.": "hours",
    "الوثيقة {14-05/2019} و{72-05-18} يوم {2019-06-05}.": "numbers of documents, a date",
    "العدد {1 000 000} و 1,000,000.": "a number that spaces group",
    "{press@example.org}. {24press@example.org}": "e-mail addresses",
    "{https://example.org/a/} و {www.example.org/a?b=1&amp;c=2}.": "addresses",
    "بيان {G7+} و{OPEC+}، {@mfa_kz} {#SCO}": "names with a sign at an end",
    "السنوات 2018-2019 والصفحات 5-7": "ranges, which are read from right to left",
    "A/RES/71/1 و S/RES/1325 (2000) و COVID-19 في 10:00": "what is shown rightly",
    "في عام 2019. 5 من 7، بين 2.5 و 3.5، +5": "numbers that have nothing to do with each other",
    "&#x27;كلمة&#x27; &#1234;": "references to signs",
    '<a href="tel:+7-7172-72-05">{+7 7172 72-05}</a>': "a link's words, and not its address",
    "<bdi>+7 7172 72-05-18</bdi> \u2066+7 7172 72-05-18\u2069": "what an editor isolated",
    "<code>1-2-3</code><pre><b>1-2-3</b></pre> {1-2-3}": "code",
    '<span lang="en">1-2-3 <span>a</span> 2-3-4</span> {2-3-4}': "words of another language",
}


@pytest.mark.parametrize("text", PARTS, ids=PARTS.values())
def test_a_part_is_isolated(text: str) -> None:
    """In each language that is written from right to left, and in no other."""
    plain = re.sub("[{}]", "", text)
    wanted = text.replace("{", '<bdi dir="ltr">').replace("}", "</bdi>")
    assert [isolate(plain, lang) for lang in ("ar", "he", "fa")] == [wanted] * 3
    assert isolate(plain, "ru") == plain
