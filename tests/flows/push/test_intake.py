"""What is accepted is worked off: one push of a source at a time, the rest once for all that came."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from flows.lease import is_pushed
from flows.push.intake import Intake
from news import Page, SubscriptionState
from storage.database import Database
from tests.flows.push.desk import NOW, TOPIC, PushDesk, fetcher, source
from tests.flows.push.hub import call, signature, until


def push(desk: PushDesk, *bodies: bytes, name: str = "a") -> None:
    subscription = desk.subscription(name)
    for body in bodies:
        assert call(desk.callback(subscription), body, signature(body, subscription.secret))[0] == 202


def test_every_push_of_a_source_is_taken_in_its_order_and_one_at_a_time(desk: PushDesk) -> None:
    desk.subscribed()
    desk.steps.may_take.clear()
    push(desk, b"1", b"2", b"3")
    until(lambda: desk.steps.held_up, "the first is being taken")
    assert desk.steps.held_up == ["take a"]
    desk.steps.may_take.set()
    until(lambda: len(desk.steps.taken) == 3, "all were taken")
    assert [body for _, body in desk.steps.taken] == [b"1", b"2", b"3"]


def test_pushes_that_come_while_one_is_read_are_taken_meanwhile_and_read_once_together(desk: PushDesk) -> None:
    desk.subscribed()
    desk.steps.may_read.clear()
    push(desk, b"1")
    until(lambda: desk.steps.held_up == ["read a"], "the first is being read")
    push(desk, b"2", b"3", b"4")
    until(lambda: len(desk.steps.taken) == 4, "all were taken")
    desk.steps.may_read.set()
    until(lambda: desk.steps.delivered == 2, "what came later was delivered")
    assert desk.steps.read == ["a", "a"]


def test_a_slow_source_delays_no_other(desk: PushDesk) -> None:
    desk.sources.append(source("b"))
    desk.move_in()
    desk.subscribed("a")
    desk.subscribed("b")
    desk.steps.may_take.clear()
    push(desk, b"1")
    push(desk, b"2", name="b")
    until(lambda: sorted(desk.steps.held_up) == ["take a", "take b"], "both are under way")
    desk.steps.may_take.set()
    until(lambda: sorted(desk.steps.read) == ["a", "b"], "both were read")


def test_a_push_with_nothing_new_ends_there(desk: PushDesk) -> None:
    desk.sources.append(source("b"))
    desk.move_in()
    desk.subscribed("a")
    desk.subscribed("b")
    desk.steps.new = 0
    push(desk, b"old")
    until(lambda: desk.steps.taken, "it was taken")
    desk.steps.new = 1
    push(desk, b"new", name="b")
    until(lambda: desk.steps.delivered, "the other was delivered")
    assert desk.steps.read == ["b"]


def test_a_push_that_cannot_be_read_is_told_and_the_source_polled_as_before(
    desk: PushDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.subscribed()
    desk.steps.unreadable = True
    push(desk, b"no feed")
    until(lambda: desk.subscription().state is SubscriptionState.QUIET, "it is not relied on")
    assert not is_pushed(desk.subscription(), NOW)
    assert "source=a step=push error=not a feed" in caplog.text
    desk.steps.unreadable = False
    push(desk, b"a feed")
    until(lambda: desk.steps.delivered, "the next push was delivered")
    assert is_pushed(desk.subscription(), NOW)


def test_a_mistake_of_ours_over_one_push_does_not_lose_the_next(
    desk: PushDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.subscribed()
    desk.steps.may_take.clear()
    push(desk, b"a trap", b"2", b"3")
    desk.steps.may_take.set()
    until(lambda: desk.steps.delivered, "the others were delivered")
    until(lambda: len(desk.steps.taken) == 2, "the others were taken")
    assert [body for _, body in desk.steps.taken] == [b"2", b"3"]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.anyio
async def test_what_was_accepted_is_taken_in_before_we_stop(desk: PushDesk) -> None:
    desk.steps.may_take.clear()
    intake = Intake(lambda: desk.house(fetcher()), desk.steps.work)
    for body in (b"1", b"2"):
        intake.add("a", Page(TOPIC, TOPIC, 200, "", body, NOW))
    ending = asyncio.create_task(intake.close())
    await asyncio.sleep(0)  # it has begun
    desk.steps.may_take.set()
    await ending
    assert [body for _, body in desk.steps.taken] == [b"1", b"2"]


def test_a_server_that_stops_lets_its_intake_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[Intake] = []

    async def close(intake: Intake) -> None:
        ended.append(intake)

    monkeypatch.setattr(Intake, "close", close)
    with closing(Database(f"sqlite:///{tmp_path / 'wirewatch.db'}")) as database:
        with PushDesk(database, [source("a")]).answering():
            assert ended == []
        assert len(ended) == 1
