"""Communiqué: a static newsroom for diplomacy, as a Pelican plugin.

``PLUGINS = ["communique"]`` and ``PELICAN_CLASS = "communique.Newsroom"`` in pelicanconf.py make
a Pelican site a newsroom.
"""

import gc


def register() -> None:
    """Connect every hook into Pelican, in the order of a build."""
    from pelican import signals

    from communique.plugin import generator, takeover

    # Signals hold receivers weakly (decision 31, trap 8): only module-level functions last.
    signals.initialized.connect(takeover.take_over)
    signals.get_generators.connect(generator.get_generators)
    signals.all_generators_finalized.connect(takeover.remember_generators)
    signals.finalized.connect(takeover.count_for_pelican)


def check(settings: dict[str, object]) -> None:
    """Tell each setting of a wrong type; the last line of a settings file is ``check(globals())``.

    Pelican reads some settings before it loads a plugin, and ends in a traceback.
    """
    from communique.plugin.settings_file import check_types

    check_types(settings)


def __getattr__(name: str) -> object:
    """Give PELICAN_CLASS its class without importing Pelican for those who need only the model."""
    if name == "Newsroom":
        # All that Pelican has imported stays: not to be looked through for garbage again and again.
        gc.freeze()
        from communique.plugin.newsroom import Newsroom

        # Once: in a preview, what the build before this one left is garbage.
        globals()[name] = Newsroom
        return Newsroom
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
