"""Addresses of Chinese texts: words in pinyin, and those of before where a newsroom keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.text.languages import zh
from communique.text.slugs import slugify
from tests.sites import Site

HEADERS = {"Title": "访问重庆", "Tags": "银行", "Place": "长江"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site in English and Chinese."""
    site = Site(tmp_path, LANGUAGES=("en", "zh"))
    site.write("vocabulary/tags.toml", "")
    return site


def test_addresses_of_chinese_names_are_words(site: Site) -> None:
    """Of a file, a tag and a place that the vocabulary does not know."""
    site.release("05-访问重庆.zh", **HEADERS)
    site.built()
    new = "zh/2019/06/05/fang-wen-chongqing/index.html"
    assert {
        new,
        "zh/tags/yinhang/index.html",
        "zh/places/changjiang/index.html",
    } <= site.tree().keys()


def test_a_newsroom_is_told_how_to_keep_its_addresses(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where they were made sign by sign, warnings say what to add; Slug keeps all as it was."""
    read = zh.read_words
    with monkeypatch.context() as patched:
        patched.setattr(zh, "read_words", lambda text: (next(read(sign)) for sign in text))
        slugify.cache_clear()
        site.release("05-访问重庆.zh", **HEADERS)
        site.built()
        before = site.tree()
    slugify.cache_clear()
    assert "zh/2019/06/05/fang-wen-zhong-qing/index.html" in before
    site.release("05-访问重庆.zh", "Another text.", **HEADERS)
    told = site.built().err
    assert (
        "got /zh/2019/06/05/fang-wen-chongqing/ in place of /zh/2019/06/05/fang-wen-zhong-qing/"
        in told
    )
    assert "add Aliases: /zh/2019/06/05/fang-wen-zhong-qing/" in told
    assert "add Id:" not in told
    site.write("vocabulary/tags.toml", '[yin-xing]\nzh = "银行"\n')
    site.write("vocabulary/places.toml", '[zhang-jiang]\nzh = "长江"\n')
    site.release("05-访问重庆.zh", Slug="fang-wen-zhong-qing", **HEADERS)
    site.built()
    assert site.tree() == before
