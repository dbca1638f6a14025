"""What stories are about: the profiles of their articles, and which of them a new article may belong beside."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select
from sqlmodel import Session

from news import Member, Profile
from storage.given import GIVEN_NUMBERS
from storage.tables import ArticleRow, ProfileRow, StoryKeyRow, table_of
from storage.weekly import add_hashes, adding, around, sharing, week_of, weekly, weekly_around

BESIDE = 5  # of the latest articles of a story that was found: it is not judged by one of its articles alone
STORIES_BESIDE = 12  # of the stories found, those that most is shared with: the others are there by chance

_key, _profile, _article = table_of(StoryKeyRow), table_of(ProfileRow), table_of(ArticleRow)
_ADD_KEYS = adding(_key)
_ADD = insert(_profile)
_MEMBER = (_profile.c.article_id, _article.c.story_id, _profile.c.packed, _profile.c.at)
_BETWEEN = _profile.c.at.between(bindparam("since"), bindparam("until"))

_found = sharing(_key).subquery("found")
_nearest = (  # before the profiles themselves are read, a kilobyte each: only half of those found are wanted
    select(_found.c.article_id, _found.c.shared)
    .join_from(_found, _profile, _profile.c.article_id == _found.c.article_id)
    .where(_BETWEEN)
    .order_by(_found.c.shared.desc(), _found.c.article_id)
    .limit(bindparam("limit"))
    .subquery("nearest")
)
_LIKELY = (
    select(*_MEMBER)
    .join_from(_nearest, _profile, _profile.c.article_id == _nearest.c.article_id)
    .join(_article, _article.c.id == _nearest.c.article_id)
    .order_by(_nearest.c.shared.desc(), _nearest.c.article_id)
)

_stories, _later = GIVEN_NUMBERS.subquery("stories"), _article.alias("later")
_after = (
    select(_later.c.id)
    .where(_later.c.story_id == _stories.c.value)
    .order_by(_later.c.id.desc())
    .limit(1)
    .offset(BESIDE)
    .correlate(_stories)
    .scalar_subquery()
)
_LATEST = (
    select(*_MEMBER)
    .join_from(_stories, _article, _article.c.story_id == _stories.c.value)
    .join(_profile, _profile.c.article_id == _article.c.id)
    .where(_article.c.id > func.coalesce(_after, 0), _BETWEEN)
    .order_by(_article.c.id.desc())
)


def add_profile(session: Session, article_id: int, profile: Profile) -> None:
    """Remember what an article is about of which nothing is remembered."""
    row = {"article_id": article_id, "at": profile.at, "found_by": _written(profile.keys), "packed": profile.packed}
    session.connection().execute(_ADD, row)
    add_hashes(session, _ADD_KEYS, profile.keys, profile.at, article_id)


def renew_profile(session: Session, article_id: int, profile: Profile | None) -> None:
    """Remember what an article is about, in place of what was remembered. None: nothing is put beside it any more."""
    _drop_profile(session, article_id)
    if profile is not None:
        add_profile(session, article_id, profile)


def _drop_profile(session: Session, article_id: int) -> None:
    if former := stored_profile(session, article_id):
        hashes = [weekly(key, week_of(former.at)) for key in former.keys]
        session.execute(delete(_key).where(_key.c.hash.in_(hashes), _key.c.article_id == article_id))
        session.execute(delete(_profile).where(_profile.c.article_id == article_id))


def stored_profile(session: Session, article_id: int) -> Profile | None:
    """None: it carries another one's text, or it is too old."""
    columns = (_profile.c.found_by, _profile.c.packed, _profile.c.at)
    row = session.execute(select(*columns).where(_profile.c.article_id == article_id)).one_or_none()
    return None if row is None else Profile(_read(row.found_by), row.packed, row.at)


def likely_members(session: Session, profile: Profile, days: int = 30, limit: int = 60) -> list[Member]:
    """Stored articles that share two or more keys and came out within these days on either side.

    Those that share most first (at most `limit`), then some of the latest of the same stories. Those that carry
    another one's text are left out. Of a profile with one key, all that share it.
    """
    if not profile.keys:
        return []
    window = timedelta(days=days)
    since, until = around(profile.at, window)
    wanted = {
        "given": weekly_around(profile.keys, profile.at, window),
        "least": min(2, len(frozenset(profile.keys))),
        "most": 2 * limit,  # the weeks reach a few days further than the window
        "limit": limit,
    }
    time = {"since": since, "until": until}
    found = [Member(*row) for row in session.connection().execute(_LIKELY, wanted | time)]
    return [*found, *_others(session, found, time)] if found else []


def neighbours(session: Session, article_id: int, limit: int = 5) -> list[Member]:
    """What stands nearest to a stored article in other stories, one article of each; those that share most first.

    An article that carries another one's text stands where that one does. Nothing for one that is too old.
    """
    row = session.execute(
        select(_article.c.story_id, _article.c.copy_of).where(_article.c.id == article_id)
    ).one_or_none()
    profile = row and (stored_profile(session, article_id) or (row.copy_of and stored_profile(session, row.copy_of)))
    if not row or not profile:
        return []
    nearest: dict[int, Member] = {}
    for member in likely_members(session, profile):
        nearest.setdefault(member.story_id, member)
    return [member for story_id, member in nearest.items() if story_id != row.story_id][:limit]


def _others(session: Session, found: Sequence[Member], time: Mapping[str, datetime]) -> list[Member]:
    stories = list(dict.fromkeys(member.story_id for member in found))[:STORIES_BESIDE]
    there = {member.article_id for member in found}
    rows = session.connection().execute(_LATEST, {"given": stories, **time})
    return [Member(*row) for row in rows if row.article_id not in there]


def _written(keys: Iterable[int]) -> bytes:
    """Eight bytes each."""
    numbers = tuple(keys)
    return struct.pack(f"<{len(numbers)}q", *numbers)


def _read(keys: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(keys) // 8}q", keys)
