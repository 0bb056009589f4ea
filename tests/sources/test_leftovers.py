"""What other programs left in a text, and Markdown that makes nothing."""

from __future__ import annotations

import pytest

from communique.sources.read import read_source
from communique.text.markdown import Renderer
from tests.sources.stylebooks import VISIT, sound, stylebook

EXTRA = Renderer({"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"})
HEAD = sound().partition("\n\n")[0]
SENTENCE = "The ministers met in Astana and agreed on trade."


def _told(text: str) -> list[str]:
    """Return what is told of a text that begins in line 5."""
    problems = read_source(VISIT, f"{HEAD}\n\n{text}\n".encode(), stylebook(), EXTRA).problems
    return [str(problem).removeprefix(f"{VISIT}:") for problem in problems]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("<<<<<<< HEAD\nold\n=======\nnew\n>>>>>>> branch", 5, "both sides of a merge"),
        ("Text.\n\n=======\nnew\n>>>>>>> 1a2b3c4 (edit)", 9, "both sides of a merge"),
        ("Text.\n\n<<<<<<< .mine\nold", 7, "both sides of a merge"),
        ("A\n\n<<<<<<< HEAD", 7, 'a text must not have both sides of a merge, got "<<<<<<< HEAD"'),
        ("A\n\nComment [AB1]: check", 7, "a text must be complete"),
        ("A\n\nComment \\[AB1]: check", 7, "a text must be complete"),
        ("Визит вЂ“ встреча", 5, "warning: a text should be decoded correctly"),
        ("A\n\nClick or tap here to enter text.", 7, "a text must be complete"),
        ("A\n\n[cid:image001.png@01D5]", 7, "a text must be complete"),
        ("Text.\n\nSee Error! Reference source not found. here.", 7, "a text must be complete"),
        ("См. Ошибка! Источник ссылки не найден.", 5, "a text must be complete"),
        ("Voir Erreur\u202f! Signet non défini.", 5, "a text must be complete"),
        ("见错误！未找到引用源。", 5, "a text must be complete"),
        ("انظر خطأ! لم يتم العثور على مصدر المرجع.", 5, "a text must be complete"),
        ("Text.\n\nL’Ã‰tat et la coopÃ©ration", 7, "warning: a text should be decoded correctly"),
        ("the ministerâ€™s visit", 5, "warning: a text should be decoded correctly"),
        ("A\n\n[](https://un.org/a) b", 7, "a link must have words"),
        ("[]({filename}other.md)", 5, "a link must have words"),
        ("<a href='https://un.org/'></a>", 5, "a link must have words"),
        ("A\n\nDear {{ name }},", 7, "warning: a text should have no marks of other programs"),
        ("{% include x %}", 5, "warning: a text should have no marks of other programs"),
        ("A\n\n::: note\nB\n:::", 7, "warning: a text should have no marks of other programs"),
        ("2*3*4 is 24", 5, "warning: a * between numbers should be shown"),
        ("РўРµРєСЃС‚", 5, "warning: a text should be decoded correctly"),
        ("??????? ?? ???? ??????", 5, "warning: a text should be decoded correctly"),
        (f"{SENTENCE}\n---\n\nMore.", 5, "warning: a paragraph should not be a heading"),
        ("Text.\n\n**Note to editors", 7, "warning: bold should have a mark at both ends"),
        ("This is **bold **text and more", 5, "warning: bold should have a mark"),
        ("##Results\n\nText.", 5, "warning: a heading should have a space"),
        ("##\u00a0Results\n\nText.", 5, "warning: a heading should have a space"),
        ("Text.\n\n####### Results", 7, "warning: a heading should have a space"),
        ("See [the report] (https://a.org/).", 5, "warning: a link should be complete"),
        ("See (the report)[https://a.org/].", 5, "warning: a link should be complete"),
        ("See [the report](https://a.org/ and more.", 5, "warning: a link should be complete"),
        ("[TOC]\n\nText.", 5, "warning: a text should have no marks of other programs"),
        ("<{filename}b.en.md>", 5, "a link in braces must lead somewhere"),
        ("A\n\n<div>[the map]({static}/a.pdf)</div>", 7, "a link must lead somewhere"),
        ("<div>\n[the UN](https://un.org/)\n</div>", 6, "a link must lead somewhere"),
        ("<div>\n\n- One\n- Two\n\n</div>", 7, "warning: paragraphs in HTML should have <p>"),
        ("<section>\nOne\n\nTwo\n</section>", 8, "warning: paragraphs in HTML should have <p>"),
        ('<a href="https://un.org/?a=1&section=5">a</a>', 5, "write &amp; for each &"),
        ("Text:\n| a | b |\n|---|---|\n| 1 | 2 |", 7, "warning: a table should be shown as one"),
        ("| a | b |\n|---|\n| 1 | 2 |", 6, "warning: a table should be shown as one"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", 7, "no more cells than its head, 2"),
        ("a | b\n---|---\n1 | 2\n3 | 4 | five", 8, "no more cells than its head, 2"),
        (f"    {SENTENCE}\n\nMore.", 5, "warning: a paragraph should not be shown as code"),
        (f"Text.\n\n\t{SENTENCE}", 7, "warning: a paragraph should not be shown as code"),
        (
            "Text.\n\n    Yours sincerely,\n    A",
            7,
            "warning: a paragraph should not be shown as code",
        ),
        ("Prices rose\n> 5 % in May", 6, "warning: a quotation should begin a paragraph"),
        ("## Results {#results}\n\nA", 5, "warning: a text should have no marks of other programs"),
        ("The sum* was 5.\n\n* Preliminary.", 7, "warning: a note should keep its star"),
        ("Text.\n\n    第一段，有字。", 7, "warning: a paragraph should not be shown as code"),
        ("Text.\n\n    特此 致函", 7, "warning: a paragraph should not be shown as code"),
        (f"{SENTENCE}\n===\n\nMore.", 5, "warning: a paragraph should not be a heading"),
        ("Text.\n\n1986. It was a hard year.", 7, "warning: a year should begin a sentence"),
        ("<div>\n**Bold** words\n</div>", 6, "warning: words between * should be emphasised"),
        ("<p>Some *plain* words</p>", 5, "warning: words between * should be emphasised"),
        ("A\n\n**Note to editors**\n\nB", 7, "write ## Note to editors"),
        ("A\n\n**Note to editors:** B", 7, "write ## Note to editors"),
        ("A\n\nПримечание для редакторов:\n\nB", 7, "warning: a note to editors should have"),
        ("A\n\nNote aux rédacteurs\n\nB", 7, "write ## Note aux rédacteurs"),
        ("A\n\n__编者按__：\n\nB", 7, "write ## 编者按"),
        ("<div>\n- One\n- Two\n</div>", 6, "warning: paragraphs in HTML should have <p>"),
    ],
)
def test_what_readers_would_see_as_written_is_told(text: str, line: int, told: str) -> None:
    """With its line, an error where it is never meant."""
    found = _told(text)
    assert any(each.startswith(f"{line}: ") and told in each for each in found), found


@pytest.mark.parametrize(
    "text",
    [
        "> > quoted twice",
        "Set {1, {2}} :: and `{{ x }}`, 100% {5%}, 2 * 3 * 4, *3*",
        '<a id="part"></a>The part, [![Flag](https://un.org/a.png)](https://un.org/)',
        "Error! was all that the machine said.",
        "A NAÇÃO “AMANHÃ” e «AMANHÃ», 5 °C, Ð is a letter of Icelandic.",
        "РС и Р° are signs. What??? Really?!",
        "5 June 2019\n---\n\nText.",
        "1991. Independence.\n1992. The United Nations.\n\n12. A point.",
        "The sum\\* was *5*.\n\n* One\n* Two\n\n> 5 % of them",
        "A *stressed* word.\n\n* One point",
        "Text.\n\n    make site\n    VALUE = call(1)",
        "Table 1**\n\n** Without Crimea.",
        "#COP29 #Baku",
        "See [1] (page 5) and [the annex] below.",
        "A note to editors.\n\nNote to editors of our pages\n\n```\nNote to editors\n```",
        "Note to editors\n---------------\n\nA\n\n**Note to editors**",
        "Text.\n\n---\n\nMore.",
        "| a | b |\n|---|---|\n| `x|y` | a\\|b |\n| 1 | |",
        "|  |  |\n|---|---|\n| 1 | 2 |",
        "- a point\n\n    Its second paragraph is set in below it, as lists are written.",
        f"```\n{SENTENCE}\n**x\n```",
        "`**x` and `[TOC]` and `{filename}`",
        "<ul>\n<li>\n\nOne\n\n</li>\n</ul>\n\n<pre>- a\n\n- b</pre>",
    ],
)
def test_honest_texts_are_not(text: str) -> None:
    """Signs that are meant, and code."""
    assert _told(text) == []
