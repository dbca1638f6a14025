"""A trial in words."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flows.answering import Answer
from flows.sources.cures import cure_of
from flows.sources.subject import Subject
from flows.sources.trial import Document, FirstArticle, Trial
from news import (
    Article,
    Entry,
    Feed,
    FeedError,
    FetchError,
    Hub,
    Kind,
    NotModified,
    Page,
    ParsingError,
    Precision,
    Refusal,
    Wishes,
)

SHOWN_ENTRIES = 10
LONG_WAIT = 0.1  # seconds; less is our own overhead
_TITLE = 100  # characters: a line of a wide terminal
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def told(trial: Trial, tried: Subject) -> Iterator[str]:
    """Line by line, in the order in which it happened."""
    for line in _lines(trial, bool(tried.source.access.proxy)):
        yield tried.shown(line) if line else ""


def _lines(trial: Trial, proxied: bool) -> Iterator[str]:
    for number, document in enumerate(trial.documents, 1):
        yield ""
        yield from _document(number, document, proxied)
    yield ""
    if trial.failure:
        yield f"Refused: {trial.failure}"
        yield f"Cure: {cure_of(trial.failure, proxied=proxied)}"
        return
    yield from _answer(trial.answer) if trial.answer else ()
    yield from _first(trial.first) if trial.first else ()
    yield "Nothing was stored."


def _document(number: int, document: Document, proxied: bool) -> Iterator[str]:
    asked = document.asked
    yield f"{number}. {asked.url}"
    match asked.answer:
        case Page() as page:
            yield from _page(page, asked.seconds)
        case NotModified():
            yield f"   not modified, {_seconds(asked.seconds)}"
        case FetchError() as error:
            yield f"   refused after {_seconds(asked.seconds)}: {error.reason}{_beside(error)}"
            yield f"   cure: {cure_of(error, proxied=proxied)}"
            if error.retry_after:
                yield f"   it asks to wait for: {_length(error.retry_after)}"
    if isinstance(document.read, Feed):
        yield f"   read as: {document.kind}, in {_seconds(document.seconds)}"
        yield from _feed(document.read)
    elif document.read:
        yield f"   not readable: {document.read.reason}{_beside(document.read)}"
        yield f"   cure: {cure_of(document.read)}"


def _page(page: Page, seconds: float) -> Iterator[str]:
    took = page.took.total_seconds()
    waited = f" ({_seconds(seconds - took)} more in line)" if took and seconds - took >= LONG_WAIT else ""
    yield f"   answer: {page.status}, {_seconds(took or seconds)}{waited}, {len(page.body):,} bytes"
    yield f"   type: {page.content_type or 'none given'}"
    if page.final_url != page.url:
        yield f"   led to: {page.final_url}"
    if page.moved_to:
        yield f"   moved for good to: {page.moved_to}. Cure: write that as `url:`"
    yield f"   validators: {_validators(page)}"
    if page.max_age is not None:
        yield f"   stays fresh for: {_length(page.max_age)}"
    if page.hub:
        yield f"   {_hub(page.hub)}"


def _validators(page: Page) -> str:
    said = {"etag": page.etag, "last modified": page.last_modified}
    return ", ".join(f"{name} {value}" for name, value in said.items() if value) or "none: each poll fetches it whole"


def _feed(feed: Feed) -> Iterator[str]:
    yield f"   title: {feed.title or 'none'}{f', language {feed.language}' if feed.language else ''}"
    if feed.entries or not feed.elsewhere:
        yield f"   entries: {len(feed.entries)}"
    for pointer in feed.elsewhere[:SHOWN_ENTRIES]:
        yield f"   names: {pointer.url} ({pointer.kind})"
    if wishes := _wishes(feed.wishes):
        yield f"   wishes: {wishes}"
    if feed.hub:
        yield f"   {_hub(feed.hub)}"


def _wishes(wishes: Wishes) -> str:
    hours = ", ".join(str(hour) for hour in sorted(wishes.skip_hours))
    days = ", ".join(_DAYS[day] for day in sorted(wishes.skip_days))
    said = (
        f"to be asked each {_length(wishes.interval)}" if wishes.interval else "",
        f"not in the hours {hours} (UTC)" if hours else "",
        f"not on {days}" if days else "",
    )
    return "; ".join(filter(None, said))


def _hub(hub: Hub) -> str:
    return f"hub: {hub.url} for {hub.topic}"


def _answer(answer: Answer) -> Iterator[str]:
    entries = answer.feed.entries if answer.feed else ()
    dates = [entry.published_at for entry in entries if entry.published_at]
    newest = f", the newest of {_moment(max(dates))}" if dates else ", none with a date" if entries else ""
    yield f"{len(entries)} entries{newest}"
    for entry in entries[:SHOWN_ENTRIES]:
        yield f"  {_moment(entry.published_at)}{' (dated ahead)' if entry.ahead else ''}  {_headline(entry)}"
        yield f"      {entry.url or 'no address'}"
    if len(entries) > SHOWN_ENTRIES:
        yield f"  … and {len(entries) - SHOWN_ENTRIES} more"
    for missed in answer.missed:
        yield f"missed: {missed}"
    yield ""


def _first(first: FirstArticle) -> Iterator[str]:
    yield f"First article: {first.asked.url}"
    if isinstance(first.asked.answer, Page):
        page = first.asked.answer
        seconds = page.took.total_seconds() or first.asked.seconds
        yield f"   answer: {page.status}, {_seconds(seconds)}, {len(page.body):,} bytes"
    if first.why_not:
        yield f"   refused: {first.why_not.reason}{_beside(first.why_not)}"
        if not isinstance(first.why_not, Refusal):
            yield f"   cure: {cure_of(first.why_not)}"
    article = first.article or first.from_feed
    if article is None:
        yield "   and the feed has no words of its own: nothing would be stored"
        return
    if article.kind is not Kind.ARTICLE:
        yield f"   read as: {article.kind}"
    yield f"   title: {article.title[:_TITLE]}"
    yield f"   date: {_date(article, first.entry)}"
    yield f"   words: {len(article.text.split()):,}{', from the feed' if first.from_feed else ''}"
    yield ""


def _date(article: Article, entry: Entry) -> str:
    if article.published_at and article.published_precision is Precision.DAY:
        return f"{article.published_at:%Y-%m-%d}"
    return _moment(article.published_at or entry.published_at)


def _headline(entry: Entry) -> str:
    return " ".join(entry.title.split())[:_TITLE] or "no title"


def _beside(failure: FetchError | FeedError | ParsingError | Refusal) -> str:
    return f" ({failure.detail})" if failure.detail else ""


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "no date"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s"


def _length(length: timedelta) -> str:
    """In the largest unit that still tells two of them apart: "90 seconds", "66 minutes", "30 hours"."""
    for unit, size in (("days", timedelta(days=1)), ("hours", timedelta(hours=1)), ("minutes", timedelta(minutes=1))):
        if length >= 2 * size:
            return f"{round(length / size)} {unit}"
    return f"{length.total_seconds():.0f} seconds"
