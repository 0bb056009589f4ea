"""Drawings in SVG without what runs, fetches, or tells of their making.

A drawing that is opened alone is a page of the site. lxml reads it; entities are never resolved.
Elements of other languages than SVG go, with all that is in them: editors keep paths and names in
theirs, and scripts stand there.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable
from typing import Any

from lxml import etree

from communique.patterns import late
from communique.pictures.broken import MISNAMED, NAME_IT, UNNAMED, BrokenPicture

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
XML = "{http://www.w3.org/XML/1998/namespace}"

DROPPED = frozenset(
    {
        *("script", "handler", "listener", "foreignObject", "metadata", "iframe", "embed"),
        *("object", "audio", "video", "canvas", "discard", "animation", "prefetch"),
    }
)
"""Elements of SVG that run something, show what is not SVG, or tell of the making."""

DRAWN = frozenset(
    {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"}
)
"""Elements of SVG that are seen."""

MOST_ATTRIBUTES = 1_000
"""Attributes of one element: each that is taken out is looked for among all."""

_MOVES = frozenset({"animate", "animateMotion", "animateTransform", "set"})
_EMBEDDED = late(r"data:image/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]*)")
_FETCHES = late(
    r"@import|\\|(?:url|image|image-set|src|expression)\s*\((?!\s*[\"']?\s*#)", re.IGNORECASE
)
"""Parts of styles that lead out of the drawing, or could hide that."""

_NOTE = late(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ANIMATED = late(r"href|(?:^|:)(?:on|style|src)", re.IGNORECASE)
"""Attributes that run or fetch something, and must not be set by an animation."""

_PATH = late(
    r"\b[a-z]:(?:\\|/(?!/))|\\\\\w|\bfile:/|(?:^|\s)~/"
    r"|(?:^|[\s\"'(=])/(?:home|users|root|tmp|mnt|media|volumes|var)/",
    re.IGNORECASE,
)
"""A file's place on somebody's machine."""

_MADE = late(
    r"^\s*(?:created|made|generated|exported|drawn|produced|converted|edited)\s+(?:by|with|using|in)\b"
    r"|\b(?:inkscape|illustrator|coreldraw|libreoffice|openoffice|figma|matplotlib|graphviz|gnuplot"
    r"|draw\.io|visio|photoshop|affinity designer|sketch\.com|bohemian coding)\b",
    re.IGNORECASE,
)
"""What a program writes into the title of a drawing, of itself or of who draws."""


def read_svg(data: bytes) -> etree._Element:
    """Return a drawing's tree; raises BrokenPicture for a file that is no drawing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenPicture("is no well-formed SVG") from error
    subset: Any = root.getroottree().docinfo.internalDTD
    if subset is not None and [*subset.iterentities(), *subset.iterelements()]:
        raise BrokenPicture("has definitions in its DOCTYPE, which no browser needs")
    name = etree.QName(root)
    if name.localname != "svg":
        raise BrokenPicture(MISNAMED)
    if name.namespace not in (None, SVG[1:-1]):
        raise BrokenPicture(UNNAMED, NAME_IT)
    return root


def is_seen(element: etree._Element) -> bool:
    """Whether an element shows something; no browser fetches a picture of another file."""
    name = etree.QName(element).localname
    address = element.get("href") or element.get(XLINK) or ""
    return name in DRAWN or (name == "image" and _EMBEDDED.fullmatch(address.strip()) is not None)


def clean_svg(data: bytes, clean: Callable[[bytes], bytes]) -> bytes:
    """Return a drawing without scripts and links to other files; a harmless one byte for byte."""
    root = read_svg(data)
    tree = root.getroottree()
    outside = [*root.itersiblings(preceding=True), *root.itersiblings()]
    changed = bool(outside) or tree.docinfo.internalDTD is not None
    if root.tag == "svg":
        root, changed = _name_space(root), True
    todo = [root]
    while todo:
        element = todo.pop()
        changed |= _clean_attributes(element, clean)
        if element.tag == f"{SVG}style" and _NOTE.search(element.text or ""):
            element.text, changed = _NOTE.sub("", element.text or ""), True
        children = list(element)
        kept = [child for child in children if _stays(child)]
        todo += kept
        if len(kept) < len(children):
            _take_out(element, set(kept))
            changed = True
    if not changed:
        return data
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="UTF-8")


def _name_space(root: etree._Element) -> etree._Element:
    """Return a drawing without ``xmlns``, which no browser shows as a picture, with it."""
    for element in root.iter(tag=etree.Element):
        if not str(element.tag).startswith("{"):
            element.tag = f"{SVG}{element.tag}"
    spaces: dict[str | None, str] = {None: SVG[1:-1]}
    spaces |= {name: uri for name, uri in root.nsmap.items() if name}
    named = etree.Element(f"{SVG}svg", nsmap=spaces)  # type: ignore[arg-type]  # the stubs err
    for name, value in root.attrib.items():
        named.set(name, value)
    named.text = root.text
    named.extend(list(root))
    etree.cleanup_namespaces(named)
    return named


def _stays(element: etree._Element) -> bool:
    """Whether an element is of SVG and only shows something; a comment or an instruction is not."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return False
    name = tag.removeprefix(SVG)
    if name.startswith("{") or name in DROPPED:
        return False
    if name in _MOVES and _ANIMATED.search("".join(element.get("attributeName", "").split())):
        return False
    if name in ("title", "desc"):
        said = "".join(map(str, element.itertext()))
        return not (_PATH.search(said) or _MADE.search(said))
    return name != "style" or not _FETCHES.search("".join(map(str, element.itertext())))


def _take_out(parent: etree._Element, kept: set[etree._Element]) -> None:
    before: etree._Element | None = None
    words = [parent.text or ""]
    for child in list(parent):
        if child in kept:
            _set_words(parent, before, words)
            before, words = child, [child.tail or ""]
        else:
            words.append(child.tail or "")
            child.tail = None
            parent.remove(child)
    _set_words(parent, before, words)


def _set_words(parent: etree._Element, before: etree._Element | None, words: list[str]) -> None:
    joined = "".join(words) or None
    if before is None:
        parent.text = joined
    else:
        before.tail = joined


def _clean_attributes(element: etree._Element, clean: Callable[[bytes], bytes]) -> bool:
    changed = False
    if len(element.attrib) > MOST_ATTRIBUTES:
        raise BrokenPicture(f"has an element of more than {MOST_ATTRIBUTES} attributes")
    for key, value in list(element.attrib.items()):
        name, text = str(key), str(value)
        kept = _keep(name, text, clean)
        if kept is None:
            del element.attrib[name]
        elif kept != text:
            element.set(name, kept)
        changed |= kept != text
    return changed


def _keep(name: str, value: str, clean: Callable[[bytes], bytes]) -> str | None:
    """Return an attribute's value as it stays; None for one that goes."""
    if name in {"href", XLINK}:
        return _keep_address(value, clean)
    if name in {f"{XML}space", f"{XML}lang"}:
        return value
    if name.startswith(("{", "data-")) or name.lower().startswith("on"):
        return None
    if name in ("src", "content") or _PATH.search(value):
        return None
    # What is read as a style; an e-mail address in a label is not.
    return None if _FETCHES.search(value) and (name == "style" or "(" in value) else value


def _keep_address(value: str, clean: Callable[[bytes], bytes]) -> str | None:
    """Return an address within the drawing, or a picture in it, cleaned as any other."""
    if value.strip().startswith("#"):
        return value
    embedded = _EMBEDDED.fullmatch(value.strip())
    if embedded is None:
        return None
    try:
        data = b64decode(embedded[1], validate=False)
    except Error as error:
        raise BrokenPicture("holds a picture that is damaged") from error
    cleaned = clean(data)
    if cleaned == data:
        return value
    return value[: value.index(",") + 1] + b64encode(cleaned).decode()
