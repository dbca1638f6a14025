"""When a page is looked at again: soon, then ever more seldom, then never."""

from datetime import datetime, timedelta
from hashlib import blake2b

from news import Article, Kind, Look, PageOutcome, Source
from storage.database import Session
from storage.looks import came_out, plan_look

# After an article came out: most corrections and rewritten leads come on its first day, and the rest within days.
STEPS = (
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(days=3),
    timedelta(days=7),
)
LEAST = timedelta(minutes=10)  # until the next one; a step that is nearer is left out
LIVE = timedelta(hours=1)  # the same of a live blog, which changes all the time


def next_look(since: datetime, now: datetime, *, changed: bool = False, live: bool = False) -> datetime | None:
    """When to look after one at `now`, at an article that came out at `since`; None: never again.

    At the next step; where it `changed`, after the pause that was before the last one. So no page is looked at more
    than 17 times, even if it changes each time.
    """
    age = max(now - since, timedelta(0))
    later = next((step for step in STEPS if step >= age + LEAST), None)
    if later is None:
        return None
    at = since + later
    if changed:
        at = min(at, now + _former_pause(age))
    return max(at, now + LIVE) if live else at


def _former_pause(age: timedelta) -> timedelta:
    passed = [timedelta(0), *(step for step in STEPS if step <= age)]
    return max(passed[-1] - passed[-2], STEPS[0]) if len(passed) > 1 else STEPS[0]


def first_look(
    session: Session,
    article_id: int,
    source: Source,
    article: Article,
    now: datetime,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    body: str | None = None,
) -> None:
    """Plan the first look at the page of an article that was just read there. `body` is its `body_print`.

    None is planned where the desk wants none, for what is no whole page, and for what came out long ago.
    """
    if not source.look_again or not is_looked_at(article):
        return
    since = came_out(article.published_at, article.published_precision, now)
    if at := next_look(since, now, live=article.kind is Kind.LIVE_BLOG):
        look = Look(article_id, source.name, article.url, article.kind, since, 0, etag, last_modified, body)
        plan_look(session, look, at, now)


def is_looked_at(article: Article) -> bool:
    """Whether its text is the whole of its page."""
    return article.page_refused is None and PageOutcome(article.kind.value).is_whole


def body_print(body: bytes) -> str:
    """What stands for the bytes of a page: the same bytes give the same article."""
    return blake2b(body, digest_size=16).hexdigest()
