"""Chinese marks, and the pinyin of words."""

from collections.abc import Iterator
from importlib import import_module

from communique.patterns import late

HAN = "[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’《》]"
LONG_MARK = late(rf"(?<={HAN})(?:(?:\.{{6}}|\.{{3}})(?![.A-Za-z0-9/\\])|--(?={HAN}))")
QUOTED = frozenset("“”„«»「」『』")
WORDS = late("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
"""Characters that have a reading."""


def set_marks(text: str, characters: list[str]) -> list[str]:
    """Set quotation marks in pairs, ellipses and dashes."""
    for match in LONG_MARK.finditer(text):
        mark = "——" if match[0] == "--" else "……"
        characters[match.start() : match.end()] = mark, *[""] * (len(match[0]) - 1)
    places = [at for at, character in enumerate(text) if character == '"']
    pairs = list(zip(places[::2], places[1::2], strict=False))
    if len(places) % 2 == 0 and QUOTED.isdisjoint(text) and _are_quotations(text, pairs):
        for start, end in pairs:
            characters[start], characters[end] = "“", "”"
    return characters


def _are_quotations(text: str, pairs: list[tuple[int, int]]) -> bool:
    """Tell quotations from inches and from marks that stand alone."""
    return all(
        not text[start - 1 : start].isdigit()
        and text[start + 1 : end].strip()
        and text[start + 1 : end] == text[start + 1 : end].strip()
        for start, end in pairs
    )


def read_words(text: str) -> Iterator[str]:
    """Yield the pinyin of each word of a text in Chinese characters."""
    pypinyin = import_module("pypinyin")
    for word in import_module("pypinyin.seg.mmseg").seg.cut(text):
        yield "".join(pypinyin.lazy_pinyin(word, v_to_u=True))


def romanise(text: str) -> str:
    """Return a text with the pinyin of its words."""
    return WORDS.sub(lambda found: f" {' '.join(read_words(found[0]))} ", text)
