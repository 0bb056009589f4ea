"""A newsroom in German and English: one file and one catalogue of words make its pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

from communique.plugin.messages import extract_messages
from communique.text.language import find_language
from tests.site.links import dead_links
from tests.sites import ROOT, Site, Tree

RELEASE = "de/2019/06/05/aussenministerin-reist-nach-muenchen/"
BODY = """\
Die Ministerin sagte: "Wir brauchen 'mehr Mut' -- gerade jetzt." So geht's weiter, z. B. am 7. Juni.

## Hinweis für die Redaktion

Es gilt das gesprochene Wort, d. h. nicht der Text.
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A site with German as its first language, with its search."""
    site = Site(
        tmp_path_factory.mktemp("german"),
        LANGUAGES=("de", "en"),
        DEFAULT_LANG="de",
        SITENAMES={"de": "Pressestelle", "en": "Newsroom"},
        SEARCH=True,
    )
    kind = '[statements]\nen = "Statements"\nde = "Erklärungen"\n'
    site.write("vocabulary/kinds.toml", kind)
    site.write("vocabulary/tags.toml", "")
    title = 'Außenministerin reist nach "München"'
    name = "05-Außenministerin reist nach München"
    site.release(f"{name}.de", BODY, Title=title, Category="Erklärungen", Tags="Klima, Größe")
    site.release("05-only.en", Title="Only in English")
    for number in range(1, 24):
        site.release(f"mitteilung-{number}.de", Date=f"2019-05-{number:02}", Category="Erklärungen")
    built = site.built()
    assert built.err == ""
    return site.tree()


def _page(tree: Tree, url: str) -> HtmlElement:
    return document_fromstring(tree[f"{url}index.html"].decode())


def test_its_text_is_set_as_german(tree: Tree) -> None:
    """Quotation marks, dashes and apostrophes; in the title too, and in feeds."""
    page = _page(tree, RELEASE)
    [heading] = page.xpath("//h1")
    assert heading.text_content().strip() == "Außenministerin reist nach\u00a0„München“"
    text = page.text_content()
    assert "Die Ministerin sagte: „Wir brauchen ‚mehr Mut‘ – gerade jetzt.“" in text
    assert "So geht’s weiter, z. B. am 7. Juni." in text
    feed = json.loads(tree["de/feed.json"])
    assert feed["items"][0]["title"] == "Außenministerin reist nach „München“"


def test_its_addresses_are_german(tree: Tree) -> None:
    """An umlaut is two letters in the addresses of releases and of terms."""
    assert f"{RELEASE}index.html" in tree
    assert "de/tags/groesse/index.html" in tree


def test_its_note_to_editors_is_set_apart(tree: Tree) -> None:
    """By its German heading."""
    [note] = _page(tree, RELEASE).xpath("//section[@class='note-to-editors']")
    assert note[0].text_content() == "Hinweis für die Redaktion"
    assert "Es gilt das gesprochene Wort" in note.text_content()


def test_its_dates_are_german(tree: Tree) -> None:
    """CLDR's words, on the release's page and as names of archives."""
    assert "5. Juni 2019" in _page(tree, RELEASE).text_content()
    [heading] = _page(tree, "de/2019/05/").xpath("//h1")
    assert heading.text_content().strip() == "Mai 2019"


def test_its_languages_are_named_with_their_direction(tree: Tree) -> None:
    """``lang``, ``dir`` and ``hreflang`` are there, and ``x-default`` is the first language."""
    front = _page(tree, "de/")
    assert (front.get("lang"), front.get("dir", "ltr")) == ("de", "ltr")
    links = {link.get("hreflang"): link.get("href") for link in front.xpath("//link[@hreflang]")}
    assert links["de"] == links["x-default"] == "https://newsroom.example/de/"
    [german] = _page(tree, "en/").xpath("//nav[@class='languages']//a[@hreflang='de']")
    assert (german.text, german.get("lang"), german.get("dir")) == ("Deutsch", "de", "ltr")
    [note] = _page(tree, "en/2019/06/05/only/").xpath("//nav[@class='languages']//a[@lang='de']")
    assert note.get("title") == "Nicht auf Deutsch verfügbar: zur Startseite"


def test_no_page_of_it_has_an_english_word_of_the_interface(tree: Tree) -> None:
    """Every message that a template or the package says is in German on every German page."""
    english = {
        str(form).partition("%")[0].strip()
        for message in extract_messages(ROOT / "theme")
        for form in ([message.id] if isinstance(message.id, str) else message.id)
        if message.id
    } - {""}
    assert len(english) > 40
    pages = [path for path in tree if path.startswith("de/") and path.endswith(".html")]
    assert {"de/search/index.html", "de/subscribe/index.html", "de/archive/index.html"} <= {*pages}
    found = set()
    for path in pages:
        page = document_fromstring(tree[path].decode())
        others = {
            each for code in ("lang", "hreflang") for each in page.findall(f".//*[@{code}='en']")
        }
        ours = [each for each in page.iter() if each.tag not in {"script", "style"}]
        said = {(each.text or "").strip() for each in ours if each not in others}
        said |= {(each.tail or "").strip() for each in ours}
        said |= {
            str(value).strip()
            for each in ours
            if each not in others
            for value in each.attrib.values()
        }
        found |= {(path, word) for word in said & english}
    assert found == set()


def test_its_search_knows_german(tree: Tree) -> None:
    """The script is told how German words have forms."""
    forms = json.loads(tree["de/search/index.json"])["forms"]
    assert forms == json.loads(json.dumps(find_language("de").forms))
    assert forms


def test_every_link_of_it_leads_somewhere(tree: Tree) -> None:
    """Whatever is named in German is there."""
    assert dead_links(tree, "https://newsroom.example") == []


def test_a_german_text_that_says_it_is_held_back_is_an_error(tmp_path: Path) -> None:
    """The message has the header to add, and nothing of the text is in the output."""
    site = Site(tmp_path, LANGUAGES=("de", "en"), DEFAULT_LANG="de")
    kind = '[statements]\nen = "Statements"\nde = "Erklärungen"\n'
    site.write("vocabulary/kinds.toml", kind)
    site.write("vocabulary/tags.toml", "")
    body = "Gesperrt bis 7. Juni 2030, 10 Uhr MESZ\n\nEin geheimer Text."
    site.release("besuch.de", body, Category="Erklärungen")
    site.release("entwurf.de", "Nicht zur Veröffentlichung bestimmt", Category="Erklärungen")
    site.release("rede.de", Category="Erklärungen", Sperrfrist="2030-06-07 10:00")
    result = site.build()
    assert result.status == 1
    assert 'got "Sperrfrist"; write Embargo' in result.err
    assert "add Embargo: 2030-06-07 10:00+02:00" in result.err
    assert (
        "entwurf.de.md:5: a text that calls itself a draft, or not for the public, must be a draft"
        in result.err
    )
    assert site.tree() == {}
