from datetime import UTC, datetime, timedelta

from alerts.policy import age_of, channels_for, decide, is_backlog
from news import Alert, Decision, Hold, Match, Reason, Route

RAFAH, ARMS = Match("rafah", (), ()), Match("arms-sales", (), ())
ROUTES = (Route(to=("mail",)), Route(to=("chat", "mail"), topics=("rafah",)))
DAY = timedelta(days=1)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def decided(
    *matches: Match, told: frozenset[str] = frozenset(), baseline=False, age=timedelta(0), routes=ROUTES
) -> Decision:
    return decide(matches, routes, told=told, baseline=baseline, age=age, backlog=DAY)


def test_a_channel_gets_one_message_that_names_all_its_topics() -> None:
    decision = decided(RAFAH, ARMS)
    assert decision.alerts == (Alert("mail", (RAFAH, ARMS)), Alert("chat", (RAFAH,)))
    assert decision.told == ("rafah", "arms-sales")
    assert decision.holds == ()


def test_a_topic_already_told_of_the_story_is_held_and_another_is_told() -> None:
    decision = decided(RAFAH, ARMS, told=frozenset({"rafah"}))
    assert decision.holds == (Hold("rafah", Reason.TOLD),)
    assert decision.told == ("arms-sales",)
    assert decision.alerts == (Alert("mail", (ARMS,), told_before=("rafah",)),)


def test_a_channel_that_had_the_story_is_reminded_of_what_it_was_told_under_and_another_is_not() -> None:
    routes = (Route(to=("mail",), topics=("rafah", "arms-sales")), Route(to=("chat",), topics=("arms-sales",)))
    decision = decided(ARMS, told=frozenset({"rafah", "gone"}), routes=routes)
    assert decision.alerts == (Alert("mail", (ARMS,), told_before=("rafah",)), Alert("chat", (ARMS,)))


def test_only_the_first_pass_has_a_backlog() -> None:
    assert is_backlog(baseline=True, age=2 * DAY, backlog=DAY)
    assert not is_backlog(baseline=False, age=2 * DAY, backlog=DAY)


def test_on_a_first_pass_what_is_older_than_the_backlog_is_held() -> None:
    assert decided(RAFAH, baseline=True, age=DAY).told == ("rafah",)
    assert decided(RAFAH, baseline=True, age=DAY + timedelta(seconds=1)).holds == (Hold("rafah", Reason.BACKLOG),)


def test_on_a_first_pass_an_unknown_age_counts_as_old() -> None:
    assert decided(RAFAH, baseline=True, age=None).holds == (Hold("rafah", Reason.BACKLOG),)


def test_after_the_first_pass_a_back_dated_article_is_told() -> None:
    assert decided(RAFAH, age=30 * DAY).told == ("rafah",)
    assert decided(RAFAH, age=None).told == ("rafah",)


def test_a_match_that_no_route_wants_is_held_by_that_name() -> None:
    decision = decided(ARMS, routes=ROUTES[1:])
    assert (decision.told, decision.alerts) == ((), ())
    assert decision.holds == (Hold("arms-sales", Reason.NO_ROUTE),)


def test_nothing_matched_decides_nothing() -> None:
    assert decided() == Decision()


def test_every_route_that_fits_counts_and_a_channel_once() -> None:
    assert channels_for("rafah", ROUTES) == ("mail", "chat")
    assert channels_for("arms-sales", ROUTES) == ("mail",)


def test_the_future_is_new() -> None:
    assert age_of(NOW + DAY, NOW) == timedelta(0)
    assert age_of(NOW - DAY, NOW) == DAY
    assert age_of(None, NOW) is None
