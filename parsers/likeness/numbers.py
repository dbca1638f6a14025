"""Numbers, as digits and as words, and days and months: what a form fills in anew, and what a revision corrects."""

import re

from parsers.months import MONTHS

# 1 to 12, 13 to 19, then 20, 30, ... 100. Inflected forms stand side by side.
_NUMBERS = (
    # en de fr es it pt nl sv
    "one two three four five six seven eight nine ten eleven twelve",
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "- deux trois quatre cinq six sept huit neuf dix onze douze",
    "- dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "- due tre quattro cinque sei sette otto nove dieci undici dodici",
    "- dois/duas três quatro cinco seis sete oito nove dez onze doze",
    "- twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "- två tre fyra fem sex sju åtta nio tio elva tolv",
    # pl ru uk tr ar
    "jeden dwa/dwie/dwóch trzy/trzech cztery/czterech pięć/pięciu sześć/sześciu siedem/siedmiu osiem/ośmiu"
    " dziewięć/dziewięciu dziesięć/dziesięciu jedenaście dwanaście",
    "один/одного два/две/двух три/трех/трёх четыре/четырех пять/пяти шесть/шести семь/семи восемь/восьми"
    " девять/девяти десять/десяти одиннадцать двенадцать",
    "- два/дві/двох три/трьох чотири/чотирьох пять/пяти шість/шести сім/семи вісім/восьми девять/девяти"
    " десять/десяти одинадцять дванадцять",
    "bir iki üç dört beş altı yedi sekiz dokuz on - -",
    "- اثنان/اثنين/شخصين ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني تسعة/تسع عشرة/عشر - -",
    "एक दो तीन चार पांच/पाँच छह/छः सात आठ नौ दस ग्यारह बारह",
)
_TEENS = (
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "treize quatorze quinze seize - - -",
    "trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    "tredici quattordici quindici sedici diciassette diciotto diciannove",
    "treze catorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove",
    "dertien veertien vijftien zestien zeventien achttien negentien",
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
)
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    "vingt trente quarante cinquante soixante - - - cent",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
    "venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento",
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem",
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd",
    "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто",
)
_SCALES = {
    "1000": "thousand tausend mille mil duizend тысяч тысячи тысяча",
    "1000000": "million millions mln million millionen millones milioni milhões miljoen миллион миллиона миллионов млн",
    "1000000000": "billion billions bln bn milliarde milliarden milliard milliards miliardi bilhões miljard миллиард"
    " миллиарда миллиардов млрд",
    "1000000000000": "trillion trillions billionen billones триллион триллионов",
}
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag"
    " sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes"
    " sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag"
    " poniedziałek wtorek środę czwartek piątek sobotę niedzielę poniedziałku wtorku środy czwartku piątku soboty"
    " понедельник вторник среду четверг пятницу субботу воскресенье понеділок вівторок середу четвер пятницю суботу"
    " неділю pazartesi salı çarşamba perşembe cuma cumartesi pazar"
    " الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार"
)


def _spelled(rows: tuple[str, ...], numbers: tuple[int, ...]) -> dict[str, str]:
    return {
        form.casefold(): str(number)
        for row in rows
        for number, forms in zip(numbers, row.split(), strict=True)
        for form in forms.split("/")
        if form != "-"
    }


_SPELLED = _spelled(_NUMBERS, tuple(range(1, 13))) | _spelled(_TEENS, tuple(range(13, 20)))
_SPELLED |= _spelled(_TENS, tuple(range(20, 101, 10)))
_SPELLED |= {word: number for number, words in _SCALES.items() for word in words.split()}
_SPELLED |= dict(zip("一二三四五六七八九十", map(str, range(1, 11)), strict=True)) | {"两": "2", "兩": "2"}
# Shorter names of months are words of other languages: "set", "out", "may", "des".
_DAYS = frozenset(_WEEKDAYS.casefold().split()) | {month for month in MONTHS if len(month) > 3 and month.isalpha()}
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_LEAST_DIGITS = 2  # "5" is no rounded 4.7: toll figures are that small
_THOUSAND = 1000.0  # 2.7 million and 2,700,000 differ by a power of it
_ROUNDING = 1.06  # two digits of three move by 5 % at most
_AMOUNT = re.compile(r"\d{1,15}(?:\.\d{1,15})?", re.ASCII)


def value(token: str) -> str | None:
    """What a token counts: "4" for "four", "1500" for "1,500", itself for a day or month. None: it is no number."""
    if token[0].isdecimal():
        return _plain(token)
    return token if token in _DAYS else _SPELLED.get(token)


def is_day(token: str) -> bool:
    """Whether it names a weekday or a month."""
    return token in _DAYS


def same_amount(a: str, b: str) -> bool:
    """Whether one value is the other, as it is or rounded: "14571434" and "14.6". Whole numbers are never rounded:

    a toll of 152 is not one of 150.
    """
    if a == b:
        return True
    if not (_AMOUNT.fullmatch(a) and _AMOUNT.fullmatch(b)) or "." not in a + b:
        return False
    few, many = sorted((_digits(a), _digits(b)), key=len)
    return len(few) >= _LEAST_DIGITS and _is_rounded(few, many) and _is_same_size(float(a), float(b))


def _plain(token: str) -> str:
    """1,500 and 1.500 as 1500, 2,50 and 2.50 as 2.5, 12:30 as it is."""
    plain = token if token.isascii() else "".join(str(int(c)) if c.isdecimal() else c for c in token)
    if _THOUSANDS.fullmatch(plain):
        return plain.replace(".", "").replace(",", "")
    plain = plain.lstrip("0").replace(",", ".") or "0"
    return plain.rstrip("0").rstrip(".") or "0" if "." in plain else plain


def _digits(plain: str) -> str:
    return plain.replace(".", "").strip("0")


def _is_rounded(few: str, many: str) -> bool:
    kept = int(many[: len(few)])
    return few == many or (len(few) < len(many) and int(few) in (kept, kept + 1))


def _is_same_size(a: float, b: float) -> bool:
    """Equal but for rounding and for a power of a thousand, which words like "million" stand for."""
    low, high = sorted((a, b))
    while low and high / low > _THOUSAND / 2:
        high /= _THOUSAND
    return high <= low * _ROUNDING
