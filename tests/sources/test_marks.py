"""Lines that say a text is held back, as offices write them."""

from __future__ import annotations

import pytest

from communique.sources.held.lines import find_mark, find_title_mark, goes_on


@pytest.mark.parametrize(
    ("lang", "line", "moment"),
    [
        ("en", "EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030", "2030-06-07 10:00Z"),
        ("en", "EMBARGO: 0600 CET 3 March 2031", "2031-03-03 06:00+01:00"),
        ("en", "Strictly embargoed to 00:01 GMT Friday 7 June 2030", "2030-06-07 00:01Z"),
        (
            "en",
            "*** Strictly embargoed until 6 p.m. EST, January 7, 2030",
            "2030-01-07 18:00-05:00",
        ),
        ("en", "NOT FOR RELEASE BEFORE 10:00 GMT 7 JUNE 2030", "2030-06-07 10:00Z"),
        (
            "en",
            "Not for publication or broadcast before 1000 hrs GMT, 7 June 2030",
            "2030-06-07 10:00Z",
        ),
        ("en", "Hold for release until 10 a.m. EDT, June 7, 2030", "2030-06-07 10:00-04:00"),
        ("en", "Embargoed until 2030-06-07 10:00 +05:00", "2030-06-07 10:00+05:00"),
        ("en", "EMBARGOED UNTIL 10:00 GMT, 17/6/2030", "2030-06-17 10:00Z"),
        ("en", "Embargoed until noon UTC+5, 7 June 2030", "2030-06-07 12:00+05:00"),
        ("fr", "Sous embargo jusqu'au 7 juin 2030, 10h00 GMT", "2030-06-07 10:00Z"),
        ("fr", "Ne pas diffuser avant le 7 juin 2030 à 10 heures UTC", "2030-06-07 10:00Z"),
        ("es", "Embargado hasta las 10:00 UTC del 7 de junio de 2030", "2030-06-07 10:00Z"),
        ("ru", "Под эмбарго до 10:00 мск 7 июня 2030 года", "2030-06-07 10:00+03:00"),
        (
            "ru",
            "Эмбарго до 10.00 по московскому времени 7 июня 2030 года",
            "2030-06-07 10:00+03:00",
        ),
        ("ar", "حظر النشر حتى ١٠:٠٠ بتوقيت غرينتش ٧ يونيو ٢٠٣٠", "2030-06-07 10:00Z"),
        ("zh", "禁止在北京时间2030年6月7日10:00前发布", "2030-06-07 10:00+08:00"),
    ],
)
def test_a_certain_moment_is_read(lang: str, line: str, moment: str) -> None:
    """Date, time and zone, each with one meaning."""
    mark = find_mark(line, lang)
    assert mark is not None
    assert (mark.kind, mark.moment) == ("embargo", moment)


@pytest.mark.parametrize(
    ("line", "likely", "lacks"),
    [
        ("Embargoed until 10:00 7 June 2030", ("2030-06-07 10:00",), "a time zone"),
        ("Embargo: 10:00 (Geneva time), 7 June 2030", ("2030-06-07 10:00",), "a time zone"),
        ("EMBARGO: 0600 CET 3 July 2031", ("2031-07-03 06:00",), "what CET is on that day"),
        ("Embargoed until 7 June 2030", ("2030-06-07",), "a time"),
        (
            "EMBARGOED UNTIL 10:00 GMT, 7/6/2030",
            ("2030-07-06 10:00", "2030-06-07 10:00"),
            "which day is meant",
        ),
        ("Embargoed until 10:00 GMT, 7 June", (), "a date"),
        ("Embargoed until further notice", (), "a date"),
        ("EMBARGOED UNTIL DELIVERY", (), "a date"),
    ],
)
def test_what_is_not_certain_is_asked(line: str, likely: tuple[str, ...], lacks: str) -> None:
    """Nothing is guessed: an embargo that ends an hour early is broken."""
    mark = find_mark(line, "en")
    assert mark is not None
    assert (mark.moment, mark.likely, mark.lacks) == ("", likely, lacks)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        *(("DRAFT – NOT FOR RELEASE", "draft"), ("Draft", "draft"), ("DRAFT 2", "draft")),
        *(("NOT FOR PUBLICATION", "draft"), ("Confidential", "draft"), ("Черновик", "draft")),
        *(("Brouillon", "draft"), ("草稿", "draft"), ("Не для печати", "draft")),
        *(("CHECK AGAINST DELIVERY", "delivery"), ("Seul le prononcé fait foi", "delivery")),
    ],
)
def test_other_marks_are_told_apart(line: str, kind: str) -> None:
    """A draft, and a speech as it was written."""
    mark = find_mark(line, "en")
    assert mark is not None
    assert mark.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "Embargo on arms deliveries must be lifted by 2030",
        "EU extends arms embargo until 31 July 2030",
        "Embargo to be lifted on 5 June 2030, the minister says in Geneva",
        "Draft resolution adopted",
        "Confidential talks held in Geneva",
        "外交部日前发布公告",
        "Эмбарго на поставки оружия продлено до 2030 года",
        "Not for the first time, ministers met before the summit",
        "",
    ],
)
def test_a_text_about_an_embargo_is_no_mark(line: str) -> None:
    """It has more to say than a time."""
    assert find_mark(line, "en") is None


def test_a_mark_may_go_on_in_lines_of_a_time_alone() -> None:
    """A sentence with a time in it is none."""
    assert goes_on("10:00 GMT, 7 June 2030", "en")
    assert not goes_on("The 10:00 train to Geneva", "en")
    assert not goes_on("Talks", "en")


@pytest.mark.parametrize(
    "line",
    [
        "For release at 10:00 GMT, 7 June 2031",
        "Please do not publish before 10:00 GMT, 7 June 2031",
        "Strictly no publication before 7 June 2031",
        "Kindly observe the embargo until 10:00 GMT on 7 June 2031",
        "WARNING: EMBARGOED UNTIL 10:00 GMT 7 JUNE 2031",
        "MEDIA EMBARGO LIFTS 10:00 GMT 7 JUNE 2031",
        "DO NOT PUBLISH YET",
        "NOT YET CLEARED BY THE MINISTER",
        "[TO BE COMPLETED]",
        "EMBARGO LEVÉ LE 7 JUIN 2031 À 10H",
        "Difusión prohibida hasta el 7 de junio de 2031",
        "Опубликовать после 10:00 7 июня 2031 года",
        "До 7 июня 2031 г. не публиковать",
        "يحظر النشر قبل الساعة العاشرة من يوم 7 يونيو 2031",
        "2031年6月7日上午10时解禁",
        "禁运：2031年1月1日 10:00",
        "新闻禁运期至：2031-01-01",
        "解禁时间：2031年6月7日10时",
        "禁運：2031年1月1日 10:00",
        "內部文件",
        "TASLAK",
        "초안",
        "報道解禁：2031年1月1日 10時",
        "טיוטה",
        "پیش‌نویس",
        "Embargo fino al 1 gennaio 2031",
        "Embargo até 1 de janeiro de 2031",
        "2031 жылғы 7 маусымға дейін жариялауға болмайды",
        "2031 жылғы 7 маусымға дейін жариялауға тыйым салынады",
        "Under embargo until 7 June 2031",
        "Please respect the embargo: 7 June 2031, 10:00",
        *("W.I.P.", "DO NOT POST", "TLP:AMBER", "On hold", "Awaiting sign-off", "Rough draft"),
        *("Goes live at 10:00", "Release: 7 June 2031, 10:00", "DRAFT – not government policy"),
        *("Vorabfassung", "На согласование", "Не ранее 7 июня 2031", "内部文件 严禁外传", "待审核"),
        *("Da non pubblicare", "À ne pas diffuser avant jeudi", "Hizmete özel", "部外秘", "대외비"),
        "לא לפרסום",
    ],
)
def test_a_ban_is_seen_in_any_language_whatever_that_of_the_file(line: str) -> None:
    """By a word of a ban and a date or time, or by being nothing but a mark of a draft."""
    assert find_mark(line, "en") is not None


@pytest.mark.parametrize(
    "title",
    [
        "DRAFT: Talks on climate",
        "DRAFT – Talks on climate",
        "[DRAFT] Talks on climate",
        "Draft 3 – Talks on climate",
        "ЧЕРНОВИК: Переговоры",
        "PRESS RELEASE – EMBARGOED UNTIL 7 JUNE 2031",
        "A secret (embargoed until 5 June 2031)",
        "FOR RELEASE: 7 June 2031 10:00 GMT",
        "CONFIDENTIAL UNTIL DELIVERY",
        "Talks on climate – embargoed until 7 June 2031",
        "Talks on climate (draft)",
    ],
)
def test_a_title_is_a_mark_or_has_one(title: str) -> None:
    """Before its words, behind them, or in brackets."""
    assert find_title_mark(title, "en") is not None


@pytest.mark.parametrize(
    "line",
    [
        "Embargo: the EU imposed it in 2014 and renewed it.",
        "Embargo 2014–2019",
        "The arms embargo until 2030 was lifted",
        "Held until 7 June 2030 in the archive.",
        "EU extends arms embargo until 31 July 2030",
        "For immediate release",
        "FOR IMMEDIATE RELEASE, 5 June 2019",
        "Draft resolution adopted",
        "Release of prisoners on 5 June 2030",
        "No publication of results before 10:00",
        "The ministers will publish the text on 5 June 2030",
        "Проект закона принят",
        *(
            "Secret talks in Geneva",
            "Hold the line, minister says",
            "Background",
            "Under review: 5 laws",
        ),
        *(
            "Secretary Blinken: good morning",
            "Lines to take part in the vote",
            "Release of 5 prisoners",
        ),
        "草案通过",
    ],
)
def test_honest_lines_and_titles_are_no_marks(line: str) -> None:
    """They have other words, or no day."""
    assert find_title_mark(line, "en") is None
