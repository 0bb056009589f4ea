from __future__ import annotations

from datetime import date

import pytest

from communique.model.media import Media
from communique.model.release import Correction, Withdrawal
from communique.model.term import Facet, Term
from communique.outputs.press.views import Article, TermView
from tests.model.samples import READOUTS, release, tag

OFFICE = Term(Facet.AUTHOR, "press-office", "Press Office")
ASTANA = Term(Facet.PLACE, "astana", "Astana")


def test_an_article_has_pelicans_names() -> None:
    """What Pelican's own themes read of an article is there."""
    article = Article(release(kind=READOUTS, terms=(tag("g7", "G7"), OFFICE, ASTANA)))
    assert (
        article.title,
        article.url,
        article.slug,
    ) == ("Title of visit", "en/2019/06/05/visit/", "visit")
    assert article.save_as == "en/2019/06/05/visit/index.html"
    assert (str(article.category), article.category.url) == ("Readouts", "en/kinds/readouts/")
    assert [str(each) for each in article.tags] == ["G7"]
    assert (str(article.author), str(article.place)) == ("Press Office", "Astana")
    assert article.locale_date == "June 5, 2019"


def test_a_date_is_written_in_the_language_of_its_release() -> None:
    """Whatever the locale of the machine."""
    assert Article(release(lang="ru")).locale_date == "5 июня 2019\u202fг."


def test_the_text_is_marked_safe_and_the_title_is_not() -> None:
    """Autoescape leaves the rendered body alone, and nothing else."""
    article = Article(release(title="A & B"), content="<p>A</p>")
    assert article.content.__html__() == "<p>A</p>"
    assert not hasattr(article.title, "__html__")


def test_media_and_history_are_shown() -> None:
    """Addresses beside the release, days in its language."""
    article = Article(
        release(
            image=Media("media/a.jpg", "a.jpg", "Two people"),
            attachments=(Media("releases/b.pdf", "b.pdf", "Full text"),),
            corrections=(Correction(date(2019, 6, 6), "A name."),),
        )
    )
    assert article.image is not None
    assert article.image.url == "en/2019/06/05/visit/a.jpg"
    assert [each.url for each in article.attachments] == ["en/2019/06/05/visit/b.pdf"]
    assert [(c.locale_date, c.text) for c in article.corrections] == [("June 6, 2019", "A name.")]


def test_a_withdrawn_article_names_no_listing() -> None:
    """Its terms' archives may be gone."""
    withdrawn = Withdrawal(date(2019, 6, 7), "Replaced.")
    article = Article(release(terms=(tag("g7"), OFFICE), withdrawn=withdrawn))
    assert article.withdrawn is not None
    assert article.withdrawn.text == "Replaced."
    assert (article.tags, article.authors, article.author) == ([], [], None)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (TermView("Other name", "g7", "en/tags/g7/"), True),
        (TermView("G7", "g77", "en/tags/g77/"), False),
        ("G7", False),
    ],
)
def test_terms_are_compared_by_address(other: object, expected: bool) -> None:  # noqa: FBT001 - a table's column
    """A term under two spellings is one."""
    term = TermView("G7", "g7", "en/tags/g7/")
    assert expected is (term == other)
    if expected:
        assert hash(term) == hash(other)


def test_terms_sort_by_name_then_address() -> None:
    """No tie is left to chance."""
    terms = [TermView("B", "b", "b/"), TermView("A", "z", "z/"), TermView("A", "a", "a/")]
    assert [term.url for term in sorted(terms)] == ["a/", "z/", "b/"]
