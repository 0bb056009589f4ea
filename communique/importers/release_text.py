"""The text of an old release: a title, a dateline, paragraphs, a note to editors, a footer.

Words are never changed, only moved: the dateline's, the footer's and an embargo's into the header,
the note's label into a heading. A title in odd capitals keeps them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date as Date  # noqa: N812 - ``date`` is an argument below
from pathlib import PurePath

from communique.errors import ProblemsFound
from communique.importers.dateline import Dateline, take_dateline
from communique.importers.dating import Answer, Evidence, settle_date, settle_modified
from communique.importers.draft import Draft, Question, refuse
from communique.importers.footer import take_footer
from communique.signs import PAIRED, UNFIT, UNSEEN, find_unpaired
from communique.sources.held.lines import Mark, find_mark, find_title_mark, goes_on
from communique.text.letters import C1, WINDOWS, compose
from communique.text.sections import is_note_heading
from communique.values import dataclass

NOTE = re.compile(r"(?P<label>[^:：]{1,60}?)\s*(?:[:：]\s*(?P<text>.*)|\Z)", re.DOTALL)
"""What may be the label of the section set apart for editors, and the text after it."""

BOLD = re.compile(r"\*\*([^*\n]{1,100}?)(\s*)\*\*")
"""A bold beginning of a paragraph."""

CONTROLS: dict[int, str | None] = dict.fromkeys((*range(0x20), 0x7F, *C1))
CONTROLS |= WINDOWS | {ord("\n"): "\n", ord("\t"): " ", 0x1F: " "}
"""No control character reaches a source; those that were letters of Windows-1252 are these."""


def make_draft(
    path: PurePath,
    text: str,
    mark_up: Callable[[str], str],
    *,
    lang: str,
    kind: str,
    date: Date | None,
) -> Draft:
    """Return the draft of a title and paragraphs, through ``mark_up``; raises ProblemsFound."""
    marks, text = take_marks(tidy_text(text), lang)
    title, text = _split_title(path, text)
    footer, text = take_footer(text)
    first, *others = _split_paragraphs(path, text)
    dateline, first = _take_dateline(first, lang)
    evidence = Evidence(footer, dateline.date if dateline else None, date)
    answers = {
        "Title": title,
        "Date": settle_date(evidence),
        "Modified": settle_modified(evidence),
        "Category": " ".join(kind.split())
        or Question("Category", (), "The text does not say what kind of release it is"),
        "Place": dateline.place if dateline else None,
        "Lang": lang,
        "Embargo": marks.settle_embargo(),
        "Status": marks.settle_status(),
    }
    return Draft(
        fields=tuple((name, value) for name, value in answers.items() if isinstance(value, str)),
        body="\n\n".join(block for part in (first, *others) for block in _blocks(part, mark_up)),
        lang=lang,
        questions=tuple(value for value in answers.values() if isinstance(value, Question)),
    )


def _take_dateline(paragraph: str, lang: str) -> tuple[Dateline | None, str]:
    dateline, rest = take_dateline(paragraph, lang)
    if dateline is None and BOLD.match(paragraph):
        plain, after = take_dateline(BOLD.sub(r"\1\2", paragraph, count=1), lang)
        return (plain, after) if plain else (None, paragraph)
    return dateline, rest


def tidy_text(text: str) -> str:
    """Return a text in NFC with line feeds only, without signs that no source has."""
    lines = text.translate({0x85: WINDOWS[0x85]}).splitlines()
    text = UNSEEN.sub("", UNFIT.sub("", compose("\n".join(lines).translate(CONTROLS))))
    if not PAIRED.search(text):
        return text
    split = text.split("\n")
    return "\n".join(PAIRED.sub("", line) if find_unpaired(line) else line for line in split)


def _split_title(path: PurePath, text: str) -> tuple[str, str]:
    title, _, rest = text.strip().partition("\n")
    if not title:
        raise _lacks(path, "an empty file")
    return title.strip(), rest.strip()


def _split_paragraphs(path: PurePath, text: str) -> list[str]:
    paragraphs = [paragraph.strip() for paragraph in re.split(r"\n\s*\n", text)]
    if not any(paragraphs):
        raise _lacks(path, "no body")
    return [paragraph for paragraph in paragraphs if paragraph]


def _blocks(paragraph: str, mark_up: Callable[[str], str]) -> list[str]:
    """Return the Markdown of a paragraph; a note to editors becomes a heading and its text."""
    note = NOTE.match(paragraph)
    if note is None or not is_note_heading(note["label"]):
        return [mark_up(paragraph)]
    heading = f"## {' '.join(note['label'].split())}"
    return [heading, mark_up(note["text"])] if note["text"] else [heading]


def _lacks(path: PurePath, found: str) -> ProblemsFound:
    hint = "the first line is the title, the text follows it"
    return refuse(path, "Text must have a title and a body", f"got {found}", hint)


HEAD = 6
"""How many lines at the beginning, and at the end, may call the text a draft."""

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
    """Return the lines of a text that hold it back, and the text without them.

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
