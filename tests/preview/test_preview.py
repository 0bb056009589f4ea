"""What a preview makes, when, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from communique.preview.preview import Preview
from tests.cli.newsroom import Newsroom
from tests.sites import read_tree

SOURCE = "content/releases/2019/06/04-first.en.md"
PAGE = "en/2019/06/04/first/index.html"
NAMES = {".communique"}


def output(newsroom: Newsroom) -> Path:
    return newsroom.root / ".preview/output"


def save(newsroom: Newsroom, path: str, old: str, new: str) -> None:
    newsroom.write(path, newsroom.read(path).replace(old, new))


def test_a_page_is_made_when_it_is_looked_at(newsroom: Newsroom, preview: Preview) -> None:
    """Before that there is only the file by which a build knows its output."""
    assert preview.refresh().problems == ()
    assert read_tree(output(newsroom)).keys() == NAMES
    shown = preview.show(PAGE)
    assert shown.data is not None
    assert b"A short text." in shown.data
    assert read_tree(output(newsroom)).keys() == {*NAMES, PAGE}
    assert preview.show("en/nothing/index.html").data is None
    assert preview.show("../pelicanconf.py").data is None
    assert preview.show(".communique").data is None


def test_a_menu_may_name_the_search(newsroom: Newsroom, preview: Preview) -> None:
    """A preview has none: it leaves it out, at the foot of the page and by language too."""
    menu = (
        'SEARCH = True\nMENU = ["releases", "archive", "search", "subscribe"]\n'
        'FOOTER_LINKS = {"en": ["search", "tags"], "ru": ["search"]}\n'
    )
    newsroom.write("pelicanconf.py", newsroom.read("pelicanconf.py") + menu)
    assert preview.refresh().problems == ()
    page = preview.show("en/index.html").data
    assert page is not None
    assert b'href="/en/subscribe/"' in page
    assert b"/search/" not in page


def test_pages_outside_an_edit_are_left_alone(newsroom: Newsroom, preview: Preview) -> None:
    """Neither their bytes nor their times change, and no browser loads them again."""
    for number in range(6, 10):
        newsroom.release(f"releases/2019/06/0{number}-far.en", "Far", Date=f"2019-06-0{number}")
    preview.refresh()
    far = "en/2019/06/09/far/index.html"
    before = preview.show(PAGE), preview.show(far)
    stamp = (output(newsroom) / far).stat().st_mtime_ns
    save(newsroom, SOURCE, "A short text.", "A longer text.")
    edition = preview.refresh()
    assert edition.read == 1
    after = preview.show(PAGE), preview.show(far)
    assert before[0].token != after[0].token
    assert before[1] == after[1]
    assert (output(newsroom) / far).stat().st_mtime_ns == stamp


def test_every_kind_of_edit_changes_the_page(newsroom: Newsroom, preview: Preview) -> None:
    """A template, a stylesheet, a word, a setting: each gives the page another token."""
    preview.refresh()
    seen = [preview.show(PAGE).token]
    edits = [
        ("theme/templates/article.html", "</article>", "<p>End.</p></article>"),
        ("theme/static/css/main.css", "{", "{ /* edited */"),
        ("pelicanconf.py", '"Newsroom"', '"Press office"'),
        ("vocabulary/tags.toml", 'en = "Climate"', 'en = "Weather"\naliases = ["Climate"]'),
    ]
    for edit in edits:
        save(newsroom, *edit)
        assert preview.refresh().problems == ()
        seen.append(preview.show(PAGE).token)
    assert len(set(seen)) == len(edits) + 1


def test_a_mistake_leaves_the_last_good_page(newsroom: Newsroom, preview: Preview) -> None:
    """It shows the lines of the check and keeps the page; a correction brings it up to date."""
    preview.refresh()
    good = preview.show(PAGE)
    save(newsroom, SOURCE, "2019-06-04 10:00", "4.06.2019")
    line = (
        'releases/2019/06/04-first.en.md:2: Date must be an ISO 8601 date, got "4.06.2019"; '
        "write 2019-06-04"
    )
    assert preview.refresh().problems == (line,)
    bad = preview.show(PAGE)
    assert (bad.data, bad.token, bad.problems) == (good.data, good.token, (line,))
    # What was never looked at is made, as it was before the mistake.
    assert preview.show("en/index.html").data is not None
    save(newsroom, SOURCE, "4.06.2019", "2019-06-04 10:00")
    preview.refresh()
    assert preview.show(PAGE) == good


def test_a_template_that_fails_keeps_only_its_own_pages(
    newsroom: Newsroom, preview: Preview
) -> None:
    """Others are made; its own is as it was, with its line."""
    preview.refresh()
    good = preview.show(PAGE)
    template = "theme/templates/article.html"
    save(newsroom, template, "</article>", "{{ nothing.at.all }}</article>")
    assert preview.refresh().problems == ()
    bad = preview.show(PAGE)
    assert bad.data == good.data
    assert bad.problems[0].startswith(f"{template}:")
    assert preview.show("en/index.html").problems == ()
    save(newsroom, template, "{{ nothing.at.all }}", "")
    preview.refresh()
    assert preview.show(PAGE) == good


def test_settings_are_read_anew_with_what_they_import(newsroom: Newsroom, preview: Preview) -> None:
    """An edit of an imported file shows at once, a mistake by its line, and its correction too."""
    newsroom.write("house.py", 'NAME = "Our house"\n')
    conf = newsroom.read("pelicanconf.py")
    newsroom.write("pelicanconf.py", f"{conf}\nfrom house import NAME\nSITENAME = NAME\n")
    assert preview.refresh().problems == ()
    newsroom.write("house.py", 'NAME = "Our new house"\n')
    preview.refresh()
    assert b"Our new house" in (preview.show(PAGE).data or b"")
    newsroom.write("house.py", 'NAME = "Our house"\nOTHER = nowhere\n')
    [problem] = preview.refresh().problems
    assert problem.startswith("house.py:2: settings must be ones that Pelican can read, got Name")
    newsroom.write("house.py", 'NAME = "Our last house"\n')
    preview.refresh()
    assert b"Our last house" in (preview.show(PAGE).data or b"")


def test_what_only_texts_changed_needs_no_settings(newsroom: Newsroom, preview: Preview) -> None:
    """They are read again with the first change of anything else, also after a mistake."""
    preview.refresh()
    template = newsroom.root / "theme/templates/article.html"
    good = template.read_bytes()
    template.write_bytes(b"\xff")
    assert preview.refresh([template]).problems != ()
    template.write_bytes(good.replace(b"</article>", b"<p>End.</p></article>"))
    save(newsroom, SOURCE, "A short text.", "A longer text.")
    assert preview.refresh([newsroom.root / SOURCE]).problems == ()
    data = preview.show(PAGE).data or b""
    assert b"A longer text." in data
    assert b"End." in data


def test_a_preview_that_starts_anew_trusts_its_folder(preview: Preview) -> None:
    """Nothing is read again, and what was planned is still made when it is looked at."""
    preview.refresh()
    seen = preview.show(PAGE).data
    preview.close()
    again = Preview(preview.place)
    assert again.refresh().read == 0
    assert again.show(PAGE).data == seen
    assert again.show("en/archive/index.html").data is not None
    again.close()
