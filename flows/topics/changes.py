"""What a topic that is new or changed changes about a stored article. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from alerts.policy import decide
from news import Decision, Hold, Match, Reason, Route, StoredArticle
from storage.matches import Kept, Told, is_unasked

_NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Change:
    """The matches of one article that come, change and go, and what becomes of them. `same` are left as they are."""

    article: StoredArticle
    added: tuple[Match, ...]
    replaced: tuple[Match, ...]
    removed: tuple[str, ...]  # topics
    same: tuple[str, ...]
    decision: Decision

    @property
    def is_none(self) -> bool:
        return not (self.added or self.replaced or self.removed or self.decision.told or self.decision.holds)


def change(
    article: StoredArticle, found: Sequence[Match], kept: Kept, told: Told, routes: Sequence[Route], *, alert: bool
) -> Change:
    """Compare what is found now with what is `kept`, and decide about what is new.

    `told` has what the article's story was told under. With `alert` the policy decides about each match that is new,
    and about those that an earlier call found without being asked to alert; age does not matter. Without it they
    are held.
    """
    before = {topic: match for (of, topic), match in kept.matches.items() if of == article.id}
    after = {match.topic: match for match in found}
    added = tuple(match for match in found if match.topic not in before)
    replaced = tuple(match for match in found if match.topic in before and before[match.topic] != match)
    open_now = _undecided(article, found, before, kept, told) if alert else added
    return Change(
        article,
        added,
        replaced,
        removed=tuple(topic for topic in before if topic not in after),
        same=tuple(topic for topic in after if before.get(topic) == after[topic]),
        decision=_decision(article, open_now, told, routes) if alert else _held(article, open_now, kept, told),
    )


def _undecided(
    article: StoredArticle, found: Sequence[Match], before: dict[str, Match], kept: Kept, told: Told
) -> list[Match]:
    """New ones, and those that nobody had asked about; not what this very article was told under once."""
    return [
        match
        for match in found
        if (match.topic not in before or is_unasked(kept.holds.get((article.id, match.topic))))
        and told.get((article.story_id, match.topic)) != article.id
    ]


def _decision(article: StoredArticle, open_now: Sequence[Match], told: Told, routes: Sequence[Route]) -> Decision:
    under = frozenset(topic for story, topic in told if story == article.story_id)
    return decide(open_now, routes, told=under, baseline=False, age=None, backlog=_NO_TIME)


def _held(article: StoredArticle, added: Sequence[Match], kept: Kept, told: Told) -> Decision:
    """Under a named reason each, except what this article was told under, or is held under from before."""
    open_now = [match.topic for match in added if (article.id, match.topic) not in kept.holds]
    by = {topic: told.get((article.story_id, topic)) for topic in open_now}
    reasons = {topic: Reason.TOLD if teller else Reason.REMATCH for topic, teller in by.items() if teller != article.id}
    return Decision(holds=tuple(Hold(topic, reason) for topic, reason in reasons.items()))
