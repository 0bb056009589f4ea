"""What readers of each language type: what finds a text, and what does not."""

CASES = {
    "en": (
        (
            "D’Souza met the C5+1, the P5+1 and the E3/EU+3 in São Tomé; the U.S. "
            "minister’s co-operation."
        ),
        (
            "Souza; D'Souza; d’souza; C5+1; c5; P5+1; E3/EU+3; EU+3; Sao Tome; SÃO TOMÉ; "
            "Sa\u0303o Tome\u0301; US; U.S.; ministers; minister; minister's; co-operation; \"sao "
            'tome"; "the p5+1"'
        ),
        'ministe; C5+2; Tom; "tome sao"; oza',
    ),
    "fr": (
        ("L’élection en Côte d’Ivoire, qu’elle observe ; les ministres régionaux d'aujourd'hui."),
        (
            "élection; elections; l’élection; l'élection; Ivoire; d'Ivoire; Côte "
            "d’Ivoire; cote ivoire; elle; ministre; régional; régionale; ÉLECTIONS"
        ),
        "lection; voire; minis",
    ),
    "es": (
        ("Los países observaron las elecciones en Perú; el presidente Núñez y 20 misiones."),
        "país; paises; Peru; PERÚ; presidentes; Nunez; Núñez; misión; elecciones",
        "pres; Per; 200",
    ),
    "ru": (
        "Генеральный секретарь ОДКБ посетил Нур-Султан; ещё встреча министров. Йод.",
        ("генерального секретаря; еще; ещё; министр; нур-султан; Султан; встречи; йод; ОДКБ"),
        "мини; иод; генерал",
    ),
    "kk": (
        "Президент елге оралды; Қазақстанның елшілігі Нұр-Сұлтан қаласында.",
        "ел; елдің; елге; Қазақстан; елшілік; қала; Сұлтан; президенттің",
        "е; Қазақ; елші",
    ),
    "ar": (
        "ناقش الوزير والمياه للسلام، والأمين العام في إيران عام ٢٠١٩. مُحَمَّد",
        ("المياه; مياه; والمياه; سلام; السلام; وزير; الأمين; الامين; ايران; 2019; محمد"),
        "مي; مرا",
    ),
    "zh": (
        "2019年6月，G20峰会在大阪举行。外交部发言人耿爽。",
        "2019年6月; G20峰会; g20; 峰会; 外交部; 外交部发言人; 大阪; 耿爽; 2019; 年; 峰会 大阪",
        "6年; 大会; 部外交; G20会",
    ),
    "ja": (
        "首脳ミーティングで外務大臣がガーナを訪問。",
        "ミーティング; がガーナ; 外務大臣; 訪問; ﾐｰﾃｨﾝｸﾞ; カ\u3099ーナ",
        "ミティング; かガーナ; カーナ",
    ),
    "uz": (
        "O‘zbekiston Respublikasi tashqi ishlar vazirligi.",
        ("O'zbekiston; Oʻzbekiston; O‘zbekiston; o’zbekistonning; Ozbekiston; vazirligi"),
        "zbek; vazir",
    ),
    "de": (
        "Die Außenminister in München: drei Häuser, 5G-Netze.",
        "Aussenminister; Außenministern; munchen; München; Haus; 5G-Netze; 5g",
        "Minister; Mün; 4G",
    ),
}
"""By language: a text, what is typed and finds it, and what is typed and does not."""
