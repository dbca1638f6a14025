"""The tables. Rows never leave this room; values do.

Words of closed lists are stored as text, so that a new word needs no migration. Every datetime is aware UTC
(SQLModel's own type since 0.0.50). `storage/migrations/` is kept equal to this file by a test.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Table, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _where(words: str) -> dict[str, Any]:
    """An index of these rows alone."""
    return {"sqlite_where": text(words), "postgresql_where": text(words)}


class SourceRow(SQLModel, table=True):
    """All that is remembered of a source (news.Memory), and who is polling it now."""

    __tablename__ = "source"

    name: str = Field(primary_key=True)
    address: str  # a digest of the desk's: to see that it changed; the address itself may hold a key
    active: bool = True  # it stands in the desk file
    lease_owner: str | None = None
    lease_until: datetime | None = None

    etag: str | None = Field(default=None, sa_type=Text)
    last_modified: str | None = Field(default=None, sa_type=Text)
    whole_at: datetime | None = None
    baseline: bool = True
    partial: int = 0
    listed: int = 0

    moved_to: str | None = Field(default=None, sa_type=Text)
    move: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    identity: str = "id or address"
    pulse: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    news_at: datetime | None = None

    health: str | None = None
    result: str | None = None
    well_since: datetime | None = None
    ill_since: datetime | None = None
    failures: int = 0
    fetched_at: datetime | None = None
    good_at: datetime | None = None
    took_seconds: float = 0.0
    gap_at: datetime | None = None
    gaps: int = 0
    told: str = ""

    interval_seconds: float = 1_800.0
    due_at: datetime = Field(index=True)
    alone_until: datetime | None = None
    floor_until: datetime | None = None
    paused_at: datetime | None = None
    paused_why: str | None = Field(default=None, sa_type=Text)


class SubscriptionRow(SQLModel, table=True):
    """A source whose hub pushes what is new (news.Subscription)."""

    __tablename__ = "subscription"

    source: str = Field(primary_key=True, foreign_key="source.name")
    hub: str = Field(sa_type=Text)
    topic: str = Field(sa_type=Text)
    token: str = Field(unique=True)
    secret: str
    state: str
    asked_at: datetime
    until: datetime | None = None
    pushed_at: datetime | None = None
    detail: str = Field(default="", sa_type=Text)


class HostRow(SQLModel, table=True):
    """When a host may be asked next, whoever asks."""

    __tablename__ = "host"

    name: str = Field(primary_key=True)
    next_at: datetime  # the first moment that nobody has reserved
    silent_until: datetime | None = None  # its Retry-After


class RobotsRow(SQLModel, table=True):
    """A site's robots.txt, or why it could not be read."""

    __tablename__ = "robots"

    site: str = Field(primary_key=True)
    until: datetime  # before the long ones, so that it is found without reading them
    body: str | None = Field(default=None, sa_type=Text)
    failure: str | None = Field(default=None, sa_type=Text)


class RepetitionRow(SQLModel, table=True):
    """What the last articles of a host said, to tell what it repeats."""

    __tablename__ = "repetition"

    host: str = Field(primary_key=True)
    recent: list[list[int]] = Field(default_factory=list, sa_type=JSON)  # fingerprints of paragraphs, newest last
    changed_at: datetime


class EntryRow(SQLModel, table=True):
    """One thing that a source listed: a work item until its article is stored, then the record of what became of it."""

    __tablename__ = "entry"
    __table_args__ = (
        # the queue: only what waits is in the index, so it stays small while the table grows; it holds all that
        # storage.entries.claim_leads asks, in its order, so that no entry is looked at that is not claimed
        Index(
            "ix_entry_waiting",
            "source",
            "id",
            "next_at",
            "lease_until",
            "state",
            **_where("state = 'waiting'"),
        ),
        # what the latest pages of each source came to, without a look at the table
        Index("ix_entry_outcome", "source", "id", "outcome", **_where("outcome IS NOT NULL")),
    )

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(foreign_key="source.name")
    url: str | None = Field(default=None, sa_type=Text)
    payload: str | None = Field(default=None, sa_type=Text)  # as JSON, until its page was read and gave an article
    baseline: bool
    state: str = "waiting"  # waiting | done | failed
    result: str | None = None
    attempts: int = 0
    next_at: datetime
    lease_owner: str | None = None
    lease_until: datetime | None = None
    seen_at: datetime
    article_id: int | None = Field(default=None, foreign_key="article.id")
    outcome: str | None = None  # of its page, in a word (news.PageOutcome); None: none was read
    sign: str | None = Field(default=None, sa_type=Text)


class SeenRow(SQLModel, table=True):
    """An identity that a source listed once (storage.entries.seen_hash). It outlives its entry: seen is seen."""

    __tablename__ = "seen"
    __table_args__ = {"sqlite_with_rowid": False}  # the key is the row

    hash: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})


class StoryRow(SQLModel, table=True):
    __tablename__ = "story"
    __table_args__ = (
        # what leads to a story that becomes part of another is found without a look at all of them
        Index("ix_story_near", "near_id", **_where("near_id IS NOT NULL")),
        Index("ix_story_joined", "joined_to", **_where("joined_to IS NOT NULL")),
    )

    id: int | None = Field(default=None, primary_key=True)
    opened_at: datetime
    near_id: int | None = None  # story id: it may belong to that one
    joined_to: int | None = None  # story id: it is part of that one: it has no articles


class ApartRow(SQLModel, table=True):
    """Two stories that a person told apart: they are never joined again. The smaller id first."""

    __tablename__ = "apart"

    one: int = Field(primary_key=True, foreign_key="story.id", sa_column_kwargs={"autoincrement": False})
    other: int = Field(primary_key=True, foreign_key="story.id", sa_column_kwargs={"autoincrement": False})
    since: datetime


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
    kind: str = "article"
    parts: list[str] = Field(default_factory=list, sa_type=JSON)
    captions: list[str] = Field(default_factory=list, sa_type=JSON)
    agencies: list[str] = Field(default_factory=list, sa_type=JSON)
    lead_image: str | None = Field(default=None, sa_type=Text)
    amp_url: str | None = Field(default=None, sa_type=Text)
    published_precision: str = "instant"
    utc_offset_minutes: int | None = None  # of the page's own clock
    page_refused: str | None = None
    owner: str = Field(default="", sa_type=Text)  # of its outlet: the desk's word, or the registrable domain
    likeness: str | None = None  # "copy" or "revision" of `copy_of`
    placed: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))  # a news.Placement
    pinned: bool = False  # a person put it into its story


class RevisionRow(SQLModel, table=True):
    """What an article said before it changed (news.Revision)."""

    __tablename__ = "revision"

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    seen_at: datetime
    title: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    verdict: dict[str, Any] = Field(sa_type=JSON)
    marker: str | None = Field(default=None, sa_type=Text)
    gained: list[str] = Field(default_factory=list, sa_type=JSON)
    lost: list[str] = Field(default_factory=list, sa_type=JSON)


class LookRow(SQLModel, table=True):
    """When the page of a stored article is looked at again."""

    __tablename__ = "look"

    article_id: int = Field(primary_key=True, foreign_key="article.id", sa_column_kwargs={"autoincrement": False})
    source: str = Field(foreign_key="source.name")
    next_at: datetime = Field(index=True)
    turn: int = 0  # how many times it was looked at
    looked_at: datetime | None = None
    etag: str | None = Field(default=None, sa_type=Text)
    last_modified: str | None = Field(default=None, sa_type=Text)
    body: str | None = None  # a digest of the page's bytes, for servers that send all of it each time
    lease_owner: str | None = None
    lease_until: datetime | None = None


class ParameterRow(SQLModel, table=True):
    """What is known of a parameter in the addresses of a host: whether it chooses the page."""

    __tablename__ = "parameter"

    host: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    votes: int = 0  # times that two addresses which differ in it alone led to one text
    chooses: bool = False  # two texts once: it is never taken for noise again
    seen: list[int] = Field(default_factory=list, sa_type=JSON)  # articles that voted, each once


class AliasRow(SQLModel, table=True):
    """One of the addresses under which an article is known."""

    __tablename__ = "alias"

    digest: str = Field(primary_key=True)  # of the page key: an address can be longer than an index takes
    key: str = Field(sa_type=Text)
    article_id: int = Field(foreign_key="article.id", index=True)
    learned: str | None = Field(default=None, sa_type=Text)  # the host whose noise was left out of the key


class FingerprintRow(SQLModel, table=True):
    """A sampled window of an article's text, to find those that may carry the same text (storage.weekly)."""

    __tablename__ = "fingerprint"
    __table_args__ = {"sqlite_with_rowid": False}  # a third smaller: the key is the row

    hash: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    article_id: int = Field(primary_key=True, foreign_key="article.id", sa_column_kwargs={"autoincrement": False})


class ProfileRow(SQLModel, table=True):
    """What an article is about (news.Profile), as long as new articles may still join its story."""

    __tablename__ = "profile"

    article_id: int = Field(primary_key=True, foreign_key="article.id", sa_column_kwargs={"autoincrement": False})
    at: datetime
    found_by: bytes  # its keys, eight bytes each
    packed: bytes


class StoryKeyRow(SQLModel, table=True):
    """One of the keys by which an article's profile is found (storage.weekly)."""

    __tablename__ = "story_key"
    __table_args__ = {"sqlite_with_rowid": False}

    hash: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    article_id: int = Field(primary_key=True, foreign_key="article.id", sa_column_kwargs={"autoincrement": False})


class MatchRow(SQLModel, table=True):
    __tablename__ = "match"
    __table_args__ = (UniqueConstraint("article_id", "topic"),)

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id")
    topic: str
    found: dict[str, Any] = Field(sa_type=JSON)  # spans and passages


class TopicRow(SQLModel, table=True):
    """A topic as the desk last had it, and whether the archive was matched with it."""

    __tablename__ = "topic"

    name: str = Field(primary_key=True)
    digest: str  # of its query and the lists that this uses
    active: bool = True  # it stands in the desk file
    in_step: bool  # the archive was matched with this digest
    changed_at: datetime  # when this digest was first seen
    matched_at: datetime | None = None  # when the archive was last matched with any; None: never


class HoldRow(SQLModel, table=True):
    """Why a match was not told."""

    __tablename__ = "hold"

    article_id: int = Field(primary_key=True, foreign_key="article.id", sa_column_kwargs={"autoincrement": False})
    topic: str = Field(primary_key=True)
    reason: str
    held_at: datetime


class AlertRow(SQLModel, table=True):
    """A story is told once under a topic, and each follow-up once: the primary key is the promise,
    whichever worker gets there first.
    """

    __tablename__ = "alert"

    story_id: int = Field(primary_key=True, foreign_key="story.id", sa_column_kwargs={"autoincrement": False})
    topic: str = Field(primary_key=True)
    occasion: str = Field(default="first", primary_key=True)  # a key of news.FollowUp
    article_id: int = Field(foreign_key="article.id")
    alerted_at: datetime


class DeliveryRow(SQLModel, table=True):
    """The outbox: one message to one channel."""

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_pending", "next_at", **_where("state = 'pending'")),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    channel: str
    story_id: int | None = Field(default=None, foreign_key="story.id", index=True)  # a notice is about no story
    article_id: int | None = Field(default=None, foreign_key="article.id")
    report: dict[str, Any] = Field(sa_type=JSON)  # a Report, or with "kind": "notice" a Notice
    state: str = "pending"  # pending | sent | dead
    attempts: int = 0
    next_at: datetime
    lease_owner: str | None = None
    lease_until: datetime | None = None
    queued_at: datetime
    sent_at: datetime | None = None
    detail: str | None = Field(default=None, sa_type=Text)  # of the last attempt


def table_of(row: type[SQLModel]) -> Table:
    """The bare table of a row class: statements on it make no objects, where thousands of rows are handled."""
    return SQLModel.metadata.tables[str(row.__tablename__)]
