"""A desk that listens for hubs in a test: real HTTP and database, and a clock that the test moves."""

import asyncio
import threading
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alerts.match import Matcher
from fetchers import Fetcher, Limits
from flows.house import House, move_in
from flows.parsing import Parsing
from flows.push.intake import Work
from flows.push.server import answer_hubs, listening, quiet_server
from flows.push.subscriptions import keep_subscriptions
from flows.settings import Desk
from flows.settings.desk import WebSub
from news import Access, FeedError, Hub, Page, Source, Step, StorageError, Subscription, SubscriptionState, Tally, Word
from storage.database import Database
from storage.subscriptions import offer, subscription_of, write_subscription

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TOPIC = "https://a.example/feed?page=1&of=2"
LIMITS = Limits(connect_seconds=30, read_seconds=30, total_seconds=30, pause_seconds=0)  # nobody is bothered


@dataclass
class Steps:
    """In place of the three steps of a push: notes what came. A step is held up while its gate is not set."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    delivered: int = 0
    new: int = 1
    unreadable: bool = False
    may_take: threading.Event = field(default_factory=threading.Event)
    may_read: threading.Event = field(default_factory=threading.Event)
    held_up: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.may_take.set()
        self.may_read.set()

    async def take(self, source: str, page: Page, _house: House) -> Tally:
        await self._pass(self.may_take, f"take {source}")
        if page.body == b"a trap":
            raise ZeroDivisionError
        self.taken.append((source, page.body))
        self.pages.append(page)
        if self.unreadable:
            raise FeedError("not a feed", page.url)
        tally = Tally()
        tally.add(Step.ENTRY, Word.NEW, count=self.new)
        return tally

    async def read_waiting(self, _house: House, names: Collection[str]) -> Tally:
        await self._pass(self.may_read, f"read {' '.join(names)}")
        self.read += names
        return Tally()

    def deliver(self, _house: House) -> Tally:
        self.delivered += 1
        return Tally()

    async def _pass(self, gate: threading.Event, step: str) -> None:
        self.held_up.append(step)
        await asyncio.to_thread(gate.wait)
        self.held_up.remove(step)

    @property
    def work(self) -> Work:
        return Work(self.take, self.read_waiting, self.deliver)


@dataclass
class PushDesk:
    """The source `a` and others that are given; a database; a place where hubs reach us while `answering`."""

    database: Database
    sources: list[Source]
    steps: Steps = field(default_factory=Steps)
    now: datetime = NOW
    websub: WebSub | None = None
    broken: bool = False

    def __post_init__(self) -> None:
        self.move_in()

    @property
    def desk(self) -> Desk:
        url = self.database.engine.url.render_as_string(hide_password=False)
        return Desk(
            path=Path("wirewatch.yaml"), database_url=url, state_dir=Path(".wirewatch"), contact=None, schedules={},
            sources=tuple(self.sources), lists={}, topics=(), channels=(), routes=(), websub=self.websub,
        )  # fmt: skip

    def move_in(self) -> None:
        move_in(self.desk, self.database, self.now)

    @asynccontextmanager
    async def house(self, web: Fetcher) -> AsyncIterator[House]:
        if self.broken:
            raise StorageError("database cannot be used: the disk is full")
        yield House(self.desk, self.database, web, Matcher((), {}), Parsing(), clock=lambda: self.now)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Hubs reach us meanwhile; then it stops as a served desk does."""
        listener = listening(WebSub("", "127.0.0.1", 0))
        self.websub = WebSub(f"http://127.0.0.1:{listener.getsockname()[1]}/websub", "127.0.0.1", 0)
        server = quiet_server()

        async def answer() -> None:
            async with fetcher() as web:
                await answer_hubs(lambda: self.house(web), server, listener, self.steps.work)

        thread = threading.Thread(target=asyncio.run, args=(answer(),))
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join()
            listener.close()

    def keep(self, *names: str) -> None:
        """Ask the hubs that are due, as a served desk does each minute."""

        async def keep() -> None:
            async with fetcher() as web, self.house(web) as house:
                await keep_subscriptions(house, names or house.sources)

        asyncio.run(keep())

    def offer(self, hub: str, topic: str = TOPIC, source: str = "a") -> None:
        with self.database.writing() as session:
            offer(session, source, Hub(hub, topic), self.now)

    def subscribed(self, source: str = "a", **values: object) -> Subscription:
        """Make a subscription that its hub verified."""
        self.offer("https://hub.example/", source=source)
        found = self.subscription(source)
        fields = {name: getattr(found, name) for name in Subscription.__slots__}
        verified = {"state": SubscriptionState.ACTIVE, "until": self.now + timedelta(days=10)}
        made = Subscription(**fields | verified | values)
        with self.database.writing() as session:
            write_subscription(session, made)
        return made

    def subscription(self, source: str = "a") -> Subscription:
        found = self.find(source)
        assert found
        return found

    def find(self, source: str = "a") -> Subscription | None:
        with self.database.reading() as session:
            return subscription_of(session, source)

    def callback(self, subscription: Subscription) -> str:
        assert self.websub
        return f"{self.websub.callback}/{subscription.token}"

    def later(self, **length: float) -> None:
        self.now += timedelta(**length)


def fetcher() -> Fetcher:
    return Fetcher("wirewatch/0 (+https://example.org/bot)", LIMITS)


def source(name: str = "a", *, allow_private: bool = True) -> Source:
    access = Access(headers={"X-Key": "of the source alone"}, allow_private=allow_private)
    return Source(name, f"http://127.0.0.1:9/{name}/feed", access=access)  # a host with its hub
