"""A summary begins where a text says something: behind labels, greetings and short lines."""

from __future__ import annotations

import pytest

from communique.text.markdown import Renderer

RENDERER = Renderer({"extension_configs": {"markdown.extensions.extra": {}}})

MET = "The Secretary-General met the delegation in Astana and thanked it for its work."

TEXTS = [
    ("en", f"SECRETARY BLINKEN: Good morning. {MET}", MET),
    ("en", f"SECRETARY BLINKEN: Good morning.\n\nThank you, Mr. President.\n\n{MET}", MET),
    ("en", f"**MR. PRICE:** Good afternoon, everyone. {MET}", MET),
    ("en", f"**Ann Lee**: Hello! {MET}", MET),
    ("en", f"MODERATOR (via translation): Hi. Thank you all for being here. {MET}", MET),
    ("en", f"Question: Thank you. {MET}", MET),
    (
        "en",
        "Mr. President, distinguished delegates, we meet to sign the agreement on water.",
        "We meet to sign the agreement on water.",
    ),
    (
        "en",
        f"Thanks to the host, all could come. {MET}",
        f"Thanks to the host, all could come. {MET}",
    ),
    ("en", f"Background: {MET}", f"Background: {MET}"),
    ("en", f"Secretary-General António Guterres: Good morning. {MET}", MET),
    ("ru", "Токаев: Спасибо. Сегодня мы провели переговоры.", "Сегодня мы провели переговоры."),
    ("en", "SECRETARY BLINKEN: Good morning.", "Good morning."),
    (
        "ru",
        "С.В.ЛАВРОВ: Добрый день, уважаемые коллеги. Сегодня мы провели переговоры с министром.",
        "Сегодня мы провели переговоры с министром.",
    ),
    (
        "de",
        "FRAGE: Guten Tag. Wie bewerten Sie die Ergebnisse des Gipfels, der gestern stattfand?",
        "Wie bewerten Sie die Ergebnisse des Gipfels, der gestern stattfand?",
    ),
    (
        "de",
        "Dank der Hilfe vieler Partner konnte die Mission ihre Arbeit rechtzeitig beenden.",
        "Dank der Hilfe vieler Partner konnte die Mission ihre Arbeit rechtzeitig beenden.",
    ),
    (
        "fr",
        "MME LE\u00a0BRET\u00a0: Bonjour à tous. Nous avons parlé de la situation dans la région.",
        "Nous avons parlé de la situation dans la région.",
    ),
    (
        "es",
        "PREGUNTA: Buenos días. ¿Cómo valora usted los resultados de la cumbre de ayer?",
        "¿Cómo valora usted los resultados de la cumbre de ayer?",
    ),
    (
        "zh",
        "毛宁：大家下午好。外交部宣布部长将访问哈萨克斯坦。",
        "外交部宣布部长将访问哈萨克斯坦。",
    ),
    (
        "ar",
        "الوزير: صباح الخير. عقدت اللجنة اجتماعها اليوم في أستانا بحضور جميع الأعضاء.",
        "عقدت اللجنة اجتماعها اليوم في أستانا بحضور جميع الأعضاء.",
    ),
    (
        "ar",
        "الوزير: عقدت اللجنة اجتماعها اليوم في أستانا بحضور جميع الأعضاء.",
        "الوزير: عقدت اللجنة اجتماعها اليوم في أستانا بحضور جميع الأعضاء.",
    ),
    (
        "ar",
        "سؤال: صباح الخير. عقدت اللجنة اجتماعها اليوم في أستانا بحضور جميع الأعضاء.",
        "عقدت اللجنة اجتماعها اليوم في أستانا بحضور جميع الأعضاء.",
    ),
    (
        "ru",
        "С. В. Лавров: Здравствуйте! Мы провели переговоры и обсудили поставки зерна.",
        "Мы провели переговоры и обсудили поставки зерна.",
    ),
    (
        "uk",
        "Д.І.Кулеба: Доброго дня! Шановні колеги, ми обговорили постачання зерна з портів.",
        "Ми обговорили постачання зерна з портів.",
    ),
    (
        "uk",
        "Запитання: Пане міністре, якими є підсумки вчорашньої зустрічі в Києві?",
        "Якими є підсумки вчорашньої зустрічі в Києві?",
    ),
    (
        "tr",
        "SAYIN BAKAN: Günaydın. Meslektaşımla tahıl sevkiyatını ve güvenliği görüştük.",
        "Meslektaşımla tahıl sevkiyatını ve güvenliği görüştük.",
    ),
    (
        "tr",
        "Soru: İyi günler. Dünkü zirvenin sonuçlarını nasıl değerlendiriyorsunuz?",
        "Dünkü zirvenin sonuçlarını nasıl değerlendiriyorsunuz?",
    ),
    (
        "tr",
        "Merhabalaşma töreni dün Ankara’da yapıldı ve iki bakan konuştu.",
        "Merhabalaşma töreni dün Ankara’da yapıldı ve iki bakan konuştu.",
    ),
    (
        "fr",
        "LE MINISTRE\u00a0: Bonjour à tous. Merci d’être venus à cette conférence de presse.",
        "Bonjour à tous. Merci d’être venus à cette conférence de presse.",
    ),
    (
        "zh",
        f"外交部发言人毛宁主持例行记者会。\n\n{'第二段很长。' * 9}",
        "外交部发言人毛宁主持例行记者会。",
    ),
    ("zh", f"北京，二〇一九年\n\n{'第二段很长。' * 5}", "第二段很长。" * 5),
    (
        "ko",
        f"외교부 장관이 카자흐스탄을 방문하였다고 밝혔다.\n\n{'둘째 문단은 길다. ' * 9}",
        "외교부 장관이 카자흐스탄을 방문하였다고 밝혔다.",
    ),
    ("en", f"1. {MET}\n2. We will meet again, and soon, in the same place as today.", MET),
    ("en", f"- Astana\n- {MET}\n    - and a point below it\n", MET),
    ("en", f"Astana\n:   {MET}\n", MET),
    (
        "ru",
        "6. Мы подтверждаем свою приверженность миру.\n7. Мы встретимся снова.",
        "Мы подтверждаем свою приверженность миру.",
    ),
]


@pytest.mark.parametrize(("lang", "text", "summary"), TEXTS)
def test_a_summary_begins_with_what_is_said(lang: str, text: str, summary: str) -> None:
    """Without who speaks and a greeting; what only looks like one stays."""
    assert RENDERER.render(text, lang).summary == summary
