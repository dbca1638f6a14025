"""Which days a text speaks of: "Tuesday", "on 3 May", "2013年9月26日", seen from the day that it was published.

Reports of one event speak of the same day, also when they are published on different ones.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from parsers.grouping.tokens import FIRST_SOLID, is_solid
from parsers.grouping.weekdays import SOLID_WEEKDAYS, WEEKDAYS
from parsers.months import MONTHS

MOST_DAYS = 10  # of one article; an account of a year's events proves nothing by naming one of them
_NEAR = 60  # days; a date without a year is the one nearest to publication, and none when it is further off
_LATE = 60  # days between publication and a full date in the lead: the article is old, its "Tuesday" unknown
_OF = frozenset(("de", "of", "del", "di", "da"))


def days_spoken_of(tokens: Sequence[str], at: date, lead: int) -> tuple[int, ...]:
    """Days since 0001-01-01 in order, at most MOST_DAYS. `lead`: how many tokens are the beginning."""
    small = [token.casefold() for token in tokens]
    begins = [i for i, token in enumerate(small) if token in MONTHS or token[0].isdigit()]
    dated = [(i, found) for i in begins if (found := _date_at(small, i, small[i], at))]
    old = any(full and i < lead and abs((day - at).days) > _LATE for i, (day, full) in dated)
    days = [day for _, (day, _) in dated]
    if not old:
        days += [_last(weekday, at) for weekday in _weekdays(small)]
    return tuple(sorted({day.toordinal() for day in dict.fromkeys(days[: MOST_DAYS * 3])})[-MOST_DAYS:])


def _weekdays(tokens: Sequence[str]) -> Iterator[int]:
    for token in tokens:
        if token in WEEKDAYS:
            yield WEEKDAYS[token]
        elif token[0] >= FIRST_SOLID and is_solid(token):
            yield from (day for name, day in SOLID_WEEKDAYS.items() if name in token)


def _last(weekday: int, at: date) -> date:
    """The last such day, today included: news tells what happened."""
    return at - timedelta(days=(at.weekday() - weekday) % 7)


def _date_at(tokens: Sequence[str], i: int, token: str, at: date) -> tuple[date, bool] | None:
    """The date whose first token stands at i, and whether its year is written."""
    if token[0].isdigit():
        return _iso(tokens, i) or _solid(tokens, i, at) or _day_first(tokens, i, at)
    month, j = _month(tokens, i), i + 1
    if month is None:
        return None
    j += _is_mark(tokens, j)  # "Sept. 3"
    day = _number(tokens, j, 31)
    return (day and _resolved(_year(tokens, j + 1 + _is_mark(tokens, j + 1)), month, day, at)) or None


def _iso(tokens: Sequence[str], i: int) -> tuple[date, bool] | None:
    year, month, day = _year(tokens, i), _number(tokens, i + 1, 12), _number(tokens, i + 2, 31)
    if year is None or month is None or day is None or len(tokens[i + 1]) != 2 or len(tokens[i + 2]) != 2:
        return None
    return _resolved(year, month, day, date(year, 1, 1))


def _solid(tokens: Sequence[str], i: int, at: date) -> tuple[date, bool] | None:
    """9月26日, 9월 26일; the year stands before it. Of a bare 26日 the nearest one."""
    after = tokens[i + 1][:1] if i + 1 < len(tokens) else ""
    if after in ("月", "월") and (month := _number(tokens, i, 12)) and (day := _number(tokens, i + 2, 31)):
        year = _year(tokens, i - 2) if i >= 2 and tokens[i - 1][:1] in ("年", "년") else None
        return _resolved(year, month, day, at)
    if after not in ("日", "일") or (i and tokens[i - 1][:1] in ("月", "월")) or not (day := _number(tokens, i, 31)):
        return None
    months = (at.month, (at.month - 2) % 12 + 1, at.month % 12 + 1)
    around = [found for month in months if (found := _resolved(None, month, day, at))]
    return min(around, key=lambda found: abs((found[0] - at).days), default=None)


def _day_first(tokens: Sequence[str], i: int, at: date) -> tuple[date, bool] | None:
    day, j = _number(tokens, i, 31), i + 1
    j += (j < len(tokens) and tokens[j] in _OF) or _is_mark(tokens, j)
    month = _month(tokens, j)
    if day is None or month is None:
        return None
    j += 1 + (j + 1 < len(tokens) and tokens[j + 1] in _OF)
    return _resolved(_year(tokens, j), month, day, at)


def _is_mark(tokens: Sequence[str], j: int) -> bool:
    """The point of "3. Mai", the letters of "3rd May"."""
    return j < len(tokens) and tokens[j] in {".", "st", "nd", "rd", "th", "er"}


def _month(tokens: Sequence[str], i: int) -> int | None:
    return MONTHS.get(tokens[i]) if i < len(tokens) else None


def _number(tokens: Sequence[str], i: int, most: int) -> int | None:
    token = tokens[i] if i < len(tokens) else ""
    return int(token) if token.isdecimal() and len(token) <= 2 and 1 <= int(token) <= most else None


def _year(tokens: Sequence[str], i: int) -> int | None:
    token = tokens[i] if 0 <= i < len(tokens) else ""
    return int(token) if len(token) == 4 and token.isdecimal() and 1971 <= int(token) <= 2100 else None


def _resolved(year: int | None, month: int, day: int, at: date) -> tuple[date, bool] | None:
    """The date, or the nearest such one to publication; None: there is none such, or not near."""
    if year is not None:
        return (found, True) if (found := _date(year, month, day)) else None
    around = [found for y in (at.year - 1, at.year, at.year + 1) if (found := _date(y, month, day))]
    nearest = min(around, key=lambda found: abs((found - at).days), default=None)
    return (nearest, False) if nearest and abs((nearest - at).days) <= _NEAR else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
