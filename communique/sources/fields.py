"""Readers of header values: a function for each kind of value; each raises FieldError."""

import re
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote

from communique.model.media import Media
from communique.model.term import Facet, Term
from communique.patterns import late
from communique.sources.hints import LONGEST_HINT, MORE_ALIKE, STATE_ALIKE, did_you_mean, shorten
from communique.sources.scan import MARKDOWN_SUFFIXES
from communique.sources.stylebook import Stylebook
from communique.sources.vocabulary import CLOSED, Vocabulary, fold
from communique.text.date_guesses import explain_date, suggest_date
from communique.text.dates import parse_date
from communique.text.letters import compose
from communique.text.locales import meant_country, nearest_language
from communique.text.moments import MomentError, parse_moment
from communique.text.slugs import is_slug, slugify
from communique.text.typography import typeset

ADDRESS = late(r"""(?:/(?!\.|\*(?:/|$))[^/\x00-\x20\x7f\\?#<>"'|{}]+)+/?""")
"""A path of the site: no segment is empty, * or begins with a dot; nothing to escape in HTML."""

_STRAY_PERCENT = late(r"%(?![0-9A-Fa-f]{2})")

_WHOLE = late(r"https?://[^/]*/", re.IGNORECASE)

LONGEST_SEGMENT = 200
"""Bytes of a path's segment; file systems hold 255."""

LONGEST_ADDRESS = 1000
"""Bytes of a former address; a path on disk has 4096, the folders above the output among them."""

LONGEST_NAME = 300
"""Signs of a term's name: what is longer is a sentence, or a list without its separators."""

LONGEST_SLUG = 200
"""A slug is a folder's name, for which file systems have 255 bytes."""


_YAML = late(
    r"&[A-Za-z][\w-]*(?:\s.*)?|\*[A-Za-z][\w-]*"
    r"|!(?:![A-Za-z]|<|(?:str|int|float|bool|null|seq|map|set)\b).*",
    re.DOTALL,
)
"""A value behind an anchor or a tag of YAML, or an alias of one."""

_MARKED = late(r"[\[{].*|[^\[{]*[\]}]|-\s.*|[>|].*|.*\s#(?:\s.*)?|#\w.*", re.DOTALL)
"""A name with YAML's brackets around it, a dash before it or a comment behind it; a hashtag."""

_PARTED = late(r"\s*[|•·∙]\s+|\s+[|∙]\s*|\\")
"""What other programs put between the names of a list."""

_NONE = frozenset(
    {"none", "n/a", "na", "null", "tba", "tbc", "tbd", "нет", "无", "无标签", "لا يوجد"}
)
"""Words that stand for no name."""


class FieldError(ValueError):
    """A value that breaks its field's rule: the rule, and the likely fix.

    Where it is plain what is meant, ``instead`` is the value to go on with, and the editor is
    warned.
    """

    def __init__(self, rule: str, hint: str = "", instead: object = None) -> None:
        self.rule, self.hint, self.instead = rule, hint, instead
        super().__init__(rule)


SEPARATORS = {";": ";；﹔︔؛⁏፤꛶", ",": ",，﹐︐،、﹑､︑⹁፣၊᠂߸꓾꘍꛵"}
"""Semicolons and commas of every script in which a newsroom may write a list."""

_BETWEEN = {sign: late(f"[{signs}]") for sign, signs in SEPARATORS.items()}
_FILES = late(rf";|[{SEPARATORS[';']}](?=[^|{SEPARATORS[';']}]*\.\w+\s*(?:[|{SEPARATORS[';']}]|$))")
"""Between files: one that is not of ASCII may stand in a file's title, where no name follows."""

_SIGNS = "".join(SEPARATORS.values())
_PAIRS = {
    '"': '"',
    "'": "'",
    "“": "”",
    "„": "“”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‚": "‘’",
}
"""Quotation marks that open, and those that close after each."""

_QUOTED = late(
    rf"(?:(?<=[{_SIGNS}])|^)\s*("
    + "|".join(f"{mark}[^{mark}{ends}]*[{ends}]" for mark, ends in _PAIRS.items())
    + rf")(?=\s*(?:[{_SIGNS}]|$))"
)
_HIDDEN = {ord(sign): 0xFDD0 + number for number, sign in enumerate(_SIGNS)}
_SHOWN = {place: sign for sign, place in _HIDDEN.items()}


def split_list(value: str, separators: str) -> list[str]:
    """Split at the first of the separators that occurs; drop empty and repeated parts.

    Those of other scripts count as well; what stands in quotation marks stays together.
    """
    return [*_split(value, separators)]


@lru_cache(maxsize=4096)
def _split(value: str, separators: str) -> tuple[str, ...]:
    if not _PAIRS.keys().isdisjoint(value):
        value = _QUOTED.sub(lambda quoted: quoted[0].translate(_HIDDEN), value)
    if separators == ";":
        parts = _FILES.split(value)
    elif value.isascii():
        parts = value.split(next((sign for sign in separators if sign in value), separators[0]))
    else:
        between = [_BETWEEN[sign] for sign in separators]
        parts = next((each.split(value) for each in between if each.search(value)), [value])
    stripped = (part.strip().translate(_SHOWN) for part in parts)
    return tuple(dict.fromkeys(part for part in stripped if part))


def take_quotes(value: str, *, curly: bool = False) -> str:
    """Return a value without straight quotation marks around it; ``curly`` takes any language's."""
    mark = value[:1]
    if mark not in _PAIRS or len(value) < 3 or value[-1] not in _PAIRS[mark]:  # noqa: PLR2004
        return value
    if mark not in "'\"":
        bare = value[1:-1].strip()
        return bare if curly and bare and {mark, value[-1]}.isdisjoint(bare) else value
    within = value[1:-1].replace("\\" + mark if mark == '"' else "''", "\ufdd0")
    return value if mark in within else within.replace("\ufdd0", mark).strip()


def check_yaml(value: str) -> None:
    """Raise FieldError where a value has an anchor, an alias or a tag of YAML before it."""
    if value[0] not in "&*!" or not _YAML.fullmatch(value):
        return
    plain = "" if value[0] == "*" else value.partition(" ")[2].strip()
    hint = f"write {shorten(plain)}" if plain else "write the value itself"
    raise FieldError("must have no anchor, alias or tag of YAML", hint)


def read_text(value: str, _stylebook: Stylebook, lang: str) -> str:
    """Read plain text, with the typography of its language, as the body has it."""
    return typeset(value, lang)


def read_plain(value: str, _stylebook: Stylebook, _lang: str) -> str:
    """Read a text without changing it, such as a document's number."""
    return value


def read_date(value: str, stylebook: Stylebook, lang: str) -> datetime:
    """Read an ISO 8601 date, in the site's TIMEZONE where it has no offset; always aware."""
    try:
        return parse_date(value, stylebook.timezone)
    except ValueError:
        likely = " or ".join(suggest_date(value, lang))
        hint = explain_date(value) or f"write {likely or 'it like 2019-06-05 10:00'}"
        raise FieldError("must be an ISO 8601 date", hint) from None


def read_moment(value: str, stylebook: Stylebook, _lang: str) -> datetime:
    """Read a date and a time with an offset or a zone's name: one moment, wherever one stands."""
    try:
        return parse_moment(value, stylebook.timezone)
    except MomentError as error:
        raise FieldError("must have a date, a time and a zone", str(error)) from None
    except ValueError:
        hint = explain_date(value) or "correct the date"
        raise FieldError("must be a date and a time that exist", hint) from None


def read_lang(value: str, stylebook: Stylebook, _lang: str) -> str:
    """Read a language code: one of LANGUAGES."""
    if value not in stylebook.languages:
        rule = f"must be one of {', '.join(stylebook.languages)}"
        likely = nearest_language(value, stylebook.languages)
        hint = f"write {likely}" if likely else "add the language to LANGUAGES, or correct it"
        raise FieldError(rule, hint)
    return value


def read_slug(value: str, _stylebook: Stylebook, lang: str) -> str:
    """Read a slug: ASCII lower case letters and digits, joined by single hyphens.

    One that was copied from an address with percent signs (RFC 3986 §2.1) is taken for what it
    stands for, with a warning.
    """
    if is_slug(value):
        return _check_length(value)
    plain = unquote(value)
    likely = slugify(plain, lang)
    rule = "must be lower case ASCII letters, digits and single hyphens"
    if plain != value and likely:
        raise FieldError(rule, f"it is built as {likely}", instead=_check_length(likely))
    raise FieldError(rule, f"write {shorten(likely)}" if likely else "write it like sco-mission")


def _check_length(slug: str) -> str:
    """Return the slug; raises FieldError where no file system would take it for a name."""
    if len(slug) > LONGEST_SLUG:
        raise FieldError(f"must make an address of {LONGEST_SLUG} letters at most", "shorten it")
    return slug


def read_word(words: type[StrEnum], hint: str) -> Callable[[str, Stylebook, str], StrEnum]:
    """Return the reader of one of these words, in any case; ``hint`` is for what is like none."""

    def read(value: str, _stylebook: Stylebook, _lang: str) -> StrEnum:
        plain, known = " ".join(value.lower().split()), [each.value for each in words]
        if plain not in known:
            raise FieldError(f"must be {' or '.join(known)}", did_you_mean(value, known) or hint)
        return words(plain)

    return read


def read_term(facet: Facet) -> Callable[[str, Stylebook, str], Term]:
    """Return the reader of one term of a facet."""

    def read(value: str, stylebook: Stylebook, lang: str) -> Term:
        if len(value) > LONGEST_NAME:
            hint = "shorten it, or put ; between several"
            raise FieldError(f"must have names of {LONGEST_NAME} signs at most", hint)
        if wrong := _find_wrong(value):
            raise FieldError(*wrong)
        term = stylebook.vocabulary.resolve(facet, value, lang)
        if term is not None:
            _check_length(term.slug)
            return term
        if facet in CLOSED:
            vocabulary = stylebook.vocabulary
            if facet is Facet.COUNTRY:
                hint = _guess_country(value, vocabulary, lang)
                where = "write a country's name, or its code of ISO 3166-1"
            else:
                hint = did_you_mean(value, vocabulary.names(facet, lang))
                where = f"add it to vocabulary/{facet.value}.toml"
            raise FieldError("must be in the vocabulary", f"{hint} or {where}" if hint else where)
        if entry := stylebook.vocabulary.at_address(facet, value, lang):
            where = f"[{entry.slug}] in vocabulary/{facet.value}.toml"
            rule = f"must be names with addresses of their own, not that of {where}"
            hint = f"write {entry.name(lang)}, add it to that table, or give it one of its own"
            raise FieldError(rule, shorten(hint, LONGEST_HINT))
        raise FieldError("must have a letter or a digit to make an address of")

    return read


def _guess_country(value: str, vocabulary: Vocabulary, lang: str) -> str:
    """Return ``did you mean "…"?`` with each country that a name may be of, or ""."""
    if (codes := meant_country(value)) is not None:
        states = (vocabulary.resolve(Facet.COUNTRY, code, lang) for code in codes.split())
        meant = " or ".join(f'"{state.name}"' for state in states if state)
        return f"did you mean {meant}?" if meant else ""
    names = vocabulary.names(Facet.COUNTRY, lang)
    spelt = did_you_mean(value, vocabulary.spellings(Facet.COUNTRY), MORE_ALIKE)
    return spelt or did_you_mean(value, names, STATE_ALIKE)


@lru_cache(maxsize=4096)
def _find_wrong(name: str) -> tuple[str, str] | None:
    """Return rule and fix for a value that is no name, several, or marked by another program.

    They are kept, for releases name the same terms.
    """
    marked = not (name[0].isalnum() and name[-1].isalnum()) or " #" in name
    if marked and (_MARKED.fullmatch(name) or name.count('"') % 2):
        plain = name.partition(" #")[0].replace('"', "").strip("[]{}>|#-' ")
        hint = f"write {shorten(plain)}" if plain else "write the name alone"
        return "must be names, without marks of another program", hint
    if name.lower() in _NONE:
        return "must be names", "write one, or delete the line"
    if parted := _PARTED.search(name):
        hint = f"write {_PARTED.sub('; ', name).strip('; ')}"
        return f"must be names with ; between, not {parted[0].strip()}", hint
    return None


def read_media(value: str, _stylebook: Stylebook, lang: str) -> Media:
    """Read ``file | alt text or title | caption | credit | licence``, of a file beside a source."""
    parts = [part.strip() for part in value.split("|")]
    parts += [""] * (5 - len(parts))
    named = PurePosixPath(parts[0]).name
    if len(parts) > 5 or not named:  # noqa: PLR2004 - the five parts of the docstring
        hint = "put ; before the next file" if named else "name the file first"
        raise FieldError("must be: file | alt text or title | caption | credit | licence", hint)
    source, *texts = parts
    if source.lower().endswith(MARKDOWN_SUFFIXES):
        hint = "name a finished document, such as a PDF"
        raise FieldError("must not be a source of the newsroom", hint)
    alt, caption, credit, licence = (typeset(text, lang) for text in texts)
    return Media(source, named, alt, caption, credit, licence)


def read_contact(value: str, stylebook: Stylebook, _lang: str) -> str:
    """Read the name of a card of the vocabulary, given in any language."""
    contacts = stylebook.contacts
    if contacts is None:
        return value  # their problems are reported elsewhere
    if value in contacts:
        return value
    named = {fold(name): slug for slug, each in contacts.items() for name in each.names.values()}
    if fold(value) in named:
        return named[fold(value)]
    names = (name for each in contacts.values() for name in (each.slug, *each.names.values()))
    card = slugify(value, "en") or "press-office"
    where = f'add a card to vocabulary/contacts.toml: [{card}], below it en = "Press office" and '
    where += 'email = "press@mfa.example"'
    hint = did_you_mean(value, names)
    raise FieldError("must be a card of the vocabulary", f"{hint} or {where}" if hint else where)


def read_address(value: str, _stylebook: Stylebook, _lang: str) -> str:
    """Read a former address: a path of this site, ``/en/2018/old/``; kept without its slash.

    What was copied from a browser with percent signs (RFC 3986 §2.1) is what it stands for.
    """
    if "%" in value and _STRAY_PERCENT.search(value):
        rule = "must be an address that a browser can read"
        raise FieldError(rule, "write %25 for a percent sign")
    try:
        plain = compose(unquote(value, errors="strict"))
    except UnicodeDecodeError:
        raise FieldError("must be UTF-8", "write it in letters, without %") from None
    if not (ADDRESS.fullmatch(plain) and plain.isprintable()):
        hint = "write it like /en/2018/old-address/"
        path = _WHOLE.sub("/", value.partition("#")[0])
        if "?" in path or " " in plain:
            hint = "name it in the file of REDIRECTS"
        elif path != value and ADDRESS.fullmatch(path):
            hint = f"write {shorten(path)}"
        raise FieldError("must be a path of this site", hint)
    if any(len(part.encode()) > LONGEST_SEGMENT for part in plain.split("/")):
        raise FieldError(f"must have no segment of over {LONGEST_SEGMENT} bytes", "shorten it")
    if len(plain.encode()) > LONGEST_ADDRESS:
        raise FieldError(f"must have {LONGEST_ADDRESS} bytes at most", "shorten it")
    return plain.removeprefix("/")
