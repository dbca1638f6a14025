"""A person's word that several stories are one. Nothing is sent by it, and nothing is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.stories.named import story_named
from news import Story, WirewatchError
from storage.database import Database, Session
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
        former = _others(session, before, into, names)
        for one in former:
            merge_stories(session, before.id, one.id)
        now = story(session, before.id)
        assert now is not None
        if dry_run:
            session.rollback()
    return Merged(now, before, former, dry_run)


def _others(session: Session, before: Story, into: str, names: Sequence[str]) -> tuple[Story, ...]:
    """The stories of these names, each once. A name may be that of a story that became part of another one."""
    found = {name: story_named(session, name) for name in names}
    for name, one in found.items():
        if one.id == before.id:
            cure = "name stories that stand apart; wirewatch stories list shows them"
            raise WirewatchError(f"Nothing is merged: {_one_already(before.id, int(into), int(name))}. Cure: {cure}.")
    return tuple({one.id: one for one in found.values()}.values())


def _one_already(whole: int, into: int, name: int) -> str:
    if into == name:
        return f"story {name} was named twice, and is not merged with itself"
    if whole not in (into, name):
        return f"stories {into} and {name} are both part of story {whole} already"
    return f"story {name if name != whole else into} is part of story {whole} already"
