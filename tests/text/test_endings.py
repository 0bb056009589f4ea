"""Words whose ending stands after a hyphen stay on one line, and keep their text."""

from __future__ import annotations

import re

import pytest

from communique.text.endings import hold_endings


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Сайлау ШЫҰ-дағы байқаушы", ["ШЫҰ-дағы"]),
        ("БҰҰ-ның 5-ші, ЕҚЫҰ-мен", ["БҰҰ-ның", "5-ші", "ЕҚЫҰ-мен"]),
        ("«Астана»-ның, 1990-х", ["»-ның", "1990-х"]),
        ("do ONZ-u, G7-led", ["ONZ-u", "G7-led"]),
        ("<p>БҰҰ-<em>ның</em> ЕО-да</p>", ["ЕО-да"]),
        ("long-term, UN-Habitat, A/RES-1, 2019-06-05, Алматы-да, ШЫҰ-дағы-ақ", []),
        ('<a href="/a/X-yz/" title="ШЫҰ-дағы">x</a> UN-mandated', []),
        # Of a longer word, a narrow line could hold no whole.
        ("ОРТАЛЫҚАЗИЯДАҒЫЛАР-дың", []),
    ],
)
def test_a_short_ending_is_held(text: str, held: list[str]) -> None:
    """Of abbreviations, figures and quotations, in any language; tags stay as they are."""
    html = hold_endings(text)
    assert re.findall(r'<span class="held">(.*?)</span>', html) == held
    assert re.sub(r'<span class="held">(.*?)</span>', r"\1", html) == text
