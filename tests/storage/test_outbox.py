from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from news import (
    Alert,
    By,
    Changed,
    Delivery,
    FollowUp,
    Ground,
    Likeness,
    Notice,
    Occasion,
    Placement,
    Report,
    Source,
    Verdict,
)
from storage.articles import add_article
from storage.database import Database
from storage.outbox import (
    BATCH,
    LEASE,
    channels_waiting,
    claim_deliveries,
    delivery_key,
    give_back,
    mark_dead,
    mark_retry,
    mark_sent,
    queue,
    queue_notice,
)
from storage.overview import status
from storage.sources import sync_sources
from storage.stories import join_stories
from storage.tables import ArticleRow
from tests.storage.conftest import NOW, REPORT, alert, article


def queued(database: Database, *channels: str, outlet: str = "A") -> tuple[int, int]:
    with database.writing() as session:
        stored, story = add_article(session, "a", article(outlet=outlet), Placement(), [], None, "", NOW)
        queue(session, story, stored, [alert(channel) for channel in channels], NOW)
    return stored, story


def claim(database: Database, now=NOW, owner: str = "me", channels=("mail", "chat")) -> list[Delivery]:
    with database.writing() as session:
        return claim_deliveries(session, channels, owner, now)


def test_a_message_is_claimed_whole_and_once(with_sources: Database) -> None:
    _, story = queued(with_sources, "mail")
    (delivery,) = claim(with_sources)
    assert (delivery.channel, delivery.attempt) == ("mail", 1)
    assert delivery.report == replace(REPORT, story_id=story)
    assert claim(with_sources, owner="you") == []


def test_the_same_thing_cannot_be_queued_twice_for_a_channel(with_sources: Database) -> None:
    stored, story = queued(with_sources, "mail")
    with pytest.raises(IntegrityError), with_sources.writing() as session:
        queue(session, story, stored, [alert("mail")], NOW)


def test_a_key_tells_story_topics_and_channel_apart() -> None:
    keys = [
        delivery_key(1, ["a", "b"], "c"),
        delivery_key(1, ["a"], "c"),
        delivery_key(2, ["a"], "c"),
        delivery_key(1, ["a"], "d"),
    ]
    assert len(set(keys)) == 4
    assert delivery_key(1, ["b", "a"], "c") == keys[0]


def test_a_sent_message_is_never_claimed_again(with_sources: Database) -> None:
    queued(with_sources, "mail")
    (delivery,) = claim(with_sources)
    with with_sources.writing() as session:
        assert mark_sent(session, delivery, NOW, "250")
    assert claim(with_sources, NOW + 2 * LEASE) == []


def test_a_message_that_arrived_is_marked_once_whoever_holds_its_lease(with_sources: Database) -> None:
    queued(with_sources, "mail")
    (first,) = claim(with_sources)
    claim(with_sources, NOW + LEASE, "you")
    with with_sources.writing() as session:
        assert mark_sent(session, first, NOW, "late, but it arrived")
        assert not mark_sent(session, first, NOW, "again")
    assert claim(with_sources, NOW + 3 * LEASE) == []


def test_a_message_whose_sender_died_is_claimed_again_after_its_lease(with_sources: Database) -> None:
    queued(with_sources, "mail")
    (first,) = claim(with_sources)
    (second,) = claim(with_sources, NOW + LEASE, "you")
    assert (second.key, second.attempt) == (first.key, 2)
    with with_sources.writing() as session:
        assert not mark_retry(session, first, "me", NOW, "too late: the lease was lost")


def test_a_message_to_be_tried_again_waits_and_a_dead_one_is_kept(with_sources: Database) -> None:
    queued(with_sources, "mail", "chat")
    mail, chat = claim(with_sources)
    with with_sources.writing() as session:
        mark_retry(session, mail, "me", NOW + timedelta(minutes=1), "connection refused")
        mark_dead(session, chat, "me", "404")
    assert claim(with_sources) == []
    assert [d.key for d in claim(with_sources, NOW + timedelta(minutes=1))] == [mail.key]
    with with_sources.reading() as session:
        found = status(session, ["mail", "chat"])
    assert found.deliveries == {"dead": 1, "pending": 1}
    assert {(p.name, p.detail) for p in found.problems} == {
        ("chat", "given up: 404"),
        ("mail", "being tried again: connection refused"),
    }


def test_giving_back_does_not_count_as_an_attempt(with_sources: Database) -> None:
    queued(with_sources, "mail")
    (delivery,) = claim(with_sources)
    with with_sources.writing() as session:
        give_back(session, delivery, "me")
    (again,) = claim(with_sources)
    assert again.attempt == 1


def test_a_message_to_a_channel_that_left_the_desk_waits(with_sources: Database) -> None:
    queued(with_sources, "mail")
    assert claim(with_sources, channels=("chat",)) == []
    assert len(claim(with_sources)) == 1


def test_a_batch_is_bounded_and_in_order(with_sources: Database) -> None:
    for _ in range(BATCH + 1):
        queued(with_sources, "mail")
    ids = [delivery.id for delivery in claim(with_sources)]
    assert len(ids) == BATCH
    assert ids == sorted(ids)


def stored(
    database: Database, placement: Placement, outlet: str | None, owner: str = "", agencies: tuple[str, ...] = ()
) -> int:
    """Store an article of the source b. Return its id."""
    with database.writing() as session:
        one = replace(article(outlet=outlet), agencies=agencies)
        return add_article(session, "b", one, placement, [], None, owner, NOW)[0]


def claimed_report(database: Database, now: datetime = NOW) -> Report:
    (delivery,) = claim(database, now)
    assert isinstance(delivery.report, Report)
    return delivery.report


def test_the_first_attempt_freezes_how_far_the_story_went(with_sources: Database) -> None:
    told, story = queued(with_sources, "mail")
    stored(with_sources, Placement(story, By.EVENT), "B", agencies=("AP",))
    stored(with_sources, Placement(story, By.COPY, told), "C")
    stored(with_sources, Placement(story, By.EVENT), None)
    first = claimed_report(with_sources)
    stored(with_sources, Placement(story, By.EVENT), "D", agencies=("Reuters",))
    stored(with_sources, Placement(story, By.COPY, told), "E")
    assert (first.also_in, first.copies, first.agencies) == (("B", "b"), 1, ("AP",))
    assert first.copied_in == ("C",)
    assert (first.first_outlet, first.story_id) == ("", story)
    assert claimed_report(with_sources, NOW + LEASE) == first


def test_an_outlet_under_another_name_is_not_another_outlet(with_sources: Database) -> None:
    """The story was opened by one name of an owner, and is told from another one's article, then from its own."""
    opened, story = queued(with_sources, outlet="Post")
    with with_sources.writing() as session:
        session.get_one(ArticleRow, opened).owner = "post.example"
    news, other = (
        stored(with_sources, Placement(story, By.EVENT), name, owner)
        for name, owner in (("Post Sport", "post.example"), ("Courier", "courier.example"))
    )
    reports = []
    for told, channel in ((news, "mail"), (other, "chat")):
        with with_sources.writing() as session:
            queue(session, story, told, [alert(channel)], NOW)
        reports.append(claimed_report(with_sources))
    assert [report.also_in for report in reports] == [("Courier",), ("Post",)]
    assert [report.first_outlet for report in reports] == ["", "Post"]


@pytest.mark.parametrize(
    ("likeness", "owner", "copies"),
    [
        (Likeness.COPY, "b.example", 0),  # it is the only copy, and it is told
        (Likeness.REVISION, "b.example", 0),
        (Likeness.REVISION, "a.example", 1),  # its outlet's next word is no copy; the one below is
    ],
)
def test_the_article_that_is_told_is_not_among_the_copies(
    with_sources: Database, likeness: Likeness, owner: str, copies: int
) -> None:
    opened, story = queued(with_sources, outlet="A")
    with with_sources.writing() as session:
        session.get_one(ArticleRow, opened).owner = "a.example"
    by = By.COPY if likeness is Likeness.COPY else By.REVISION
    told = stored(with_sources, Placement(story, by, opened, Verdict(likeness, Ground.FEW_CHANGES)), "B", owner)
    if copies:
        stored(with_sources, Placement(story, By.COPY, opened), "C", "c.example")
    with with_sources.writing() as session:
        queue(session, story, told, [alert("mail")], NOW)
    report = claimed_report(with_sources)
    assert (report.copies, report.copied_in) == (copies, ("C",) * copies)


FIGURE = FollowUp((Occasion.FIGURE,), ("figure changed: 75",), (Changed("50", "75", (("50", "75"),)),), outlets=1)


def follow_up(channel: str = "mail", news: FollowUp = FIGURE) -> tuple[Alert, Report]:
    return Alert(channel, (), ("rafah",), news), replace(REPORT, matches=(), follow_up=news)


def test_a_follow_up_goes_after_the_message_that_it_follows_and_counts_the_outlets_of_now(
    with_sources: Database,
) -> None:
    told, story = queued(with_sources, "mail")
    with with_sources.writing() as session:
        queue(session, story, told, [follow_up()], NOW)
    stored(with_sources, Placement(story, By.EVENT), "B")
    first, second = claim(with_sources)
    assert (first.report.follow_up, second.report.follow_up) == (None, replace(FIGURE, outlets=2))


def test_each_follow_up_is_queued_once_for_a_channel(with_sources: Database) -> None:
    told, story = queued(with_sources, "mail")
    with with_sources.writing() as session:
        queue(session, story, told, [follow_up(), follow_up("chat")], NOW)
        queue(session, story, told, [follow_up(news=replace(FIGURE, keys=("figure changed: 90",)))], NOW)
    with pytest.raises(IntegrityError), with_sources.writing() as session:
        queue(session, story, told, [follow_up()], NOW)


def test_the_key_of_a_first_message_is_what_it_always_was() -> None:
    """An upgrade must not make a receiver take a repeat for something new."""
    assert delivery_key(7, ["rafah", "aid"], "mail") == "b0228948-557c-5520-9ed8-a5358f19ee0e"
    assert delivery_key(7, ["rafah"], "mail", ["a", "b"]) == delivery_key(7, ["rafah"], "mail", ["b", "a"])
    assert len({delivery_key(7, ["a"], "mail", followed) for followed in ((), ("b",), ("a", "b"))}) == 3
    assert delivery_key(7, ["a", "b"], "mail") != delivery_key(7, ["a"], "mail", ["b"])


def test_only_a_message_that_nobody_tried_yet_will_tell_what_is_stored_now(with_sources: Database) -> None:
    _, story = queued(with_sources, "mail", "chat")
    queued(with_sources, "other")
    claim(with_sources, channels=("chat",))
    with with_sources.writing() as session:
        assert channels_waiting(session, story) == {"mail"}
    (mail,) = claim(with_sources)
    with with_sources.writing() as session:
        assert channels_waiting(session, story) == frozenset()
        assert give_back(session, mail, "me")
        assert channels_waiting(session, story) == {"mail"}


@pytest.mark.server
def test_no_message_is_tried_while_what_it_may_leave_out_is_being_stored(postgres_url: str) -> None:
    """Else neither the message nor a follow-up would tell it."""
    database = Database(postgres_url)
    with database.writing() as session:
        sync_sources(session, [Source("a", "https://a.example/feed")], NOW)
    _, story = queued(database, "mail")
    with database.writing() as session:
        assert channels_waiting(session, story) == {"mail"}
        assert claim(database) == []
    assert len(claim(database)) == 1
    database.close()


@pytest.mark.parametrize("joined", [True, False])
def test_a_story_that_turned_out_to_be_this_one_is_not_named_as_near(with_sources: Database, joined: bool) -> None:
    _, other = queued(with_sources)
    told, story = queued(with_sources)
    near = replace(REPORT, near="Crossing shut", near_id=other)
    with with_sources.writing() as session:
        queue(session, story, told, [(alert()[0], near)], NOW)
        if joined:
            assert join_stories(session, other, story)
    report = claimed_report(with_sources)
    assert (report.near, report.near_id) == (("", None) if joined else ("Crossing shut", other))


NOTICE = Notice("2 sources broke", (("Broke", ("a: gone", "b: timed out")), ("Recovered", ("c",))))


def test_a_notice_travels_like_a_report(with_sources: Database) -> None:
    _, story = queued(with_sources, "mail")
    with with_sources.writing() as session:
        assert queue_notice(session, "health 1", "mail", NOTICE, NOW)
    report, notice = claim(with_sources)
    assert (report.report, notice.report) == (replace(REPORT, story_id=story), NOTICE)
    assert (notice.channel, notice.attempt) == ("mail", 1)
    (again, _) = sorted(claim(with_sources, NOW + LEASE, "you"), key=lambda delivery: -delivery.id)
    assert (again.key, again.report) == (notice.key, NOTICE)
    with with_sources.writing() as session:
        assert mark_sent(session, again, NOW, "250")


def test_a_notice_is_queued_once_for_a_channel(with_sources: Database) -> None:
    with with_sources.writing() as session:
        assert queue_notice(session, "health 1", "mail", NOTICE, NOW)
        assert not queue_notice(session, "health 1", "mail", NOTICE, NOW)
        assert queue_notice(session, "health 1", "chat", NOTICE, NOW)
        assert queue_notice(session, "health 2", "mail", NOTICE, NOW)
    assert len(claim(with_sources)) == 3
