"""The line of a source in which something found in its HTML stands."""

from communique.patterns import late

MOST_LOOKS_BACK = 300
"""How often the whole text is searched for words that are written with entities."""

_GOES_ON = late(r"[\w-]|\.\w")


class Mentions:
    """Finds what a text mentions, in the order of the text: each search begins at the last find.

    So looking for every link of a text takes the time of reading it once.
    """

    def __init__(self, body: str, body_line: int) -> None:
        self.body, self.body_line = body, body_line
        self._at = 0
        self._counted = 0, body_line
        self._looks_back = 0

    def line_of(self, *written: str, whole: bool = True) -> int:
        """Return the line of the next mention, else of the first, else of the text.

        Of several ways to write it the first that is found counts; ``whole`` means that no longer
        name begins so.
        """
        starts = [self._at, 0] if self._looks_back < MOST_LOOKS_BACK else [self._at]
        for start in starts:
            for each in written:
                place = self._find(each, start, whole=whole)
                if place >= 0:
                    self._at = place
                    return self._line(place)
            self._looks_back += 1
        return self.body_line

    def _find(self, written: str, start: int, *, whole: bool) -> int:
        place = self.body.find(written, start) if written else -1
        while whole and place >= 0 and _GOES_ON.match(self.body, place + len(written)):
            place = self.body.find(written, place + 1)
        return place

    def _line(self, place: int) -> int:
        start, line = self._counted if place >= self._counted[0] else (0, self.body_line)
        line += self.body.count("\n", start, place)
        self._counted = place, line
        return line
