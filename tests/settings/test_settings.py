"""What a setting's value must be: each wrong one in words, all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from communique.errors import SettingsError
from tests.sites import make_settings

WRONG = [
    ("FEED_MAX_ITEMS", "abc"),
    ("FEED_MAX_ITEMS", -1),
    ("WORKERS", "two"),
    ("WORKERS", True),
    ("DEFAULT_PAGINATION", True),
    ("EXTRA_PATH_METADATA", ["a"]),
    ("EXTRA_PATH_METADATA", {"a": "b"}),
    ("STATIC_PATHS", "media"),
    ("STATIC_PATHS", [1]),
    ("IGNORE_FILES", [1]),
    ("SITENAMES", ["ru"]),
    ("MARKDOWN", "x"),
    ("HTML_ALLOWED", ["iframe"]),
    ("HTML_ALLOWED", {"iframe": "src"}),
    ("HTML_ALLOWED", {"IFRAME": ["src"]}),
    ("HTML_ALLOWED", {"iframe": ["on click"]}),
    ("HTML_ALLOWED", {1: ["src"]}),
    ("VOCABULARY_PATH", 5),
    ("LANGUAGES", "en"),
    ("LANGUAGES", 1),
    ("LANGUAGES", ("en", 1)),
    ("LANGUAGES", ("en", "en")),
    ("LANGUAGES", ("en", "xx-nowhere")),
    ("SITEURL", "https://press.example/?x"),
    ("SITEURL", "https://press.example/a b"),
    ("TAG_AUTHORITY", "https://press.example"),
    ("LINKS", [("X", "JavaScript:alert(1)")]),
    ("SOCIAL", [("X", "data:text/html,x")]),
    ("LANGUAGES", ("en", "iw")),
    ("CACHE_PATH", None),
    ("SITEURL", None),
    ("DEFAULT_LANG", None),
    ("TIMEZONE", 3),
    ("THEME_STATIC_DIR", "../x"),
    ("THEME_STATIC_DIR", "/x"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_one_line(name: str, value: Any) -> None:
    """File, name, what must hold, what was found, the fix."""
    with pytest.raises(SettingsError) as raised:
        make_settings(**{name: value})
    (line,) = str(raised.value).splitlines()
    assert line.startswith(f"pelicanconf.py: {name} must ")
    assert ", got " in line


def test_all_wrong_values_are_told_at_once() -> None:
    """One line each."""
    with pytest.raises(SettingsError) as raised:
        make_settings(WORKERS="two", SITEURL=None, TIMEZONE="Asia/Atlantis", LANGUAGES="en")
    names = [line.split()[1] for line in str(raised.value).splitlines()]
    assert sorted(names) == ["LANGUAGES", "SITEURL", "TIMEZONE", "WORKERS"]


@pytest.mark.parametrize("none", [0, None])
def test_no_number_is_the_default(none: int | None) -> None:
    """As in Pelican, 0 and None ask for nothing in particular."""
    settings = make_settings(FEED_MAX_ITEMS=none, DEFAULT_PAGINATION=none)
    assert (settings.feed_items, settings.page_size) == (20, 20)


def test_a_language_may_have_a_territory_alone() -> None:
    """CLDR knows in which script Chinese is written there."""
    assert make_settings(LANGUAGES=("en", "zh-TW")).languages == ("en", "zh-TW")


def test_a_wrong_path_is_not_looked_for(tmp_path: Path) -> None:
    """A value of the right type that no folder has is told as such."""
    with pytest.raises(SettingsError, match="VOCABULARY_PATH must be a folder"):
        make_settings(VOCABULARY_PATH=str(tmp_path / "none"))
