"""What a page says to machines: JSON-LD, Open Graph, cards, the news sitemap."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from lxml import etree

from communique.outputs.sharing.structured_data import script_text
from communique.text.locales import open_graph_locale
from tests.pictures.samples import picture
from tests.site.links import find_values
from tests.sites import Site, Tree

SITEURL = "https://newsroom.example/below"
VISIT = "en/2019/06/05/visit/index.html"
GONE = "en/2019/06/05/gone/index.html"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The output of a small newsroom below a path."""
    site = Site(tmp_path_factory.mktemp("data") / "site", SITEURL=SITEURL)
    site.release(
        "visit.en",
        Title="Talks </script> & more",
        Modified="2019-06-06 08:00+06:00",
        Summary="They met.",
        Tags="climate; G7",
        Countries="KZ",
        People="B. Envoy",
        Place="Astana",
        Authors="Press Office",
        Correction="2019-06-06 A name was corrected.",
    )
    site.release("visit.ru", Title="Визит")
    site.release("gone", "A secret sentence.", Tags="G7", Withdrawn="2019-06-07 Replaced.")
    site.write("content/pages/about.md", "Title: About\n\nText.\n")
    site.built()
    return site.tree()


def graph(page: bytes) -> list[Any]:
    """Return what a page's JSON-LD holds."""
    (text,) = find_values(page, '//script[@type="application/ld+json"]/text()')
    value = json.loads(text)
    assert value["@context"] == "https://schema.org"
    found: list[Any] = value["@graph"]
    return found


def properties(page: bytes) -> dict[str, list[str]]:
    """Return a page's Open Graph properties, in the page's order."""
    found: dict[str, list[str]] = {}
    names = find_values(page, "//meta[@property]/@property")
    for name, value in zip(names, find_values(page, "//meta[@property]/@content"), strict=True):
        found.setdefault(name, []).append(value)
    return found


def test_a_release_is_a_news_article(tree: Tree) -> None:
    """With its dateline, its office, its times in their own offset, what it is about."""
    article, way = graph(tree[VISIT])
    url = f"{SITEURL}/en/2019/06/05/visit/"
    expected = {
        "@type": "NewsArticle",
        "url": url,
        "headline": "Talks </script> & more",
        "inLanguage": "en",
        "datePublished": "2019-06-05T10:00:00+00:00",
        "dateModified": "2019-06-06T08:00:01+06:00",
        "description": "They met.",
        "dateline": "Astana",
        "keywords": ["Climate", "G7"],
    }
    assert expected == {name: article[name] for name in expected}
    assert article["publisher"]["name"] == "Newsroom"
    assert [each["name"] for each in article["author"]] == ["Press Office"]
    about = [(each["@type"], each["name"]) for each in article["about"]]
    assert about == [("Country", "Kazakhstan"), ("Person", "B. Envoy")]
    assert article["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "A name was corrected.",
            "datePublished": "2019-06-06",
        }
    ]
    assert [each["inLanguage"] for each in article["workTranslation"]] == ["ru"]
    assert [step["position"] for step in way["itemListElement"]] == [1, 2, 3, 4]
    assert way["itemListElement"][-1]["item"] == url


def test_a_withdrawn_release_says_so_and_nothing_else(tree: Tree) -> None:
    """No summary, picture or term of it is left to machines either."""
    article, _ = graph(tree[GONE])
    assert article["creativeWorkStatus"] == "Withdrawn"
    assert [each["text"] for each in article["correction"]] == ["Replaced."]
    assert not {"description", "image", "keywords", "about", "dateline"} & article.keys()
    assert "og:description" not in properties(tree[GONE])
    assert "article:tag" not in properties(tree[GONE])
    assert b"A secret sentence" not in tree[GONE]


def test_a_shared_link_has_a_title_a_picture_and_its_times(tree: Tree) -> None:
    """Open Graph of a release: article; locales with territories, those of translations too."""
    found = properties(tree[VISIT])
    expected = {
        "og:type": ["article"],
        "og:title": ["Talks </script> & more"],
        "og:description": ["They met."],
        "og:url": [f"{SITEURL}/en/2019/06/05/visit/"],
        "og:site_name": ["Newsroom"],
        "og:image": [f"{SITEURL}/en/kinds/statements/card.png"],
        "og:image:width": ["1200"],
        "og:image:height": ["630"],
        "og:image:alt": ["Statements · Newsroom"],
        "og:locale": ["en_US"],
        "og:locale:alternate": ["ru_RU"],
        "article:published_time": ["2019-06-05T10:00:00+00:00"],
        "article:modified_time": ["2019-06-06T08:00:01+06:00"],
        "article:section": ["Statements"],
        "article:tag": ["Kazakhstan", "B. Envoy", "Climate", "G7"],
    }
    assert expected == {name: found[name] for name in expected}


@pytest.mark.parametrize(
    ("path", "title", "card"),
    [
        ("index.html", "Newsroom", "en/card.png"),
        ("en/index.html", "Newsroom", "en/card.png"),
        ("ru/index.html", "Newsroom", "ru/card.png"),
        ("en/about/index.html", "About", "en/card.png"),
        ("en/archive/index.html", "Archive", "en/card.png"),
        ("ru/archive/index.html", "Архив", "ru/card.png"),
        ("en/subscribe/index.html", "Subscribe", "en/card.png"),
        ("en/tags/index.html", "Tags", "en/card.png"),
        ("en/tags/g7/index.html", "G7", "en/card.png"),
        ("en/kinds/statements/index.html", "Statements", "en/kinds/statements/card.png"),
        ("ru/kinds/statements/index.html", "Заявления", "ru/kinds/statements/card.png"),
    ],
)
def test_other_pages_can_be_shared_as_well(tree: Tree, path: str, title: str, card: str) -> None:
    """As websites, with the card of their language or kind."""
    found = properties(tree[path])
    assert found["og:type"] == ["website"]
    assert found["og:title"] == [title]
    assert found["og:image"] == [f"{SITEURL}/{card}"]
    assert found["og:url"] == [f"{SITEURL}/{path.removesuffix('index.html')}"]


def test_every_address_that_machines_are_given_is_there(tree: Tree) -> None:
    """JSON-LD, Open Graph and the news sitemaps lead to files of the site."""
    for path, data in tree.items():
        texts = [data.decode()] if path.endswith("news.xml") else []
        if path.endswith(".html"):
            texts += find_values(data, "//meta[@property]/@content | //script[@type]/text()")
        for url in re.findall(rf'{SITEURL}/[^"<\s]*', "\n".join(texts)):
            below = url.removeprefix(f"{SITEURL}/")
            assert (below if "." in below else f"{below}index.html") in tree, (path, url)


@pytest.mark.parametrize("text", ["</script><b>", "a & b", "\u2028\u2029", "<!--", "Ә\U0001f30d"])
def test_no_text_ends_the_script(text: str) -> None:
    """What an editor writes is read back as written, and is never HTML."""
    written = script_text({"text": text})
    assert not set("<>&\u2028\u2029") & set(written)
    assert {"text": text} == json.loads(written)


def test_the_news_sitemap_has_the_newest_releases(tree: Tree) -> None:
    """Each with the newsroom's name, language, title and date, newest first; no withdrawn one."""
    spaces = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "n": "http://www.google.com/schemas/sitemap-news/0.9",
    }
    (url,) = etree.fromstring(tree["en/news.xml"]).findall("s:url", spaces)
    assert url.findtext("s:loc", namespaces=spaces) == f"{SITEURL}/en/2019/06/05/visit/"
    news = [
        (each.tag.rpartition("}")[2], each.text) for each in url.iter() if (each.text or "").strip()
    ]
    assert news[1:] == [
        ("lastmod", "2019-06-06T08:00:01+06:00"),
        ("name", "Newsroom"),
        ("language", "en"),
        ("publication_date", "2019-06-05T10:00:00+00:00"),
        ("title", "Talks </script> & more"),
    ]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "en_US"), ("kk", "kk_KZ"), ("pt-BR", "pt_BR"), ("zh-Hant", "zh_TW"), ("eo", "eo_001")],
)
def test_a_language_has_a_locale_for_open_graph(lang: str, expected: str) -> None:
    """Its own territory, or the likely one of CLDR."""
    assert expected == open_graph_locale(lang)


HEADERS = {
    "Summary": "Xanadu agreed.",
    "Tags": "Xanadu talks; climate",
    "Countries": "KZ",
    "Organisations": "Xanadu union",
    "People": "Envoy of Xanadu",
    "Place": "Xanadu city",
    "Authors": "Xanadu desk",
    "Image": "xanadu.jpg | Xanadu from the air | Xanadu at noon | Xanadu photographers",
    "Attachments": "xanadu.ru.pdf | The Xanadu plan",
    "Correction": "2019-06-06 The name of Xanadu was corrected.",
}
ALL = {"Title": "Talks", "Modified": "2019-06-08 09:00"} | HEADERS
FACTS = {"@type", "@id", "@context", "url", "item", "mainEntityOfPage", "identifier", "contentUrl"}
FACTS |= {"inLanguage", "datePublished", "dateModified", "encodingFormat", "contentSize"}
FACTS |= {"creativeWorkStatus"}
"""What is no text: addresses, dates, languages, types."""


def texts(value: Any, name: str = "") -> Iterator[str]:
    """Yield every text of a page's JSON-LD but plain facts."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from texts(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, name)
    elif isinstance(value, str) and name not in FACTS:
        yield value


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """Releases with one header more each, and with all of them; standing, and withdrawn."""
    site = Site(tmp_path_factory.mktemp("told") / "site")
    site.write("content/xanadu.jpg", picture())
    site.write("content/xanadu.ru.pdf", b"%PDF-1.4")
    cases = {name.lower(): {name: value} for name, value in HEADERS.items()} | {"all": ALL}
    for name, headers in cases.items():
        site.release(f"{name}.en", "They met in Xanadu.", **{"Title": "Talks", **headers})
        gone = headers | {"Withdrawn": "2019-06-09 It was sent by mistake."}
        site.release(f"{name}-gone.en", "They met in Xanadu.", **{"Title": "Talks", **gone})
    site.built()
    return site.tree()


def test_structured_data_says_no_more_than_the_page(told: Tree) -> None:
    """Each text in it stands on the page as well, in what is shown or in its description."""
    pages = [path for path in told if re.fullmatch(r"en/2019/06/05/[^/]+/index.html", path)]
    assert len(pages) == 2 * len(HEADERS) + 2
    for path in pages:
        page = told[path].decode()
        shown = unescape(re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))
        missing = [text for text in texts(graph(told[path])) if text not in shown]
        assert missing == [], path


def test_nothing_of_a_withdrawn_release_is_anywhere(told: Tree) -> None:
    """Not in its page, whatever its headers were, nor in any of its files."""
    for path, data in told.items():
        if "-gone" in path:
            assert path.endswith("-gone/index.html")
            assert b"xanadu" not in data.lower(), path
    (correction,) = graph(told["en/2019/06/05/all-gone/index.html"])[0]["correction"]
    assert correction["text"] == "It was sent by mistake."
