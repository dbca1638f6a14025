"""Articles, the addresses they are known under, their stories, and what they matched."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Select, delete, func, insert, select, union, update
from sqlmodel import Session, col

from news import Article, Candidate, Hold, Match, PageOutcome, Placement
from storage.database import insert_new
from storage.digest import digest
from storage.tables import AlertRow, AliasRow, ArticleRow, DeliveryRow, FingerprintRow, HoldRow, MatchRow, StoryRow

_match = TypeAdapter(Match)
_MINUTE = timedelta(minutes=1)  # offsets of clocks are whole minutes


def article_known_as(session: Session, keys: Collection[str]) -> int | None:
    """The id of the article that has one of these page keys, or None."""
    digests = [digest(key) for key in keys]
    return session.scalar(select(col(AliasRow.article_id)).where(col(AliasRow.digest).in_(digests)).limit(1))


def candidate(session: Session, article_id: int) -> Candidate:
    """A stored article, to be compared with a new one."""
    row = session.get_one(ArticleRow, article_id)
    return _candidate(row)


def read_as(session: Session, article_id: int) -> PageOutcome:
    """What the page of a stored article came to when its text was taken."""
    row = session.get_one(ArticleRow, article_id)
    return PageOutcome(row.page_refused or row.kind)


def add_aliases(session: Session, article_id: int, keys: Collection[str]) -> None:
    """Make the article known under these page keys too. A key that another article has stays with that one."""
    if not keys:
        return  # an entry without link has none
    rows = [{"digest": digest(key), "key": key, "article_id": article_id} for key in sorted(set(keys))]
    session.execute(insert_new(session, AliasRow), rows)


def likely_copies(session: Session, sketch: Sequence[int], since: datetime, limit: int = 10) -> list[Candidate]:
    """Articles of stories opened since then that share two or more fingerprints, those that share most first."""
    if not sketch:
        return []
    shared = func.count().label("shared")
    best = session.execute(
        select(col(FingerprintRow.article_id), shared)
        .join(ArticleRow, col(ArticleRow.id) == col(FingerprintRow.article_id))
        .join(StoryRow, col(StoryRow.id) == col(ArticleRow.story_id))
        .where(col(FingerprintRow.hash).in_(sketch), col(StoryRow.opened_at) >= since)
        .group_by(col(FingerprintRow.article_id))
        .having(func.count() >= min(2, len(sketch)))
        .order_by(shared.desc(), col(FingerprintRow.article_id))
        .limit(limit)
    ).all()
    rows = {
        row.id: row for row in session.scalars(select(ArticleRow).where(col(ArticleRow.id).in_([b[0] for b in best])))
    }
    return [_candidate(rows[article_id]) for article_id, _ in best]


def add_article(
    session: Session, source: str, article: Article, placement: Placement, sketch: Iterable[int], now: datetime
) -> tuple[int, int]:
    """Store an article in its story (a new one where the placement names none). Return (article id, story id)."""
    story_id = placement.story_id or _open_story(session, now)
    row = ArticleRow(source=source, story_id=story_id, copy_of=placement.copy_of, seen_at=now, **_columns(article))
    session.add(row)
    session.flush()
    assert row.id is not None
    _add_fingerprints(session, row.id, sketch)
    return row.id, story_id


def renew_article(
    session: Session, article_id: int, article: Article, placement: Placement, sketch: Iterable[int]
) -> tuple[int, int | None]:
    """Put what was read later in the place of a stored article. Return its (story id, what it is a copy of) now.

    Where it carries the text of another story, its own becomes part of that one. Within its own story it stays what
    it was: the others there may be copies of it. Its matches go, since they point into the former text; what was told
    of it stays told.
    """
    row = session.get_one(ArticleRow, article_id)
    if placement.story_id and placement.story_id != row.story_id:
        join_stories(session, row.story_id, placement.story_id)
        row.copy_of = placement.copy_of
    for name, value in _columns(article).items():
        setattr(row, name, value)
    session.execute(delete(FingerprintRow).where(col(FingerprintRow.article_id) == article_id))
    session.execute(delete(MatchRow).where(col(MatchRow.article_id) == article_id))
    session.flush()
    _add_fingerprints(session, article_id, sketch)
    return row.story_id, row.copy_of


def join_stories(session: Session, former: int, story_id: int) -> None:
    """Make one story part of another, with its articles, what was told of it, and its messages.

    Its row stays, empty: the keys of messages are made of its number, and SQLite would give that to another story.
    """
    if former == story_id:
        return
    there = {row.topic: row for row in session.scalars(_told_of(story_id))}
    for row in session.scalars(_told_of(former)).all():
        session.delete(row)
        known = there.get(row.topic)
        if known is None:
            told = AlertRow(story_id=story_id, topic=row.topic, article_id=row.article_id, alerted_at=row.alerted_at)
            session.add(told)
        elif row.alerted_at < known.alerted_at:  # told twice before they were known to be one
            known.alerted_at, known.article_id = row.alerted_at, row.article_id
    for table in (ArticleRow, DeliveryRow):
        session.execute(update(table).where(col(table.story_id) == former).values(story_id=story_id))
    session.flush()


def _told_of(story_id: int) -> Select[tuple[AlertRow]]:
    return select(AlertRow).where(col(AlertRow.story_id) == story_id)


def decided_topics(session: Session, article_id: int) -> frozenset[str]:
    """The topics that a stored article matched, as it is now or was before: each was told or held then."""
    matched = select(col(MatchRow.topic)).where(col(MatchRow.article_id) == article_id)
    held = select(col(HoldRow.topic)).where(col(HoldRow.article_id) == article_id)
    return frozenset(session.scalars(union(matched, held)))


def _columns(article: Article) -> dict[str, Any]:
    """An article as a row keeps it."""
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "text": article.text,
        "outlet": article.outlet,
        "authors": list(article.authors),
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "language": article.language,
        "section": article.section,
        "evidence": article.evidence.value,
        "kind": article.kind.value,
        "parts": [part.value for part in article.parts],
        "captions": list(article.captions),
        "agencies": list(article.agencies),
        "lead_image": article.lead_image,
        "amp_url": article.amp_url,
        "published_precision": article.published_precision.value,
        "utc_offset_minutes": None if article.utc_offset is None else article.utc_offset // _MINUTE,
        "page_refused": article.page_refused,
    }


def _add_fingerprints(session: Session, article_id: int, sketch: Iterable[int]) -> None:
    if prints := [{"hash": h, "article_id": article_id} for h in sorted(set(sketch))]:
        session.execute(insert(FingerprintRow), prints)


def add_matches(session: Session, article_id: int, matches: Iterable[Match]) -> None:
    session.add_all(
        MatchRow(article_id=article_id, topic=match.topic, found=_match.dump_python(match, mode="json"))
        for match in matches
    )


def add_holds(session: Session, article_id: int, holds: Iterable[Hold], now: datetime) -> None:
    session.add_all(
        HoldRow(article_id=article_id, topic=hold.topic, reason=hold.reason.value, held_at=now) for hold in holds
    )


def topics_told(session: Session, story_id: int) -> frozenset[str]:
    """The topics under which a story was already told."""
    return frozenset(session.scalars(select(col(AlertRow.topic)).where(col(AlertRow.story_id) == story_id)))


def add_told(session: Session, story_id: int, article_id: int, topics: Iterable[str], now: datetime) -> None:
    """Note that a story is told under these topics. Raises IntegrityError if it was: the promise is kept here."""
    session.add_all(AlertRow(story_id=story_id, topic=t, article_id=article_id, alerted_at=now) for t in topics)
    session.flush()


def _open_story(session: Session, now: datetime) -> int:
    row = StoryRow(opened_at=now)
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def _candidate(row: ArticleRow) -> Candidate:
    assert row.id is not None
    return Candidate(row.id, row.story_id, row.title, row.text, row.published_at, row.seen_at)
