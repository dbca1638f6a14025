"""Articles in many scripts: title, authors, time, language and every paragraph of the body."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from news import Article
from parsers import read_article
from parsers.language import guess_language, language_tag
from tests.parsers.pages import page, saved


@dataclass(frozen=True, slots=True)
class Story:
    """A page's words. `by` is how a by-line reads, "" if left out; `beside` stands in a related box."""

    language: str
    title: str
    author: str
    by: str
    paragraphs: tuple[str, str, str]
    beside: str


STORIES = (
    Story("ar", "إغلاق جسر الميناء بعد اكتشاف شرخ في إحدى دعائمه", "ليلى حداد", "بقلم {}", (
        "أُغلق جسر الميناء أمام حركة المرور صباح الخميس بعد أن عثر مهندسون على شرخ في إحدى الدعائم، بحسب البلدية.",
        "وقالت رئيسة البلدية إن العبارات ستعمل كل عشر دقائق حتى انتهاء أعمال الإصلاح التي قد تستغرق أسبوعين.",
        "وطُلب من السائقين استخدام الطريق الشمالي، فيما يبقى الجسر مفتوحًا أمام المشاة وراكبي الدراجات.",
    ), "افتتاح حديقة الحيوان من جديد بعد ترميمها"),
    Story("he", "גשר הנמל נסגר לאחר שהתגלה סדק באחד העמודים", "נועה ברק", "מאת {}", (
        "גשר הנמל נסגר לתנועה ביום חמישי בבוקר לאחר שמהנדסים גילו סדק באחד מעמודי התמיכה שלו, כך מסרה העירייה.",
        "ראש העיר אמרה כי מעבורות יפליגו מדי עשר דקות עד לסיום התיקון, שצפוי להימשך כשבועיים ימים.",
        "הנהגים התבקשו לנסוע בדרך הצפונית; הולכי רגל ורוכבי אופניים יוכלו להמשיך לעבור על הגשר כרגיל.",
    ), "גן החיות נפתח מחדש לאחר שיפוץ"),
    Story("fa", "پل بندر پس از پیدا شدن ترک در یکی از پایه‌ها بسته شد", "مریم کاظمی", "", (
        "پل بندر از صبح پنجشنبه به روی همه خودروها بسته شد، زیرا مهندسان در یکی از پایه‌های آن ترکی پیدا کردند.",
        "شهردار گفت که تا پایان تعمیر، که حدود دو هفته طول می‌کشد، قایق‌ها هر ده دقیقه حرکت خواهند کرد.",
        "از رانندگان خواسته شد از راه شمالی بروند؛ پیاده‌ها و دوچرخه‌سواران همچنان می‌توانند از پل بگذرند.",
    ), "باغ وحش پس از بازسازی دوباره باز شد"),
    Story("zh", "桥墩发现裂缝后港口大桥关闭", "王小明", "记者 {}", (
        "港口大桥自周四早晨起对所有车辆关闭，此前工程师在其中一个桥墩上发现了一道裂缝，市政府这样宣布。",
        "市长表示，维修大约需要两个星期，在此期间渡轮每十分钟一班，直到工程结束为止。",
        "司机被要求改走北面的道路；行人和骑自行车的人仍然可以照常通过大桥，不受影响。",
    ), "动物园整修之后重新开放"),
    Story("ja", "橋脚に亀裂、港の橋が通行止めに", "山田花子", "{} 記者", (
        "港の橋は木曜日の朝から、すべての車両の通行が止められている。市によると、橋脚に亀裂が見つかった。",
        "市長は、修理が続く二週間ほどの間、渡し船が十分ごとに運航する見込みだと述べた。",
        "運転手には北側の道路を使うよう呼びかけている。歩行者と自転車は引き続き橋を渡ることができる。",
    ), "動物園が改修を終えて再開"),
    Story("ko", "교각에서 균열 발견돼 항구 다리 통행 금지", "김민지", "{} 기자", (
        "항구 다리는 목요일 아침부터 모든 차량의 통행이 금지되었다. 시에 따르면 교각에서 균열이 발견되었다.",
        "시장은 수리가 진행되는 약 두 주 동안 배가 십 분마다 운항할 예정이라고 말했다.",
        "운전자들은 북쪽 도로를 이용해 달라는 요청을 받았다. 보행자와 자전거는 계속 다리를 건널 수 있다.",
    ), "동물원이 새 단장을 마치고 다시 문을 열었다"),
    Story("th", "ปิดสะพานท่าเรือหลังพบรอยร้าวที่เสาต้นหนึ่ง", "สมชาย ใจดี", "โดย {}", (
        "สะพานท่าเรือถูกปิดไม่ให้รถทุกชนิดผ่านตั้งแต่เช้าวันพฤหัสบดี หลังจากพบรอยร้าวที่เสาต้นหนึ่ง เทศบาลแจ้ง",
        "นายกเทศมนตรีกล่าวว่าเรือข้ามฟากจะออกทุกสิบนาทีจนกว่าการซ่อมแซมจะเสร็จ ซึ่งจะใช้เวลาประมาณสองสัปดาห์",
        "ผู้ขับรถควรใช้ถนนด้านเหนือแทน ส่วนคนเดินเท้าและผู้ขี่จักรยานยังคงข้ามสะพานได้ตามปกติทุกวัน",
    ), "สวนสัตว์เปิดอีกครั้งหลังปรับปรุง"),
    Story("ru", "Мост в гавани закрыли после обнаружения трещины", "Анна Петрова", "Автор: {}", (
        "Мост через гавань закрыт с утра четверга: инженеры нашли трещину в одной из опор, сообщили в мэрии.",
        "Мэр заявила, что паромы будут ходить каждые десять минут, пока идёт ремонт, который займёт около двух недель.",
        "Водителей просят ехать по северной дороге; пешеходы и велосипедисты могут пользоваться мостом как обычно.",
    ), "Зоопарк открылся снова после ремонта"),
    Story("el", "Έκλεισε η γέφυρα του λιμανιού μετά από ρωγμή", "Ελένη Παππά", "", (
        "Η γέφυρα του λιμανιού έκλεισε το πρωί της Πέμπτης, αφού μηχανικοί βρήκαν ρωγμή σε έναν από τους πυλώνες της.",
        "Η δήμαρχος είπε ότι τα πλοία θα περνούν κάθε δέκα λεπτά όσο διαρκούν οι εργασίες, περίπου δύο εβδομάδες.",
        "Οι οδηγοί καλούνται να κινηθούν από τον βόρειο δρόμο· οι πεζοί μπορούν ακόμη να περνούν από τη γέφυρα.",
    ), "Ο ζωολογικός κήπος άνοιξε ξανά"),
    Story("hi", "खंभे में दरार मिलने के बाद बंदरगाह का पुल बंद", "सीमा शर्मा", "", (
        "बंदरगाह का पुल गुरुवार सुबह से सभी वाहनों के लिए बंद कर दिया गया है, क्योंकि एक खंभे में दरार मिली।",
        "महापौर ने कहा कि मरम्मत में लगभग दो हफ़्ते लगेंगे और तब तक नावें हर दस मिनट में चलेंगी।",
        "चालकों से उत्तरी सड़क का उपयोग करने को कहा गया है; पैदल चलने वाले पुल को पहले की तरह पार कर सकते हैं।",
    ), "मरम्मत के बाद चिड़ियाघर फिर खुला"),
    Story("ta", "தூணில் விரிசல்: துறைமுகப் பாலம் மூடப்பட்டது", "கவிதா ராஜன்", "", (
        "துறைமுகப் பாலம் வியாழக்கிழமை காலை முதல் அனைத்து வாகனங்களுக்கும் மூடப்பட்டுள்ளது என்று நகராட்சி தெரிவித்தது.",
        "பழுதுபார்க்கும் பணி சுமார் இரண்டு வாரங்கள் நடக்கும் என்றும், அதுவரை படகுகள் இயங்கும் என்றும் மேயர் கூறினார்.",
        "ஓட்டுநர்கள் வடக்குச் சாலையைப் பயன்படுத்துமாறு கேட்டுக்கொள்ளப்பட்டனர்; பாதசாரிகள் பாலத்தைக் கடக்கலாம்.",
    ), "உயிரியல் பூங்கா மீண்டும் திறக்கப்பட்டது"),
    Story("my", "တိုင်တစ်တိုင်တွင် အက်ကြောင်းတွေ့ပြီးနောက် ဆိပ်ကမ်းတံတား ပိတ်", "အေးအေးမင်း", "", (
        "ဆိပ်ကမ်းတံတားကို ကြာသပတေးနေ့ မနက်ကစပြီး ယာဉ်အားလုံးအတွက် ပိတ်ထားသည်ဟု မြို့တော်က ပြောသည်။",
        "ပြုပြင်မှုသည် နှစ်ပတ်ခန့် ကြာမည်ဖြစ်ပြီး ထိုအတောအတွင်း ကူးတို့သင်္ဘောများ ဆယ်မိနစ်တစ်ကြိမ် ထွက်မည်။",
        "ယာဉ်မောင်းများကို မြောက်ဘက်လမ်း သုံးရန် တောင်းဆိုထားသည်။ လမ်းလျှောက်သူများ ဖြတ်ကူးနိုင်သည်။",
    ), "တိရစ္ဆာန်ရုံ ပြန်ဖွင့်ပြီ"),
    Story("am", "በአንዱ ምሰሶ ላይ ስንጥቅ ከተገኘ በኋላ የወደብ ድልድይ ተዘጋ", "ሰላም ተስፋዬ", "", (
        "የወደቡ ድልድይ ከሐሙስ ጠዋት ጀምሮ ለሁሉም ተሽከርካሪዎች ተዘግቷል፤ መሐንዲሶች በአንዱ ምሰሶ ላይ ስንጥቅ አግኝተዋል።",
        "ከንቲባዋ እንዳሉት ጥገናው ሁለት ሳምንት ያህል የሚወስድ ሲሆን እስከዚያ ድረስ ጀልባዎች በየአሥር ደቂቃው ይነሳሉ።",
        "አሽከርካሪዎች በሰሜኑ መንገድ እንዲጠቀሙ ተጠይቀዋል፤ እግረኞች ግን ድልድዩን እንደ ወትሮው መሻገር ይችላሉ።",
    ), "የእንስሳት ማቆያው እንደገና ተከፈተ"),
)  # fmt: skip


def read(story: Story, *, stated: bool) -> Article:
    """As an honest publisher would write it; `stated`: with what the head can say, else by what the page shows."""
    lang = f' lang="{story.language}"' if stated else ""
    head = (
        f'<meta property="og:title" content="{story.title}"><meta name=author content="{story.author}">'
        '<meta property="article:published_time" content="2026-03-05T08:30:00Z">'
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    by = f'<p class="byline"><a rel="author" href="/a">{story.author}</a></p>'
    html = (
        f"<!doctype html><html{lang}><head><title>{story.title}</title>{head if stated else ''}</head>"
        f"<body><nav><a href=/>{story.beside}</a></nav><article><h1>{story.title}</h1>{by}"
        f"<time datetime=2026-03-05T08:30:00Z></time>{text}</article>"
        f"<aside class=related><h3><a href=/zoo>{story.beside}</a></h3></aside></body></html>"
    )
    article = read_article(page(html))
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("stated", [True, False])
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language)
def test_an_article_in_any_script_is_read_whole_and_alone(story: Story, stated: bool) -> None:
    article = read(story, stated=stated)
    assert article.text.split("\n\n") == list(story.paragraphs)
    assert (article.title, article.authors) == (story.title, (story.author,))
    assert article.published_at == datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
    assert article.language == story.language


@pytest.mark.parametrize("story", [s for s in STORIES if s.by], ids=lambda story: story.language)
def test_a_name_is_told_from_the_words_around_it(story: Story) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    by = f"<p class=byline>{story.by.format(story.author)}</p>"
    html = f"<html lang={story.language}><title>{story.title}</title><body><h1>{story.title}</h1>{by}{body}"
    article = read_article(page(html))
    assert isinstance(article, Article)
    assert article.authors == (story.author,)


def test_arabic_is_read_whole() -> None:
    article = read_article(page(saved("arabic.html")))
    assert isinstance(article, Article)
    assert (article.title, article.language) == ("إغلاق الجسر بعد اكتشاف شرخ", "ar")
    assert article.text.count("\n\n") == 1
    assert "البركان" not in article.text


def test_japanese_is_read_by_its_bytes_though_the_page_declares_another_charset() -> None:
    article = read_article(page(saved("japanese.html"), "text/html"))
    assert isinstance(article, Article)
    assert article.title == "港の橋が閉鎖、橋脚に亀裂"
    assert article.text.startswith("港の橋は木曜日の朝")
    assert article.text.endswith("見込みだ。")


SENTENCE = "The harbour bridge was closed to all traffic on Thursday morning, the city said. "


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("har\u00adbour", "harbour"), ("har&shy;bour", "harbour"), ("har&#173;bour", "harbour"),
        ("har\u200bbour", "harbour"), ("har&#8203;bour", "harbour"), ("har&#x200B;bour", "harbour"),
        ("har\ufeffbour", "harbour"), ("har\0bour", "harbour"), ("har\x08bour", "harbour"),
        ("har&#0;bour", "har\ufffdbour"), ("har&#1;bour", "harbour"), ("har&#x1f bour", "har bour"),
        ("har&amp;#2;bour", "harbour"), ("har\uffffbour", "harbour"), ("har&#xFFFE;bour", "harbour"),
        ("می\u200cشود", "می\u200cشود"), ("क्\u200dष", "क्\u200dष"), ("cafe\u0301", "café"), ("don\x92t", "don’t"),
        ("don&#146;t", "don’t"), ("Fish &amp;amp; chips", "Fish & chips"), ("Fish&amp;nbsp;chips", "Fish chips"),
        ("It&amp;#39;s", "It's"), ("&amp;amp;quot;No&amp;amp;quot;", '"No"'), ("AT&T and R&D", "AT&T and R&D"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"), ("&nosuch; &#xD800; &#x110000;", "&nosuch; \ufffd \ufffd"),
    ],
)  # fmt: skip
def test_a_word_is_read_as_a_reader_sees_it(written: str, read_as: str) -> None:
    article = read_article(page(f"<html><body><p>So: {written} was said. {SENTENCE * 3}</p></body></html>"))
    assert isinstance(article, Article)
    assert article.text.startswith(f"So: {read_as} was said.")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language)
def test_a_language_is_told_by_script_and_words(story: Story) -> None:
    assert guess_language(story.title, story.paragraphs[0]) == story.language


@pytest.mark.parametrize(
    ("stated", "tag"),
    [("en_US", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("iw", "he"), ("in-ID", "id-ID"), ("", None), ("und", None),
     ("english please", None), ("es-419", "es-419"), ("de-DE-1996", "de-DE")],
)  # fmt: skip
def test_a_language_is_written_as_bcp_47_wants_it(stated: str, tag: str | None) -> None:
    assert language_tag(stated) == tag
