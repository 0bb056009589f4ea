"""Addresses within the site that a text has: each leads to what is there, or the text is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pictures.samples import picture
from tests.sites import Site

NOT_THERE = "an address of the site must exist"
RULE = "a link must lead somewhere from the page of the text"
BESIDE = "if it is there; if it is beside the text, name it in Image or Attachments"

FORMED = {
    "![x](minister.jpg)": f"minister.jpg; write {{static}}/media/minister.jpg {BESIDE}",
    "[x](paper.pdf)": f"paper.pdf; write {{static}}/media/paper.pdf {BESIDE}",
    '<img alt="x" src=minister.jpg>': "minister.jpg; write {static}/media/minister.jpg if",
    '<A HREF="06-b.en.md">x</A>': "06-b.en.md; write {filename}06-b.en.md",
    "[x](../media/x.pdf)": "../media/x.pdf; write {static}/media/x.pdf",
    "[x](media/x.pdf#page=2)": "media/x.pdf#page=2; write {static}/media/x.pdf",
    "[x][map]\n\n[map]: maps/a.png": "maps/a.png; write {static}/maps/a.png",
    "[x](www.un.org)": "www.un.org; write https://www.un.org",
    "[x](un.org/en)": "un.org/en; write https://un.org/en",
    "[x](http//un.org)": "http//un.org; write https://un.org",
    "[x](https:un.org/a)": "https:un.org/a; write https://un.org/a",
    "[x](http:/un.org)": "http:/un.org; write https://un.org",
    "[x](https:///un.org)": "https:///un.org; write https://un.org",
    "[x](https://http://un.org)": "https://http://un.org; write https://un.org",
    "[x](press@un.org)": "press@un.org; write mailto:press@un.org",
    "[x](<+7 7172 00 00 00>)": "+7 7172 00 00 00; write tel:+77172000000",
    "[x](media\\a.pdf)": "media\\a.pdf; write media/a.pdf",
    '<video poster="a.jpg" src="/media/a.mp4"></video>': "a.jpg; write {static}/media/a.jpg if",
    '<img alt="x" src="/media/map.png" srcset="/media/map.png 1x, b.png 2x">': "b.png; write ",
}
"""Addresses that can lead nowhere, by their form, and what is said of each."""

ABSENT = {
    "[x](/en/releases/nope/)": "/en/releases/nope/; correct it",
    "[x](/fr/)": "/fr/; correct it",
    "[x](/media/nope.pdf)": "/media/nope.pdf; correct it",
    "[x](/b.en.md)": "/b.en.md; write {filename}/b.en.md",
    "[x](/beside.pdf)": "/beside.pdf; write {static}/beside.pdf",
    "[x](/en/2019/06/05/nope/)": "/en/2019/06/05/nope/; correct it",
    "[x](../nope/)": "/en/2019/06/05/nope/; correct it",
    "[x](nope)": "/en/2019/06/05/{}/nope/; correct it",
    "[x](https://newsroom.example/en/2019/06/05/gone/)": "/en/2019/06/05/gone/; correct it",
    "![x](http://NEWSROOM.example/media/no.png)": "/media/no.png; correct it",
    "See https://newsroom.example/beside.pdf.": "/beside.pdf; write {static}/beside.pdf",
    "<https://newsroom.example/zh#part>": "/zh/; correct it",
    '<a href="//newsroom.example/en/x/?a=1">x</a>': "/en/x/; correct it",
    "[x](https://newsroom.example:443/en/x1/)": "/en/x1/; correct it",
    "[x](http://newsroom.example:80/en/x2/)": "/en/x2/; correct it",
    "<https://NEWSROOM.example./en/x3/>": "/en/x3/; correct it",
    '<a href="//newsroom.example.:443/en/x4/">x</a>': "/en/x4/; correct it",
    "[x][map]\n\n[map]: https://newsroom.example/b.en.md": "/b.en.md; write {filename}/b.en.md",
}
"""Addresses at which the site has nothing."""

UNKNOWN = {
    "[x](/en/tags/nope/)": "/en/tags/nope/; correct it",
    "[x](/en/2018/)": "/en/2018/; correct it",
    "[x](/en/2019/06/05/held/)": "/en/2019/06/05/held/; correct it",
    "[x](https://newsroom.example/en/2017/)": "/en/2017/; correct it",
}
"""Those that are seen once all is planned: the site could have it, or holds it back."""

SOUND = (
    "[x](own.pdf)",
    "![x](./own.png)",
    "[x](own.pdf#page=2)",
    "[x](../b/)",
    "[x](/en/2019/06/05/b/)",
    "[x](/en/2019/06/05/b)",
    "[x](/en/2019/06/05/b/index.html#part)",
    "[x](/en/)",
    "[x](/)",
    "[x](/en/tags/climate/)",
    "[x](/en/tags/climate/rss.xml)",
    "[x](/en/about/?a=1)",
    "[x](/old/)",
    "[x](/m%C3%A9dia/%C3%A9.pdf)",
    "[x](/media/map.png)",
    "[x](/theme/css/main.css)",
    "[x](/sitemap.xml)",
    "[x](#part)",
    "[x](?a=1)",
    "[x](//un.org/a.pdf)",
    "[x](HTTPS://un.org/a.pdf) [y](https://un.org/?u=http://a.org)",
    "<https://un.org/a.pdf> <press@un.org>",
    "[x](https://newsroom.example/en/2019/06/05/b/) <http://newsroom.example/sitemap.xml>",
    "[x](https://newsroom.example) [y](https://newsroom.example:81/a/) //newsroom.example/no/",
    "[x](https://newsroom.example.org/no/) [y](https://a.newsroom.example/no/)",
    "[x](https://un.org/?u=https://newsroom.example/no/) [y](mailto:a@newsroom.example)",
    "`[x](paper.pdf)`",
    '<a href="{filename}b.en.md">x</a>',
)


def _site(tmp_path: Path, **settings: object) -> Site:
    site = Site(tmp_path / "site", STATIC_PATHS=["media", "média"], **settings)
    site.write("content/média/é.pdf", "A document")
    site.write("content/beside.pdf", "A document")
    site.write("content/own.pdf", "A document")
    site.write("content/own.png", picture(form="PNG"))
    site.write("content/media/map.png", picture(form="PNG"))
    site.write("content/media/a.mp4", "A film")
    site.write("content/pages/about.en.md", "Title: About\n\nWords.\n")
    site.release("b.en", Tags="climate", Aliases="/old/")
    site.release("held.en", Status="draft")
    return site


@pytest.mark.parametrize("group", [FORMED | ABSENT, UNKNOWN], ids=["formed", "unknown"])
def test_an_address_that_leads_nowhere_is_told(tmp_path: Path, group: dict[str, str]) -> None:
    """Each with its line and the likely fix, in whatever form it stands, all at once."""
    site = _site(tmp_path)
    site.built()
    before = site.tree()
    for number, link in enumerate(group):
        site.release(f"a/{number}.en", f"One.\n\n{link}", Slug=f"a-{number}")
    told = site.build().err
    for number, (link, expected) in enumerate(group.items()):
        found, _, fix = expected.replace("{}", f"a-{number}").partition("; ")
        said = f"{NOT_THERE}, got {found}"
        if link in FORMED:
            said = f'{RULE}, got "{found}"'
        line = 10 if "[map]: " in link else 8
        assert f"a/{number}.en.md:{line}: {said}; {fix}" in told, link
    assert f"{len(group)} problems" in told
    assert site.tree() == before


@pytest.mark.parametrize("siteurl", ["https://newsroom.example", "https://n.example/below"])
def test_an_address_that_leads_somewhere_is_let_alone(tmp_path: Path, siteurl: str) -> None:
    """Beside the page, on the site, elsewhere; below a path the rest of the host is not ours."""
    site = _site(tmp_path, SITEURL=siteurl)
    base = "/below" if siteurl.endswith("below") else ""
    links = "\n\n".join(SOUND).replace("](/", f"]({base}/").replace(f"{base}//", "//")
    more = "[x](/contact/)" if base else ""
    files = {"Image": "own.png | A picture", "Attachments": "own.pdf"}
    site.release("a.en", f"{links}\n\n{more}", **files)
    site.built()
    assert site.clean_tree() == site.tree()
    if base:
        site.release("a.en", "[x](/below/en/nope/)\n\n[x](../nope/)", **files)
        told = site.build().err
        assert f"{NOT_THERE}, got /below/en/nope/" in told
        assert f"{NOT_THERE}, got /below/en/2019/06/05/nope/" in told


def test_an_address_that_goes_is_told_of_what_links_to_it(tmp_path: Path) -> None:
    """Also where the text that has the link is as it was."""
    site = _site(tmp_path)
    site.release("a.en", "One.\n\n[b](/en/2019/06/05/b/) [tag](/en/tags/climate/)")
    site.built()
    site.release("b.en", Aliases="/old/")
    told = site.build().err
    assert f"a.en.md:7: {NOT_THERE}, got /en/tags/climate/" in told
    site.delete("content/b.en.md")
    told = site.build().err
    assert f"a.en.md:7: {NOT_THERE}, got /en/2019/06/05/b/" in told


NEAR = {
    "[x](agrement.pdf)": "write agreement.pdf, and name it in Image or Attachments",
    "[x](agreement.pdf)": "name it in Image or Attachments",
    "[x](Agreement.PDF)": "write agreement.pdf, and name it in Image or Attachments",
    "[x](plans.pdf)": "write {static}/media/maps/plan.pdf",
    "![x](other.png)": 'did you mean "2020/other.png"? Name it in Image or Attachments',
    "[x]({attach}agrement.pdf)": 'did you mean "2019/agreement.pdf"?',
    "[x]({static}/media/plan.pdf)": 'did you mean "media/maps/plan.pdf"?',
    "[x]({filename}visits.md)": 'did you mean "2019/visit.md"?',
    "[x](/media/plan.pdf)": 'did you mean "media/maps/plan.pdf"?',
    "[x]({attach}nothing-like-it.zip)": "correct the path",
    "[x]({static}//)": "correct the path",
    "[x]({static}/media/a%20b.pdf)": "write %25 for each percent sign of media/a%20b.pdf",
}
"""Files that are not there, and what is said of one that is like it."""


def test_a_file_that_is_likely_meant_is_named(tmp_path: Path) -> None:
    """It is beside the text or in another folder, with the name or one like it."""
    site = Site(tmp_path / "site")
    for path in ("2019/agreement.pdf", "media/maps/plan.pdf", "media/a%20b.pdf"):
        site.write(f"content/{path}", b"%PDF-1.4\n%%EOF\n")
    site.write("content/2020/other.png", picture())
    site.release("2019/visit")
    for number, body in enumerate(NEAR):
        site.release(f"2019/wrong-{number}", body)
    told = site.build().err.splitlines()
    for number, hint in enumerate(NEAR.values()):
        (line,) = [each for each in told if each.startswith(f"2019/wrong-{number}.md:5: ")]
        assert line.endswith(f"; {hint}"), line


def test_an_address_that_comes_beside_a_text_that_stays_is_told(tmp_path: Path) -> None:
    """A static file, a setting: the text with the alias was read by a build before."""
    own = {"THEME_STATIC_DIR": "theme", "STATIC_PATHS": ["files", "moved"]}
    site = Site(tmp_path / "site", HOSTS=["nginx"], **own)
    site.release("visit.en", Aliases="/files/a.pdf; /design/css/brand.a.css")
    for path in ("files/other.txt", "moved/x.txt"):
        site.write(f"content/{path}", "x")
    site.built()
    before = site.tree()
    for path in ("files/a.pdf", "files/a.pdf/b.txt"):
        file = site.write(f"content/{path}", "x")
        assert "got /files/a.pdf, " in site.build().err, path
        file.unlink()
    moved = {"EXTRA_PATH_METADATA": {"moved/x.txt": {"path": "files/a.pdf"}}}
    assert "got /files/a.pdf, " in site.build(**moved).err
    assert "got /design/css/brand.a.css; " in site.build(THEME_STATIC_DIR="design").err
    assert site.tree() == before
