"""Pictures as sources: measures, and what they may not say of their making."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from random import Random
from zlib import crc32

import pytest
from PIL import Image

from communique.pictures.broken import EMPTY, TELLS, UNSHOWN, BrokenPicture
from communique.pictures.facts import FileFacts
from communique.pictures.metadata import TURNED, without_metadata
from tests.pictures.samples import TOLD, look_at, picture, secret_picture

SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}

HOLLOW = picture(form="AVIF").replace(b"av01", b"av00", 2)
"""An AVIF that promises a picture and has none."""

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" %s/>'


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


@pytest.mark.parametrize("form", sorted(SUFFIXES))
@pytest.mark.parametrize("length", [0, 1, 3, 10, 21, 40, 0.3, 0.9, 0.999])
def test_a_picture_that_is_cut_off_is_told(form: str, length: float) -> None:
    """Wherever it ends."""
    whole = secret_picture(form).partition(b"ftypmp42")[0]
    end = length if isinstance(length, int) else int(len(whole) * length)
    with pytest.raises(BrokenPicture):
        without_metadata(whole[:end], SUFFIXES[form])


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.jpg", picture(2000, 1000), (2000, 1000, (480, 960, 1600))),
        ("a.JPEG", picture(1000, 50), (1000, 50, (480, 1000))),
        ("a.png", picture(30, 40, "PNG"), (30, 40, (30,))),
        ("a.webp", picture(500, 40, "WEBP"), (500, 40, (500,))),
        ("a.gif", picture(600, 40, "GIF"), (600, 40, ())),
        ("a.avif", picture(600, 40, "AVIF"), (600, 40, ())),
        ("a.jpg", secret_picture(way=6, width=600, height=400), (400, 600, (400,))),
        (
            "a.svg",
            SVG % b'width="30px" height="20"',
            (30, 20, ()),
        ),
        (
            "a.svg",
            SVG % b'width="100%" viewBox="0 0 30.4 20"',
            (30, 20, ()),
        ),
        ("a.svg", SVG % b"", (0, 0, ())),
        (
            "a.svg",
            SVG % b'width="1e400" height="1e30"',
            (0, 0, ()),
        ),
        ("a.png", picture(600, 20_000, "PNG"), (600, 20_000, (480,))),
        ("a.png", picture(1, 20_000, "PNG"), (1, 20_000, ())),
        ("a.pdf", b"A paper", (0, 0, ())),
    ],
)
def test_a_picture_has_measures_and_variants(
    tmp_path: Path, name: str, data: bytes, expected: tuple[int, int, tuple[int, ...]]
) -> None:
    """Upright, as a reader sees it; no variant is wider than the picture, or too high for WebP."""
    (tmp_path / name).write_bytes(data)
    facts = look_at(tmp_path / name)
    assert expected == (facts.width, facts.height, facts.widths)
    assert facts.wrong == ""


def test_a_picture_that_moves_has_no_variants(tmp_path: Path) -> None:
    """One of its frames would not be what it shows."""
    file = tmp_path / "a.webp"
    frames = [Image.new("RGB", (600, 9), shade) for shade in ("red", "blue")]
    frames[0].save(file, save_all=True, append_images=frames[1:])
    assert look_at(file).widths == ()


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("a.jpg", b"A paper", "is no picture of the format that its name says"),
        ("a.png", picture(), "is no picture of the format that its name says"),
        ("a.jpg", picture()[:300], "is cut off"),
        ("a.png", picture(form="PNG").replace(b"IDAT", b"IDAU", 1), "is damaged"),
        ("a.png", secret_picture("PNG", way=6), TURNED),
        ("a.webp", secret_picture("WEBP", way=3), TURNED),
        ("a.gif", b"GIF", "is cut off"),
        ("a.gif", picture(form="PNG"), "is no picture of the format that its name says"),
        ("a.avif", picture(form="GIF"), "is no picture of the format that its name says"),
        ("a.avif", HOLLOW, "is cut off"),
        ("a.svg", b"<svg", "is no well-formed SVG"),
        ("a.svg", SVG % b'viewBox="0 0 0 9"', EMPTY),
        ("a.svg", SVG % b'height="20" width="0px"', EMPTY),
        ("a.svg", b"<svg><image href='https://a.org/a.png'/></svg>", EMPTY),
        ("a.svg", b"<html/>", "is no picture of the format that its name says"),
        ("a.avif", secret_picture("AVIF"), "says where or with what it was made"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told(
    tmp_path: Path, name: str, data: bytes, wrong: str
) -> None:
    """In words, with what mends it."""
    (tmp_path / name).write_bytes(data)
    facts = look_at(tmp_path / name)
    assert wrong == facts.wrong
    assert facts.hint


def test_the_size_is_that_of_the_published_file(tmp_path: Path) -> None:
    """Without what is taken out of it."""
    (tmp_path / "a.jpg").write_bytes(secret_picture())
    size = len(without_metadata(secret_picture(), "jpg"))
    assert look_at(tmp_path / "a.jpg") == FileFacts(size, 600, 400, (480, 600))


def _gif() -> bytes:
    """A GIF that moves, with a comment and what a program added."""
    frames = [Image.new("RGB", (6, 4), shade) for shade in ("red", "blue")]
    file = BytesIO()
    frames[0].save(
        file, "GIF", save_all=True, append_images=frames[1:], loop=0, comment=TOLD.encode()
    )
    added = b"!\xff\x0bXMP DataXMP" + bytes([len(TOLD)]) + TOLD.encode() + b"\0;"
    return file.getvalue()[:-1] + added


@pytest.mark.parametrize("form", [*sorted(SUFFIXES), "GIF"])
@pytest.mark.parametrize("suffix", ["dat", "txt", "JPG", "pjp", "tiff", "heic", ""])
def test_a_picture_of_any_name_says_nothing_of_its_making(form: str, suffix: str) -> None:
    """What it is, its beginning says; but a name that browsers trust has to be right."""
    told = _gif() if form == "GIF" else secret_picture(form)
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
    clean = without_metadata(_gif(), "gif")
    image = _open(clean)
    assert (getattr(image, "n_frames", 0), image.info.get("loop")) == (2, 0)
    assert clean == without_metadata(clean, "gif")
    plain = picture(form="GIF")
    assert plain == without_metadata(plain, "gif")


LONG = b"\0\0\0\x01mdat" + bytes(7) + b"\x10"
"""A box of an AVIF whose length is written in eight bytes."""

TIFF = picture(form="TIFF")
ICON = picture(32, 32, "ICO")


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("a.tif", TIFF, UNSHOWN),
        ("a.dng", b"MM\0*" + bytes(60), UNSHOWN),
        ("paper", TIFF, UNSHOWN),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(60), UNSHOWN),
        ("a.txt", b"\0\0\0\x18ftypmif1" + bytes(60), UNSHOWN),
        ("a.psd", b"8BPS\0\1" + bytes(60), UNSHOWN),
        ("a.jp2", picture(form="JPEG2000"), UNSHOWN),
        ("a.jxl", b"\xff\x0a" + bytes(60), UNSHOWN),
        ("a.jxr", b"II\xbc\x01" + bytes(60), UNSHOWN),
        ("a.xcf", b"gimp xcf v011" + bytes(60), UNSHOWN),
        ("a.x3f", b"FOVb" + bytes(60), UNSHOWN),
        ("a.avif", picture(form="AVIF") + b"\0\0\0\x10moov\0\0\0\x08udta", TELLS),
        ("a.avif", picture(form="AVIF") + LONG + b"\0\0\0\x0cmetaExif", TELLS),
        ("a.svgz", b"\x1f\x8b" + bytes(60), UNSHOWN),
        ("a.bin", secret_picture("AVIF"), TELLS),
        ("a.ico", ICON.replace(b"IDAT", b"tEXt"), TELLS),
        ("a.ico", ICON, ""),
        ("a.bmp", picture(form="BMP"), ""),
        ("a.bin", picture(form="AVIF"), ""),
        ("a.mp4", b"\0\0\0\x18ftypmp42" + bytes(60), ""),
        ("a.pdf", b"%PDF-1.7", ""),
        ("a.txt", b"", ""),
        ("a.txt", b"MMXIX was a year", ""),
    ],
)
def test_a_picture_that_may_tell_and_cannot_be_cleaned_is_refused(
    tmp_path: Path, name: str, data: bytes, wrong: str
) -> None:
    """Under whatever name; what is no picture passes."""
    (tmp_path / name).write_bytes(data)
    facts = look_at(tmp_path / name)
    assert wrong == facts.wrong
    assert ("without metadata" in facts.hint) is bool(wrong)


WHOLE = {
    "jpg": secret_picture(way=6),
    "jpeg": picture(progressive=True),
    "png": secret_picture("PNG"),
    "webp": secret_picture("WEBP"),
    "gif": _gif(),
    "avif": picture(60, 40, "AVIF"),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(#a)"/></svg>',
    "ico": ICON,
}


@pytest.mark.parametrize("suffix", sorted(WHOLE))
def test_no_damage_ends_in_a_traceback(tmp_path: Path, suffix: str) -> None:
    """Cut off or with bytes changed, wherever: facts, or words of what is wrong."""
    whole, file = WHOLE[suffix], tmp_path / f"a.{suffix}"
    chance = Random(5)  # noqa: S311 - the same damage each time
    for _ in range(150):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(4) if data else 0):
            place = chance.choice(
                (chance.randrange(len(data)), chance.randrange(min(64, len(data))))
            )
            data[place] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))
        file.write_bytes(data)
        facts = look_at(file)
        assert bool(facts.wrong) is bool(facts.hint)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.gif", bytes.fromhex("47494638396105000500f00000000000ffffff2c0000000005000500"
                                "000021ff0b") + bytes(40)),
        ("a.gif", b"GIF89a" + bytes(67)),
        ("a.webp", b"RIFF\x0c\0\0\0WEBPVP8X\0\0\0\0"),
        ("a.webp", b"RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0"),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\0"),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\x0aExif\0\0MM\xff\xd9"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 40),
        ("a.avif", b"\0\0\0\x10ftypavif" + bytes(4)),
    ],
)  # fmt: skip
def test_a_damaged_picture_is_told_in_words(tmp_path: Path, name: str, data: bytes) -> None:
    """Of which decoders raise what nobody expects."""
    (tmp_path / name).write_bytes(data)
    assert look_at(tmp_path / name).wrong


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
