"""The settings, or Pelican with them, for a command that builds nothing into the output."""

from communique.plugin.confirmed_settings import confirm_settings
from communique.plugin.newsroom import Newsroom
from communique.plugin.settings_file import load_conf
from communique.settings import Settings


def load_settings(conf: str) -> Settings:
    """Return the settings of a file, confirmed; raises SettingsError."""
    return confirm_settings(load_conf(conf))


class _Asked(Newsroom):
    """Pelican for a command that builds nothing into the output."""

    looks_early = False


def load_newsroom(conf: str, **overrides: str) -> Newsroom:
    """Return Pelican with the settings of a file and our plugin; raises SettingsError."""
    return _Asked(load_conf(conf, **overrides))
