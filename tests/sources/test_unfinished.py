"""Texts that wait to be written, or say that they are held back."""

from __future__ import annotations

import re

import pytest

from communique.model.release import Status
from communique.sources.header import parse_source
from communique.sources.held.blanks import blank_of, every_blank, find_blank
from communique.sources.held.unfinished import ask_in_text, check_finished
from tests.sources.stylebooks import VISIT, read, sound

BLANK = blank_of("en").text
PARTS = BLANK.strip().split("\n\n")


def _told(text: str) -> list[str]:
    return [str(problem) for problem in read(text, VISIT).problems]


def _with(body: str, **headers: str) -> str:
    return sound(**headers).replace("The minister arrived.", body)


@pytest.mark.parametrize(
    "body",
    [
        BLANK,
        PARTS[0],
        f"The minister arrived.\n\n{PARTS[1]}",
        "The minister arrived. Write the rest here.",
        "Write the\nfirst paragraph here: the minister arrived.",
        "The minister arrived. Without a Summary header it is what lists and feeds show.",
        "The minister arrived: it says what happened, who was there, where and when.",
    ],
)
def test_a_blank_text_is_no_release(body: str) -> None:
    """Whole or in part, however its lines are broken; in a draft it may stand."""
    told = _told(_with(body))
    assert len(told) == 1
    assert "a text that is not a draft must be complete, got " in told[0]
    assert _told(_with(body, Status="draft")) == []


@pytest.mark.parametrize("lang", every_blank())
def test_a_blank_is_told_in_its_language(lang: str) -> None:
    """Each of its sentences, in a text of that language; a draft may have all."""
    blank = blank_of(lang)
    whole = f"{blank.text}\n\n{blank.briefing}"
    turns = [re.split("[:：]\\s*", turn, maxsplit=1)[1] for turn in blank.turns.split("\n\n")]
    written = (blank.first, blank.rest, blank.ready, *turns)
    parts = [each for text in written for each in _cut(text)]
    assert len(parts) >= 7
    for part in parts:
        assert find_blank(f"x {part}".replace(" ", "\n"), lang) is not None, part
    assert find_blank(sound(), lang) is None
    source, _ = parse_source(VISIT, _with(whole).encode())
    assert list(check_finished(source, {}, lang))
    assert not list(check_finished(source, {"status": Status.DRAFT}, lang))


def _cut(text: str) -> list[str]:
    parts = re.split(r"(?<=[.。])\s*", " ".join(text.split()))
    return [part for part in parts if part and not part.startswith("A turn")]


@pytest.mark.parametrize(
    "form", ["{}", "> {}", "**{}**", "- {}", "<p>{}</p>", "He came. {}", "\\{}"]
)
def test_an_unanswered_question_is_no_text(form: str) -> None:
    """What the importer could not settle, wherever a program or an editor moved it."""
    question = ask_in_text('Embargo? The text says "EMBARGOED UNTIL 10:00"; it lacks a date')
    asked = form.format(question)
    told = _told(_with(f"{asked}\n\nThe minister arrived."))
    assert [line.partition(", ")[2] for line in told] == [
        "got a question about Embargo; answer it in the header Embargo, and delete the line"
    ]
    assert _told(_with(f"{asked}\n\nThe minister arrived.", Status="draft")) == []


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030", "add Embargo: 2030-06-07 10:00Z"),
        ("**Not for release before 10:00 GMT, 7 June 2030**", "add Embargo: 2030-06-07 10:00Z"),
        ("Под эмбарго до 7 июня", "add Embargo: with its date, time and zone"),
        ("# DRAFT – NOT FOR RELEASE", "add Status: draft"),
        ("Confidential", "add Status: draft"),
        ("INTERNAL – not for publication. Text by the press office.", "add Status: draft"),
        ("Internal: not for publication before the minister agrees.", "add Status: draft"),
        ("For internal use", "add Status: draft"),
        ("Confidential – for embassies", "add Status: draft"),
        ("Text by J. Smith. Do not publish without the minister's word", "add Status: draft"),
        ("Vertraulich – nur für den Dienstgebrauch", "add Status: draft"),
        ("Usage interne : ne pas diffuser avant l’accord du ministre", "add Status: draft"),
        ("Para uso interno", "add Status: draft"),
        ("Для внутреннего пользования", "add Status: draft"),
        ("Ішкі пайдалану үшін", "add Status: draft"),
        ("للاستخدام الداخلي فقط", "add Status: draft"),
        ("内部文件——请勿发布", "add Status: draft"),
        *(
            (line, "add Embargo: with its date, time and zone")
            for line in (
                "Embargo lifts at 6pm ET on June 7",
                "This statement is embargoed until 10:00 on Saturday",
                "To be released on 7 June",
                "À diffuser le 7 juin à 10 h",
                "Es gilt das gesprochene Wort – Sperrfrist: Redebeginn",
                "Запрет на публикацию до 7 июня",
                "7 маусымға дейін эмбарго",
                "Scheduled for release on 7 June 2030",
                "Дата публикации: 07.06.2030",
                "Date de publication : 7 juin 2030",
                "Veröffentlichung am 7. Juni 2030",
                "تاريخ النشر: 7 يونيو 2030",
                "发布日期：2030年6月7日",
                "7 Haziran 2030'a kadar ambargoludur",
                "لا يُنشر قبل الساعة ١٠",
            )
        ),
        *(
            (line, "add Status: draft")
            for line in (
                *("For your eyes only", "DRAFT – FOR APPROVAL BY MINISTER", "OFFICIAL – SENSITIVE"),
                *(
                    "Projet de communiqué de presse",
                    "Versión preliminar",
                    "VS-NfD",
                    "На согласовании",
                ),
                *("Шимай нұсқа", "مُسَوَّدة", "مشروع بيان", "征求意见稿"),
                *("ПРОЕКТ", "Проект от 5 июня 2019 г.", "Рабочая версия", "Document de travail"),
                *("Projet", "Жоба"),
                *("مسودة أولى", "草稿 不得发布", "Arbeitsdokument", "Taslaktır", "D R A F T"),
                *("DRAFT – 5 June 2019", "Zero draft", "Advance copy", "In confidence"),
            )
        ),
    ],
)
def test_a_text_that_says_it_is_held_back_is_held_back(line: str, hint: str) -> None:
    """At its beginning, or in its title; where a header says so, the words may stand."""
    told = _told(_with(f"{line}\n\nThe minister arrived."))
    assert len(told) == 1
    assert f"; {hint}, " in told[0]
    assert len(_told(sound(Title=line.strip("*# ")))) == 1
    header = {"Embargo": "2030-06-07 10:00Z"} if "Embargo" in hint else {"Status": "draft"}
    assert _told(_with(f"{line}\n\nThe minister arrived.", **header)) == []


@pytest.mark.parametrize(
    "line",
    [
        *("CHECK AGAINST DELIVERY", "Draft resolution adopted", "Write here"),
        'He told them: "Do not publish."',
        "The page was marked: not for publication",
        *("Internal market: the Council agrees", "Confidential talks – and what came of them"),
        *("Внутренние дела: встреча министров", "保密协议签署", "Internet: a new page"),
        *(
            "Embargo ends on Iran oil sales",
            "Not before time: 3 reforms",
            "Secret ballot: 5 results",
        ),
        *("Projet de communiqué adopté par douze ministres", "Вид на проект заявления и 3 закона"),
        *("رفع الحظر عن 12 دولة", "Мәдени жоба", "Cuba – Embargo: 60 years", "审议通过初稿"),
        *("Ambargo 1974 yılında kaldırıldı.", "Проект резолюции принят", "Projet de loi adopté"),
        *("مسودة القرار", "决议草案通过", "Дата публикации: 05.06.2019", "发布日期：2019年6月5日"),
        *("Date de publication du rapport", "Subject to clearance by customs, goods enter"),
        "The words of [the insert] and [insert](https://mfa.example/), in the XXX session",
    ],
)
def test_honest_words_are_text(line: str) -> None:
    """A speech is published with its note."""
    assert _told(_with(f"{line}\n\nThe minister arrived.")) == []


@pytest.mark.parametrize(
    ("blank", "severity"),
    [
        *(("[insert name]", ""), ("[Name einfügen]", ""), ("[insérer le nom]", "")),
        *(("[insertar nombre]", ""), ("[вставить имя]", ""), ("【插入姓名】", "")),
        *(("[NAME?]", "warning: "), ("XXX", "warning: "), ("TBC", "warning: ")),
        *(
            (blank, "warning: ")
            for blank in ("[quote TK]", "[DATE]", "[name to be confirmed]", "XX June 2019")
        ),
    ],
)
def test_a_blank_within_a_public_text_is_told(blank: str, severity: str) -> None:
    """With its line, also in a header; in a draft it may stand."""
    rule = f"{severity}a text that is not a draft must be complete, got "
    told = _told(_with(f"The minister met\n{blank} in Geneva."))
    assert len(told) == 1
    assert told[0].startswith(f'releases/visit.md:6: {rule}"{blank}"; fill it in')
    assert len(_told(sound(Title=f"The minister meets {blank}"))) == 1
    assert _told(_with(blank, Status="draft")) == []


@pytest.mark.parametrize(
    ("line", "embargo", "told"),
    [
        ("EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030", "2030-06-07 12:00Z", 1),
        ("EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030", "2030-06-07 12:00+02:00", 0),
        ("Embargoed to 3 December 12:00 Almaty.", "2030-12-04 12:00+05:00", 1),
        ("Embargoed to 3 December 12:00 Almaty.", "2030-12-03 07:00Z", 0),
        ("Embargoed until 10:00, 7/6/2030", "2030-06-07 10:00Z", 0),
    ],
)
def test_a_text_and_its_embargo_name_one_moment(line: str, embargo: str, told: int) -> None:
    """Told where no year and no zone could make them the same."""
    rule = "warning: Embargo and the text should name one moment"
    found = [each for each in _told(_with(line, Embargo=embargo)) if rule in each]
    assert len(found) == told


def test_the_last_line_may_say_that_a_text_is_not_for_the_public() -> None:
    """Offices write it at the foot, too."""
    body = "One.\n\n" * 9
    assert len(_told(_with(f"{body}For internal use only"))) == 1


@pytest.mark.parametrize("form", ["{}: A visit", "A visit / {}", "*{}* A visit", "{}. A visit"])
@pytest.mark.parametrize(
    "mark",
    [
        *("EMBARGOED UNTIL 7 JUNE 2031", "Sperrfrist 7. Juni 2031", "محظور النشر حتى ٧ يونيو ٢٠٣١"),
        *("2031 жылғы 7 маусымға дейін жарияланбасын", "禁发至2031年6月7日"),
    ],
)
def test_a_mark_is_seen_beside_a_title(form: str, mark: str) -> None:
    """Whatever parts the two, in a title and in a text."""
    rule = "a text that says it is under embargo must have the header Embargo"
    line = form.format(mark)
    for text in (sound(Title=line), _with(f"{line}\n\nThe minister arrived.")):
        assert [rule in told for told in _told(text)] == [True]


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        *(
            (name, 1)
            for name in ("_drafts", "Drafts/2030", "2030/draft", "brouillons", "ЧЕРНОВИКИ")
        ),
        *((name, 1) for name in ("草稿", "مسودات", "embargoed", "_private")),
        *((name, 1) for name in ("Backup", "tmp", "2019/_old", "WIP", "OLD versions")),
        *((name, 1) for name in ("not-published", "For approval", "Papierkorb", "_archive")),
        *((name, 0) for name in ("old", "archive", "2019", "temples", "backup-power")),
        *(
            (name, 0)
            for name in (
                "pending-cases",
                "draft-treaties",
                "private-sector",
                "embargo",
                "overdrafts",
            )
        ),
    ],
)
def test_a_folder_of_drafts_publishes_nothing(folder: str, told: int) -> None:
    """Other programs publish nothing of such a folder; a draft may lie there."""
    rule = "a text that its folder or file calls a draft must be one"
    path = f"releases/{folder}/a.en.md"
    assert [rule in str(each) for each in read(sound(), path).problems] == [True] * told
    assert read(sound(Status="draft"), path).problems == ()


@pytest.mark.parametrize(
    ("file", "told"),
    [
        *((name, 1) for name in ("05-visit.draft", "05-visit_DRAFT", "DRAFT 05-visit")),
        *((name, 1) for name in ("[draft] visit", "05-visit (Entwurf)", "05-визит_черновик")),
        *((name, 0) for name in ("05-council-adopts-draft", "draft_resolution", "05-overdraft")),
    ],
)
def test_a_file_of_drafts_publishes_nothing(file: str, told: int) -> None:
    """Its name has a word for a draft that is no part of its title."""
    rule = "a text that its folder or file calls a draft must be one"
    problems = read(sound(), f"releases/{file}.en.md").problems
    assert any(rule in str(each) for each in problems) == told


@pytest.mark.parametrize("title", ["A visit – draft", "A visit | DRAFT", "Entwurf | Der Besuch"])
def test_a_title_may_end_in_its_mark(title: str) -> None:
    """It may begin with one, too."""
    assert len(_told(sound(Title=title))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "[Questions? Contact the press office](mailto:press@mfa.example)",
        "[Interested? Register here](https://mfa.example/)",
        "[Applause?] he said.",
        "[Sic?] he said.",
        "[Embargo? What it means](https://mfa.example/)",
    ],
)
def test_a_question_of_the_text_is_text(line: str) -> None:
    """Only what the importer asks waits for an answer."""
    assert _told(_with(f"The minister arrived.\n\n{line}")) == []


@pytest.mark.parametrize(
    "body",
    [
        "Ministry\n\nPress office\n\nGeneva\n\nEMBARGOED UNTIL 7 JUNE 2031\n\nText.",
        "<p><strong>EMBARGOED UNTIL 7 JUNE 2031</strong></p>\n\nText.",
        "EMBARGOED&nbsp;UNTIL&nbsp;7&nbsp;JUNE&nbsp;2031\n\nText.",
        "Опубликовать после 10:00 7 июня 2031 года\n\nThe minister arrived in Geneva to talk.",
    ],
)
def test_a_mark_is_seen_below_a_letterhead_and_through_html(body: str) -> None:
    """It is told once."""
    told = _told(_with(body))
    assert len(told) == 1
    assert "a text that says it is under embargo must have the header Embargo" in told[0]


@pytest.mark.parametrize(
    "line",
    [
        *("## Embargo 2014–2019", "## Confidential", "## Draft"),
        *(
            "Embargo: the EU imposed it in 2014 and renewed it.",
            "Held until 7 June 2030 in the archive.",
        ),
    ],
)
def test_honest_words_in_the_middle_are_text(line: str) -> None:
    """Below three paragraphs."""
    assert _told(_with(f"One.\n\nTwo.\n\nThree.\n\n{line}\n\nFive.")) == []
