"""What this machine published last from an output: where, and for which moment it was built."""

import json
from dataclasses import asdict
from pathlib import Path

from communique.catalogue.database import catalogue_path
from communique.settings import Settings
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class LastPublication:
    """``target`` is the host as a person knows it; ``built`` is in seconds."""

    target: str
    built: int


def load_last(settings: Settings) -> LastPublication | None:
    """Return what was published last; None where nothing is known, or the file is damaged."""
    try:
        values = json.loads(_place(settings).read_text(encoding="utf-8"))
        return LastPublication(str(values["target"]), int(values["built"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def save_last(settings: Settings, last: LastPublication) -> None:
    """Remember what was published, in one step."""
    place = _place(settings)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    part.write_text(json.dumps(asdict(last)), encoding="utf-8")
    part.replace(place)


def _place(settings: Settings) -> Path:
    return settings.cache_path / "publish" / f"{catalogue_path(settings).stem}.json"
