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
        former = list({one.id: one for one in (story_named(session, name) for name in names)}.values())
        for one in former:
            try:
                merge_stories(session, before.id, one.id)
            except ValueError as error:
                cure = "name stories that stand apart; wirewatch stories list shows them"
                raise WirewatchError(f"Nothing is merged: {error}. Cure: {cure}.") from error
        now = story(session, before.id)
        assert now is not None
        if dry_run:
            session.rollback()
    return Merged(now, before, tuple(former), dry_run)
