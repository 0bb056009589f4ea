"""Runs: pieces of a few words that find copies of a text, of twelve words in a row or more."""

import json
from collections.abc import Iterator
from html import escape, unescape

from communique.patterns import late

WORDS = 6
"""Words of a run; two letters of a script without spaces count as one."""

FEWEST = 4
"""Words of a paragraph that is a run by itself."""

SHORTEST = 16
"""Bytes of a run."""

_TAG = late(r"<[^<>]*>")
_BREAK = late(
    r"</?(?:p|h[1-6]|li|ul|ol|dl|dt|dd|div|section|aside|table|tr|td|th|blockquote|figure|"
    r"figcaption|pre|hr|br)\b[^<>]*>"
)
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff"
_WORD = late(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")
_LETTER = late(rf"[{_UNSPACED}]")
_SPACED = late(rf"(?:[{_UNSPACED}]|[^\s{_UNSPACED}]+)\s*")
_WRITTEN_OTHERWISE = frozenset("&<>\"'\\")
_LETTERS = late(r"[^\W\d_]+")


def plain_text(html: str) -> str:
    """Return the words of HTML with single spaces, each paragraph in a line of its own."""
    paragraphs = (_TAG.sub("", part) for part in _BREAK.split(html))
    return "\n".join(" ".join(unescape(part).split()) for part in paragraphs if part.strip())


def split_words(text: str) -> list[str]:
    """Return the words of plain text, each with the space after it; a letter without is a word."""
    return _SPACED.findall(text)


def runs_of(html: str) -> set[str]:
    """Return a text's runs, of paragraphs and of words between two tags, with single spaces."""
    runs: set[str] = set()
    for paragraph in _BREAK.split(html):
        runs.update(_cut(unescape(_TAG.sub("", paragraph)), FEWEST))
        if "<" in paragraph:
            for piece in _TAG.split(paragraph):
                runs.update(_cut(unescape(piece), WORDS))
    return runs


def _cut(text: str, fewest: int) -> Iterator[str]:
    """Yield each run of words; a shorter text with ``fewest`` words or more is one run."""
    if _is_unspaced(text):
        runs = _cut_letters(text, fewest)
    else:
        words = text.split()
        runs = [" ".join(words[n : n + WORDS]) for n in range(0, len(words) - WORDS + 1, WORDS)]
        if not runs and len(words) >= fewest:
            runs = [" ".join(words)]
    for run in runs:
        if len(run) >= SHORTEST or len(run.encode()) >= SHORTEST:
            yield run


def _is_unspaced(text: str) -> bool:
    return not text.isascii() and _LETTER.search(text) is not None


def _cut_letters(text: str, fewest: int) -> list[str]:
    text = " ".join(text.split())
    places = [match.span() for match in _WORD.finditer(text)]
    start, weight, runs = 0, 0, []
    for number, (begin, end) in enumerate(places):
        weight += 1 if end - begin == 1 and _LETTER.match(text, begin) else 2
        if weight >= 2 * WORDS:
            runs.append(text[places[start][0] : end])
            start, weight = number + 1, 0
    if not runs and weight >= 2 * fewest:
        runs.append(text)
    return runs


def is_telling(title: str) -> bool:
    """Decide whether a title says enough to be known by: no "Statement", no day of a month."""
    letters = "".join(_LETTERS.findall(title))
    if _is_unspaced(title):
        return len(letters) >= WORDS
    words = [word for word in _LETTERS.findall(title) if len(word) > 1]
    return len(words) > 1 and len(letters) >= 2 * FEWEST


def written_forms(words: str) -> set[bytes]:
    """Return the bytes that plain words may be in a file: as they are, and as HTML and JSON."""
    if words.isascii() and words.isprintable() and not _WRITTEN_OTHERWISE & {*words}:
        return {words.encode()}
    forms = {words, escape(words), escape(words, quote=False), escape(escape(words), quote=False)}
    if not words.isascii():
        forms.add(json.dumps(words)[1:-1])
    forms.add(json.dumps(words, ensure_ascii=False)[1:-1])
    if _is_unspaced(words):
        # As an index of a search has them.
        forms.add(" ".join(_LETTER.sub(r" \g<0> ", words).split()))
    return {form.encode() for form in forms}
