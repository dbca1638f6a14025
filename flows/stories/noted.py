"""What of a story was told in a message, and what was only noted (docs/decisions/0019). Pure."""

from collections.abc import Collection, Sequence
from dataclasses import asdict

from news import Occasion, Story, Telling
from storage.traces import Posting


def silent(story: Story, messages: Sequence[Posting]) -> frozenset[Telling]:
    """What was noted of a story, and of which no message of its own was queued.

    An alert tells it along, or a higher number of outlets was told, or a message that waited counted them itself.
    """
    sent = {(topic, key) for one in messages for topic in one.topics for key in one.keys}
    return frozenset(
        one for one in story.told if one.occasion != Occasion.FIRST and (one.topic, one.occasion) not in sent
    )


def told_facts(story: Story, noted: Collection[Telling]) -> list[dict[str, object]]:
    """What was told, for machines. `message`: whether one was queued for it."""
    return [asdict(one) | {"message": one not in noted} for one in story.told]
