from datetime import UTC, datetime, timedelta

from bench.policies import DAY, HOUR, MINUTE, Look, MediaCloud, Miniflux, Ours, commafeed, policies

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def test_miniflux_waits_the_mean_gap_of_the_last_week() -> None:
    policy = Miniflux()
    assert policy(Look(0.0, [], [])) == DAY
    assert policy(Look(HOUR, [], [number * 60.0 for number in range(14)])) == DAY / 2
    assert policy(Look(8 * DAY, [], [])) == DAY  # what is older than a week counts no more
    assert policy(Look(8 * DAY, [], [8 * DAY] * 9000)) == 5 * MINUTE


def test_commafeed_waits_half_the_mean_gap_of_what_is_listed_unless_it_is_old() -> None:
    assert commafeed(Look(0.0, [0.0], [0.0])) == 4 * HOUR
    listed = [0.0, HOUR, 2 * HOUR]
    assert commafeed(Look(2 * HOUR, listed, [])) == HOUR / 2
    assert commafeed(Look(2 * HOUR + 7 * DAY, listed, [])) == HOUR
    assert commafeed(Look(2 * HOUR + 30 * DAY, listed, [])) == 4 * HOUR
    assert commafeed(Look(2 * DAY, [0.0, 2 * DAY], [])) == HOUR  # a quarter of its longest
    assert commafeed(Look(1.0, [0.0, 1.0], [])) == 5 * MINUTE


def test_media_cloud_waits_longer_for_what_it_knows_and_shorter_for_what_it_does_not() -> None:
    policy, listed = MediaCloud(), [float(number) for number in range(10)]
    assert [policy(Look(DAY, listed, listed)) for _ in range(3)] == [6 * HOUR, 6 * HOUR, 5 * HOUR]
    assert policy(Look(DAY, listed, [])) == 5 * HOUR + 10 * MINUTE
    assert policy(Look(40 * DAY, listed, [])) == 6 * HOUR + 10 * MINUTE  # nothing new for over a month: an hour more
    assert policy(Look(40 * DAY, listed, listed)) == 6 * HOUR
    assert [policy(Look(41 * DAY, listed, listed)) for _ in range(7)][-1] == 10 * MINUTE


def test_ours_waits_for_a_turn_of_its_schedule_within_its_bounds() -> None:
    fastest, slowest = timedelta(minutes=2), timedelta(minutes=30)
    silent, busy = (Ours(MONDAY, fastest, slowest) for _ in range(2))
    assert silent(Look(0.0, [], [])) == 30 * MINUTE
    crowd = [number * MINUTE for number in range(1200)]
    assert busy(Look(20 * HOUR, crowd, crowd)) == 2 * MINUTE
    medium = Ours(MONDAY, fastest, slowest)
    some = [number * HOUR for number in range(14 * 24)]
    waited = medium(Look(14 * DAY, some, some))
    assert waited % (2 * MINUTE) == 0
    assert 2 * MINUTE < waited <= 30 * MINUTE


def test_each_source_gets_a_policy_of_its_own() -> None:
    made = policies(MONDAY)
    assert all(0 < make()(Look(HOUR, [0.0], [0.0])) <= DAY for make in made.values())
    make = made["Media Cloud"]
    assert make() is not make()
