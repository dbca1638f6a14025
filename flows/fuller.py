"""What page and feed together know of an article: each speaks for what the other leaves out. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from news import Article, Entry, Evidence, Kind, Precision
from parsers import article_from_entry

LONGEST_TITLE = 1_000  # characters; beyond it is no headline, and matching is not free
LONGEST_TEXT = 200_000  # characters: a book chapter
CLEARLY_LONGER = 1.5  # times: a summary that merely repeats the beginning of a page is not
FROM_PARTS = (Kind.PAYWALL_STUB, Kind.MEDIA)  # what may say less than the feed does
A_DAY = timedelta(days=1)
FARTHEST_ZONE = timedelta(hours=14)  # a page's day begins and ends up to so long before and after UTC's


def fuller(read: Article, entry: Entry, language: str | None) -> Article:
    """What was read from a page, with what only its entry tells. `language` is the desk's word on it."""
    published_at, precision = _published(read, entry)
    text = read.text[:LONGEST_TEXT]
    article = replace(
        read,
        language=language or read.language or entry.language,
        published_at=published_at,
        published_precision=precision,
        title=(read.title or entry.title)[:LONGEST_TITLE],
        text=text,
        parts=read.parts[: text.count("\n\n") + 1],
    )
    return _with_the_feeds_words(article, entry) if read.kind in FROM_PARTS else article


def _published(read: Article, entry: Entry) -> tuple[datetime | None, Precision]:
    """The page's word, unless it knows only the day, and the feed a moment of that day."""
    if read.published_at is None:
        return entry.published_at, Precision.INSTANT
    if read.published_precision is Precision.DAY and entry.published_at and not entry.ahead:
        since = entry.published_at - read.published_at
        if -FARTHEST_ZONE <= since <= A_DAY + FARTHEST_ZONE:
            return entry.published_at, Precision.INSTANT
    return read.published_at, read.published_precision


def _with_the_feeds_words(article: Article, entry: Entry) -> Article:
    """The feed's text in the place of a stub that is clearly shorter; when it was published is known by now."""
    told = article_from_entry(entry, article.url, article.language)
    if told is None or len(told.text) <= CLEARLY_LONGER * len(article.text):
        return article
    return replace(
        article,
        title=(told.title or article.title)[:LONGEST_TITLE],
        text=told.text[:LONGEST_TEXT],
        parts=(),
        authors=told.authors or article.authors,
        modified_at=told.modified_at or article.modified_at,
        evidence=Evidence.FEED,
        page_refused=article.kind.value,
    )
