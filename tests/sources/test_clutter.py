"""What programs leave beside sources, by its name."""

from __future__ import annotations

import pytest

from communique.sources.clutter import is_clutter


@pytest.mark.parametrize(
    "name",
    [
        *("~$atement.docx", "~WRL0001.tmp", "~lock.odt", "#a.en.md#", "a.en.md~", "#recycle"),
        *("a.en.md.bak", "a.en.md.orig", "a.en.md.rej", "a.en.md.save", "a.en.md.swp", "a.bak2"),
        *(
            "a.en.md.1",
            "a.en.md_backup",
            "a.en.md-old",
            "a.en.bak",
            "notes.txt.2",
            "Report.PDF.BAK",
        ),
        *("a.tmp", "a.part", "film.mp4.crdownload", "a.pdf.download", "a.lock", "a.LNK"),
        *("Thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.ini", "Icon\r", "$RECYCLE.BIN"),
        *("__MACOSX", "System Volume Information", "lost+found", "@eaDir", "id_rsa", "a.kdbx"),
        "report.sync-conflict-20300101-101500-ABCDEFG.pdf",
        "report (Anna's conflicted copy 2030-01-01).pdf",
        "report (conflicted copy 2030-01-01 101500).pdf",
        "report_conflict-20300101.pdf",
    ],
)
def test_what_a_program_named_is_clutter(name: str) -> None:
    """Whatever the letter case."""
    assert is_clutter(name)


@pytest.mark.parametrize(
    "name",
    [
        *("report.pdf", "a-copy.pdf", "Copy of the treaty.pdf", "backup.pdf", "old", "lock"),
        *("CNAME", "robots.txt", "no-ending", "$budget.pdf", "conflict-in-the-region.pdf"),
        *("main.css", "a.en.md", "mfa.gov.md-letter.pdf", "part", "report (1).pdf", "2030.1"),
    ],
)
def test_what_a_person_named_is_none(name: str) -> None:
    """Words that only sound alike are names like others."""
    assert not is_clutter(name)
