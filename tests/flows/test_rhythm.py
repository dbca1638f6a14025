"""When sources are asked, and what is done about those that move, vanish or leave gaps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.house import move_in
from news import Health, Identity, Pick, SourceKind, Step, Word
from tests.flows.office import AN_HOUR_AGO, NOW, Office
from tests.flows.pages import BRIDGE, CHOIR, FERRY, LIBRARY, ORCHARD, Item, article, front_page, rss
from tests.flows.site import Answer, Request

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def asked(office: Office, path: str = "/ledger.xml") -> int:
    return len(office.site.asked(path))


def new(office: Office) -> int:
    return office.run().of(Step.ENTRY, Word.NEW)


def list_items(office: Office, *items: Item, name: str = "ledger") -> None:
    """Make a feed list these, with a page for each."""
    for item, story in zip(items, (FERRY, ORCHARD, LIBRARY, CHOIR, BRIDGE), strict=False):
        assert item.link
        office.site.routes["/" + item.link.partition("//")[2].partition("/")[2]] = article(story)
    office.site.routes[f"/{name}.xml"] = rss(*items)
    if not office.sources:
        office.watch(name, f"/{name}.xml")


def items(office: Office, *numbers: int, ids: str = "id-{}", path: str = "/{}") -> list[Item]:
    return [
        Item(office.site.url(path.format(n)), f"Headline {n}", ids.format(n * 37 % 101), AN_HOUR_AGO - HOUR * n)
        for n in numbers
    ]


def test_a_source_is_asked_as_often_as_it_publishes(office: Office) -> None:
    office.publish("ledger", FERRY, ORCHARD)
    office.move_source("ledger", fastest=2 * MINUTE, slowest=30 * MINUTE)
    office.run_due()
    interval = office.memory("ledger").interval
    assert 2 * MINUTE < interval <= 30 * MINUTE
    office.later(seconds=interval.total_seconds() - 120)
    assert list(office.run_due()) == [(Step.SOURCE, Word.LATER, "not due", 1)]
    office.later(seconds=120)
    office.run_due()
    assert asked(office) == 2


def test_a_pass_by_hand_asks_all_that_are_well(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.move_source("ledger", fastest=2 * MINUTE)
    office.watch("bad", "/bad.xml")
    for _ in range(2):
        office.run(Pick.WELL)
    assert (asked(office), asked(office, "/bad.xml")) == (2, 1)


def test_a_source_of_a_timetable_is_asked_at_each_of_its_times(office: Office) -> None:
    office.publish("ledger", FERRY)
    for _ in range(3):
        office.run_due()
    assert asked(office) == 3


def test_the_next_check_is_written_before_the_request(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.move_source("ledger", fastest=2 * MINUTE)
    office.run_due()
    office.later(hours=1)
    due = []
    office.site.watch = lambda _: due.append(office.memory("ledger").due_at)
    office.run_due()
    assert due[0] == office.now + office.memory("ledger").interval


def test_a_server_that_always_says_not_modified_is_asked_whole_once_a_day(office: Office) -> None:
    office.publish("ledger", FERRY)
    feed = office.site.routes["/ledger.xml"]
    assert isinstance(feed, Answer)
    first = replace(feed, headers={"ETag": '"forever"'})
    current = first

    def liar(request: Request) -> Answer:
        return Answer(status=304) if "if-none-match" in request.headers else current

    office.site.routes["/ledger.xml"] = liar
    office.run()
    office.publish("other", FERRY, ORCHARD)
    other = office.site.routes["/other.xml"]
    assert isinstance(other, Answer)
    current = replace(other, headers={"ETag": '"forever"'})
    office.sources.pop()
    office.later(hours=23)
    assert new(office) == 0
    office.later(hours=1)
    assert new(office) > 0


def test_what_a_server_calls_gone_is_paused_and_a_new_address_ends_that(office: Office) -> None:
    office.site.routes["/ledger.xml"] = Answer(b"gone", 410)
    office.watch("ledger", "/ledger.xml")
    office.run()
    assert list(office.run()) == [(Step.SOURCE, Word.LATER, "paused", 1)]
    assert office.source("ledger").health == "paused"
    office.publish("ledger", FERRY)
    office.site.routes["/new.xml"] = office.site.routes["/ledger.xml"]
    office.move_source("ledger", url=office.site.url("/new.xml"))
    assert new(office) == 1


def test_a_permanent_move_is_followed_after_three_days_and_brings_nothing_again(office: Office) -> None:
    office.publish("ledger", FERRY, ORCHARD)
    assert new(office) == 2
    office.site.routes["/moved.xml"] = office.site.routes["/ledger.xml"]
    office.site.routes["/ledger.xml"] = Answer(status=301, headers={"Location": office.site.url("/moved.xml")})
    for _ in range(3):
        office.later(days=1)
        assert new(office) == 0
    assert office.source("ledger").address == office.site.url("/moved.xml")
    before = asked(office)
    office.run()
    assert (asked(office), new(office)) == (before, 0)


def test_a_temporary_redirect_moves_nothing(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.site.routes["/moved.xml"] = office.site.routes["/ledger.xml"]
    office.site.routes["/ledger.xml"] = Answer(status=302, headers={"Location": office.site.url("/moved.xml")})
    for _ in range(4):
        office.run()
        office.later(days=1)
    assert office.memory("ledger").address is None


def test_two_answers_with_nothing_in_common_are_a_gap(office: Office) -> None:
    list_items(office, *items(office, 1, 2))
    new(office)
    list_items(office, *items(office, 2, 3))
    new(office)
    assert office.source("ledger").gaps == 0
    list_items(office, *items(office, 8, 9))
    office.later(hours=1)
    assert new(office) == 2
    found = office.source("ledger")
    assert (found.gaps, found.gap_at) == (1, office.now)
    assert found.result
    assert "lost between" in found.result


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"ids": "id-{}"}, {"ids": "fresh-{}"}),
        ({"path": "/{}"}, {"path": "/story/{}"}),
        ({"ids": "old-{}", "path": "/{}"}, {"ids": "new-{}", "path": "/new/{}"}),
    ],
    ids=["new ids", "new addresses", "both: told by title and date"],
)
def test_nothing_comes_back_when_a_feed_changes_its_ways(
    office: Office, before: dict[str, str], after: dict[str, str]
) -> None:
    list_items(office, *items(office, 1, 2, 3, **before))
    assert new(office) == 3
    list_items(office, *items(office, 1, 2, 3, **after))
    assert new(office) == 0
    list_items(office, *items(office, 4, 1, 2, 3, **after))
    assert new(office) == 1


def test_ids_that_change_at_every_poll_are_seen_through(office: Office) -> None:
    for turn in range(3):
        list_items(office, *items(office, 1, 2, 3, ids=f"session-{turn}-{{}}"))
        assert new(office) == (0 if turn else 3)
    assert office.memory("ledger").identity is Identity.ADDRESS


def test_a_future_date_is_the_moment_it_was_read(office: Office) -> None:
    list_items(office, Item(office.site.url("/1"), "Headline", "id-1", NOW + 400 * DAY))
    office.site.routes["/1"] = Answer(b"no", 404)
    office.run()
    ((published,),) = office.rows("select published_at from article")
    assert str(published) < "2026-12-31"  # the server's clock, not the year after next


def test_health_has_a_word_for_each_end(office: Office) -> None:
    office.publish("well", FERRY)
    office.site.routes |= {
        "/page.xml": Answer(b"<!doctype html><html><body><p>Welcome to our new site.</p></body></html>"),
        "/broken.xml": Answer(b"\x00\x01\x02 nothing of the kind"),
        "/empty.xml": rss(),
        "/shut.xml": Answer(b"no", 403),
        "/ill.xml": Answer(b"oops", 500),
    }
    for name in ("page", "broken", "empty", "shut", "ill", "gone"):
        office.watch(name, f"/{name}.xml", kind=SourceKind.FEED)
    office.run()
    assert {source.name: source.health for source in office.status().sources} == {
        "well": Health.OK,
        "page": Health.HTML,
        "broken": Health.UNPARSABLE,
        "empty": Health.EMPTY,
        "shut": Health.BLOCKED,
        "ill": Health.SERVER_ERROR,
        "gone": Health.GONE,
    }


def test_another_feed_at_a_new_address_is_a_first_pass_again(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.run()
    office.publish("other", ORCHARD, LIBRARY, published_at=NOW - 400 * DAY)
    office.sources.pop()
    office.move_source("ledger", url=office.site.url("/other.xml"))
    assert new(office) == 2
    assert office.status().alerts == {"ferry": 1}
    assert office.source("ledger").gaps == 0


def test_an_edit_of_the_desk_while_a_source_is_polled_counts(office: Office) -> None:
    office.publish("ledger", FERRY)
    feed = office.site.routes["/ledger.xml"]
    office.publish("other", ORCHARD)
    office.sources.pop()

    def edited(_: Request) -> Answer:
        office.move_source("ledger", url=office.site.url("/other.xml"))
        move_in(office.desk, office.database, office.now)
        assert isinstance(feed, Answer)
        return feed

    office.site.routes["/ledger.xml"] = edited
    assert list(office.run()) == [(Step.SOURCE, Word.LATER, "lease lost", 1)]
    assert office.titles == []
    office.run()
    assert office.titles == [ORCHARD.headline]


def test_a_home_page_whose_feed_is_gone_is_not_gone(office: Office) -> None:
    office.site.routes |= {"/": front_page(feeds=[("/feed.xml", "News")]), "/feed.xml": Answer(b"gone", 410)}
    office.watch("ledger", "/")
    office.run()
    assert office.memory("ledger").paused_at is None


def test_robots_are_asked_for_a_page_of_headlines(office: Office) -> None:
    office.site.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /", content_type="text/plain")
    office.site.routes["/front"] = front_page([("/1", FERRY.headline)])
    office.watch("ledger", "/front", kind=SourceKind.LISTING)
    assert list(office.run()) == [(Step.SOURCE, Word.FAILED, "robots", 1)]


def test_a_shorter_slowest_counts_at_once(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.move_source("ledger", fastest=2 * MINUTE, slowest=DAY)
    office.run_due()
    office.later(minutes=10)
    office.move_source("ledger", slowest=10 * MINUTE)
    office.run_due()
    assert asked(office) == 2


def test_pages_of_a_host_that_asked_to_wait_lose_no_attempt(office: Office) -> None:
    busy = Answer(b"later", 429, headers={"Retry-After": "600"})
    office.publish("ledger", FERRY, ORCHARD, LIBRARY, CHOIR, page=busy)
    for _ in range(4):
        office.run()
        office.later(minutes=11)
    ((attempts,),) = office.rows("select sum(attempts) from entry")
    requests = [request for request in office.site.requests if request.path.startswith("/ledger/")]
    assert attempts == len(requests) < 16
