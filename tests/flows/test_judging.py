"""What the end of a poll means for the next one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.due import first_pulse
from flows.judging import (
    FIRST_BACK_OFF,
    LONGEST_BACK_OFF,
    MAX_PARTIAL,
    Answered,
    after_answer,
    after_failure,
    after_push,
    after_waiting,
    back_off,
    health_of,
)
from news import FeedError, FetchError, Health, Identity, Memory, Move, ParsingError, Source, Wishes

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HOME, NEW_HOME = "https://news.example/feed", "https://new.example/feed"
SOURCE = Source("Ledger", HOME, fastest=2 * MINUTE, slowest=30 * MINUTE)
FRESH = Memory(due_at=NOW)
WELL = replace(FRESH, baseline=False, health=Health.OK, good_at=NOW - HOUR, well_since=NOW - DAY, whole_at=NOW - HOUR)


def answered(**values: object) -> Answered:
    return Answered(HOME, **({"listed": 3, "new": 1} | values))  # type: ignore[arg-type]


def failed(was: Memory = WELL, reason: str = "timeout", at: datetime = NOW, wish: timedelta | None = None) -> Memory:
    return after_failure(was, FetchError(reason, HOME, retry=True, retry_after=wish), reason, at, 0.5)


def test_a_good_answer_ends_the_first_pass_and_an_illness() -> None:
    ill = replace(FRESH, failures=4, ill_since=NOW - DAY, alone_until=NOW, floor_until=NOW)
    memory = after_answer(ill, SOURCE, answered(etag='"1"'), NOW)
    assert (memory.baseline, memory.failures, memory.ill_since, memory.well_since) == (False, 0, None, NOW)
    assert (memory.alone_until, memory.floor_until, memory.etag) == (None, None, '"1"')
    assert (memory.health, memory.result) == (Health.OK, "3 entries, 1 new")


def test_not_modified_keeps_what_is_known_of_the_document() -> None:
    was = replace(WELL, etag='"1"', last_modified="yesterday", listed=9, identity=Identity.ID)
    memory = after_answer(was, SOURCE, Answered(HOME), NOW)
    assert (memory.etag, memory.last_modified, memory.listed, memory.whole_at) == ('"1"', "yesterday", 9, was.whole_at)
    assert (memory.identity, memory.health, memory.good_at) == (Identity.ID, Health.NOT_MODIFIED, NOW)


@pytest.mark.parametrize(
    ("values", "health"),
    [
        ({"listed": 0, "new": 0}, Health.EMPTY),
        ({"took": timedelta(seconds=11)}, Health.SLOW),
        ({"missed": ("http 404: https://news.example/part",)}, Health.IN_PART),
        ({"listed": None, "took": timedelta(seconds=11)}, Health.SLOW),
    ],
)
def test_what_is_odd_about_a_good_answer_has_a_word(values: dict[str, object], health: Health) -> None:
    memory = after_answer(WELL, SOURCE, answered(**values), NOW)
    assert memory.health is health
    assert health.is_well


def test_the_first_pass_goes_on_until_all_parts_were_read_or_given_up() -> None:
    missing = answered(missed=("http 404: …",))
    memory = after_answer(FRESH, SOURCE, missing, NOW)
    assert (memory.baseline, memory.partial) == (True, 1)
    assert after_answer(replace(memory, partial=MAX_PARTIAL), SOURCE, missing, NOW).baseline is False
    assert after_answer(FRESH, SOURCE, answered(left=5), NOW).baseline is True


def test_what_was_left_is_listed_again_soon_whether_the_document_changes_or_not() -> None:
    memory = after_answer(WELL, SOURCE, answered(left=5, etag='"1"'), NOW)
    assert (memory.etag, memory.last_modified) == (None, None)
    assert memory.interval == SOURCE.slowest / 2


def test_a_gap_is_counted_said_and_makes_the_next_poll_sooner() -> None:
    memory = after_answer(WELL, SOURCE, answered(gap=True), NOW)
    assert (memory.gaps, memory.gap_at) == (1, NOW)
    assert memory.result
    assert "lost between" in memory.result
    assert memory.interval <= SOURCE.slowest / 2
    assert after_answer(memory, SOURCE, answered(), NOW + HOUR).gap_at == NOW


def test_the_next_check_is_at_the_schedules_nearest_turn() -> None:
    busy = replace(WELL, pulse=None)
    dates = [NOW - MINUTE * i for i in range(4_320)]
    memory = after_answer(busy, SOURCE, answered(arrivals=dates), NOW)
    assert memory.interval == SOURCE.fastest
    assert memory.due_at == NOW + MINUTE  # the turn two minutes from now finds it due, also if it comes early


def test_a_source_of_a_timetable_is_due_whenever_that_says() -> None:
    cron = replace(SOURCE, fastest=None)
    assert after_answer(WELL, cron, answered(wishes=Wishes(HOUR)), NOW).due_at == NOW


def test_what_a_hub_pushes_is_checked_at_the_slowest() -> None:
    dates = [NOW - MINUTE * i for i in range(200)]
    assert after_answer(WELL, SOURCE, answered(arrivals=dates), NOW, pushed=True).interval == SOURCE.slowest


def test_a_push_moves_the_pulse_and_nothing_that_a_poll_would_find() -> None:
    was = replace(WELL, pulse=first_pulse([], NOW - HOUR), floor_until=NOW + HOUR, etag='"1"', failures=2)
    memory = after_push(was, answered(gap=True, arrivals=[NOW]), NOW)
    assert memory.pulse
    assert sum(memory.pulse.hours) == 1
    assert memory == replace(was, pulse=memory.pulse, news_at=NOW, due_at=None)


def test_failures_double_the_pause_and_keep_what_is_known() -> None:
    was, at, pauses = replace(WELL, etag='"1"'), NOW, []
    for _ in range(5):
        was = failed(was, at=at)
        assert was.alone_until
        pauses.append(was.alone_until - at)
        at = was.alone_until
    assert pauses == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 16 * MINUTE]
    assert (was.failures, was.ill_since, was.well_since, was.etag) == (5, NOW, None, '"1"')
    assert (was.health, was.result) == (Health.TIMED_OUT, "timeout")


def test_a_source_is_never_given_up_and_asked_weekly_at_worst() -> None:
    pauses = {days: back_off(1_000, DAY * days, 0.5) for days in (0, 1, 4, 28, 1_000)}
    assert pauses == {0: 6 * HOUR, 1: 6 * HOUR, 4: DAY, 28: 7 * DAY, 1_000: 7 * DAY}
    assert back_off(1_000, DAY * 1_000, 0.999) == LONGEST_BACK_OFF


def test_sources_that_failed_together_do_not_come_back_together() -> None:
    assert back_off(0, timedelta(0), 0.0) == FIRST_BACK_OFF * 0.8
    assert back_off(0, timedelta(0), 0.5) == FIRST_BACK_OFF
    assert FIRST_BACK_OFF < back_off(0, timedelta(0), 0.99) <= FIRST_BACK_OFF * 1.2


def test_a_servers_wish_is_a_floor_of_its_own() -> None:
    memory = failed(reason="http 429", wish=2 * HOUR)
    assert memory.health is Health.BUSY
    assert memory.floor_until == NOW + 2 * HOUR
    assert memory.alone_until == NOW + 5 * MINUTE


def test_a_source_whose_host_was_told_to_wait_has_not_failed() -> None:
    claimed = replace(WELL, due_at=NOW + 8 * HOUR)  # as a claim leaves it
    memory = after_waiting(claimed, HOUR, "asked to wait", NOW)
    assert (memory.failures, memory.health) == (0, Health.OK)
    assert memory.floor_until == memory.due_at == NOW + HOUR
    assert after_waiting(FRESH, HOUR, "asked to wait", NOW).health is Health.BUSY


def test_what_is_gone_pauses_itself() -> None:
    assert failed(reason="http 410").paused_at == NOW
    assert failed(reason="http 404").paused_at is None


def test_what_is_gone_of_what_it_points_to_pauses_nothing() -> None:
    error = FetchError("http 410", "https://news.example/part", retry=False)
    assert after_failure(WELL, error, "http 410", NOW, 0.5, of_a_part=True).paused_at is None


def test_a_floor_outlives_a_failure_of_another_kind() -> None:
    busy = failed(reason="http 429", wish=2 * HOUR)
    assert failed(busy, at=NOW + MINUTE).floor_until == NOW + 2 * HOUR


def test_a_failure_does_not_forget_on_which_days_it_was_redirected() -> None:
    memory = WELL
    for day in range(3):
        memory = failed(memory, at=NOW + DAY * day)
        memory = after_answer(memory, SOURCE, answered(moved_to=NEW_HOME), NOW + DAY * day + HOUR)
    assert memory.address == NEW_HOME


def test_an_empty_first_answer_leaves_the_first_pass_open() -> None:
    memory = after_answer(FRESH, SOURCE, answered(listed=0, new=0), NOW)
    assert memory.baseline
    assert not after_answer(memory, SOURCE, answered(), NOW + HOUR).baseline


def test_a_document_that_rolls_over_fast_is_asked_before_it_does() -> None:
    was = replace(WELL, good_at=NOW - 10 * MINUTE)
    memory = after_answer(was, SOURCE, answered(listed=10, new=10), NOW)
    assert memory.interval == 5 * MINUTE
    assert after_answer(was, SOURCE, answered(listed=10, new=1), NOW).interval == SOURCE.slowest


def test_a_permanent_redirect_is_believed_on_the_third_day() -> None:
    memory = WELL
    for hours in (0, 1, 2, 24, 25, 48):  # often on one day is one day
        assert memory.address is None
        memory = after_answer(memory, SOURCE, answered(moved_to=NEW_HOME), NOW + HOUR * hours)
    assert (memory.address, memory.move) == (NEW_HOME, None)


def test_a_redirect_that_changes_its_mind_is_not_believed() -> None:
    memory = WELL
    for day, to in enumerate((NEW_HOME, NEW_HOME, "https://other.example/", NEW_HOME, None, NEW_HOME)):
        memory = after_answer(memory, SOURCE, answered(moved_to=to), NOW + DAY * day)
        assert memory.address is None
    assert memory.move == Move(NEW_HOME, ((NOW + DAY * 5).date(),))


def test_an_address_that_it_moved_to_is_left_when_it_fails() -> None:
    moved = replace(WELL, address=NEW_HOME, etag='"1"')
    once = failed(moved)
    assert (once.address, once.etag) == (NEW_HOME, '"1"')
    third = failed(failed(once))
    assert (third.address, third.etag) == (None, None)
    assert failed(moved, "http 410").paused_at is None  # the desk's own address may still answer


def test_the_one_feed_of_a_home_page_is_asked_by_itself() -> None:
    assert after_answer(FRESH, SOURCE, answered(found_at=NEW_HOME), NOW).address == NEW_HOME


@pytest.mark.parametrize(
    ("reason", "health"),
    [
        ("timeout", Health.TIMED_OUT),
        ("dns", Health.UNREACHABLE),
        ("tls", Health.UNREACHABLE),
        ("http 403", Health.BLOCKED),
        ("http 418", Health.BLOCKED),
        ("http 404", Health.GONE),
        ("http 500", Health.SERVER_ERROR),
        ("http 503", Health.SERVER_ERROR),
        ("redirect loop", Health.MISDIRECTED),
        ("private address", Health.MISDIRECTED),
        ("too large", Health.TOO_LARGE),
        ("not decodable", Health.UNPARSABLE),
    ],
)
def test_each_way_to_fail_has_its_word(reason: str, health: Health) -> None:
    assert health_of(FetchError(reason, HOME, retry=True)) is health
    assert not health.is_well


def test_documents_that_cannot_be_read_have_theirs() -> None:
    assert health_of(FeedError("html instead of feed", HOME)) is Health.HTML
    assert health_of(FeedError("asks for a human", HOME)) is Health.BLOCKED
    assert health_of(FeedError("not a feed", HOME)) is Health.UNPARSABLE
    assert health_of(ParsingError("took too long")) is Health.TIMED_OUT
    assert health_of(ParsingError("took too much memory")) is Health.TOO_LARGE
    assert health_of(ParsingError("crashed")) is Health.UNPARSABLE


def test_a_busy_server_is_known_by_what_it_wishes() -> None:
    assert health_of(FetchError("http 503", HOME, retry=True, retry_after=HOUR)) is Health.BUSY
    assert health_of(FetchError("http 429", HOME, retry=True)) is Health.BUSY


def test_a_source_that_lists_old_things_has_no_news_today() -> None:
    memory = after_answer(replace(WELL, news_at=NOW - DAY), SOURCE, answered(new=0), NOW)
    assert memory.news_at == NOW - DAY
    assert after_answer(memory, SOURCE, answered(new=2), NOW + HOUR).news_at == NOW + HOUR
