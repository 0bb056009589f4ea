"""Words for the search: how a text is split, and which forms belong to one word.

``static/search.js`` follows the same rules in a reader's browser. ``tests/browser/test_search.py``
holds the two together. Decision 21 tells how each language is searched.

A *run* is letters and digits, with single signs between them: ``C5+1``, ``D’Souza``, ``U.S``. It is
found whole, by each of its parts, and by parts that stand together. Letters of scripts that put no
space between words are found one by one and in pairs.
"""

import re
from functools import lru_cache
from html import unescape
from itertools import pairwise
from unicodedata import normalize

from communique.patterns import late
from communique.text.language import find_language, words

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u3099\u309a"
)
"""Marks that are part of a word, and blocks of scripts whose vowels are marks."""

UNSPACED = (
    "\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\U00020000-\U0003ffff"
)
"""Scripts without spaces between words: kana, Han, Thai, Lao, Burmese, Khmer."""

JOINERS = "'’‘ʼʻ`´′+/&.@_\u2010-\u2013\u2212-"
"""Signs that join the parts of a run."""

LETTER = rf"(?:[^\W_]|[{MARKS}])"
RUN = late(rf"{LETTER}+(?:(?:[{JOINERS}]|,(?=[0-9])){LETTER}+)*")
PART = late(rf"[{UNSPACED}]+|(?:(?![{UNSPACED}]){LETTER})+")
PIECE = late(rf"((?:(?!{LETTER}).)+)")
HAS_UNSPACED = late(f"[{UNSPACED}]")
PLAIN_PART = late("[a-z0-9]+")
"""A part of an ASCII word: the patterns above take 3 ms each to compile."""
ACRONYM = late(rf"(?:{LETTER}\.)+{LETTER}")
DIGIT = late("[0-9]")

SIGNS = (
    dict.fromkeys(map(ord, "’‘ʼʻ`´′"), "'")
    | dict.fromkeys([*range(0x2010, 0x2014), 0x2212], "-")
    | dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
)
WITHIN = late("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Signs that part no word, though they stand between its letters."""

STRIPPED = late(
    "(?<!и)\u0306|[\u0300-\u0305\u0307-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a"
    "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
"""Accents and vowel signs, which some write and some do not; й stays a letter."""

SAME = {ord(pair[0]): pair[1:] for pair in words("ßss ςσ ıi øo łl đd æae œoe ةه ىي کك یي")} | {
    start + digit: str(digit) for start in (0x660, 0x6F0) for digit in range(10)
}
"""Letters that are searched as other letters."""

MOST_PARTS = 6
"""A run of more parts, an address of the web, is not found by each sequence of them."""

FOOTNOTE = late(r'<sup id="fnref.*?</sup>', re.DOTALL)
TAG = late(r"""<!--.*?-->|</?([a-zA-Z][\w-]*)(?:"[^"]*+"|'[^']*+'|[^'">])*+>""", re.DOTALL)
INLINE = words(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span "
    "strong sub sup time u var wbr"
)
VOWELS = late("[aeiouyаеёиоуыэюяіїєәөүұ]")
SHORTEST_GUESSED = 4


def plain_lines(html: str) -> list[str]:
    """Return the text of HTML, a line a block; marks of footnotes are left out."""
    text = TAG.sub(_between, FOOTNOTE.sub("", " ".join(html.split())))
    lines = (" ".join(unescape(line).split()) for line in text.split("\n"))
    return [normalize("NFC", line) for line in lines if line]


def _between(tag: re.Match[str]) -> str:
    if tag[1] is None or tag[1].lower() in INLINE:
        return ""
    return " " if tag[1].lower() in ("br", "img") else "\n"


def fold_word(text: str) -> str:
    """Return a text as words are compared: without case, accents, and kinds of sign."""
    if text.isascii():
        return text.lower().replace("`", "'")
    text = normalize("NFKD", text.translate(SIGNS).lower())
    return normalize("NFC", STRIPPED.sub("", text)).translate(SAME)


def find_forms(text: str) -> set[str]:
    """Return all that a text is found by, each as ``fold`` writes it."""
    found: set[str] = set()
    texts = [text] if text.isascii() or not WITHIN.search(text) else _without_signs(text)
    for run in {run for each in texts for run in RUN.findall(each)}:
        found |= _forms_of(run)
    return found


def _without_signs(text: str) -> list[str]:
    plain = text.translate(SIGNS | dict.fromkeys(range(0x2066, 0x206A)) | {0x200C: "\u200c"})
    return [plain, plain.replace("\u200c", "")] if "\u200c" in plain else [plain]


@lru_cache(maxsize=50_000)
def _forms_of(run: str) -> frozenset[str]:
    folded = fold_word(run)
    parts = (PLAIN_PART if folded.isascii() else PART).findall(folded)
    found = set(parts)
    if _has_unspaced(folded):
        for part in parts:
            if _has_unspaced(part):
                found |= {*part, *map("".join, pairwise(part))}
                if len(part) > 2:  # noqa: PLR2004 - longer ones are found by their pairs
                    found.discard(part)
    elif len(parts) > 1:
        pieces = PIECE.split(folded)
        count = len(pieces) // 2 + 1
        for first in range(count if count <= MOST_PARTS else 0):
            found |= {"".join(pieces[2 * first : 2 * last + 1]) for last in range(first, count)}
        if ACRONYM.fullmatch(folded):
            found.add(folded.replace(".", ""))
    return frozenset(found)


def _has_unspaced(text: str) -> bool:
    return not text.isascii() and HAS_UNSPACED.search(text) is not None


@lru_cache(maxsize=50_000)
def stem(form: str, lang: str) -> str:
    """Return what the forms of a word have in common, by the language's ``forms``."""
    if DIGIT.search(form):
        return form
    for pattern, instead, least in _rules(lang):
        shorter = pattern.sub(instead, form)
        if len(shorter) >= least:
            form = shorter
    return form


@lru_cache(maxsize=64)
def _rules(lang: str) -> list[tuple[re.Pattern[str], str, int]]:
    """Return the rules of a language, compiled; they write a group as JavaScript does, $1."""
    rules = find_language(lang).forms
    return [(re.compile(found), new.replace("$", "\\"), least) for found, new, least in rules]


def sketch(form: str) -> str:
    """Return first letter and next consonant, which a word shares with its misspellings; or ""."""
    if len(form) < SHORTEST_GUESSED or not form.isalpha() or _has_unspaced(form):
        return ""
    return form[0] + VOWELS.sub("", form[1:])[:1]


def place(key: str) -> int:
    """Return where a key stands among all: 32 bits that only depend on it (FNV-1a, mixed)."""
    value = 0x811C9DC5
    for byte in key.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    # The first bits choose the file: a short key has hardly reached them.
    value = (value ^ value >> 15) * 0x2C1B3C6D & 0xFFFFFFFF
    return value ^ value >> 13
