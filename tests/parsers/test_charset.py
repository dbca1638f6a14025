"""Bytes to characters: as declared, against what is declared, and with nothing declared."""

import pytest

from parsers.charset import decode, to_utf8

TEXTS = {
    "ru": "Мост через гавань закрыт для движения с утра четверга. Инженеры нашли трещину в одной из опор, сообщили в "
    "мэрии. Паромы будут ходить каждые десять минут, пока идёт ремонт.",
    "uk": "Міст через гавань закрито для руху з ранку четверга. Інженери знайшли тріщину в одній з опор, повідомили в "
    "мерії. Пороми ходитимуть кожні десять хвилин, поки триватиме ремонт.",
    "el": "Η γέφυρα του λιμανιού έκλεισε για όλα τα οχήματα το πρωί της Πέμπτης. Μηχανικοί βρήκαν ρωγμή σε έναν από "
    "τους πυλώνες, ανακοίνωσε ο δήμος.",
    "tr": "Liman köprüsü perşembe sabahı tüm trafiğe kapatıldı. Mühendisler ayaklardan birinde çatlak buldu, belediye "
    "açıkladı. Onarım süresince vapurlar on dakikada bir kalkacak; güçlük yaşanacağı söyleniyor.",
    "he": "גשר הנמל נסגר לתנועה ביום חמישי בבוקר. מהנדסים מצאו סדק באחד העמודים, מסרה העירייה. מעבורות יפליגו כל עשר "
    "דקות עד שיסתיים התיקון.",
    "ar": "أغلق جسر الميناء أمام حركة المرور صباح الخميس. وعثر المهندسون على شرخ في إحدى الدعائم، بحسب البلدية. "
    "وستعمل العبارات كل عشر دقائق حتى انتهاء الإصلاح.",
    "lv": "Ostas tilts kopš ceturtdienas rīta slēgts visai satiksmei. Inženieri vienā no balstiem atrada plaisu, "
    "paziņoja pašvaldība. Prāmji kursēs ik pēc desmit minūtēm, kamēr notiks remonts, kas ilgs apmēram divas nedēļas.",
    "pl": "Most w porcie został zamknięty dla ruchu w czwartek rano. Inżynierowie znaleźli pęknięcie w jednym z "
    "filarów, poinformował urząd miasta. Promy będą kursować co dziesięć minut, dopóki potrwa naprawa.",
    "cs": "Přístavní most je od čtvrtečního rána uzavřen pro veškerou dopravu. Inženýři našli v jednom z pilířů "
    "trhlinu, oznámila radnice. Přívozy budou jezdit každých deset minut, dokud potrvá oprava.",
    "fr": "Le pont du port est fermé à toute circulation depuis jeudi. Des ingénieurs ont découvert une fissure dans "
    "l’une des piles, a indiqué la mairie. Les travaux dureront près de deux semaines, a-t-elle précisé.",
    "ja": "港の橋は木曜日の朝からすべての車両の通行が止められている。市によると、技術者が橋脚の一つに亀裂を見つけた。",
    "zh": "港口大桥自周四早晨起对所有车辆关闭。市政府说，工程师在其中一个桥墩上发现了裂缝。维修大约需要两个星期。",
    "zh-TW": "港口大橋自週四早晨起對所有車輛關閉。市政府表示，工程師在其中一個橋墩上發現了裂縫。維修大約需要兩個星期。",
    "ko": "항구 다리는 목요일 아침부터 모든 차량의 통행이 금지되었다. 시에 따르면 기술자들이 교각에서 균열을 발견했다.",
    "th": "สะพานท่าเรือถูกปิดไม่ให้รถทุกชนิดผ่านตั้งแต่เช้าวันพฤหัสบดี วิศวกรพบรอยร้าวที่เสาต้นหนึ่ง เทศบาลแจ้งว่าเรือจะออกทุกสิบนาที",
}  # fmt: skip
LEGACY = [
    ("ru", "windows-1251"), ("ru", "koi8-r"), ("ru", "iso-8859-5"), ("uk", "windows-1251"), ("uk", "koi8-u"),
    ("el", "windows-1253"), ("el", "iso-8859-7"), ("tr", "windows-1254"), ("tr", "iso-8859-9"), ("he", "windows-1255"),
    ("he", "iso-8859-8"), ("ar", "windows-1256"), ("ar", "iso-8859-6"), ("lv", "windows-1257"), ("pl", "windows-1250"),
    ("pl", "iso-8859-2"), ("cs", "windows-1250"), ("cs", "iso-8859-2"), ("fr", "windows-1252"), ("ja", "shift_jis"),
    ("ja", "euc-jp"), ("ja", "iso-2022-jp"), ("zh", "gbk"), ("zh", "gb18030"), ("zh-TW", "big5"), ("ko", "euc-kr"),
    ("th", "tis-620"),
]  # fmt: skip
HEADER = "text/html; charset="


def page(language: str, charset: str = "", declared: str = "") -> tuple[str, bytes]:
    """A page and its bytes. Enough text for its letters to tell."""
    meta = f"<meta charset={declared}>" if declared else ""
    text = TEXTS[language].encode(charset or "utf-8", "ignore").decode(charset or "utf-8")  # Greek has no ’ in ISO
    html = (
        f"<html><head>{meta}<title>Post</title></head><body><p>{text}</p><p>{text}</p><a href=/>Home</a></body></html>"
    )
    return html, html.encode(charset or "utf-8")


@pytest.mark.parametrize(("language", "charset"), LEGACY)
def test_what_the_header_declares_is_followed(language: str, charset: str) -> None:
    html, body = page(language, charset)
    assert decode(body, HEADER + charset) == html


@pytest.mark.parametrize(("language", "charset"), LEGACY)
def test_what_the_page_declares_is_followed(language: str, charset: str) -> None:
    html, body = page(language, charset, declared=charset)
    assert decode(body, "text/html") == html


@pytest.mark.parametrize(("language", "charset"), LEGACY)
def test_a_page_that_does_not_say_is_read_by_its_letters(language: str, charset: str) -> None:
    html, body = page(language, charset)
    assert decode(body, "text/html") == html


@pytest.mark.parametrize(("language", "charset"), LEGACY)
def test_a_page_knows_better_than_a_server_that_was_never_told(language: str, charset: str) -> None:
    html, body = page(language, charset, declared=charset)
    assert decode(body, HEADER + "iso-8859-1") == html


@pytest.mark.parametrize(("language", "charset"), LEGACY)
def test_utf_8_that_is_declared_and_is_not_does_not_mislead(language: str, charset: str) -> None:
    html, body = page(language, charset, declared="utf-8")
    assert decode(body, HEADER + "utf-8") == html


@pytest.mark.parametrize(("language", "charset"), [each for each in LEGACY if each[1] != "iso-2022-jp"])
def test_utf_8_is_seen_whatever_is_declared(language: str, charset: str) -> None:
    """But for ISO-2022, which is ASCII to the eye: its label is believed."""
    html, body = page(language, declared=charset)
    assert decode(body, HEADER + charset) == html


@pytest.mark.parametrize("language", ["ru", "el", "he", "ar", "zh", "ko"])
def test_latin_1_is_not_believed_where_hardly_a_letter_is_latin(language: str) -> None:
    charset = next(charset for each, charset in LEGACY if each == language)
    html, body = page(language, charset, declared="iso-8859-1")
    assert decode(body, HEADER + "iso-8859-1") == html


@pytest.mark.parametrize("mark", [b"", b"\xff\xfe"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_utf_16_is_read_with_and_without_its_mark(language: str, mark: bytes) -> None:
    html = page(language)[0] if language in TEXTS else "<html><body><p>The bridge is closed.</p></body></html>"
    assert decode(mark + html.encode("utf-16-le"), HEADER + "utf-8") == html


def test_a_few_quotes_and_accents_are_windows_1252() -> None:
    text = "<p>The café was closed – “for good”, its owner said. It had cost £10 million.</p>"
    assert decode(text.encode("cp1252")) == text


def test_a_word_in_windows_1252_within_utf_8_is_read_beside_it() -> None:
    text = f"<p>{TEXTS['ru']}</p><p>%s</p>"
    assert decode((text % "|").encode().replace(b"|", b"\x93caf\xe9\x94")) == text % "“café”"


def written_twice(text: str) -> str:
    """As it looks when UTF-8 is taken for windows-1252."""
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("language", TEXTS)
def test_utf_8_written_twice_is_read_as_it_was_meant(language: str) -> None:
    html, _ = page(language)
    assert decode(written_twice(html).encode()) == html


def test_what_only_quotes_garbled_text_is_left_alone() -> None:
    text = f"<p>{TEXTS['fr']}</p><p>On lisait « fermÃ© » sur la page, puis « travauxÂ ».</p>"
    assert decode(text.encode()) == text


def test_text_in_no_charset_at_all_is_read_as_far_as_it_goes() -> None:
    assert decode(b"<p>\xff\xfe\xfa words \x81\x8d</p>").startswith("<p>")


@pytest.mark.parametrize("charset", ["punycode", "unicode_escape", "utf-7", "rot13", "zlib", "idna", "cp-nothing"])
def test_a_label_that_is_no_charset_of_pages_is_not_followed(charset: str) -> None:
    text = "<p>Ça ne va pas là-bas</p>"
    assert decode(text.encode("cp1252"), HEADER + charset) == text


def test_to_utf8_gives_the_same_text_in_utf_8() -> None:
    html, body = page("ru", "koi8-r", declared="koi8-r")
    assert to_utf8(body).decode() == html
    assert to_utf8(html.encode()) == html.encode()
