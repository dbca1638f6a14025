"""Stories as they are shown: with their articles, what these match, and what was told."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select
from sqlmodel import Session

from news import Likeness, Placement, Story, StoryArticle, Telling
from storage.given import GIVEN_NUMBERS
from storage.tables import AlertRow, ApartRow, ArticleRow, MatchRow, StoryRow, table_of

_placement = TypeAdapter(Placement)
_story, _article, _match = table_of(StoryRow), table_of(ArticleRow), table_of(MatchRow)
_alert, _apart = table_of(AlertRow), table_of(ApartRow)

# All but the text, which can be long.
_SHOWN = tuple(
    _article.c[name]
    for name in (
        "id", "story_id", "source", "outlet", "owner", "url", "title", "published_at", "seen_at", "language",
        "agencies", "copy_of", "likeness", "placed", "pinned",
    )
)  # fmt: skip
_STORIES = select(*_story.c).where(_story.c.id.in_(GIVEN_NUMBERS))
_ARTICLES = select(*_SHOWN).where(_article.c.story_id.in_(GIVEN_NUMBERS)).order_by(_article.c.id)
_TOPICS = (
    select(_match.c.article_id, _match.c.topic)
    .join(_article, _article.c.id == _match.c.article_id)
    .where(_article.c.story_id.in_(GIVEN_NUMBERS))
    .order_by(_match.c.topic)
)
_TOLD = select(*_alert.c).where(_alert.c.story_id.in_(GIVEN_NUMBERS)).order_by(_alert.c.alerted_at, _alert.c.topic)
_APART = select(_apart.c.one, _apart.c.other).where(
    or_(_apart.c.one.in_(GIVEN_NUMBERS), _apart.c.other.in_(GIVEN_NUMBERS))
)

T = TypeVar("T")
Grouped = defaultdict[int, list[T]]


def story(session: Session, story_id: int) -> Story | None:
    """This very story: one that was joined to another is empty, and says where it went. None: there is none."""
    found = _stories(session, [story_id])
    return found[0] if found else None


def stories(session: Session, since: datetime, limit: int, topic: str | None = None) -> list[Story]:
    """Stories of which an article was seen since then, the one that had the latest first.

    `topic`: those with an article that matches it. Six statements, however many there are.
    """
    latest = func.max(_article.c.id)
    wanted: Select[Any] = select(func.min(_article.c.story_id)).where(_article.c.seen_at >= since)
    if topic is not None:
        wanted = wanted.where(_matches(topic))
    # "+ 0": SQLite else reads all articles by their story, where those of some days are asked for
    rows = session.scalars(wanted.group_by(_article.c.story_id + 0).order_by(latest.desc()).limit(limit))
    return _stories(session, rows.all())


def _matches(topic: str) -> ColumnElement[bool]:
    """Whether any article of the story does: asked of each that was seen lately, since no index has topics."""
    of = _article.alias("other")
    there = (_match.c.article_id == of.c.id, _match.c.topic == topic, of.c.story_id == _article.c.story_id)
    return exists().where(*there).correlate(_article)


def _stories(session: Session, ids: Collection[int]) -> list[Story]:
    """These, in this order, without those that there are not."""
    given = {"given": list(ids)}
    rows = {row.id: row for row in session.execute(_STORIES, given)}
    topics = _grouped((row.article_id, row.topic) for row in session.execute(_TOPICS, given))
    articles = _grouped((row.story_id, _article_of(row, topics[row.id])) for row in session.execute(_ARTICLES, given))
    told = _grouped((row.story_id, _telling(row)) for row in session.execute(_TOLD, given))
    pairs = session.execute(_APART, given).tuples().all()
    apart = _grouped(pair for one, other in pairs for pair in ((one, other), (other, one)))
    return [
        Story(
            row.id,
            row.opened_at,
            near=row.near_id,
            joined_to=row.joined_to,
            articles=tuple(articles[row.id]),
            told=tuple(told[row.id]),
            apart=tuple(sorted(apart[row.id])),
        )
        for row in (rows[one] for one in ids if one in rows)
    ]


def _grouped(pairs: Iterable[tuple[int, T]]) -> Grouped[T]:
    found: Grouped[T] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _article_of(row: Row[Any], topics: Iterable[str]) -> StoryArticle:
    return StoryArticle(
        row.id,
        row.source,
        row.outlet or row.source,
        row.owner,
        row.url,
        row.title,
        row.published_at,
        row.seen_at,
        row.language,
        agencies=tuple(row.agencies),
        copy_of=row.copy_of,
        likeness=Likeness(row.likeness) if row.likeness else None,
        placement=None if row.placed is None else _placement.validate_python(row.placed),
        pinned=row.pinned,
        topics=tuple(topics),
    )


def _telling(row: Row[Any]) -> Telling:
    return Telling(row.topic, row.occasion, row.article_id, row.alerted_at)
