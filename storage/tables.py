"""The tables. Rows never leave this room; values do.

Words of closed lists are stored as text, so that a new word needs no migration. Every datetime is aware UTC
(SQLModel's own type since 0.0.50). `storage/migrations/` is kept equal to this file by a test.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class SourceRow(SQLModel, table=True):
    """What is remembered of a source, and who is polling it now."""

    __tablename__ = "source"

    name: str = Field(primary_key=True)
    address: str  # a digest: to see that it moved; the address itself may hold a key
    active: bool = True  # it stands in the desk file
    etag: str | None = Field(default=None, sa_type=Text)
    last_modified: str | None = Field(default=None, sa_type=Text)
    baseline: bool = True  # nothing was ever read from it
    due_at: datetime = Field(index=True)
    lease_owner: str | None = None
    lease_until: datetime | None = None
    fetched_at: datetime | None = None  # last attempt
    good_at: datetime | None = None  # last success
    result: str | None = None
    failures: int = 0  # in a row
    partial: int = 0  # polls in a row that missed a part


class EntryRow(SQLModel, table=True):
    """One thing that a source listed: a work item until its article is stored, then the memory that it was seen."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("source", "key"),
        # the queue: only what waits is in the index, so it stays small while the table grows
        Index(
            "ix_entry_waiting",
            "next_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(foreign_key="source.name")
    key: str  # identity within the source
    url: str | None = Field(default=None, sa_type=Text)
    payload: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))  # the entry, until it is done
    baseline: bool
    state: str = "waiting"  # waiting | done | failed
    result: str | None = None
    attempts: int = 0
    next_at: datetime
    lease_owner: str | None = None
    lease_until: datetime | None = None
    seen_at: datetime
    article_id: int | None = Field(default=None, foreign_key="article.id")


class StoryRow(SQLModel, table=True):
    __tablename__ = "story"

    id: int | None = Field(default=None, primary_key=True)
    opened_at: datetime


class ArticleRow(SQLModel, table=True):
    __tablename__ = "article"

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(foreign_key="source.name")
    story_id: int = Field(foreign_key="story.id", index=True)
    copy_of: int | None = Field(default=None, foreign_key="article.id")
    url: str = Field(sa_type=Text)
    canonical_url: str | None = Field(default=None, sa_type=Text)
    title: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    outlet: str | None = Field(default=None, sa_type=Text)
    authors: list[str] = Field(default_factory=list, sa_type=JSON)
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str | None = None
    section: str | None = Field(default=None, sa_type=Text)
    evidence: str
    seen_at: datetime = Field(index=True)


class AliasRow(SQLModel, table=True):
    """One of the addresses under which an article is known."""

    __tablename__ = "alias"

    digest: str = Field(primary_key=True)  # of the page key: an address can be longer than an index takes
    key: str = Field(sa_type=Text)
    article_id: int = Field(foreign_key="article.id", index=True)


class FingerprintRow(SQLModel, table=True):
    """A sampled window of an article's text, to find those that may carry the same text."""

    __tablename__ = "fingerprint"
    __table_args__ = {"sqlite_with_rowid": False}  # a third smaller: the key is the row

    hash: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    article_id: int = Field(primary_key=True, foreign_key="article.id", sa_column_kwargs={"autoincrement": False})


class MatchRow(SQLModel, table=True):
    __tablename__ = "match"
    __table_args__ = (UniqueConstraint("article_id", "topic"),)

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id")
    topic: str
    found: dict[str, Any] = Field(sa_type=JSON)  # spans and passages


class HoldRow(SQLModel, table=True):
    """Why a match was not told."""

    __tablename__ = "hold"

    article_id: int = Field(primary_key=True, foreign_key="article.id", sa_column_kwargs={"autoincrement": False})
    topic: str = Field(primary_key=True)
    reason: str
    held_at: datetime


class AlertRow(SQLModel, table=True):
    """A story is told once under a topic: the primary key is the promise, whichever worker gets there first."""

    __tablename__ = "alert"

    story_id: int = Field(primary_key=True, foreign_key="story.id", sa_column_kwargs={"autoincrement": False})
    topic: str = Field(primary_key=True)
    article_id: int = Field(foreign_key="article.id")
    alerted_at: datetime


class DeliveryRow(SQLModel, table=True):
    """The outbox: one message to one channel."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index(
            "ix_delivery_pending",
            "next_at",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    channel: str
    story_id: int = Field(foreign_key="story.id")
    article_id: int = Field(foreign_key="article.id")
    report: dict[str, Any] = Field(sa_type=JSON)
    state: str = "pending"  # pending | sent | dead
    attempts: int = 0
    next_at: datetime
    lease_owner: str | None = None
    lease_until: datetime | None = None
    queued_at: datetime
    sent_at: datetime | None = None
    detail: str | None = Field(default=None, sa_type=Text)  # of the last attempt
