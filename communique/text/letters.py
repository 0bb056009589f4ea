"""Normal forms of letters; control characters are removed.

Letters that look the same are made the same: a Mac writes ``é`` in the name of a file as ``e`` and
an accent, a keyboard as one letter (NFC, Unicode Standard Annex 15).
"""

from unicodedata import is_normalized, normalize

C1 = range(0x80, 0xA0)
"""Control characters that no text has. Where they stand, bytes of Windows-1252 were taken for
Unicode: U+0092 was an apostrophe."""

WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in C1
    if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # which Windows-1252 has not
}


def compose(text: str) -> str:
    """Return a text with each letter in one piece (NFC)."""
    return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)
