"""Other languages and scripts are compared as well as English."""

import pytest

from news import Likeness
from parsers import compare, sketch
from tests.parsers.likeness.stories import text

GERMAN = """Ingenieure haben die Hafenbrücke am Donnerstag gesperrt, nachdem Taucher einen Riss im nördlichen \
Pfeiler fanden, teilte die Stadt mit. Die Reparatur dauert mindestens sechs Wochen. Fähren fahren alle zehn \
Minuten. Im März wurden zwölf Menschen verletzt, als ein Kahn gegen den Pfeiler stieß. Die Händler am Nordufer \
fürchten um ihr Geschäft."""
FRENCH = """Les ingénieurs ont fermé le pont du port jeudi après que des plongeurs ont trouvé une fissure dans la \
pile nord, a annoncé la ville. Les travaux dureront au moins six semaines. « Nous ne pouvons pas prendre ce \
risque », a dit le chef du service. En mars, douze personnes avaient été blessées lorsqu'une péniche avait heurté \
la pile."""
RUSSIAN = """Власти закрыли портовый мост в четверг утром после того, как водолазы обнаружили трещину в северной \
опоре, сообщила мэрия. Ремонт займет не менее шести недель. Инженер сказал, что рисковать нельзя. В марте \
двенадцать человек пострадали, когда баржа врезалась в опору моста. Торговцы на северном берегу опасаются убытков."""
ARABIC = """أغلقت السلطات جسر الميناء صباح الخميس بعد أن عثر غواصون على شق في الدعامة الشمالية، وقالت البلدية إن \
الإصلاح سيستغرق ستة أسابيع على الأقل. وقال المهندس إنه لا يمكن المخاطرة. وأصيب 12 شخصا عندما اصطدمت سفينة بالجسر \
في مارس الماضي. ويخشى أصحاب المتاجر على الضفة الشمالية على تجارتهم."""
HINDI = """बंदरगाह का पुल गुरुवार सुबह बंद कर दिया गया क्योंकि गोताखोरों को उत्तरी खंभे में दरार मिली। शहर \
प्रशासन ने कहा कि मरम्मत में कम से कम छह सप्ताह लगेंगे। इंजीनियर ने कहा कि जोखिम नहीं लिया जा सकता। मार्च में 12 \
लोग घायल हुए थे जब एक नाव खंभे से टकराई थी।"""
CHINESE = """港口大桥周四上午因潜水员在北侧桥墩发现裂缝而全面封闭，市政府表示维修至少需要六周时间。工程师说不能冒\
险，渡轮每十分钟一班。卡车必须绕行海湾，多花一个小时。大桥每天通行4万辆汽车，是附近唯一的固定通道。三月份有12人在\
驳船撞击桥墩时受伤。"""
JAPANESE = """港の橋は木曜日の朝、潜水士が北側の橋脚に亀裂を見つけたため全面通行止めとなった。市は修理に少なくとも\
6週間かかると発表した。技術者は危険を冒せないと述べた。フェリーは10分ごとに運航される。3月には艀が橋脚に衝突し、12\
人がけがをした。"""
THAI = """สะพานท่าเรือถูกปิดเมื่อเช้าวันพฤหัสบดี หลังนักประดาน้ำพบรอยร้าวที่ตอม่อด้านเหนือ \
ทางการเมืองระบุว่าการซ่อมแซมต้องใช้เวลาอย่างน้อยหกสัปดาห์ วิศวกรกล่าวว่าไม่สามารถเสี่ยงได้ \
เมื่อเดือนมีนาคมมีผู้บาดเจ็บ 12 คนเมื่อเรือชนตอม่อ"""

STORIES = {
    "de": ("Riss im Pfeiler: Hafenbrücke gesperrt", GERMAN, "zwölf", "fünfzehn"),
    "fr": ("Le pont du port fermé", FRENCH, "douze", "quinze"),
    "ru": ("Портовый мост закрыт", RUSSIAN, "двенадцать", "пятнадцать"),
    "ar": ("إغلاق جسر الميناء", ARABIC, "12", "15"),
    "hi": ("बंदरगाह का पुल बंद", HINDI, "12", "15"),
    "zh": ("港口大桥全面封闭", CHINESE, "12", "15"),
    "ja": ("港の橋が通行止め", JAPANESE, "12", "15"),
    "th": ("ปิดสะพานท่าเรือ", THAI, "12", "15"),
}
each = pytest.mark.parametrize(("title", "body", "before", "after"), STORIES.values(), ids=list(STORIES))


@each
def test_a_copy_under_a_dateline_is_a_copy(title: str, body: str, before: str, after: str) -> None:
    copy = text("BERLIN (Wire) - " + body, title)
    assert compare(text(body, title), copy).likeness is Likeness.COPY
    assert set(sketch(body)) & set(sketch(copy.text))


@each
def test_a_changed_figure_is_a_revision_that_shows_it(title: str, body: str, before: str, after: str) -> None:
    assert before in body
    found = compare(text(body, title), text(body.replace(before, after), title))
    assert found.likeness is Likeness.REVISION
    assert found.figures == ((before, after),)
    assert before in found.changes[0].before
    assert after in found.changes[0].after


@each
def test_a_report_on_another_matter_is_different(title: str, body: str, before: str, after: str) -> None:
    for name, (other_title, other, _, _) in STORIES.items():
        if other is not body:
            assert compare(text(body, title), text(other, other_title)).likeness is Likeness.DIFFERENT, name


def test_vowel_points_and_stretched_letters_do_not_count() -> None:
    pointed = ARABIC.replace("شق", "شَقّ").replace("جسر", "جســر")
    assert sketch(pointed) == sketch(ARABIC)
    assert compare(text(ARABIC), text(pointed)).likeness is Likeness.COPY


def test_a_turkish_capital_does_not_cut_a_word() -> None:
    line = "İstanbul valiliği köprünün altı hafta kapalı kalacağını ve vapurların sık sefer yapacağını açıkladı"
    assert compare(text(line.replace("İ", "i")), text(line)).shared == 1.0


def test_a_chinese_agencys_line_is_nothing() -> None:
    assert compare(text(CHINESE), text("新华社北京11月1日电 " + CHINESE)).likeness is Likeness.COPY
    assert compare(text(CHINESE), text("本报讯 " + CHINESE)).likeness is Likeness.COPY


def test_a_changed_passage_of_a_text_without_spaces_is_a_sentence() -> None:
    (change,) = compare(text(CHINESE), text(CHINESE.replace("六周", "八周"))).changes
    assert change.before == "港口大桥周四上午因潜水员在北侧桥墩发现裂缝而全面封闭，市政府表示维修至少需要六周时间。"
    assert change.figures == (("六", "八"),)


def test_another_town_in_a_script_without_capitals_is_no_copy() -> None:
    one = "قصفت طائرات حربية مبنى سكنيا في رفح فجر الاثنين وقال مسعفون إن بينهم أطفالا."
    one += " وقال سكان في رفح إن القصف جاء دون إنذار."
    found = compare(text(one, "قصف على رفح"), text(one.replace("رفح", "جباليا"), "قصف على جباليا"))
    assert found.likeness is Likeness.DIFFERENT
