"""Drawings in SVG: what runs, fetches or tells of their making does not reach the public."""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from communique.pictures.broken import BrokenPicture
from communique.pictures.drawings import clean_svg
from communique.pictures.metadata import without_metadata
from tests.pictures.samples import TOLD, look_at, secret_picture
from tests.sites import Site

SPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
)
PLAIN = (
    f"<svg {SPACES.partition(' xmlns:s')[0]} width='30' height='20'><title>A map</title>"
    "<defs><linearGradient id='g'><stop offset='0'/></linearGradient></defs>"
    "<style>@media print { .a { fill: url(#g) } }</style><a><rect style='fill:url(\"#g\")'/></a>"
    "<use xlink:href='#g'/><text xml:space='preserve' aria-label='a@b.org'>(Астана)</text>"
    "<animate attributeName='x' to='3'/></svg>"
).encode()


def _drawing(inside: str, root: str = "", before: str = "") -> bytes:
    return f"{before}<svg {SPACES} {root} width='30' height='20'>{inside}<path/></svg>".encode()


def test_a_drawing_that_only_shows_stays_byte_for_byte() -> None:
    """Styles, links within, animations, words."""
    assert without_metadata(PLAIN, "svg") == PLAIN


@pytest.mark.parametrize(
    "secret",
    [
        _drawing("<script>secret()</script>"),
        _drawing("<a><script href='secret.js'/></a>"),
        _drawing("", root="onload='secret()'"),
        _drawing("<rect OnClick='secret()'/>"),
        _drawing(
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>secret</p></foreignObject>"
        ),
        _drawing("<p xmlns='http://www.w3.org/1999/xhtml'>secret</p>"),
        _drawing("<use href='https://secret.org/a.svg#b'/>"),
        _drawing("<use xlink:href='//secret.org/a.svg#b'/>"),
        _drawing("<image href='file:///home/secret/a.png'/>"),
        _drawing("<a xlink:href='java&#10;script:secret()'><rect/></a>"),
        _drawing("<image href='data:image/svg+xml,secret'/>"),
        _drawing("<style>@import 'https://secret.org/a.css';</style>"),
        _drawing("<style>@\\69mport 'https://secret.org/a.css';</style>"),
        _drawing("<style><![CDATA[rect { fill: URL( 'https://secret.org/a' ) }]]></style>"),
        _drawing("<rect style='fill: url(https://secret.org/a)'/>"),
        _drawing("<rect fill='url(https://secret.org/a)'/>"),
        _drawing("<set attributeName='href' to='javascript:secret()'/>"),
        _drawing("<animate attributeName='xlink:href' values='javascript:secret()'/>"),
        _drawing("<set attributeName='onclick' to='secret()'/>"),
        _drawing("<animate attributeName=' href' values='javascript:secret()'/>"),
        _drawing("<set attributeName='xlink: href' to='javascript:secret()'/>"),
        _drawing("<set attributeName='&#10;onclick' to='secret()'/>"),
        _drawing("<title>C:\\Users\\secret\\map.ai</title>"),
        _drawing("<desc>file:///srv/secret.svg</desc>"),
        _drawing("<desc>/home/secret/map.svg</desc>"),
        _drawing("<desc>Created by secret</desc>"),
        _drawing("<g><desc>secret, Adobe Illustrator 27</desc></g>"),
        _drawing("<rect id='C:\\Users\\secret\\a'/>"),
        _drawing("<metadata>secret</metadata>"),
        _drawing("<!-- secret -->"),
        _drawing("", before="<!-- secret -->"),
        _drawing("", before="<?xml-stylesheet href='https://secret.org/a.css'?>"),
        _drawing("<sodipodi:namedview inkscape:secret='1'/>"),
        _drawing("", root="sodipodi:docname='secret.svg'"),
        _drawing("<rect inkscape:export-filename='C:\\secret\\a.png'/>"),
        _drawing("<rect data-name='secret'/>"),
        _drawing("", root="content='&lt;mxfile>secret'"),
        _drawing("<style>/* secret */ rect { fill: red }</style>"),
        _drawing("<style><![CDATA[rect { fill: red } /* secret]]></style>"),
        _drawing("", root="xml:base='https://secret.org/'"),
        _drawing("", before="<!DOCTYPE svg SYSTEM 'https://secret.org/svg.dtd'>"),
    ],
)
def test_what_does_more_than_show_is_taken_out(secret: bytes) -> None:
    """The drawing stays, and cleaning it again changes nothing."""
    clean = without_metadata(secret, "svg")
    assert (b"secret" in secret.lower(), b"secret" in clean.lower()) == (True, False)
    assert b"<path/>" in clean
    assert without_metadata(clean, "svg") == clean


@pytest.mark.parametrize(
    "words",
    [
        "The border drawn by the treaty of 1864",
        "Members: observers, partners",
        "Sketch of the river",
        "Ratio 1:2/3",
    ],
)
@pytest.mark.parametrize("element", ["title", "desc"])
def test_an_honest_title_stays(words: str, element: str) -> None:
    """It is read out to those who do not see the drawing."""
    drawing = _drawing(f"<{element}>{words}</{element}>")
    assert words.encode() in without_metadata(drawing, "svg")


RUNS = b'<svg xmlns="http://www.w3.org/2000/svg"><script>secret()</script><path/></svg>'


@pytest.mark.parametrize(
    "data",
    [
        RUNS,
        b"\xef\xbb\xbf\n " + RUNS,
        b"<?xml version='1.0'?>\n<!-- " + b"long " * 9000 + b"-->" + RUNS,
        b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/svg11.dtd'>" + RUNS,
        RUNS.decode().encode("utf-16"),
        RUNS.replace(b"<svg xmlns", b"<s:svg xmlns:s").replace(b"</svg", b"</s:svg"),
        b" " * 40 + RUNS,
    ],
)
@pytest.mark.parametrize("suffix", ["xml", "", "svgx", "txt", "svg"])
def test_a_drawing_is_known_by_what_it_holds(data: bytes, suffix: str) -> None:
    """Whatever its name, and whatever stands before its root."""
    assert b"secret" not in without_metadata(data, suffix).replace(b"\0", b"")


def test_definitions_before_a_drawing_hide_it_not() -> None:
    """Nor does what looks like their end."""
    with pytest.raises(BrokenPicture):
        without_metadata(b"<!DOCTYPE svg [<!ENTITY a ']'> <!ENTITY b '[x'>\n] >" + RUNS, "xml")


@pytest.mark.parametrize(
    "data",
    [
        b"<feed xmlns='http://www.w3.org/2005/Atom'><svg/></feed>",
        b"<!doctype html><html><svg><script>a()</script></svg></html>",
        b"<svgs/>",
        b"A text about <svg>.",
        b"<",
        b"",
        b"<!-- never closed <svg>",
        b"\xff\xfe",
    ],
)
def test_what_only_mentions_a_drawing_stays(data: bytes) -> None:
    """Byte for byte."""
    assert without_metadata(data, "xml") == data


@pytest.mark.parametrize("name", ["a.xml", "a", "a.svgx", "a.svg.txt"])
def test_no_drawing_that_runs_is_published(tmp_path: Path, name: str) -> None:
    """From STATIC_PATHS and beside a release alike."""
    site = Site(tmp_path / "site")
    site.write(f"content/media/{name}", RUNS)
    site.write(f"content/{name}", RUNS)
    site.release("visit.en", Attachments=f"{name} | A map")
    site.built()
    published = [path for path in site.tree() if path.endswith(f"/{name}")]
    assert len(published) == 2
    assert all(b"secret" not in site.tree()[path] for path in published)


def test_words_beside_what_goes_stay() -> None:
    """A comment may stand in the middle of a word."""
    assert b">Ast<tspan/>ana<" in without_metadata(
        _drawing("<text>As<!-- x -->t<tspan/>a<script/>na</text>"), "svg"
    )


def test_a_picture_in_a_drawing_is_cleaned_too() -> None:
    """It says where it was taken like any other."""
    embedded = b64encode(secret_picture()).decode()
    clean = without_metadata(_drawing(f"<image href='data:image/jpeg;base64,{embedded}'/>"), "svg")
    inner = b64decode(clean.partition(b"base64,")[2].partition(b'"')[0])
    assert TOLD.encode() not in inner
    assert inner == without_metadata(secret_picture(), "jpg")


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "data",
    [
        f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]><svg>&l9;</svg>'.encode(),
        f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]><svg id="&l9;"/>'.encode(),
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
        b"<svg>" + b"<g>" * 5000 + b"</g>" * 5000 + b"</svg>",
        b"<svg><image href='data:image/jpeg;base64,/9j/'/></svg>",
        b"<svg><image href='data:image/jpeg;base64,A'/></svg>",
        b"<svg>\0</svg>",
        b"<svg",
        b"",
        b"<html/>",
    ],
)
def test_a_drawing_that_is_none_is_told(tmp_path: Path, data: bytes) -> None:
    """In words, and nothing of it grows."""
    with pytest.raises(BrokenPicture):
        without_metadata(data, "svg")
    (tmp_path / "a.svg").write_bytes(data)
    assert look_at(tmp_path / "a.svg").wrong


def test_the_size_is_that_of_the_cleaned_drawing(tmp_path: Path) -> None:
    """As it is published."""
    data = _drawing("<script>x</script>")
    (tmp_path / "a.svg").write_bytes(data)
    facts = look_at(tmp_path / "a.svg")
    expected = (len(without_metadata(data, "svg")), 30, 20, "")
    assert expected == (facts.size, facts.width, facts.height, facts.wrong)


def test_an_element_of_too_many_attributes_is_told() -> None:
    """Each that is taken out would be looked for among all of them."""
    many = b"".join(b' data-a%d="1"' % number for number in range(1_001))
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><g%s/></svg>'
    with pytest.raises(BrokenPicture, match="more than 1000 attributes"):
        clean_svg(svg % many, lambda data: data)
    few = many.rpartition(b" ")[0]
    assert b"data-" not in clean_svg(svg % few, lambda data: data)


def test_words_between_many_that_go_stay_in_their_order() -> None:
    """Each run of them is joined once."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><text>a%s<g>d</g>%se</text></svg>'
    gone = b"".join(b"<script/>b%d " % number for number in range(3))
    cleaned = clean_svg(svg % (gone, b"<!--x--><script/>f"), lambda data: data)
    assert b"<text>ab0 b1 b2 <g>d</g>fe</text>" in cleaned


BARE = "<svg width='30' height='20'><title>A map</title><g><path d='M0 0'/> words </g></svg>"


@pytest.mark.parametrize(
    "data",
    [
        BARE.encode(),
        f"<?xml version='1.0'?>\n<!-- made -->\n{BARE}".encode(),
        BARE.replace("<svg", "<svg xmlns=''").encode(),
        BARE.encode("utf-16"),
    ],
)
def test_a_drawing_without_its_name_space_is_given_one(data: bytes) -> None:
    """Browsers show no other as a picture; nothing else of it changes."""
    clean = clean_svg(data, bytes).decode()
    assert 'xmlns="http://www.w3.org/2000/svg"' in clean
    bare = clean.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    assert bare == BARE.replace("'", '"')
    assert clean_svg(clean.encode(), bytes) == clean.encode()


@pytest.mark.parametrize(
    "space",
    ["http://www.w3.org/2000/SVG", "https://www.w3.org/2000/svg", "http://www.w3.org/2000/svg/"],
)
def test_a_drawing_of_another_name_space_is_told(tmp_path: Path, space: str) -> None:
    """No browser shows it."""
    site = Site(tmp_path / "site")
    site.write("content/media/map.svg", BARE.replace("<svg", f"<svg xmlns='{space}'"))
    result = site.build()
    assert result.status == 1
    assert "is no drawing that browsers show: its xmlns is wrong; write xmlns=" in result.err


def test_a_drawing_may_have_a_prefix() -> None:
    """``svg:svg`` is as good; it stays byte for byte."""
    data = b"<s:svg xmlns:s='http://www.w3.org/2000/svg' width='3' height='2'><s:path/></s:svg>"
    assert without_metadata(data, "svg") == data
