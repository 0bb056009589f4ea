from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.text.language import every_language
from communique.text.typography import typeset

TEXTS = (
    st.text(alphabet="\"'-.abOgGsnt1 9/«»“”‘’\x00(\n")
    | st.text(alphabet="\"'ld文。а:?! «»-.\x00")
    | st.text()
)
LANGUAGES = [language.code for language in every_language()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Hello," he said -- "don\'t go."', "“Hello,” he said — “don’t go.”"),
        ('"\'Quoted\' words" ("x")', "“‘Quoted’ words” (“x”)"),
        ("He said 'yes' and \"no 'maybe'\"", "He said ‘yes’ and “no ‘maybe’”"),
        ('“mixed" and "mixed”', "“mixed” and “mixed”"),
        ('"I was--" she said', "“I was—” she said"),
        ("the '90s, class of '99, 1990's", "the ’90s, class of ’99, 1990’s"),
        ("the U.S.'s and (DPRK)'s", "the U.S.’s and (DPRK)’s"),
        ("'tis the states' and NATO's", "’tis the states’ and NATO’s"),
        ("IT'S DON'T who'd we're I'm o'clock", "IT’S DON’T who’d we’re I’m o’clock"),
        ("O'Brien, chargé d'affaires, L'Oréal", "O’Brien, chargé d’affaires, L’Oréal"),
        ("word--word, word -- word", "word—word, word — word"),
        ("wait...what [...]", "wait…what […]"),
    ],
)
def test_english_marks_are_set(text: str, expected: str) -> None:
    """Quotes curl, contractions have an apostrophe, dashes and ellipses are one character."""
    assert expected == typeset(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "A/RES/1325 and S/2019/456, NUR-SULTAN & Co.",
        "O'zbekiston, Farg'ona, G'ulom, so'm, o't, O'ZBEKISTON, Tog' va bog' va",
        "Qur'an, Sana'a, 'Abd al-Rahman",
        "https://example.org/it's--a...b?q='x'&y www.a.org/--b o'neil@example.org",
        "--force 2019--2020 KZ--01 --- ....",
        "6'2 and 12\" tall",
        "already “set” — it’s…",
        "a ' b \" c",
    ],
)
def test_what_is_uncertain_stays_as_typed(text: str) -> None:
    """Names, symbols, codes and addresses are never touched."""
    assert text == typeset(text, "en-GB")


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", 'АО "Банк" -- это...', "АО «Банк» -- это..."),
        ("ru", '„А" и "Б“, “В" и "Г”', "„А“ и „Б“, “В” и “Г”"),
        ("kk", '“Нұрлы жол" және "Рухани жаңғыру”', "“Нұрлы жол” және “Рухани жаңғыру”"),
        ("kk", '“Нұрлы жол” және "Болашақ"', "“Нұрлы жол” және «Болашақ»"),
        ("kk", '"Нұрлы жол” және "Болашақ"', "“Нұрлы жол” және «Болашақ»"),
        ("fr", '«A “B" C»', "«A “B” C»"),
        ("ar", '"007"و"مهمة"', "«007»و«مهمة»"),
        ("ar", 'قال:"نعم" ثم "لا"', "قال:«نعم» ثم «لا»"),
        ("ar", '"راديو" وب"الموقف" في ال"بيت"', "«راديو» وب«الموقف» في ال«بيت»"),
        ("ar", '"قالو" (و"ذاك")، "هنا"', "«قالو» (و«ذاك»)، «هنا»"),
        ("ar", '“نص" و"آخر”', "“نص” و“آخر”"),
        ("ru", '"Группа "Альфа" банк"', "«Группа „Альфа“ банк»"),
        ("ru", 'и "банк "Альфа"".', "и «банк „Альфа“»."),
        ("ru", '("банк "Альфа""), "...и да"', "(«банк „Альфа“»), «...и да»"),
        ("ru", 'Это "банк "Альфа""; нет', "Это «банк „Альфа“»; нет"),
        ("ru", '«Группа "Альфа" банк»', "«Группа „Альфа“ банк»"),
        ("ru", 'ТОО "Рога "Копыта""', "ТОО «Рога „Копыта“»"),
        ("ru", 'экран 12" и ("да")', 'экран 12" и («да»)'),
        ("kk", '"Самұрық" қоры', "«Самұрық» қоры"),
        ("uz", "\"O'zbekiston\" -- so'm...", "\"O'zbekiston\" -- so'm..."),
        ("es", 'Acuerdo "Unidos en la "diversidad""', "Acuerdo “Unidos en la ‘diversidad’”"),
        ("es", '¿"Qué"? ¡"Sí"! «el "no" rotundo»', "¿“Qué”? ¡“Sí”! «el “no” rotundo»"),
        ("es", "O'Higgins -- 12\" ...", "O'Higgins -- 12\" ..."),
        ("ar", 'بيان "الأمم المتحدة" ...', "بيان «الأمم المتحدة» ..."),
        ("ar", 'قرار "بشأن "الأمن" الدولي"', 'قرار «بشأن "الأمن" الدولي»'),
        ("ar", 'بـ"اتفاق باريس"، (A/RES/1325)', "بـ«اتفاق باريس»، (A/RES/1325)"),
        ("zh", '他说:"你好。"又说"再见"。', "他说:“你好。”又说“再见”。"),
        ("zh", '通过"A/RES/1325"号决议', "通过“A/RES/1325”号决议"),
        ("zh", "会议--开幕...等......", "会议——开幕……等……"),
        ("zh", '15"和"12"屏幕', '15"和"12"屏幕'),
        ("zh", '"未完, “已" 设”', '"未完, “已" 设”'),
        ("zh", "KZ--01 v1...2 --force a...", "KZ--01 v1...2 --force a..."),
        ("zh-Hant", '他說"你好"', '他說"你好"'),
        ("zh-TW", '他說"你好"', '他說"你好"'),
        ("zh_Hans", '他说"你好"', "他说“你好”"),
    ],
)
def test_each_language_has_its_own_marks(lang: str, text: str, expected: str) -> None:
    """A mark is set where it is certain; other languages, and other marks, stay as typed."""
    assert expected == typeset(text, lang)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Il a dit : "oui" !', "Il a dit\u00a0: «\u00a0oui\u00a0»\u00a0!"),
        ('"Un "mot" ici".', "«\u00a0Un “mot” ici\u00a0»."),
        ('« Un "mot" ici ».', "«\u00a0Un “mot” ici\u00a0»."),
        ("«\u00a0déjà\u00a0» ; «\u202fdéjà\u202f»", "«\u00a0déjà\u00a0»\u00a0; «\u202fdéjà\u202f»"),
        ("l'État, d'abord, qu'il, aujourd'hui", "l’État, d’abord, qu’il, aujourd’hui"),
        ("l'\"accord\" d'Oslo, C'est l'ONU", "l’«\u00a0accord\u00a0» d’Oslo, C’est l’ONU"),
        ("O'zbekiston, san'at, Qur'an, Farg'ona", "O'zbekiston, san'at, Qur'an, Farg'ona"),
        ("mot: mot; mot? mot!", "mot: mot; mot? mot!"),
        ("10 000 personnes, 5 %, A/RES/1325 (2000)", "10 000 personnes, 5 %, A/RES/1325 (2000)"),
        ("https://exemple.fr/l'eau?a=1 ; d'accord", "https://exemple.fr/l'eau?a=1\u00a0; d’accord"),
        ("if a != b then :x", "if a != b then :x"),
        ('mot -- mot... 12" et', 'mot -- mot... 12" et'),
        ("vraiment ?\ufffc fin", "vraiment\u00a0?\ufffc fin"),
    ],
)
def test_french_spaces_do_not_break(text: str, expected: str) -> None:
    """A typed space before a high mark stays with it; none is put where none was typed."""
    assert expected == typeset(text, "fr-CH")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"\x00foo\x00" bar', "“\x00foo\x00” bar"),
        ("NATO\x00's \x00'90s", "NATO\x00’s \x00’90s"),
        ("a -\x00- b", "a —\x00 b"),
        ('the "\x00\ufffc\x00" call', "the “\x00\ufffc\x00” call"),
    ],
)
def test_rules_look_through_the_separator(text: str, expected: str) -> None:
    """A separator has no say in what a mark means, and stays where it was."""
    assert expected == typeset(text, "en")


@given(TEXTS, st.sampled_from([lang for lang in LANGUAGES if lang != "fr"]))
def test_only_marks_change(text: str, lang: str) -> None:
    """Every letter, digit, space and separator is kept, in order."""

    def kept(of: str) -> list[str]:
        return [c for c in of if c.isalnum() or c.isspace() or c == "\x00"]

    assert kept(text) == kept(typeset(text, lang))


@given(TEXTS)
def test_only_marks_and_the_spaces_beside_them_change_in_french(text: str) -> None:
    """Sign by sign, a typed space may be one that does not break, and none is taken away."""

    def unspaced(of: str) -> str:
        return "".join(c for c in of if not c.isspace())

    done = typeset(text, "fr")
    pairs = list(zip(unspaced(text), unspaced(done), strict=True))
    assert all(new == old or (old in "\"'" and new in "«»“”’") for old, new in pairs)
    inserted = done.replace("«\u00a0", "« ").replace("\u00a0»", " »").count("\u00a0")
    assert inserted <= text.count(" ") + text.count("\u00a0")
    assert len(done) - len(text) == sum(old == '"' and new in "«»" for old, new in pairs)


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_separators_change_no_mark(text: str, lang: str) -> None:
    """With or without separators the text reads the same."""
    expected = typeset(text.replace("\x00", ""), lang)
    assert expected == typeset(text, lang).replace("\x00", "")
