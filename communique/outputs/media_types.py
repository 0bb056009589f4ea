"""IANA media types by suffix, for every machine the same: ``mimetypes`` asks the machine."""

from communique.outputs.feeds.links import FORMATS

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"

TYPES = {
    "avif": "image/avif",
    "cff": "application/yaml",
    "css": "text/css",
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "epub": "application/epub+zip",
    "gif": "image/gif",
    "htm": "text/html",
    "html": "text/html",
    "ico": "image/vnd.microsoft.icon",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "m4a": "audio/mp4",
    "md": "text/markdown",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odp": f"{OPEN}.presentation",
    "ods": f"{OPEN}.spreadsheet",
    "odt": f"{OPEN}.text",
    "opml": "text/x-opml",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "rtf": "application/rtf",
    "sha256": "text/plain",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "wav": "audio/wav",
    "wasm": "application/wasm",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xls": "application/vnd.ms-excel",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "xml": "application/xml",
    "zip": "application/zip",
}


FEEDS = {name: kind for _, name, kind in FORMATS}
"""The media types of feeds, by the name of the file."""


def media_type(path: str) -> str:
    """Return the media type of a file by its name, or ``application/octet-stream``."""
    name = path.rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower()
    return FEEDS.get(name) or TYPES.get(suffix, "application/octet-stream")
