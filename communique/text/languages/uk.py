"""Ukrainian: addresses by the national system of 2010 (Cabinet of Ministers, No. 55)."""

from communique.patterns import late
from communique.text.language import HeldWords, Language, letters, phrases, words

LETTERS = dict(zip("абвгґдезийіїйклмнопрстуф", "abvhgdezyiiiiklmnoprstuf", strict=True)) | letters(
    "є:ie ж:zh х:kh ц:ts ч:ch ш:sh щ:shch ь: ю:iu я:ia"
)
INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
"""How these are written where they begin a word."""

FIRST = late("(?<![^\\W\\d_])[єїйюя]")

LANGUAGE = Language(
    code="uk",
    letters=str.maketrans(LETTERS),
    romanise=lambda text: FIRST.sub(lambda at: INITIAL[at[0]], text.replace("зг", "zgh")),
    abbreviations=words(
        "рр ст вв ім вул просп обл смт тис млн млрд трлн грн дол див напр зокр проф акад доц гр пп "
        "чл абз ред упоряд тел"
    ),
    speakers=phrases(
        "запитання; питання; відповідь; кореспондент; кореспондентка; журналіст; журналістка; "
        "ведучий; ведуча; модератор; модераторка; перекладач; перекладачка"
    ),
    greetings="добр(?:ого дня|ого ранку|ого вечора|ий день|ий ранок|ий вечір)|вітаю(?! з )|дякую"
    "|здрастуйте",
    addressed="пані (?:та|й|і) панове|шановн(?:і|ий|а) (?:\\w+ ?){1,4}|ваш[аі] \\w+(?:ість|ності)"
    "|(?:пане|пані) (?:президент[е]?|міністр[е]?|голово)",
    held=HeldWords(status="статус", embargo="ембарго", draft="чернетка", hints="ембарго|чернетка"),
)
