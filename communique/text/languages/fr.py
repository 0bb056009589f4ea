"""French: « » and, within them, “ ”; the apostrophe of an elision; spaces that do not break.

A space that an editor typed before a mark, or inside guillemets, becomes U+00A0. Spaces are not
added, except inside guillemets that replace straight quotes: French guillemets always have them.
"""

import re

from communique.patterns import late
from communique.text.language import HeldWords, Language, phrases, words
from communique.text.quotation_marks import UNKNOWN, quote_rule, restore_addresses

QUOTES = ("«»", "“”")

SPACE = "\u00a0"
SPACED = (" ;", " :", " !", " ?", " »", "« ")
"""Where a space must not break; not U+202F, which fewer programs find as a space."""

BREAKABLE = late(rf' (?:(?=[;:!?]+(?:[\s)\]»"”’…{UNKNOWN}]|$))(?<=\S )|(?=»)|(?<=« ))')
"""The space first: what begins with a look back is tried at every character."""

ELISION = late(
    r"(?:(?<![\w'’])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu)|\baujourd)'"
    r'(?=[aeiouyhàâäæéèêëîïôöœùûüÿ«“"])',
    re.IGNORECASE,
)
"""Not san'at nor Qur'an: an elided word is one of these, and a vowel or a quotation follows."""

_set_quotes = quote_rule(QUOTES, follows="«“'’", space=SPACE, typed="“”")


def _set_marks(text: str) -> list[str]:
    characters = _set_quotes(text)
    for match in BREAKABLE.finditer(text):
        characters[match.start()] = SPACE
    if "'" in text:
        for match in ELISION.finditer(text):
            characters[match.end() - 1] = "’"
        return restore_addresses(text, characters)
    return characters


LANGUAGE = Language(
    code="fr",
    forms=(
        ("^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'", "", 2),
        ("aux$", "al", 4),
        ("(?:es|s|x|e)$", "", 4),
    ),
    quotes=QUOTES,
    also="apostrophes; a space typed before ; : ! ? does not break",
    marks=('"', "'", *SPACED),
    set_marks=_set_marks,
    note_headings=phrases(
        "note aux rédacteurs; notes aux rédacteurs; note aux rédactions; notes aux rédactions; "
        "note à la rédaction; note à l'attention des rédactions; note à l'intention des "
        "rédactions"
    ),
    abbreviations=words(
        "mme mlle mm me mgr dr pr st ste av art cf vol etc env no nos tél "
        "janv févr avr juil sept oct nov déc"
    ),
    speakers=phrases("question; réponse; journaliste; modérateur; modératrice; interprète"),
    greetings="bonjour|bonsoir|merci",
    addressed="mesdames(?: et|,) messieurs|excellences?|ch(?:ers?|ères?) (?:\\w+ ?){1,4}"
    "|(?:monsieur|madame) l[ea] (?:présidente?|secrétaire général|ministre)",
    date_words=words("le er"),
    widely_read=True,
    held=HeldWords(
        status="statut|état|etat",
        embargo="embargo",
        before=r"sous|seul\s+le\s+prononcé\s+fait\s+foi(?:\s*\W)?",
        lines=r"à\s+(?:diffuser|publier)\s+(?:le|à\s+partir)\b.{0,40}",
        published=r"date\s+de\s+(?:publication|diffusion)",
        drafts=r"projet\s+de\s+(?:communiqué|déclaration|discours|allocution)(?:\s+de\s+presse)?"
        r"|projet(?:\s+[–—-]\s+version\b.{0,40})?|document\s+de\s+travail|version\s+(?:de\s+travail|provisoire|préliminaire)|pas\s+encore\s+validée?"
        r"|communiqué\s+sous\s+embargo",
        draft_after=r"à\s+valider",
        after=r"jusqu|au\b|le\b",
        bans=r"(?:ne\s+pas\s+(?:diffuser|publier|divulguer)|(?:diffusion|publication)\s+interdite)"
        r"\s+(?:avant|jusqu)",
        ban=r"ne\s+pas\s+(?:diffuser|publier|divulguer)\b|(?:diffusion|publication)\s+interdite",
        words="levé|levée|sous|presse|interdite|diffusion|publier|diffuser|divulguer|ne|pas",
        private=r"(?:à\s+)?ne\s+pas\s+(?:diffuser|publier|divulguer|rendre\s+public)"
        r"|(?:document|texte|note|version|diffusion)\s+interne|diffusion\s+restreinte"
        r"|(?:réservée?\s+)?(?:(?:à|pour)\s+)?(?:un\s+|l['’])?usage\s+(?:strictement\s+)?interne"
        r"(?:\s+(?:uniquement|seulement|exclusivement))?"
        r"|(?:non|pas)\s+(?:destinée?\s+à|pour)\s+(?:la\s+|être\s+)?(?:publication|diffusion|publiée?)",
        private_first="(?:strictement\\s+)?confidentiel(?:le)?|interne",
        private_after="avant|jusqu|sans|hors|tant",
        fill_in=r"insérer|(?:à\s+)?compléter|à\s+insérer|indiquer",
        draft="brouillon",
        delivery=r"seul\s+le\s+prononcé\s+fait\s+foi",
        letterhead=r"communiqué(?:\s+de\s+presse)?",
        hours=r"h\b|heures?",
        time="jusqu|au|le|les|du|de|la|heures?|avant|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
        hints="usage |interne |interne:|nt intern|te intern|sion intern|on intern|restreinte"
        "|non dest|pas dest|non pour|pas pour|ne pas|interdite|brouill|prononc|projet|version "
        "|document de tr|date de |encore valid|diffuser |publier ",
    ),
)
