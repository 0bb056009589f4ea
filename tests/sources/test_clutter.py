"""What programs leave beside sources, by its name."""

from __future__ import annotations

import pytest

from communique.sources.clutter import is_clutter


@pytest.mark.parametrize(
    "name",
    [
        *("27c35e6e9373877f29e562464e46497e", "27c35e6e9373877f29e562464e46497e-480"),
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
        *("a.en.md.mine", "a.docx.r123", "a.en.md.BASE", "a.en.md,v", "a.diff", "a.patch"),
        *("a.en.md.2019-06-05", "a.en.md.gz", "a.en.markdown.zip", "a.en.md (1).gz", "a.md.pdf"),
        *("a.en.md+", "a.en.md.html", "a.en.md_old.tar.gz", "a.en.md.en.md.docx"),
        *("a (Autosaved).docx", "a [Recovered].xlsx", "a (Автосохраненный).docx", "a.asd"),
        *("AutoRecovery save of a.docx", "Recovered a.docx", "a.docx.sb-1a2b3c4d-XyZ", "a.sb-abc"),
        *("a.pdf.icloud", "core.1234", "nohup.out", "a.log", "a.log.1", "a.pem", "a.key", "a.p12"),
        *("a.eml", "a.msg", "a.mbox", "a.sqlite", "catalogue-0a1b.sqlite3-wal", "a.db", "a.sql"),
        *("a.pdf.save.1", "a.bak-2", "nginx.conf.dpkg-old", "a.rpmsave", "Thumbs.db:encryptable"),
        *("a.goutputstream-AB12", "office.laccdb"),
        *(
            "a.jpg.xmp",
            "a.AAE",
            "a.thm",
            "a.url",
            "a.webloc",
            "a.desktop",
            "site.sql.gz",
            "a.dump.xz",
        ),
        *("error_log", "winmail.dat", "sftp-config.json", "Picasa.ini", "ZbThumbnail.info", "mbox"),
        *("catalogue-0a1b2c.lock", "prod.env", "known_hosts", "a.kdb"),
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
        *("27c35e6e9373877f29e562464e46497e.jpg", "decade", "facade", "20190605"),
        *("report.pdf", "a-copy.pdf", "Copy of the treaty.pdf", "backup.pdf", "old", "lock"),
        *("CNAME", "robots.txt", "no-ending", "$budget.pdf", "conflict-in-the-region.pdf"),
        *("Recovered paintings.jpg", "Recovered paintings.pdf", "core.js", "core", "catalogue.pdf"),
        *("a.md.txt", "a.en.md (1)", "a.r", "a.mdoc", "keynote.pdf", "log", "a.mp4", "data.csv"),
        *("main.css", "a.en.md", "mfa.gov.md-letter.pdf", "part", "report (1).pdf", "2030.1"),
        *("a.sql.pdf", "desktop.jpg", "a.desktop.png", "url", "error_log.txt", "web.config"),
    ],
)
def test_what_a_person_named_is_none(name: str) -> None:
    """Words that only sound alike are names like others."""
    assert not is_clutter(name)
