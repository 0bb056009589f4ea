"""Kazakh: marks and addresses as in Russian, whose people and places its texts name."""

from dataclasses import replace

from communique.text.language import HeldWords, phrases, words
from communique.text.languages import ru

STEM = "([аәеёиоөуұүыіэюя].*?)"
"""What has a vowel at least."""

CASE = (
    "(?:[днт][ыі]ң|[днт][ыі]|[ғг]а|ге|қа|ке|н[ае]|н?[дт][ае]|[дтн][ае]н|[мбп]ен|н?[дт](?:ағы|егі))$"
)
POSSESSION = "(?:[ыі]м[ыі]з|м[ыі]з|[ыі]ң[ыі]з|[ыі][мң]|с[ыі]|[ыі])$"

LANGUAGE = replace(
    ru.LANGUAGE,
    code="kk",
    alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    # A word's endings come in this order, from its end.
    forms=(
        *[(f"{STEM}{CASE}", "$1", 2)] * 2,
        *[(f"{STEM}{POSSESSION}", "$1", 2)] * 2,
        (f"{STEM}[лдт](?:ар|ер)$", "$1", 2),
        # Before an ending with a vowel the last sound is voiced: елшілік, елшілігі.
        ("(.[ыі])г$", "$1к", 4),
        ("(.[ыі])ғ$", "$1қ", 4),
    ),
    note_headings=phrases(
        "редакторларға ескертпе; редакцияларға ескертпе; редакторлар үшін ескертпе; "
        "редакторлардың назарына"
    ),
    speakers=phrases("сұрақ; жауап; журналист; модератор"),
    greetings="қайырлы (?:таң|күн|кеш)|сәлеметсіз(?:дер)? бе|рахмет",
    addressed="ханымдар мен мырзалар|құрметті (?:\\w+ ?){1,4}",
    abbreviations=ru.LANGUAGE.abbreviations | {"жж", "ғғ"},
    date_words=words("жылғы жыл ж"),
    held=HeldWords(
        status="мәртебе",
        after=r"дейін",
        bans_last=r".{0,60}\bдейін\s+жариял(?:ауға\s+болмайды|анбасын|ауға\s+тыйым)",
        lines=r".{0,60}\b(?:дейін|бұрын)\s+(?:жариял\w+|таратуға)\s+(?:болмайды|тыйым\s+салын\w+)"
        r"|.{0,60}\bдейін\s+жарияла[нм]басын",
        private=r"қызметтік\s+(?:пайдалану|қолдану)\s+үшін|ішкі\s+құжат|жарияламаңыз|жарияланбасын"
        r"|(?:тек\s+)?ішкі\s+(?:пайдалану|қолдану)(?:ға|\s+үшін)(?:\s+(?:ғана|арналған))?"
        r"|(?:.{0,60}\b(?:дейін|бұрын|келісімінсіз|рұқсатынсыз)\s+)?(?:жариялауға|таратуға)"
        r"\s+(?:арналмаған|жатпайды|болмайды)",
        private_first="құпия|ішкі",
        fill_in="енгіз(?:іңіз|у)|жазыңыз|толтыр(?:ыңыз|у)|қойыңыз",
        draft_in_title="жоба",
        letterhead=r"баспасөз\s+хабарламасы",
        hints=("қызметтік", "ішкі", "құпия", "жариял", "таратуға", "дейін", "бұрын", "жоба"),
    ),
)
