"""What a text may hold does nothing on the page: only what the manual lists is an element there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import html5lib  # type: ignore[import-untyped]
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from communique.sources.read import read_source
from communique.text.elements import ELEMENTS, allowed_with
from communique.text.markdown import Renderer
from tests.sites import Site
from tests.sources.stylebooks import VISIT, sound, stylebook

PIECES = [
    "<img src=https://x.example/x>", "<img src='{static}/media/x.png'>", "<table>", "</table>",
    "<script>alert(1)", "</script>", "<iframe srcdoc=x>", "</p>", "</div>", "<picture>",
    "</picture>", "<a href='https://x.example/y'>",
    "<h2>Note to editors</h2>", "<!--", "-->", "<", ">", "&lt;", "&quot;", "&#34;", "&", "'", '"',
    " onclick=alert(1) ", "{static}/media/x.png", "href=", "src=", "=", " ", "/", "`", "*", "x",
    "<source", "[a](https://x.example/b)", "\\", "{", "}", "<body>", "<head>", "<b>", "https://x.example/",
]  # fmt: skip
FORMS = [
    '<p title="{}">x</p>', "<p title='{}'>x</p>", 'x\n{{: title="{}" }}', "## x {{#a title='{}'}}",
    '<p class="{}">x</p>', '<h2 id="{}">x</h2>', '<p aria-label="{}">x</p>',
    '<blockquote cite="https://x.example/{}">x</blockquote>', '[x](https://x.example "{}")',
    '<a href="https://x.example/{}">x</a>', '<img alt="{}" src="{{static}}/media/x.png">',
    "<img alt='{}' src='https://x.example/x.png'>", "![{}](https://x.example/x.png)",
    '<span title="{}"><img alt="x" src="{{static}}/media/x.png"></span>', "a X b\n\n*[X]: {}",
    '<table title="{}"><tr><td title="{}">x</td></tr></table>', "<!-- c -->\n\n<p title='{}'>x</p>",
]  # fmt: skip
VALUES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
PLAIN = Renderer({"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"})

OURS = {
    *(("div", "tabindex"), ("a", "tabindex")),
    *(("img", "loading"), ("img", "decoding"), ("img", "fetchpriority")),
}
"""What we put into a text."""


def _text(form: str, value: str) -> str:
    for quote in "\"'":
        if f"{quote}{{}}" in form or f"/{{}}{quote}" in form:
            value = value.replace(quote, "")
    return form.format(*[value] * 2)


def _is_read(text: str) -> bool:
    head = sound().partition("\n\n")[0]
    return (
        read_source(VISIT, f"{head}\n\n{text}\n".encode(), stylebook(), PLAIN).content is not None
    )


def _png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (900, 600), "red").save(file, "PNG")
    return file.getvalue()


@settings(deadline=None, max_examples=4, phases=[Phase.explicit, Phase.generate])
@given(
    st.lists(
        st.tuples(st.sampled_from(FORMS), VALUES).map(lambda drawn: _text(*drawn)),
        min_size=30,
        max_size=40,
        unique=True,
    )
)
def test_no_value_of_an_attribute_becomes_an_element(texts: list[str]) -> None:
    """A browser finds in the page, and in no feed, anything that a text may not have."""
    with TemporaryDirectory() as folder:
        site = Site(Path(folder) / "site")
        site.write("content/media/x.png", _png())
        texts = [text for text in texts if _is_read(text)]
        for number, text in enumerate(texts):
            site.release(f"{number}.en", f"Words.\n\n{text}", Slug=f"a{number}")
        site.built()
        allowed: dict[str, Any] = allowed_with({})
        for number, text in enumerate(texts):
            page = (site.output / f"en/2019/06/05/a{number}/index.html").read_text("utf-8")
            tree = html5lib.parse(page, namespaceHTMLElements=False)
            (prose,) = (each for each in tree.iter("div") if each.get("class") == "prose")
            for element in prose.iter():
                assert element.tag in ELEMENTS, text
                odd = set(element.attrib) - allowed[element.tag]
                assert all((element.tag, name) in OURS for name in odd), text
            assert not any(each.text and "alert" in each.text for each in tree.iter("script")), text
