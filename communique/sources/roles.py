"""The role of a source file in a build."""

from enum import StrEnum


class Role(StrEnum):
    """What a source file is to the build."""

    RELEASE = "release"
    PAGE = "page"
    STATIC = "static"
    """Published as it is."""
    FILE = "file"
    """Beside the releases: published only when a public release names it."""
    THEME = "theme"
    """A static file of the theme."""
    FOREIGN = "foreign"
    """A text in a format that is not read."""
