"""An article to its place: known, copy or new; matched; and, if it is news to the desk, queued for delivery."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from flows.addresses import add_learned, learned_keys, note_other_text, note_same_text
from flows.house import House
from flows.next_look import first_look
from flows.placing import Draft, draft_of, place, put, text_of
from flows.repetition import note_what_was_said
from flows.telling import Subject, count_alerts, tell
from news import (
    Article,
    By,
    Candidate,
    Changed,
    Decision,
    Evidence,
    Facts,
    Lead,
    Likeness,
    PageOutcome,
    Placement,
    Source,
    Step,
    Tally,
    Word,
)
from parsers import compare, correction_in, page_key, same_headline
from storage.articles import (
    add_aliases,
    add_matches,
    article_known_as,
    candidate,
    decided_topics,
    read_as,
    renew_article,
)
from storage.database import Session
from storage.entries import finish_lead, lead_is_open
from storage.revisions import revisions_of
from storage.stories import join_stories, spread


@dataclass(frozen=True, slots=True)
class Obtained:
    """An article, every address it is known under, and what its page came to."""

    article: Article
    addresses: tuple[str, ...]
    page: PageOutcome | None = None  # there is none, or it was not asked for
    etag: str | None = None
    last_modified: str | None = None
    body: str | None = None  # its next_look.body_print


@dataclass(frozen=True, slots=True)
class _Stored:
    """An article's place: its story, how it came there, and the article's own topics that were decided before."""

    article_id: int
    story_id: int
    placement: Placement
    decided: frozenset[str] = frozenset()


class NotItsPageError(Exception):
    """The address led to a page that is another article's, or a wall before many articles."""


def shelve(lead: Lead, source: Source, obtained: Obtained, house: House, tally: Tally) -> None:
    """In one transaction: the article in its story, its matches, and its queued alerts.

    Raises NotItsPageError, and stores nothing: the page was read before, for an entry with another headline.
    """
    draft = draft_of(obtained.article, source, lead.seen_at or house.clock(), house.matcher)
    keys = keys_of(obtained.addresses)
    with house.database.writing(alone=True) as session:
        if not lead_is_open(session, lead.id):
            return  # our lease ended and another process stored it
        known = _known(session, lead, draft, keys)
        if known is not None:
            _join(session, lead, known)
            add_aliases(session, known, keys)
            _learn_from_the_same(session, known, known, draft, obtained.addresses)
            finish_lead(session, lead.id, Word.KNOWN, known, obtained.page)
            tally.add(Step.ARTICLE, Word.KNOWN)
            return
        now = house.clock()
        stored = _store(session, lead, source, draft, now)
        add_aliases(session, stored.article_id, keys)
        _learn(session, stored, draft, obtained.addresses)
        add_matches(session, stored.article_id, draft.matches)
        decision = _tell(session, lead, source, draft, stored, house)
        finish_lead(session, lead.id, Word.STORED, stored.article_id, obtained.page)
        first_look(
            session,
            stored.article_id,
            source,
            draft.article,
            now,
            etag=obtained.etag,
            last_modified=obtained.last_modified,
            body=obtained.body,
        )
        if stored.placement.copy_of is None:  # agencies' reports say the same everywhere
            note_what_was_said(session, draft.article, now)
    _count(tally, draft, stored, decision)


def _join(session: Session, lead: Lead, known: int) -> None:
    """The article of a lead that was read again is one that stood elsewhere too: from now on they are one story."""
    if lead.article_id is not None:
        join_stories(session, candidate(session, lead.article_id).story_id, candidate(session, known).story_id)


def _store(session: Session, lead: Lead, source: Source, draft: Draft, now: datetime) -> _Stored:
    """Add the article, or put it in the place of what was stored while its page gave none, or a part of one."""
    if lead.article_id is None:
        return _Stored(*put(session, source.name, draft, now))
    decided = decided_topics(session, lead.article_id)
    placement = place(session, draft, own=lead.article_id)
    story_id, _ = renew_article(
        session, lead.article_id, draft.article, placement, draft.sketch, draft.lasting_profile, draft.owner
    )
    if placement.story_id not in (None, story_id):
        placement = Placement()  # it stays where it was: a person says so, or others there tell of something else
    return _Stored(lead.article_id, story_id, placement, decided)


def _learn(session: Session, stored: _Stored, draft: Draft, addresses: tuple[str, ...]) -> None:
    """What its address teaches about its host's: which parameters leave the page as it is, and which do not."""
    if not addresses:
        return
    if stored.placement.by is By.COPY and stored.placement.copy_of is not None:
        _learn_from_the_same(session, stored.article_id, stored.placement.copy_of, draft, addresses)
    else:
        _learn_from_another(session, stored.article_id, draft, addresses[0])
    add_learned(session, stored.article_id, addresses[0])


def _learn_from_another(session: Session, own: int, draft: Draft, url: str) -> None:
    """What its address is taken for by habit may be another article. The same text, revised, shows nothing."""
    other = article_known_as(session, learned_keys(session, url))
    if other is None or other == own:
        return
    there = candidate(session, other)
    if not compare(text_of(there), draft.text).is_same_text:
        note_other_text(session, url, there.url)


def _learn_from_the_same(session: Session, own: int, other: int, draft: Draft, addresses: tuple[str, ...]) -> None:
    there = candidate(session, other)
    if addresses and there.text == draft.article.text:
        note_same_text(session, own, addresses[0], there.url)


def _known(session: Session, lead: Lead, draft: Draft, keys: set[str]) -> int | None:
    """The id of this very article. Another address that it shares with a stored one proves nothing by itself:

    sites give a whole section one canonical address, and send many articles to one wall.
    """
    if lead.article_id is not None and not _says_more(draft.article, read_as(session, lead.article_id)):
        return lead.article_id
    own = keys_of((lead.entry.url,)) if lead.entry.url else set()
    if lead.article_id is None and (known := article_known_as(session, own)):
        return known
    other = article_known_as(session, keys - own)
    if other is None or other == lead.article_id:
        return None
    there = candidate(session, other)
    if there.text != draft.article.text and not compare(text_of(there), draft.text).is_same_text:
        return None
    if lead.entry.title and not same_headline(lead.entry.title, f"{there.title} {there.text}"):
        raise NotItsPageError  # what the feed announced is not what stands there
    return other


def _says_more(article: Article, stored: PageOutcome) -> bool:
    """Whether what was read again is worth more than what is stored, which another entry may have brought since."""
    return _worth(PageOutcome(article.page_refused or article.kind.value)) > _worth(stored)


def _worth(page: PageOutcome) -> int:
    """Of a whole page, a part of one, and the feed's words or a headline."""
    return 0 if page.is_refusal else 2 if page.is_whole else 1


def _tell(session: Session, lead: Lead, source: Source, draft: Draft, stored: _Stored, house: House) -> Decision:
    subject = Subject(
        stored.article_id,
        stored.story_id,
        draft.article,
        source,
        listed_at=lead.entry.published_at,
        baseline=lead.baseline,
        feed_text=len(lead.entry.content) > len(lead.entry.summary),
        near=stored.placement.near,
    )
    fresh = tuple(match for match in draft.matches if match.topic not in stored.decided)
    facts = _facts(session, draft, stored)
    return tell(session, subject, fresh, facts, house.desk.routes, house.topic_titles, house.clock())


def _facts(session: Session, draft: Draft, stored: _Stored) -> Facts:
    """What the article brings to a story that was there before it."""
    topics = tuple(match.topic for match in draft.matches)
    if stored.placement.story_id is None:
        return Facts(stored.article_id, topics=topics)
    changes, marker = _against_the_former(session, draft, stored.placement)
    if (of := stored.placement.copy_of) is not None:  # what it no longer says may be the news
        topics = tuple(dict.fromkeys((*topics, *sorted(decided_topics(session, of)))))
    outlets = len(spread(session, stored.story_id).outlets)
    return Facts(stored.article_id, changes, marker=marker, outlets=outlets, topics=topics)


def _against_the_former(session: Session, draft: Draft, placement: Placement) -> tuple[tuple[Changed, ...], str]:
    """What changed since the text that it carries, and the words by which it owns up to that.

    What came in late tells what stood there before: nothing changed to that.
    """
    own = correction_in(draft.article.title, draft.article.text) or ""
    if placement.copy_of is None or placement.verdict is None:
        return (), own
    there = candidate(session, placement.copy_of)
    changes, marker = placement.verdict.changes, own if own != correction_in(there.title, there.text) else ""
    late = draft.at < (text_of(there).at or draft.at)
    if late or ((changes or marker) and _was_said(session, there, draft)):
        return (), ""
    return changes, marker


def _was_said(session: Session, there: Candidate, draft: Draft) -> bool:
    """Whether it carries what the other article said before it changed: outlets print what agencies have replaced."""
    former = (
        replace(text_of(there), title=one.title, text=one.text) for one in revisions_of(session, there.article_id)
    )
    return any(compare(text, draft.text).likeness is Likeness.COPY for text in former)


def _count(tally: Tally, draft: Draft, stored: _Stored, decision: Decision) -> None:
    words = "" if draft.article.evidence is Evidence.PAGE else Word.FROM_FEED.value
    tally.add(Step.ARTICLE, Word.COPY if stored.placement.copy_of else Word.STORED, words)
    tally.add(Step.TOPIC, Word.MATCHED if draft.matches else Word.UNMATCHED)
    count_alerts(tally, decision)


def keys_of(addresses: tuple[str, ...]) -> set[str]:
    """Page keys that can tell one article from another: a site's front page is where dead links are sent."""
    return {page_key(url) for url in addresses if urlsplit(url).path.strip("/") or urlsplit(url).query}
