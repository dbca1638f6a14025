"""What a story should have told, had its articles not stood in another one."""

from dataclasses import replace

from flows.stories.missed import missed, unnoted
from news import Reason, Story, StoryArticle, Telling
from storage.traces import Posting
from tests.flows.stories.shelf import NOON

TOPICS = ("ferry", "strike")
HELD = Reason.TOLD.value


def article(number: int, copy: int | None = None) -> StoryArticle:
    url = f"https://ledger.example/{number}"
    return StoryArticle(number, "ledger", "The Ledger", "ledger.example", url, "Ferry", None, NOON, "en", copy_of=copy)


def story(*articles: StoryArticle, told: tuple[tuple[str, str], ...] = ()) -> Story:
    tellings = tuple(Telling(topic, occasion, 9, NOON) for topic, occasion in told)
    return Story(1, NOON, articles=articles, told=tellings)


def found(
    one: Story, held: dict[tuple[int, str], str], topics: tuple[str, ...] = TOPICS
) -> list[tuple[int, tuple[str, ...]]]:
    return [(each.article.id, each.topics) for each in missed(one, held, topics)]


def test_what_was_held_since_another_story_was_told_is_missed() -> None:
    assert found(story(article(1)), {(1, "ferry"): HELD}) == [(1, ("ferry",))]


def test_what_the_story_was_told_under_is_not_missed() -> None:
    assert found(story(article(1), told=(("ferry", "first"),)), {(1, "ferry"): HELD}) == []


def test_a_follow_up_alone_tells_no_story() -> None:
    assert found(story(article(1), told=(("ferry", "corrected: 3"),)), {(1, "ferry"): HELD}) == [(1, ("ferry",))]


def test_what_was_held_for_another_reason_stays_held() -> None:
    for reason in (Reason.BACKLOG, Reason.NO_ROUTE, Reason.REMATCH):
        assert found(story(article(1)), {(1, "ferry"): reason.value}) == []


def test_each_topic_is_told_once_by_the_first_that_was_seen() -> None:
    held = {(number, "ferry"): HELD for number in (1, 2, 3)}
    assert found(story(article(1), article(2), article(3)), held) == [(1, ("ferry",))]


def test_a_text_of_its_own_tells_before_a_copy_that_was_seen_earlier() -> None:
    held = {(number, "ferry"): HELD for number in (1, 2)}
    assert found(story(article(1, copy=7), article(2)), held) == [(2, ("ferry",))]
    assert found(story(article(1, copy=7)), held) == [(1, ("ferry",))]


def test_topics_of_one_article_are_told_together() -> None:
    held = {(2, "strike"): HELD, (2, "ferry"): HELD}
    assert found(story(article(1), article(2)), held) == [(2, ("ferry", "strike"))]


def test_a_topic_that_left_the_desk_is_not_told() -> None:
    assert found(story(article(1)), {(1, "ferry"): HELD}, ("strike",)) == []


def posting(article: int, *topics: str, occasions: tuple[str, ...] = ()) -> Posting:
    return Posting("desk", article, topics, occasions, "sent", 1, NOON, NOON, NOON, None)


def test_what_a_message_told_is_told_though_the_story_does_not_know_of_it() -> None:
    messages = [posting(1, "ferry", "strike"), posting(2, "ferry")]
    assert unnoted(story(article(1)), messages) == (
        Telling("ferry", "first", 1, NOON), Telling("strike", "first", 1, NOON),
    )  # fmt: skip
    assert unnoted(story(article(1), told=(("ferry", "first"), ("strike", "first"))), messages) == ()


def test_a_message_that_followed_up_told_no_story() -> None:
    assert unnoted(story(article(1)), [posting(1, "ferry", occasions=("figure changed",))]) == ()


def test_an_article_of_another_story_does_not_count() -> None:
    assert found(replace(story(article(1)), id=2), {(8, "ferry"): HELD}) == []
