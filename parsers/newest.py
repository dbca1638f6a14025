"""Which of many sitemaps to read first."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from news import Pointer

_NEWS = re.compile(r"news|latest|recent|today|aktuell|actualit|noticias", re.I)
_DATED = re.compile(r"(?<!\d)(20\d\d)(?:[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_STALE = timedelta(days=2)  # a news sitemap holds the articles of two days, by Google's rule
_BEGINNING = datetime.min.replace(tzinfo=UTC)


def newest_first(pointers: Sequence[Pointer]) -> tuple[Pointer, ...]:
    """Order the sitemaps of an index: those named after news, then the latest changed, then as listed.

    Where no change is told, a date in the address stands for it. One named after news is not put first when
    it lies two days behind the latest: that is an archive.
    """
    latest = max((when for pointer in pointers if (when := _when(pointer))), default=_BEGINNING)

    def rank(pointer: Pointer) -> tuple[bool, float]:
        when = _when(pointer)
        is_news = bool(_NEWS.search(urlsplit(pointer.url).path)) and (when is None or latest - when <= _STALE)
        return not is_news, -when.timestamp() if when else 0.0

    return tuple(sorted(pointers, key=rank))


def _when(pointer: Pointer) -> datetime | None:
    if pointer.changed_at:
        return pointer.changed_at
    found = _DATED.search(urlsplit(pointer.url).path)
    if not found:
        return None
    try:
        return datetime(int(found[1]), int(found[2] or 1), int(found[3] or 1), tzinfo=UTC)
    except ValueError:  # 31 February
        return None
