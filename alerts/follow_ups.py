"""What becomes of a story after it was told: what of that is told, and to whom. Pure.

Everything that can be told has a key, and is told once in a story under a topic, whichever article brings it first.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from alerts.policy import channels_for
from news import Alert, Changed, Decision, Facts, FollowUp, Occasion, Route

SPREADS = (3, 10, 30)  # outlets: more than a desk would find by itself, all over the place, everywhere
MAX_KEY = 80  # characters of a figure; it is a number, or a few words
_TELLING = 40  # letters; a shorter marker ("CORRECTED", "Editor's note:") does not say what was wrong
_GROUPED = re.compile(r"(?<=\d)[.,'\u2019\u066c](?=\d{3}(?!\d))")  # 1,500 and 1.500 are 1500


class _News(NamedTuple):
    occasion: Occasion
    key: str


def follow(
    facts: Facts,
    told: Mapping[str, Collection[str]],
    routes: Sequence[Route],
    *,
    first: Collection[str] = (),
    waiting: Collection[str] = (),
) -> Decision:
    """Sort what an article brings to its story into follow-ups: one a channel, under all topics that it concerns.

    `told` has the keys that the story was told by before this article, by topic; only what was told first is followed.
    `first` are the topics under which this very article is told now: what it says is noted as told by that.
    `waiting` are channels with a message of the story still to be sent, which will name the outlets itself.
    Of the decision only `alerts` and `followed` are filled.
    """
    followed = [topic for topic in sorted(told) if Occasion.FIRST in told[topic] and channels_for(topic, routes)]
    news = {topic: _unsaid(_of_topic(facts, topic), told[topic]) for topic in followed}
    noted = {topic: _unsaid(_said_by_itself(facts, topic), told.get(topic, ())) for topic in first}
    return Decision(
        alerts=tuple(_alerts(facts, news, routes, waiting)),
        followed=tuple((topic, one.key) for topic, found in (news | noted).items() for one in found),
    )


def _alerts(
    facts: Facts, news: Mapping[str, Sequence[_News]], routes: Sequence[Route], waiting: Collection[str]
) -> Iterator[Alert]:
    channels: dict[str, dict[str, set[_News]]] = {}
    for topic, found in news.items():
        for channel in channels_for(topic, routes):
            if worth := {one for one in found if _is_worth_telling(one, facts, channel in waiting)}:
                channels.setdefault(channel, {})[topic] = worth
    for channel, topics in channels.items():
        yield Alert(channel, (), tuple(topics), _follow_up(facts, set().union(*topics.values())))


def _is_worth_telling(one: _News, facts: Facts, is_waiting: bool) -> bool:
    """Of several numbers of outlets that were passed at once only the highest is."""
    if one.occasion is not Occasion.OUTLETS:
        return True
    return not is_waiting and one == _spreads(facts)[-1]


def _follow_up(facts: Facts, told: Collection[_News]) -> FollowUp:
    news = [one for one in _all(facts) if one in told]
    occasions = tuple(dict.fromkeys(one.occasion for one in news))
    return FollowUp(
        occasions,
        tuple(one.key for one in news),
        changes=_changes(facts, occasions, {one.key for one in news}),
        marker=facts.marker if Occasion.CORRECTION in occasions else "",
        outlets=facts.outlets,
    )


def _changes(facts: Facts, occasions: Collection[Occasion], keys: Collection[str]) -> tuple[Changed, ...]:
    """The passages to show: whatever was corrected or rewritten, else those with figures that are new."""
    if Occasion.CORRECTION in occasions or Occasion.LEAD in occasions:
        return facts.changes
    return tuple(change for change in facts.changes if not set(_figures(change)).isdisjoint(keys))


def _unsaid(news: Sequence[_News], told: Collection[str]) -> list[_News]:
    return [one for one in news if one.key not in told]


def _of_topic(facts: Facts, topic: str) -> list[_News]:
    """What an article says matters to its own topics. How far the story went matters to all."""
    own = facts.topics is None or topic in facts.topics
    return _all(facts) if own else _spreads(facts)


def _said_by_itself(facts: Facts, topic: str) -> list[_News]:
    """What an alert on this article tells along. Its beginning may be rewritten yet."""
    return [one for one in _of_topic(facts, topic) if one.occasion is not Occasion.LEAD]


def _all(facts: Facts) -> list[_News]:
    """Everything that an article brings, the gravest first, each once."""
    news = []
    if key := _correction(facts):
        news.append(_News(Occasion.CORRECTION, key))
    news += [_News(Occasion.FIGURE, key) for change in facts.changes for key in _figures(change)]
    if facts.lead_changed:  # once an article: some sites rewrite theirs every hour
        news.append(_News(Occasion.LEAD, f"{Occasion.LEAD}: {facts.article_id}"))
    return list(dict.fromkeys(news + _spreads(facts)))


def _spreads(facts: Facts) -> list[_News]:
    return [_News(Occasion.OUTLETS, f"{Occasion.OUTLETS}: {many}") for many in SPREADS if facts.outlets >= many]


def _correction(facts: Facts) -> str:
    """By its words, so that an agency's correction is told once; by the article where they say too little."""
    letters = "".join(filter(str.isalnum, facts.marker.casefold()))
    if not letters:
        return ""
    words = blake2b(letters.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{Occasion.CORRECTION}: {words if len(letters) >= _TELLING else facts.article_id}"


def _figures(change: Changed) -> list[str]:
    """By what stands there now: outlets that come to it from different figures tell it once."""
    pairs = ((_plain(before), _plain(after)) for before, after in change.figures)
    return [f"{Occasion.FIGURE}: {after}" for before, after in pairs if after and after != before]


def _plain(figure: str) -> str:
    """A number as any outlet may write it: without blanks and separators, in our digits."""
    plain = "".join(unicodedata.normalize("NFKC", figure).casefold().split())
    ours = (str(unicodedata.decimal(char)) if char.isdecimal() else char for char in plain)
    return _GROUPED.sub("", "".join(ours))[:MAX_KEY]
