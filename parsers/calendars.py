"""Dates of other calendars and orders, put into words that the patterns of `dates` read."""

import re
from collections.abc import Callable
from datetime import date, timedelta

_THAI = {name: number for number, name in enumerate(
    ("มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค"), 1)}  # fmt: skip
_PERSIAN = {name: number for number, name in enumerate(
    ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
     "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"), 1)}  # fmt: skip
_LEVANTINE = {"كانون الثاني": "يناير", "تشرين الأول": "أكتوبر", "تشرين الاول": "أكتوبر", "تشرين الثاني": "نوفمبر",
              "كانون الأول": "ديسمبر", "كانون الاول": "ديسمبر"}  # fmt: skip
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}  # the year before the first
_TWO_WORDS = re.compile("|".join(_LEVANTINE))
_TWO_NAMES = re.compile(r"([\u0621-\u064a]{3,8})\s?/\s?[\u0621-\u064a]{3,8}(?=,?\s+\d{4})")  # "حزيران/يونيو 2026"
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?年")
_SHORT_THAI = re.compile(
    r"(\d{1,2})\s*(ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\.?\s*(\d{4}|\d{2})(?!\d)"
)
_BUDDHIST = re.compile(r"(?:พ\.ศ\.|พุทธศักราช)\s*(?=\d{4})")
_VIETNAMESE = re.compile(r"(\d{1,2})\s*tháng\s*(\d{1,2})(?:\s*,|\s*năm)?\s*(\d{4})", re.I)
_JALALI = re.compile(rf"(\d{{1,2}})\s*({'|'.join(_PERSIAN)})\s*(?:ماه\s*)?،?\s*(1[34]\d\d)")
_JALALI_NUMBERS = re.compile(r"(?<!\d)(1[34]\d\d)\s?/\s?(\d{1,2})\s?/\s?(\d{1,2})(?!\d)")
_AS_ASCII = str.maketrans({chr(first + n): str(n) for first in (0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6,
                           0xC66, 0xCE6, 0xD66, 0xE50, 0x1040, 0x17E0, 0xFF10) for n in range(10)})  # fmt: skip
_FOREIGN = re.compile(f"[\u0600-\u06ff\u0e00-\u0e7f\uff10-\uff19]|年|tháng|[{''.join(map(chr, _AS_ASCII))}]", re.I)
_JALALI_YEARS = range(1349, 1421)  # 1970 to 2042; from 1421 on it may be the Islamic year
_DAYS_BEFORE = (0, 31, 62, 93, 124, 155, 186, 216, 246, 276, 306, 336)  # the first of each Persian month


def plain(text: str) -> str:
    """The same text, its dates in Western digits and years; what is no date stays."""
    if text.isascii() or not _FOREIGN.search(text):
        return text
    persian = any("۰" <= letter <= "۹" for letter in text)
    text = text.translate(_AS_ASCII)
    for pattern, put in _CHANGES:
        text = pattern.sub(put, text)
    return _JALALI_NUMBERS.sub(lambda m: _jalali(m, int(m[1]), int(m[2]), int(m[3])), text) if persian else text


def gregorian_year(year: int) -> int:
    """The year of our calendar; Buddhist ones are 543 ahead."""
    return year - 543 if 2513 <= year <= 2643 else year


def _jalali(found: re.Match[str], year: int, month: int, day: int) -> str:
    """A day of the Persian calendar, by its 33-year cycle of 8 leap years; right from 1925 to 2088."""
    if year not in _JALALI_YEARS or not 1 <= month <= 12 or not 1 <= day <= 31:
        return found[0]
    since = year - 1342  # 21 March 1963 began the year 1342; 1342, 1346, … 1370, 1375 had 366 days
    leaps = sum(1 for past in range(1342, year) if past % 33 in (1, 5, 9, 13, 17, 22, 26, 30))
    return (date(1963, 3, 21) + timedelta(365 * since + leaps + _DAYS_BEFORE[month - 1] + day - 1)).isoformat()


def _thai(found: re.Match[str]) -> str:
    year = int(found[3]) + (2500 if len(found[3]) == 2 else 0)
    return f"{found[1]}.{_THAI[found[2].replace('.', '')]}.{gregorian_year(year)}"


def _era(found: re.Match[str]) -> str:
    return f"{_ERAS[found[1]] + (1 if found[2] == '元' else int(found[2]))}年"


_CHANGES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_TWO_WORDS, lambda m: _LEVANTINE[m[0]]),
    (_TWO_NAMES, r"\1"),
    (_ERA, _era),
    (_BUDDHIST, ""),
    (_SHORT_THAI, _thai),
    (_VIETNAMESE, r"\1.\2.\3"),
    (_JALALI, lambda m: _jalali(m, int(m[3]), _PERSIAN[m[2]], int(m[1]))),
)
