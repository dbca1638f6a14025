"""Texts in many languages, under a right statement, a wrong one and none."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import Article, Entry, Page
from parsers import article_from_entry, read_article
from parsers.common_words import is_evident
from parsers.language import guess_language, settled_language

TEXTS = {
    "en": "The ferry was held at the harbour for two days, and the crew said that they had been given neither food nor "
    "water. Officials promised an inquiry, but the families on the quay did not believe them.",
    "de": "Die Fähre lag zwei Tage im Hafen fest, und die Besatzung sagte, dass sie weder Essen noch Wasser bekommen "
    "habe. Die Behörden versprachen eine Untersuchung, doch die Familien am Kai glaubten ihnen nicht.",
    "fr": "Le bac est resté deux jours dans le port, et l'équipage a déclaré qu'il n'avait reçu ni nourriture ni eau. "
    "Les autorités ont promis une enquête, mais les familles sur le quai ne les ont pas crues.",
    "es": "El transbordador estuvo dos días retenido en el puerto, y la tripulación dijo que no había recibido comida "
    "ni agua. Las autoridades prometieron una investigación, pero las familias no les creyeron.",
    "pt": "A balsa ficou retida dois dias no porto, e a tripulação disse que não recebeu comida nem água. As "
    "autoridades prometeram uma investigação, mas as famílias que esperavam no cais não acreditaram nelas.",
    "ca": "El transbordador va estar dos dies retingut al port, i la tripulació va dir que no havia rebut ni menjar ni "
    "aigua. Les autoritats van prometre una investigació, però les famílies no se les van creure.",
    "gl": "O transbordador estivo dous días retido no porto, e a tripulación dixo que non recibira nin comida nin "
    "auga. As autoridades prometeron unha investigación, pero as familias que agardaban no peirao non lles creron.",
    "it": "Il traghetto è rimasto fermo due giorni nel porto, e l'equipaggio ha detto di non aver ricevuto né cibo né "
    "acqua. Le autorità hanno promesso un'inchiesta, ma le famiglie sul molo non ci hanno creduto.",
    "nl": "De veerboot lag twee dagen vast in de haven, en de bemanning zei dat zij geen eten en geen water had "
    "gekregen. De overheid beloofde een onderzoek, maar de families op de kade geloofden haar niet.",
    "sv": "Färjan låg kvar i hamnen i två dagar, och besättningen sade att den varken hade fått mat eller vatten. "
    "Myndigheterna lovade en utredning, men familjerna på kajen trodde inte på dem.",
    "da": "Færgen lå fast i havnen i to dage, og besætningen sagde, at den hverken havde fået mad eller vand. "
    "Myndighederne lovede en undersøgelse, men familierne på kajen troede ikke på dem.",
    "nb": "Fergen lå fast i havnen i to dager, og mannskapet sa at de verken hadde fått mat eller vann. Myndighetene "
    "lovet en gransking, men familiene som ventet på kaia, trodde ikke på dem.",
    "fi": "Lautta seisoi satamassa kaksi päivää, ja miehistö kertoi, ettei se ollut saanut ruokaa eikä vettä. "
    "Viranomaiset lupasivat tutkia asian, mutta laiturilla odottaneet perheet eivät uskoneet heitä.",
    "pl": "Prom stał w porcie przez dwa dni, a załoga mówiła, że nie dostała jedzenia ani wody. Władze obiecały "
    "śledztwo, ale rodziny czekające na nabrzeżu im nie uwierzyły.",
    "cs": "Trajekt stál v přístavu dva dny a posádka řekla, že nedostala jídlo ani vodu. Úřady slíbily vyšetřování, "
    "ale rodiny, které čekaly na nábřeží, jim nevěřily.",
    "sk": "Trajekt stál v prístave dva dni a posádka povedala, že nedostala jedlo ani vodu. Úrady sľúbili "
    "vyšetrovanie, ale rodiny, ktoré čakali na nábreží, im neverili.",
    "hr": "Trajekt je dva dana stajao u luci, a posada je rekla da nije dobila ni hranu ni vodu. Vlasti su obećale "
    "istragu, ali obitelji koje su čekale na obali nisu im vjerovale.",
    "af": "Die veerboot het twee dae lank in die hawe gelê, en die bemanning het gesê dat hulle nie kos of water "
    "gekry het nie. Die owerhede het 'n ondersoek belowe, maar die families op die kaai het hulle nie geglo nie.",
    "tr": "Feribot iki gün boyunca limanda bekletildi ve mürettebat ne yemek ne de su verildiğini söyledi. Yetkililer "
    "bir soruşturma sözü verdi, ama rıhtımda bekleyen aileler onlara inanmadı.",
    "id": "Kapal feri itu tertahan dua hari di pelabuhan karena izinnya dicabut, dan awaknya mengatakan bahwa "
    "mereka tidak diberi makanan maupun air. Pemerintah berjanji menyelidiki pekan ini, tetapi keluarga tak percaya.",
    "ms": "Feri itu ditahan dua hari di pelabuhan kerana permitnya ditarik balik, dan anak kapal berkata mereka "
    "tidak diberi makanan atau air. Pihak berkuasa berjanji untuk menyiasat minggu ini, tetapi keluarga tak percaya.",
    "vi": "Chiếc phà bị giữ lại ở cảng hai ngày, và thủy thủ đoàn nói rằng họ không được cấp thức ăn hay nước uống. "
    "Nhà chức trách hứa sẽ điều tra, nhưng các gia đình trên bến không tin họ.",
    "ru": "Паром простоял в порту два дня, и экипаж рассказал, что не получил ни еды, ни воды. Власти пообещали "
    "провести расследование, но семьи на причале им не поверили.",
    "be": "Паром прастаяў у порце два дні, і экіпаж расказаў, што не атрымаў ні ежы, ні вады. Улады паабяцалі правесці "
    "расследаванне, але сем'і, якія чакалі на прычале, ім не паверылі.",
    "mk": "Траектот стоеше во пристаништето два дена, а екипажот рече дека не добил ни храна ни вода. Властите ветија "
    "истрага, но семејствата што чекаа на кејот не им веруваа.",
    "uk": "Пором простояв у порту два дні, і екіпаж розповів, що не отримав ні їжі, ні води. Влада пообіцяла провести "
    "розслідування, але родини, які чекали на причалі, їй не повірили.",
    "bg": "Фериботът стоя в пристанището два дни, а екипажът каза, че не е получил нито храна, нито вода. Властите "
    "обещаха разследване, но семействата на кея не им повярваха.",
    "sr": "Трајект је стајао у луци два дана, а посада је рекла да није добила ни храну ни воду. Власти су обећале "
    "истрагу, али породице које су чекале на обали нису им веровале.",
    "el": "Το πλοίο έμεινε δύο μέρες στο λιμάνι και το πλήρωμα είπε ότι δεν πήρε ούτε φαγητό ούτε νερό.",
    "he": "המעבורת עוכבה בנמל יומיים, ואנשי הצוות אמרו שלא קיבלו מזון או מים. הרשויות הבטיחו חקירה.",
    "ar": "بقيت العبارة في الميناء يومين، وقال أفراد الطاقم إنهم لم يتلقوا طعاما ولا ماء. ووعدت السلطات بفتح تحقيق، "
    "لكن العائلات التي كانت تنتظر على الرصيف لم تصدقها.",
    "fa": "کشتی دو روز در بندر ماند و خدمه گفتند که نه غذا دریافت کرده‌اند و نه آب. مقام‌ها قول دادند که در این باره "
    "تحقیق کنند، اما خانواده‌هایی که در اسکله منتظر بودند حرف آن‌ها را باور نکردند.",
    "ur": "کشتی دو دن تک بندرگاہ میں کھڑی رہی اور عملے نے کہا کہ انہیں نہ کھانا ملا اور نہ پانی۔ حکام نے تحقیقات کا "
    "وعدہ کیا، لیکن گودی پر انتظار کرنے والے خاندانوں نے ان پر یقین نہیں کیا۔",
    "hi": "नौका दो दिन तक बंदरगाह में खड़ी रही और कर्मचारियों ने कहा कि उन्हें न खाना मिला और न पानी। अधिकारियों ने जाँच का "
    "वादा किया, लेकिन घाट पर इंतज़ार कर रहे परिवारों को उन पर भरोसा नहीं था।",
    "mr": "फेरीबोट दोन दिवस बंदरात अडकून पडली होती आणि कर्मचाऱ्यांनी सांगितले की त्यांना अन्न किंवा पाणी मिळाले नाही. "
    "अधिकाऱ्यांनी चौकशीचे आश्वासन दिले, पण धक्क्यावर थांबलेल्या कुटुंबांचा त्यांच्यावर विश्वास नव्हता.",
    "ne": "डुङ्गा दुई दिनसम्म बन्दरगाहमा रोकियो र चालक दलले आफूहरूले न खाना पाएको न पानी पाएको बताए। अधिकारीहरूले छानबिन गर्ने "
    "वाचा गरे, तर घाटमा कुरिरहेका परिवारहरूले उनीहरूलाई पत्याएनन्।",
    "zh": "渡轮在港口停留了两天，船员说他们既没有得到食物也没有得到水。当局承诺进行调查，但在码头等候的家属并不相信。",
    "ja": "フェリーは港に二日間とどめられ、乗組員は食べ物も水も与えられなかったと話した。当局は調査を約束した。",
    "ko": "여객선은 이틀 동안 항구에 묶여 있었고 승무원들은 음식도 물도 받지 못했다고 말했다. 당국은 조사를 약속했다.",
    "th": "เรือข้ามฟากถูกกักไว้ที่ท่าเรือสองวัน และลูกเรือบอกว่าไม่ได้รับอาหารหรือน้ำ เจ้าหน้าที่สัญญาว่าจะสอบสวน",
}  # fmt: skip
AKIN = [
    ("da", "nb"), ("nb", "no"), ("nb", "da"), ("sr", "bs"), ("id", "ms"), ("zh", "yue"), ("he", "yi"), ("bg", "mk"),
]  # fmt: skip
WRONG = ("en", "es", "ru", "ar")
WHEN = datetime(2026, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_tells_its_language(language: str) -> None:
    assert guess_language("", TEXTS[language]) == language


@pytest.mark.parametrize("language", TEXTS)
def test_a_right_statement_is_kept_with_its_region(language: str) -> None:
    assert settled_language(f"{language}-XX", "", TEXTS[language]) == f"{language}-XX"


@pytest.mark.parametrize("stated", WRONG)
@pytest.mark.parametrize("language", TEXTS)
def test_a_statement_that_a_clear_text_belies_is_put_right(language: str, stated: str) -> None:
    expected = stated if stated == language else language
    assert settled_language(stated, "", TEXTS[language]) == expected


@pytest.mark.parametrize(("language", "stated"), AKIN)
def test_a_page_knows_better_which_of_two_akin_languages_it_is_in(language: str, stated: str) -> None:
    assert settled_language(stated, "", TEXTS[language]) == stated


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("en", "Robotic lawn mowers"),
        ("en", "Nadal, Alcaraz, Sinner: Roland Garros"),
        ("de", "Quiz: Who said it?"),
        ("fr", "Bundesliga: Bayern – Dortmund 2:1"),
        ("tl", "Pulis, huli sa Cebu"),
    ],
)
def test_a_short_headline_holds_nothing_against_the_statement(stated: str, title: str) -> None:
    assert settled_language(stated, title, "") == stated


def test_a_long_quotation_at_the_beginning_does_not_change_the_language_of_the_rest() -> None:
    quoted = f"“{TEXTS['es'] * 2}”"
    assert settled_language("en-GB", "What the crew said", f"{quoted}\n\n{TEXTS['en'] * 3}") == "en-GB"


def test_a_text_in_capitals_is_told_like_any_other() -> None:
    assert settled_language("en", "", TEXTS["es"].upper()) == "es"
    assert settled_language("es-MX", "", TEXTS["es"].upper()) == "es-MX"


def test_letters_alone_belie_a_statement_in_another_script() -> None:
    assert settled_language("en", "המעבורת עוכבה בנמל יומיים ללא מזון וללא מים", "") == "he"


def test_a_language_that_nobody_has_a_model_of_is_believed() -> None:
    assert settled_language("rm", "", TEXTS["it"]) == "rm"


def test_without_statement_and_without_words_there_is_no_language() -> None:
    assert settled_language(None, "1–2", "") is None


@given(
    st.sampled_from(["en", "de-AT", "zh-Hant-TW", "he", "xx-XX", "nb"]), st.text(max_size=80), st.text(max_size=1_000)
)
def test_any_text_under_any_statement_has_a_language(stated: str, title: str, text: str) -> None:
    assert settled_language(stated, title, text)


def test_half_a_surrogate_pair_does_no_harm() -> None:
    assert settled_language("en", "\ud83d", TEXTS["es"]) == "es"
    assert guess_language("\ud83d", TEXTS["es"]) == "es"


def test_names_in_english_are_not_taken_for_pidgin() -> None:
    assert guess_language("Joshua and Wilder agree to terms for a contract of two fights", "") == "en"


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "it", "nl", "ru", "ar", "hi"])
def test_where_its_commonest_words_stand_the_model_is_not_asked(language: str) -> None:
    with patch("parsers.language._scores", side_effect=AssertionError("asked")):
        assert settled_language(language, "", TEXTS[language]) == language


@pytest.mark.parametrize("language", TEXTS)
def test_common_words_never_vouch_for_another_language(language: str) -> None:
    akin = {"nb": {"da"}, "da": {"nb"}, "id": {"ms"}, "ms": {"id"}}.get(language, set())
    others = set(TEXTS) - {language} - akin
    assert not [other for other in others if is_evident(other, TEXTS[language])]


def page(language: str, title: str, text: str) -> Page:
    told = "".join(f"<p>{text}</p>" for _ in range(3))
    markup = (
        f'<html lang="{language}"><head><title>{title}</title></head><body><article><h1>{title}</h1>{told}</article>'
    )
    return Page("https://news.example/a", "https://news.example/a", 200, "text/html", markup.encode(), WHEN)


def test_a_page_from_a_template_in_another_language_is_an_article_in_its_own() -> None:
    article = read_article(page("en-US", "El transbordador sale del puerto", TEXTS["es"]))
    assert isinstance(article, Article)
    assert article.language == "es"


def test_a_page_in_the_language_it_states_keeps_the_region() -> None:
    article = read_article(page("pt-BR", "A balsa deixa o porto", TEXTS["pt"]))
    assert isinstance(article, Article)
    assert article.language == "pt-BR"


def entry(language: str | None, text: str) -> Entry:
    return Entry(id="1", url="https://news.example/a", title="", summary=text, language=language)


def test_an_entry_counts_as_its_words_say_when_they_belie_the_feed() -> None:
    article = article_from_entry(entry("en", TEXTS["tr"]), "https://news.example/a", None)
    assert article is not None
    assert article.language == "tr"


def test_what_the_desk_says_of_the_language_counts_first() -> None:
    article = article_from_entry(entry("en", TEXTS["tr"]), "https://news.example/a", "az")
    assert article is not None
    assert article.language == "az"
