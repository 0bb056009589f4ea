"""Chinese in simplified characters: marks as in GB/T 15834, “ ”, …… and ——; addresses in pinyin.

Chinese has no spaces to tell an opening quotation mark by, so straight ones are taken in pairs,
and only where every one of a text finds its partner.
"""

from __future__ import annotations

from communique.text.language import Language
from communique.text.patterns import late
from communique.text.pinyin import romanise_chinese

__all__ = ["LANGUAGE"]

QUOTES = ("“”", "")

HAN = "[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’《》]"
LONG_MARK = late(rf"(?<={HAN})(?:(?:\.{{6}}|\.{{3}})(?![.A-Za-z0-9/\\])|--(?={HAN}))")
QUOTED = frozenset("“”„«»「」『』")


def _set_marks(text: str) -> list[str]:
    characters = list(text)
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


LANGUAGE = Language(
    code="zh",
    quotes=QUOTES,
    also="`--` and `...`",
    marks=('"', "...", "--"),
    set_marks=_set_marks,
    romanise=romanise_chinese,
    note_headings=frozenset({"致编辑", "编辑须知", "编者注", "编者按"}),
    news_code="zh-cn",
)
