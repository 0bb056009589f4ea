"""Checks the sources if wrong settings prevent a build."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from communique import clock
from communique.catalogue.checks import check_catalogue
from communique.catalogue.database import catalogue_path, connect, copy_catalogue, forget_catalogue
from communique.catalogue.outputs import load_meta
from communique.engine.intake import reads_all_again, take_in
from communique.engine.locks import make_scratch
from communique.engine.progress import Progress
from communique.engine.source_paths import name_sources
from communique.engine.workers import Workers
from communique.errors import Problem, errors_among
from communique.outputs.press.translations import load_words
from communique.outputs.registry import made_addresses
from communique.pictures.store import Store
from communique.settings import Settings
from communique.settings.places import real_path


def find_errors(settings: Settings, *, zone: bool) -> list[Problem]:
    """Return new errors in sources and translations, sorted, from a copy of the catalogue.

    If the ``zone`` is not known, a date of the next day is not taken for one in the future.
    """
    now = clock.now() if zone else clock.now() + timedelta(days=1)
    # Not below CACHE_PATH if that is in the output.
    cache, output = real_path(settings.cache_path), real_path(settings.output_path)
    within = cache.is_relative_to(output)
    with TemporaryDirectory() if within else make_scratch(settings.cache_path) as folder:
        nowhere = Path(folder)
        aside = replace(settings, cache_path=nowhere)
        copy_catalogue(settings, aside)
        with closing(connect(catalogue_path(aside))) as db:
            again = reads_all_again(settings, load_meta(db))
        if again:
            forget_catalogue(aside)
        with closing(connect(catalogue_path(aside))) as db, Workers(settings.workers) as workers:
            meta, store = load_meta(db), Store(nowhere, keep=False)
            intake = take_in(db, aside, store, now, meta, workers, Progress())
            *_, problems = load_words(settings)
            made = made_addresses(settings)
            told = check_catalogue(db, aside, intake.touched, made, every=intake.first)
            problems += [*intake.problems, *told]
    return name_sources(set(errors_among(problems)), settings)
