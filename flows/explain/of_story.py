"""Which story an article belongs to, why, and what stands around it. Pure."""

from collections.abc import Iterator

from flows.explain.case import Case, Neighbour
from flows.explain.section import Line, Section
from flows.stories.spreading import spread_of
from flows.stories.wording import came_by, days_apart, likeness, outlets, quoted
from flows.topics.shown import printable
from news import By, Grouping, Placement
from parsers.grouping.stories import SURE, UNSURE

_OTHERS_SHOWN = 10  # articles: the story has a command of its own


def story(case: Case) -> Section:
    own, placement = case.story, case.place.placement
    facts = {
        "id": own.id,
        "opened_at": own.opened_at,
        "near": own.near,
        "apart": own.apart,
        "pinned": case.place.pinned,
        "by": placement.by if placement else None,
        "grouping": placement.grouping if placement else None,
        "spread": spread_of(own),
        "articles": [one.id for one in own.articles],
        "neighbours": case.neighbours,
    }
    spread = spread_of(own)
    head = f"Story {own.id}: {outlets(len(spread.outlets), spread.copies)}"
    return Section("story", head, tuple(_lines(case)), facts)


def _lines(case: Case) -> Iterator[Line]:
    yield from _why(case)
    yield from _others(case)
    if case.story.apart:
        yield Line(f"A person told it apart from {', '.join(f'story {one}' for one in case.story.apart)}")
    if case.neighbours:
        yield Line("Stories beside it, by their words as they are now:")
        for one in case.neighbours:
            yield Line(f"{_neighbour(one, case)}", 2)
    else:
        yield Line("No other story of these days is like it")


def _why(case: Case) -> Iterator[Line]:
    placement = case.place.placement
    if case.place.pinned:
        yield Line("A person put it here: nothing moves it but a person")
    if placement is None:
        yield Line(f"Here by: {came_by(case.place)}")
    elif case.original:
        yield Line(f"Here with the text that it carries: that of {case.original.stored.id}")
    elif placement.grouping is None:
        yield Line("It opened the story")
    else:
        yield from _grouped(case, placement, placement.grouping)


def _grouped(case: Case, placement: Placement, grouping: Grouping) -> Iterator[Line]:
    """In three words: sure, unsure, new."""
    if placement.by is By.EVENT:
        yield Line(f"Sure: the same event as {_beside(case)}")
    elif placement.near is not None:
        near = f" {quoted(case.near)}" if case.near else ""
        yield Line(f"Unsure: it opened the story, and may belong to story {placement.near}{near}, by {_beside(case)}")
    else:
        yield Line("New: it opened the story, for nothing stored was like enough")
    if grouping.beside is not None:
        yield Line(f"What they share: {likeness(grouping)}", 2)
        yield Line(f"From {SURE:.2f} on an article joins a story; from {UNSURE:.2f} on its alert names that story", 2)
    if _is_worded_alike(placement):
        yield Line("Not joined all the same: these words are used of other events too, as in a form filled in anew", 2)


def _is_worded_alike(placement: Placement | None) -> bool:
    """Whether it was like enough, and kept from a story for its words (flows.placing)."""
    grouping = placement.grouping if placement else None
    return grouping is not None and grouping.near is not None and grouping.score >= SURE


def _beside(case: Case) -> str:
    beside = case.beside
    if beside is None:
        return "an article that is not stored any more"
    return f"{beside.stored.id} {quoted(beside.stored.article.title)}, {days_apart(beside.at, case.at)}"


def _others(case: Case) -> Iterator[Line]:
    others = [one for one in case.story.articles if one.id != case.stored.id]
    if others:
        yield Line("With it in the story:")
    for one in others[:_OTHERS_SHOWN]:
        yield Line(f"{one.id} {quoted(one.title)} ({printable(one.outlet)}): {came_by(one)}", 2)
    if len(others) > _OTHERS_SHOWN:
        yield Line(f"… and {len(others) - _OTHERS_SHOWN} more: wirewatch stories show {case.story.id}", 2)


def _neighbour(one: Neighbour, case: Case) -> str:
    near = f"{one.story_id} {quoted(one.headline)}, {days_apart(one.at, case.at)}"
    return f"{near}: {_state(one, case)}, {likeness(one.grouping)}"


def _state(one: Neighbour, case: Case) -> str:
    if one.story_id in case.story.apart:
        return "told apart by a person"
    if _is_worded_alike(case.place.placement) and one.story_id == case.story.near:
        return "the same words, perhaps of another event"
    if one.grouping.story_id is not None:
        return "like enough by now"
    return "not surely the same" if one.grouping.near is not None else "another event"
