"""Which story an article belongs to: that of a text it carries, that of an event it reports, or one of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.match import Matcher
from news import (
    Article,
    By,
    Candidate,
    Ground,
    Grouping,
    Kind,
    Likeness,
    Match,
    Placement,
    Profile,
    Source,
    Text,
    Verdict,
)
from parsers import compare, owner_of, sketch
from parsers.grouping import profile_of, story_for
from storage.articles import add_article, candidate, likely_copies
from storage.database import Session
from storage.stories import likely_members

COPY_WINDOW = timedelta(hours=72)  # between two articles; a later repeat of a text is news again
ENOUGH_REVISED = 3  # a verdict costs most of what an article does


@dataclass(frozen=True, slots=True)
class Draft:
    """An article, and all that is worked out of it before anything is locked."""

    article: Article
    text: Text
    sketch: tuple[int, ...]
    profile: Profile
    matches: tuple[Match, ...]

    @property
    def owner(self) -> str:
        return self.text.site

    @property
    def at(self) -> datetime:
        return self.profile.at

    @property
    def lasting_profile(self) -> Profile | None:
        """What other articles are put beside. A live blog reports many events: it would make one story of them all."""
        return None if self.article.kind is Kind.LIVE_BLOG else self.profile


def draft_of(article: Article, source: Source, seen_at: datetime, matcher: Matcher) -> Draft:
    at = time_of(article.published_at, seen_at)
    return Draft(
        article,
        Text(article.title, article.text, at, source.owner or owner_of(article.url)),
        sketch(article.text),
        profile_of(article.title, article.text, article.language, at),
        matcher.matches(article, source.name),
    )


def time_of(published_at: datetime | None, seen_at: datetime) -> datetime:
    """When an article came out, as far as known. Nothing came out after it was seen."""
    return min(published_at or seen_at, seen_at)


def text_of(there: Candidate) -> Text:
    return Text(there.title, there.text, time_of(there.published_at, there.first_seen_at), there.site)


def place(session: Session, draft: Draft, *, own: int | None = None) -> Placement:
    """Where an article belongs among what is stored. `own` is its id, where it is stored already.

    A text that is carried decides before an event that is reported; a copy before a revision.
    """
    found = [one for one in likely_copies(session, draft.sketch, draft.at, COPY_WINDOW) if one.article_id != own]
    verdicts = _verdicts(found, draft.text)
    if same := _same_text(verdicts):
        there, verdict = same
        by = By.COPY if verdict.likeness is Likeness.COPY else By.REVISION
        return Placement(there.story_id, by, there.article_id, verdict)
    members = [one for one in likely_members(session, draft.profile) if one.article_id != own]
    grouping = story_for(draft.profile, members)
    return _by_event(grouping, _only_worded_alike([*verdicts, *_beside(session, draft, grouping)]))


def _beside(session: Session, draft: Draft, grouping: Grouping) -> Iterable[tuple[Candidate, Verdict]]:
    """The article that it is most like, and what it is to that: its text may be older than copies are looked for."""
    if grouping.story_id and grouping.beside:
        there = candidate(session, grouping.beside)
        yield there, compare(text_of(there), draft.text)


def put(session: Session, source: str, draft: Draft, now: datetime) -> tuple[int, int, Placement]:
    """Store a new article in its story. Return (article id, story id, how it came there)."""
    placement = place(session, draft)
    article_id, story_id = add_article(
        session, source, draft.article, placement, draft.sketch, draft.lasting_profile, draft.owner, now
    )
    return article_id, story_id, placement


def _verdicts(candidates: Iterable[Candidate], text: Text) -> list[tuple[Candidate, Verdict]]:
    """What it is to each, until it is known to be a copy; one that revises a few is hardly a copy of another."""
    verdicts: list[tuple[Candidate, Verdict]] = []
    same = 0
    for there in candidates:
        verdict = compare(text_of(there), text)
        verdicts.append((there, verdict))
        same += verdict.is_same_text
        if verdict.likeness is Likeness.COPY or same == ENOUGH_REVISED:
            break
    return verdicts


def _same_text(verdicts: Sequence[tuple[Candidate, Verdict]]) -> tuple[Candidate, Verdict] | None:
    """The first that it is a copy of, else what it revises: the latest state of that text in the first one's story."""
    same = [one for one in verdicts if one[1].is_same_text]
    if copied := next((one for one in same if one[1].likeness is Likeness.COPY), None):
        return copied
    states = [one for one in same if one[0].story_id == same[0][0].story_id]
    return max(states, key=lambda one: time_of(one[0].published_at, one[0].first_seen_at), default=None)


def _only_worded_alike(verdicts: Iterable[tuple[Candidate, Verdict]]) -> frozenset[int]:
    """Stories with an article that says much the same, yet is another: a form filled in anew, a wall, an old piece."""
    return frozenset(there.story_id for there, verdict in verdicts if _is_worded_alike(verdict))


def _is_worded_alike(verdict: Verdict) -> bool:
    """One figure that is another is an editor's doing as often as a form's; one name or place is another event."""
    if verdict.ground is Ground.TEMPLATE:
        return max(len(verdict.changes), len(verdict.figures)) > 1 or not verdict.figures
    return verdict.ground in (Ground.SHORT, Ground.LATER)


def _by_event(grouping: Grouping, worded_alike: frozenset[int]) -> Placement:
    """Words prove no event where the same words are used of others: then a story of its own, that may belong to it."""
    if grouping.story_id in worded_alike:
        grouping = replace(grouping, story_id=None, near=grouping.story_id)
    return Placement(grouping.story_id, By.EVENT if grouping.story_id else By.NEW, grouping=grouping)
