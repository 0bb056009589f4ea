"""Arabic: « », and ASCII letters for addresses by ALA-LC's table without its diacritics.

Arabic is written without its short vowels, and they are not guessed: what a reader sees is the
skeleton of the word with its long vowels, محمد as ``mhmd`` and الانتخابات as ``al-intkhabat``. An
editor who wants another address writes it in Slug.
"""

import re

from communique.patterns import late
from communique.text.language import HeldWords, Language, letters, phrases
from communique.text.quotation_marks import quote_rule

QUOTES = ("«»", "")

LEADS = late(r"(?:(?<!\w)[وف]?(?:[وفبلك]|ال|بال|كال|لل)|[:،؛])$")
"""What is written together with the word behind it, and signs: a quotation opens after them."""

LETTERS = letters(
    "آ:a أ:a ؤ:u إ:i ئ:i ا:a ب:b ة:a ت:t ث:th ج:j ح:h خ:kh د:d ذ:dh ر:r ز:z س:s ش:sh ص:s ض:d "
    "ط:t ظ:z ع:a غ:gh ف:f ق:q ك:k ل:l م:m ن:n ه:h ى:a پ:p چ:ch ڤ:v گ:g ژ:zh و:u ي:i ء:"
)
"""Where ALA-LC has h for ة and a half ring for ع, this has the a that readers hear."""

CONSONANTS = {"و": "w", "ي": "y"}

WORD = late("[ء-غـف-ي\u064b-\u065f\u0670پچڤگژکی]+")
UNWRITTEN = dict.fromkeys([ord("ـ"), 0x0670, *range(0x064B, 0x0660)]) | {
    ord("ک"): "ك",
    ord("ی"): "ي",
}
"""Vowel signs, which some write and most leave out, and the stroke that makes a word longer."""

ARTICLE = "ال"
SHORTEST = 4
"""A word that begins with ال and is shorter, such as آل or الى, has no article."""

GOD = "الله"
VOWELS = frozenset("اآأىة")
AIN = "ع"


def _romanise(found: re.Match[str]) -> str:
    """Return an Arabic word in ASCII letters; ``al-`` stands before each noun."""
    word = found[0].translate(UNWRITTEN)
    if word == GOD:
        return "allah"
    if word.startswith(ARTICLE) and len(word) >= SHORTEST:
        return f"al-{_spell(word.removeprefix(ARTICLE))}"
    return _spell(word)


def _spell(word: str) -> str:
    if word.startswith("ا"):
        word = f"إ{word[1:]}"  # an alif without hamza there is mostly i: اجتماع, اتحاد
    word = word.replace("ئي", "ئ").replace("ؤو", "ؤ").replace("إي", "إ")
    return "".join(_letter(word, at) for at in range(len(word)))


def _letter(word: str, at: int) -> str:
    """Return و and ي as vowels only between consonants and at the end; ع beside a vowel as none."""
    letter, before, after = word[at], word[at - 1 : at], word[at + 1 : at + 2]
    beside_vowel = bool(VOWELS & {before, after})
    if letter == AIN and beside_vowel:
        return ""
    if letter in CONSONANTS and (not before or beside_vowel or after in CONSONANTS):
        return CONSONANTS[letter]
    return LETTERS[letter]


LANGUAGE = Language(
    code="ar",
    forms=(
        *[("^(?:وال|بال|كال|فال|ولل|لل|ال|و|ل)", "", 3)] * 2,
        ("^ب", "", 4),
        ("(?:ها|ان|ات|ون|ين|يه|ه|ي)$", "", 3),
    ),
    quotes=QUOTES,
    marks=('"',),
    set_marks=quote_rule(QUOTES, follows="«ـ", typed="“”", leads=LEADS),
    romanise=lambda text: WORD.sub(_romanise, text),
    speakers=phrases("سؤال; جواب; السؤال; الجواب; الصحفي; المترجم; مدير الجلسة"),
    greetings="صباح الخير|مساء الخير|مرحبا|شكرا|السلام عليكم",
    addressed="السيدات والسادة|أصحاب (?:السعادة|المعالي)|السيد(?:ة)? الرئيس(?:ة)?",
    note_headings=phrases(
        "ملاحظة للمحررين; ملاحظات للمحررين; ملاحظة إلى المحررين; ملاحظات إلى المحررين; ملاحظة "
        "لهيئات التحرير"
    ),
    held=HeldWords(
        status="الحالة|حالة|الوضع",
        bans=r"(?:حظر|محظور|ممنوع|يحظر|يمنع)\s+(?:على\s+)?النشر"
        r"|(?:لا\s+ي?نشر|غير\s+(?:قابل\s+)?للنشر|ليس\s+للنشر)\s+(?:قبل|حتى)",
        lines=r"(?:حظر|محظور|ممنوع|يحظر|يمنع|لا\s+ي?نشر|لا\s+يجوز|غير\s+قابل)\s+(?:\w+\s+)?(?:ال|لل)نشر\b.*"
        r"|(?:خاضع\s+للحظر|يخضع\s+للحظر|ي?رفع\s+الحظر\s+(?:في|يوم)|حظر\s+حتى|محظور\s+حتى|يحظر\s+نشر\w*)\b.*"
        r"|للنشر\s+(?:في|يوم)\s+\d.{0,40}",
        published=r"تاريخ\s+النشر",
        drafts=r"(?:ال)?مسودة(?:\s+(?:أولى|نهائية|بيان|عمل))?|وثيقة\s+عمل|مشروع\s+(?:بيان|كلمة|خطاب)",
        private=r"(?:ليست?|غير)\s+(?:مخصصة?\s+|معدة?\s+|قابلة?\s+)?للنشر|(?:يرجى\s+)?عدم\s+النشر"
        r"|(?:للاستخدام|للاستعمال|للتداول|للاطلاع)\s+الداخلي(?:\s+فقط)?|(?:وثيقة|مذكرة)\s+داخلية"
        r"|نص\s+داخلي",
        private_first=r"داخلي|سري(?:\s+للغاية)?",
        private_after="قبل|حتى|دون|بدون|إلا",
        fill_in="أدخل|إدخال|أدرج|إدراج|يضاف|اكتب",
        draft="مسودة",
        delivery=r"يرجى\s+المراجعة\s+عند\s+الإلقاء",
        letterhead=r"بيان(?:\s+صحفي)?",
        zones={r"(?:بتوقيت\s+)?غرينت?ش": "gmt"},
        hints="نشر|حظر|حظور|مشروع|داخلي|سري|مسودة|وثيقة|المراجعة",
    ),
)
