"""A desk at work in a test: real database, web, mail and webhooks, and a clock that the test moves."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from alerts.match import Matcher
from fetchers import Fetcher, Limits
from flows.house import House, move_in
from flows.parsing import Parsing
from flows.pipeline import whole_pass
from flows.settings import Desk, WebSub
from news import Access, Channel, Memory, Pick, Route, Source, SourceStatus, Status, Tally, Topic
from storage.database import Database
from storage.overview import status
from storage.sources import memories
from tests.flows.inbox import Inbox
from tests.flows.pages import Item, Story, article, rss
from tests.flows.site import Route as WebRoute
from tests.flows.site import Site

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
AN_HOUR_AGO = NOW - timedelta(hours=1)
# A test that should not wait fails soon. No pause, since nobody is bothered.
LIMITS = Limits(connect_seconds=5, read_seconds=0.5, total_seconds=5, pause_seconds=0)

FERRY_TOPIC = Topic("ferry", "Ferries", "ferry")
STRIKE_TOPIC = Topic("strike", "Strikes", "dockers OR walkout")
ROSE_TOPIC = Topic("rose", "Roses", "rose")


@dataclass
class Office:
    """A desk whose parts the test may change between two passes."""

    site: Site
    inbox: Inbox
    parsing: Parsing
    database: Database
    now: datetime = NOW
    sources: list[Source] = field(default_factory=list)
    topics: tuple[Topic, ...] = (FERRY_TOPIC, STRIKE_TOPIC, ROSE_TOPIC)
    channels: tuple[Channel, ...] = ()
    routes: tuple[Route, ...] = ()
    limits: Limits = LIMITS
    websub: WebSub | None = None

    def __post_init__(self) -> None:
        if not self.channels:
            self.channels = (Channel("mail", self.inbox.url),)
            self.routes = (Route(to=("mail",)),)

    @property
    def desk(self) -> Desk:
        return Desk(
            path=Path("wirewatch.yaml"),
            database_url=self.database.engine.url.render_as_string(hide_password=False),
            state_dir=Path(".wirewatch"),
            contact=None,
            schedules={},
            sources=tuple(self.sources),
            lists={},
            topics=self.topics,
            channels=self.channels,
            routes=self.routes,
            websub=self.websub,
        )

    def watch(self, name: str, path: str, **values: Any) -> None:
        """Add a source of this name that is read at a path of the site."""
        values = {"access": Access(allow_private=True), "owner": name} | values  # all are on one host
        self.sources.append(Source(name, self.site.url(path), **values))

    def add_hook(self, name: str = "hook", path: str = "/hook") -> None:
        """Send everything to a webhook of the site too."""
        self.channels += (Channel(name, self.site.url(path, "json")),)
        self.routes += (Route(to=(name,)),)

    def publish(
        self,
        name: str,
        *stories: Story,
        published_at: datetime | None = AN_HOUR_AGO,
        page: WebRoute | None = None,
        **values: Any,
    ) -> None:
        """Make an outlet carry these stories: a feed at /NAME.xml, pages at /NAME/1… (`page` in place of them all)."""
        items = []
        for number, story in enumerate(stories, 1):
            path = f"/{name}/{number}"
            self.site.routes[path] = page or article(story, published_at=published_at, **values)
            items.append(Item(self.site.url(path), story.headline, f"{name}-{number}", published_at, story.summary))
        self.site.routes[f"/{name}.xml"] = rss(*items)
        if name not in [source.name for source in self.sources]:
            self.watch(name, f"/{name}.xml")

    def run(self, pick: Pick = Pick.ALL) -> Tally:
        """One whole pass, as a process that starts anew would do it."""
        return asyncio.run(self._pass(pick))

    def run_due(self) -> Tally:
        """Poll and read what is due, and deliver."""
        return self.run(Pick.DUE)

    async def _pass(self, pick: Pick) -> Tally:
        desk = self.desk
        move_in(desk, self.database, self.now)
        async with Fetcher("wirewatch/0 (+https://example.org/bot)", self.limits) as fetcher:
            matcher = Matcher(desk.topics, desk.lists)
            house = House(desk, self.database, fetcher, matcher, self.parsing, clock=lambda: self.now)
            return await whole_pass(house, pick=pick)

    def later(self, **length: float) -> None:
        """Move the clock on, by the words of a timedelta."""
        self.now += timedelta(**length)

    def move_source(self, name: str, **values: Any) -> None:
        self.sources = [replace(source, **values) if source.name == name else source for source in self.sources]

    def status(self) -> Status:
        with self.database.reading() as session:
            return status(session, [channel.name for channel in self.channels])

    def source(self, name: str) -> SourceStatus:
        return next(source for source in self.status().sources if source.name == name)

    def memory(self, name: str) -> Memory:
        with self.database.reading() as session:
            return memories(session, [name])[name]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.database.reading() as session:
            return [tuple(row) for row in session.connection().execute(text(query))]

    @property
    def titles(self) -> list[str]:
        """Headlines of the stored articles, in the order of the alphabet: pages are read side by side."""
        return [title for (title,) in self.rows("select title from article order by title")]
