"""Lines that say that a text is held back: an importer turns them into headers."""

from collections.abc import Sequence
from dataclasses import replace

from communique.importers.dating import Answer
from communique.importers.draft import Question
from communique.sources.held.lines import Mark, find_mark, find_title_mark, goes_on
from communique.values import dataclass

HEAD = 6
"""Lines with words at the beginning, and at the end, that may call the text a draft."""

JOINED = 2
"""Further lines that a mark may go on in."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a text said of its being held back."""

    embargoes: tuple[Mark, ...] = ()
    drafts: tuple[Mark, ...] = ()

    def settle_embargo(self) -> Answer:
        """Decide Embargo: a certain moment, or a question; None without an embargo."""
        if not self.embargoes:
            return None
        moments = tuple(dict.fromkeys(mark.moment for mark in self.embargoes))
        if len(moments) == 1 and moments[0]:
            return moments[0]
        likely = [each for mark in self.embargoes for each in (mark.moment, *mark.likely) if each]
        mark = next((mark for mark in self.embargoes if mark.lacks), self.embargoes[0])
        lacks = f"it lacks {mark.lacks}" if mark.lacks else "other lines of it say otherwise"
        why = f'The text says "{mark.written}"; {lacks}'
        return Question("Embargo", tuple(dict.fromkeys(likely)), why)

    def settle_status(self) -> Question | None:
        """Ask for Status where the text calls itself a draft."""
        if not self.drafts:
            return None
        return Question("Status", ("draft",), f'The text says "{self.drafts[0].written}"')


def take_marks(text: str, lang: str) -> tuple[Marks, str]:
    """Return what a text says of its being held back, and the text without those lines.

    A line on an embargo is one wherever it stands; one that calls the text a draft counts at its
    beginning and at its end.
    """
    lines = text.split("\n")
    full = [number for number, line in enumerate(lines) if line.strip()]
    edges = {*full[:HEAD], *full[-2:]}
    embargoes: list[Mark] = []
    drafts: list[Mark] = []
    taken: set[int] = set()
    for place, number in enumerate(full):
        find = find_title_mark if place == 0 else find_mark
        mark = find(lines[number], lang) if number not in taken else None
        if mark is None or (mark.kind != "embargo" and number not in edges):
            continue
        if mark.part:
            written = " ".join(lines[number].split())
            lines[number] = written.replace(mark.part, " ", 1).strip(" –—-|")
            embargoes.append(mark)
            continue
        if mark.kind == "draft" and place == 0 and find_mark(lines[number], lang) is None:
            drafts.append(mark)
            continue
        taken.add(number)
        if mark.kind != "embargo":
            drafts.append(mark)
            continue
        mark, more = _join(mark, [lines[each] for each in full[place + 1 :]], lang)
        taken.update(full[place + 1 : place + 1 + more])
        embargoes.append(mark)
    kept = [line for number, line in enumerate(lines) if number not in taken]
    return Marks(tuple(embargoes), tuple(drafts)), "\n".join(kept)


def _join(mark: Mark, lines: Sequence[str], lang: str) -> tuple[Mark, int]:
    """Return a mark with the lines below that tell its time, and how many these are."""
    count = 0
    while not mark.moment and count < min(JOINED, len(lines)) and goes_on(lines[count], lang):
        longer = find_mark(f"{mark.written} {lines[count]}", lang)
        if longer is None:
            break
        mark, count = replace(longer, kind="embargo"), count + 1
    return mark, count
