"""Translations (gettext) of the theme and of a newsroom; a faulty one fails no page."""

from collections.abc import Iterable, Iterator
from gettext import GNUTranslations
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser

from communique.errors import Problem, Severity, not_utf8
from communique.patterns import late
from communique.settings import Settings
from communique.signs import find_unfit
from communique.text.locales import kin, primary

RULE = "a translation must be a gettext catalogue"
PLACEHOLDER = late(r"%\((\w+)\)")
LINE = late(
    r'\s*(?:#.*|(?:(?:msgid|msgid_plural|msgctxt|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"\s*)?'
)
"""A line of a catalogue: empty, a comment, or words in quotation marks. Babel skips others."""

CHARSET = late(r"charset=([\w-]+)")


class _Entries(Catalog):
    """A catalogue that remembers every entry, where Babel's merges those with one msgid."""

    def __init__(self, locale: str) -> None:
        super().__init__(locale=locale)
        self.entries: list[Message] = []

    def __setitem__(self, id: object, message: Message) -> None:  # noqa: A002 - Babel's name
        self.entries.append(message)
        super().__setitem__(id, message)  # type: ignore[index]  # a text or several


def load_words(settings: Settings) -> tuple[dict[str, bytes], dict[str, bytes], list[Problem]]:
    """Compile the theme's and the newsroom's catalogues; return both, and what is missing."""
    languages, theme = settings.languages, settings.theme
    folder = theme / "translations"
    catalogs, problems = _load(folder, f"{theme.name}/translations", languages)
    words: dict[str, bytes] = {}
    if own := settings.translations_path:
        words, found = _load(own, own.name, languages, alone=False)
        problems += found
    wrong = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    for lang in languages if folder.is_dir() else ():
        path = f"{theme.name}/translations/{lang}/LC_MESSAGES/messages.po"
        if lang not in {*catalogs, *words} and primary(lang) != "en" and path not in wrong:
            problems.append(_untranslated(path, lang))
    return catalogs, words, problems


def find_catalogue(folder: Path, lang: str) -> Path:
    """Return a language's catalogue of words, or its nearest kin's that has one."""
    paths = [folder / tag / "LC_MESSAGES" / "messages.po" for tag in (lang, *kin(lang))]
    return next((path for path in paths if path.exists()), paths[0])


def _load(
    folder: Path, name: str, languages: tuple[str, ...], *, alone: bool = True
) -> tuple[dict[str, bytes], list[Problem]]:
    """Compile ``<lang>/LC_MESSAGES/messages.po``; return them and what is wrong.

    A language without a catalogue uses its nearest kin's: ``zh-Hans`` uses ``zh``. One that
    is not ``alone`` adds to another.
    """
    catalogs: dict[str, bytes] = {}
    problems: list[Problem] = []
    for lang in languages:
        path = find_catalogue(folder, lang)
        shown = f"{name}/{path.relative_to(folder).as_posix()}"
        if path.exists() and not path.is_file():
            rule = "a translation must be a file that can be read"
            problems.append(Problem(shown, 0, rule, "got no regular file", "check the file"))
        if path.is_file():
            compiled = _compile(path.read_bytes(), lang, shown)
            if isinstance(compiled, list):
                problems += compiled
                continue
            data, empty, filled = compiled
            if filled:
                catalogs[lang] = data
            if filled or not alone:
                problems += _unfinished(shown, empty)
    return catalogs, problems


def _unfinished(path: str, empty: list[int]) -> Iterator[Problem]:
    """Yield a warning of words without a translation, by the lines that they stand in."""
    if empty:
        rule = "a translation must have every word of the interface"
        found = f"got {len(empty)} without one, which readers see in English"
        yield Problem(path, min(empty), rule, found, "translate it", Severity.WARNING)


def _untranslated(path: str, lang: str) -> Problem:
    rule = "the interface must be in each language of LANGUAGES"
    found = f'got no words for "{lang}", so that its pages show English ones, marked as such'
    hint = "run `inv messages`, and translate the file that it makes"
    return Problem(path, 0, rule, found, hint, Severity.WARNING)


def _decode(data: bytes, path: str) -> str | Problem:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return not_utf8(path, error)
    charset = CHARSET.search(text)
    if charset is not None and charset[1].lower() not in {"utf-8", "utf8"}:
        line = _line_of(text, charset[0])
        rule, found = "a translation's charset must be UTF-8", f'got "{charset[1]}"'
        return Problem(path, line, rule, found, "write charset=UTF-8")
    for number, line_text in enumerate(text.splitlines(), 1):
        if not LINE.fullmatch(line_text):
            found = f'got "{line_text.strip()[:80]}"'
            return Problem(path, number, RULE, found, "put the words in quotation marks")
        if line_text[0:1] != "#" and (unfit := find_unfit(line_text)):
            rule = "a translation must have no control characters"
            return Problem(path, number, rule, f"got {unfit.found}", unfit.hint)
    return text


def _compile(data: bytes, lang: str, path: str) -> tuple[bytes, list[int], int] | list[Problem]:
    """Return a catalogue, the lines of messages without words, and how many have words."""
    text = _decode(data, path)
    if isinstance(text, Problem):
        return [text]
    catalog = _Entries(lang.replace("-", "_"))
    try:
        PoFileParser(catalog, abort_invalid=True).parse(StringIO(text))
    except PoFileError as error:
        found = f'got "{error.line.strip()}"' if error.line else f"got: {error}"
        return [Problem(path, error.lineno + 1, RULE, found, "correct or delete the line")]
    except Exception as error:  # noqa: BLE001 - Babel lets out what its parts raise
        # Of what Babel converts, the number of plural forms alone can be no number.
        line = _line_of(text, "Plural-Forms") if isinstance(error, ValueError) else 0
        return [Problem(path, line, RULE, f"got {type(error).__name__}: {error}")]
    problems = list(_check_entries(catalog, path))
    if problems:
        return problems
    compiled = BytesIO()
    write_mo(compiled, catalog)
    try:
        GNUTranslations(BytesIO(compiled.getvalue()))
    except Exception as error:  # noqa: BLE001 - gettext reads the plural's formula as it likes
        line = _line_of(text, "Plural-Forms")
        rule = "Plural-Forms must be gettext's formula"
        return [Problem(path, line, rule, f"got: {error}", "take the language's from CLDR")]
    said = [each for each in catalog.entries if each.id]
    empty = [each.lineno or 0 for each in said if each.fuzzy or not any(_texts(each.string))]
    return compiled.getvalue(), empty, len(said) - len(empty)


def _texts(words: str | Iterable[str] | None) -> list[str]:
    """Return the forms of a message: one, if it has no number."""
    return [words] if isinstance(words, str) else list(words or ())


def _check_entries(catalog: _Entries, path: str) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for message in catalog.entries:
        forms = _texts(message.id)
        line = message.lineno or 0
        if not forms[0] or message.fuzzy:
            continue
        before = first.setdefault((message.context or "", forms[0]), line)
        if before != line:
            rule, found = "a msgid must be given once", f'got "{forms[0]}", which line {before} has'
            yield Problem(path, line, rule, found, "delete one of the two")
        for text in filter(None, _texts(message.string)):
            yield from _check_placeholders(forms, text, Problem(path, line, "", ""))


def _check_placeholders(forms: list[str], text: str, place: Problem) -> Iterator[Problem]:
    names = {name for form in forms for name in PLACEHOLDER.findall(form)}
    known = names | ({"num"} if len(forms) > 1 else set())
    unknown = [name for name in PLACEHOLDER.findall(text) if name not in known]
    rule = "a translation must have the placeholders of its msgid"
    if unknown:
        hint = f"write one of {', '.join(f'%({name})s' for name in sorted(known))}"
        found = f"got %({unknown[0]})s"
        yield Problem(place.path, place.line, rule, found, hint if known else "remove it")
    elif known:
        try:
            text % dict.fromkeys(known, 1)
        except (ValueError, TypeError):
            yield Problem(place.path, place.line, rule, f'got "{text}"', "write %% for a %")


def _line_of(text: str, word: str) -> int:
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if word in line), 0)
