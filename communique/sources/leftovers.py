"""Leftovers of other programs in a text, and Markdown without effect: readers would see both.

Merges leave both sides, Word leaves broken references, a wrong encoding leaves wrong letters.
Markdown shows its own marks where a space or an empty line is missing.
"""

import re
from collections.abc import Iterator

from communique.errors import Problem, Severity
from communique.patterns import late
from communique.sources.header import Source
from communique.sources.hints import shorten
from communique.text.markdown import blank_code
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class _Leftover:
    """What is found: no text has it without one of the ``signs``, which are searched for first."""

    signs: tuple[str, ...]
    form: re.Pattern[str]
    rule: str
    hint: str
    severity: Severity = Severity.WARNING


_TAIL = r"[¡-ª¬-º¼-¿ƒŒŠŸŽœšžŸ€˜™‰†‡]"
"""Windows-1252's letters for the second byte of another; not quotation marks: they may follow Ã."""

_WRITTEN = (
    _Leftover(
        ("{{", "{%", "{#", "<%", ":::", "!!! "),
        late(
            r"\{\{[^{}\n]{1,80}\}\}|\{%[^%\n]{1,80}%\}|\{#[\w-]+\}|<%[^%\n]{1,80}%>"
            r"|^(?::::|!!! )[^\n]{0,40}",
            re.MULTILINE,
        ),
        "a text should have no marks of other programs",
        "they are shown as they stand; delete them, or write them as code",
    ),
    _Leftover(
        ("<<<<<<<", ">>>>>>>"),
        late(r"^(?:<{7}|>{7})(?:[ \t].*)?$", re.MULTILINE),
        "a text must not have both sides of a merge",
        "choose one side, and delete the lines of <, = and >",
        Severity.ERROR,
    ),
    _Leftover(
        ("!", "！"),
        late(
            r"\bError! (?:Reference source|Bookmark|Hyperlink|Not a valid|No text of|Unknown)\b"
            r"|\b(?:Ошибка! (?:Источник|Закладка|Недопустим)|Қате! (?:Сілтеме|Бетбелгі)"
            r"|Fehler! (?:Verweisq|Textmarke|Hyperlink)"
            r"|Error! (?:No se encuentra|Marcador no|Referencia de))\w*"
            r"|\bErreur[ \u00a0\u202f]?! (?:Source du|Signet|Référence de)\b"
            r"|错误[!！]\s?(?:未找到|未定义|超链接)|錯誤[!！]\s?(?:找不到|尚未)"
            r"|خطأ! (?:لم يتم|الإشارة)"
        ),
        "a text must be complete",
        "write what Word lost there: a number, a name or a title",
        Severity.ERROR,
    ),
    _Leftover(
        ("Ã", "â€", "Ð", "µ", "°"),
        late(
            rf"Ã{_TAIL}|â€|(?:[ÐÑ][^\sA-Za-z]){{2}}"
            r"|(?:[РС][°±Іі‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈ¤Ґ¦§Ё©Є«¬®Їµ¶·ё№є»јЅѕї]){3}"
        ),
        "a text should be decoded correctly",
        "it was read in a wrong encoding; copy it again from where it was written",
    ),
    _Leftover(
        ("\n>",),
        late(r">(?<=\w\n>) ?\d[^\n]*"),
        "a quotation should begin a paragraph",
        r"write \> where more than is meant; else leave an empty line above",
    ),
    _Leftover(
        ("????",),
        late(r"\?{4,}[ ,.]+\?{2,}"),
        "a text should be decoded correctly",
        "another program lost letters; copy it again from where it was written",
    ),
    _Leftover(
        ("\n---", "\n==="),
        late(r"(?<=\n\n)[^\W\d_][^\n|]{40,}[.!?…。][\"”»’)]*(?=\n(?:-{3,}|={3,}) *(?:\n|\Z))"),
        "a paragraph should not be a heading",
        "the line below makes it one; leave an empty line between",
    ),
)
"""What is looked for in the text as it was written."""

_SHOWN = (
    _Leftover(
        ("*",),
        late(r"\w{1,30}\*(?=[\s.,;:)<])[^*]*?<ul>\n<li>[^\n]*</li>\n</ul>(?![^*]*<ul>)"),
        "a note should keep its star",
        r"write \* at the beginning of the note, where a star and a space make a point of a list",
    ),
    _Leftover(
        ("</em>",),
        late(r"<em>(?<=\d<em>)[\d.,]+</em>\d+"),
        "a * between numbers should be shown",
        r"write \* for each star that is meant, as Markdown makes italics of two",
    ),
    _Leftover(
        ("**",),
        late(
            r"\*\*(?:(?<=[\s>(«“]..)\w(?![^*<\n]*\*\*)[^*<\n]{0,40}|(?<!\w..) [^*<\n]{1,80} ?\*\*)"
        ),
        "bold should have a mark at both ends",
        "write **the words** without spaces within the stars",
    ),
    _Leftover(
        ("<p>#",),
        late(r"(?<=<p>)#{2,}[^#<\n][^<\n]*"),
        "a heading should have a space after its #",
        "write ## and a plain space before the words; six # are the most",
    ),
    _Leftover(
        ("]",),
        late(
            r"\[[^\]\[<>\n]*[^\W\d_][^\]\[<>\n]*\] ?\(<a [^>]*href=\"http[^<]*"
            r"|\([^()<>\n]+\)\[<a [^<]*"
        ),
        "a link should be complete",
        "write [the words](the address), without a space between, and with both brackets",
    ),
    _Leftover(
        ("></a>",),
        late(r"<a\b(?=[^>]*\bhref=)[^>]*></a>"),
        "a link must have words",
        "write [the words](the address), or remove the link",
        Severity.ERROR,
    ),
    _Leftover(
        ("<ol start=",),
        late(r"<ol start=\"[12]\d{3}\">\n<li>[^\n]*</li>\n</ol>"),
        "a year should begin a sentence, not a list",
        r"write a backslash before its full stop, as in 1986\.",
    ),
    _Leftover(
        ("<p>[",),
        late(r"(?<=<p>)\[(?:TOC|toc|\[_TOC_\])\](?=</p>)"),
        "a text should have no marks of other programs",
        "delete it: a long text has a list of its headings",
    ),
    _Leftover(
        ("&lt;{",),
        late(r"&lt;\{(?:filename|static|attach)\}[^<\n&]*"),
        "a link in braces must lead somewhere",
        "write [the words]({filename}the file)",
        Severity.ERROR,
    ),
    _Leftover(
        ("|",),
        late(r"(?:<p>|\n)\|?[ :]*-{3,}[ :]*\|[-| :]*(?=\n|</p>)"),
        "a table should be shown as one",
        "leave an empty line above it, and give its second line a part for each column",
    ),
)
"""What is looked for in the HTML: the marks that made nothing are in its words."""

_IN_BLOCKS = (
    _Leftover(
        ("*",),
        late(r"(?<![\w*])(\*{1,2})\w(?:[^*<\n]*\w)?[.,:;!?]?\1(?![\w*])"),
        "words between * should be emphasised",
        'in a block of HTML write <em>the words</em>, or markdown="1" in its tag',
    ),
    _Leftover(
        ("](",),
        late(r"\[[^\]\[<>\n]*\]\((?:https?:|mailto:|/|\{(?:filename|static|attach)\})[^<\n)]*"),
        "a link must lead somewhere",
        'in a block of HTML write <a href="the address">the words</a>, or markdown="1" in its tag',
        Severity.ERROR,
    ),
    _Leftover(
        ("\n",),
        late(
            r"(?<=<div>)\n *(?:[-*+] |[0-9]+[.)] |#{2,6} )[^\n<]*"
            r"|\n\n *(?:[-*+>|] |[0-9]+[.)] |#{2,6} |\*{1,2}\w)[^\n<]*"
            r"|(?<=[^>\s])\n\n *[^<\s][^\n<]*"
        ),
        "paragraphs in HTML should have <p>",
        'in a block of HTML write elements, <p>…</p>, or markdown="1" in the tag of the block',
    ),
)
"""The same in a block of HTML, where Markdown is not read."""

_ADDRESS = late(r"href=[\"']?([^\"'>]*)[\"']?[^>]*></a>$")
"""The address of a link without words."""

_Signs = list[tuple[str, str, _Leftover]]

_SIGNS_WRITTEN, _SIGNS_SHOWN, _SIGNS_OF_HTML = (
    [(sign[-1], sign, each) for each in leftovers for sign in each.signs]
    for leftovers in (_WRITTEN, _SHOWN, (*_SHOWN, *_IN_BLOCKS))
)
"""The last letter of each sign, which is a seldom one, the sign, and what may be found by it."""

_INDENTED = _Leftover(
    ("<pre",),
    late(
        r"(?:\A|(?:\A|\n)[ \t]*\n)(?: {4}|\t)[ \t]*(?P<words>[^\W\d_][^\n{}<>=|]{40,}"
        r"[.!?…。][”\"»)]*|[\u3400-\u9fff][^\n]*"
        r"|(?=[^\W\d_][^\n{}<>=|_;()\[\]\\/]+(?:\n|\Z))[^a-z][^\n]*\w [^\n]*)"
        r"[ \t]*(?=\n|\Z)"
    ),
    "a paragraph should not be shown as code",
    "delete the spaces before it; where it is code, write a line of ``` above and below",
)
"""A paragraph whose first line is set in, as in a letter."""

_SET_IN = late(r"\n(?: {4}|\t)")

_RULE_LINE = late(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")


def check_leftovers(source: Source, html: str) -> Iterator[Problem]:
    """Yield the first of each kind of leftover, with its line."""
    body = source.body
    for each in _find_signs(body, _SIGNS_WRITTEN):
        text = f"\n\n{body}"
        if each.form.search(text) and (found := each.form.search(blank_code(text))):
            yield _problem(source, max(found.start() - 2, 0), each, found[0])
    for each in _find_signs(html, _SIGNS_OF_HTML if "<" in body else _SIGNS_SHOWN):
        if found := each.form.search(_without_code(html)):
            address = _ADDRESS.search(found[0]) if found[0].endswith("></a>") else None
            shown = address[1] if address else found[0]
            yield _problem(source, _place_of(source, shown), each, shown)
    if _SET_IN.search(body) and "<pre" in html and "```" not in body and "~~~" not in body:
        found = _INDENTED.form.search(body)
        if found:
            yield _problem(source, found.start("words"), _INDENTED, found["words"])
    if "|" in body and "<table" in html:
        yield from _check_rows(source)


def check_headers(source: Source) -> Iterator[Problem]:
    """Yield what is in a value as it would be in a text."""
    for each in _find_signs("\n".join([each.value for each in source.headers]), _SIGNS_WRITTEN):
        for header in source.headers:
            if found := each.form.search(header.value):
                told = f'got "{shorten(found[0], 60)}"'
                yield Problem(source.path, header.line, each.rule, told, each.hint, each.severity)


def _find_signs(text: str, signs: _Signs) -> list[_Leftover]:
    """Return the leftovers that a text has a sign of; a search for one letter takes no time."""
    found: list[_Leftover] = []
    for letter, sign, each in signs:
        if letter in text and sign in text and each not in found[-1:]:
            found.append(each)
    return found


def _without_code(html: str) -> str:
    return (
        re.sub(r"<(code|pre)\b.*?</\1>", "", html, flags=re.DOTALL)
        if "<code" in html or "<pre" in html
        else html
    )


def _problem(source: Source, place: int, leftover: _Leftover, found: str) -> Problem:
    told = f'got "{shorten(re.sub("<[^>]*>?", "", found).strip(), 60)}"'
    return source.problem(place, leftover.rule, told, leftover.hint, leftover.severity)


def _place_of(source: Source, shown: str) -> int:
    """Return the place of the longest word that is shown; the beginning of the text for none."""
    words = re.findall(r"\w+", re.sub("<[^>]*>?", " ", shown)) or re.findall(r"-{3,}", shown)
    longest = max(words, key=len, default="")
    return max(source.body.find(longest), 0)


def _check_rows(source: Source) -> Iterator[Problem]:
    """Yield the first row of a table with more cells than its head: Markdown drops the others."""
    lines = blank_code(source.body).split("\n")
    for number, line in enumerate(lines):
        if not number or "|" not in lines[number - 1] or not _RULE_LINE.fullmatch(line):
            continue
        head = len(_cells(lines[number - 1]))
        for below, row in enumerate(lines[number + 1 :], number + 1):
            if not row.strip() or "|" not in row:
                break
            if any(_cells(row)[head:]):
                rule = f"a table's row must have no more cells than its head, {head}"
                hint = r"give the head another, or write \| where a bar is meant"
                found = f'got "{shorten(source.body.split(chr(10))[below].strip(), 60)}"'
                yield Problem(source.path, source.body_line + below, rule, found, hint)
                return


def _cells(row: str) -> list[str]:
    row = row.replace(r"\|", "  ").strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in row.split("|")]
