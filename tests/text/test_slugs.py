from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.text.slugs import is_slug, slugify
from tests.sites import ROOT


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("SCO observer mission prepares", "en", "sco-observer-mission-prepares"),
        ("Côte d’Ivoire", "en", "cote-divoire"),
        ("O'zbekiston, Farg'ona", "en", "ozbekiston-fargona"),
        ("Oʻzbekiston", "uz", "ozbekiston"),
        ("A/RES/1325 (2000)", "en", "a-res-1325-2000"),
        ("«Щёлково» и подъезд", "ru", "shchelkovo-i-podezd"),
        ("Хабаровск, Жуковский", "ru", "khabarovsk-zhukovskiy"),
        ("Әлихан Смайылов", "ru", "alikhan-smayylov"),
        ("Қазақстан Республикасының Үкіметі", "kk", "qazaqstan-respublikasynyng-ukimeti"),
        ("Өскемен, Ғылым, Һәм, Ұлытау", "kk-Cyrl", "oskemen-ghylym-ham-ulytau"),
        ("Львів", "uk", "lviv"),
        ("Юрий Щербаков, Ёлкин", "ru", "yuriy-shcherbakov-elkin"),
        ("Қазақстан", "kk", "qazaqstan"),
        ("Нұр-Сұлтан", "kk", "nur-sultan"),
        ("«Әділет» ақпараттық-құқықтық жүйесі", "kk", "adilet-aqparattyq-quqyqtyq-zhuyesi"),
        ("Шыңғыс Айтматов", "kk", "shyngghys-aytmatov"),
        ("北京", "zh", "beijing"),
        ("重庆", "zh", "chongqing"),
        ("银行", "zh", "yinhang"),
        ("长江", "zh", "changjiang"),
        ("行长重返银行", "zh", "hangzhang-chongfan-yinhang"),
        ("厦门市长与西藏代表", "zh", "xiamen-shizhang-yu-xizang-dai-biao"),
        ("中华人民共和国外交部", "zh", "zhonghuarenmingongheguo-wai-jiao-bu"),
        ("SCO成员国2019年会议", "zh", "sco-chengyuan-guo-2019-nianhui-yi"),
        ("秘书长访问重庆银行", "zh-Hans", "mishu-zhang-fang-wen-chongqing-yinhang"),
        ("绿色女性，二〇二六年！", "zh-CN", "lu-se-nuxing-er-ling-er-liu-nian"),
        ("上海合作組織", "zh-TW", "shanghai-hezuo-zu-zhi"),
        ("الأمم المتحدة", "ar", "al-amm-al-mthda"),
        ("منظمة شنغهاي للتعاون", "ar", "mnzma-shnghhay-lltawn"),
        ("وزارة الخارجية", "ar", "wzara-al-kharjya"),
        ("مراقبة الانتخابات منذ عام ٢٠٠٤", "ar", "mraqba-al-intkhabat-mndh-am-2004"),
        ("عبد الله محمود", "ar", "abd-allah-mhmud"),
        ("السعودية، العراق، إيران", "ar", "al-saudya-al-araq-iran"),
        ("مُحَمَّد محمد مـحـمـد", "ar", "mhmd-mhmd-mhmd"),
        ("رئيس المؤتمر بشأن بيشكيك", "ar", "ris-al-mutmr-bshan-bishkik"),
        ("NATO والناتو A/RES/1325", "ar", "nato-walnatu-a-res-1325"),
        (
            "신라, 종로, 왕십리, 별내, 국립, 백마",
            "ko",
            "silla-jongno-wangsimni-byeollae-gungnip-baengma",
        ),
        ("같이 좋고 놓다 해돋이 값이", "ko", "gachi-joko-nota-haedoji-gapsi"),
        (
            "대한민국 외교부, 2019년 G7 협력",
            "ko-KR",
            "daehanminguk-oegyobu-2019nyeon-g7-hyeomnyeok",
        ),
        ("압구정, 집현전, 묵호, 대관령", "ko", "apgujeong-jiphyeonjeon-mukho-daegwallyeong"),
        ("앉아, 많다, 않는, 싫은, 맞히다", "ko", "anja-manta-anneun-sireun-machida"),
        ("שלום ירושלים", "he", "shlom-yroshlim"),
        ("תל־אביב, תּוֹרָה, ציון", "he", "tl-abiv-tora-tsion"),
        ("ועדה ארה״ב 2019", "he-IL", "vada-arhv-2019"),
        ("голосувати", "uk", "holosuvaty"),
        (
            "Згурський, Єнакієве, Знам'янка, Їжакевич",
            "uk",
            "zghurskyi-yenakiieve-znamianka-yizhakevych",
        ),
        ("Юлія Щербань, Йосип", "uk-UA", "yuliia-shcherban-yosyp"),
        ("Беларусь, Мінск, Заслаўе", "be", "bielarus-minsk-zaslauje"),
        ("България, София, Щастие", "bg", "balgaria-sofia-shtastie"),
        ("Ђорђе Његош, Шабац", "sr", "djordje-njegos-sabac"),
        ("Ѓорѓе, Скопје", "mk", "gjorgje-skopje"),
        ("Αθήνα, Ευρώπη, Μπάμπης, Αύριο", "el", "athina-evropi-bampis-avrio"),
        ("ایران", "fa", "iran"),
        ("جمهوری اسلامی ایران، تهران", "fa", "jmhuri-eslami-iran-thran"),
        ("وزارت امور خارجه", "fa", "vzart-emur-kharjeh"),
        ("پاکستان", "ur", "pakstan"),
        ("وزارت خارجہ، اسلام آباد", "ur-PK", "wzart-kharja-islam-abad"),
        ("افغانستان", "ps", "afghanstan"),
        ("日本の外交", "ja", "nippon-no-gaiko"),
        ("東京、大阪・京都で首脳会談", "ja", "tokyo-osaka-kyoto-de-shuno-kaidan"),
        ("コンピューターと思う", "ja", "konpyuta-to-omou"),
        ("Über Österreichs Grüße, er übt", "de", "ueber-oesterreichs-gruesse-er-uebt"),
        ("£5 million, €7, ₸9", "en", "gbp5-million-eur7-kzt9"),
        ("§ 3 of the Act™", "en", "3-of-the-act"),
        (" --- ", "en", ""),
        ("", "ru", ""),
    ],
)
def test_a_slug_is_transliterated_by_language(text: str, lang: str, expected: str) -> None:
    """Letters become ASCII as the language's readers write them; apostrophes vanish."""
    assert expected == slugify(text, lang)


def test_decomposed_letters_are_the_letters_they_show() -> None:
    """An й typed as и and a breve has the slug of й."""
    assert slugify("Алтай", "ru") == slugify("Алтаи\u0306", "ru") == "altay"


@given(
    st.text() | st.text(alphabet="البعويئؤإى ـَ中长重庆єїйьґґαυευμπ́кіўя-a1"),
    st.sampled_from(["en", "ru", "kk", "ar", "zh", "uk", "be", "bg", "el", "fa", "ur"]),
)
def test_a_slug_is_empty_or_a_slug_and_its_own_slug(text: str, lang: str) -> None:
    """Whatever is typed, the result is fit for an address, and stays as it is."""
    slug = slugify(text, lang)
    assert slug == "" or is_slug(slug)
    assert slug == slugify(slug, lang)


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "A", "é", "a b", "a_b", "a\n"])
def test_what_is_no_slug(text: str) -> None:
    """A slug has lower case ASCII letters, digits and single hyphens, and nothing else."""
    assert not is_slug(text)


def test_a_library_for_chinese_is_imported_for_chinese() -> None:
    """A Chinese text whose address has no character of it needs none, nor does another language."""
    program = (
        "import sys\n"
        "from communique.text.slugs import slugify\n"
        "print(slugify('sco-summit', 'zh'), slugify('重庆', 'ko'), 'pypinyin' in sys.modules)\n"
        "print(slugify('重庆', 'zh'), 'pypinyin' in sys.modules)\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "sco-summit zhong-qing False\nchongqing True\n"
