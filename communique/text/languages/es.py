"""Spanish: “ ” and ‘ ’, as the United Nations' translators set them; « » stay where typed."""

from communique.text.language import HeldWords, Language, phrases, words
from communique.text.quotation_marks import quote_rule

QUOTES = ("“”", "‘’")

LANGUAGE = Language(
    code="es",
    alphabet="abcdefghijklmnñopqrstuvwxyz",
    forms=(("es$", "", 3), ("[se]$", "", 4)),
    quotes=QUOTES,
    marks=('"',),
    set_marks=quote_rule(QUOTES, follows="“‘«¿¡"),
    note_headings=phrases(
        "nota a los editores; notas a los editores; nota para los editores; notas para los "
        "editores; nota a la redacción; nota a las redacciones; nota para la redacción"
    ),
    abbreviations=words(
        "ee ff rr hh jj aa cc lic ing arq excmo ilmo "
        "sr sra sres dr dra prof gral ud uds vd vds st sta av art núm pág págs vol cf etc tel"
    ),
    speakers=phrases("pregunta; respuesta; periodista; moderador; moderadora; intérprete"),
    greetings="buen(?:os|as)? (?:días|tardes|noches|día)|hola|(?:muchas )?gracias(?! a )",
    addressed="señoras y señores|excelencias?|(?:estimad|distinguid)[oa]s? (?:\\w+ ?){1,4}",
    date_words=words("de del el"),
    widely_read=True,
    held=HeldWords(
        status="estado",
        embargo="embargo|embargos|embargado|embargada",
        before="bajo",
        lines=r"para\s+su\s+(?:publicación|difusión)\s+(?:el|a\s+partir)\b.{0,40}"
        r"|para\s+publicar\s+el\s+\d.{0,40}"
        r"|(?:nota|comunicado|texto)\s+(?:embargad[oa]|bajo\s+embargo)\s+hasta\b.{0,60}",
        published=r"fecha\s+de\s+(?:publicación|difusión)",
        drafts=r"documento\s+de\s+trabajo|versión\s+preliminar|proyecto\s+de\s+(?:comunicado|declaración|discurso)"
        r"|pendiente\s+de\s+aprobación",
        draft_after=r"para\s+aprobación",
        after=r"hasta|a\s+las|el\b",
        bans=r"(?:no\s+(?:publicar|difundir|divulgar)|prohibida\s+su\s+\w+)\s+(?:antes|hasta)\b",
        ban=r"(?:difusión|publicación|divulgación)\s+prohibida|no\s+(?:publicar|difundir|divulgar)\b",
        words="prohibid[oa]|su|bajo|prensa|difusión|publicación|publicar|difundir|divulgar|no|se|ruega",
        private=r"no\s+(?:publicar|difundir|divulgar)|documento\s+interno|difusión\s+(?:restringida|interna)"
        r"|(?:(?:para|de)\s+)?uso\s+(?:\w+mente\s+)?interno(?:\s+\w+mente)?"
        r"|no\s+(?:es\s+)?(?:(?:destinad[oa]|apt[oa])\s+(?:a|para)|para)\s+(?:la\s+|su\s+)?"
        r"(?:publicación|difusión|publicar)",
        private_first="(?:estrictamente\\s+)?confidencial|intern[oa]|reservado",
        private_after="antes|hasta|sin|fuera|mientras",
        fill_in="insert(?:ar|e)|completar|complete|rellen(?:ar|e)|introducir",
        draft="borrador",
        delivery=r"cotéjese\s+con\s+(?:el|lo)\s+\w+|cotejar\s+con\s+\w+\s+\w+",
        letterhead=r"comunicado(?:\s+de\s+prensa)?",
        time="hasta|las|el|del|de|la|antes|horas|hora|lunes|martes|miércoles|jueves|viernes|sábado|domingo",
        zones={r"hora\s+de\s+greenwich": "gmt"},
        hints="uso |interno|interna |interna:|reservado|restringida|prohib|borrad|cotej|cotéj"
        "|preliminar|proyecto de |para su |para publicar|fecha de |documento de tr|pendiente de ",
    ),
)
