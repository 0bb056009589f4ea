from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.text.summaries import collapse, cut_line


@pytest.mark.parametrize(
    ("lang", "paragraph", "limit", "expected"),
    [
        ("en", "  Short \n text  ", 280, "Short text"),
        ("en", "One here. Two here. Three here.", 20, "One here. Two here."),
        ("en", "It met. “It agreed.” It closed then.", 21, "It met. “It agreed.”"),
        (
            "en",
            "He met Mr. Norov in the U.S. yesterday to talk.",
            30,
            "He met Mr. Norov in the U.S…",
        ),
        ("en", "He met. Then Mr. Norov of the U.S. Mission spoke.", 40, "He met."),
        ("en", "Visit ended on 5 June 2019. It was long.", 30, "Visit ended on 5 June 2019."),
        ("ru", "Он спросил: „Да?“ Потом ушёл.", 20, "Он спросил: „Да?“"),
        ("ru", "Визит в 2019 г. прошёл. Т.е. состоялся давно.", 35, "Визит в 2019 г. прошёл."),
        ("en", "Do you? Yes! Indeed so it is.", 14, "Do you? Yes!"),
        ("en", "one two three", 9, "one two…"),
        ("en", "one, two three", 6, "one…"),
        ("zh", "会议结束。双方签署了文件。", 8, "会议结束。"),
        ("en", "abcdefghij", 5, "abcd…"),
        ("zh", "上合组织 " + "选" * 60, 50, "上合组织 " + "选" * 44 + "…"),
        ("zh", "他说：“会议结束。”双方签署了文件。", 12, "他说：“会议结束。”"),
        ("ar", "هل انتهت الجلسة؟ نعم. انتهت أمس.", 20, "هل انتهت الجلسة؟"),
        ("ar", "اجتمع الوفدان، ثم غادرا المدينة مساء", 15, "اجتمع الوفدان…"),
        (
            "fr",
            "Il a dit\u00a0: «\u00a0Oui.\u00a0» Puis il est parti.",
            24,
            "Il a dit\u00a0: «\u00a0Oui.\u00a0»",
        ),
        ("fr", "Vraiment\u00a0? Oui, et bien plus.", 14, "Vraiment\u00a0?"),
        (
            "es",
            "La crisis se agravó en el mar. Se cerró allí.",
            40,
            "La crisis se agravó en el mar.",
        ),
        (
            "es",
            "Habló la Sra. Vega. Dijo que no. Luego calló.",
            35,
            "Habló la Sra. Vega. Dijo que no.",
        ),
        (
            "fr",
            "Le 5 sept. 2019 à Oslo. Puis rien.",
            12,
            "Le 5 sept…",
        ),
        ("kk", "Ол кетті. Құны 5 млн. Теңге ғой.", 25, "Ол кетті."),
        ("cs", "Jednání začalo 5. Června. Skončilo dnes.", 24, "Jednání začalo 5…"),
        ("fr", "Les missions\u00a0: dix au total", 15, "Les missions…"),
        ("en", "The Rt. Hon. Ann Lee spoke. Then all left.", 30, "The Rt. Hon. Ann Lee spoke."),
        ("en", "Det. Smith and Insp. Lee came. They left.", 32, "Det. Smith and Insp. Lee came."),
        ("en", "Section 1. In force. It ends.", 12, "Section 1…"),
        ("en", "It is so by Article 5. The rest is not.", 25, "It is so by Article 5."),
        ("en", "It ended World War II. Peace came.", 24, "It ended World War II."),
        ("ru", "Статья 2. Договор вступает в силу.", 12, "Статья 2…"),
        (
            "es",
            "Habló el embajador de EE. UU. ayer. Luego calló.",
            38,
            "Habló el embajador de EE. UU. ayer.",
        ),
        (
            "es",
            "Vinieron los RR. HH. de la casa. Luego no.",
            33,
            "Vinieron los RR. HH. de la casa.",
        ),
        (
            "de",
            "Zu ihrem 40. Jahrestag kam er. Dann ging er.",
            32,
            "Zu ihrem 40. Jahrestag kam er.",
        ),
        ("de", "Zum 100. Geburtstag kam er. Dann ging er.", 28, "Zum 100. Geburtstag kam er."),
        (
            "de",
            "Papst Johannes XXIII. Amtszeit war kurz. Sie endete.",
            42,
            "Papst Johannes XXIII. Amtszeit war kurz.",
        ),
        ("tr", "Törenin 25. Dakikasında geldi. Sonra gitti.", 32, "Törenin 25. Dakikasında geldi."),
        ("pl", "Na 40. Rocznicy był on. Potem wyszedł.", 25, "Na 40. Rocznicy był on."),
    ],
)
def test_a_summary_ends_where_a_reader_pauses(
    lang: str, paragraph: str, limit: int, expected: str
) -> None:
    """It ends with a sentence if one fits, never inside an abbreviation, else with a word."""
    assert expected == cut_line(collapse(paragraph), lang, limit)


@given(st.text(), st.sampled_from(["en", "de", "zh"]), st.integers(2, 60))
def test_a_summary_is_one_line_within_the_limit(paragraph: str, lang: str, limit: int) -> None:
    """No summary is longer than asked, has a line break or spaces at its ends."""
    summary = cut_line(collapse(paragraph), lang, limit)
    assert len(summary) <= limit
    assert summary == summary.strip()
    assert summary == re.sub(r"[^\S\u00a0\u202f]+", " ", summary)
    assert len(summary.splitlines()) <= 1
    assert "  " not in summary
