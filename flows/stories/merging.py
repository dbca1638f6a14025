"""A person's word that several stories are one. Nothing is sent by it, and nothing is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.stories.named import story_named
from news import Story, WirewatchError
from storage.database import Database
from storage.stories import merge_stories, story


@dataclass(frozen=True, slots=True)
class Merged:
    """`into` as it is now; `former` and `before` as they were: the stories that became part of it, and itself."""

    into: Story
    before: Story
    former: tuple[Story, ...]
    dry_run: bool = False


def merge(database: Database, into: str, names: Sequence[str], *, dry_run: bool) -> Merged:
    """Make the other stories part of `into`, for good, also where they were told apart before.

    A dry run does it all and takes it back. Raises WirewatchError: no such story, or they are one already.
    """
    with database.writing(alone=True) as session:
        before = story_named(session, into)
        former = {name: story_named(session, name) for name in names}
        _refuse_one_story(before, into, former)
        for one in former.values():
            merge_stories(session, before.id, one.id)
        now = story(session, before.id)
        assert now is not None
        if dry_run:
            session.rollback()
    return Merged(now, before, tuple(former), dry_run)
