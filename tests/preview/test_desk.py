"""What a preview makes, when, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from communique.preview.desk import Desk
from tests.cli.newsroom import Newsroom
from tests.sites import read_tree

SOURCE = "content/releases/2019/06/04-first.en.md"
PAGE = "en/2019/06/04/first/index.html"
NAMES = {".communique"}


def output(newsroom: Newsroom) -> Path:
    return newsroom.root / ".preview/output"


def save(newsroom: Newsroom, path: str, old: str, new: str) -> None:
    newsroom.write(path, newsroom.read(path).replace(old, new))


def test_a_page_is_made_when_it_is_looked_at(newsroom: Newsroom, desk: Desk) -> None:
    """Before that there is only the file by which a build knows its output."""
    assert desk.refresh().problems == ()
    assert read_tree(output(newsroom)).keys() == NAMES
    shown = desk.show(PAGE)
    assert shown.data is not None
    assert b"A short text." in shown.data
    assert read_tree(output(newsroom)).keys() == {*NAMES, PAGE}
    assert desk.show("en/nothing/index.html").data is None
    assert desk.show("../pelicanconf.py").data is None
    assert desk.show(".communique").data is None


def test_pages_outside_an_edit_are_left_alone(newsroom: Newsroom, desk: Desk) -> None:
    """Neither their bytes nor their times change, and no browser loads them again."""
    for number in range(6, 10):
        newsroom.release(f"releases/2019/06/0{number}-far.en", "Far", Date=f"2019-06-0{number}")
    desk.refresh()
    far = "en/2019/06/09/far/index.html"
    before = desk.show(PAGE), desk.show(far)
    stamp = (output(newsroom) / far).stat().st_mtime_ns
    save(newsroom, SOURCE, "A short text.", "A longer text.")
    edition = desk.refresh()
    assert edition.read == 1
    after = desk.show(PAGE), desk.show(far)
    assert before[0].token != after[0].token
    assert before[1] == after[1]
    assert (output(newsroom) / far).stat().st_mtime_ns == stamp


def test_every_kind_of_edit_changes_the_page(newsroom: Newsroom, desk: Desk) -> None:
    """A template, a stylesheet, a word, a setting: each gives the page another token."""
    desk.refresh()
    seen = [desk.show(PAGE).token]
    edits = [
        ("theme/templates/article.html", "</article>", "<p>End.</p></article>"),
        ("theme/static/css/main.css", "{", "{ /* edited */"),
        ("pelicanconf.py", '"Newsroom"', '"Press office"'),
        ("vocabulary/tags.toml", 'en = "Climate"', 'en = "Weather"\naliases = ["Climate"]'),
    ]
    for edit in edits:
        save(newsroom, *edit)
        assert desk.refresh().problems == ()
        seen.append(desk.show(PAGE).token)
    assert len(set(seen)) == len(edits) + 1


def test_a_mistake_leaves_the_last_good_page(newsroom: Newsroom, desk: Desk) -> None:
    """Its lines are those of the check; the page stays, and is as good when it is mended."""
    desk.refresh()
    good = desk.show(PAGE)
    save(newsroom, SOURCE, "2019-06-04 10:00", "4.06.2019")
    line = (
        'releases/2019/06/04-first.en.md:2: Date must be an ISO 8601 date, got "4.06.2019"; '
        "write 2019-06-04"
    )
    assert desk.refresh().problems == (line,)
    bad = desk.show(PAGE)
    assert (bad.data, bad.token, bad.problems) == (good.data, good.token, (line,))
    # What was never looked at is made, as it was before the mistake.
    assert desk.show("en/index.html").data is not None
    save(newsroom, SOURCE, "4.06.2019", "2019-06-04 10:00")
    desk.refresh()
    assert desk.show(PAGE) == good


def test_a_template_that_fails_keeps_only_its_own_pages(newsroom: Newsroom, desk: Desk) -> None:
    """Others are made; its own is as it was, with its line."""
    desk.refresh()
    good = desk.show(PAGE)
    template = "theme/templates/article.html"
    save(newsroom, template, "</article>", "{{ nothing.at.all }}</article>")
    assert desk.refresh().problems == ()
    bad = desk.show(PAGE)
    assert bad.data == good.data
    assert bad.problems[0].startswith(f"{template}:")
    assert desk.show("en/index.html").problems == ()
    save(newsroom, template, "{{ nothing.at.all }}", "")
    desk.refresh()
    assert desk.show(PAGE) == good


def test_settings_are_read_anew_with_what_they_import(newsroom: Newsroom, desk: Desk) -> None:
    """A file beside them that is edited, broken and mended is noticed, by its line."""
    newsroom.write("house.py", 'NAME = "Our house"\n')
    conf = newsroom.read("pelicanconf.py")
    newsroom.write("pelicanconf.py", f"{conf}\nfrom house import NAME\nSITENAME = NAME\n")
    assert desk.refresh().problems == ()
    newsroom.write("house.py", 'NAME = "Our new house"\n')
    desk.refresh()
    assert b"Our new house" in (desk.show(PAGE).data or b"")
    newsroom.write("house.py", 'NAME = "Our house"\nOTHER = nowhere\n')
    [problem] = desk.refresh().problems
    assert problem.startswith("house.py:2: settings must be ones that Pelican can read, got Name")
    newsroom.write("house.py", 'NAME = "Our last house"\n')
    desk.refresh()
    assert b"Our last house" in (desk.show(PAGE).data or b"")


def test_what_only_texts_changed_needs_no_settings(newsroom: Newsroom, desk: Desk) -> None:
    """They are read again with the first change of anything else, also after a mistake."""
    desk.refresh()
    template = newsroom.root / "theme/templates/article.html"
    good = template.read_bytes()
    template.write_bytes(b"\xff")
    assert desk.refresh([template]).problems != ()
    template.write_bytes(good.replace(b"</article>", b"<p>End.</p></article>"))
    save(newsroom, SOURCE, "A short text.", "A longer text.")
    assert desk.refresh([newsroom.root / SOURCE]).problems == ()
    data = desk.show(PAGE).data or b""
    assert b"A longer text." in data
    assert b"End." in data


def test_a_preview_that_starts_anew_trusts_its_folder(desk: Desk) -> None:
    """Nothing is read again, and what was planned is still made when it is looked at."""
    desk.refresh()
    seen = desk.show(PAGE).data
    desk.close()
    again = Desk(desk.place)
    assert again.refresh().read == 0
    assert again.show(PAGE).data == seen
    assert again.show("en/archive/index.html").data is not None
    again.close()
