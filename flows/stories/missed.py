"""What a story should have told, had its articles not stood in another one. Pure."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from news import Occasion, Reason, Story, StoryArticle, Telling
from storage.traces import Posting


@dataclass(frozen=True, slots=True)
class Missed:
    """Topics that an article of a story fires, and under which nothing was told of that story."""

    article: StoryArticle
    topics: tuple[str, ...]


def missed(story: Story, held: Mapping[tuple[int, str], str], desk_topics: Collection[str]) -> tuple[Missed, ...]:
    """Each topic of the desk at most once, with the article that tells it: the first seen, a text of its own before
    a copy.

    Only what was held since "the story" was told already: that was true of another story. `held` has the reasons, in
    the words of news.Reason, by article and topic.
    """
    told = {one.topic for one in story.told if one.occasion == Occasion.FIRST}
    found: dict[int, list[str]] = defaultdict(list)
    for topic in desk_topics:
        holders = [one for one in story.articles if held.get((one.id, topic)) == Reason.TOLD]
        if topic not in told and holders:
            found[_first(holders).id].append(topic)
    return tuple(Missed(one, tuple(found[one.id])) for one in story.articles if one.id in found)


def unnoted(story: Story, messages: Sequence[Posting]) -> tuple[Telling, ...]:
    """What messages on a story's own articles told, though the story does not know of it.

    Where two stories that were both told became one, one telling stood for both.
    """
    known = {one.topic for one in story.told if one.occasion == Occasion.FIRST}
    sent = [
        Telling(topic, Occasion.FIRST.value, message.article_id, message.queued_at)
        for message in messages
        if message.article_id is not None and not message.occasions
        for topic in message.topics
        if topic not in known
    ]
    first = {one.topic: one for one in reversed(sent)}
    return tuple(first[topic] for topic in sorted(first))


def _first(articles: Sequence[StoryArticle]) -> StoryArticle:
    return min(articles, key=lambda one: one.copy_of is not None)  # of equals the first seen: that is their order
