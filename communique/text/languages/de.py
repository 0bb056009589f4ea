"""German: „ “ and, within them, ‚ ‘; apostrophes, dashes, ellipses; ä is ae in addresses.

A dash is a shorter one between spaces: `` -- `` becomes `` – ``. A single straight mark may be an
apostrophe or a quotation, and each is set only where it can be nothing else.
"""

from communique.patterns import late
from communique.text.language import HeldWords, Language, phrases, words
from communique.text.quotation_marks import NAME, quote_rule, restore_addresses

QUOTES = ("„“", "‚‘")

CUT_SHORT = r"(?:[Ss]|[Nn](?:e[mnrs]?)?|r(?:an|auf|aus|ein))\b"
OPENING = rf"(?<![^\s(\[„‚\"«»–—])'(?=[^\W\d_])(?!{CUT_SHORT})"
"""Not 's war, 'ne Rede and 'raus, which are words cut short."""

SINGLE = late(
    rf"{OPENING}(?:[^'\n]|(?<=\w)'(?=\w)){{0,300}}?[^\s']'(?!\w)(?!(?<=[sxzß]')\ [A-ZÄÖÜ])"
)
"""A quotation between single marks; it may not end like Hans' Rede."""

OPENED = late(OPENING)
GENITIVE = late(r"'(?= [A-ZÄÖÜ])(?<=[^\W\d_][sxzß]')")
APOSTROPHE = late(r"'(?:(?=(?:[sS]|sche[mnrs]?)\b)(?<=[^\W\d_]')|(?=(?:s|ne[mnrs]?)\b)(?<!\w'))")
"""geht's, Grimm'sche, 's and 'ne; not so'm nor Qur'an."""

DASH = late(r"--(?=[\s,]|$)(?<=\s--)")
ELLIPSIS = late(r"\.\.\.(?![./\\])(?<![./\\]\.\.\.)")

_set_quotes = quote_rule(QUOTES, follows="„‚«»")


def _set_marks(text: str) -> list[str]:
    characters = _set_quotes(text)
    if "'" in text:
        apostrophes = [match.start() for match in APOSTROPHE.finditer(text)]
        apostrophes += [match.start() + 1 for match in NAME.finditer(text)]
        if OPENED.search(text) is None:
            apostrophes += [match.start() for match in GENITIVE.finditer(text)]
        for at in apostrophes:
            characters[at] = "’"
        for match in SINGLE.finditer(text):
            characters[match.start()], characters[match.end() - 1] = "‚", "‘"
    for pattern, mark in ((DASH, "–"), (ELLIPSIS, "…")):
        for match in pattern.finditer(text):
            characters[match.start() : match.end()] = mark, *[""] * (len(match[0]) - 1)
    return restore_addresses(text, characters)


LANGUAGE = Language(
    code="de",
    forms=(("[sn]$", "", 4), ("(?:er|es|em|en|e)$", "", 4)),
    quotes=QUOTES,
    also="apostrophes; `--` between spaces becomes –; `...`",
    marks=('"', "'", "--", "..."),
    set_marks=_set_marks,
    letters=str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}),
    note_headings=phrases(
        "hinweis für die redaktion; hinweise für die redaktion; hinweis für die redaktionen; "
        "hinweise für die redaktionen; hinweis für redaktionen; hinweise für redaktionen; "
        "hinweis an die redaktion; hinweise an die redaktion; hinweis an die redaktionen; "
        "hinweise an die redaktionen; anmerkung für die redaktion; anmerkungen für die "
        "redaktion; information für die redaktion; informationen für die redaktion; "
        "informationen für redaktionen; redaktioneller hinweis; redaktionelle hinweise"
    ),
    abbreviations=words(
        "abb abs abt allg anm art aufl az bd bearb bes betr bspw bzgl bzw ca chr dgl dipl dr "
        "ebd einschl etc evtl exkl frhr geb gegr gen ggf ggfs hl hr hrsg ing inkl insb jh jhd "
        "kap kfm lt mind mio mrd nr nrn prof rd sog spez st std str tel tsd urspr usf usw verf "
        "vgl vors zit zzgl "
        "jan jän feb febr apr aug sept okt nov dez"
    ),
    speakers=phrases("frage; antwort; zusatzfrage; zusatz; moderator; moderatorin; vorsitzender"),
    greetings="guten (?:morgen|tag|abend)|hallo|(?:vielen|herzlichen|besten) dank",
    addressed="(?:meine )?(?:sehr (?:geehrten|verehrten) )?damen und herren|exzellenz(?:en)?"
    "|(?:sehr geehrter?|liebe[rn]?) (?:\\w+ ?){1,4}|herr präsident|frau präsidentin",
    date_words=words("den der dem am vom"),
    widely_read=True,
    held=HeldWords(
        embargo="sperrfrist|embargo",
        status="stand|zustand",
        before=r"strenge?|unter|mit|achtung|bitte|es\s+gilt\s+das\s+gesprochene\s+wort(?:\s*\W)?",
        after=r"bis\b|am\b|ab\b|endet|beachten",
        bans=r"(?:gesperrt|zurückhalten|zurückzuhalten)\s+bis\b"
        r"|nicht\s+(?:zu\s+)?(?:veröffentlichen|verbreiten|verwenden|senden)\s+(?:vor|bis)\b"
        r"|veröffentlichung\s+(?:(?:frei|erst)\s+(?:ab|nach)|nicht\s+vor)\b"
        r"|frei(?:gegeben)?\s+zur\s+veröffentlichung\s+(?:erst\s+)?ab\b",
        bans_last=r"nicht\s+vor\s+.{0,60}\b(?:veröffentlichen|verbreiten|verwenden|senden)\b",
        ban=r"gesperrt\b|nicht\s+(?:\w+\s+){0,4}?(?:veröffentlich\w+|verbreite\w+|verwende\w+)\b"
        r"|veröffentlichung\s+(?:erst|nicht|untersagt|verboten)\b|frei(?:gegeben)?\s+(?:erst\s+)?ab\b",
        words=r"bitte|sperrfrist|beachten|nicht|veröffentlich\w+|verbreite\w+|verwende\w+|zu|zur|erst"
        "|frei|freigegeben|gesperrt|untersagt|verboten|streng|vertraulich|presse|medien|achtung|hinweis"
        "|endet|läuft|gilt|text|mitteilung|redaktionen|vorab|sein|darf|wird",
        lines=r"(?:zu\s+veröffentlichen|veröffentlichung)\s+am\s+\d.{0,40}",
        published=r"veröffentlichungs(?:datum|termin)|datum\s+der\s+veröffentlichung",
        drafts=r"vorab(?:fassung|version|exemplar)|arbeits(?:dokument|papier)|vorläufige\s+fassung|vs\W+nfd|noch\s+nicht\s+(?:freigegeben|abgestimmt|gebilligt|final)(?:\s+(?:durch|von|mit)(?:\s+\w+){1,4})?",
        private=r"nicht\s+(?:zur|für\s+die)\s+(?:veröffentlichung|weitergabe|verbreitung)(?:\s+bestimmt)?"
        r"|(?:bitte\s+)?(?:noch\s+)?nicht\s+(?:veröffentlichen|verbreiten|weitergeben)"
        r"|(?:nur\s+)?(?:für(?:\s+den)?|zum)\s+(?:internen\s+|dienst)gebrauch"
        r"|(?:nur\s+)?(?:zur|für\s+die)\s+internen\s+verwendung|nur\s+intern|verschlusssache"
        r"|internes\s+(?:dokument|papier)",
        private_first=r"(?:streng\s+)?vertraulich|intern",
        private_after="vor|bis|bevor|ohne|solange|außerhalb",
        fill_in="(?:bitte\\s+)?einfügen|(?:bitte\\s+)?ergänzen|einsetzen|eintragen|bitte\\s+ausfüllen",
        draft="entwurf|arbeitsfassung|rohfassung",
        draft_before="erster|zweiter|interner|vorläufiger",
        draft_after=r"fassung|stand:?\s+[\w.]+(?:\s+\w+){0,2}|vertraulich|nicht\s+(?:zur|für)\s+\w+(?:\s+\w+)?|nur\s+(?:zur|für)\s+\w+",
        delivery=r"es\s+gilt\s+das\s+gesprochene\s+wort",
        letterhead="pressemitteilung|presseerklärung|medienmitteilung|erklärung|mitteilung|rede",
        hours="uhr",
        time="bis|vor|nach|ab|am|um|den|dem|der|die|das|uhr|zeit|ortszeit|montag|dienstag|mittwoch"
        "|donnerstag|freitag|samstag|sonnabend|sonntag",
        zones={r"\bmesz\b": "cest", r"\bmez\b": "cet"},
        hints="vorab|sperrfr|gesperrt|nicht |frei ab|freigegeben|entwurf|fassung"
        "|veröffentlich|arbeitsdok|arbeitspap|vertraul|intern |intern:|internes "
        "|internen gebr|dienstgebr|nur intern"
        "|zur intern|verschlusss|gesproch|zurückzuh|zurückhalt|vs-nfd",
    ),
)
