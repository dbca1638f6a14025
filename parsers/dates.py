"""Written dates to instants."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice

from parsers.calendars import gregorian_year, plain
from parsers.months import MONTHS

_HOURS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "wat": 1, "cet": 1, "mez": 1, "cest": 2,
    "mesz": 2, "sast": 2, "cat": 2, "eet": 2, "eest": 3, "msk": 3, "eat": 3, "trt": 3, "idt": 3, "irst": 3.5, "gst": 4,
    "samt": 4, "pkt": 5, "uzt": 5, "ist": 5.5, "npt": 5.75, "wib": 7, "ict": 7, "wita": 8, "hkt": 8, "sgt": 8, "pht": 8,
    "awst": 8, "myt": 8, "wit": 9, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "acdt": 10.5, "aedt": 11, "nzst": 12,
    "nzdt": 13, "brst": -2, "ndt": -2.5, "brt": -3, "art": -3, "adt": -3, "clst": -3, "nst": -3.5, "ast": -4, "clt": -4,
    "edt": -4, "est": -5, "et": -5, "cdt": -5, "pet": -5, "cst": -6, "ct": -6, "mdt": -6, "mst": -7, "pdt": -7,
    "pst": -8, "pt": -8, "akdt": -8, "akst": -9, "hst": -10,
}  # fmt: skip

_CLOCK = (
    r"(?:(?P<early>上午|오전|午前)|(?P<late>下午|오후|午後))?\s?(?P<hour>\d{1,2})\s?[:.h時时시]\s?(?P<minute>\d{2})분?分?(?:[:.]?(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap]\.?m\b\.?))?"
)
_ZONE = r"(?:\s*(?:\(?(?:GMT|UTC)?\s*(?P<sign>[+\-−])(?P<oh>\d{1,2}):?(?P<om>\d{2})?\b|\(?(?P<zone>[A-Za-z]{1,4})\b))?"
_BEFORE_CLOCK = (
    r"at|um|à|a las|alle|às|as|ore|ora|ob|o|u|saat|pukul|jam|lúc|στις|klukkan|klockan|от|об|в|kl\.?|klo\.?|le"
    r"|(?:星期|周|週|禮拜)."
)
_TIME = rf"(?:[T,،|/·•–—-]?\s*[T,،|/·•–—-]?\s*(?:{_BEFORE_CLOCK})?\s*,?\s*{_CLOCK}{_ZONE})?"
_WORD = r"[^\W\d_][^\d\s,.;:/()-]{1,13}"  # vowel signs of Indic scripts are no letters to `re`
_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})-?(?P<month>0[1-9]|1[0-2])(?:-?(?P<day>\d{2}))?(?!-?\d)"
    r"(?:[T _]\s*(?P<hour>\d{2})(?::?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,:]\d+)?)?"
    r"(?:\s*(?P<half>[ap]m\b))?|(?<=T\d\d)(?!\d))" + _ZONE + ")?",
    re.I,
)
_ORDINAL = re.compile(r"^(?P<year>\d{4})-(?P<ordinal>\d{3})$")
_WEEK = re.compile(r"^\d{4}-?W\d{2}(?:-?\d)?$")
_RFC_822 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) ((?:19[7-9]|20\d)\d) (\d\d):(\d\d):([0-5]\d)"
    r" (?:GMT|UTC|Z|([+-])([01]\d)([0-5]\d))$",
    re.ASCII,
)
_RFC_3339 = re.compile(
    r"(?:19[7-9]|20\d)\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-][01]\d:?[0-5]\d)?$", re.ASCII
)
_EPOCH = re.compile(r"^(\d{9,10})(\d{3})?(?:\.\d+)?$")
_COMPACT = re.compile(r"^(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?$")
_DAY_FIRST = re.compile(
    rf"(?<![\dA-Za-z:])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s,/-]*(?:de |of )?(?P<name>{_WORD})\.?,?[\s,/-]*"
    rf"(?:de |del )?(?P<year>\d{{4}}|[’']?\d{{2}}(?!\d|:|,?\s(?:19|20)\d\d))(?!\d)(?:\s*(?:г\.?|р\.?|года))?{_TIME}",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"(?P<name>{_WORD})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d){_TIME}", re.I
)
_ASCTIME = re.compile(
    rf"(?P<name>{_WORD})\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s+(?:(?P<zone>[A-Z]{{2,4}})?(?:(?P<sign>[+-])(?P<oh>\d{{2}}):?"
    r"(?P<om>\d{2})?)?\s+)?(?P<year>\d{4})",
    re.I,
)
_DOTTED = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}|\d{{2}}(?![\d.:]))(?!\d){_TIME}", re.I
)
_SLASHED = re.compile(
    rf"(?<!\d)(?P<one>\d{{1,2}})[/-](?P<two>\d{{1,2}})[/-](?P<year>\d{{4}}|\d{{2}}(?![\d.:/-]))(?!\d){_TIME}", re.I
)
_YEAR_NAMED = re.compile(  # Hungarian, Lithuanian, Latvian, Basque
    rf"(?<!\d)(?P<year>\d{{4}})(?:\.\s?gada|\s?m\.|ko|\.)?,?\s+(?:(?P<early_day>\d{{1,2}})\.\s?)?(?P<name>{_WORD})"
    rf"(?:\s+(?P<day>\d{{1,2}})(?!\d|:)(?:\.|\s?d\.|a)?)?,?{_TIME}",
    re.I,
)
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})\s?[年년/.-]\s?(?P<month>\d{{1,2}})\s?[月월/.-]\s?(?P<day>\d{{1,2}})(?!\d)\s?[日일.]?(?:\s?\(.\))?{_TIME}",
    re.I,
)
_PATTERNS = (_ISO, _ASCTIME, _DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST, _YEAR_NAMED, _DOTTED, _SLASHED)
_IN_ADDRESS = re.compile(
    r"[/\-_.](?P<year>(?:19|20)\d\d)[/\-_.]?(?P<month>0[1-9]|1[0-2]|[1-9](?=[/-])|[a-z]{3}(?=[/-]))[/\-_.]?"
    r"(?P<day>0[1-9]|[12]\d|3[01]|[1-9](?=/))(?!\d)",
    re.I,
)
_SHORT_IN_ADDRESS = re.compile(
    r"/(?P<year>20(?P<yy>\d\d))/(?P<month>\d\d)/(?:.*/)?(?P=yy)(?P=month)(?P<day>[0-3]\d)(?!\d)"
)
_REVERSED_IN_ADDRESS = re.compile(  # a day that can be no month
    r"(?<!\d)(?P<day>1[3-9]|2\d|3[01])[-_./](?P<month>0[1-9]|1[0-2])[-_./](?P<year>20\d\d)(?!\d)"
)
_DIGIT = re.compile(r"\d")
_YEARS = range(1970, 2101)  # outside is a slip of a template ("0001-01-01"), not a publication
_MAX_CHARS = 200  # a date is short; the patterns need not meet a whole page
_YEAR = re.compile(
    r"(?=\d)(?<!\d)(?:(?:19|20|25|26)\d\d(?!\d)|(?:19|20)\d{6}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d\d(?!\d)"
    r"|\d{1,2}[.\s-]{1,2}[^\W\d_]{3,12}[.,\s-]{1,2}[’']?\d\d(?!\d))"
)
MAX_DATES = 300  # of one text; more are a table
_AROUND = 40  # characters of a date and its clock to either side of the year
_CLOCK_AHEAD = re.compile(
    rf"(?<![\d.:/-]){_CLOCK}{_ZONE}[\s,|·•–—-]*(?:on|am|den|le|el|del|em|de)?\s*(?:\w{{2,10}},?\s*)?$", re.I
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date that stands in a text."""

    clock: datetime  # as written: naive when it names no zone, midnight when it names no hour
    start: int  # of its characters
    end: int
    swapped: datetime | None = None  # the other reading of 03/04/2025


def read_date(text: str | None, *, day_first: bool = True) -> datetime | None:
    """Read one written date as aware UTC. A date without zone is taken as UTC.

    ISO 8601, RFC 822 in its many spellings, Unix time, dates in words (some 25 languages) and in numbers.
    `day_first` decides 03/04/2025. None when nothing can be read: never a guess.
    """
    return to_utc(read_clock(text, day_first=day_first))


def read_clock(text: str | None, *, day_first: bool = True) -> datetime | None:
    """As read_date, but as written: naive when the text names no zone."""
    if not text or not _DIGIT.search(text, 0, _MAX_CHARS):
        return None
    text = " ".join(text[:_MAX_CHARS].split())
    return _common(text) or _bare_number(text) or _search(text, day_first)


def to_utc(clock: datetime | None) -> datetime | None:
    """Turn a date as written into aware UTC, zoneless ones as if written in UTC."""
    if clock is None:
        return None
    try:
        return clock.replace(tzinfo=UTC) if clock.tzinfo is None else clock.astimezone(UTC)
    except OverflowError:  # the first or last hours that datetime can hold
        return None


def date_in_address(path: str) -> datetime | None:
    """The day that an address names, as /2025/06/03/, -20250603, /2025/06/250603- or 23-06-2025, at midnight UTC."""
    for pattern in (_IN_ADDRESS, _SHORT_IN_ADDRESS, _REVERSED_IN_ADDRESS):
        for found in pattern.finditer(path):
            part: dict[str, object] = dict(found.groupdict())
            if not found["month"].isdigit():
                part |= {"month": None, "name": found["month"]}
            if clock := _clock_of(part):
                return to_utc(clock)
    return None


def _common(text: str) -> datetime | None:
    """The two forms that nearly all feeds have, without trying the patterns of the others."""
    try:
        if found := _RFC_822.match(text):
            day, name, year, hour, minute, second, sign, oh, om = found.groups()
            offset = timedelta(hours=int(oh or 0), minutes=int(om or 0))
            zone = timezone(-offset if sign == "-" else offset) if offset else UTC
            return datetime(int(year), MONTHS[name.lower()], int(day), int(hour), int(minute), int(second), tzinfo=zone)
        if _RFC_3339.match(text):
            return datetime.fromisoformat(text).replace(microsecond=0)
    except (ValueError, KeyError):
        return None
    return None


def _bare_number(text: str) -> datetime | None:
    if found := _EPOCH.match(text):
        return datetime.fromtimestamp(int(found[1]), UTC)
    if found := _COMPACT.match(text):
        return _clock_of(dict(found.groupdict()))
    try:
        if found := _ORDINAL.match(text):
            return datetime.strptime(text, "%Y-%j")  # noqa: DTZ007 - naive as written
        if _WEEK.match(text):
            return datetime.fromisoformat(text)
    except ValueError:
        return None
    return None


def dates_in(text: str, *, day_first: bool = True) -> list[Written]:
    """All dates of a text that `calendars.plain` has made plain, in its order."""
    found: list[Written] = []
    for match in _matches(text):
        part = dict(match.groupdict()) | {"day_first": day_first}
        is_month = match.re is _ISO and not part.get("day")
        if is_month or any(match.start() < other.end and other.start < match.end() for other in found):
            continue
        if clock := _clock_of(part):
            ended = max((other.end for other in found if other.end <= match.start()), default=0)
            found.append(_written(match, clock, part, ended))
    return sorted(found, key=lambda written: written.start)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Of all patterns, the one that is believed most first."""
    for start, end in _spans(text):
        for pattern in _PATTERNS:
            yield from pattern.finditer(text, start, end)


def _spans(text: str) -> list[tuple[int, int]]:
    """The parts of a text that can hold a date, cut at blanks: the patterns cost too much for all of it."""
    spans: list[tuple[int, int]] = []
    for year in islice(_YEAR.finditer(text), MAX_DATES):
        low, high = max(0, year.start() - _AROUND), min(len(text), year.end() + _AROUND)
        start = max(low, text.find(" ", low, year.start())) if low else 0
        end = max(text.rfind(" ", year.end(), high), year.end()) if high < len(text) else high
        if end == year.end():
            end = high  # no blank to cut at
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _written(match: re.Match[str], clock: datetime, part: dict[str, object], ended: int) -> Written:
    """A date with the clock ahead of it, when that follows `ended`, the end of the date before."""
    start, swapped = match.start(), None
    if part.get("one") and int(str(part["one"])) <= 12 and int(str(part["two"])) <= 12:
        swapped = clock.replace(month=clock.day, day=clock.month)
    if part.get("hour") is None and (ahead := _CLOCK_AHEAD.search(match.string, max(ended, start - _AROUND), start)):
        day = {"year": clock.year, "month": clock.month, "day": clock.day}
        if timed := _clock_of(ahead.groupdict() | day):
            return Written(timed, ahead.start(), match.end(), swapped)
    return Written(clock, start, match.end(), swapped)


def _search(text: str, day_first: bool) -> datetime | None:
    text = plain(text)
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if clock := _clock_of(found.groupdict() | {"day_first": day_first}):
                return clock
    return None


def _clock_of(part: dict[str, object]) -> datetime | None:
    written = str(part["year"]).lstrip("'’")
    year = int(written)
    if len(written) == 2:
        year += 2000 if year < 70 else 1900
    year = gregorian_year(year)
    month, day = _month_and_day(part)
    hour, minute, second = (int(str(part.get(key) or 0)) for key in ("hour", "minute", "second"))
    half = "a" if part.get("early") else "p" if part.get("late") else str(part.get("half") or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if year not in _YEARS or not month or hour > 24:
        return None
    extra = timedelta(days=1) if hour == 24 else timedelta()
    try:
        return datetime(year, month, day, hour % 24, minute, min(second, 59), tzinfo=_zone_of(part)) + extra
    except (ValueError, OverflowError):
        return None


def _month_and_day(part: dict[str, object]) -> tuple[int, int]:
    if part.get("one"):
        one, two = int(str(part["one"])), int(str(part["two"]))
        # 6/2/2026 10:00:00 AM is how .NET writes American dates; whoever puts the day first pads the month.
        american = not part["day_first"] or (part.get("half") and str(part["two"])[0] != "0")
        return (two, one) if two <= 12 and (one > 12 or not american) else (one, two)
    day = int(str(part.get("day") or part.get("early_day") or (0 if part.get("name") else 1)))
    if part.get("name"):
        return MONTHS.get(str(part["name"]).lower().rstrip("."), 0), day
    month = int(str(part.get("month") or 0))
    return (month, day) if month <= 12 else (day, month)  # 10.15.2026 is American too


def _zone_of(part: dict[str, object]) -> timezone | None:
    if part.get("sign") and part.get("oh"):
        offset = timedelta(hours=int(str(part["oh"])), minutes=int(str(part["om"] or 0)))
        return timezone(-offset if part["sign"] in "-−" else offset) if offset < timedelta(hours=24) else None  # type: ignore[operator]
    hours = _HOURS.get(str(part.get("zone") or "").lower())
    return None if hours is None else timezone(timedelta(hours=hours))
