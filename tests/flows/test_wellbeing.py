"""What broke and what recovered: what is said of it, and when."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flows.due import first_pulse
from flows.judging import Answered, after_answer, after_failure
from flows.wellbeing import Seen, look
from news import GONE, FetchError, Health, LastPages, Memory, Source

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WELL = Memory(
    baseline=False, health=Health.OK, result="3 entries, 1 new", news_at=NOW - HOUR, good_at=NOW, fetched_at=NOW
)
ILL = replace(WELL, health=Health.GONE, failures=3, ill_since=NOW - HOUR, result="http 404: https://news.example/feed")
DOWN = replace(ILL, health=Health.UNREACHABLE, result="dns: https://news.example/feed")
OTHERS = {f"other {n}": WELL for n in range(10)}


def seen(**known: Memory) -> Seen:
    return look(OTHERS | known, NOW, NOW - 5 * MINUTE)


def said(found: Seen) -> dict[str, tuple[str, ...]]:
    """The lines of each section, by the first word of its heading."""
    return {heading.split()[0]: lines for heading, lines in found.notice.sections} if found.notice else {}


def as_told(known: dict[str, Memory], found: Seen) -> dict[str, Memory]:
    return {name: replace(memory, told=found.told.get(name, memory.told)) for name, memory in known.items()}


def test_nothing_is_said_when_nothing_changed() -> None:
    assert seen() == Seen(None, {})
    assert seen(ledger=replace(ILL, told="ill")) == Seen(None, {})


def test_a_source_that_keeps_failing_is_told_once() -> None:
    found = seen(ledger=ILL)
    assert found.told == {"ledger": "ill"}
    assert said(found) == {"Broke": ("ledger: gone since 2026-03-04 11:00 UTC (http 404: https://news.example/feed)",)}
    assert found.notice
    assert found.notice.subject == "wirewatch: sources: 1 broke"


def test_a_failure_or_two_are_no_illness() -> None:
    assert seen(ledger=replace(ILL, failures=2)) == Seen(None, {})


def test_what_is_ill_stays_so_until_it_is_well() -> None:
    assert seen(ledger=replace(ILL, failures=1, told="ill")).told == {}


def test_recovery_is_told_once() -> None:
    found = seen(ledger=replace(WELL, told="ill"))
    assert (found.told, said(found)) == ({"ledger": ""}, {"Recovered": ("ledger: ok, 3 entries, 1 new",)})


def test_what_broke_and_what_recovered_make_one_message() -> None:
    found = seen(b=ILL, a=ILL, c=replace(WELL, told="ill"))
    assert {word: len(lines) for word, lines in said(found).items()} == {"Broke": 2, "Recovered": 1}
    assert found.notice
    assert found.notice.subject == "wirewatch: sources: 2 broke, 1 recovered"


def test_a_source_that_paused_itself_is_told() -> None:
    found = seen(ledger=replace(ILL, paused_at=NOW, paused_why=GONE))
    assert said(found) == {"Paused": (f"ledger: {GONE}",)}


def test_silence_is_told_by_its_length() -> None:
    pulse = first_pulse([NOW - DAY - HOUR * n for n in range(500)], NOW)
    found = seen(ledger=replace(WELL, pulse=pulse, news_at=NOW - DAY))
    assert said(found) == {"Silent": ("ledger: nothing new for 24 h",)}


def test_a_gap_is_told_when_it_happened_in_this_pass() -> None:
    assert said(seen(ledger=replace(WELL, gap_at=NOW - MINUTE))) == {"Listed": ("ledger",)}
    assert seen(ledger=replace(WELL, gap_at=NOW - HOUR)) == Seen(None, {})


def test_when_most_fail_at_once_it_is_said_once_and_of_us() -> None:
    known = {f"source {n}": replace(DOWN, failures=1) for n in range(6)} | {f"well {n}": WELL for n in range(4)}
    first = look(known, NOW, NOW)
    assert first.notice
    assert first.notice.subject == "wirewatch: our network? sources: 6 unreachable"
    later = as_told(known, first) | {"well 0": replace(DOWN, failures=1)}
    second = look(later, NOW, NOW)
    assert (second.notice, second.told) == (None, {"well 0": "outage"})


def test_after_an_outage_all_that_recovered_is_one_message() -> None:
    known = {f"source {n}": replace(WELL, told="outage") for n in range(6)}
    found = look(known, NOW, NOW)
    assert {word: len(lines) for word, lines in said(found).items()} == {"Recovered": 6}


WALLED = {"ledger": LastPages(10, (("consent wall", 9),))}
HALF_WALLED = {"ledger": LastPages(10, (("consent wall", 6),))}
READABLE = {"ledger": LastPages(10, (("consent wall", 4),))}


def test_a_source_whose_pages_are_walls_is_told_with_the_reason() -> None:
    found = look({"ledger": WELL}, NOW, NOW, WALLED)
    assert found.told == {"ledger": "refused"}
    assert said(found) == {"Pages": ("ledger: 9 of the last 10 pages: consent wall",)}
    assert found.notice
    assert found.notice.subject == "wirewatch: sources: 1 with refused pages"


def test_walls_are_told_once_and_over_when_most_pages_are_read() -> None:
    told = {"ledger": replace(WELL, told="refused")}
    assert look(told, NOW, NOW, WALLED) == look(told, NOW, NOW, HALF_WALLED) == Seen(None, {})
    found = look(told, NOW, NOW, READABLE)
    assert (found.told, list(said(found))) == ({"ledger": ""}, ["Recovered"])


def test_walls_before_some_pages_are_no_news() -> None:
    assert look({"ledger": WELL}, NOW, NOW, HALF_WALLED) == Seen(None, {})


def test_a_source_that_is_ill_is_told_as_ill_and_its_walls_afterwards() -> None:
    assert look({"ledger": ILL}, NOW, NOW, WALLED).told == {"ledger": "ill"}
    assert look({"ledger": replace(WELL, told="ill")}, NOW, NOW, WALLED).told == {"ledger": "refused"}


def test_a_failure_or_two_do_not_make_walls_news_again() -> None:
    failing = {"ledger": replace(ILL, failures=2, told="refused")}
    assert look(failing, NOW, NOW, WALLED) == Seen(None, {})


def test_sources_that_are_gone_are_no_outage() -> None:
    known = {f"source {n}": ILL for n in range(6)}
    assert list(said(look(known, NOW, NOW))) == ["Broke"]


def test_two_sources_are_not_most_of_them() -> None:
    assert list(said(look({"a": DOWN, "b": DOWN}, NOW, NOW))) == ["Broke"]


def test_what_somebody_paused_or_resumed_by_hand_is_told_to_nobody() -> None:
    paused = replace(WELL, paused_at=NOW, paused_why="it moves house")
    assert seen(ledger=paused) == Seen(None, {})
    assert seen(ledger=replace(paused, told="ill")) == Seen(None, {})


def test_a_source_that_is_put_off_for_half_a_day_is_broken() -> None:
    waiting = replace(WELL, floor_until=NOW + HOUR, good_at=NOW - 13 * HOUR, result="asked to wait")
    assert seen(ledger=waiting).told == {"ledger": "ill"}
    assert seen(ledger=replace(waiting, good_at=NOW - HOUR)).told == {}


def test_hours_in_which_nobody_asked_are_no_silence() -> None:
    pulse = first_pulse([NOW - DAY - HOUR * n for n in range(500)], NOW)
    asleep = replace(WELL, pulse=pulse, news_at=NOW - DAY, good_at=NOW - 23 * HOUR)
    assert seen(ledger=asleep).told == {}


def test_an_outage_among_sources_of_many_paces_is_two_messages() -> None:
    """A thousand sources, each asked at its own pace; three hours without a network."""
    start, end = NOW + 6 * HOUR, NOW + 9 * HOUR
    dice = random.Random(4)
    sources = {f"{n}": Source(f"{n}", "https://a.example/", fastest=2 * MINUTE, slowest=3 * HOUR) for n in range(300)}
    pulses = {
        name: first_pulse([NOW - HOUR * gap * i for i in range(50)], NOW)
        for name in sources
        for gap in [dice.choice((0.2, 1, 3, 24))]
    }
    known = {name: replace(WELL, pulse=pulses[name], due_at=NOW + 3 * HOUR * dice.random()) for name in sources}
    messages = []
    now = NOW
    while now < end + 24 * HOUR:
        for name, memory in known.items():
            if memory.due_at and memory.due_at <= now:
                known[name] = polled(memory, sources[name], now, dice, down=start <= now < end)
        found = look(known, now, now)
        known = as_told(known, found)
        messages += [found.notice.subject] if found.notice else []
        now += 6 * MINUTE
    assert len(messages) == 2
    assert "our network?" in messages[0]
    assert "recovered" in messages[1]


def polled(memory: Memory, source: Source, now: datetime, dice: random.Random, *, down: bool) -> Memory:
    if down:
        error = FetchError("dns", source.url, retry=True)
        return after_failure(memory, error, "dns: https://a.example/", now, dice.random())
    return after_answer(memory, source, Answered(source.url, listed=20, new=1, arrivals=[now]), now)
