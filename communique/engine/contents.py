"""The contents of a file as bytes to search: its own, and those packed inside it."""

import bz2
import io
import logging
import lzma
import re
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator
from html import unescape
from unicodedata import normalize
from urllib.parse import unquote_to_bytes

import brotli

from communique.patterns import late
from communique.sources.held.likeness import UNSEEN

LARGEST = 1 << 28
"""Bytes that a packed file may be unpacked into: what is larger is no text."""

EXIF = 0x8769
"""Where EXIF has a photographer's comment."""

PLAIN = (".txt", ".csv", ".tsv", ".md", ".srt", ".vtt", ".rtf", ".htm")
TEXTS = (*PLAIN, ".html", ".xml", ".json")
LONGEST_HEAD = 4096
"""Bytes in which a text in UTF-16 without a mark has one that is zero: in each space."""

WIDE = (b"\xff\xfe", b"\xfe\xff", b"\xd0\xcf\x11\xe0", b"0&\xb2u", b"ID3\x03", b"ID3\x04")
"""Beginnings of texts in UTF-16, and of what has some: Word's old files, Windows' films, MP3."""

OLD_CODES = ("cp1251", "koi8-r", "iso8859-5", "cp1256", "gb18030", "cp1252", "cp500")

DEEPEST = 2
"""Archives in each other that are opened: a document in what is sent to the press."""

PACKED = {b"BZh": bz2.BZ2Decompressor, b"\xfd7z": lzma.LZMADecompressor}
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8")
_BY_NUMBER = late(rb"\\(?:u(-?\d+) ?\??|'([0-9a-f]{2}))")
"""A letter in Rich Text Format: its number, and what older programs show; or a byte of a code."""
_ESCAPED = late(rb"\\([,;\\])")
_IN_BASE64 = late(rb";base64,([A-Za-z0-9+/%\s]{16,})")
_TAGS = late(rb"<[^<>]*>")
_ISOLATED = late(rb"""(?:<|&lt;)/?bdi(?: dir=(?:\\?"|&quot;)ltr(?:\\?"|&quot;))?(?:>|&gt;)""")
_RIGHTWARDS = late(rb'<!DOCTYPE html>\s*<html[^>]* dir="ltr"')
_TO_THE_LEFT = late(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""A letter of a script that is written from right to left."""
_AFTER = late(r"^([^\w\s]+)(.+)$")


def contents_of(path: str, data: bytes, depth: int = DEEPEST) -> Iterator[bytes]:
    """Yield the bytes of a file, and of all that can be unpacked from it, metadata included."""
    yield data
    try:
        yield from _unpack(path.lower(), data, depth)
        if depth:
            yield from _decode(data, depth - 1)
    except Exception:  # noqa: BLE001 - a damaged file raises anything; its bytes were given
        return


def _decode(data: bytes, depth: int) -> Iterator[bytes]:
    """Yield what addresses within a text have: files in ``data:``, the letter of a ``mailto:``.

    And what seldom used programs have packed.
    """
    if packed := PACKED.get(data[:3]):
        yield packed().decompress(data, LARGEST)
    for encoded in _IN_BASE64.findall(data) if b";base64," in data else ():
        yield from contents_of("", b64decode(unquote_to_bytes(encoded) + b"=="), depth)
    # One letter is found in a third of the time.
    if b"%" in data and b"%20" in data and b"\0" not in data[:LONGEST_HEAD]:
        yield unquote_to_bytes(data)


def _unpack(path: str, data: bytes, depth: int) -> Iterator[bytes]:
    head = data[:4]
    if head[:2] == b"\x1f\x8b":
        yield from _read_gzip(data)
    elif path.endswith(".br"):
        yield brotli.decompress(data)
    elif path.endswith(".ics"):
        # RFC 5545 §3.1: a line break and a space within a long line, a sign before some others.
        yield _ESCAPED.sub(rb"\1", data.replace(b"\r\n ", b""))
    elif head == b"%PDF" or (path.endswith(".pdf") and b"%PDF" in data[:1024]):
        yield from _read_pdf(data)
    elif head.startswith(WIDE) or (path.endswith(TEXTS) and b"\0" in data[:LONGEST_HEAD]):
        yield from _read_wide(data)
    elif path.endswith(PLAIN):
        yield from _read_plain(data)
    elif head == b"PK\x03\x04" and depth:
        yield from _read_archive(data, depth - 1)
    elif head.startswith(PICTURES):
        yield from _read_metadata(data)
    elif b"bdi" in data and not _RIGHTWARDS.match(data):
        # Numbers in a text from right to left: a page from left to right has such marks elsewhere.
        yield _ISOLATED.sub(b"", data)


def _read_wide(data: bytes) -> Iterator[bytes]:
    """Yield texts in UTF-16; UTF-32 has a zero more for each letter, and two end a text."""
    for code in ("utf-16-le", "utf-16-be"):
        for start in (0, 1):
            text = data[start:].decode(code, "ignore")
            yield text.replace("\0\0", "\n").replace("\0", "").encode("utf-8", "ignore")


def _read_plain(data: bytes) -> Iterator[bytes]:
    """Yield a text as it reads: its lines joined, with common spaces, and nothing unseen in it."""
    if data[:5] == b"{\\rtf":
        data = _BY_NUMBER.sub(_letter, data)
    try:
        texts = [data.decode()]
    except UnicodeDecodeError:
        texts = [data.decode(code, "ignore") for code in OLD_CODES]
    for text in texts:
        plain = UNSEEN.sub("", normalize("NFKC", unescape(text) if "&" in text else text))
        yield " ".join(plain.split()).encode("utf-8", "ignore")


def _read_gzip(data: bytes) -> Iterator[bytes]:
    """Yield the members of a file one after the other; ``gzip`` takes three times as long."""
    left, members = LARGEST, list[bytes]()
    while data[:2] == b"\x1f\x8b" and left > 0:
        member = zlib.decompressobj(31)  # 15 bits of window, and gzip's header
        members.append(member.decompress(data, left))
        left -= len(members[-1])
        data = member.unused_data
    yield b"".join(members)


def _read_pdf(data: bytes) -> Iterator[bytes]:
    from pypdf import PdfReader  # noqa: PLC0415 - seldom needed

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # no log of damaged files
    document = PdfReader(io.BytesIO(data))
    said = [str(value) for value in (document.metadata or {}).values()]
    pages = [page.extract_text() for page in document.pages]
    yield " ".join(" ".join([*said, *pages]).split()).encode()
    lines = [line for page in pages for line in page.splitlines()]
    if any(map(_TO_THE_LEFT.search, lines)):
        yield " ".join(read_leftwards(line) for line in lines).encode()
    if document.xmp_metadata is not None:
        yield document.xmp_metadata.stream.get_data()
    for name, attached in document.attachments.items():
        yield name.encode()
        yield from attached


def read_leftwards(line: str) -> str:
    """Return a PDF's line in reading order; pypdf gives words from left to right."""
    if not _TO_THE_LEFT.search(line):
        return " ".join(line.split())
    words: list[str] = []
    place = 0
    for word in reversed(line.split()):
        if _TO_THE_LEFT.search(word) or not any(map(str.isalpha, word)):
            words.append(_AFTER.sub(r"\2\1", word))
            place = len(words)
        else:
            words.insert(place, word)
    return " ".join(words)


def _letter(match: re.Match[bytes]) -> bytes:
    if match[2]:
        return bytes.fromhex(match[2].decode())
    return chr(int(match[1]) % 0x10000).encode("utf-8", "ignore")


def _read_archive(data: bytes, depth: int) -> Iterator[bytes]:
    """Yield the members of a ZIP archive, as office programs write; of XML its text as well."""
    left = LARGEST
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            with archive.open(info) as file:
                member = file.read(left)
            left -= len(member)
            yield info.filename.encode()
            yield from contents_of(info.filename, member, depth)
            if member[:1] == b"<":
                yield b" ".join(_TAGS.sub(b"", member).split())


def _read_metadata(data: bytes) -> Iterator[bytes]:
    """Yield the metadata of a picture that is packed or in UTF-16, so not readable in its bytes."""
    from PIL import Image  # noqa: PLC0415 - seldom needed

    with Image.open(io.BytesIO(data)) as picture:
        exif = picture.getexif()
        values = [*picture.info.values(), *exif.values(), *exif.get_ifd(EXIF).values()]
    for value in values:
        if isinstance(value, str):
            yield value.encode("utf-8", "ignore")
        elif isinstance(value, bytes):
            yield value
            yield value.decode("utf-16-le", "ignore").encode("utf-8", "ignore")
