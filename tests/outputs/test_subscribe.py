"""The subscribe page: every list has its feeds there; a form of the office's own, if it has one."""

from __future__ import annotations

from pathlib import Path

from lxml.html import HtmlElement, document_fromstring

from tests.sites import Site, differences


def _page(site: Site) -> HtmlElement:
    return document_fromstring((site.output / "en/subscribe/index.html").read_text())


def test_every_facet_has_its_feeds(tmp_path: Path) -> None:
    """Kinds, tags, countries, people; as terms come and go."""
    site = Site(tmp_path / "site")
    site.release("talks.en", Tags="Climate; G7", Countries="KZ", People="Ana Sample")
    site.built()
    links = {str(link) for link in _page(site).xpath("//main//a/@href")}
    for path in (
        "",
        "kinds/statements/",
        "tags/g7/",
        "countries/kazakhstan/",
        "people/ana-sample/",
    ):
        assert f"https://newsroom.example/en/{path}atom.xml" in links
    assert "https://newsroom.example/en/feeds.opml" in links
    assert not [link for link in links if link.endswith(".ics")]
    site.release("talks.en", Tags="Climate", Starts="2019-06-10 10:00Z")
    site.built()
    links = {str(link) for link in _page(site).xpath("//main//a/@href")}
    assert "https://newsroom.example/en/tags/g7/atom.xml" not in links
    assert "https://newsroom.example/en/calendar.ics" in links
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_form_is_there_where_the_office_has_one(tmp_path: Path) -> None:
    """It sends an address and the language; the policy of hosts lets it."""
    site = Site(tmp_path / "site", HOSTS=["nginx"])
    site.release("talks.en")
    site.built()
    assert _page(site).xpath("//form[@class='mailing']") == []
    site.built(SUBSCRIBE_FORM="https://lists.example/join?list=1")
    (form,) = _page(site).xpath("//form[@class='mailing']")
    assert form.get("action") == "https://lists.example/join?list=1"
    assert [field.get("name") for field in form.xpath(".//input")] == ["email", "language"]
    assert form.xpath(".//label/@for") == form.xpath(".//input[@type='email']/@id")
    policies = [path.read_text() for path in (tmp_path / "site").rglob("*.conf")]
    assert any("form-action 'self' https://lists.example" in text for text in policies)
    wrong = site.build(SUBSCRIBE_FORM="lists@example.org")
    assert "SUBSCRIBE_FORM must be the address of a form" in wrong.err


def test_a_release_leads_to_feeds(tmp_path: Path) -> None:
    """To that of everything, and to that of its kind."""
    site = Site(tmp_path / "site")
    site.release("talks.en")
    site.built()
    page = document_fromstring((site.output / "en/2019/06/05/talks/index.html").read_text())
    links = [each for each in page.iter("link") if each.get("type") == "application/atom+xml"]
    found = {each.get("href") for each in links}
    base = "https://newsroom.example/en"
    assert found == {f"{base}/atom.xml", f"{base}/kinds/statements/atom.xml"}
