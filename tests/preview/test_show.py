"""``inv show``: what was built, as a host shows it."""

from __future__ import annotations

import signal

import pytest

from tests.cli.newsroom import Newsroom
from tests.preview.serving import serving
from tests.preview.test_serve import ask

LINKS = """Title: Links
Date: 2019-06-05 10:00
Category: Statements

See [the ministry]({}).
"""
PAGE = "/en/2019/06/04/first/"


@pytest.fixture
def built(newsroom: Newsroom) -> Newsroom:
    """A newsroom with a draft, built for this machine."""
    newsroom.write("pelicanconf.py", newsroom.read("pelicanconf.py") + 'SITEURL = ""\n')
    newsroom.release("releases/2019/06/05-secret.en", "Secret", Status="draft")
    assert newsroom.inv("build").status == 0
    return newsroom


def test_the_site_is_shown_as_it_is(built: Newsroom) -> None:
    """The bytes of the output, without a script; the next build is seen too, and no draft."""
    with serving(built, verb="show") as host:
        page, body = ask(host, PAGE)
        assert page.status == 200
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert body == built.read(f"output{PAGE}index.html").encode()
        feed, _ = ask(host, "/en/atom.xml?from=here")
        assert feed.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        moved, _ = ask(host, PAGE[:-1])
        assert (moved.status, moved.headers["Location"]) == (302, PAGE)
        assert ask(host, "/en/2019/06/05/secret/")[0].status == 404
        assert ask(host, PAGE, Host="evil.example")[0].status == 403
        built.release("releases/2019/06/04-first.en", "Another title")
        assert built.inv("build").status == 0
        assert b"Another title" in ask(host, PAGE)[1]
        assert host.end(signal.SIGTERM) == 0
    assert "Traceback" not in "".join(host.said)


def test_what_is_not_there_is_answered_with_the_sites_own_page(built: Newsroom) -> None:
    """An unknown address, a folder without a page, what lies outside or is the build's own."""
    paths = ["/nowhere/", "/media/", "/../pelicanconf.py", "/%2e%2e/pelicanconf.py"]
    paths += ["/.communique", "/en/%00", f"/{'a' * 5000}", "//evil.example/..", "/en//../atom.xml"]
    with serving(built, verb="show") as host:
        for path in paths:
            missing, body = ask(host, path)
            assert missing.status == 404, path
            page = "en/404.html" if path.startswith("/en/") else "404.html"
            assert body == built.read(f"output/{page}").encode(), path


def test_where_nothing_was_built_it_is_told(newsroom: Newsroom) -> None:
    """In one line, with what to do."""
    said = newsroom.inv_in_shell("show", "--port", "0")
    assert (said.status, said.out) == (1, "")
    assert said.err == (
        f"OUTPUT_PATH must have a site, found none in {newsroom.root / 'output'}; "
        "build it first: inv build\n"
    )


@pytest.mark.parametrize("verb", ["show", "serve"])
@pytest.mark.parametrize("port", ["abc", "-1", "8000.5", "٨٠٠٠", "123456"])
def test_a_port_that_is_none_is_told(newsroom: Newsroom, verb: str, port: str) -> None:
    """In one line, before anything else."""
    said = newsroom.inv(verb, f"--port={port}")
    assert (said.status, said.out) == (1, "")
    assert said.err == f'--port must be a number from 0 to 65535, got "{port}"; write 8000\n'


def test_links_of_a_published_site_lead_here(newsroom: Newsroom) -> None:
    """In pages and feeds, not in another site's address; verify finds the host as it must be."""
    here = f"import sys\nsys.path.insert(0, {str(newsroom.root)!r})\nfrom pelicanconf import *\n"
    newsroom.write("publishconf.py", f'{here}OUTPUT_PATH = "public"\n')
    other = "https://newsroom.example.org/"
    newsroom.write("content/releases/2019/06/05-links.en.md", LINKS.format(other))
    assert newsroom.inv("publish").status == 0
    for words in (("--conf", "publishconf.py"), ("--published",)):
        with serving(newsroom, *words, verb="show") as host:
            for path in ("/en/2019/06/05/links/", "/en/atom.xml"):
                body = ask(host, path)[1].decode()
                assert f'"{host.address}en/' in body, path
                assert '"https://newsroom.example/' not in body, path
            assert other in ask(host, "/en/2019/06/05/links/")[1].decode()
            said = newsroom.inv("verify", "--all", host.address)
            assert said.status == 0, said.out
            assert "its type must be" not in said.out
            assert "the type should be" not in said.out
            assert host.end(signal.SIGINT) == 0
        told = "Links to https://newsroom.example, its SITEURL, lead here while it is shown.\n"
        assert host.said[-1] == told


def test_what_is_published_elsewhere_cannot_be_shown(newsroom: Newsroom) -> None:
    """Nor what is not published yet."""
    conf = 'from pelicanconf import *\nOUTPUT_PATH = "public"\n'
    newsroom.write("publishconf.py", conf)
    assert "publish first: inv publish" in newsroom.inv("show", "--published").err
    newsroom.write("publishconf.py", f'{conf}PUBLISH = "ssh://host/folder"\n')
    assert "open the address of the site" in newsroom.inv("show", "--published").err
