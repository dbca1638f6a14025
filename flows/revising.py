"""A page that was read again: what became of its article is kept, matched and, if it is news to the desk, told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.house import House
from flows.new_state import (
    State,
    Topics,
    is_worth_keeping,
    new_corrections,
    says_the_same,
    state_of,
    taken_over,
    without,
)
from flows.next_look import first_look
from flows.placing import COPY_WINDOW, Draft, draft_of, place, put, text_of
from flows.repetition import note_what_was_said
from flows.shelving import keys_of
from flows.telling import Subject, count_alerts, tell
from news import (
    Article,
    Candidate,
    Decision,
    Facts,
    Hold,
    Kind,
    Match,
    Placement,
    Reason,
    Revision,
    Source,
    StoredArticle,
    Tally,
    Verdict,
)
from parsers import compare, same_headline
from storage.archive import articles_of
from storage.articles import (
    add_aliases,
    add_holds,
    add_matches,
    article_known_as,
    candidate,
    decided_topics,
    likely_copies,
    renew_article,
)
from storage.database import Session
from storage.revisions import add_revision, is_told, pass_on_aliases, revisions_of
from storage.stories import spread

LIVE = timedelta(hours=1)  # between two revisions of a live blog: each of its posts would be one


@dataclass(frozen=True, slots=True)
class Reread:
    """What a page was read as when it was looked at again. `leads_to` is the address that answered in the end."""

    article: Article
    addresses: tuple[str, ...]
    leads_to: str
    repeated: frozenset[int] = frozenset()  # fingerprints of the paragraphs that its site repeats
    etag: str | None = None
    last_modified: str | None = None
    body: str | None = None  # its next_look.body_print


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an article. `article_id`: of the one that its address belongs to now."""

    state: State
    article_id: int


@dataclass(frozen=True, slots=True)
class _Change:
    """A stored article beside what is to stand in its place."""

    stored: StoredArticle
    draft: Draft
    state: State
    verdict: Verdict
    topics: Topics
    marker: str

    @property
    def is_live(self) -> bool:
        return Kind.LIVE_BLOG in (self.stored.article.kind, self.draft.article.kind)


def revise(article_id: int, reread: Reread, source: Source, house: House, tally: Tally) -> Became:
    """In one transaction: what it said before, what it says now, its matches, and what is told of the change.

    Nothing is written where it says the same, or less than what is stored.
    """
    with house.database.reading() as session:
        stored = _stored(session, article_id)
    article = taken_over(stored.article, reread.article, source.language)
    if says_the_same(without(stored.article, reread.repeated), article):
        return Became(State.SAME, article_id)
    draft = draft_of(article, source, stored.seen_at, house.matcher)
    keys = keys_of(reread.addresses)
    with house.database.writing(alone=True) as session:
        change = _change(session, article_id, draft, reread, source, house)
        match change.state:
            case State.SAME | State.LESS:
                return Became(change.state, article_id)
            case State.OTHER:
                return Became(State.OTHER, _add_other(session, reread, keys, article_id, source, house, tally))
        add_aliases(session, article_id, keys)
        decision = _renew(session, change, source, house)
    count_alerts(tally, decision)
    return Became(change.state, article_id)


def _stored(session: Session, article_id: int) -> StoredArticle:
    (stored,) = articles_of(session, [article_id])
    return stored


def _change(session: Session, article_id: int, draft: Draft, reread: Reread, source: Source, house: House) -> _Change:
    stored = _stored(session, article_id)
    before = without(stored.article, reread.repeated)
    there = text_of(candidate(session, article_id))
    verdict = compare(replace(there, text=before.text), draft.text)
    marker = new_corrections(before, draft.article)
    state = state_of(
        before, replace(draft.article, published_at=reread.article.published_at), verdict, owns_up=bool(marker)
    )
    if not verdict.is_same_text and _is_not_its_own(session, stored.id, draft, reread.leads_to, state):
        state = State.LESS
    topics = Topics(
        tuple(match.topic for match in house.matcher.matches(stored.article, source.name)),
        tuple(match.topic for match in draft.matches),
    )
    return _Change(stored, draft, state, verdict, topics, marker)


def _is_not_its_own(session: Session, article_id: int, draft: Draft, leads_to: str, state: State) -> bool:
    """Whether other words stand where its address leads by now, or under other headlines too, as those of walls do."""
    there = article_known_as(session, keys_of((leads_to,)))
    if there != article_id and (there is not None or state is State.OTHER):
        return True
    near = likely_copies(session, draft.sketch, draft.at, COPY_WINDOW)
    return any(_is_wall(one, draft) for one in near if one.article_id != article_id)


def _is_wall(there: Candidate, draft: Draft) -> bool:
    return there.text == draft.article.text and not same_headline(there.title, draft.article.title)


def _renew(session: Session, change: _Change, source: Source, house: House) -> Decision:
    """Put what it says now in its place, and keep what it said before."""
    draft, stored, now = change.draft, change.stored, house.clock()
    _keep(session, change, now)
    decided = decided_topics(session, stored.id)
    placement = place(session, draft, own=stored.id) if change.state is State.REVISED else Placement()
    story_id, _ = renew_article(
        session, stored.id, draft.article, placement, draft.sketch, draft.lasting_profile, draft.owner
    )
    add_matches(session, stored.id, draft.matches)
    add_holds(session, stored.id, _unasked(change.topics, decided), now)
    fresh = _fresh(draft.matches, change.topics, decided)
    subject = Subject(stored.id, story_id, draft.article, source)
    facts = _facts(session, change, story_id)
    return tell(session, subject, fresh, facts, house.desk.routes, house.topic_titles, now)


def _keep(session: Session, change: _Change, now: datetime) -> None:
    stored, revisions = change.stored, revisions_of(session, change.stored.id)
    titles = [one.title for one in revisions]
    if not is_worth_keeping(change.state, stored.article, change.draft.article, change.topics, titles):
        return
    if change.is_live and revisions and now - revisions[-1].seen_at < LIVE and not change.topics.gained:
        return
    add_revision(
        session,
        Revision(
            stored.id,
            now,
            stored.article.title,
            stored.article.text,
            change.verdict,
            change.marker or None,
            change.topics.gained,
            change.topics.lost,
        ),
    )


def _fresh(matches: Sequence[Match], topics: Topics, decided: Collection[str]) -> list[Match]:
    """Matches that the change brought and nobody decided about before."""
    return [match for match in matches if match.topic in topics.gained and match.topic not in decided]


def _unasked(topics: Topics, decided: Collection[str]) -> list[Hold]:
    """The former text had them too: they are the doing of a topic that is newer than the article."""
    kept = (topic for topic in topics.now if topic in topics.before and topic not in decided)
    return [Hold(topic, Reason.REMATCH) for topic in kept]


def _facts(session: Session, change: _Change, story_id: int) -> Facts:
    """What the change brings to its story. A live blog's figures and leads change all the time."""
    article_id, revised = change.stored.id, change.state is State.REVISED and not change.is_live
    return Facts(
        article_id,
        changes=change.verdict.changes if revised else (),
        lead_changed=revised and _has_another_lead(change.verdict) and is_told(session, article_id),
        marker=change.marker,
        outlets=len(spread(session, story_id).outlets),
        topics=change.topics.either,
    )


def _has_another_lead(verdict: Verdict) -> bool:
    """Also where nearly nothing was left of the former text."""
    return verdict.lead_changed or not verdict.is_same_text


def _add_other(
    session: Session, reread: Reread, keys: set[str], former: int, source: Source, house: House, tally: Tally
) -> int:
    """Its address was given to another piece: that is a new article, and the former one stays as it was."""
    article, now = reread.article, house.clock()
    draft = draft_of(article, source, now, house.matcher)
    article_id, story_id, placement = put(session, source.name, draft, now)
    own = {key for key in keys if article_known_as(session, {key}) in (None, former)}
    pass_on_aliases(session, article_id, own)
    add_matches(session, article_id, draft.matches)
    subject = Subject(article_id, story_id, article, source, near=placement.near)
    topics = tuple(match.topic for match in draft.matches)
    facts = Facts(article_id, outlets=len(spread(session, story_id).outlets), topics=topics)
    decision = tell(session, subject, draft.matches, facts, house.desk.routes, house.topic_titles, now)
    first_look(
        session,
        article_id,
        source,
        article,
        now,
        etag=reread.etag,
        last_modified=reread.last_modified,
        body=reread.body,
    )
    if placement.copy_of is None:
        note_what_was_said(session, article, now)
    count_alerts(tally, decision)
    return article_id
