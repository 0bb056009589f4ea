"""Problems for screen readers and keyboards that HTML alone shows, without layout (decision 40)."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from lxml import html

from communique.catalogue.outputs import recorded_outputs
from communique.errors import Problem
from communique.outputs.registry import names_of

SAMPLE = 8
"""Pages of each kind in each language that are looked at."""

Found = Iterator[tuple[str, str, str]]
"""The rule, what was found, the likely fix."""


def choose_sample(db: sqlite3.Connection) -> list[str]:
    """Return paths of pages: of each kind in each language some, spread evenly, always the same."""
    groups: dict[tuple[str, str], list[str]] = {}
    for output in recorded_outputs(db, *names_of(lambda kind: not kind.leads)):
        if output.path.endswith(".html"):
            lang = output.path.partition("/")[0]
            groups.setdefault((output.kind, lang), []).append(output.path)
    chosen = set()
    for paths in groups.values():
        paths.sort()
        count = min(SAMPLE, len(paths))
        chosen |= {paths[place * len(paths) // count] for place in range(count)}
    return sorted(chosen)


def check_access(path: str, data: bytes) -> Iterator[Problem]:
    """Yield what is wrong with a page for people who cannot see it, or have no mouse."""
    page: Any = html.document_fromstring(data.decode("utf-8"))
    for rule in RULES:
        for must, found, hint in rule(page):
            yield Problem(path, 0, must, found, hint)


def pages_say_what_they_are(page: Any) -> Found:
    """A page has a language, a title, one heading of the first rank and one main part."""
    if not (page.get("lang") or "").strip():
        yield "a page must say its language", "got <html> without lang", 'write lang="{{ lang }}"'
    if not "".join(page.xpath("//head/title//text()")).strip():
        yield "a page must have a title", "found none", "write <title>"
    for name in ("h1", "main"):
        count = len(page.xpath(f"//{name}"))
        if count != 1:
            yield f"a page must have one <{name}>", f"found {count}", "correct the template"


def headings_skip_no_rank(page: Any) -> Found:
    """Below a heading is one of the next rank at the most."""
    before = 0
    for heading in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]"):
        rank = int(heading.tag[1])
        if before and rank > before + 1:
            text = " ".join(heading.text_content().split())[:60]
            rule = "headings must skip no level"
            yield rule, f'got <{heading.tag}> "{text}" after <h{before}>', f"write <h{before + 1}>"
        before = rank


def pictures_have_words(page: Any) -> Found:
    """A picture has an alt text; the alt text of a mere decoration is empty."""
    for picture in page.xpath("//img[not(@alt)]"):
        rule = "a picture must have an alt text"
        yield rule, f"got {picture.get('src')}", 'write alt="…", or alt="" where it says nothing'


def controls_have_names(page: Any) -> Found:
    """A link, a button, a field and a frame have a name, unless no keyboard reaches them."""
    rule = "links, buttons and fields must have a name"
    for each in page.xpath("//a[@href] | //button | //summary | //iframe"):
        unheard = (each.get("aria-hidden"), each.get("tabindex")) == ("true", "-1")
        if not unheard and not _name(page, each):
            shown = each.get("href") or each.get("src") or each.tag
            yield rule, f"got <{each.tag}> {shown}", "write a text in it, or aria-label"
    fields = "//input[not(@type='hidden' or @type='submit')] | //select | //textarea"
    for field in page.xpath(fields):
        labelled = field.get("id") and page.xpath("//label[@for=$id]", id=field.get("id"))
        if not (_name(page, field) or labelled or field.xpath("ancestor::label")):
            yield rule, f"got <{field.tag}> {field.get('name')}", "write a <label> for it"


def _name(page: Any, element: Any) -> str:
    """Return what an element is called by those who do not see it."""
    texts = [element.get("aria-label") or "", element.get("title") or ""]
    for id_ in (element.get("aria-labelledby") or "").split():
        texts += [each.text_content() for each in page.xpath("//*[@id=$id]", id=id_)]
    if element.tag not in {"input", "select", "textarea", "iframe"}:
        texts += [element.text_content(), *element.xpath(".//img/@alt | .//svg/@aria-label")]
    return " ".join("".join(texts).split())


def ids_are_unique(page: Any) -> Found:
    """An id occurs once, and every reference leads to an id of the page."""
    ids = Counter(page.xpath("//@id"))
    for id_, count in sorted(ids.items()):
        if count > 1:
            yield "an id must be given once", f'got "{id_}" {count} times', "rename one"
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        for value in page.xpath(f"//@{attribute}"):
            for id_ in value.split():
                if id_ not in ids:
                    yield f"{attribute} must name an id", f'got "{id_}"', "correct it"


def the_keyboard_goes_in_order(page: Any) -> Found:
    """No element comes before others by its tabindex."""
    for each in page.xpath("//*[@tabindex > 0]"):
        found = f"got {each.get('tabindex')} of <{each.tag}>"
        yield "tabindex must be 0 or -1", found, "remove it"


RULES: tuple[Callable[[Any], Found], ...] = (
    pages_say_what_they_are,
    headings_skip_no_rank,
    pictures_have_words,
    controls_have_names,
    ids_are_unique,
    the_keyboard_goes_in_order,
)
