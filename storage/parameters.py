"""What is known of the parameters in a host's addresses: which are noise there, and which choose the page."""

from sqlalchemy import ColumnElement, bindparam, delete, func, select
from sqlmodel import Session, col

from storage.tables import AliasRow, ArticleRow, ParameterRow, table_of

VOTES = 3  # texts; one or two may be reports that were sent twice
LATELY = 20_000  # articles that are asked for a conflict: a busy desk's day, read by their index in some 20 ms


_parameter = table_of(ParameterRow)
_NOISE = select(_parameter.c.name).where(  # made once: it is asked of each address that arrives
    _parameter.c.host == bindparam("host"), _parameter.c.votes >= VOTES, _parameter.c.chooses.is_(False)
)


def noise_of(session: Session, host: str) -> frozenset[str]:
    """Parameters of a host that leave its pages as they are. `host` as page keys begin with it."""
    return frozenset(session.connection().execute(_NOISE, {"host": host}).scalars())


def vote(session: Session, host: str, name: str, article_id: int) -> bool:
    """Note that this parameter left an article's text as it was. True when it has just become noise.

    Each text votes once, however many carry it. One that chose the page once is not voted on again. One at a time:
    call it where nobody else writes.
    """
    row = session.get(ParameterRow, (host, name)) or ParameterRow(host=host, name=name)
    text = session.scalar(select(_text()).where(col(ArticleRow.id) == article_id)) or article_id
    if row.chooses or text in row.seen or row.votes >= VOTES:
        return False
    row.seen = [*row.seen, text]
    row.votes = len(row.seen)
    session.add(row)
    session.flush()
    return row.votes >= VOTES


def refute(session: Session, host: str, name: str) -> None:
    """Note that this parameter chooses the page: for ever, whatever was seen before.

    Addresses that were known only because something was left out of them are known no more.
    """
    row = session.get(ParameterRow, (host, name)) or ParameterRow(host=host, name=name)
    was_noise = not row.chooses and row.votes >= VOTES
    row.chooses, row.votes, row.seen = True, 0, []
    session.add(row)
    session.flush()
    if was_noise:
        session.execute(delete(AliasRow).where(col(AliasRow.learned) == host))


def keys_lately(session: Session, host: str, lately: int = LATELY) -> list[tuple[str, int]]:
    """Page keys of a host among the latest articles, as they were found, each with the first article of its text.

    Hosts that only begin like it come too.
    """
    newest = session.scalar(select(func.max(col(ArticleRow.id)))) or 0
    rows = session.execute(
        select(col(AliasRow.key), _text())
        .join(ArticleRow, col(ArticleRow.id) == col(AliasRow.article_id))
        .where(col(AliasRow.article_id) > newest - lately, col(AliasRow.learned).is_(None), _is_on(host))
    )
    return [(key, article_id) for key, article_id in rows]


def _text() -> ColumnElement[int]:
    """The first article that carried an article's text."""
    return func.coalesce(col(ArticleRow.copy_of), col(ArticleRow.id))


def _is_on(host: str) -> ColumnElement[bool]:
    return col(AliasRow.key).startswith(host, autoescape=True)
