"""Looking again, as a pass does it in the end, and what is told of it."""

import asyncio
from datetime import UTC, datetime

from alerts.match import Matcher
from fetchers import Fetcher
from flows.house import House, move_in
from flows.looking import look_again
from flows.sending import deliver_due
from news import Revision, Tally
from storage.database import Database
from storage.revisions import revisions_of
from tests.flows.office import Office
from tests.flows.pages import Story
from tests.flows.site import Answer, Request, Route


def looked(office: Office, **later: float) -> Tally:
    """Move the clock on, look at what is due, and deliver."""
    office.later(**later)
    return asyncio.run(_look(office))


async def _look(office: Office) -> Tally:
    desk = office.desk
    move_in(desk, office.database, office.now)
    async with Fetcher("wirewatch/0 (+https://example.org/bot)", office.limits) as fetcher:
        matcher = Matcher(desk.topics, desk.lists)
        house = House(desk, office.database, fetcher, matcher, office.parsing, clock=lambda: office.now)
        return await look_again(house, house.sources) + await asyncio.to_thread(deliver_due, house)


def counted(tally: Tally) -> list[tuple[str, str, int]]:
    """What became of the looks: word, detail, count."""
    return [(word.value, detail, count) for step, word, detail, count in tally if step.value == "second looks"]


def next_looks(office: Office) -> list[datetime]:
    """When each article is looked at next, in the order stored."""
    with office.database.reading() as session:
        rows = session.connection().exec_driver_sql("select next_at from look order by article_id")
        return [_moment(row[0]) for row in rows]


def _moment(value: str | datetime) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def revisions(database: Database, article_id: int = 1) -> list[Revision]:
    with database.reading() as session:
        return revisions_of(session, article_id)


def rewritten(story: Story, *changes: tuple[str, str], headline: str | None = None, note: str = "") -> Story:
    """A story with some of its words in the place of others, and perhaps one more paragraph."""
    whole = "\n\n".join(story.paragraphs)
    for before, after in changes:
        assert before in whole
        whole = whole.replace(before, after)
    return Story(headline or story.headline, (*whole.split("\n\n"), *filter(None, [note])))


def live(answer: Answer) -> Answer:
    """The same page, as one that says that it is a live blog."""
    stated = (
        b'<script type="application/ld+json">{"@context": "https://schema.org", "@type": "LiveBlogPosting"}</script>'
    )
    return Answer(answer.body.replace(b"</head>", stated + b"</head>"))


def with_etag(answer: Answer, etag: str) -> Route:
    """The same, for those who do not have it yet."""

    def route(request: Request) -> Answer:
        if request.headers.get("if-none-match") == etag:
            return Answer(status=304, headers={"ETag": etag})
        return Answer(answer.body, headers={"ETag": etag})

    return route
