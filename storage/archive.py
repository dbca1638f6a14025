"""The archive: stored articles as values, to be looked through again."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlmodel import Session

from news import Article, Evidence, Kind, Part, Precision, StoredArticle
from storage.database import Database
from storage.digest import digest
from storage.tables import AliasRow, ArticleRow, table_of

BATCH = 500  # articles, about 2 MB of text

_article, _alias = table_of(ArticleRow), table_of(AliasRow)
_WHOLE = select(*_article.c)

# Columns that go into an Article as they are.
_PLAIN = (
    "url", "title", "text", "canonical_url", "outlet", "published_at", "modified_at", "language", "section",
    "lead_image", "amp_url", "page_refused",
)  # fmt: skip


def archive(
    database: Database,
    *,
    since: datetime,
    until: datetime | None = None,
    source: str | None = None,
    language: str | None = None,
    batch: int = BATCH,
) -> Iterator[list[StoredArticle]]:
    """Give the articles that were seen from `since` on and before `until`, batch by batch, in the order stored.

    Each batch is a short read of its own, so that nobody waits for whoever looks through it. What is stored
    meanwhile is not given. `language` is a primary subtag: "pt" takes "pt-BR" too.
    """
    seen = [_article.c.seen_at >= since, *([_article.c.seen_at < until] if until else [])]
    wanted = [*seen, *_of(source, language)]
    with database.reading() as session:
        first, last = session.execute(select(func.min(_article.c.id), func.max(_article.c.id)).where(*seen)).one()
    after = (first or 0) - 1
    while last is not None and after < last:
        with database.reading() as session:
            articles = _next(session, [*wanted, _article.c.id > after, _article.c.id <= last], batch)
        if not articles:
            return
        yield articles
        after = articles[-1].id


def articles_of(session: Session, ids: Collection[int]) -> list[StoredArticle]:
    """These articles as they are stored now, by id; those that are not there are left out."""
    return _next(session, [_article.c.id.in_(ids)], len(ids))


def find_article(session: Session, ref: str, key: str | None = None) -> StoredArticle | None:
    """Find an article by its id, its address, or a piece of its title; of several the newest.

    `key` is the page key of `ref` where that is an address: it finds the article under all its addresses.
    """
    ways = [_article.c.url == ref, _article.c.canonical_url == ref, _article.c.title.icontains(ref, autoescape=True)]
    if key is not None:
        known = select(_alias.c.article_id).where(_alias.c.digest == digest(key)).scalar_subquery()
        ways.insert(0, _article.c.id == known)
    if ref.isascii() and ref.isdecimal() and len(ref) < 19:  # what a 64-bit id can be
        ways.insert(0, _article.c.id == int(ref))
    newest_first = (_WHOLE.where(way).order_by(_article.c.id.desc()).limit(1) for way in ways)
    rows = (session.execute(wanted).one_or_none() for wanted in newest_first)
    return next((_stored(row) for row in rows if row is not None), None)


def _of(source: str | None, language: str | None) -> Iterator[ColumnElement[bool]]:
    if source is not None:
        yield _article.c.source == source
    if language is not None:
        tag, subtag = func.lower(_article.c.language), language.lower()
        yield or_(tag == subtag, tag.startswith(f"{subtag}-", autoescape=True))


def _next(session: Session, wanted: list[ColumnElement[bool]], limit: int) -> list[StoredArticle]:
    rows = session.execute(_WHOLE.where(*wanted).order_by(_article.c.id).limit(limit))
    return [_stored(row) for row in rows]


def _stored(row: Row[Any]) -> StoredArticle:
    return StoredArticle(row.id, row.source, row.story_id, row.copy_of, row.seen_at, _article_of(row))


def _article_of(row: Row[Any]) -> Article:
    columns = row._mapping
    return Article(
        **{name: columns[name] for name in _PLAIN},
        authors=tuple(row.authors),
        evidence=Evidence(row.evidence),
        kind=Kind(row.kind),
        parts=tuple(map(Part, row.parts)),
        captions=tuple(row.captions),
        agencies=tuple(row.agencies),
        published_precision=Precision(row.published_precision),
        utc_offset=None if row.utc_offset_minutes is None else timedelta(minutes=row.utc_offset_minutes),
    )
