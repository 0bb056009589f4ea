"""The characters without which a part of Python-Markdown finds nothing, as tables."""

from markdown import blockprocessors as block
from markdown import inlinepatterns as inline
from markdown.extensions import abbr, attr_list, def_list, footnotes, md_in_html, tables
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import ETX, STX

from communique.patterns import late
from communique.text import linking
from communique.text.blocks import HeadingProcessor, QuotationProcessor, UnderlinedProcessor
from communique.text.dialect import LINE_END
from communique.text.fences import AsideProcessor, FencePreprocessor
from communique.text.lists import ListProcessor

Signs = tuple[str, ...]

PREPROCESSORS: dict[type[Preprocessor], Signs] = {
    FencePreprocessor: ("```", "~~~"),
    HtmlBlockPreprocessor: ("<", "&"),
    md_in_html.HtmlBlockPreprocessor: ("<", "&"),
}
BLOCKS: dict[type[block.BlockProcessor], Signs] = {
    AsideProcessor: (STX,),
    HeadingProcessor: ("#",),
    UnderlinedProcessor: ("\n=", "\n-", "\n "),
    block.HRProcessor: ("\n-", "\n_", "\n*", "\n "),
    QuotationProcessor: (">",),
    block.ReferenceProcessor: ("[",),
    abbr.AbbrBlockprocessor: ("\n*[",),
    def_list.DefListProcessor: (":   ",),
    footnotes.FootnoteBlockProcessor: ("[^",),
    md_in_html.MarkdownInHtmlProcessor: (STX,),
    tables.TableProcessor: ("|",),
}
"""By class: it changes only texts that contain one of these, with a line break put before them."""

TREES: dict[type[Treeprocessor], str] = {
    attr_list.AttrListTreeprocessor: "{:",
    UnescapeTreeprocessor: "\\",
}
"""By class: it changes only trees of texts that contain this, in one line."""

UNTIDY = ("\t", "\r", STX, ETX)
SPACED = late("\n(?<= \n)")
"""What whitespace is normalised in: each text that the preprocessor changes has one of these signs,
or a space before a line's end. A search for the end, then the space, takes a fifth of the time."""

LINES: frozenset[type[block.BlockProcessor]] = frozenset(
    {
        *BLOCKS,
        block.CodeBlockProcessor,
        block.EmptyBlockProcessor,
        block.ParagraphProcessor,
        ListProcessor,
        def_list.DefListIndentProcessor,
    }
)
"""In these classes only the paragraph takes a line that begins with a letter, also after an opening
mark of emphasis, a quotation mark or a bracket."""

INLINE: dict[str, Signs] = {
    inline.BACKTICK_RE: ("`",),
    inline.ESCAPE_RE: ("\\",),
    inline.REFERENCE_RE: ("[",),
    inline.LINK_RE: ("[",),
    inline.IMAGE_LINK_RE: ("![",),
    inline.IMAGE_REFERENCE_RE: ("![",),
    inline.AUTOLINK_RE: ("<",),
    inline.AUTOMAIL_RE: ("<",),
    inline.HTML_RE: ("<",),
    inline.ENTITY_RE: ("&",),
    inline.LINE_BREAK_RE: ("  \n",),
    r"\[\^([^\]]*)\]": ("[^",),  # the mark of a footnote
    r"\*|_|\~": ("*", "_", "~~"),
    linking.STAND_IN: linking.SIGNS,
    LINE_END: ("\\\n",),
}
"""By Python-Markdown's own regular expression: each text that matches it contains one of these."""
