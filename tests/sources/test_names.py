"""File names: copies that computers make, and languages that cannot be told."""

from __future__ import annotations

import pytest

from communique.sources.copies import find_original
from communique.text.scripts import find_script, script_of
from tests.sources.stylebooks import read, sound

RUSSIAN = "Министр иностранных дел прибыл в столицу с официальным визитом."


def _told(path: str, text: str = "") -> list[str]:
    return [str(problem) for problem in read(text or sound(), path).problems]


@pytest.mark.parametrize(
    "name",
    [
        *("05-a.ru - Copy.md", "05-a.ru - Copy (2).md", "05-a.ru (1).md", "05-a.ru(1).md"),
        *("05-a_BACKUP_81.ru.md", "05-a.ru_LOCAL_12.md", "05-a-DESKTOP-AB12CD3.ru.md"),
        *("05-a.ru copy.md", "05-a.ru copy 2.md", "05-a.ru 2.md", "05-a (1).ru.md"),
        *(
            "05-a.ru - Kopie.md",
            "05-a.ru - Copie.md",
            "05-a.ru - Copia (3).md",
            "05-a.ru - Cópia.md",
        ),
        *("05-a.ru — копия.md", "05-a.ru - копия (2).md", "05-a.ru (другая копия).md"),
        *("05-a.ru - 副本.md", "05-a.ru 副本 2.md", "05-a.ru - نسخة.md", "05-a.ruのコピー.md"),
        *("05-a.ru (copy).md", "05-a.ru (another copy).md", "05-a.ru (3rd copy).md"),
        *("Copy of 05-a.ru.md", "Копия 05-a.ru.md", "Kopie von 05-a.ru.md", "نسخة من 05-a.ru.md"),
        "05-a.ru (Anna's conflicted copy 2030-01-01).md",
        "05-a.ru (Case Conflict).md",
        "05-a.ru (конфликтующая копия 2030-01-01).md",
        "05-a.ru.sync-conflict-20300101-101010-ABCDEFG.md",
        "05-a.ru_conflict-20300101-101010.md",
    ],
)
def test_a_copy_is_told_with_what_it_is_a_copy_of(name: str) -> None:
    """Both names stand in the message."""
    told = _told(f"releases/{name}")
    rule = f"releases/{name}: a text must not be a copy of another"
    found = f'got "{name}", by its name a copy of 05-a.ru.md'
    assert told == [f"{rule}, {found}; rename it; where it is a copy, delete it"]


@pytest.mark.parametrize(
    "name",
    [
        *("05-certified-copy.en.md", "05-copy-of-treaty.en.md", "05-visit 2.md", "copy.md"),
        *("05-conflict.en.md", "05-talks - conflict prevention.en.md", "05-a (part 1).en.md"),
        *("05-talks - day 2.en.md", "05-the conflict.en.md", "05-local_base_12th.en.md"),
    ],
)
def test_an_honest_name_is_no_copy(name: str) -> None:
    """Words of diplomacy are not taken for a computer's."""
    assert find_original(name) == ""


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("05-a.ru-final.md", "05-a-final.ru.md"),
        ("05-a.ru.final.md", "05-a.final.ru.md"),
        ("05-a.ru_v2.md", "05-a_v2.ru.md"),
        ("05-a.RU-final.md", "05-a-final.ru.md"),
        ("05-a.ru-DESKTOP-4F2.md", "05-a-DESKTOP-4F2.ru.md"),
        ("05-a_ru.md", "05-a.ru.md"),
        ("05-a (ru).md", "05-a.ru.md"),
        ("05-a[kk].md", "05-a.kk.md"),
        ("ru.05-a.md", "05-a.ru.md"),
        ("05-a.en-final.md", "05-a-final.en.md"),
        ("ru-05-a.md", "05-a.ru.md"),
        ("KK 05-a.md", "05-a.kk.md"),
        ("05-a (Russian).md", "05-a.ru.md"),
        ("05-a - русский.md", "05-a.ru.md"),
        ("ru/05-a.md", "05-a.ru.md"),
        ("2019/Kazakh/05-a.md", "05-a.kk.md"),
    ],
)
def test_a_language_in_another_place_is_told(name: str, better: str) -> None:
    """Nothing is guessed to be in the first language where another's code is in the name."""
    rule = "a text must have its language before the ending of its name, or in Lang"
    hint = f"name it {better}, or add a line like Lang: en"
    assert _told(name) == [f'{name}: {rule}, got "{name}"; {hint}']
    assert _told(name, sound(Lang="ru")) == []


def test_a_language_behind_a_hyphen_is_a_warning() -> None:
    """It may be a word of the slug."""
    assert _told("05-a-ru.md")[0].startswith("05-a-ru.md: warning: a text must have its language")
    assert _told("05-a-ru.en.md") == []


@pytest.mark.parametrize(
    "name",
    [
        *("ru-visit.md", "05-with-the-russian.md", "russian/05-a.en.md", "english/05-a.md"),
        "05-visit-to-la.md",
        "en-route-to-geneva.md",
        "05-a.v2.md",
        "2019.06.05-visit.md",
        "05-a-en.md",
    ],
)
def test_an_honest_slug_has_no_language(name: str) -> None:
    """Only the site's languages count, and only where a code stands for one."""
    assert _told(name) == []


def test_two_languages_in_a_name_are_told() -> None:
    """Whichever is the right one."""
    told = _told("05-a.ru.en.md")
    assert [line.partition("; ")[0] for line in told] == [
        '05-a.ru.en.md: a file\'s name must have one language, got "ru" and "en"'
    ]


def test_a_text_in_another_script_is_not_guessed_to_be_in_the_first_language() -> None:
    """Where neither its name nor a header says what it is in."""
    text = sound(Title="Визит").replace("The minister arrived.", RUSSIAN)
    told = _told("05-visit.md", text)
    assert told[0].endswith(
        'got "05-visit.md", whose text is not in en; '
        "name it 05-visit.ru.md, or add a line like Lang: ru"
    )
    assert _told("05-visit-ru.md", text)[0].startswith("05-visit-ru.md: a text must have its lang")
    assert _told("05-visit.en.md", text) == []


def test_scripts_are_told_by_letters() -> None:
    """A text of names in another script is not in that script; some languages have several."""
    assert find_script(RUSSIAN) == "Cyrl"
    assert find_script("外交部长今天上午抵达首都进行正式访问并会见") == "Hani"
    assert find_script("Meeting of ministers: Министр, Министерство, Правительство") == ""
    assert find_script("5.06.2019") == ""
    found = [script_of(lang) for lang in ("en", "ru", "kk", "ar", "zh", "zh-Hant", "pt-BR", "xx")]
    assert found == ["Latn", "Cyrl", "Cyrl", "Arab", "Hani", "Hani", "Latn", ""]
