"""What ``inv new`` writes where a text is to come, by language, and where it was left in."""

import re
from functools import cache

from communique.text.locales import ancestors
from communique.text.patterns import late
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Blank:
    """The blanks of a language.

    ``first`` and ``rest`` are paragraphs, ``ready`` says how a draft becomes public, ``turns`` are
    those of a briefing. ``asked`` asks for a header with a name and an example; ``to_translate`` is
    what stands above a text that is to be translated.
    """

    first: str
    rest: str
    ready: str
    turns: str
    asked: str
    to_translate: str

    @property
    def text(self) -> str:
        """The text of a new release."""
        return f"{self.first}\n\n{self.rest} {self.ready}\n"

    @property
    def briefing(self) -> str:
        """The text of a new briefing."""
        return f"{self.turns}\n\n{self.ready}\n"


BLANKS = {
    "en": Blank(
        "Write the first paragraph here: it says what happened, who was there, where and when. "
        "Without a\nSummary header it is what lists and feeds show.",
        "Write the rest here.",
        'When it is ready, delete the line "Status: draft" above.',
        "SPOKESPERSON: Write here how the briefing begins. A turn begins with who speaks, in "
        "capitals and\nwith a colon.\n\nQUESTION: Write the first question here.\n\n"
        "SPOKESPERSON: Write the answer here.",
        "{name}? Add the header {name}: {example}, and delete this line.",
        'Status? Translate headers and text, then delete this line and the line "Status: draft".',
    ),
    "ar": Blank(
        "اكتب الفقرة الأولى هنا: ماذا حدث، ومن حضر، وأين ومتى. إذا لم تكن هناك ترويسة Summary فهذه "
        "الفقرة هي ما تعرضه القوائم والخلاصات.",
        "اكتب بقية النص هنا.",
        'عندما يصبح النص جاهزًا، احذف السطر "Status: draft" أعلاه.',
        "المتحدث: اكتب هنا كيف تبدأ الإحاطة.\n\nسؤال: اكتب السؤال الأول هنا.\n\n"
        "المتحدث: اكتب الجواب هنا.",
        "{name}? أضف الترويسة {name}: {example}، ثم احذف هذا السطر.",
        'Status? ترجم الترويسات والنص، ثم احذف هذا السطر والسطر "Status: draft".',
    ),
    "de": Blank(
        "Schreiben Sie hier den ersten Absatz: was geschehen ist, wer dabei war, wo und wann. Ohne "
        "den\nHeader Summary zeigen ihn Listen und Feeds.",
        "Schreiben Sie hier den weiteren Text.",
        'Wenn er fertig ist, löschen Sie oben die Zeile "Status: draft".',
        "SPRECHER: Schreiben Sie hier, wie die Pressekonferenz beginnt.\n\n"
        "FRAGE: Schreiben Sie hier die erste Frage.\n\nSPRECHER: Schreiben Sie hier die Antwort.",
        "{name}? Ergänzen Sie den Header {name}: {example}, und löschen Sie diese Zeile.",
        "Status? Übersetzen Sie Header und Text, und löschen Sie dann diese Zeile und die Zeile "
        '"Status: draft".',
    ),
    "es": Blank(
        "Escriba aquí el primer párrafo: qué ocurrió, quién estuvo presente, dónde y cuándo. Sin "
        "la\ncabecera Summary, es lo que muestran las listas y los canales.",
        "Escriba aquí el resto.",
        'Cuando esté listo, borre arriba la línea "Status: draft".',
        "PORTAVOZ: Escriba aquí cómo empieza la rueda de prensa.\n\n"
        "PREGUNTA: Escriba aquí la primera pregunta.\n\nPORTAVOZ: Escriba aquí la respuesta.",
        "{name}? Añada la cabecera {name}: {example}, y borre esta línea.",
        'Status? Traduzca cabeceras y texto, y borre esta línea y la línea "Status: draft".',
    ),
    "fr": Blank(
        "Écrivez ici le premier paragraphe\u00a0: les faits, les participants, le lieu et la date. "
        "En\nl’absence d’en-tête Summary, ce sont les listes et les flux qui le montrent.",
        "Écrivez ici la suite.",
        'Lorsque le texte est prêt, supprimez ci-dessus la ligne "Status: draft".',
        "PORTE-PAROLE: Écrivez ici comment commence le point de presse.\n\n"
        "QUESTION: Écrivez ici la première question.\n\nPORTE-PAROLE: Écrivez ici la réponse.",
        "{name}? Ajoutez l’en-tête {name}: {example}, et supprimez cette ligne.",
        "Status? Traduisez les en-têtes et le texte, puis supprimez cette ligne et la ligne "
        '"Status: draft".',
    ),
    "kk": Blank(
        "Бірінші абзацты осы жерге жазыңыз: не болғаны, кім қатысқаны, қайда және қашан. Summary\n"
        "тақырыбы болмаса, тізімдер мен ленталар осы абзацты көрсетеді.",
        "Қалған мәтінді осы жерге жазыңыз.",
        'Мәтін дайын болғанда, жоғарыдағы "Status: draft" жолын жойыңыз.',
        "РЕСМИ ӨКІЛ: Брифингтің қалай басталатынын осы жерге жазыңыз.\n\n"
        "СҰРАҚ: Бірінші сұрақты осы жерге жазыңыз.\n\nРЕСМИ ӨКІЛ: Жауапты осы жерге жазыңыз.",
        "{name}? {name}: {example} тақырыбын қосып, осы жолды жойыңыз.",
        'Status? Тақырыптар мен мәтінді аударып, осы жолды және "Status: draft" жолын жойыңыз.',
    ),
    "ru": Blank(
        "Напишите здесь первый абзац: что произошло, кто участвовал, где и когда. Без заголовка\n"
        "Summary его показывают списки и ленты.",
        "Напишите здесь остальной текст.",
        'Когда он будет готов, удалите выше строку "Status: draft".',
        "ПРЕДСТАВИТЕЛЬ: Напишите здесь, как начинается брифинг.\n\n"
        "ВОПРОС: Напишите здесь первый вопрос.\n\nПРЕДСТАВИТЕЛЬ: Напишите здесь ответ.",
        "{name}? Добавьте заголовок {name}: {example}, и удалите эту строку.",
        'Status? Переведите заголовки и текст, затем удалите эту строку и строку "Status: draft".',
    ),
    "zh": Blank(
        "在此撰写第一段：发生了什么事，谁在场，何时何地。"
        "如果没有 Summary 标头，列表和订阅源会显示这一段。",
        "在此撰写其余内容。",
        '写好后，删除上方的 "Status: draft" 一行。',
        "发言人：在此撰写通报会的开场。\n\n问：在此撰写第一个问题。\n\n发言人：在此撰写回答。",
        "{name}? 请添加标头 {name}: {example}，然后删除本行。",
        'Status? 请翻译标头和正文，然后删除本行和 "Status: draft" 一行。',
    ),
}
"""By language; any other has the English ones."""

SIGNED = "A turn begins with who speaks, in capitals and with a colon"
"""A sentence that a text may have."""


def blank_of(lang: str) -> Blank:
    """Return the blanks of a language, or of its nearest parent in CLDR that has any."""
    return BLANKS[_code(lang)]


@cache
def _code(lang: str) -> str:
    return next((code for code in ancestors(lang) if code in BLANKS), "en")


@cache
def _sought(code: str) -> tuple[tuple[re.Pattern[str], ...], tuple[str, ...], re.Pattern[str]]:
    """Return signs of a language's blanks, and what finds these.

    A sign is how sentences with one capital begin, or the longest word of one without a capital.
    """
    blank = BLANKS[code]
    speakers = {re.split("[:：]", turn)[0] for turn in blank.turns.split("\n\n")}
    text = f"{blank.first} {blank.rest} {blank.ready} {blank.turns}"
    parts = [" ".join(part.split()) for part in re.split(r"[.:。：]\s*(?!\s*draft)", text)]
    parts = [part for part in parts if part and part != SIGNED and part not in speakers]
    words = {max(part.split(), key=len) for part in parts if not part[0].isupper()}
    begun: dict[str, set[str]] = {}
    for part in parts:
        if part[0].isupper():
            begun.setdefault(part[0], set()).add(r"\s+".join(map(re.escape, part[1:].split()[:2])))
    signs = (late(f"{letter}(?:{'|'.join(sorted(rest))})") for letter, rest in begun.items())
    found = "|".join(r"\s+".join(map(re.escape, part.split())) for part in parts)
    return tuple(signs), tuple(sorted(words)), late(found)


def find_blank(body: str, lang: str) -> re.Match[str] | None:
    """Return the first blank, whole or in part, that was left in a text; English ones in any."""
    for code in sorted({_code(lang), "en"}):
        signs, words, pattern = _sought(code)
        signed = any(sign.search(body) for sign in signs) or any(word in body for word in words)
        if signed and (found := pattern.search(body)):
            return found
    return None
