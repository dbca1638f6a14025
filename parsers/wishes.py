"""How often a feed wishes to be asked, and where its updates can be subscribed to."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from lxml import etree

from news import Hub, Wishes
from parsers.address import web_address
from parsers.elements import Fields, Names, first, rebase, text_of

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
}  # "yearly" is none that we could follow
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SANE = (timedelta(minutes=1), timedelta(days=31))  # less is a slip for seconds, more is a slip too


def wishes_of(head: Fields, names: Names) -> Wishes:
    """Read ttl, the syndication module, skipHours and skipDays. What is absurd counts as not said."""
    return Wishes(
        _interval(first(head, "ttl", read=text_of)) or _period(head),
        _skipped(_hour(text) for text in _listed(head, "skiphours", names)),
        _skipped((_day(text) for text in _listed(head, "skipdays", names)), of=7),
    )


def hub_of(head: Fields, url: str) -> Hub | None:
    """The hub that the head names, https before http; the topic is the feed's rel=self, else its own address."""
    links = [e for key in ("atom:link", "link") for e in head.get(key, ()) if e.get("href")]
    hubs, own = tuple(_related(links, "hub", url)), next(_related(links, "self", url), url)
    return Hub(min(hubs, key=lambda hub: not hub.startswith("https:")), own) if hubs else None


def _related(links: Iterable[etree._Element], relation: str, url: str) -> Iterator[str]:
    own = (link for link in links if relation in (link.get("rel") or "").lower().split())
    yield from (address for link in own if (address := web_address(link.get("href"), rebase(url, link))))


def _interval(minutes: str) -> timedelta | None:
    count = _number(minutes)
    return _sane(timedelta(minutes=count)) if count else None


def _period(head: Fields) -> timedelta | None:
    period = _PERIODS.get(first(head, "sy:updateperiod", read=text_of).strip().lower())
    often = _number(first(head, "sy:updatefrequency", read=text_of) or "1")
    return _sane(period / often) if period and often else None


def _sane(interval: timedelta) -> timedelta | None:
    return interval if _SANE[0] <= interval <= _SANE[1] else None


def _number(text: str) -> int | None:
    """A plain count; None for anything else, also when it is longer than any that makes sense."""
    text = text.strip()
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= 6 else None


def _listed(head: Fields, key: str, names: Names) -> Iterable[str]:
    for element in head.get(key, ()):
        for children in names.fields(element).values():
            yield from (text_of(child).strip() for child in children)


def _hour(text: str) -> int | None:
    """RSS 0.91 counts them 1 to 24, RSS 2.0 0 to 23: 24 is midnight."""
    hour = _number(text)
    return hour % 24 if hour is not None and hour <= 24 else None


def _day(text: str) -> int | None:
    day = text[:3].lower()
    return _DAYS.index(day) if day in _DAYS else None


def _skipped(found: Iterable[int | None], of: int = 24) -> frozenset[int]:
    """Who asks never to be asked does not mean it."""
    skipped = frozenset(each for each in found if each is not None)
    return skipped if len(skipped) < of else frozenset()
