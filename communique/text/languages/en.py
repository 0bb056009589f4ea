"""English: quotes, apostrophes, dashes, ellipses; each set only where its meaning is certain."""

import re

from communique.patterns import late
from communique.text.language import HeldWords, Language, phrases, words
from communique.text.quotation_marks import ADDRESS, NAME, UNKNOWN

MARK = r"""--+|\.\.+|"|“|”|'|‘"""

TOKEN = late(MARK)
TOKEN_OR_ADDRESS = late(f"{ADDRESS}|{MARK}", re.VERBOSE)

BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f([{“‘")
DASHES = frozenset("-–—/")
DOUBLE = frozenset('"“”')
SINGLE = frozenset("'‘")
BESIDE_NO_ELLIPSIS = frozenset("/\\")

CONTRACTION = late(r"'(?:s|re|ve|ll)\b|(?<=n)'t\b|(?<=\bi)'m\b|(?<=[^\Wog])'d\b", re.IGNORECASE)
"""Not so'm nor o't, which are Uzbek words: after o and g only endings that Uzbek does not have."""

POSSESSIVE = late(r"'s\b", re.IGNORECASE)
"""Also after U.S. and (DPRK)."""

WHOLE_WORD = late(r"(?:who'd|o'clock|y'all|ma'am)\b", re.IGNORECASE)
ELISION = late(r"'(?:\d0s\b|\d\d\b|(?:tis|twas|til|em|cause)\b)", re.IGNORECASE)
CLOSING = late(r"'(?!\w)(?<=\S')")


def _set_marks(text: str) -> list[str]:
    """Return what stands in the place of each character; a mark's later characters are empty."""
    characters = list(text)
    double = single = False
    last = -1  # where the last single mark is that may close a quotation
    if "'" in text:
        last = max((match.start() for match in CLOSING.finditer(text)), default=-1)
    # Without addresses the search skips from one mark's first character to the next.
    token = TOKEN
    if ("@" in text) or ("://" in text) or ("www." in text):
        token = TOKEN_OR_ADDRESS
    for match in token.finditer(text):
        at, mark = match.start(), match[0]
        if mark == "--":
            if _is_dash(text, at):
                characters[at : at + 2] = "—", ""
        elif mark == "...":
            if not BESIDE_NO_ELLIPSIS.intersection(
                text[max(0, at - 1) : at] + text[at + 3 : at + 4]
            ):
                characters[at : at + 3] = "…", "", ""
        elif mark in DOUBLE:
            double = _set_double(characters, at, is_open=double)
        elif mark in SINGLE:
            single = _set_single(text, characters, at, is_open=single, last=last)
    return characters


def _around(characters: list[str], at: int) -> tuple[str, str]:
    before = next((c for c in reversed(characters[max(0, at - 3) : at]) if c), " ")
    return before, characters[at + 1] if at + 1 < len(characters) else " "


def _opens(before: str, after: str, *, is_open: bool) -> bool:
    if after.isspace():
        return False
    return before in BEFORE_OPENING or (before in DASHES and (after.isalnum() or not is_open))


def _is_dash(text: str, at: int) -> bool:
    """Tell a dash from an option (``--force``) and from a code or a range of numbers."""
    before, after = text[at - 1 : at] or " ", text[at + 2 : at + 3] or " "
    if before.isspace() or before in BEFORE_OPENING:
        return after.isspace()
    return not (before + after).isalnum() or (before + after).isalpha()


def _set_double(characters: list[str], at: int, *, is_open: bool) -> bool:
    if characters[at] != '"':
        return characters[at] == "“"
    before, after = _around(characters, at)
    if _opens(before, after, is_open=is_open):
        characters[at] = "“"
        return True
    if before.isspace() or (before.isdigit() and not is_open):  # alone, or inches
        return is_open
    characters[at] = "”"
    return False


def _set_single(text: str, characters: list[str], at: int, *, is_open: bool, last: int) -> bool:
    if characters[at] == "‘":
        return True
    before, after = _around(characters, at)
    inside = (before.isalnum() or before == UNKNOWN) and after.isalnum()
    opens = _opens(before, after, is_open=is_open)
    if _is_apostrophe(text, at, inside=inside, opens=opens):
        characters[at] = "’"
    elif opens and not inside and last > at:
        characters[at] = "‘"
        return True
    elif not (inside or opens or before.isspace()) and (is_open or before in "sSxXzZ"):
        characters[at] = "’"
        return False
    return is_open


def _is_apostrophe(text: str, at: int, *, inside: bool, opens: bool) -> bool:
    if opens:
        return ELISION.match(text, at) is not None
    if not inside:
        return at > 0 and not text[at - 1].isspace() and POSSESSIVE.match(text, at) is not None
    start = max(0, at - len("who"))
    return (
        CONTRACTION.match(text, at) is not None
        or any(m.start() < at < m.end() for m in WHOLE_WORD.finditer(text, start, at + 7))
        or NAME.match(text, at - 1) is not None
    )


LANGUAGE = Language(
    code="en",
    forms=(
        ("'s?$", "", 2),
        ("(ss|sh|ch|x|z)es$", "$1", 4),
        ("ies$", "y", 4),
        ("^(?!(?:news|always|perhaps)$)(.+[^sui])s$", "$1", 3),
    ),
    quotes=("“”", "‘’"),
    also="apostrophes, `--` and `...`",
    marks=('"', "'", "--", "..."),
    set_marks=_set_marks,
    note_headings=phrases(
        "note to editors; notes to editors; note to editor; note to the editors; notes to the "
        "editors; note for editors; notes for editors"
    ),
    abbreviations=words(
        "mr mrs ms dr prof st sr jr gen col lt sgt capt maj adm hon rev amb sen rep gov pres "
        "rt hon det insp supt cmdr cpl brig ens maj bros max al ibid op "
        "no nos vol art para pp cf vs inc ltd co corp dept est approx fig etc "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    ),
    speakers=phrases(
        "question; answer; q; a; moderator; interpreter; translator; operator; host; staff; "
        "speaker; participant; spokesperson; journalist; reporter"
    ),
    greetings="good (?:morning|afternoon|evening|day)|hello|hi|(?:thank you|thanks)(?! to )",
    addressed="ladies and gentlemen|(?:your )?excellenc(?:y|ies)"
    "|(?:dear|distinguished) (?:\\w+ ?){1,4}"
    "|(?:mr|madam|mister)\\.? (?:president|chair\\w*|secretary(?:[- ]general)?|speaker)",
    date_words=words("st nd rd th of the"),
    widely_read=True,
    held=HeldWords(
        embargo="embargo|embargoed|embargoes|embargos",
        before=r"strict(?:ly)?|under|press|media|news|(?:please\s+)?check\s+against\s+delivery(?:\s*\W)?",
        after=r"until|till|to\b|for\b|before|at\b|date|time|release|noon|midnight"
        r"|(?:lifts?|ends|expires)(?=\W+(?:at\W+|on\W+)?\d)",
        lines=r"goe?s?\s+live\W.{0,40}|(?:please\s+)?(?:publish|to\s+be\s+(?:published|released))\s+(?:on|after|at|\w+day)\b.{0,40}"
        r"|not\s+before\s+\d.{0,40}"
        r"|th(?:is|e)\s+(?:\w+\s+)?(?:statement|release|text|document|speech|report|announcement)\s+is\s+"
        r"(?:strictly\s+)?(?:under\s+(?:strict\s+)?embargo|embargoed)\s+(?:until|till)\b.{0,60}",
        bans=r"not\s+(?:to\s+be\s+\w+|for\s+(?:release|publication|broadcast|distribution|circulation"
        r"|use)(?:[\s,]+(?:or|and)?\s*\w+){0,4}?)\s+(?:before|until|till|prior\s+to)\b"
        r"|do\s+not\s+(?:publish|release|broadcast|distribute|use)\s+(?:before|until|till|prior)\b"
        r"|(?:hold|held)\s+(?:for\s+release\s+)?(?:until|till)\b",
        ban=r"(?:not?|never)\s+(?:\w+\s+){0,3}?(?:release\w*|publi\w+|broadcast|distribut\w+|circulat\w+)"
        r"\b|for\s+release\b|confidential\s+(?:until|till)\b|hold\s+(?:for|until|till)\b",
        words=r"please|kindly|observe|respect|warning|note|attention|important|media|press|news"
        r"|newsdesks?|lifts?|lifted|lifting|expires?|ends|released?|publish\w*|publication|broadcast\w*"
        r"|distribut\w+|circulat\w+|any|form|no|do|be|this|text|in|is|are|hold|held|confidential"
        r"|embarg\w+|advance|copy|only",
        published=r"(?:publication|publishing|release)(?:\s+date|(?=\s*:))|date\s+of\s+(?:publication|release)"
        r"|scheduled\s+for(?:\s+(?:release|publication)(?:\s+on)?)?",
        drafts=r"not\s+(?:yet\s+for\s+\w+|(?:yet\s+)?(?:been\s+)?(?:cleared|approved|agreed|final|released))"
        r"(?:\s+(?:by|for|with)(?:\s+[\w'’]+){1,4})?"
        r"|to\s+be\s+(?:completed|written|finished|approved|cleared)(?:\s+by(?:\s+\w+){1,3})?"
        r"|confidential\s+until\s+delivery|work\s+in\s+progress|working\s+document|d\s+r\s+a\s+f\s+t|e\s+m\s+b\s+a\s+r\s+g\s+o|noindex\b\W*(?:nofollow)?"
        r"|advance\s+copy(?:\s+only)?|hold\s+for\s+release|under\s+silence\s+procedure\b.{0,40}|embargoed\s+copy|nato\s+secret"
        r"|official\W+sensitive|(?:unclassified\W+)?fouo|(?:eu\s+)?limite|for\s+your\s+eyes\s+only"
        r"|limited\s+distribution|(?:background\s+only\W+)?not\s+for\s+attribution"
        r"|for\s+(?:clearance|approval|review)(?:\s+by(?:\s+\w+){1,3})?|under\s+review|(?:on\s+)?hold"
        r"|for\s+release\s+(?:up)?on\s+delivery|lines\s+to\s+take|w\W?i\W?p|background\s+only"
        r"|tlp\W+(?:amber|red)(?:\W+strict)?|noforn|sbu|restreint\W+ue(?:\W+eu\s+restricted)?"
        r"|(?:pending|awaiting|subject\s+to)\s+(?:final\s+)?(?:clearance|approval|agreement|sign\W?off)"
        r"(?:\s+(?:by|of|from)(?:\s+[\w'’]+){1,4})?",
        private=r"(?:this\s+(?:\w+\s+){0,2}is\s+)?not\s+(?:(?:intended|meant)\s+)?for\s+"
        r"(?:(?:immediate|public|onward|external|wider)\s+)?"
        r"(?:release|publication|circulation|distribution|dissemination)"
        r"|not\s+to\s+be\s+(?:published|released|distributed|circulated|broadcast|shared|quoted)"
        r"|(?:please\s+)?do\s+not\s+(?:publish|release|distribute|circulate|broadcast|share|forward|post|upload)"
        r"(?:\s+(?:yet|this(?:\s+\w+)?))?"
        r"|(?:this\s+is\s+an?\s+)?(?:(?:for|strictly)\s+)*internal\s+(?:use|circulation|distribution"
        r"|document|note|paper|version|text|information)(?:\s+only)?|(?:for\s+)?internal\s+only"
        r"|(?:for\s+)?official\s+use\s+only|off\s+the\s+record",
        private_first=r"in\s+confidence|deliberative|(?:attorney\W+client\s+)?privileged(?:\s+and\s+confidential)?|pre-decisional|(?:this\s+(?:\w+\s+)?is\s+)?(?:strictly\s+)?(?:confidential|internal)"
        r"|restricted|classified|top\s+secret|official[-\s]sensitive|sensitive\s+but\s+unclassified",
        private_after="before|until|till|unless|without|prior|pending|outside|beyond",
        fill_in=r"insert|fill\s+in|placeholder|(?:name|date|title|text|quote|number)s?\s+here"
        r"|(?:name|date|title|text|quote)s?\s+to\s+(?:come|follow)",
        draft="draft",
        draft_before="zero|rough|early|revised|rev\\W*\\d+|first|second|final|working|internal|initial",
        draft_after=r"\d{1,2}\s+(?:jan|feb|ma[ry]|apr|ju[nl]|aug|sep|oct|nov|dec)[a-z]*(?:\W+\d{4})?|yet|only|text|version|confidential|for\s+\w+(?:\s+only|\s+by(?:\s+\w+){1,3})?|not\s+\w+\s+\w+|(?:of|dated)\s+\d.{0,20}",
        delivery=r"(?:please\s+)?check\s+against\s+delivery",
        letterhead=r"(?:press|media|news)\s+(?:release|statement|advisory|note)|statement|news|press"
        "|speech",
        hours=r"h\b|hrs?\b|hours",
        time="until|till|to|for|before|at|on|the|of|date|time|release|hours?|hrs|local|prior|and|or|not"
        "|mon|tue|wed|thu|fri|sat|sun|[a-z]+day|st|nd|rd|th|am|pm|publication|broadcast|use|strictly"
        "|strict|under|embargoed|embargo|further|notice|delivery",
        zones={r"moscow\s+time": "msk", r"beijing\s+time": "hkt"},
        hints="embarg|not |no |never |hold|held|for release|draft|internal|confid|to be |work in"
        "|delivery|official|restricted|classified|secret |pending |awaiting |off the rec"
        "|sensitive |fouo|limite |eyes only|limited dist|for clear|for appr|publish |subject to"
        "|tion date|ing date|release date|date of |scheduled |d r a f t|working doc|advance copy"
        "|silence p|in confid|pre-dec|er review|or review|lines to t|wip |w.i.p|background|tlp"
        "|noforn|sbu |restreint|go live|goes live|release:|cation:|deliberat|privileged|e m b a"
        "|noindex",
    ),
)
