"""A site of tests of the gate: the handover of a harbour is under embargo."""

from __future__ import annotations

from pathlib import Path

from tests.pictures.samples import picture
from tests.sites import Result, Site

PLAN = "The minister of Xanadu will hand over the northern harbour on Friday and leave the union."
EMBARGO = "2031-01-01 10:00Z"
RULE = "the site must contain nothing that is held back, found "


def harbour_site(tmp_path: Path) -> Site:
    """A site with public releases and one under embargo, in two languages, with its own terms."""
    site = Site(tmp_path / "site")
    for number in range(1, 4):
        site.release(f"note-{number}.en", Date=f"2019-06-0{number}", Tags="G7")
    site.release("note-1.ru", "Текст одного предложения.")
    site.built()
    hold(site)
    return site


def hold(site: Site, embargo: str = EMBARGO) -> None:
    site.write("content/handover.pdf", b"%PDF-1.4 the terms of Xanadu")
    site.write("content/harbour.jpg", picture())
    headers = {"Title": "Harbour of Xanadu handed over", "Embargo": embargo}
    headers |= {"Tags": "G7; Xanadu talks", "People": "Envoy Xan Adu"}
    headers |= {"Image": "harbour.jpg | The harbour", "Attachments": "handover.pdf | The terms"}
    site.release("handover.en", PLAN, **headers)
    headers = {"Title": "Гавань Занаду передана", "Embargo": embargo}
    site.release("handover.ru", "Министр Занаду передаст северную гавань в пятницу.", **headers)


def refused(site: Site, result: Result, before: dict[str, bytes]) -> list[str]:
    """Return what the gate said of a build that it stopped; the output is as it was."""
    assert result.status == 1, result.out
    assert site.tree() == before
    assert result.err.endswith("the output is as it was\n")
    lines = [line for line in result.err.splitlines()[:-1] if ": warning: " not in line]
    assert [line for line in lines if RULE not in line] == []
    return lines


ANEW = {"LOAD_CONTENT_CACHE": False}
