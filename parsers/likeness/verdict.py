"""What one text is to another: a copy, a revision, or another text. In doubt another one: rather told twice."""

from datetime import datetime, time, timedelta

from news import Changed, Ground, Likeness, Text, Verdict
from parsers.likeness.edits import edits_of
from parsers.likeness.headlines import headlines_share, spoken_of
from parsers.likeness.lead import lead_changed
from parsers.likeness.pair import LEAD, Pair
from parsers.likeness.passages import changes_of
from parsers.likeness.slots import Slot, slots_of

_CONTAINED = 0.35  # of the shorter text's windows; reports on one event in own words share up to 0.17
_HALF = 0.5  # agencies' second versions share that much
_LEAD_SHARED = 0.2
_WHOLE = 0.8  # shared by so much, under headlines that agree, a text may begin otherwise
_SHORT = 130  # tokens; shorter texts are templates, teasers and walls more often than news in full
_WALL = 300  # tokens; the longest wall among 8,000 articles has 150
_UNLIKE, _AGREE, _SAME = 0.2, 0.5, 0.8  # of the shorter headline's words
_SPOKEN, _SPOKEN_AT_ALL = 0.3, 0.25  # of a headline's words; walls have 0.11 of them
_A_FORM = 2  # slots: one is a correction
_SLOTS_SHARE = 0.02  # slots for each equal word; forms have 4 to 20 in a hundred, revisions hardly 1
_REPEATED = timedelta(hours=72)  # agencies' updates come within a day, second prints within three
_DAY = timedelta(days=1)


def compare(a: Text, b: Text) -> Verdict:
    """Tell what the second text is to the first, on which ground, and what changed from one to the other.

    Another headline, dateline or byline, credits, a cut tail and spelling change nothing. Likeness, ground, share
    and `lead_changed` are the same for compare(b, a).
    """
    pair = Pair(a, b)
    if not _shares_enough(pair):
        return Verdict(Likeness.DIFFERENT, Ground.LITTLE_IN_COMMON, pair.shared)
    if pair.a.words == pair.b.words:
        return _same_words(pair)
    slots = slots_of(pair)
    ground = _refusal(pair, slots)
    if ground is not None:
        return Verdict(Likeness.DIFFERENT, ground, pair.shared, _filled_in(pair, slots, ground))
    edits = edits_of(pair, slots)
    if not edits:
        return Verdict(Likeness.COPY, Ground.FEW_CHANGES, pair.shared)
    changes = changes_of(pair, edits, slots)
    return Verdict(Likeness.REVISION, Ground.FEW_CHANGES, pair.shared, changes, lead_changed(pair))


def _shares_enough(pair: Pair) -> bool:
    """A part of the windows; and of fewer than half, that the headlines agree: one report may quote another."""
    if pair.shared < _CONTAINED:
        return False
    return pair.shared >= _HALF or headlines_share(pair.a.title, pair.b.title) >= _AGREE


def _same_words(pair: Pair) -> Verdict:
    ground = _wall(pair) or _later(pair)
    return Verdict(Likeness.DIFFERENT if ground else Likeness.COPY, ground or Ground.SAME_WORDS, pair.shared)


def _refusal(pair: Pair, slots: list[Slot]) -> Ground | None:
    """Why it is not the same text, although it shares much: the first reason that holds."""
    return _other_lead(pair) or _wall(pair) or _template(pair, slots) or _later(pair)


def _other_lead(pair: Pair) -> Ground | None:
    if pair.lead_shared >= _LEAD_SHARED:
        return None
    is_whole = pair.shared >= _WHOLE and headlines_share(pair.a.title, pair.b.title) >= _AGREE
    return None if is_whole else Ground.OTHER_LEAD


def _wall(pair: Pair) -> Ground | None:
    """A text that says nothing of its headline, or a short one under another headline that it does not speak of."""
    titles = headlines_share(pair.a.title, pair.b.title)
    if titles >= _SAME or pair.shorter >= _WALL:
        return None
    spoken = sorted((spoken_of(pair.a.title, pair.b.stems), spoken_of(pair.b.title, pair.a.stems)))
    if spoken[1] < _SPOKEN_AT_ALL:
        return Ground.SHORT
    if pair.shorter < _SHORT and titles < _UNLIKE and spoken[0] < _SPOKEN:
        return Ground.SHORT
    return None


def _template(pair: Pair, slots: list[Slot]) -> Ground | None:
    """Filled in anew: more slots than corrections come to, or the very name that the headlines tell apart."""
    headline = [slot for slot in slots if _is_in_headline(slot, pair)]
    if any(slot.is_name and (slot in headline or _is_subject(slot, pair)) for slot in slots):
        return Ground.TEMPLATE
    many = len(slots) + len(headline)  # what stands in the headline weighs twice
    return Ground.TEMPLATE if many >= _A_FORM and many > _SLOTS_SHARE * pair.equal else None


def _is_in_headline(slot: Slot, pair: Pair) -> bool:
    """One headline has what stands here, the other what stands there instead."""
    in_a = {word for word in slot.a if word in pair.a.title and word not in pair.b.title}
    in_b = {word for word in slot.b if word in pair.b.title and word not in pair.a.title}
    return bool(in_a and in_b)


def _is_subject(slot: Slot, pair: Pair) -> bool:
    """A name of the lead that its text comes back to, where the other text has and comes back to another."""
    if slot.gap.a >= LEAD or slot.gap.b >= LEAD:
        return False
    return _comes_back(slot.a, pair.a.words) and _comes_back(slot.b, pair.b.words)


def _comes_back(names: tuple[str, ...], tokens: tuple[str, ...]) -> bool:
    return any(tokens.count(name) > 1 for name in names)


def _later(pair: Pair) -> Ground | None:
    a, b = pair.a.source.at, pair.b.source.at
    if a is None or b is None:
        return None
    allowed = _REPEATED + _DAY if _is_day(a) or _is_day(b) else _REPEATED
    return Ground.LATER if abs(a - b) > allowed else None


def _is_day(at: datetime) -> bool:
    """A date without a clock stands for any time of its day."""
    return at.timetz().replace(tzinfo=None) == time()


def _filled_in(pair: Pair, slots: list[Slot], ground: Ground) -> tuple[Changed, ...]:
    """What a form has in the places of another one: it shows why this is none of a copy."""
    return changes_of(pair, list(dict.fromkeys(slot.gap for slot in slots)), slots) if ground is Ground.TEMPLATE else ()
