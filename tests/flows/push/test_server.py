"""The whole of it: a desk file, a feed that names a hub, a push, a mail."""

import asyncio
import json
import signal
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

import pytest
import yaml

from flows.house import open_house
from flows.pipeline import whole_pass
from flows.push.server import PushError, push_server, serve_push
from flows.settings import Desk, load_desk
from tests.flows.inbox import Inbox
from tests.flows.pages import Story, article
from tests.flows.push.hub import Hub, call, until
from tests.flows.site import XML, Answer, Site

OLD = Story("Harbour gets a new light", ("The harbour of Ostmark has a new light since Monday, its master said.",) * 2)
NEWS = Story(
    "Night ferry to Lund stops in June",
    (
        "The night ferry between Ostmark and Lund will stop in June, its operator told its staff on Thursday.",
        "Forty people work on board; most of them were offered a place on the day boats, the union said.",
    ),
)


def feed(site: Site, hub: Hub, *stories: Story) -> Answer:
    """A feed at /a.xml that names its hub."""
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>{escape(story.headline)}</title><link>{site.url(f'/a/{len(story.headline)}')}</link>"
        f"<guid>{len(story.headline)}</guid><pubDate>{format_datetime(now - timedelta(minutes=5))}</pubDate></item>"
        for story in stories
    )
    links = f'<atom:link rel="hub" href="{hub.url}"/><atom:link rel="self" href="{site.url("/a.xml")}"/>'
    for story in stories:
        site.routes[f"/a/{len(story.headline)}"] = article(story, published_at=now - timedelta(minutes=5))
    return Answer(
        f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Latest</title>{links}{items}'
        f"</channel></rss>".encode(),
        content_type=XML,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def desk_file(site: Site, inbox: Inbox, tmp_path: Path) -> Path:
    port = free_port()
    desk = {
        "database": "sqlite:///desk.db",
        "contact": "https://example.org/",
        "websub": {"callback": f"http://127.0.0.1:{port}/websub", "listen": f"127.0.0.1:{port}"},
        "schedules": {"all": {"every": "5m"}},
        "sources": [{"name": "a", "url": site.url("/a.xml"), "schedule": "all", "allow_private": True}],
        "topics": {"ferry": {"title": "Ferries", "query": "ferry"}},
        "channels": {"mail": {"url": inbox.url}},
        "routes": [{"topics": ["ferry"], "to": ["mail"], "when": "immediately"}],
    }
    path = tmp_path / "wirewatch.yaml"
    path.write_text(yaml.safe_dump(desk))
    return path


@pytest.fixture
def desk(desk_file: Path) -> Desk:
    return load_desk(desk_file, {})


@pytest.fixture
def taken(desk: Desk) -> Iterator[None]:
    """Somebody else listens where the desk wants to."""
    assert desk.websub
    with socket.create_server((desk.websub.host, desk.websub.port)):
        yield


def answers(desk: Desk) -> bool:
    assert desk.websub
    try:
        return call(desk.websub.callback)[0] == 404
    except OSError:
        return False


async def one_pass(path: Path) -> None:
    async with open_house(path) as house:
        await whole_pass(house)


def test_what_a_hub_pushes_is_in_the_mail_without_a_poll(desk: Desk, site: Site, hub: Hub, inbox: Inbox) -> None:
    site.routes["/a.xml"] = feed(site, hub, OLD)
    asyncio.run(one_pass(desk.path))
    polls = len(site.asked("/a.xml"))
    with push_server(desk):
        until(lambda: hub.subscribers, "the hub verified")
        assert hub.push(site.url("/a.xml"), feed(site, hub, NEWS).body) == [202]
        until(lambda: inbox.mails, "a mail came")
    assert NEWS.headline in inbox.texts[0]
    assert len(site.asked("/a.xml")) == polls


def test_the_server_ends_with_its_block_and_may_begin_again(desk: Desk) -> None:
    before = threading.active_count()
    for _ in range(2):
        with push_server(desk):
            assert answers(desk)
        assert not answers(desk)
    assert threading.active_count() == before


def test_a_desk_without_an_address_for_hubs_listens_nowhere(desk_file: Path) -> None:
    told = yaml.safe_load(desk_file.read_text())
    del told["websub"]
    desk_file.write_text(json.dumps(told))
    before = threading.active_count()
    with push_server(load_desk(desk_file, {})):
        assert threading.active_count() == before
    with pytest.raises(PushError, match="no `websub:`"):
        asyncio.run(serve_push(desk_file))


@pytest.mark.usefixtures("taken")
def test_an_address_that_is_taken_is_told_with_a_cure(desk: Desk) -> None:
    with pytest.raises(PushError, match=r"cannot be used to listen for hubs .*Cure: .*listen:"), push_server(desk):
        pass


def test_a_desk_file_that_broke_meanwhile_is_told_to_who_starts_the_server(desk: Desk) -> None:
    desk.path.write_text("sources: [")
    with pytest.raises(Exception, match="Cure"), push_server(desk):
        pass
    assert not answers(desk)


def test_signals_are_left_to_who_runs_us_and_cancelling_ends_it(desk: Desk) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    async def serve_a_while() -> list[object]:
        serving = asyncio.create_task(serve_push(desk.path))
        await asyncio.to_thread(until, lambda: answers(desk), "it listens")
        during = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
        serving.cancel()
        await asyncio.wait({serving})
        assert serving.cancelled()
        return during

    during = asyncio.run(serve_a_while())  # which takes SIGINT for itself, as uvicorn would take both
    assert during[1] == before[1]
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    assert not answers(desk)
