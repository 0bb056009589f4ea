"""``security.txt`` (RFC 9116): whom to tell of a vulnerability, and until when that is valid."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

from communique.errors import Problem
from communique.model.output import Output
from communique.outputs.kind import Kind
from communique.outputs.press.press import Press, Rendered
from communique.settings import Settings
from communique.settings.lines import find_setting

NAME = "security"

OUTPUT = Output(".well-known/security.txt", NAME, "")
LONGEST = timedelta(days=366)
"""RFC 9116 §2.5.5 recommends less than a year, so that the text is reviewed."""


def load(_db: sqlite3.Connection, settings: Settings, _output: Output) -> str | None:
    """Load whom to tell; None where SECURITY_CONTACT names nobody any more."""
    return "".join(f"Contact: {each}\n" for each in settings.security_contact) or None


def render(press: Press, output: Output, shown: str) -> Rendered:
    """Write the file, with the languages of the site as those to write in."""
    settings = press.settings
    expires = settings.security_expires
    assert expires is not None, "the settings want it beside a contact"
    lines = [
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(settings.languages)}",
        f"Canonical: {settings.absolute_siteurl}/{output.path}",
    ]
    return Rendered((shown + "".join(f"{line}\n" for line in lines)).encode())


def check_expiry(settings: Settings, now: datetime) -> Iterator[Problem]:
    """Yield a problem where SECURITY_EXPIRES is past, or over a year away."""
    expires = settings.security_expires
    if expires is None or settings.preview or now < expires <= now + LONGEST:
        return
    rule = "SECURITY_EXPIRES must be a future day, at most a year away"
    found, next_ = f"got {expires:%Y-%m-%d}", now + timedelta(days=180)
    hint = f"see that SECURITY_CONTACT still holds, and write {next_:%Y-%m-%d}"
    yield Problem(*find_setting(settings.settings_file, "SECURITY_EXPIRES"), rule, found, hint)


KIND = Kind(
    name=NAME,
    addresses=(OUTPUT.path,),
    every=lambda _db, settings: iter((OUTPUT,) if settings.security_contact else ()),
    load=load,
    render=render,
)
