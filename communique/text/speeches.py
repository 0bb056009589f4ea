"""The beginning of a transcript: speaker and greeting, which a summary leaves out."""

import re
from functools import lru_cache

from communique.patterns import late
from communique.text.language import find_language
from communique.text.summaries import end_of_sentence

LABEL = late(
    # SECRETARY BLINKEN: and С. В. ЛАВРОВ: are in capitals, 毛宁： has neither capitals nor spaces.
    r"^(?=[^:]{1,60}:)[^\W\d_][\w.’'-]*(?:[ \u00a0]+[^\W\d_][\w.’'-]*){0,5}"
    r"(?: ?\([^():]{1,40}\))?[ \u00a0\u202f]?:\s+"
    r"|^[\u3400-\u9fff\uac00-\ud7af·]{1,10}(?:（[^（）：]{1,20}）)?[：:]\s*"
)
"""A label in plain text, with its colon; ``is_label`` says of the first kind whether it is one."""

INITIALS = late(r"(?:[^\W\d_]\.[ \u00a0]?){1,3}[^\W\d_][\w’'-]+(?: [^\W\d_][\w’'-]+)?")
"""A name with initials, such as С.В.Лавров; in ASCII U.S. may begin a sentence so."""

LONGEST = 60
"""The most letters of a label; a longer beginning before a colon is text."""

LONGEST_GREETING = 160
"""Characters of a sentence that is only a greeting."""


def is_label(text: str, lang: str) -> bool:
    """Decide whether the words before a colon name a speaker: in capitals, or by a known word."""
    words = text.rstrip(":： \u00a0")
    if not words or len(words) > LONGEST:
        return False
    if re.fullmatch(r"[\u3400-\u9fff\uac00-\ud7af·（）()]{1,16}", words):
        return True
    name = re.sub(r"\([^()]*\)", "", words)
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return True
    if INITIALS.fullmatch(name.strip()) and not name.isascii():
        return True
    return name.strip().casefold() in find_language(lang).speakers


def _find_label(text: str) -> re.Match[str] | None:
    """Return a label; only a text that may have one is read for it."""
    near = text[: LONGEST + 1]
    return LABEL.match(text) if ":" in near or "：" in near else None


def skip_label(text: str, lang: str) -> str:
    """Return a paragraph without the label of its speaker."""
    match = _find_label(text)
    return text[match.end() :] if match is not None and is_label(match[0], lang) else text


def skip_opening(text: str, lang: str) -> str:
    """Return a paragraph without its speaker's label and greetings; "" if nothing is left."""
    greeting, addressed = _openings(lang)
    match = _find_label(text)
    if match and (is_label(match[0], lang) or (greeting and greeting.match(text, match.end()))):
        text = text[match.end() :]  # who greets is a speaker, in small letters too
    while greeting is not None and text:
        if greeting.match(text) and (end := end_of_sentence(text, lang)) <= LONGEST_GREETING:
            text = text[end:].lstrip()
        elif addressed is not None and (match := addressed.match(text)):
            rest = text[match.end() :].lstrip()
            text = rest[:1].upper() + rest[1:]
        else:
            break
    return text


@lru_cache(maxsize=64)
def _openings(lang: str) -> tuple[re.Pattern[str] | None, ...]:
    """Return how a greeting begins, and whom it addresses with the sign behind; None for none."""
    language = find_language(lang)
    forms = (
        rf"(?:{language.greetings})(?!\w)" if language.greetings else "",
        rf"(?:{language.addressed})(?<=\w)\s*(?:[,:!.，：！،]|$)" if language.addressed else "",
    )
    return tuple(re.compile(form, re.IGNORECASE) if form else None for form in forms)
