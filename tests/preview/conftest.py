"""Fixtures of the preview's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.preview.place import Place
from communique.preview.preview import Preview
from tests.cli.newsroom import Newsroom
from tests.preview.serving import make_newsroom


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A tiny site with a theme of its own."""
    return make_newsroom(tmp_path / "site")


@pytest.fixture
def preview(newsroom: Newsroom) -> Iterator[Preview]:
    """A preview of it, without a server."""
    conf = newsroom.root / "pelicanconf.py"
    preview = Preview(Place.of(str(conf), "", "127.0.0.1", 8000))
    yield preview
    preview.close()
