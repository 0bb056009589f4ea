"""Colour profiles without names: a profile may name a monitor, a program, a person and a time.

What colours are made of stays as it is, and so does every place in the profile (ICC.1:2022).
"""

HEAD = 128
NAMED_IN_HEAD = ((24, 36), (48, 56), (80, 100))
"""Its moment; the device's maker and model; who made the profile, and a digest of all this."""

_COLOURS = (
    "A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 B2D0 B2D1 B2D2 B2D3 D2B0 D2B1 D2B2 D2B3 bTRC bXYZ bkpt chad "
    "chrm cicp clro clrt colt gTRC gXYZ gamt kTRC lumi meas ncl2 pre0 pre1 pre2 rTRC rXYZ rig0 "
    "rig2 tech view wtpt"
)
COLOURS = frozenset(_COLOURS.split())
"""The tags that describe colours; all others hold words, or a maker's data about a device."""

LONGEST = 16_000_000


def without_names(profile: bytes) -> bytes:
    """Return a profile, or its beginning, with zeros in place of every name in it."""
    if profile[36:40] != b"acsp":
        return profile
    clean = bytearray(profile)
    for begin, end in NAMED_IN_HEAD:
        clean[begin:end] = bytes(end - begin)
    count = int.from_bytes(profile[HEAD : HEAD + 4])
    for place in range(HEAD + 4, min(HEAD + 4 + 12 * count, len(profile) - 11), 12):
        begin, size = (int.from_bytes(profile[place + at : place + at + 4]) for at in (4, 8))
        if profile[place : place + 4].decode("latin-1") in COLOURS or begin < HEAD:
            continue
        # Its type stays, and the 12 that is the length of a translation: there are none.
        words = bytes(max(min(begin + size, len(profile)) - begin - 8, 0))
        if profile[begin : begin + 4] == b"mluc":
            words = (bytes(7) + b"\x0c")[: len(words)] + words[8:]
        clean[begin + 8 : begin + 8 + len(words)] = words
    return bytes(clean)
