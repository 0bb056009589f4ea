"""Russian: « » and, within them, „ “; addresses by BGN/PCGN."""

from __future__ import annotations

from communique.text.language import HeldWords, Language, phrases, words
from communique.text.quotation_marks import quote_rule

QUOTES = ("«»", "„“")

RUSSIAN = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)) | {
    "ё": "e",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
"""BGN/PCGN 1947 without diacritics and signs: ё is ë, hence e; е is e everywhere."""

KAZAKH = dict(zip("әқөұүһі", "aqouuhi", strict=True)) | {"ғ": "gh", "ң": "ng"}
"""The letters that Kazakh adds, by BGN/PCGN 1979 without diacritics: Russian texts name people and
places with them."""

ENDINGS = (
    "(?:иями|ями|ами|иях|иям|ием|ией|ьями|ьях|ьям|ях|ах|ям|ам|ого|его|ому|ему|ыми|ими|ых|их|ую|юю"
    "|ая|яя|ое|ее|ые|ие|ый|ий|ой|ей|ым|им|ом|ем|ов|ев|ию|ью|ия|ья|ии|[иыаяоеуюьй])$"
)
"""Endings of nouns and adjectives in every case."""

LANGUAGE = Language(
    code="ru",
    alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    forms=((ENDINGS, "", 3),),
    quotes=QUOTES,
    marks=('"',),
    set_marks=quote_rule(QUOTES, follows="«„“", typed="“”"),
    letters=str.maketrans(RUSSIAN | KAZAKH),
    note_headings=phrases(
        "примечание для редакторов; примечания для редакторов; примечание для редакции; к "
        "сведению редакторов"
    ),
    abbreviations=words("гг вв др пр им ул стр ст тов проф акад руб тыс млн млрд см ср тел"),
    speakers=phrases("вопрос; ответ; корреспондент; ведущий; ведущая; переводчик; модератор"),
    greetings="добр(?:ый|ое) (?:день|утро|вечер)|здравствуйте|спасибо|благодарю вас",
    addressed="дамы и господа|(?:уважаем(?:ые|ый|ая)|дорогие) (?:\\w+ ?){1,4}"
    "|ваш[еи] превосходительств[оа]|господин председатель",
    date_words=words("год года г"),
    widely_read=True,
    held=HeldWords(
        status="статус",
        embargo="эмбарго",
        before="строгое|строго|под",
        after=r"до\b",
        bans=r"не\s+(?:публиковать|разглашать|распространять|для\s+\w+|подлежит\s+\w+)(?:\s+\w+){0,2}?"
        r"\s+(?:до|ранее|раньше)\b",
        ban=r"не\s+(?:публиковать|разглашать|распространять|публикуется|подлежит)\b"
        r"|(?:опубликовать|публиковать|публикация|обнародовать)\s+(?:\w+\s+)?после\b"
        r"|публикация\s+запрещена\b",
        words=r"не|публик\w+|опубликовать|после|под|строг\w+|для|печати|обнародовать|разглашать"
        "|распространять|подлежит|просьба|раньше|ранее|запрещена|год|утра|вечера|дня",
        drafts=r"не\s+для\s+(?:печати|публикации|распространения)|для\s+служебного\s+пользования",
        draft="черновик",
        delivery=r"сверять?\s+с\s+(?:устным|произнесенным|произнесённым)\s+\w+",
        letterhead="пресс-релиз|заявление",
        hours=r"часов|часа|час\b",
        time="до|на|года|часов|времени|времен|время|по|эмбарго",
        zones={
            r"\bмск\b|\(?(?:по\s+)?московск\w+(?:\s+врем\w+)?\)?": "msk",
            r"по\s+гринвичу": "gmt",
        },
        hints=("эмбарг", "не ", "публик", "обнарод", "черновик", "для служ", "сверя"),
    ),
)
