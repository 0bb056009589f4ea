"""The owner of an output folder, by the mark that each build leaves; foreign folders are refused.

A preview shows drafts, so nobody may publish its folder. It also deletes files, so it must not
touch a published folder. A preview refuses the folder of a build, and any folder below it; a build
refuses a preview's. A build also refuses a folder below the output of another, which would
delete its files as strays.
"""

from collections.abc import Collection
from pathlib import Path

from communique.errors import SettingsError
from communique.outputs.ownership_mark import MARK, is_preview


def check_ownership(root: Path, retained: Collection[str], *, preview: bool) -> None:
    """Raise SettingsError if a folder holds files that no build of this kind made."""
    for folder in (root, *root.parents):
        if _is_preview(folder) is (not preview):
            raise SettingsError(
                f"a preview must stay out of a published site, got {root}; choose another --folder"
                if preview
                else f"OUTPUT_PATH must not be a preview's folder, which shows drafts, got {root}; "
                "choose another"
            )
        if folder != root and _is_preview(folder) is preview:
            raise SettingsError(
                f"OUTPUT_PATH must not be in the output of another build, got {root} in {folder}, "
                "which that build would remove; choose a folder beside it"
            )
    if not root.is_dir() or (root / MARK.path).is_file():
        return
    strangers = sorted({path.name for path in root.iterdir()} - set(retained))
    if strangers:
        raise SettingsError(
            f"OUTPUT_PATH must be a folder that Communiqué made, or empty; {root} holds "
            f"{strangers[0]!r}{' and more' if len(strangers) > 1 else ''}; empty it, choose "
            "another, or name the files to keep in OUTPUT_RETENTION"
        )


def _is_preview(folder: Path) -> bool | None:
    """Whether a folder is a preview's; None where it is no output at all."""
    try:
        return is_preview((folder / MARK.path).read_bytes())
    except OSError:
        return None
