"""What rendering depends on besides the shown value: templates, settings, assets."""

import json
import sqlite3
from dataclasses import replace

from communique.catalogue.assets import save_assets
from communique.catalogue.outputs import save_meta
from communique.engine import fingerprints
from communique.engine.templates import Templates
from communique.model.term import Facet
from communique.outputs import assets
from communique.outputs.press.kit import Kit
from communique.outputs.press.whole_archive import WHOLE
from communique.outputs.registry import template_sets
from communique.settings import Settings
from communique.sources.vocabulary import Vocabulary


def find_singulars(vocabulary: Vocabulary, settings: Settings) -> dict[str, dict[str, str]]:
    """Return by language and kind's slug what one release is called, if not as the kind."""
    kinds = vocabulary.entries.get(Facet.KIND, ())
    return {
        lang: {kind.slug: word for kind in kinds if (word := kind.one(lang))}
        for lang in settings.languages
    }


def enter_assets(
    db: sqlite3.Connection, kit: Kit, templates: Templates, meta: dict[str, str]
) -> Kit:
    """Enter the assets of templates, if one of these changed; return the kit with their paths."""
    settings = kit.settings
    digest, names = fingerprints.templates(kit), meta.get("asset names", "")
    if not names or digest != meta.get("templates"):
        names = json.dumps(templates.asset_names())
        save_meta(db, {"template analyses": templates.found()})
    wanted = json.loads(names)
    found = assets.find_assets(db, settings, wanted)
    save_assets(db, found)
    save_meta(db, {"asset names": names})
    plain = assets.plain_paths(db, settings)
    paths = {assets.name_of(settings, source): path for source, path in (plain | found).items()}
    return replace(kit, assets=paths)


def find_digests(kit: Kit, templates: Templates, meta: dict[str, str]) -> dict[str, str]:
    """Return digests of what pages are made with, but menus; unchanged templates are not opened."""
    paths = kit.assets or {}
    digests = {
        "shape": fingerprints.shape(kit),
        "templates": fingerprints.templates(kit),
        "asset paths": json.dumps(paths, sort_keys=True),
    }
    if all(digests[key] == meta.get(key) for key in ("templates", "asset paths")):
        digests["whole recipes"] = meta["whole recipes"]
        return digests
    for names in template_sets():
        digests[f"recipe {' '.join(names)}"] = templates.digest(names, paths)
    whole = [names for names in template_sets() if templates.variables(names) & WHOLE]
    digests["whole recipes"] = json.dumps(whole)
    return digests


def whole_recipes(digests: dict[str, str]) -> frozenset[tuple[str, ...]]:
    """Return the choices of templates that read the whole archive."""
    return frozenset(tuple(names) for names in json.loads(digests["whole recipes"]))
