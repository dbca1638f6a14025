"""Topics that come or change later, and the articles that are stored by then."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, local

import pytest

from flows.topics import rematching
from flows.topics.digests import topic_digests
from flows.topics.rematching import Rematched, Wish, rematch
from news import Placement, Route, Step, Topic, WirewatchError, Word
from storage.archive import find_article
from storage.articles import renew_article
from storage.topics import out_of_step, sync_topics
from tests.flows.events import (
    OWN_WORDS,
    STRIKE_ON_A_HOUSE,
    STRIKE_ON_A_MARKET,
    THIRD_WORDS,
    WIRE,
    pages_later,
    revised,
    watch_quakes,
)
from tests.flows.office import AN_HOUR_AGO, FERRY_TOPIC, NOW, Office
from tests.flows.pages import BRIDGE, FERRY, ORCHARD, STRIKE
from tests.flows.rematch_process import DEADLINE_SECONDS, killed_before

BRIDGE_TOPIC = Topic("bridge", "Bridges", '"long bridge"')  # in FERRY and in BRIDGE
MONTH_AGO = NOW - timedelta(days=30)


@pytest.fixture
def archived(any_office: Office) -> Office:
    """FERRY in two outlets, BRIDGE and ORCHARD in one, matched and told under the topic ferry only."""
    return fill(any_office)


def fill(office: Office) -> Office:
    office.topics = (FERRY_TOPIC,)
    remember(office)
    office.publish("ledger", FERRY)
    office.run()
    office.publish("courier", FERRY, BRIDGE, ORCHARD, outlet="Ostby Courier")
    office.run()
    remember(office)
    assert len(office.inbox.mails) == 1
    return office


def remember(office: Office) -> None:
    """As each pass does when it begins."""
    with office.database.writing(alone=True) as session:
        sync_topics(session, topic_digests(office.desk), office.now)


def again(office: Office, *topics: str, alert: bool = False, dry_run: bool = False) -> Rematched:
    wish = Wish(MONTH_AGO, topics, alert=alert, dry_run=dry_run)
    return rematch(office.desk, office.database, wish, lambda: office.now)


def counted(done: Rematched) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {topic: {} for topic in done.topics}
    for (topic, word), count in done.counts.items():
        found[topic][word] = count
    return found


def matches(office: Office) -> list[tuple[str, str]]:
    return office.rows(
        "select title, topic from match join article on article.id = article_id order by 1, 2, article_id"
    )


def holds(office: Office, topic: str) -> list[tuple[str, str]]:
    rows = "select title, reason from hold join article on article.id = article_id"
    return office.rows(f"{rows} where topic = '{topic}' order by article_id")


def told(office: Office) -> list[tuple[str, str]]:
    return office.rows("select topic, title from alert join article on article.id = alert.article_id order by 1, 2")


def test_a_new_topic_finds_what_is_stored_and_tells_nobody(archived: Office) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)

    done = again(archived)

    assert (done.topics, done.articles) == (("bridge",), 4)
    assert counted(done) == {"bridge": {"added": 3}}
    assert done.holds == {"found in the archive": 3}
    assert [reason for _, reason in holds(archived, "bridge")] == ["found in the archive"] * 3
    assert archived.run().of(Step.DELIVERY) == 0
    assert len(archived.inbox.mails) == 1


def test_a_match_that_is_found_later_shows_its_passages(archived: Office) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    again(archived)
    of = f"where topic = 'bridge' and title = '{BRIDGE.headline}'"
    ((found,),) = archived.rows(f"select found from match join article on article.id = article_id {of}")
    assert "Crossing the long bridge" in str(found)


def test_when_asked_it_tells_each_story_once_the_oldest_article_first(archived: Office) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)

    done = again(archived, alert=True)

    assert counted(done) == {"bridge": {"added": 3, "alerts": 2}}
    assert done.holds == {"story already alerted": 1}
    assert archived.run().of(Step.DELIVERY, Word.SENT) == 2
    messages = archived.inbox.texts[1:]
    assert sorted(BRIDGE.headline in text for text in messages) == [False, True]
    of = f"where topic = 'bridge' and title = '{FERRY.headline}'"
    assert archived.rows(f"select source from alert join article on article.id = article_id {of}") == [("ledger",)]


def test_asked_twice_it_tells_once(archived: Office) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    again(archived, alert=True)
    archived.run()

    done = again(archived, "bridge", alert=True)

    assert counted(done) == {"bridge": {"as before": 3}}
    assert done.holds == {}
    assert archived.run().of(Step.DELIVERY) == 0
    assert len(archived.inbox.mails) == 3


def test_outlets_that_its_message_names_are_not_told_once_more(any_office: Office) -> None:
    """Three have the story when a topic finds it in the archive: that is told by then."""
    any_office.topics = (FERRY_TOPIC,)
    remember(any_office)
    for name, story in (("ledger", WIRE), ("courier", OWN_WORDS), ("echo", THIRD_WORDS)):
        pages_later(any_office, name, story, minutes=20)
    watch_quakes(any_office)
    again(any_office, alert=True)
    any_office.run()
    assert "Also in: 2 outlets: Courier, Echo" in any_office.inbox.texts[0]
    pages_later(any_office, "globe", revised(OWN_WORDS, ("digging with bare hands", "at work")), hours=1)
    assert len(any_office.inbox.mails) == 1


def test_a_message_from_the_archive_says_what_its_story_may_belong_to_and_was_told_under(office: Office) -> None:
    office.topics = (Topic("strike", "Air strikes", '"air strike"'),)
    remember(office)
    office.publish("ledger", STRIKE_ON_A_HOUSE)
    office.run()
    pages_later(office, "courier", STRIKE_ON_A_MARKET, hours=20)
    office.topics += (Topic("aid", "Hospitals", "Najjar"),)
    again(office, alert=True)
    office.run()
    assert len(office.inbox.mails) == 3
    assert f"May belong to: {STRIKE_ON_A_HOUSE.headline} (story 1)" in office.inbox.texts[2]
    assert "Told before under: Air strikes" in office.inbox.texts[2]


def test_what_was_found_silently_can_be_told_afterwards(archived: Office) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    again(archived)

    done = again(archived, "bridge", alert=True)

    assert counted(done) == {"bridge": {"as before": 3, "alerts": 2}}
    assert [reason for _, reason in holds(archived, "bridge")] == ["story already alerted"]
    assert len(told(archived)) == 3


def test_old_articles_are_told_when_asked_however_old(archived: Office) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    archived.later(days=20)
    assert counted(again(archived, alert=True))["bridge"]["alerts"] == 2


def test_a_topic_that_no_route_takes_is_held_for_that(archived: Office) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    archived.routes = (Route(to=("mail",), topics=("ferry",)),)
    done = again(archived, alert=True)
    assert done.holds == {"no route": 3}


def test_a_narrower_query_takes_its_matches_back_and_what_was_told_stays_told(archived: Office) -> None:
    archived.topics = (replace(FERRY_TOPIC, query="ferry AND zeppelin"),)

    done = again(archived, alert=True)

    assert counted(done) == {"ferry": {"removed": 2}}
    assert (matches(archived), holds(archived, "ferry")) == ([], [])
    assert told(archived) == [("ferry", FERRY.headline)]


def test_a_query_that_is_widened_again_tells_nothing_twice(archived: Office) -> None:
    archived.topics = (replace(FERRY_TOPIC, query="ferry AND zeppelin"),)
    again(archived)
    archived.topics = (FERRY_TOPIC,)

    done = again(archived, alert=True)

    assert counted(done) == {"ferry": {"added": 2}}
    assert done.holds == {"story already alerted": 1}, "the other article is the one that was told"
    assert archived.run().of(Step.DELIVERY) == 0


def test_a_query_that_finds_other_words_changes_its_matches_in_place(archived: Office) -> None:
    archived.topics = (replace(FERRY_TOPIC, query="ferry OR sandbank"),)

    done = again(archived)

    assert counted(done) == {"ferry": {"changed": 2}}
    assert all("sandbank" in str(found) for (found,) in archived.rows("select found from match"))
    assert len(holds(archived, "ferry")) == 1


def test_only_what_was_seen_within_the_time_is_matched_again(archived: Office) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    done = rematch(archived.desk, archived.database, Wish(NOW + timedelta(hours=1)), lambda: archived.now)
    assert (done.articles, counted(done)) == (0, {"bridge": {}})


def test_a_dry_run_says_the_same_and_changes_nothing(archived: Office) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    before = everything(archived)

    tried = again(archived, alert=True, dry_run=True)

    assert everything(archived) == before
    done = again(archived, alert=True)
    assert (tried.topics, tried.counts, tried.holds) == (done.topics, done.counts, done.holds)


@pytest.mark.parametrize("batch", [1, 2])
def test_a_dry_run_knows_a_story_again_in_a_later_batch(
    archived: Office, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rematching, "BATCH", batch)
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    assert counted(again(archived, alert=True, dry_run=True)) == {"bridge": {"added": 3, "alerts": 2}}


def everything(office: Office) -> list[list[tuple[object, ...]]]:
    tables = ("match", "hold", "alert", "delivery", "topic")
    return [sorted(office.rows(f"select * from {table}"), key=str) for table in tables]


def test_without_names_nothing_is_done_twice(archived: Office) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    again(archived)
    assert again(archived).topics == ()


def test_a_topic_is_changed_when_a_list_within_a_list_of_its_changes(archived: Office) -> None:
    desk = replace(archived.desk, topics=(Topic("sea", "Sea", "@boats OR @crew"), FERRY_TOPIC))
    lists = {"boats": ("@small", "ship"), "small": ("dinghy",), "crew": ("mate",), "unused": ("x",)}
    first = topic_digests(replace(desk, lists=lists))

    changed = topic_digests(replace(desk, lists=lists | {"small": ("dinghy", "raft")}))

    assert changed["ferry"] == first["ferry"]
    assert changed["sea"] != first["sea"]
    assert topic_digests(replace(desk, lists=lists | {"unused": ("y",)})) == first


def test_a_topic_that_is_named_is_matched_again_even_if_it_is_in_step(archived: Office) -> None:
    assert counted(again(archived, "ferry")) == {"ferry": {"as before": 2}}


def test_a_topic_that_the_desk_lacks_is_refused_with_the_nearest(archived: Office) -> None:
    with pytest.raises(WirewatchError, match=r"no topic “fery”.*did you mean `ferry`"):
        again(archived, "fery")


def test_killed_anywhere_it_goes_on_and_tells_each_story_once(office: Office) -> None:
    fill(office)
    office.publish("echo", STRIKE, published_at=AN_HOUR_AGO)
    office.run()
    office.topics = (FERRY_TOPIC, replace(BRIDGE_TOPIC, query='"long bridge" OR dockers'))
    wish = Wish(MONTH_AGO, alert=True)
    kills = 0
    while killed_before(3 + 5 * kills, office.desk, wish, batch=2):
        kills += 1
    assert kills > 2

    assert again(office).topics == ()
    assert told(office) == [
        ("bridge", one.headline) for one in sorted((BRIDGE, FERRY, STRIKE), key=lambda s: s.headline)
    ] + [("ferry", FERRY.headline)]
    office.run()
    assert len(office.inbox.mails) == 4


def test_killed_amid_a_batch_that_batch_left_nothing(archived: Office) -> None:
    """Of a run that is killed early the database holds no half of an article."""
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    before = everything(archived)[:4]
    wish = Wish(MONTH_AGO, alert=True)
    assert killed_before(22, archived.desk, wish, batch=200)
    assert everything(archived)[:4] == before
    assert counted(again(archived, alert=True))["bridge"]["alerts"] == 2


def test_an_article_that_is_read_anew_meanwhile_is_matched_as_it_is_then(
    archived: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    before_writing(monkeypatch, lambda: renew(archived, BRIDGE.headline))

    done = again(archived)

    assert counted(done) == {"bridge": {"added": 2}}
    assert [title for title, topic in matches(archived) if topic == "bridge"] == [FERRY.headline] * 2


def test_what_a_pass_tells_meanwhile_is_not_told_again(archived: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    archived.publish("echo", BRIDGE, outlet="Island Echo")
    before_writing(monkeypatch, lambda: archived.run())

    done = again(archived, alert=True)

    told_of_ferry = {"added": 3, "as before": 1, "alerts": 1}  # which no pass told under this topic
    assert counted(done) == {"bridge": told_of_ferry}
    assert done.holds == {"story already alerted": 2}
    archived.run()
    assert sum(BRIDGE.headline in text for text in archived.inbox.texts) == 1


def test_what_a_pass_stores_meanwhile_that_knows_the_desk_of_before_is_matched_too(
    archived: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    archived.publish("echo", BRIDGE, outlet="Island Echo")

    def run_as_before() -> None:
        archived.topics = (FERRY_TOPIC,)
        archived.run()
        archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)

    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    before_writing(monkeypatch, run_as_before)

    done = again(archived)

    assert done.articles == 5
    assert counted(done) == {"bridge": {"added": 4}}
    assert [title for title, topic in matches(archived) if topic == "bridge"].count(BRIDGE.headline) == 2


def test_two_at_once_tell_each_story_once(archived: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    both, original, met = Barrier(2), rematching.kept_of, local()

    def kept_of(session, ids, topics):
        kept = original(session, ids, topics)
        if not hasattr(met, "before"):  # both have read what is there, and neither has written
            met.before = True
            both.wait(DEADLINE_SECONDS)
        return kept

    monkeypatch.setattr(rematching, "kept_of", kept_of)
    with ThreadPoolExecutor(2) as two:
        runs = [two.submit(again, archived, "bridge", alert=True) for _ in range(2)]
        done = [counted(run.result())["bridge"] for run in runs]

    assert sorted(one.get("alerts", 0) for one in done) == [0, 2]
    assert [topic for topic, _ in told(archived)] == ["bridge", "bridge", "ferry"]
    assert archived.run().of(Step.DELIVERY, Word.SENT) == 2


def before_writing(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let this happen once, between reading what is stored of the first batch and writing what it matches."""
    original, done = rematching.kept_of, []

    def kept_of(session, ids, topics):
        kept = original(session, ids, topics)
        if not done:
            done.append(True)
            act()
        return kept

    monkeypatch.setattr(rematching, "kept_of", kept_of)


def renew(office: Office, title: str) -> None:
    with office.database.writing() as session:
        found = find_article(session, title)
        assert found is not None
        renew_article(session, found.id, replace(found.article, title="Toll", text="To fall."), Placement(), [])


def test_what_comes_in_after_a_rematch_is_matched_by_its_own_pass_and_known(archived: Office) -> None:
    archived.topics = (FERRY_TOPIC, BRIDGE_TOPIC)
    again(archived, alert=True)
    archived.publish("echo", FERRY, outlet="Island Echo")

    tally = archived.run()

    assert tally.of(Step.ALERT, Word.ALERTED) == 0
    assert tally.of(Step.ALERT, Word.HELD) == 2
    with archived.database.reading() as session:
        assert out_of_step(session, topic_digests(archived.desk)) == {}
