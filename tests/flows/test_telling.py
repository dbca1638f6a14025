"""A story from its first message to its follow-ups, in real databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from alerts.message import compose
from flows.telling import Subject, tell
from news import (
    Article,
    By,
    Changed,
    Decision,
    Facts,
    Match,
    Message,
    Passage,
    Placement,
    Precision,
    Report,
    Route,
    Source,
)
from storage.articles import add_article
from storage.database import Database
from storage.outbox import claim_deliveries, mark_sent
from storage.sources import sync_sources
from storage.stories import spread

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOURCES = [Source(name, f"https://{name}.example/feed") for name in "abcdefghijkl"]
ROUTES = (Route(to=("mail",)),)
TITLES = {"rafah": "Rafah", "aid": "Aid"}
RAFAH = Match("rafah", (), (Passage("body", "Near Rafah today.", ((5, 10),)),))
AID = Match("aid", (), (Passage("body", "No flour came.", ((3, 8),)),))
HURT = Changed("Police said 50 were hurt.", "Police said 75 were hurt.", (("50", "75"),))


@pytest.fixture
def desk(database: Database) -> Database:
    with database.writing() as session:
        sync_sources(session, SOURCES, NOW)
    return database


def report(
    desk: Database, source: Source, *matches: Match, story: int | None = None, facts: Facts | None = None
) -> tuple[int, Decision]:
    """Store an article of a source in a story, tell what it brings; return the story and what was decided."""
    article = Article(f"{source.url}/1", "Strike near Rafah", "Near Rafah today.", outlet=source.name.upper())
    with desk.writing(alone=True) as session:
        placement = Placement(story, By.EVENT if story else By.NEW)
        stored, story_id = add_article(
            session, source.name, article, placement, [], None, f"{source.name}.example", NOW
        )
        facts = replace(facts or Facts(0), article_id=stored, outlets=len(spread(session, story_id).outlets))
        subject = Subject(stored, story_id, article, source)
        return story_id, tell(session, subject, matches, facts, ROUTES, TITLES, NOW)


def sent(desk: Database) -> list[Message]:
    """Send what is due."""
    with desk.writing() as session:
        due = claim_deliveries(session, ["mail"], "me", NOW + timedelta(minutes=1))
        for delivery in due:
            assert mark_sent(session, delivery, NOW, "250")
    return [compose(delivery.report) for delivery in due if isinstance(delivery.report, Report)]


def subjects(desk: Database) -> list[str]:
    return [message.subject for message in sent(desk)]


def test_a_figure_that_two_articles_change_is_followed_once(desk: Database) -> None:
    story, _ = report(desk, SOURCES[0], RAFAH)
    assert subjects(desk) == ["Rafah: Strike near Rafah"]
    for source in (SOURCES[1], SOURCES[0]):
        report(desk, source, RAFAH, story=story, facts=Facts(0, changes=(HURT,)))
        found = sent(desk)
        assert [one.subject for one in found] == ["Update: Rafah: Strike near Rafah"] * (source.name == "b")
        assert all(one.text.startswith("Changed: 50 → 75\n- was: Police said *50* were hurt.\n") for one in found)


def test_a_pass_that_brings_twelve_outlets_sends_one_message_that_names_them(desk: Database) -> None:
    story, _ = report(desk, SOURCES[0], RAFAH)
    for source in SOURCES[1:]:
        report(desk, source, RAFAH, story=story)
    (message,) = sent(desk)
    assert "Also in: 11 outlets: B, C, D, E, F and 6 more\n" in message.text
    assert f"· story {story}\n" in message.text


def test_a_story_that_spreads_after_it_was_told_is_followed_at_three_and_at_ten(desk: Database) -> None:
    story, _ = report(desk, SOURCES[0], RAFAH)
    heard = subjects(desk)
    for source in SOURCES[1:]:
        report(desk, source, RAFAH, story=story)
        heard += subjects(desk)
    assert [subject.removesuffix(": Strike near Rafah") for subject in heard] == [
        "Rafah",
        "Now in 3 outlets: Rafah",
        "Now in 10 outlets: Rafah",
    ]


def test_another_topic_is_told_with_a_word_on_what_was_told_before_and_is_followed_from_then_on(desk: Database) -> None:
    story, _ = report(desk, SOURCES[0], RAFAH)
    assert len(sent(desk)) == 1
    _, decision = report(desk, SOURCES[1], RAFAH, AID, story=story, facts=Facts(0, changes=(HURT,), topics=("aid",)))
    assert (decision.told, decision.followed) == (("aid",), (("aid", "figure changed: 75"),))
    (message,) = sent(desk)
    assert message.subject == "Aid: Strike near Rafah"
    assert "\nTold before under: Rafah\n" in message.text
    report(desk, SOURCES[2], AID, story=story, facts=Facts(0, changes=(HURT,), topics=("aid", "rafah")))
    (update,) = sent(desk)
    assert update.subject == "Update: Aid, Rafah: Strike near Rafah"  # it is the third outlet's, too


def test_what_was_held_is_not_followed(desk: Database) -> None:
    story, _ = report(desk, SOURCES[0])
    _, decision = report(desk, SOURCES[1], story=story, facts=Facts(0, changes=(HURT,), marker="CORRECTED"))
    assert decision == Decision()
    assert sent(desk) == []


def test_eight_that_bring_the_same_change_at_once_tell_it_once(desk: Database) -> None:
    story, _ = report(desk, SOURCES[0], RAFAH)
    assert len(sent(desk)) == 1
    together = Barrier(8)

    def bring(source: Source) -> None:
        together.wait(30)
        report(desk, source, RAFAH, story=story, facts=Facts(0, changes=(HURT,)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(bring, SOURCES[1:9]))
    (update,) = sent(desk)
    assert update.text.startswith("Changed: 50 → 75\n")
    assert "Also in: 8 outlets: " in update.text


@pytest.mark.parametrize(("hours", "told"), [(47, ("rafah",)), (49, ())])
def test_what_states_only_a_day_is_as_old_as_the_end_of_that_day(
    desk: Database, hours: int, told: tuple[str, ...]
) -> None:
    """A first pass tells what is younger than a day."""
    day = NOW - timedelta(hours=hours)
    article = Article(
        "https://a.example/1", "Strike near Rafah", "", published_at=day, published_precision=Precision.DAY
    )
    with desk.writing(alone=True) as session:
        stored, story = add_article(session, "a", article, Placement(), [], None, "a.example", NOW)
        subject = Subject(stored, story, article, SOURCES[0], baseline=True)
        assert tell(session, subject, [RAFAH], Facts(stored), ROUTES, TITLES, NOW).told == told
