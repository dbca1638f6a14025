"""A process that is killed at any moment loses nothing, and the next one repeats at most what was under way.

The servers do the killing, at the moment that the test names. The clock stands still between the passes: nobody
waits for a dead process's leases to end.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from storage.database import Database
from tests.flows.office import Office
from tests.flows.one_pass import Orders, Pass
from tests.flows.pages import BRIDGE, FERRY, LIBRARY, ORCHARD, STRIKE
from tests.flows.site import Answer, Request

LEDGER = (STRIKE, ORCHARD, FERRY, BRIDGE)
COURIER = (FERRY, LIBRARY)
KEYS = 4  # the strike, and the ferry once though two outlets carry it; each to mail and webhook


def busy(office: Office) -> Office:
    """Two outlets that share a story, mail and a webhook."""
    office.publish("ledger", *LEDGER)
    office.publish("courier", *COURIER, outlet="Ostby Courier")
    office.add_hook()
    office.site.routes["/hook"] = Answer()
    return office


@pytest.fixture
def busy_office(office: Office) -> Office:
    return busy(office)


def is_feed(request: Request) -> bool:
    return request.path.endswith(".xml")


def is_page(request: Request) -> bool:
    return request.path.startswith(("/ledger/", "/courier/"))


def is_hook(request: Request) -> bool:
    return request.path == "/hook"


def kill_at_request(office: Office, number: int, wanted: Callable[[Request], bool]) -> None:
    """Run a pass that dies when the site hears its n-th request of a kind, before it is answered."""
    one, heard = Pass(Orders(office.desk, office.now)), Counter[bool]()

    def watch(request: Request) -> None:
        heard[wanted(request)] += 1
        if wanted(request) and heard[True] == number:
            one.kill()

    office.site.watch = watch
    with one:
        assert one.was_killed()
    office.site.watch = lambda _: None


def received(office: Office) -> Counter[str]:
    """How often each key arrived, at either channel."""
    hooks = [request.headers["idempotency-key"] for request in office.site.asked("/hook")]
    return Counter([*office.inbox.keys, *hooks])


def sent(office: Office) -> set[str]:
    """Keys of the messages that are marked as sent."""
    return {key for (key,) in office.rows("select key from delivery where state = 'sent'")}


def finish(office: Office) -> Counter[str]:
    """Run the next pass, and prove that all is there once. Returns what arrived during it."""
    before, done = received(office), sent(office)
    office.run()
    assert office.titles == sorted(story.headline for story in (*LEDGER, *COURIER))
    assert office.rows("select distinct state from entry") == [("done",)]
    assert office.status().copies == 1
    assert len(sent(office)) == KEYS == len(office.rows("select id from delivery"))
    arrived = received(office) - before
    assert not done & set(arrived), "a message that was marked as sent was sent again"
    assert set(received(office)) == sent(office)
    assert max(arrived.values(), default=1) == 1
    return arrived


def repeated(office: Office) -> int:
    return sum(count - 1 for count in received(office).values())


def test_killed_while_a_feed_is_read(busy_office: Office) -> None:
    kill_at_request(busy_office, 2, is_feed)
    finish(busy_office)
    assert repeated(busy_office) == 0


@pytest.mark.parametrize("number", [1, 2, 3, 6])
def test_killed_while_a_page_is_read(busy_office: Office, number: int) -> None:
    kill_at_request(busy_office, number, is_page)
    finish(busy_office)
    assert repeated(busy_office) == 0


def test_killed_while_a_page_is_read_over_postgresql(any_office: Office) -> None:
    kill_at_request(busy(any_office), 4, is_page)
    finish(any_office)
    assert repeated(any_office) == 0


def test_killed_between_sending_a_mail_and_marking_it(busy_office: Office) -> None:
    one = Pass(Orders(busy_office.desk, busy_office.now))
    busy_office.inbox.arrived = one.kill
    with one:
        assert one.was_killed()
    assert len(busy_office.inbox.mails) == 1
    busy_office.inbox.arrived = lambda: None
    arrived = finish(busy_office)
    mails = Counter(busy_office.inbox.keys)
    assert sorted(mails.values()) == [1, 2]
    assert all(arrived[key] == 1 for key in mails)
    first, again = (m for m in busy_office.inbox.mails if mails[str(m["X-Wirewatch-Delivery"])] == 2)
    assert first["Subject"] == again["Subject"]


@pytest.mark.parametrize("number", [1, 2])
def test_killed_between_posting_to_a_webhook_and_marking_it(busy_office: Office, number: int) -> None:
    kill_at_request(busy_office, number, is_hook)
    finish(busy_office)
    hooks = Counter(request.headers["idempotency-key"] for request in busy_office.site.asked("/hook"))
    assert sorted(hooks.values()) == [1, 2]
    assert repeated(busy_office) <= 2  # the mail that was under way at that moment, too


def test_killed_twice(busy_office: Office) -> None:
    kill_at_request(busy_office, 3, is_page)
    kill_at_request(busy_office, 1, is_hook)
    finish(busy_office)


def test_killed_before_some_statement_of_the_database(busy_office: Office, tmp_path: Path) -> None:
    """Some moments spread over a whole pass, also inside its transactions; each from a new database."""
    whole = count_statements(busy_office)
    assert whole > 100
    for number in range(1, whole - 10, whole // 8):  # a pass that finds its copies in another order has a few less
        busy_office.database.close()
        busy_office.database = Database(f"sqlite:///{tmp_path / f'{number}.db'}")
        busy_office.site.requests.clear()
        busy_office.inbox.mails.clear()
        with Pass(Orders(busy_office.desk, busy_office.now, dies_before=number)) as one:
            assert one.was_killed()
        finish(busy_office)
        assert repeated(busy_office) <= 2, "one message of each channel can be under way"
    busy_office.database.close()


def count_statements(office: Office) -> int:
    """Statements and commits of one pass."""
    counted = Counter[str]()

    def count(*_: object) -> None:
        counted["all"] += 1

    for name in ("before_cursor_execute", "commit"):
        event.listen(office.database.engine, name, count)
    office.run()
    return counted["all"]
