"""Ways to be wrong, each through the real command: it says where, and leaves the site as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pelican import signals

from tests.pictures.samples import picture
from tests.site.commands import pelican, pelican_in_shell, write_settings
from tests.sites import Site, Tree


def _site(tmp_path: Path) -> Site:
    """A site that was built once, soundly."""
    site = Site(tmp_path / "site")
    write_settings(site)
    site.release("talks", Date="2019-06-04 10:00", Tags="climate")
    site.release("visit")
    site.built()
    return site


def _picture(site: Site) -> tuple[Tree, dict[str, int]]:
    return site.tree(), site.stamps()


def _no_title(site: Site) -> str:
    site.release("wrong", Title="")
    return (
        "wrong.md:1: Title must be given, found none; "
        "add a line like Title: Observer mission arrives in Nur-Sultan"
    )


def _bad_date(site: Site) -> str:
    site.release("wrong", Date="soon")
    return 'wrong.md:2: Date must be an ISO 8601 date, got "soon"; write it like 2019-06-05 10:00'


def _future_date(site: Site) -> str:
    site.release("wrong", Date="2031-01-01 10:00")
    return (
        "wrong.md:2: Date must not be in the future without an Embargo, got "
        "2031-01-01 10:00+00:00; add Embargo: 2031-01-01 10:00+00:00 if it is to wait until then, "
        "or correct the Date"
    )


def _embargo_somewhere(site: Site) -> str:
    site.release("wrong", Embargo="2031-01-01 10:00")
    return (
        "wrong.md:4: Embargo must have a date, a time and a zone, got "
        '"2031-01-01 10:00"; for UTC write 2031-01-01 10:00 UTC, else add the offset'
    )


def _embargo_at_night(site: Site) -> str:
    site.release("wrong", Embargo="2031-10-26 02:30 Europe/Berlin")
    return (
        "wrong.md:4: Embargo must have a date, a time and a zone, got "
        '"2031-10-26 02:30 Europe/Berlin"; the clocks change there that night; '
        "write 2031-10-26 02:30+02:00 or 2031-10-26 02:30+01:00"
    )


def _dotted_date(site: Site) -> str:
    site.release("wrong", Date="5.06.2019")
    return 'wrong.md:2: Date must be an ISO 8601 date, got "5.06.2019"; write 2019-06-05'


def _month_only(site: Site) -> str:
    site.release("wrong", Date="June 2019")
    return 'wrong.md:2: Date must be an ISO 8601 date, got "June 2019"; write 2019-06-DD'


def _unknown_header(site: Site) -> str:
    site.release("wrong", Contry="Kazakhstan")
    return (
        'wrong.md:4: a header must be one of the manual\'s, got "Contry"; did you mean "Countries"?'
    )


def _unknown_kind(site: Site) -> str:
    site.release("wrong", Category="Statment")
    return (
        'wrong.md:3: Category must be in the vocabulary, got "Statment"; '
        'did you mean "Statements"? or add it to vocabulary/kinds.toml'
    )


def _duplicate_address(site: Site) -> str:
    site.release("wrong", Slug="visit")
    return (
        "wrong.md:4: an address must belong to one source, got /en/2019/06/05/visit/, "
        "which visit.md:2 has too; change the Slug of one of the two"
    )


def _broken_utf_8(site: Site) -> str:
    site.write("content/wrong.md", b"Title: Wrong\nDate: 2019-06-05\n\nCaf\xe9.\n")
    return "wrong.md:4: text must be UTF-8, got byte 0xe9; save the file as UTF-8"


def _misspelt_plugin(site: Site) -> str:
    write_settings(site, PLUGINS=["communique", "sitemapp"])
    return (
        'pelicanconf.py:1: every plugin in PLUGINS must load, got "sitemapp": '
        "ImportError: Cannot import plugin `sitemapp`; "
        "install it, correct its name, or remove it from PLUGINS"
    )


def _our_own_misspelt(site: Site) -> str:
    write_settings(site, PLUGINS=["comunique"])
    return (
        'pelicanconf.py:1: every plugin in PLUGINS must load, got "comunique": '
        "ImportError: Cannot import plugin `comunique`; "
        "install it, correct its name, or remove it from PLUGINS"
    )


def _plugin_that_fails(site: Site) -> str:
    site.write("plugins/broken/__init__.py", "def register():\n    raise OSError('no network')\n")
    write_settings(site, PLUGINS=["communique", "broken"], PLUGIN_PATHS=["plugins"])
    return (
        'pelicanconf.py:1: every plugin in PLUGINS must load, got "broken": OSError: no network '
        "(plugins/broken/__init__.py:2); "
        "install it, correct its name, or remove it from PLUGINS"
    )


@pytest.mark.parametrize("signal", ["initialized", "get_generators", "finalized"])
def test_a_plugin_that_fails_later_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signal: str
) -> None:
    """With the place in its own code, whatever it raises and whoever calls it."""
    site = Site(tmp_path / "site", PLUGINS=["communique", f"late_{signal}"])
    site.release("visit")
    failing = "from pelican import signals\n\n\ndef fail(pelican):\n    int('six')\n\n\n"
    failing += f"def register():\n    signals.{signal}.connect(fail)\n"
    file = site.write(f"plugins/late_{signal}.py", failing)
    receivers = getattr(signals, signal).receivers
    monkeypatch.setattr(getattr(signals, signal), "receivers", dict(receivers))
    result = site.build(PLUGIN_PATHS=[str(site.root / "plugins")])
    assert result.status == 1
    assert result.err.splitlines()[-1] == (
        f'{file}:5: a plugin must not fail, got "late_{signal}": ValueError: invalid literal for '
        "int() with base 10: 'six'; correct it, or remove it from PLUGINS"
    )


def _no_class(site: Site) -> str:
    write_settings(site, PELICAN_CLASS=())
    return (
        "pelicanconf.py: PELICAN_CLASS must be \"communique.Newsroom\", got 'pelican.Pelican'; "
        "add the line"
    )


def _wrong_vocabulary(site: Site) -> str:
    site.write("vocabulary/tags.toml", '[g7]\nen = "G7"\nru = G7\n')
    return "vocabulary/tags.toml:3: vocabulary must be TOML in UTF-8, got: "


def _dead_link(site: Site) -> str:
    site.release("wrong", "One.\n\n[Gone]({filename}gone.md)")
    return (
        "wrong.md:7: a linked or attached file must be in the content folder, got gone.md; "
        "correct the path"
    )


def _foreign_format(site: Site) -> str:
    site.write("content/wrong.rst", "Wrong\n=====\n")
    return (
        "wrong.rst: a release must be Markdown, its file's name ending in .md, got rst; "
        "rename it, convert it with inv import, or move it out of the content folder"
    )


def _wrong_setting(site: Site) -> str:
    write_settings(site, TIMEZONE="Asia/Atlantis")
    return "TIMEZONE must be a name of the IANA time zone database, got 'Asia/Atlantis'"


def _broken_template(site: Site) -> str:
    site.write("theme/templates/article.html", "{% extends 'base.html' %}\n{% block content %}\n")
    return "templates/article.html:2: a template must be valid Jinja, got: "


def _failing_template(site: Site) -> str:
    site.write("theme/templates/article.html", "\n{{ article.title.nothing.at_all }}\n")
    return "templates/article.html:2: a template must render, got UndefinedError: "


def _no_alt_text(site: Site) -> str:
    site.write("content/media/map.png", picture(form="PNG"))
    site.release("wrong", "One.\n\n![]({static}/media/map.png)")
    return (
        "wrong.md:7: a picture must have an alt text for people who cannot see it, "
        'got "{static}/media/map.png" without one; write ![what it shows](the file)'
    )


def _image_without_alt_text(site: Site) -> str:
    site.write("content/photo.jpg", picture())
    site.release("wrong", Image="photo.jpg")
    return (
        "wrong.md:4: Image must have an alt text for people who cannot see it, "
        'got "photo.jpg" alone; write Image: file | what it shows'
    )


def _image_that_is_none(site: Site) -> str:
    site.write("content/paper.pdf", "A paper")
    site.release("wrong", Image="paper.pdf | Two people")
    return (
        "wrong.md:4: Image must be a picture, its name ending in one of jpg, jpeg, png, webp, gif, "
        'avif, svg, got "paper.pdf"; save it as JPEG, or name it in Attachments'
    )


def _picture_cut_off(site: Site) -> str:
    site.write("content/photo.jpg", picture()[:500])
    site.release("wrong", Image="photo.jpg | Two people")
    return (
        "wrong.md:4: a picture must be one that browsers can show, got photo.jpg, which is "
        "cut off; save it again, or name another"
    )


def _misnamed_static_picture(site: Site) -> str:
    site.write("content/media/map.png", picture())
    return (
        "media/map.png: a picture must be one that browsers can show, got media/map.png, which "
        "is no picture of the format that its name says; save it again, or name another"
    )


WRONG = [
    _no_title,
    _bad_date,
    _future_date,
    _embargo_somewhere,
    _embargo_at_night,
    _dotted_date,
    _month_only,
    _unknown_header,
    _unknown_kind,
    _duplicate_address,
    _broken_utf_8,
    _misspelt_plugin,
    _our_own_misspelt,
    _plugin_that_fails,
    _no_class,
    _wrong_vocabulary,
    _dead_link,
    _foreign_format,
    _no_alt_text,
    _image_without_alt_text,
    _image_that_is_none,
    _picture_cut_off,
    _misnamed_static_picture,
    _wrong_setting,
    _broken_template,
    _failing_template,
]


@pytest.mark.parametrize("mistake", WRONG, ids=lambda mistake: mistake.__name__.strip("_"))
def test_a_mistake_is_loud_and_harmless(tmp_path: Path, mistake: Callable[[Site], str]) -> None:
    """Message on standard error, status not 0, no traceback; bytes and times as before.

    The same with ``-q``, with which Pelican itself goes on without a word (decision 31, trap 3).
    """
    site = _site(tmp_path)
    before = _picture(site)
    expected = mistake(site)
    for options in ((), ("-q",)):
        result = pelican(site, *options)
        assert result.status != 0
        assert expected in result.err.replace(f"{site.root}/", "")
        assert "Traceback" not in result.err + result.out
        assert before == _picture(site)


def test_all_mistakes_in_all_files_are_told_at_once(tmp_path: Path) -> None:
    """Sorted by place, with their number; then one exit status."""
    site = _site(tmp_path)
    before = _picture(site)
    site.release("a", Title="", Date="5.06.2019", Contry="KZ")
    site.release("b", Category="Speach")
    site.release("c", Slug="visit")
    site.release("d", "[Gone]({filename}gone.md)")
    site.write("content/e.md", b"Title: \xff\n")
    result = pelican_in_shell(site)
    *problems, count = result.err.splitlines()
    assert result.status == 1
    expected = [
        "content/a.md:1:",
        "content/a.md:1:",
        "content/a.md:3:",
        "content/b.md:3:",
        "content/d.md:5:",
        "content/e.md:1:",
        "content/visit.md:2:",
    ]
    assert expected == [problem.partition(" ")[0] for problem in problems]
    assert count == "7 problems; the output is as it was"
    assert before == _picture(site)


def test_a_first_build_tells_of_an_address_that_two_claim(tmp_path: Path) -> None:
    """Nothing was built before that either of them could collide with."""
    site = Site(tmp_path / "site")
    site.release("visit", Tags="climate")
    site.release("wrong", Slug="visit")
    result = site.build()
    assert result.status == 1
    assert result.err.startswith("wrong.md:4: an address must belong to one source, got ")
    assert not site.output.exists()
    site.delete("content/wrong.md")
    site.built()
    assert site.clean_tree() == site.tree()


def test_after_the_mistake_is_mended_the_site_is_whole(tmp_path: Path) -> None:
    """Nothing of a failed build is remembered: the next is as good as one from nothing."""
    site = _site(tmp_path)
    site.release("wrong", Date="5.06.2019")
    site.release("visit", Title="A better title")
    assert pelican(site).status == 1
    site.release("wrong", Date="2019-06-05")
    result = pelican_in_shell(site)
    assert (result.status, result.err) == (0, "")
    assert site.clean_tree() == site.tree()


def test_the_page_of_a_tag_is_no_other_tag(tmp_path: Path) -> None:
    """Page 7 of the tag G7, the tag G77, and its page 7: each its own content (trap 4)."""
    site = Site(tmp_path / "site", DEFAULT_PAGINATION=1)
    for number in range(1, 10):
        site.release(f"seven-{number}", Date=f"2019-06-{number:02} 10:00", Tags="G7")
        site.release(f"many-{number}", Date=f"2019-07-{number:02} 10:00", Tags="G77")
    site.built()
    tree = site.tree()
    for tag, name in (("g7", "seven"), ("g77", "many")):
        month = {"g7": "06", "g77": "07"}[tag]
        assert (
            f'href="https://newsroom.example/en/2019/{month}/09/{name}-9/"'.encode()
            in (tree[f"en/tags/{tag}/index.html"])
        )
        for number in range(1, 9):
            page = tree[f"en/tags/{tag}/page/{number}/index.html"]
            shown = [n for n in range(1, 10) if f"/{name}-{n}/".encode() in page]
            assert [number] == shown
        assert f"en/tags/{tag}/page/9/index.html" not in tree
    assert not any(path.startswith("en/tags/g71") for path in tree)


@pytest.mark.parametrize(
    ("one", "other"),
    [("/old.html", "/old.html/more/"), ("/media/map.txt/more/", "")],
)
def test_a_file_and_a_folder_of_one_name_collide(tmp_path: Path, one: str, other: str) -> None:
    """An address below another's file cannot be written: it is told before anything is."""
    site = Site(tmp_path / "site")
    site.write("content/media/map.txt", "A map")
    site.release("visit", Date="2019-06-04")
    site.built()
    before = _picture(site)
    site.release("talks", Aliases="; ".join(filter(None, [one, other])))
    result = site.build()
    assert result.status == 1
    assert before == _picture(site)


def test_a_name_that_no_disk_has_is_told_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it is, and whatever file has a name within it."""
    site = Site(tmp_path)
    names = (f"a {'b' * 300}.md", "media/see a.en.md now.pdf")
    site.release("a.en", f"[x]({{filename}}{names[0]}) and [y]({{static}}/{names[1]})")
    monkeypatch.chdir(tmp_path)
    told = site.build().err
    assert all(f"in the content folder, got {name}; " in told for name in names), told
