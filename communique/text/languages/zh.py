"""Chinese in simplified characters: marks as in GB/T 15834, “ ”, …… and ——; addresses in pinyin.

Chinese has no spaces to tell an opening quotation mark by, so straight ones are taken in pairs,
and only where every one of a text finds its partner. pypinyin knows words, and how a character is
read in each; it is imported when an address is made of a Chinese text (docs/decisions/0029).
"""

from collections.abc import Iterator
from importlib import import_module

from communique.patterns import late
from communique.text.language import HeldWords, Language, phrases

QUOTES = ("“”", "")

HAN = "[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’《》]"
LONG_MARK = late(rf"(?<={HAN})(?:(?:\.{{6}}|\.{{3}})(?![.A-Za-z0-9/\\])|--(?={HAN}))")
QUOTED = frozenset("“”„«»「」『』")
WORDS = late("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
"""Characters that have a reading."""


def _set_marks(text: str) -> list[str]:
    characters = list(text)
    for match in LONG_MARK.finditer(text):
        mark = "——" if match[0] == "--" else "……"
        characters[match.start() : match.end()] = mark, *[""] * (len(match[0]) - 1)
    places = [at for at, character in enumerate(text) if character == '"']
    pairs = list(zip(places[::2], places[1::2], strict=False))
    if len(places) % 2 == 0 and QUOTED.isdisjoint(text) and _are_quotations(text, pairs):
        for start, end in pairs:
            characters[start], characters[end] = "“", "”"
    return characters


def _are_quotations(text: str, pairs: list[tuple[int, int]]) -> bool:
    """Tell quotations from inches and from marks that stand alone."""
    return all(
        not text[start - 1 : start].isdigit()
        and text[start + 1 : end].strip()
        and text[start + 1 : end] == text[start + 1 : end].strip()
        for start, end in pairs
    )


def read_words(text: str) -> Iterator[str]:
    """Yield the pinyin of each word of a text in Chinese characters."""
    pypinyin = import_module("pypinyin")
    for word in import_module("pypinyin.seg.mmseg").seg.cut(text):
        yield "".join(pypinyin.lazy_pinyin(word, v_to_u=True))


LANGUAGE = Language(
    code="zh",
    quotes=QUOTES,
    also="`--` and `...`",
    marks=('"', "...", "--"),
    set_marks=_set_marks,
    romanise=lambda text: WORDS.sub(lambda found: f" {' '.join(read_words(found[0]))} ", text),
    greetings="(?:大家|各位[^。！？：，]{0,16})?(?:早上|上午|中午|下午|晚上)?好|谢谢",
    addressed="女士们|先生们|同志们|朋友们|尊敬的[^。！？：，]{1,20}",
    note_headings=phrases("致编辑; 编辑须知; 编者注; 编者按"),
    held=HeldWords(
        status="状态|狀態|发布状态|發布狀態",
        bans=r"(?:新闻)?(?:禁发|时效禁令|发布禁令|禁止发布)",
        bans_last=r"(?:新闻)?(?:禁止|请勿|不得|严禁).{0,40}前.{0,4}(?:发布|发表|公布|刊发|刊登|报道|播发)"
        r"|.{0,40}前(?:请勿|不得|禁止|严禁).{0,4}(?:发布|发表|公布|刊发|刊登|报道|播发)",
        published="(?:发布|发表|公布)(?:日期|时间)",
        lines=r"(?:新闻|媒体)?(?:禁运|禁发|禁令|解禁)(?:期限?|时间|日期)?(?:[:]|[至到])\W*[12]\d{3}.{0,30}"
        r"|(?:新闻|本稿|本文)?.{0,6}\d.{0,30}(?:解禁|(?:后|起)(?:方可|可以|才能)?(?:发布|发表|公布|刊发|播发))",
        private="内部(?:文件|资料|文稿)|(?:仅供|仅限|限|供)?内部(?:使用|参考|传阅)|不供(?:发表|公开)"
        "|(?:请勿|不得|禁止|严禁)(?:对外|公开)*(?:外传|公开|发布|发表|传播)"
        "|未经.{1,20}(?:不得|请勿|禁止|严禁)(?:对外|公开)*(?:外传|公开|发布|发表)",
        private_first="内部|机密|秘密|绝密|保密",
        fill_in="插入|填写|填入|待填|待补",
        draft="草稿",
        drafts=r"(?:草[稿案]|内部(?:文件|资料))\W+(?:请勿|不得|禁止|严禁)\w+|初稿|工作文件|送审稿|待审核?|征求意见稿|讨论稿",
        delivery="以实际发言为准",
        letterhead="新闻稿",
        hours="[时点]",
        zones={"北京时间": "hkt"},
        hints="前|后|起|禁|草稿|初稿|审|意见稿|讨论稿|草案|工作文件|日期|时间|内部|不供|请勿|不得|未经|密|以实际",
    ),
    news_code="zh-cn",
)
