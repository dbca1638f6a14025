"""What articles said before they changed."""

from collections.abc import Collection
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, bindparam, select, update
from sqlmodel import Session, col

from news import Revision, Verdict
from storage.articles import add_aliases
from storage.digest import digest
from storage.tables import AlertRow, AliasRow, RevisionRow, table_of

_verdict = TypeAdapter(Verdict)
_revision = table_of(RevisionRow)
_OF_ARTICLE = select(_revision).where(_revision.c.article_id == bindparam("article")).order_by(_revision.c.id)


def add_revision(session: Session, revision: Revision) -> None:
    """Keep what an article said until now."""
    session.add(
        RevisionRow(
            article_id=revision.article_id,
            seen_at=revision.seen_at,
            title=revision.title,
            text=revision.text,
            verdict=_verdict.dump_python(revision.verdict, mode="json"),
            marker=revision.marker,
            gained=list(revision.gained),
            lost=list(revision.lost),
        )
    )
    session.flush()


def revisions_of(session: Session, article_id: int) -> list[Revision]:
    """All that it said before, oldest first."""
    return [_of_row(row) for row in session.connection().execute(_OF_ARTICLE, {"article": article_id})]


def _of_row(row: Row[Any]) -> Revision:
    return Revision(
        row.article_id,
        row.seen_at,
        row.title,
        row.text,
        _verdict.validate_python(row.verdict),
        row.marker,
        tuple(row.gained),
        tuple(row.lost),
    )


def pass_on_aliases(session: Session, article_id: int, keys: Collection[str]) -> None:
    """These addresses lead to this article now, whichever they led to before."""
    digests = [digest(key) for key in keys]
    session.execute(update(AliasRow).where(col(AliasRow.digest).in_(digests)).values(article_id=article_id))
    add_aliases(session, article_id, keys)


def is_told(session: Session, article_id: int) -> bool:
    """Whether a story was told with this article, first or as a follow-up."""
    own = select(col(AlertRow.topic)).where(col(AlertRow.article_id) == article_id)
    return session.scalar(own.limit(1)) is not None
