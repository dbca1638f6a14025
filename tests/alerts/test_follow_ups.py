"""What becomes of a story that was told: each piece of news told once, to those who were told before."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.follow_ups import follow
from news import Alert, Changed, Decision, Facts, FollowUp, Occasion, Route

ROUTES = (Route(to=("mail",)), Route(to=("chat", "mail"), topics=("rafah",)))
TOLD = {"rafah": frozenset({"first"})}
HURT = Changed("At least 50 were hurt.", "At least 75 were hurt.", (("50", "75"),))
KILLED = Changed("Three died.", "Four died.", (("three", "four"),))
REWORDED = Changed("It was calm.", "It was quiet.")
OWNS_UP = "Correction: an earlier version of this report gave the wrong number of people hurt."


def followed(
    facts: Facts,
    told: Mapping[str, Collection[str]] = TOLD,
    *,
    routes: tuple[Route, ...] = ROUTES,
    first: Collection[str] = (),
    waiting: Collection[str] = (),
) -> Decision:
    return follow(facts, told, routes, first=first, waiting=waiting)


def keys(facts: Facts, *told: str) -> tuple[str, ...]:
    """What is noted as told under the topic rafah, when that was told first and by the keys `told`."""
    decision = followed(facts, {"rafah": frozenset({"first", *told})})
    assert {topic for topic, _ in decision.followed} <= {"rafah"}
    return tuple(key for _, key in decision.followed)


def test_a_changed_figure_is_told_with_its_passage_to_every_channel_of_the_topic() -> None:
    decision = followed(Facts(7, changes=(HURT, REWORDED), outlets=2))
    news = FollowUp((Occasion.FIGURE,), ("figure changed: 75",), changes=(HURT,), outlets=2)
    assert decision == Decision(
        alerts=(Alert("mail", (), ("rafah",), news), Alert("chat", (), ("rafah",), news)),
        followed=(("rafah", "figure changed: 75"),),
    )


def test_what_says_nothing_new_is_not_followed() -> None:
    assert followed(Facts(7)) == followed(Facts(7, changes=(REWORDED,), outlets=2)) == Decision()


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        (Facts(7, changes=(HURT,)), "figure changed: 75"),
        (Facts(7, lead_changed=True), "lead changed: 7"),
        (Facts(7, marker="CORRECTED"), "corrected: 7"),
        (Facts(7, outlets=3), "more outlets: 3"),
    ],
)
def test_what_was_told_once_is_not_told_again(facts: Facts, key: str) -> None:
    assert keys(facts) == (key,)
    assert keys(facts, key) == ()
    assert followed(facts, {"rafah": {"first", key}}) == Decision()


def test_a_story_that_was_not_told_is_not_followed() -> None:
    facts = Facts(7, changes=(HURT,), lead_changed=True, marker=OWNS_UP, outlets=30)
    assert followed(facts, {}) == followed(facts, {"rafah": {"more outlets: 3"}}) == Decision()


def test_two_outlets_that_come_to_one_figure_tell_it_once() -> None:
    elsewhere = Changed("Some 48 were hurt.", "Some 75 were hurt.", (("48", "75"),))
    assert keys(Facts(8, changes=(elsewhere,)), *keys(Facts(7, changes=(HURT,)))) == ()


@pytest.mark.parametrize("written", ["1,500", "1.500", "1 500", "1\u202f500", "1’500", "１５００", "١٥٠٠", "١٬٥٠٠"])
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    assert keys(Facts(7, changes=(Changed("a", "b", (("900", written),)),))) == ("figure changed: 1500",)
    assert keys(Facts(7, changes=(Changed("a", "b", (("1500", written),)),))) == ()


@pytest.mark.parametrize("figure", ["15,00", "1.5", "15.0000"])
def test_a_fraction_is_not_taken_for_thousands(figure: str) -> None:
    assert keys(Facts(7, changes=(Changed("a", "b", (("900", figure),)),))) == (f"figure changed: {figure}",)


def test_a_second_figure_is_told_and_the_first_not_repeated() -> None:
    decision = followed(Facts(7, changes=(HURT, KILLED)), {"rafah": {"first", "figure changed: 75"}})
    (follow_up,) = {alert.follow_up for alert in decision.alerts}
    assert follow_up is not None
    assert (follow_up.keys, follow_up.changes) == (("figure changed: four",), (KILLED,))


def test_the_lead_of_an_article_is_followed_once_and_shows_all_that_changed() -> None:
    decision = followed(Facts(7, changes=(REWORDED,), lead_changed=True))
    follow_up = decision.alerts[0].follow_up
    assert follow_up is not None
    assert (follow_up.occasions, follow_up.changes) == ((Occasion.LEAD,), (REWORDED,))
    assert keys(Facts(7, changes=(HURT,), lead_changed=True), "lead changed: 7") == ("figure changed: 75",)


def test_a_correction_shows_all_that_changed() -> None:
    follow_up = followed(Facts(7, changes=(HURT, REWORDED), marker=OWNS_UP)).alerts[0].follow_up
    assert follow_up is not None
    assert (follow_up.marker, follow_up.changes) == (OWNS_UP, (HURT, REWORDED))
    known = followed(Facts(7, changes=(HURT, REWORDED), marker=OWNS_UP), {"rafah": {"first", "figure changed: 75"}})
    assert known.alerts[0].follow_up == replace(follow_up, occasions=(Occasion.CORRECTION,), keys=follow_up.keys[:1])


def test_a_correction_is_told_once_whoever_prints_it() -> None:
    first = keys(Facts(7, marker=OWNS_UP))
    assert keys(Facts(8, marker=OWNS_UP.upper().replace(":", " –")), *first) == ()
    assert keys(Facts(7, marker=OWNS_UP.replace("number", "names")), *first) != ()


def test_a_marker_that_does_not_say_what_was_wrong_is_its_articles_own() -> None:
    assert keys(Facts(8, marker="CORRECTED"), *keys(Facts(7, marker="CORRECTED"))) == ("corrected: 8",)


def test_blanks_are_no_correction() -> None:
    assert keys(Facts(7, marker=" \n")) == ()


@pytest.mark.parametrize(
    ("outlets", "told", "noted", "said"),
    [
        (2, (), (), ()),
        (3, (), (3,), (3,)),
        (9, (3,), (), ()),
        (10, (3,), (10,), (10,)),
        (12, (), (3, 10), (10,)),  # several at once: the highest is told
        (31, (3, 10), (30,), (30,)),
        (12, (10,), (3,), ()),  # a lower one is nothing new
    ],
)
def test_a_story_that_spreads_is_told_at_three_ten_and_thirty(
    outlets: int, told: tuple[int, ...], noted: tuple[int, ...], said: tuple[int, ...]
) -> None:
    decision = followed(Facts(7, outlets=outlets), {"rafah": {"first", *(f"more outlets: {many}" for many in told)}})
    assert decision.followed == tuple(("rafah", f"more outlets: {many}") for many in noted)
    news = [alert.follow_up.keys for alert in decision.alerts if alert.follow_up and alert.channel == "mail"]
    assert news == [(f"more outlets: {many}",) for many in said]


def test_a_channel_whose_first_message_still_waits_is_not_told_the_outlets_twice() -> None:
    decision = followed(Facts(7, outlets=3), waiting={"mail"})
    assert [alert.channel for alert in decision.alerts] == ["chat"]
    assert decision.followed == (("rafah", "more outlets: 3"),)


def test_a_channel_whose_first_message_still_waits_is_told_a_figure_all_the_same() -> None:
    decision = followed(Facts(7, changes=(HURT,), outlets=3), waiting={"mail", "chat"})
    assert {alert.follow_up.occasions for alert in decision.alerts if alert.follow_up} == {(Occasion.FIGURE,)}
    assert len(decision.alerts) == 2


def test_one_message_a_channel_names_all_topics_and_tells_the_gravest_first() -> None:
    facts = Facts(7, changes=(HURT, REWORDED), lead_changed=True, marker=OWNS_UP, outlets=3)
    decision = followed(facts, {"rafah": {"first"}, "aid": {"first", "figure changed: 75"}})
    mail, chat = decision.alerts
    assert (mail.channel, mail.topics, chat.channel, chat.topics) == ("mail", ("aid", "rafah"), "chat", ("rafah",))
    assert mail.follow_up == chat.follow_up
    assert mail.follow_up is not None
    assert mail.follow_up.occasions == (Occasion.CORRECTION, Occasion.FIGURE, Occasion.LEAD, Occasion.OUTLETS)
    assert (mail.follow_up.changes, mail.follow_up.marker) == ((HURT, REWORDED), OWNS_UP)
    assert ("aid", "figure changed: 75") not in decision.followed


def test_a_topic_that_knows_it_all_is_not_named() -> None:
    decision = followed(Facts(7, changes=(HURT,)), {"rafah": {"first", "figure changed: 75"}, "aid": {"first"}})
    assert [(alert.channel, alert.topics) for alert in decision.alerts] == [("mail", ("aid",))]


def test_what_an_article_says_matters_to_its_own_topics_and_its_outlet_to_all() -> None:
    told = {"rafah": {"first"}, "aid": {"first"}}
    decision = followed(Facts(7, changes=(HURT,), outlets=3, topics=("aid",)), told)
    assert set(decision.followed) == {
        ("aid", "figure changed: 75"), ("aid", "more outlets: 3"), ("rafah", "more outlets: 3"),
    }  # fmt: skip
    assert {topic for topic, _ in followed(Facts(7, changes=(HURT,)), told).followed} == {"rafah", "aid"}


def test_a_topic_that_goes_nowhere_any_more_is_left_as_it_is() -> None:
    assert followed(Facts(7, outlets=3), routes=(Route(to=("mail",), topics=("aid",)),)) == Decision()


def test_what_an_alert_tells_along_is_not_told_after_it() -> None:
    """The story is told for the first time under "aid", by an article that says 75 and is the third outlet's."""
    facts = Facts(7, changes=(HURT,), lead_changed=True, outlets=3)
    decision = followed(facts, {}, first=("aid",))
    assert decision.alerts == ()
    assert decision.followed == (("aid", "figure changed: 75"), ("aid", "more outlets: 3"))
    noted = {"first", *(key for _, key in decision.followed)}
    assert followed(replace(facts, lead_changed=False, article_id=8), {"aid": noted}) == Decision()


FIGURES = st.sampled_from(["50", "75", "1,500", "1500", "four", "٧٥"])
FACTS = st.builds(
    Facts,
    article_id=st.integers(1, 4),
    changes=st.lists(
        st.builds(Changed, st.just("a"), st.just("b"), st.lists(st.tuples(FIGURES, FIGURES), max_size=3).map(tuple)),
        max_size=3,
    ).map(tuple),
    lead_changed=st.booleans(),
    marker=st.sampled_from(["", "CORRECTED", OWNS_UP]),
    outlets=st.integers(0, 40),
    topics=st.none() | st.lists(st.sampled_from(["rafah", "aid"]), unique=True).map(tuple),
)


@given(st.lists(st.tuples(FACTS, st.sets(st.sampled_from(["mail", "chat"])), st.sampled_from(["rafah", "aid", ""]))))
def test_nothing_is_told_twice_whatever_comes_in_whatever_order(stream: list[tuple[Facts, set[str], str]]) -> None:
    told: dict[str, set[str]] = {}
    heard: list[tuple[str, str, str]] = []  # channel, topic, key
    for facts, waiting, topic in stream:
        first = {topic} - {""} - {name for name, noted in told.items() if "first" in noted}
        decision = followed(facts, told, first=first, waiting=waiting)
        assert len(set(decision.followed)) == len(decision.followed)
        assert not [one for one in decision.followed if one[1] in told.get(one[0], ())]
        assert all("first" in told[name] for alert in decision.alerts for name in alert.topics)
        new = set(decision.followed)
        for alert in decision.alerts:
            assert alert.follow_up is not None
            assert all(new & {(name, key) for key in alert.follow_up.keys} for name in alert.topics)
            heard += [
                (alert.channel, name, key)
                for name in alert.topics
                for key in alert.follow_up.keys
                if (name, key) in new
            ]
        assert len({alert.channel for alert in decision.alerts}) == len(decision.alerts)
        for name, key in (*decision.followed, *((name, "first") for name in first)):
            told.setdefault(name, set()).add(key)
    assert len(set(heard)) == len(heard)
