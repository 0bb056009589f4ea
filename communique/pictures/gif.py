"""GIF without comments: frames, times and repetitions stay."""

from communique.pictures.broken import CUT_OFF, DAMAGED, BrokenPicture


def clean_gif(data: bytes) -> bytes:
    """Leave comments, and what programs add, out of a GIF (GIF89a)."""
    start = 13 + _table(data[10])
    parts, place, shows = [data[:start]], start, False
    while place < len(data):
        begin, mark = place, data[place : place + 1]
        if mark == b";":
            return b"".join([*parts, mark])
        if mark == b",":
            place = _blocks_end(data, place + 11 + _table(data[place + 9]))
            shows = True
        elif mark == b"!":
            place = _blocks_end(data, place + 2)
        else:
            raise BrokenPicture(DAMAGED)
        part = data[begin:place]
        parts.append(part if mark == b"," else _shown(part))
    if place > len(data) or not shows:
        raise BrokenPicture(CUT_OFF)
    return b"".join(parts)


def _table(flags: int) -> int:
    """Return the size of a table of colours in bytes; 0 if the flags announce none."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks_end(data: bytes, place: int) -> int:
    while place < len(data) and data[place]:
        place += 1 + data[place]
    return place + 1


def _shown(extension: bytes) -> bytes:
    """Return what a GIF's extension says of how it is shown, times and repetitions; or nothing."""
    if extension[1:3] == b"\xf9\x04":
        return extension[:7] + b"\0"
    repeats = extension[3:16] in {b"NETSCAPE2.0\x03\x01", b"ANIMEXTS1.0\x03\x01"}
    return extension[:18] + b"\0" if repeats else b""
