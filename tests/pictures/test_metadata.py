"""What pictures may not say of their making."""

from __future__ import annotations

from io import BytesIO
from zlib import crc32

import pytest
from PIL import Image

from communique.pictures.broken import BrokenPicture
from communique.pictures.metadata import without_metadata
from tests.pictures.samples import SUFFIXES, TOLD, moving_gif, picture, secret_picture


def _open(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("form", sorted(SUFFIXES))
def test_a_picture_says_nothing_of_its_making(form: str) -> None:
    """Neither place nor words nor a film behind it; every pixel is as it was."""
    told = secret_picture(form)
    clean = without_metadata(told, SUFFIXES[form])
    assert TOLD.encode() in told
    assert TOLD.encode() not in clean
    image = _open(clean)
    assert dict(image.getexif()) == {}
    assert not image.info.keys() & {"exif", "xmp", "comment"}
    assert image.tobytes() == _open(told).tobytes()


@pytest.mark.parametrize("form", sorted(SUFFIXES))
def test_what_says_nothing_stays_byte_for_byte(form: str) -> None:
    """So the file that an editor saved is the file that the public gets."""
    plain = picture(form=form)
    assert plain == without_metadata(plain, SUFFIXES[form])
    cleaned = without_metadata(secret_picture(form), SUFFIXES[form])
    assert cleaned == without_metadata(cleaned, SUFFIXES[form])


@pytest.mark.parametrize("way", range(1, 9))
def test_a_photograph_stays_the_right_way_up(way: int) -> None:
    """Of EXIF only the orientation is left."""
    exif = _open(without_metadata(secret_picture(way=way), "jpg")).getexif()
    assert dict(exif) == ({} if way == 1 else {0x0112: way})


def test_colours_stay_as_they_are() -> None:
    """A profile is part of the picture, and so is a scan in several parts."""
    plain = picture(progressive=True, icc_profile=b"a profile of colours")
    assert _open(without_metadata(plain, "jpg")).info["icc_profile"] == b"a profile of colours"


def _profile() -> bytes:
    """Return a profile of a person's monitor: words of two kinds, a maker's own part, a moment."""
    words = b"mluc" + bytes(7) + b"\x01" + bytes(3) + b"\x0c" + b"enUS" + bytes(12) + TOLD.encode()
    parts = {
        b"rXYZ": b"XYZ " + bytes(4) + b"colours are these",
        b"desc": b"desc" + bytes(7) + bytes([len(TOLD)]) + TOLD.encode(),
        b"dmnd": words,
        b"mmod": b"mmod" + bytes(4) + TOLD.encode(),
    }
    table, place = b"", 132 + 12 * len(parts)
    for name, part in parts.items():
        table += name + place.to_bytes(4) + len(part).to_bytes(4)
        place += len(part)
    head = bytes(24) + b"\x07\xe3\0\6\0\5" + bytes(6) + b"acsp" + bytes(8) + b"SECRSECR"
    return b"".join([head.ljust(128, b"\0"), len(parts).to_bytes(4), table, *parts.values()])


@pytest.mark.parametrize("form", sorted(SUFFIXES))
def test_a_profile_names_neither_monitor_nor_person(form: str) -> None:
    """Its colours and its length stay; the name that a PNG gives it is the same for all."""
    data = picture(form=form, icc_profile=_profile())
    if form == "PNG":
        data = data.replace(b"ICC Profile", b"The monitor")
        at = data.index(b"iCCP")
        end = at + 4 + int.from_bytes(data[at - 4 : at])
        data = data[:end] + crc32(data[at:end]).to_bytes(4) + data[end + 4 :]
    clean = without_metadata(data, SUFFIXES[form])
    profile = _open(clean).info["icc_profile"]
    assert len(profile) == len(_profile())
    assert b"colours are these" in profile
    for named in (TOLD.encode(), b"SECR", b"\x07\xe3"):
        assert named not in profile
    assert b"The monitor" not in clean
    assert without_metadata(clean, SUFFIXES[form]) == clean


@pytest.mark.parametrize("form", [*sorted(SUFFIXES), "GIF"])
@pytest.mark.parametrize("suffix", ["dat", "txt", "JPG", "pjp", "tiff", "heic", ""])
def test_a_picture_of_any_name_says_nothing_of_its_making(form: str, suffix: str) -> None:
    """What it is, its beginning says; but a name that browsers trust has to be right."""
    told = moving_gif() if form == "GIF" else secret_picture(form)
    if suffix == "pjp" and form != "JPEG":
        with pytest.raises(BrokenPicture, match="no picture of the format"):
            without_metadata(told, suffix)
        return
    clean = without_metadata(told, suffix)
    assert (TOLD.encode() in told, TOLD.encode() in clean) == (True, False)
    assert _open(clean).tobytes() == _open(told).tobytes()


@pytest.mark.parametrize("suffix", ["jfif", "jpe", "pjpeg", "pjp", "jpeg"])
def test_every_name_of_a_jpeg_is_one(suffix: str) -> None:
    """It is cleaned, and nothing else may have that name."""
    assert TOLD.encode() not in without_metadata(secret_picture(), suffix)
    with pytest.raises(BrokenPicture):
        without_metadata(picture(form="PNG"), suffix)


def test_a_gif_keeps_what_it_shows() -> None:
    """Frames, times and repetitions; without metadata it stays byte for byte."""
    clean = without_metadata(moving_gif(), "gif")
    image = _open(clean)
    assert (getattr(image, "n_frames", 0), image.info.get("loop")) == (2, 0)
    assert clean == without_metadata(clean, "gif")
    plain = picture(form="GIF")
    assert plain == without_metadata(plain, "gif")


def test_a_frame_of_a_moving_picture_tells_nothing() -> None:
    """A part in a frame may say what one beside it may not; the frames stay."""
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    file = BytesIO()
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    data = file.getvalue()
    assert without_metadata(data, "webp") == data
    place = data.index(b"ANMF")
    size = int.from_bytes(data[place + 4 : place + 8], "little")
    end, told = place + 8 + size, b"EXIF\x06\0\0\0secret"
    frame = (size + len(told)).to_bytes(4, "little") + data[place + 8 : end] + told
    whole = data[8 : place + 4] + frame + data[end:]
    spoilt = b"RIFF" + len(whole).to_bytes(4, "little") + whole
    assert b"secret" in spoilt
    assert without_metadata(spoilt, "webp") == data


JPEG, GIF, AVIF = (picture(60, 40, form) for form in ("JPEG", "GIF", "AVIF"))
AFTER = 13 + (3 << (GIF[10] & 7) + 1 if GIF[10] & 0x80 else 0)
"""Where a GIF has its parts, behind its table of colours."""


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        *(
            ("jpg", JPEG[:-2] + b"\xff" + marker + b"\0\x08secret\xff\xd9")
            for marker in (b"\xf0", b"\xf7", b"\xfd", b"\x02", b"\xbf")
        ),
        ("jpg", JPEG[:2] + b"\xff\xee\0\x14Adobe\0d\0\0\0\0\x01secret" + JPEG[2:]),
        *(
            ("gif", GIF[:AFTER] + part + GIF[AFTER:])
            for part in (
                b"!\xff\x0bICCRGBG1012\x06secret\0",
                b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\x06secret\0",
                b"!\xf9\x04\0\0\0\0\x06secret\0",
            )
        ),
        *(
            ("avif", AVIF + part)
            for part in (
                b"secret",
                b"\0\0\0\x0efreesecret",
                b"\0\0\0\x0euuidsecret",
                b"\0\0\0\x01jumb" + bytes(7) + b"\x16secret",
            )
        ),
    ],
)
def test_a_part_that_shows_nothing_tells_nothing(suffix: str, data: bytes) -> None:
    """Of any name, or beside what a part consists of; the picture stays as it is."""
    clean = without_metadata(data, suffix)
    assert b"secret" not in clean
    assert without_metadata(clean, suffix) == clean
    assert (
        _open(clean).tobytes() == _open({"jpg": JPEG, "gif": GIF, "avif": AVIF}[suffix]).tobytes()
    )
