"""Reads a source file into a Release or a Page, and finds every problem in it."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, datetime
from itertools import chain
from posixpath import dirname, join, normpath
from typing import Any

from communique.errors import Problem, Severity
from communique.model.media import Media
from communique.model.release import Page, Release, date_path
from communique.model.term import Facet, Term
from communique.sources.addresses import read_addresses
from communique.sources.bullets import check_points
from communique.sources.code_blocks import check_code_blocks, check_ends
from communique.sources.file_names import (
    check_day,
    check_guess,
    check_lang,
    check_path,
    default_slug,
    split_name,
)
from communique.sources.header import Source, parse_source
from communique.sources.header_reader import HeaderReader
from communique.sources.held.headers import check_misplaced
from communique.sources.held.unfinished import check_finished
from communique.sources.hints import shorten
from communique.sources.leftovers import check_headers, check_leftovers
from communique.sources.markup import check_comments, check_end_mark, check_markup
from communique.sources.notes import check_notes
from communique.sources.rules import check_page, check_release
from communique.sources.search_words import pack_words
from communique.sources.stylebook import Stylebook
from communique.text.bounds import find_excess
from communique.text.directions import isolate
from communique.text.markdown import Body, Renderer, find_unclosed
from communique.values import dataclass

NO_KIND = Term(Facet.KIND, "", "")
"""Stands for a kind that could not be read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one source.

    ``content`` is None where a problem of severity ERROR kept it from being read. ``lines`` maps a
    header's name in lower case, and each linked source path, to the line it stands in.
    """

    path: str
    content: Release | Page | None
    problems: tuple[Problem, ...]
    lines: Mapping[str, int] = field(default_factory=dict)
    needs: tuple[tuple[str, int, bool], ...] = ()
    """Without ``content``: the sources that the text names all the same, each with its line and
    whether it would be published beside it. So whether they are there is told in the same round."""
    words: bytes = b""
    """What a search finds a release by, as the catalogue keeps it; empty without search."""


def read_source(
    path: str, data: bytes, stylebook: Stylebook, renderer: Renderer, *, page: bool = False
) -> Reading:
    """Read one source; ``path`` is below the content folder, with forward slashes."""
    misnamed = tuple(check_path(path))
    if misnamed:
        return Reading(path, None, misnamed)
    source, found = parse_source(path, data)
    problems = list(found)
    if not source.readable:
        return Reading(path, None, tuple(problems))
    misplaced, below = check_misplaced(path, source.body, source.body_line)
    problems += misplaced
    reader = HeaderReader(path, stylebook, page=page)
    values = reader.read(source, below)
    problems += reader.problems
    stem, named = split_name(path, stylebook.languages)
    values.setdefault("lang", reader.lang)
    problems += _check_language(reader, values, source, named=bool(named))
    if "slug" not in values:
        problems += _set_slug(path, stem, values)
    told = {problem.line for problem in misplaced}
    unfinished = check_finished(source, values, values["lang"])
    problems += (problem for problem in unfinished if problem.line not in told)
    body, found = _render(source, renderer, values["lang"], stylebook.html)
    problems += found
    judged = source.body if found and not body.html else body.html
    link_lines, found = _read_addresses(path, source, body.html, values, stylebook.site)
    problems += found
    html = body.html
    if stylebook.typogrify is not None:
        html = stylebook.typogrify.apply(html, values["lang"])
    values |= {"body": isolate(html, values["lang"]), "links": tuple(link_lines), "path": path}
    values["group"] = "".join([*path.rpartition("/")[:2], stem])
    files = _locate_files(values)
    values.setdefault("summary", body.summary)
    lines = reader.lines | link_lines
    if any(problem.severity is Severity.ERROR for problem in problems):
        needs = _find_needs(files, lines, values["links"])
        problems += _judge_the_rest(values | {"body": judged}, stylebook, lines, page=page)
        return Reading(path, None, tuple(problems), lines, needs)
    content, found = _make_content(values, stylebook, lines, page=page)
    words = pack_words(content) if stylebook.search and isinstance(content, Release) else b""
    return Reading(path, content, (*problems, *found), lines, words=words)


def _set_slug(path: str, stem: str, values: dict[str, Any]) -> Iterator[Problem]:
    date, lang = values.get("date"), values["lang"]
    values["slug"] = default_slug(path, stem, date, lang)
    if date is not None:
        yield from check_day(path, stem, date, lang)
    if not values["slug"]:
        rule = "a file name must have a letter or digit to make an address of"
        yield Problem(path, 0, rule, "got none", "rename it, or add a Slug")


def _read_addresses(
    path: str, source: Source, html: str, values: Mapping[str, Any], site: str
) -> tuple[dict[str, int], tuple[Problem, ...]]:
    day = f"{date_path(values['date'])}/" if "date" in values else ""
    page = f"{values['lang']}/{day}{values['slug']}/"
    image = (values["image"],) if "image" in values else ()
    files = {media.name for media in (*image, *values.get("attachments", ()))}
    place = path, html, source.body, source.body_line
    return read_addresses(*place, site=site, page=page, files=files)


def _check_language(
    reader: HeaderReader, values: Mapping[str, Any], source: Source, *, named: bool
) -> tuple[Problem, ...]:
    """Return what is wrong with a source's language. If nothing names it, the text shows it."""
    stylebook, line = reader.stylebook, reader.lines.get("lang", 0)
    wrong = tuple(check_lang(reader.path, values["lang"], line, stylebook.languages))
    if wrong or line or named:
        return wrong
    text = f"{values.get('title', '')} {source.body}"
    return tuple(check_guess(reader.path, text, stylebook.languages, stylebook.default_lang))


def _judge_the_rest(
    values: dict[str, Any], stylebook: Stylebook, lines: Mapping[str, int], *, page: bool
) -> tuple[Problem, ...]:
    """Return what rules find in a source with errors, all in one round; unread values are sound."""
    sound: dict[str, Any] = {"title": "-"}
    if not page:
        sound |= {"date": datetime.min.replace(tzinfo=UTC), "category": NO_KIND}
    if "withdrawn" in lines and "withdrawn" not in values:
        sound["body"] = values.pop("body") or "-"
    return _make_content(sound | values, stylebook, lines, page=page)[1]


def _make_content(
    values: dict[str, Any], stylebook: Stylebook, lines: Mapping[str, int], *, page: bool
) -> tuple[Release | Page, tuple[Problem, ...]]:
    if page:
        shown = Page(**values)
        return shown, tuple(check_page(shown, lines))
    release = _make_release(values, stylebook)
    return release, tuple(check_release(release, lines))


def _render(
    source: Source, renderer: Renderer, lang: str, html: Mapping[str, frozenset[str]]
) -> tuple[Body, tuple[Problem, ...]]:
    """Return the body as HTML, and what keeps it from being published as it is."""
    excess = find_excess(source.body)
    if excess is not None:
        rule = "a text must be simple enough to parse quickly"
        found = f"got {shorten(excess.found)}"
        return Body("", ""), (source.problem(excess.place, rule, found, excess.hint),)
    refused = tuple(check_code_blocks(source)) if renderer.colours_code else ()
    if refused:
        return Body("", ""), refused
    try:
        body = renderer.render(source.body, lang)
    except RecursionError:
        rule, hint = "a text must not be nested so deeply", "remove some of the levels"
        found = "got more lists or quotations within one another than can be read"
        return Body("", ""), (source.problem(0, rule, found, hint),)
    except Exception as error:  # noqa: BLE001 - whatever an extension of MARKDOWN raises at a text
        rule, hint = "a text must be one that Markdown can read", "halve the text to find the place"
        found = f"got {type(error).__name__}: {shorten(str(error))}"
        return Body("", ""), (source.problem(0, rule, found, hint),)
    unclosed = find_unclosed(source.body)
    if unclosed is not None:
        offset, tag = unclosed
        rule, found = "a tag with Markdown in it must be closed", f"got <{tag}> without its end"
        line = source.body_line + offset
        return body, (Problem(source.path, line, rule, found, f"write </{tag}> after its text"),)
    body, problems = check_markup(source, body, renderer, lang, html)
    return body, (
        *problems,
        *check_comments(source, body.html),
        *check_notes(source, body),
        *check_end_mark(source),
        *check_ends(source, body),
        *check_points(source),
        *check_headers(source),
        *check_leftovers(source, body.html),
    )


def _make_release(values: dict[str, Any], stylebook: Stylebook) -> Release:
    terms = [values.pop("category"), *values.pop("countries", ())]
    for name in ("organisations", "people", "tags", "authors"):
        terms += values.pop(name, ())
    terms += [values[name] for name in ("place", "speaker") if name in values]
    values.pop("place", None)
    if "speaker" in values:
        values["speaker"] = values["speaker"].name
    values["contacts"] = tuple(dict.fromkeys(values.pop("contact", ())))
    values["recordings"] = (*values.pop("video", ()), *values.pop("audio", ()))
    values["corrections"] = values.pop("correction", ())
    if "withdrawn" in values and (into := values["withdrawn"].into):
        into = normpath(into[1:] if into[0] == "/" else join(dirname(values["path"]), into))
        values["withdrawn"] = replace(values["withdrawn"], into=into)
        values["links"] = tuple(dict.fromkeys((*values["links"], into)))
    others = (stylebook.vocabulary.other_names(term, values["lang"]) for term in terms)
    names = tuple(dict.fromkeys(chain.from_iterable(others)))
    return Release(
        terms=tuple(dict.fromkeys(terms)),
        other_names=names,
        filters=stylebook.filters,
        **values,
    )


def _locate_files(values: dict[str, Any]) -> dict[str, list[Media]]:
    """Put the path below the content folder into each file of a header; return them by header."""
    found: dict[str, list[Media]] = {}

    def locate(media: Media, name: str) -> Media:
        source = normpath(join(dirname(values["path"]), media.source))
        found.setdefault(name, []).append(placed := replace(media, source=source))
        return placed

    if "image" in values:
        values["image"] = locate(values["image"], "image")
    for name in filter(values.__contains__, ("attachments", "gallery")):
        values[name] = tuple(locate(each, name) for each in values[name])
    for name in filter(values.__contains__, ("video", "audio")):
        values[name] = tuple(
            replace(
                each,
                file=each.file and locate(each.file, name),
                transcript=each.transcript and locate(each.transcript, name),
            )
            for each in values[name]
        )
    return found


def _find_needs(
    files: Mapping[str, list[Media]], lines: Mapping[str, int], links: tuple[str, ...]
) -> tuple[tuple[str, int, bool], ...]:
    named = ((file.source, lines.get(name, 0), True) for name in files for file in files[name])
    return (*named, *((link, lines.get(link, 0), False) for link in links))
