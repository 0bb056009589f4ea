from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model.term import Facet, Term
from communique.sources.kept_vocabulary import recall_vocabulary
from communique.sources.vocabulary import fold
from communique.sources.vocabulary_files import load_vocabulary
from tests.sites import ROOT
from tests.sources.stylebooks import stylebook


def _problems(folder: Path, facet: str, text: str) -> list[str]:
    (folder / f"{facet}.toml").write_text(dedent(text), encoding="utf-8")
    _, problems = load_vocabulary(folder, ("en", "ru"))
    return [str(problem).removeprefix(f"{folder}/") for problem in problems]


@pytest.mark.parametrize(
    ("facet", "text", "expected"),
    [
        (
            "tags",
            '[g7]\nen = "G7"\n\n[g-seven]\nen = "Seven"\naliases = ["g7"]\n',
            (
                'tags.toml:4: a name must stand for one term, got "g7" for both g7 and g-seven; '
                "correct it, or remove it"
            ),
        ),
        (
            "countries",
            '[GE]\naliases = ["Burma"]\n\n[MM]\naliases = ["Burma"]\n',
            (
                "countries.toml:4: a name must stand for one term, "
                'got "Burma" for both georgia and '
                "myanmar-burma; correct it, or remove it"
            ),
        ),
        (
            "tags",
            '["G 7"]\nen = "G7"\n',
            (
                "tags.toml:1: a term's table must be named by its slug, ASCII letters, digits and "
                'hyphens, got "G 7"; write [g-7]'
            ),
        ),
        (
            "tags",
            'g7 = "G7"\n',
            (
                "tags.toml:1: a term's table must be named by its slug, ASCII letters, digits and "
                'hyphens, got "g7"; write [g7]'
            ),
        ),
        (
            "tags",
            '[[g7]]\nen = "G7"\n',
            (
                "tags.toml:1: a term's table must be named by its slug, ASCII letters, digits and "
                'hyphens, got "g7"; write [g7]'
            ),
        ),
        (
            "tags",
            '[g7.fr]\nen = "G7"\n',
            (
                "tags.toml:1: a term must have names by language code, a table singular of such "
                "names, and lists: aliases, former, "
                'got "fr" in [g7]; correct it, or remove it'
            ),
        ),
        (
            "tags",
            '[g7]\nen = "G7"\nfr = " "\n',
            (
                'tags.toml:1: a term\'s names must not be blank, got "fr" in [g7]; '
                "correct it, or remove it"
            ),
        ),
        (
            "tags",
            '[g7]\nen = "G7"\nalias = ["Seven"]\n',
            (
                "tags.toml:1: a term must have names by language code, a table singular of such "
                "names, and lists: aliases, former, "
                'got "alias" in [g7]; correct it, or remove it'
            ),
        ),
        (
            "tags",
            '[g7]\nen = "G7"\naliases = "Seven"\n',
            (
                "tags.toml:1: a term must have names by language code, a table singular of such "
                "names, and lists: aliases, former, "
                'got "aliases" in [g7]; correct it, or remove it'
            ),
        ),
        (
            "tags",
            '[g7]\nen = "G7"\naliases = ["Seven", "G\\u00017"]\n',
            (
                "tags.toml:1: a term's names must have no control characters, got U+0001 in [g7]; "
                "delete it"
            ),
        ),
        (
            "countries",
            '[XY]\nen = "Atlantis"\n',
            (
                "countries.toml:1: a country's table must be named by its ISO 3166-1 code, "
                'got "XY"; write its code, such as [KZ]'
            ),
        ),
    ],
)
def test_a_mistake_in_the_vocabulary_has_its_message(
    tmp_path: Path, facet: str, text: str, expected: str
) -> None:
    """Path and line of the table, what must hold, what was found."""
    assert [expected] == _problems(tmp_path, facet, text)


def test_broken_toml_is_told_with_its_line(tmp_path: Path) -> None:
    """TOML's own words, at the line that it names, and what the file must look like."""
    [problem] = _problems(tmp_path, "tags", '[g7]\nen = "G7"\nru = G7\n')
    assert problem.startswith("tags.toml:3: vocabulary must be TOML in UTF-8, got: ")
    assert problem.endswith(
        '; write tables as [name], and each value once: en = "…", in straight marks'
    )


def test_a_vocabulary_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    """It does not end in a traceback."""
    (tmp_path / "tags.toml").write_bytes(b'[g7]\nen = "Caf\xe9"\n')
    _, [problem] = load_vocabulary(tmp_path, ("en",))
    assert str(problem).removeprefix(f"{tmp_path}/") == (
        "tags.toml:2: vocabulary must be TOML in UTF-8, got byte 0xe9; save the file as UTF-8"
    )


@pytest.mark.parametrize("folder", [None, Path("/nowhere")])
def test_without_files_there_are_the_countries(folder: Path | None) -> None:
    """An absent file is an empty facet; CLDR's countries are always known."""
    vocabulary, problems = load_vocabulary(folder, ("en", "ru"))
    assert problems == ()
    assert vocabulary.names(Facet.TAG, "en") == ()
    assert Term(Facet.COUNTRY, "kazakhstan", "Казахстан") == vocabulary.resolve(
        Facet.COUNTRY, "kz", "ru"
    )


@pytest.mark.parametrize("written", ["EU", "European Union", "UN", "World", "001", "ZZ"])
def test_what_is_no_country_is_refused(written: str) -> None:
    """CLDR's groupings and codes for unknown regions are no territories."""
    assert stylebook().vocabulary.resolve(Facet.COUNTRY, written, "en") is None


def test_no_two_countries_share_an_address() -> None:
    """Every slug is one country's, in every facet of the demonstration's vocabulary."""
    vocabulary, problems = load_vocabulary(ROOT / "vocabulary", ("en", "ru", "kk"))
    assert problems == ()
    for facet in Facet:
        slugs = vocabulary.slugs(facet)
        assert len(slugs) == len(set(slugs))
    for lang, written, shown in (
        ("en", "Swaziland", "Swaziland"),
        ("ru", "Македония", "Македония"),
        ("en", "Zaire", "Zaire"),
        ("en", "Viet Nam", "Vietnam"),
        ("ru", "Берег Слоновой Кости", "Кот-д’Ивуар"),
        ("ru", "زائير", "زائير"),
        ("en", "捷克共和国", "Czechia"),
        ("en", "U.K.", "United Kingdom"),
        ("en", "Iran, Islamic Republic of", "Iran"),
        ("en", "Palästina", "Palestinian Territories"),
    ):
        term = vocabulary.resolve(Facet.COUNTRY, written, lang)
        assert term is not None, written
        assert term.name == shown


@given(st.sampled_from(["en", "ru", "kk"]), st.sampled_from(["en", "ru", "kk"]), st.data())
def test_a_name_in_one_language_is_understood_in_another(
    lang: str, other: str, data: st.DataObject
) -> None:
    """Whatever name a reader sees, an editor may write it in a text of any language.

    That is unless two states share it in other languages: Конго is one state in Kazakh alone.
    """
    vocabulary = stylebook().vocabulary
    names, slugs = vocabulary.names(Facet.COUNTRY, lang), vocabulary.slugs(Facet.COUNTRY)
    place = data.draw(st.integers(0, len(names) - 1))
    found = vocabulary.resolve(Facet.COUNTRY, names[place].upper(), other)
    if names[place] == "Конго" and lang != other:
        assert found is None
        return
    assert found is not None
    assert slugs[place] == found.slug
    assert vocabulary.name(Facet.COUNTRY, slugs[place], other) == found.name


@given(st.text(max_size=20))
def test_folding_is_done_once(text: str) -> None:
    """A folded name folds to itself."""
    assert fold(text) == fold(fold(text))


def test_an_open_facet_takes_new_terms() -> None:
    """A tag that nobody has used gets its address from its words."""
    vocabulary = stylebook().vocabulary
    assert Term(Facet.TAG, "water", "Вода") != vocabulary.resolve(Facet.TAG, "Вода", "ru")
    assert Term(Facet.TAG, "voda", "Вода") == vocabulary.resolve(Facet.TAG, "Вода", "ru")
    assert vocabulary.resolve(Facet.TAG, "!!!", "en") is None
    assert vocabulary.name(Facet.TAG, "voda", "ru") is None


def test_a_file_extends_the_package_s_vocabulary(tmp_path: Path) -> None:
    """A term more, and names more to one that is there; the package's own stay."""
    (tmp_path / "kinds.toml").write_text(
        'extends = "communique"\n[notes]\nen = "Notes"\n'
        '[statements]\nde = "Erklärungen"\naliases = ["Word"]\n',
        encoding="utf-8",
    )
    vocabulary, problems = load_vocabulary(tmp_path, ("en", "de"))
    assert problems == ()
    for written in ("Notes", "Press release", "Statement", "Word", "Erklärungen"):
        assert vocabulary.resolve(Facet.KIND, written, "en"), written
    assert vocabulary.name(Facet.KIND, "statements", "de") == "Erklärungen"


@pytest.mark.parametrize("value", ['"ours"', "true", "[1]"])
def test_a_file_extends_nothing_else(tmp_path: Path, value: str) -> None:
    """It is an error with its line, and so is one term's name for another's."""
    problems = _problems(tmp_path, "kinds", '[notes]\nen = "Notes"\n\n[more]\nen = "x"\n')
    assert problems == []
    (problem,) = _problems(tmp_path, "kinds", f"extends = {value}\n")
    assert problem.startswith("kinds.toml:1: a vocabulary can extend only the package's")
    text = 'extends = "communique"\n[notes]\nen = "Statements"\n'
    (problem,) = _problems(tmp_path, "kinds", text)
    assert problem.startswith("kinds.toml:2: a name must stand for one term")


NAMED = {
    "zh": {
        "zh-Hans": "选举",
        "zh-CN": "选举",
        "zh": "选举",
        "zh-Hant": "Elections",
        "zh-TW": "Elections",
    },
    "zh-Hant": {"zh-TW": "选举", "zh-HK": "选举", "zh": "Elections", "zh-Hans": "Elections"},
    "zh-Hans": {"zh": "选举", "zh-CN": "选举", "zh-Hant": "Elections"},
    "pt-BR": {"pt": "选举", "pt-BR": "选举", "pt-PT": "Elections"},
    "es": {"es-MX": "选举", "es-419": "选举"},
    "sr": {"sr-Cyrl": "选举", "sr-Latn": "Elections"},
}


@pytest.mark.parametrize("given", NAMED)
def test_a_name_is_that_of_the_nearest_language(tmp_path: Path, given: str) -> None:
    """By CLDR's fallback: simplified Chinese for zh, and no zh for traditional Chinese."""
    text = f'[elections]\nen = "Elections"\n{given} = "选举"\n'
    languages = tuple(NAMED[given])
    for facet in ("tags", "kinds"):
        (tmp_path / f"{facet}.toml").write_text(text, encoding="utf-8")
    vocabulary, problems = load_vocabulary(tmp_path, languages)
    assert problems == ()
    for facet in (Facet.TAG, Facet.KIND):
        names = {lang: vocabulary.name(facet, "elections", lang) for lang in languages}
        assert names == NAMED[given]


def test_a_name_that_an_editor_gives_a_country_goes_before_cldr(tmp_path: Path) -> None:
    """Also where it is given in the language's parent."""
    (tmp_path / "countries.toml").write_text('[KZ]\nzh = "哈国"\n', encoding="utf-8")
    vocabulary, _ = load_vocabulary(tmp_path, ("zh-Hans", "zh-Hant"))
    names = [vocabulary.name(Facet.COUNTRY, "kazakhstan", lang) for lang in ("zh-Hans", "zh-Hant")]
    assert names == ["哈国", "哈薩克"]


def test_a_vocabulary_is_kept_until_something_it_was_read_from_changes(tmp_path: Path) -> None:
    """What is kept is equal to what is read, and not believed of other bytes, languages, code."""
    path = tmp_path / "kinds.toml"
    path.write_text('[readouts]\nen = "Readouts"\nsingular.en = "Readout"\nformer = ["Notes"]\n')
    read, none, kept = recall_vocabulary(tmp_path, ("en", "ru"), "code", "")
    again, nor_here, still = recall_vocabulary(tmp_path, ("en", "ru"), "code", kept)
    assert (again.entries, none, nor_here, still) == (read.entries, (), (), kept)
    assert again is recall_vocabulary(tmp_path, ("en", "ru"), "code", kept)[0]
    others = [recall_vocabulary(tmp_path, ("en",), "code", kept)[2]]
    others.append(recall_vocabulary(tmp_path, ("en", "ru"), "other", kept)[2])
    path.write_text('[readouts]\nen = "Readouts"\n')
    changed, _, other = recall_vocabulary(tmp_path, ("en", "ru"), "code", kept)
    assert changed.entries != read.entries
    assert len({kept, *others, other}) == 4
    path.write_text("[readouts]\nen = 5\n")
    for _ in range(2):
        _, problems, nothing = recall_vocabulary(tmp_path, ("en", "ru"), "code", other)
        assert (len(problems), nothing) == (1, "")
