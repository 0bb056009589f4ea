"""Turkish: ı and i are two letters, so I is not the capital of i."""

from communique.text.language import HeldWords, Language, phrases, words

LANGUAGE = Language(
    code="tr",
    small={"I": "ı", "İ": "i"},
    speakers=phrases(
        "soru; cevap; yanıt; muhabir; gazeteci; moderatör; sunucu; tercüman; çevirmen"
    ),
    greetings="günaydın|[iİ]yi (?:günler|akşamlar)|merhaba(?:lar)?|hoş geldiniz"
    "|(?:çok )?teşekkür(?:ler| ederim| ederiz)",
    addressed="hanımefendiler(?:,| ve) beyefendiler|ekselans(?:ları)?"
    "|(?:sayın|değerli|saygıdeğer) (?:\\w+ ?){1,4}",
    abbreviations=words(
        "dr prof doç yrd öğr sn av alb gen org bkz vb vs örn no mah cad sok sk tel"
    ),
    held=HeldWords(
        status="durum",
        embargo="ambargo",
        published=r"yayı[nm]\s+tarihi",
        lines=r"\d.{0,40}\bkadar\s+(?:ambargolu|yayı(?:mla|nla)n?[ma])\w*",
        drafts=r"taslaktır|çalışma\s+belgesi",
        draft="taslak",
        private=r"yayı(?:mla|nla)n(?:maz|mak\s+üzere\s+değildir)|yayım\s+için\s+değildir",
        private_first="gizli(?:dir)?|hizmete\\s+özel",
        hints="ambargo|taslak|tarihi|kadar|çalışma|yayım|yayın|gizli|hizmete",
    ),
)
