from __future__ import annotations

from communique.plugin.styles import join_styles
from communique.preview.serve import Joined
from tests.cli.newsroom import Newsroom


def test_a_part_that_is_saved_is_joined(newsroom: Newsroom) -> None:
    """As ``inv styles`` would; what is written here is known again, an edit by hand is not."""
    folder = newsroom.root / "theme/static/css"
    part, whole = folder / "components/card.css", folder / "main.css"
    joined = Joined()
    before = whole.read_text()
    joined.join(newsroom.root / "theme", [newsroom.root / "content/a.md", whole])
    assert whole.read_text() == before
    assert not joined.is_all([whole])
    part.write_text(".card { color: red }\n")
    joined.join(newsroom.root / "theme", [part])
    assert whole.read_text() == join_styles(folder) != before
    assert joined.is_all([whole])
    assert not joined.is_all([whole, part])
    assert not joined.is_all([])
    whole.write_text("body { color: red }\n")
    assert not joined.is_all([whole])


def test_a_stylesheet_of_another_kind_is_left_alone(newsroom: Newsroom) -> None:
    """One that was never joined, or one that lacks its parts."""
    folder = newsroom.root / "theme/static/css"
    whole = folder / "main.css"
    whole.write_text("body { color: red }\n")
    Joined().join(newsroom.root / "theme", [folder / "base.css"])
    assert whole.read_text() == "body { color: red }\n"
