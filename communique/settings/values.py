"""What values of settings must be besides their form: a host that is known, a language of CLDR."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from babel.localedata import exists

from communique.settings.lines import Wrong
from communique.settings.pelican import REFUSED
from communique.settings.places import check_places

HOSTS = ("nginx", "caddy", "apache", "netlify", "cloudflare")
"""The hosts whose configuration can be written."""


_ADDRESS = r"(?i)https?://[^\s/?#]+(?:/[^\s?#]*)?"
_AUTHORITY = r"(?:[\w.+-]+@)?\w+(?:[.-]+\w+)*"
"""What the ids of feeds may begin with (RFC 4151 §2.1)."""


def check_values(settings: Mapping[str, Any], timezone: ZoneInfo | None) -> Iterator[Wrong]:
    """Yield what is wrong with the values of all settings but LANGUAGES and BRAND's."""
    for name, instead in REFUSED.items():
        if settings.get(name):
            yield name, f"is not supported, got {settings[name]!r}; {instead}"
    yield from check_places(settings)
    yield from _check_security(settings)
    yield from _check_hosts(settings.get("HOSTS") or (), settings["SITEURL"])
    if timezone is None:
        yield (
            "TIMEZONE",
            (
                "must be a name of the IANA time zone database, "
                f"got {settings['TIMEZONE']!r}; {_guess_zone(str(settings['TIMEZONE']))}"
            ),
        )
    siteurl = settings["SITEURL"].rstrip("/")
    if siteurl and urlsplit(siteurl).scheme not in {"http", "https"}:
        yield (
            "SITEURL",
            (
                f"must start with https:// or http://, got {siteurl!r}; "
                f'write "https://{siteurl.rpartition("//")[2]}"'
            ),
        )
    elif siteurl and not (siteurl.isascii() and re.fullmatch(_ADDRESS, siteurl)):
        yield (
            "SITEURL",
            (
                "must be scheme, host and path, in ASCII and without ?, # or spaces, got "
                f'{siteurl!r}; write it like "{_in_ascii(siteurl)}"'
            ),
        )
    authority = settings.get("TAG_AUTHORITY")
    if authority and not re.fullmatch(_AUTHORITY, authority):
        host = urlsplit(authority).hostname or "press.example"
        yield "TAG_AUTHORITY", f'must be the name of a host, got {authority!r}; write "{host}"'


def _in_ascii(siteurl: str) -> str:
    """Return how feeds and maps write an address (RFC 3986): мид.рф is xn--d1ahl.xn--p1ai."""
    parts = urlsplit(siteurl)
    with suppress(UnicodeError):
        host = parts.netloc.encode("idna").decode()
        return f"{parts.scheme}://{host}{quote(unquote(parts.path))}"
    return "https://press.example"


def _guess_zone(written: str) -> str:
    near = get_close_matches(written, sorted(available_timezones()), n=1, cutoff=0.8)
    return f'did you mean "{near[0]}"?' if near else 'write one like "Asia/Almaty"'


def check_languages(languages: tuple[str, ...]) -> Iterator[Wrong]:
    """Yield what is wrong with LANGUAGES."""
    for language in dict.fromkeys(languages):
        if not _is_language(language):
            yield (
                "LANGUAGES",
                (f"must be language codes that CLDR has, got {language!r}; write one like zh-Hant"),
            )
        if [each.lower() for each in languages].count(language.lower()) > 1:
            yield (
                "LANGUAGES",
                f"must name a language once, got {list(languages)}; drop {language!r}",
            )


def _is_language(code: str) -> bool:
    """Whether CLDR has a code, or one that says more of the same: zh-Hant-TW of zh-TW."""
    try:
        found = str(Locale.parse(code, sep="-"))
    except (ValueError, UnknownLocaleError):
        return False
    return exists(code.replace("-", "_")) or {*code.split("-")} < {*found.split("_")}


def _check_security(settings: Mapping[str, Any]) -> Iterator[Wrong]:
    contact, expires = settings.get("SECURITY_CONTACT"), settings.get("SECURITY_EXPIRES")
    if bool(contact) != bool(expires):
        yield (
            "SECURITY_CONTACT",
            (
                f"must have a day in SECURITY_EXPIRES beside it, got {contact!r} and "
                f"{expires!r}; write both, or neither"
            ),
        )
    if contact and urlsplit(settings["SITEURL"]).path.strip("/"):
        yield (
            "SECURITY_CONTACT",
            (
                "must be left out where SITEURL has a path, got "
                f"{settings['SITEURL']!r}; security.txt is read at the root of a host alone"
            ),
        )


def _check_hosts(hosts: Sequence[str], siteurl: str) -> Iterator[Wrong]:
    for host in hosts:
        if host not in HOSTS:
            near = get_close_matches(host.lower(), HOSTS, n=1)
            hint = f'did you mean "{near[0]}"?' if near else "leave it out"
            yield "HOSTS", f"must be among {', '.join(HOSTS)}, got {host!r}; {hint}"
    if {"netlify", "cloudflare"} <= set(hosts):
        yield (
            "HOSTS",
            (
                f"must name one of netlify and cloudflare, got {list(hosts)}; they read one "
                "file in two ways, so build for each with settings of its own"
            ),
        )
    elif {"netlify", "cloudflare"} & set(hosts) and urlsplit(siteurl).path.strip("/"):
        yield (
            "SITEURL",
            (
                f"must have no path where HOSTS is netlify or cloudflare, got {siteurl!r}; "
                "they publish at the root of a host"
            ),
        )
