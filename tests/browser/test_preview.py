"""``inv serve`` in an open page: each edit is seen without anybody loading it again.

The time from save to sight is printed (``pytest -s``), and not asserted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk
from tests.cli.newsroom import Newsroom
from tests.preview.serving import Serving, make_newsroom, serving

NAME = "releases/2019/06/04-first.en"
SOURCE = f"content/{NAME}.md"
PAGE = "en/2019/06/04/first/"
TEXT = "document.body.innerText"
ALERT = "document.querySelector('#communique-preview')?.shadowRoot.textContent"
ARTICLE = "theme/templates/article.html"


@dataclass
class Walk:
    """A newsroom, its preview, and a page that is open."""

    newsroom: Newsroom
    preview: Serving
    page: Page

    def replace(self, path: str, old: str, new: str) -> None:
        """Save a file with other words in it."""
        text = self.newsroom.read(path)
        assert old in text
        self.newsroom.write(path, text.replace(old, new, 1))

    def see(self, what: str, save: Callable[[], object], sight: str) -> None:
        """Save something, wait until a script sees it in the page, and print how long that took."""
        start = time.perf_counter()
        save()
        self.page.wait_for_function(f"document.body && ({sight})")
        print(f"{what}: {time.perf_counter() - start:.3f} s from save to sight")


@pytest.fixture
def walk(desk: Desk, tmp_path: Path) -> Iterator[Walk]:
    newsroom = make_newsroom(tmp_path / "site")
    embargo = "2031-01-02 10:00+05:00"
    newsroom.release(
        "releases/2031/01/02-secret.en", "Secret", Date="2031-01-02 10:00", Embargo=embargo
    )
    newsroom.release("releases/2019/06/05-plan.ru", "План", Date="2019-06-05", Status="draft")
    with serving(newsroom) as preview, desk.browser.new_page() as page:
        page.goto(f"{preview.address}{PAGE}")
        yield Walk(newsroom, preview, page)


def test_every_edit_is_seen_in_the_open_page(walk: Walk) -> None:
    """A text, a mistake and its correction, templates, styles, words, settings, a translation."""
    page = walk.page
    alert = page.get_by_role("alert")
    text = page.get_by_text("A short text.")
    expect(text).to_be_visible()
    walk.see(
        "a text edited",
        lambda: walk.replace(SOURCE, "A short text.", "A longer text."),
        f"{TEXT}.includes('A longer text.')",
    )
    walk.see(
        "a release broken",
        lambda: walk.replace(SOURCE, "2019-06-04 10:00", "4.06.2019"),
        f"{ALERT}",
    )
    expect(alert).to_contain_text(
        f'{NAME}.md:2: Date must be an ISO 8601 date, got "4.06.2019"; write 2019-06-04'
    )
    expect(page.get_by_text("A longer text.")).to_be_visible()
    walk.see(
        "and corrected",
        lambda: walk.replace(SOURCE, "4.06.2019", "2019-06-04 10:00"),
        f"!{ALERT}",
    )
    walk.see(
        "a template edited",
        lambda: walk.replace(ARTICLE, "</article>", "<p>Ends.</p></article>"),
        f"{TEXT}.includes('Ends.')",
    )
    walk.see(
        "a template broken",
        lambda: walk.replace(ARTICLE, "<p>Ends.</p>", "{{ article.nothing.at.all }}"),
        f"{ALERT}",
    )
    expect(alert).to_contain_text("theme/templates/article.html:")
    expect(page.get_by_text("Ends.")).to_be_visible()
    walk.see(
        "and corrected",
        lambda: walk.replace(ARTICLE, "{{ article.nothing.at.all }}", "<p>Ends well.</p>"),
        f"{TEXT}.includes('Ends well.')",
    )
    expect(alert).to_have_count(0)
    walk.see(
        "a component's stylesheet edited",
        lambda: walk.newsroom.write(
            "theme/static/css/components/breadcrumbs.css", "h1 { color: rgb(1, 2, 3) }"
        ),
        "getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'",
    )
    walk.see(
        "a kind renamed in the vocabulary",
        lambda: walk.replace(
            "vocabulary/kinds.toml",
            'en = "Statements"\nru = "Заявления"\naliases = [',
            'en = "Declarations"\nru = "Заявления"\naliases = ["Statements", ',
        ),
        f"{TEXT}.includes('Declarations')",
    )
    walk.see(
        "the settings edited",
        lambda: walk.replace("pelicanconf.py", '"Newsroom"', '"Press office"'),
        f"{TEXT}.includes('Press office')",
    )
    walk.see(
        "a translation added",
        lambda: walk.newsroom.release(f"{NAME[:-3]}.ru", "Первый"),
        "document.querySelector('link[hreflang=ru]')",
    )
    page.goto(f"{walk.preview.address}ru/2019/06/04/first/")
    walk.see(
        "a word of the interface edited",
        lambda: walk.replace(
            "theme/translations/ru/LC_MESSAGES/messages.po", 'msgstr "Архив"', 'msgstr "Хранилище"'
        ),
        f"{TEXT}.includes('Хранилище')",
    )
    assert "Traceback" not in "".join(walk.preview.said)


def test_what_is_not_public_says_so(walk: Walk) -> None:
    """On its page in its own language, and where a list names it."""
    page, address = walk.page, walk.preview.address
    page.goto(f"{address}en/2031/01/02/secret/")
    expect(page.get_by_role("note")).to_have_text(
        "Preview · Under embargo until January 2, 2031, 10:00 AM GMT+5"
    )
    expect(page.locator("h1")).to_have_text("Secret")
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    page.goto(f"{address}ru/2019/06/05/plan/")
    expect(page.get_by_role("note")).to_have_text("Предварительный просмотр · Черновик")
    page.goto(f"{address}ru/")
    expect(page.locator("h2 a")).to_have_text("[Черновик] План")
    walk.see(
        "a draft made public",
        lambda: walk.replace("content/releases/2019/06/05-plan.ru.md", "Status: draft\n", ""),
        f"{TEXT}.includes('План') && !{TEXT}.includes('Черновик')",
    )


def test_a_page_that_comes_to_be_is_shown(walk: Walk) -> None:
    """Whoever waits at an address sees the release when it is there, and that it went."""
    page = walk.page
    page.goto(f"{walk.preview.address}en/2019/06/06/second/")
    expect(page.locator("h1")).to_have_text("Page not found")
    name = "releases/2019/06/06-second.en"
    walk.see(
        "a release added",
        lambda: walk.newsroom.release(name, "Second", Date="2019-06-06"),
        f"{TEXT}.includes('Second')",
    )
    walk.see(
        "a release deleted",
        (walk.newsroom.root / f"content/{name}.md").unlink,
        f"{TEXT}.includes('Page not found')",
    )
