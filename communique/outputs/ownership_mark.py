"""The mark of an output, which says whose folder it is. A build writes it before other files."""

from communique.model.output import Output
from communique.outputs.kind import Kind
from communique.outputs.press.press import Rendered

NAME = "mark"
MARK = Output(".communique", NAME, "")

_KEEP = b"Keep files of your own below STATIC_PATHS, or name them in OUTPUT_RETENTION.\n"
_BUILT = b"Communique builds this folder, and removes from it whatever a build did not write.\n"
_SECRET = b"Communique previews "
"""How a preview's mark begins. It never changes: older previews are recognised by it."""

_PREVIEW = _SECRET + b"drafts and embargoed releases in this folder: never publish it.\n"


def mark_text(*, preview: bool) -> bytes:
    """Return the bytes of the mark."""
    return _PREVIEW if preview else _BUILT + _KEEP


def is_preview(text: bytes) -> bool:
    """Decide whether a mark belongs to a preview."""
    return text.startswith(_SECRET)


KIND = Kind(
    name=NAME,
    addresses=(".communique", ".staging", ".staging/{rest}"),
    every=lambda _db, _settings: iter((MARK,)),
    load=lambda _db, settings, _output: mark_text(preview=settings.preview),
    render=lambda _press, _output, text: Rendered(text),
    counted=False,
)
