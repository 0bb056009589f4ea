"""A small vocabulary and the stylebook made of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from communique.model.release import Release
from communique.sources.read import Reading, read_source
from communique.sources.stylebook import Stylebook
from communique.sources.vocabulary_files import load_vocabulary
from communique.text.markdown import Renderer

LANGUAGES = ("en", "ru", "kk")

VISIT = "releases/visit.md"
"""A release's source below the content folder."""

VOCABULARY = {
    "kinds": """
        [press-releases]
        en = "Press releases"
        ru = "Пресс-релизы"
        aliases = ["Press release"]

        [statements]
        en = "Statements"
        ru = "Заявления"
        aliases = ["Statement"]
    """,
    "countries": """
        [TR]
        en = "Türkiye"
        former = ["Turkey"]
    """,
    "organisations": """
        [sco]
        en = "Shanghai Cooperation Organization"
        ru = "Шанхайская организация сотрудничества"
        aliases = ["SCO", "ШОС"]
    """,
    "places": """
        [astana]
        en = "Astana"
        ru = "Астана"
        former = ["Nur-Sultan", "Нур-Султан"]
    """,
}


@cache
def stylebook() -> Stylebook:
    """Return the stylebook of a newsroom in three languages, at five hours from UTC."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for facet, text in VOCABULARY.items():
            (folder / f"{facet}.toml").write_text(text, encoding="utf-8")
        vocabulary, problems = load_vocabulary(folder, LANGUAGES)
    assert problems == ()
    return Stylebook(LANGUAGES, "en", ZoneInfo("Asia/Tashkent"), {}, vocabulary)


def read(text: str, path: str = VISIT, *, page: bool = False) -> Reading:
    """Read a source as the build does."""
    return read_source(path, text.encode(), stylebook(), Renderer({}), page=page)


def read_release(text: str, path: str = VISIT) -> Release:
    """Read a source that has to be without a fault."""
    reading = read(text, path)
    assert [str(problem) for problem in reading.problems] == []
    assert isinstance(reading.content, Release)
    return reading.content


def sound(**headers: str) -> str:
    """Return a source without a fault, with these headers over its own; an empty one goes."""
    values = {"Title": "Visit", "Date": "2019-06-05 10:00", "Category": "Statements"} | headers
    head = "".join(f"{name}: {value}\n" for name, value in values.items() if value)
    return f"{head}\nThe minister arrived.\n"
