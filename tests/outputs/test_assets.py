"""Files of the theme that pages name by their content: a host may have them kept for good."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from communique.outputs.minified import fingerprint, minify
from tests.sites import Site, Tree, differences

STYLE = "theme/static/css/main.css"
LINK = re.compile(rb'href="https://newsroom.example/(theme/css/main\.[0-9a-f]{16}\.css)"')


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one release, built."""
    made = Site(tmp_path / "site")
    made.release("visit.en")
    made.built()
    return made


def _style(tree: Tree) -> str:
    """Return the stylesheet that every page but redirects names."""
    names = {
        name.decode()
        for path, data in tree.items()
        if path.endswith(".html")
        for name in LINK.findall(data)
    }
    [name] = names
    return str(name)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.css", "/* a */\n.a { color: red; }\n", ".a{color:red}"),
        ("a.CSS", "a  {b:c}", "a{b:c}"),
        ("a.css", ".a :is(h2, h3) {b: c}", ".a *:is(h2,h3){b:c}"),
        ("a.css", ".a\n :focus-visible {b: c}", ".a *:focus-visible{b:c}"),
        ("a.css", ".a > :not(p), .b:hover {b :c}", ".a>:not(p),.b:hover{b:c}"),
        ("a.js", "// a\nconst a = `${b}  c`; // d\n", "const a=`${b}  c`;"),
        ("a.mjs", "export  default 1", "export default 1"),
        ("a.svg", "<svg>  </svg>", "<svg>  </svg>"),
    ],
)
def test_styles_and_scripts_are_minified(name: str, text: str, expected: str) -> None:
    """Comments and spare space go, but no space that is a selector; other files stay."""
    assert minify(name, text.encode()).decode().strip() == expected


def test_a_name_tells_the_content() -> None:
    """Other bytes are another name, before the last dot."""
    first, second = fingerprint("theme/a.min.css", b"1"), fingerprint("theme/a.min.css", b"2")
    assert first != second
    assert re.fullmatch(r"theme/a\.min\.[0-9a-f]{16}\.css", first)
    assert re.fullmatch(r"theme/LICENCE\.[0-9a-f]{16}", fingerprint("theme/LICENCE", b""))


def test_pages_name_the_minified_file_and_the_plain_one_stays(site: Site) -> None:
    """The name holds the digest of the published bytes."""
    tree = site.tree()
    name = _style(tree)
    source = (site.root / STYLE).read_bytes()
    assert tree[name] == minify("main.css", source)
    assert name == fingerprint("theme/css/main.css", tree[name])
    assert tree["theme/css/main.css"] == source


def test_a_changed_stylesheet_is_another_file_on_every_page(site: Site) -> None:
    """The old file goes; nothing else is written but pages that name it."""
    before, stamps = site.tree(), site.stamps()
    site.write(STYLE, "h1 { color: green }")
    site.built()
    after = site.tree()
    assert _style(after) != _style(before)
    assert _style(before) not in after
    assert differences(site.clean_tree(), after) == []
    written = {path for path, stamp in site.stamps().items() if stamps.get(path) != stamp}
    pages = {path for path, data in after.items() if LINK.search(data)}
    assert written == pages | {_style(after), "theme/css/main.css"}


def test_a_comment_in_a_stylesheet_changes_no_page(site: Site) -> None:
    """What the minifier leaves out is in no name."""
    before = site.tree()
    with (site.root / STYLE).open("a") as file:
        file.write("/* said to colleagues */\n")
    site.built()
    assert differences(before, site.tree()) == ["differs theme/css/main.css"]


def test_a_template_that_names_a_file_no_more_leaves_none(site: Site) -> None:
    """So does one that names another."""
    base = site.root / "theme/templates/base.html"
    text = base.read_text("utf-8")
    base.write_text(text.replace('asset("icon.svg")', 'asset("css/print.css")'), "utf-8")
    site.built()
    names = {re.sub(r"\.[0-9a-f]{16}\.", ".*.", path) for path in site.tree()}
    assert {name for name in names if "*" in name} == {
        "theme/css/main.*.css",
        "theme/css/print.*.css",
    }
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_computed_name_may_be_any(site: Site) -> None:
    """Then every file of the theme is there by its content, and any change makes the page again."""
    page = site.root / "theme/templates/404.html"
    text = page.read_text("utf-8")
    named = text.replace(
        "{% block content %}", '{% block content %}{{ asset("css/" ~ "print.css") }}'
    )
    page.write_text(named, "utf-8")
    site.built()
    site.write("theme/static/css/print.css", "@page { margin: 3cm }")
    site.built()
    names = filter(re.compile(r"theme/css/print\.[0-9a-f]{16}\.css").fullmatch, site.tree())
    [printed] = names
    assert printed.encode() in site.tree()["404.html"]
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_name_that_the_theme_has_not_is_told(site: Site) -> None:
    """With its line, and the likely one; the output stays."""
    before = site.tree()
    base = site.root / "theme/templates/base.html"
    text = base.read_text("utf-8")
    base.write_text(text.replace('asset("css/main.css")', 'asset("css/mian.css")'), "utf-8")
    result = site.build()
    assert result.status == 1
    assert 'static folder, got "css/mian.css"; did you mean "css/main.css"?' in result.err
    assert "theme/templates/base.html:29: " in result.err
    assert site.tree() == before


def test_the_search_page_names_its_script_by_content(tmp_path: Path) -> None:
    """Beside the engine, in each language; the plain name stays for other themes."""
    site = Site(tmp_path / "site", SEARCH=True)
    site.release("visit.en")
    site.built()
    tree = site.tree()
    for lang in ("en", "ru"):
        found = re.search(
            rb'src="https://newsroom.example/([^"]+)"', tree[f"{lang}/search/index.html"]
        )
        assert found
        script = found[1].decode()
        assert re.fullmatch(rf"{lang}/search/engine/search\.[0-9a-f]{{16}}\.js", script)
        assert tree[script] == tree[f"{lang}/search/engine/search.js"]
