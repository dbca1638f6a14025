"""Articles, the addresses they are known under, their stories, and what they matched."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, bindparam, case, delete, func, insert, select, union, update
from sqlmodel import Session, col

from news import Article, By, Candidate, Hold, Likeness, Match, Occasion, PageOutcome, Placement, Profile
from storage.database import adding_new, insert_new
from storage.digest import digest
from storage.given import GIVEN_NAMES
from storage.stories.joining import join_stories
from storage.stories.members import add_profile, renew_profile
from storage.stories.opening import open_story
from storage.tables import AlertRow, AliasRow, ArticleRow, FingerprintRow, HoldRow, MatchRow, table_of
from storage.weekly import add_hashes, adding, around, sharing, weekly_around

_match = TypeAdapter(Match)
_placement = TypeAdapter(Placement)
_MINUTE = timedelta(minutes=1)  # offsets of clocks are whole minutes

_article, _print = table_of(ArticleRow), table_of(FingerprintRow)
_alias, _match_, _hold, _alert = table_of(AliasRow), table_of(MatchRow), table_of(HoldRow), table_of(AlertRow)
_ADD = insert(_article).returning(_article.c.id)
_ADD_PRINTS = adding(_print)
_ADD_ALIASES = adding_new(_alias, "digest", "key", "article_id", "learned")
_ADD_MATCHES, _ADD_HOLDS, _ADD_TOLD = insert(_match_), insert(_hold), insert(_alert)
_KNOWN = select(_alias.c.article_id).where(_alias.c.digest.in_(GIVEN_NAMES)).limit(1)
_CANDIDATE = tuple(
    _article.c[name]
    for name in ("id", "story_id", "title", "text", "published_at", "seen_at", "owner", "copy_of", "url")
)
_ONE = select(*_CANDIDATE).where(_article.c.id == bindparam("article"))
# When it came out, as far as known: nothing came out after it was seen.
_AT = case((_article.c.published_at < _article.c.seen_at, _article.c.published_at), else_=_article.c.seen_at)
_DECIDED = union(
    *(select(table.c.topic).where(table.c.article_id == bindparam("article")) for table in (_match_, _hold))
)
_TOLD = select(_alert.c.topic, _alert.c.occasion).where(_alert.c.story_id == bindparam("story"))
_PLACE = tuple(_article.c[name] for name in ("story_id", "copy_of", "pinned", "seen_at"))
_found = sharing(_print).subquery("found")
_LIKELY = (
    select(*_CANDIDATE)
    .join_from(_found, _article, _article.c.id == _found.c.article_id)
    .where(_AT.between(bindparam("since"), bindparam("until")))
    .order_by(_found.c.shared.desc(), _found.c.article_id)
    .limit(bindparam("limit"))
)


def article_known_as(session: Session, keys: Collection[str]) -> int | None:
    """The id of the article that has one of these page keys, or None."""
    if not keys:
        return None
    found: int | None = session.connection().execute(_KNOWN, {"given": [digest(key) for key in keys]}).scalar()
    return found


def candidate(session: Session, article_id: int) -> Candidate:
    """A stored article, to be compared with a new one. Raises NoResultFound: there is none."""
    return Candidate(*session.connection().execute(_ONE, {"article": article_id}).one())


def read_as(session: Session, article_id: int) -> PageOutcome:
    """What the page of a stored article came to when its text was taken."""
    row = session.execute(select(_article.c.page_refused, _article.c.kind).where(_article.c.id == article_id)).one()
    return PageOutcome(row.page_refused or row.kind)


def add_aliases(session: Session, article_id: int, keys: Collection[str], learned_host: str | None = None) -> None:
    """Make the article known under these page keys too. A key that another article has stays with that one.

    `learned_host`: the host whose parameters, learned to be noise, were left out of these keys.
    """
    if not keys:
        return  # an entry without link has none
    rows = [
        {"digest": digest(key), "key": key, "article_id": article_id, "learned": learned_host}
        for key in sorted(set(keys))
    ]
    session.connection().execute(_ADD_ALIASES, rows)


def likely_copies(
    session: Session, sketch: Sequence[int], around_at: datetime, window: timedelta, limit: int = 10
) -> list[Candidate]:
    """Articles that share two or more fingerprints and came out within this window on either side of a moment.

    Those that share most first, of these the one stored first. Of a text with one fingerprint, all that share it.
    """
    if not sketch:
        return []
    since, until = around(around_at, window)
    wanted = {
        "given": weekly_around(sketch, around_at, window),
        "least": min(2, len(frozenset(sketch))),
        "most": 5 * limit,  # the weeks reach further than the window
        "limit": limit,
        "since": since,
        "until": until,
    }
    return [Candidate(*row) for row in session.connection().execute(_LIKELY, wanted)]


def add_article(
    session: Session,
    source: str,
    article: Article,
    placement: Placement,
    sketch: Iterable[int],
    profile: Profile | None,
    owner: str,
    now: datetime,
) -> tuple[int, int]:
    """Store an article in its story (a new one where the placement names none). Return (article id, story id).

    Its profile is kept only if it has a text of its own: beside a copy nothing is put.
    """
    story_id = placement.story_id or open_story(session, now, placement.near)
    row = _columns(article) | _place(placement) | {"source": source, "story_id": story_id, "seen_at": now}
    added = session.connection().execute(_ADD, row | {"owner": owner, "pinned": placement.by is By.PERSON})
    article_id = int(added.scalar_one())
    add_hashes(session, _ADD_PRINTS, sketch, _came_out(article, now), article_id)
    if profile is not None and placement.copy_of is None:
        add_profile(session, article_id, profile)
    return article_id, story_id


def renew_article(
    session: Session,
    article_id: int,
    article: Article,
    placement: Placement,
    sketch: Iterable[int],
    profile: Profile | None = None,
    owner: str = "",
) -> tuple[int, int | None]:
    """Put what was read later in the place of a stored article. Return its (story id, what it is a copy of) now.

    Where it carries the text of another story, its own becomes part of that one, unless a person says otherwise.
    Where it reports the event of another one, so does its own if it is the only text there. Within its own story it
    stays what it was: the others there may be copies of it. Its matches go, since they point into the former text; what
    was told of it stays told. It is still found by its former fingerprints: what they find is compared with what
    it says now. An `owner` that is not given stays.
    """
    row = session.execute(select(*_PLACE).where(_article.c.id == article_id)).one()
    story_id, copy_of = row.story_id, row.copy_of
    values = _columns(article) | ({"owner": owner} if owner else {})
    there = placement.story_id
    if there and _may_move(session, article_id, row, placement) and join_stories(session, story_id, there):
        story_id, copy_of, values = there, placement.copy_of, values | _place(placement)
    session.execute(update(_article).where(_article.c.id == article_id).values(**values))
    session.expire_all()
    session.execute(delete(MatchRow).where(col(MatchRow.article_id) == article_id))
    add_hashes(session, _ADD_PRINTS, sketch, _came_out(article, row.seen_at), article_id)
    renew_profile(session, article_id, profile if copy_of is None else None)
    return story_id, copy_of


def _may_move(session: Session, article_id: int, row: Row[Any], placement: Placement) -> bool:
    """Not what a person put there, and not a whole story for what one of its articles reports."""
    if row.pinned or placement.story_id == row.story_id:
        return False
    own = (_article.c.story_id == row.story_id, _article.c.copy_of.is_(None), _article.c.id != article_id)
    return placement.by is not By.EVENT or session.scalar(select(_article.c.id).where(*own).limit(1)) is None


def _place(placement: Placement) -> dict[str, Any]:
    """Why an article is in its story, as its row keeps it."""
    of = placement.copy_of
    likeness = placement.verdict.likeness if placement.verdict else Likeness.COPY
    return {
        "copy_of": of,
        "likeness": None if of is None else likeness.value,
        "placed": _placement.dump_python(placement, mode="json", exclude_defaults=True),
    }


def _came_out(article: Article, seen_at: datetime) -> datetime:
    return min(article.published_at or seen_at, seen_at)


def decided_topics(session: Session, article_id: int) -> frozenset[str]:
    """The topics that a stored article matched, as it is now or was before: each was told or held then."""
    return frozenset(session.connection().execute(_DECIDED, {"article": article_id}).scalars())


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


def add_matches(session: Session, article_id: int, matches: Iterable[Match]) -> None:
    rows = [
        {"article_id": article_id, "topic": match.topic, "found": _match.dump_python(match, mode="json")}
        for match in matches
    ]
    if rows:
        session.connection().execute(_ADD_MATCHES, rows)


def add_holds(session: Session, article_id: int, holds: Iterable[Hold], now: datetime) -> None:
    rows = [
        {"article_id": article_id, "topic": hold.topic, "reason": hold.reason.value, "held_at": now} for hold in holds
    ]
    if rows:
        session.connection().execute(_ADD_HOLDS, rows)


def occasions_told(session: Session, story_id: int) -> dict[str, frozenset[str]]:
    """What a story was told for, by topic: "first", and the keys of its follow-ups."""
    told = defaultdict(set)
    for topic, occasion in session.connection().execute(_TOLD, {"story": story_id}):
        told[topic].add(occasion)
    return {topic: frozenset(occasions) for topic, occasions in told.items()}


def told_since(session: Session, story_id: int) -> datetime | None:
    """When a story was told first; None: it never was."""
    first = (col(AlertRow.story_id) == story_id, col(AlertRow.occasion) == Occasion.FIRST.value)
    return session.scalar(select(func.min(col(AlertRow.alerted_at))).where(*first))


def add_told(
    session: Session,
    story_id: int,
    article_id: int,
    topics: Iterable[str],
    now: datetime,
    occasion: str = Occasion.FIRST.value,
) -> None:
    """Note that a story is told under these topics. Raises IntegrityError if it was: the promise is kept here."""
    rows = [_told(story_id, article_id, topic, occasion, now) for topic in topics]
    if rows:
        session.connection().execute(_ADD_TOLD, rows)


def add_followed(
    session: Session, story_id: int, article_id: int, followed: Iterable[tuple[str, str]], now: datetime
) -> frozenset[tuple[str, str]]:
    """Note what follow-ups tell, as (topic, key). Return those that nobody told before."""
    rows = [_told(story_id, article_id, topic, key, now) for topic, key in sorted(set(followed))]
    if not rows:
        return frozenset()
    noted = insert_new(session, AlertRow).values(rows).returning(col(AlertRow.topic), col(AlertRow.occasion))
    return frozenset(session.execute(noted).tuples())


def _told(story_id: int, article_id: int, topic: str, occasion: str, now: datetime) -> dict[str, object]:
    told = {"story_id": story_id, "topic": topic, "occasion": occasion}
    return told | {"article_id": article_id, "alerted_at": now}
