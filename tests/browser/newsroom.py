"""A small newsroom that has everything a page can show, left to right and right to left."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.sites import Site

BODY = {
    "en": """The Foreign Minister received the Secretary-General today, and both sides spoke of \
the [border agreement](https://example.org/agreement) of 2017, of water and of trade.

> A border that is agreed is a border that is open. We shall keep it so.

## What was agreed

1. A joint commission meets twice a year.
2. Its records are public:
    - in both languages;
    - within thirty days.

| Crossing | Opened | Open from | Open to | Lorries a day | Travellers a day |
|---|---:|---:|---:|---:|---:|
| Northern crossing | 1994 | 06:00 | 22:00 | 1,200 | 8,400 |
| Lakeshore crossing | 2003 | 08:00 | 20:00 | 310 | 2,050 |

### A heading of the third degree

A paragraph with a note.[^1]

[^1]: Figures are of the border service.

## Note to editors

The commission was founded in 2001. Questions are answered at press@example.org.
""",
    "ar": """استقبل وزير الخارجية اليوم الأمين العام، وتناول الجانبان \
[اتفاق الحدود](https://example.org/agreement) لعام 2017 وملفي المياه والتجارة.

> الحدود المتفق عليها حدود مفتوحة، وسنحافظ عليها كذلك.

## ما تم الاتفاق عليه

1. تجتمع اللجنة المشتركة مرتين في السنة.
2. تُنشر محاضرها باللغتين في غضون ثلاثين يوما.

| المعبر | سنة الافتتاح | الشاحنات يوميا | المسافرون يوميا |
|---|---:|---:|---:|
| المعبر الشمالي | 1994 | 1200 | 8400 |
| معبر البحيرة | 2003 | 310 | 2050 |

## ملاحظة للمحررين

تأسست اللجنة عام 2001. للاستفسار: press@example.org.
""",
    "kk": """Сыртқы істер министрі бүгін Бас хатшыны қабылдады. Тараптар шекара туралы келісімді, \
ШЫҰ-дағы ынтымақтастықты, су және сауда мәселелерін талқылады.

> Келісілген шекара – ашық шекара. Біз оны сақтаймыз.

## Редакторларға ескертпе

Комиссия 2001 жылы құрылған.
""",
    "zh": """外交部长今天会见了秘书长，双方就边界协议、水资源和贸易问题交换了意见。

> 商定的边界就是开放的边界。我们将继续保持这一点。

## 编者注

该委员会成立于2001年。
""",
}
TITLES = {
    "en": "Foreign Minister and Secretary-General agree on a joint commission for the border",
    "ar": "وزير الخارجية والأمين العام يتفقان على لجنة مشتركة للحدود",
    "kk": "Сыртқы істер министрі мен Бас хатшы шекара жөніндегі бірлескен комиссия туралы келісті",
    "zh": "外交部长与秘书长商定成立边界联合委员会",
}
MIXED = {
    "en": """The text calls it "\u2067اتفاق الحدود (2017)\u2069", and has 3 articles on it.

The embassy's: <span lang="ar" dir="rtl">وزارة الخارجية وشركاء G7+ في 5 مواد</span> (in Arabic).
""",
    "ar": """اجتمع الوزير مع John Smith من NATO يوم 5 يونيو 2019.

تفاصيل اتفاق A/RES/71/1 في https://example.org/a-b?c=1 بالكامل.

هاتف: +7 (7172) 72-05-18 أو press@example.org للصحفيين.

الموعد 10:00 – 12:00 في بيان G7+ للصحفيين.
""",
}
"""Texts in two directions; in the English one an editor isolates what nobody else can know."""

TALK = """MODERATOR: Good morning. The floor is yours.

MINISTER BAUYRZHAN ABDYKALYKOV: Thank you. A border that is agreed is open.

QUESTION: When does the commission meet?

MINISTER BAUYRZHAN ABDYKALYKOV: Twice a year.
"""
KINDS = """[statements]
en = "Statements"
ar = "بيانات"
kk = "Мәлімдемелер"
zh = "声明"

[readouts]
en = "Readouts"
ar = "ملخصات لقاءات"
kk = "Кездесу қорытындылары"
zh = "会见通报"
"""
SITENAMES = {
    "en": "Ministry of Foreign Affairs",
    "ar": "وزارة الخارجية",
    "kk": "Сыртқы істер министрлігі",
    "zh": "外交部",
}
VISIT = "2019/06/05/visit/"
"""The release that shows everything, below a language."""

PAGES = {
    "release": VISIT,
    "front page": "",
    "numbered page": "page/1/",
    "long title": "2016/01/01/note-1/",
    "event": "2017/02/02/note-2/",
    "transcript": "2018/03/03/note-3/",
    "two directions": "2019/04/04/note-4/",
    "kind": "kinds/readouts/",
    "filter": "countries/kazakhstan/kinds/statements/",
    "filter by year": "kinds/readouts/2018/",
    "year": "2019/",
    "month": "2019/06/",
    "day": "2019/06/05/",
    "term": "tags/borders/",
    "term index": "countries/",
    "corrections": "corrections/",
    "archive": "archive/",
    "subscribe": "subscribe/",
    "search": "search/",
    "page": "about/",
}
"""A page of each type, below a language."""

SINGLE = {
    "front door": "",
    "not found": "404.html",
    "withdrawn release": "en/2019/06/05/gone/",
}
"""Pages that the site has once."""

SOME = ("release", "front page", "search", "term index", "two directions", "corrections")
"""Pages that another direction or script can change, the most telling first."""

MANY = {"ar": 6, "kk": 4, "zh": 2}
"""How many of them are tried in a language: each costs a second."""

EVERY = [
    *(f"en/{path}" for path in PAGES.values()),
    *(f"{lang}/{PAGES[name]}" for lang, count in MANY.items() for name in SOME[:count]),
    *SINGLE.values(),
]
"""A page of each type; what holds for a page is tried on each of them."""


def picture() -> bytes:
    """Return a PNG of an evening sky."""
    height = Image.linear_gradient("L").resize((320, 180))
    colours = (
        height.point([least + more * y // 255 for y in range(256)])
        for least, more in ((70, 120), (105, 70), (130, 10))
    )
    file = BytesIO()
    Image.merge("RGB", tuple(colours)).save(file, "PNG")
    return file.getvalue()


def make_newsroom(root: Path, **settings: object) -> Site:
    """Build it; a listing's page has two releases, so that listings have pages."""
    defaults = {
        "LANGUAGES": tuple(TITLES),
        "SITENAMES": SITENAMES,
        "DEFAULT_PAGINATION": 2,
        "SEARCH": True,
        "LIST_FILTERS": [("countries", "kinds"), ("kinds", "years")],
    }
    site = Site(root, **(defaults | settings))
    site.write("vocabulary/kinds.toml", KINDS)
    site.write("content/sky.png", picture())
    site.write("content/joint-statement.pdf", b"%PDF-1.4\n")
    for lang, title in TITLES.items():
        site.release(
            f"visit.{lang}",
            BODY[lang],
            Title=title,
            Modified="2019-06-06 09:00",
            Countries="Kazakhstan; Kyrgyzstan",
            Organisations="OSCE",
            People="Ms A. Example",
            Tags="borders; water",
            Place="Vienna",
            Authors="Press Office",
            Correction="2019-06-06 An earlier version named another crossing.",
            Image="sky.png | Evening over the lake | The lake shore crossing | Press Office",
            Attachments="joint-statement.pdf | Joint statement",
        )
        event = {
            "Starts": "2099-06-10 10:00 Asia/Almaty",
            "Venue": "Press centre, 3rd fl.",
            "Accreditation": "By 7 June; write to press@example.org.",
            "Image": "sky.png | Evening over the lake",
            "Gallery": "sky.png | Evening over the lake | The lake, from the east. | Office",
        }
        bodies = ["Text.", "Text.", TALK, MIXED.get(lang, "Text.")]
        for number, body in enumerate(bodies, 1):
            site.release(
                f"note-{number}.{lang}",
                body,
                **(event if number == 2 else {}),
                Title=f"{title} ({number})" if number > 1 else f"{title}; " * 6,
                Category="Readouts",
                Date=f"201{5 + number}-0{number}-0{number}",
                Tags="borders",
                Place="Vienna",
            )
        site.write(f"content/pages/about.{lang}.md", f"Title: {SITENAMES[lang]}\n\n{BODY[lang]}")
    site.release(
        "gone.en",
        Title="A release that was taken back",
        Withdrawn="2019-06-07 It was sent in error.",
    )
    site.built()
    return site
