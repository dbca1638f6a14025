"""Reading all that an explanation tells, in one consistent look at the database."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from flows.addresses import learned_keys
from flows.explain.case import Asked, Case, Neighbour, Other, Unstored
from flows.placing import text_of, time_of
from flows.stories.named import is_by_chance, key_of
from news import Candidate, Member, Profile, Source, StoredArticle, Story, Verdict, WirewatchError
from parsers import compare, owner_of, page_key, sketch
from parsers.grouping import profile_of, story_for
from storage.archive import articles_of, find_article
from storage.articles import candidate, likely_copies
from storage.database import Session
from storage.matches import kept_of
from storage.revisions import revisions_of
from storage.stories import likely_members, story
from storage.traces import Listing, aliases_of, holds_of, listings_at, listings_of, planned_look, postings_of

NEAR_IN_TIME = timedelta(days=30)  # as long as fingerprints are kept: what is nearer in time is found
NEIGHBOURS = 3  # stories: a person looks at the first
LATEST = 20_000  # entries whose address is compared: half a second, and a site's last months


def gather(session: Session, target: str, sources: Sequence[Source]) -> Case | Unstored:
    """Find the article by its id, an address of any guise, or words of its title, and read what is around it.

    Raises WirewatchError: there is none, and `target` is no address.
    """
    asked = Asked(target, key_of(target))
    found = find_article(session, target, asked.key) if target.strip() else None
    if found and not is_by_chance(found, target):
        return _case(session, asked, found)
    if asked.key is None:
        cure = "write its id, its address, or words of its title"
        raise WirewatchError(f"No stored article is “{target}”. Cure: {cure}.")
    return _otherwise(session, asked, sources)


def _otherwise(session: Session, asked: Asked, sources: Sequence[Source]) -> Case | Unstored:
    """By what was learned of its host, or by an entry that came down to the same page."""
    for key in sorted(learned_keys(session, asked.target)):
        if found := find_article(session, asked.target, key):
            return _case(session, Asked(asked.target, asked.key, key), found)
    listings = _listings(session, asked)
    for one in listings:
        if one.article_id is not None:
            return _case(session, asked, articles_of(session, [one.article_id])[0])
    here = tuple(source.name for source in sources if owner_of(source.url) == owner_of(asked.target))
    return Unstored(asked, listings, here)


def _listings(session: Session, asked: Asked) -> tuple[Listing, ...]:
    listed = listings_at(session, owner_of(asked.target), LATEST)
    return tuple(one for one in listed if one.url and page_key(one.url) == asked.key)


def _case(session: Session, asked: Asked, found: StoredArticle) -> Case:
    own = story(session, found.story_id)
    assert own is not None  # every article has one
    place = next(one for one in own.articles if one.id == found.id)
    grouping = place.placement.grouping if place.placement else None
    beside = _other(session, grouping.beside) if grouping else None
    kept = kept_of(session, [found.id], place.topics)
    return Case(
        asked,
        found,
        time_of(found.article.published_at, found.seen_at),
        place,
        own,
        aliases=aliases_of(session, found.id),
        listings=listings_of(session, found.id),
        revisions=tuple(revisions_of(session, found.id)),
        next_look_at=planned_look(session, found.id),
        original=_other(session, place.copy_of),
        nearest=_nearest(session, found) if place.copy_of is None else None,
        beside=beside,
        near=_headline(session, own.near),
        neighbours=_neighbours(session, found),
        matches=tuple(match for _, match in sorted(kept.matches.items())),
        holds=holds_of(session, [found.id]),
        postings=postings_of(session, found.story_id),
    )


def _other(session: Session, article_id: int | None, verdict: Verdict | None = None) -> Other | None:
    found = articles_of(session, [article_id]) if article_id is not None else []
    return Other(found[0], time_of(found[0].article.published_at, found[0].seen_at), verdict) if found else None


def _headline(session: Session, story_id: int | None) -> str | None:
    near = story(session, story_id) if story_id is not None else None
    return _title(near) if near else None


def _title(one: Story) -> str:
    return one.articles[0].title if one.articles else ""


def _nearest(session: Session, found: StoredArticle) -> Other | None:
    """The text that shares most with this one, of those that are not known for copies of it."""
    own = candidate(session, found.id)
    likely = likely_copies(session, sketch(own.text), _at(own), NEAR_IN_TIME)
    others = [there for there in likely if found.id not in (there.article_id, there.copy_of)]
    judged = [(there, compare(text_of(there), text_of(own))) for there in others]
    if not judged:
        return None
    there, verdict = max(judged, key=lambda one: one[1].shared)
    return _other(session, there.article_id, verdict)


def _at(one: Candidate) -> datetime:
    return time_of(one.published_at, one.first_seen_at)


def _neighbours(session: Session, found: StoredArticle) -> tuple[Neighbour, ...]:
    """The nearest stories but its own, the most alike first."""
    article = found.article
    at = time_of(article.published_at, found.seen_at)
    profile = profile_of(article.title, article.text, article.language, at)
    others = [one for one in likely_members(session, profile) if one.story_id != found.story_id]
    near = sorted(_likened(session, profile, others), key=lambda one: -one.grouping.score)
    return tuple(near[:NEIGHBOURS])


def _likened(session: Session, profile: Profile, members: Sequence[Member]) -> Iterator[Neighbour]:
    for story_id, group in groupby(sorted(members, key=_story_of), key=_story_of):
        grouping = story_for(profile, list(group))
        if grouping.beside is not None and (there := _other(session, grouping.beside)):
            yield Neighbour(story_id, there.stored.id, there.stored.article.title, there.at, grouping)


def _story_of(one: Member) -> int:
    return one.story_id
