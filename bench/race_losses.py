"""What went wrong in a race: the database held against what should be in it."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlmodel import col

from bench.race_news import PAGES_AN_EVENT, race_page
from parsers import page_key, sketch
from storage.database import Database, Session
from storage.tables import (
    AlertRow,
    ArticleRow,
    DeliveryRow,
    EntryRow,
    FingerprintRow,
    ProfileRow,
    StoryKeyRow,
    StoryRow,
)
from storage.weekly import week_of, weekly


@dataclass(frozen=True, slots=True)
class Losses:
    """What went wrong. All must be 0."""

    stored_twice: int  # pages with more than one article
    not_stored: int
    leads_left: int
    told_twice: int  # (event, topic, channel) with more than one first message
    not_told: int
    without_alert: int  # messages whose story has no alert under their topics
    prints_missing: int  # fingerprints that a text has and its article has not
    prints_foreign: int  # those that no article has a right to
    profiles_missing: int  # articles with a text of their own that no story can grow from
    profiles_foreign: int
    stories_empty: int  # that nothing was joined to, and no article belongs to

    @property
    def is_none(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(self))


def losses(database: Database, articles: int, now: datetime) -> Losses:
    """Hold what is in the database against what should be. `now`: when all of it came out."""
    with database.reading() as session:
        rows = session.execute(
            select(
                col(ArticleRow.id), col(ArticleRow.url), col(ArticleRow.text), col(ArticleRow.copy_of),
                col(ArticleRow.story_id),
            )
        ).all()  # fmt: skip
        pages = Counter(page_key(row.url) for row in rows)
        wanted = {page_key(race_page(number).url) for number in range(articles)}
        twice, missing, orphaned = _messages(session, {row.id: _event(row.url) for row in rows}, articles)
        print_gaps = _gaps(_prints_of(session), {row.id: row.text for row in rows}, week_of(now))
        own = {row.id for row in rows if row.copy_of is None}
        profiled = set(session.scalars(select(col(ProfileRow.article_id))))
        keyed = set(session.scalars(select(col(StoryKeyRow.article_id)).distinct()))
        stories = set(session.scalars(select(col(StoryRow.id)).where(col(StoryRow.joined_to).is_(None))))
        return Losses(
            stored_twice=sum(count > 1 for count in pages.values()),
            not_stored=len(wanted - set(pages)),
            leads_left=count_of(session, select(func.count()).where(col(EntryRow.state) != "done")),
            told_twice=twice,
            not_told=missing,
            without_alert=orphaned,
            prints_missing=print_gaps[0],
            prints_foreign=print_gaps[1],
            profiles_missing=len(own - (profiled & keyed)),
            profiles_foreign=len((profiled | keyed) - own),
            stories_empty=len(stories - {row.story_id for row in rows}),
        )


def _event(url: str) -> int:
    return int(url.rsplit("/", 1)[1].split("-", 1)[0]) // PAGES_AN_EVENT


def _messages(session: Session, events: dict[int, int], articles: int) -> tuple[int, int, int]:
    """First messages of an event to a channel that came twice, that never came, and that no alert stands behind."""
    told: Counter[tuple[int, str, str]] = Counter()
    orphaned = 0
    alerts = set(session.execute(select(col(AlertRow.story_id), col(AlertRow.topic))).tuples())
    columns = (
        col(DeliveryRow.article_id),
        col(DeliveryRow.story_id),
        col(DeliveryRow.channel),
        col(DeliveryRow.report),
    )
    for article_id, story_id, channel, report in session.execute(select(*columns)).tuples():
        if report.get("follow_up"):
            continue
        for topic, _ in report["topics"]:
            told[events[article_id], topic, channel] += 1
            orphaned += (story_id, topic) not in alerts
    pages = map(race_page, range(0, articles, PAGES_AN_EVENT))
    wanted = {(page.event, page.topic, channel) for page in pages for channel in ("mail", "chat")}
    return sum(count > 1 for count in told.values()), len(wanted - set(told)), orphaned


def _prints_of(session: Session) -> set[tuple[int, int]]:
    columns = (col(FingerprintRow.article_id), col(FingerprintRow.hash))
    return set(session.execute(select(*columns)).tuples())


def _gaps(stored: set[tuple[int, int]], texts: dict[int, str], week: int) -> tuple[int, int]:
    wanted = {(number, weekly(one, week)) for number, text in texts.items() for one in sketch(text)}
    return len(wanted - stored), len(stored - wanted)


def count_of(session: Session, statement: Select[tuple[int]]) -> int:
    return int(session.execute(statement).scalar_one())
