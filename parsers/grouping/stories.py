"""Which story an article belongs to: surely, perhaps, or none that is stored."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from news import Grouping, Member, Profile
from parsers.grouping.evidence import beside_names, evidence
from parsers.grouping.packing import Packed, unpack
from parsers.grouping.weights import BIAS, WEIGHTS

SURE = 0.8  # joined from here; below it news is told once too often rather than never (docs/decisions/0017)
UNSURE = 0.4  # from here the story is named as one that it may belong to
BESIDE_NAMES = 0.24  # least that a sure pair shares besides names: of pairs of one event 1 in 40 shares less, of
# reports on two events of one town two in three (docs/decisions/0017)
BY_NAMES = 0.5  # likeness at most of what shares less: its story is named, not joined
MAX_MEMBERS = 120  # a millisecond's work; storage gives 60, the likeliest first
_TERMS = 8  # that are shown
_TELLING = 2.0  # rarity of a term that is worth showing: of one article in 7


def story_for(profile: Profile, members: Sequence[Member]) -> Grouping:
    """Which story an article reports. `members`: stored articles that share keys with it, the likeliest first.

    Of a story that it belongs to, or may belong to, says beside which article, by which terms, and how surely.
    The same for the same members in any order. Members of another version are left out.
    """
    own = unpack(profile.packed)
    known = [(member, packed) for member in members[:MAX_MEMBERS] if (packed := unpack(member.packed)) is not None]
    if own is None or not known or not len(own.ids):
        return Grouping()
    known.sort(key=lambda pair: pair[0].article_id)
    chances = _chances(profile, own, known)
    best = int(np.argmax(chances))
    (beside, packed), score = known[best], float(chances[best])
    return Grouping(
        story_id=beside.story_id if score >= SURE else None,
        near=beside.story_id if UNSURE <= score < SURE else None,
        beside=beside.article_id,
        score=round(score, 3),
        terms=_shown(profile.words, own, packed),
    )


def _chances(profile: Profile, own: Packed, known: Sequence[tuple[Member, Packed]]) -> NDArray[np.float64]:
    """For each member, how likely it reports the same event: 0 to 1."""
    apart = np.array([abs((profile.at - member.at).total_seconds()) / 86_400 for member, _ in known])
    found = evidence(own, [packed for _, packed in known], apart)
    chances: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(found @ WEIGHTS + BIAS, -50, 50)))
    sure = np.flatnonzero(chances >= SURE)
    if len(sure):
        alike = beside_names(own, [known[number][1] for number in sure.tolist()])
        chances[sure[alike < BESIDE_NAMES]] = BY_NAMES
    return chances


def _shown(words: Mapping[int, str], own: Packed, other: Packed) -> tuple[str, ...]:
    """The terms that both have, as the new article writes them, what weighs most first."""
    shared = np.isin(own.ids, other.ids) & (own.rarity >= _TELLING)
    order = np.argsort(-own.weight[shared], kind="stable")
    ids = own.ids[shared][order].tolist()
    return tuple(words[one] for one in ids if one in words)[:_TERMS]
