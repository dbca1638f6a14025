"""Topics that are new or changed, run over the archive. Interrupted, it goes on where it is called again."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from alerts.follow_ups import follow
from alerts.match import Matcher
from flows.progress import Progress
from flows.reports import report_of
from flows.settings import Desk
from flows.settings.problem import suggest
from flows.topics.changes import Change, change
from flows.topics.digests import topic_digests
from news import Alert, Facts, Match, Report, StoredArticle, WirewatchError
from storage.archive import archive, articles_of
from storage.articles import add_followed, add_matches, add_told
from storage.database import Database, Session
from storage.matches import Told, kept_of, lift_holds, put_holds, remove_matches, replace_matches, told_of
from storage.outbox import queue
from storage.stories import headline_of, spread, story
from storage.topics import note_matched, out_of_step, sync_topics

BATCH = 100  # articles: each that changes takes about a millisecond, and others wait to write meanwhile

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Wish:
    """What to match again. Without `topics`: those that are new, or changed since the archive was matched with them.

    `since` is about when an article was seen. `alert` lets the policy decide about what is found.
    """

    since: datetime
    topics: tuple[str, ...] = ()
    alert: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class Rematched:
    """What became of it: `counts` by topic and word, `holds` by reason.

    Each match is counted under one of "added", "changed", "removed" and "as before"; stories told under "alerts".
    """

    topics: tuple[str, ...] = ()
    articles: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    holds: Counter[str] = field(default_factory=Counter)

    def add(self, one: Change) -> None:
        for word, topics in (
            ("added", [match.topic for match in one.added]),
            ("changed", [match.topic for match in one.replaced]),
            ("removed", one.removed),
            ("as before", one.same),
            ("alerts", one.decision.told),
        ):
            self.counts.update((topic, word) for topic in topics)
        self.holds.update(hold.reason.value for hold in one.decision.holds)


def rematch(desk: Desk, database: Database, wish: Wish, clock: Clock) -> Rematched:
    """Add, change and remove the matches of these topics, article by article, and queue alerts if asked to.

    Each batch is a transaction of its own. Raises WirewatchError: no such topic; StorageError.
    """
    digests = topic_digests(desk)
    names = _chosen(database, digests, wish, clock)
    done = Rematched(names)
    if not names:
        return done
    run = _Run(desk, database, names, wish, clock)
    progress = Progress("articles")
    for articles in _stored(database, wish.since, clock()):
        progress.expect(len(articles))
        for one in run.batch(articles):
            done.add(one)
        done.articles += len(articles)
        progress.done(len(articles))
    if not wish.dry_run:
        with database.writing(alone=True) as session:
            note_matched(session, {name: digests[name] for name in names}, clock())
    return done


def _stored(database: Database, since: datetime, now: datetime) -> Iterator[list[StoredArticle]]:
    """The archive, then what was stored meanwhile: by a pass, perhaps, that began before the desk was edited."""
    last = 0
    for articles in archive(database, since=since, batch=BATCH):
        yield articles
        last = articles[-1].id
    for articles in archive(database, since=max(since, now), batch=BATCH):
        if later := [one for one in articles if one.id > last]:
            yield later


def _chosen(database: Database, digests: dict[str, str], wish: Wish, clock: Clock) -> tuple[str, ...]:
    """In the desk's order."""
    for name in wish.topics:
        if name not in digests:
            raise WirewatchError(f"The desk has no topic “{name}”. Cure: {suggest(name, digests, 'the topics are')}")
    if wish.dry_run:
        with database.reading() as session:
            wanted: Collection[str] = wish.topics or out_of_step(session, digests)
    else:
        with database.writing(alone=True) as session:
            sync_topics(session, digests, clock())
            wanted = wish.topics or out_of_step(session, digests)
    return tuple(name for name in digests if name in wanted)


class _Run:
    """One run over the archive. What a dry run would have told is remembered here, and nowhere else."""

    def __init__(self, desk: Desk, database: Database, names: tuple[str, ...], wish: Wish, clock: Clock) -> None:
        topics = [topic for topic in desk.topics if topic.name in names]
        self._matcher = Matcher(topics, desk.lists)
        self._names, self._titles = names, {topic.name: topic.title for topic in desk.topics}
        self._routes, self._database, self._wish, self._clock = desk.routes, database, wish, clock
        self._told: Told = {}

    def batch(self, articles: Sequence[StoredArticle]) -> list[Change]:
        found = {one.id: self._matches(one) for one in articles}
        with self._database.reading() as session:
            changes = self._changes(session, articles, found)
        if not self._wish.dry_run and any(not one.is_none for one in changes):
            with self._database.writing(alone=True) as session:  # looked at again: others may have written since
                now = articles_of(session, [one.id for one in articles])
                read = {one.id: one for one in articles}
                found |= {one.id: self._matches(one) for one in now if one.article != read[one.id].article}
                changes = self._changes(session, now, found)
                for one in changes:
                    if not one.is_none:
                        self._carry_out(session, one)
        for one in changes:
            self._remember(one, self._told)
        return changes

    def _matches(self, one: StoredArticle) -> tuple[Match, ...]:
        return self._matcher.matches(one.article, one.source)

    def _changes(
        self, session: Session, articles: Sequence[StoredArticle], found: dict[int, tuple[Match, ...]]
    ) -> list[Change]:
        """One by one, the oldest first: the first article of a story that may be told is told."""
        kept = kept_of(session, [one.id for one in articles], self._names)
        told = self._told | told_of(session, {one.story_id for one in articles}, self._titles)
        changes = []
        for one in articles:
            changed = change(one, found[one.id], kept, told, self._routes, alert=self._wish.alert)
            self._remember(changed, told)
            changes.append(changed)
        return changes

    def _remember(self, one: Change, told: Told) -> None:
        told.update({(one.article.story_id, topic): one.article.id for topic in one.decision.told})

    def _carry_out(self, session: Session, one: Change) -> None:
        """In the transaction of its batch: matches, holds, what is told, and the messages."""
        stored, now = one.article, self._clock()
        add_matches(session, stored.id, one.added)
        replace_matches(session, stored.id, one.replaced)
        remove_matches(session, stored.id, one.removed)
        lift_holds(session, stored.id, one.decision.told)
        put_holds(session, stored.id, one.decision.holds, now)
        if one.decision.told:
            add_told(session, stored.story_id, stored.id, one.decision.told, now)
            self._note_spread(session, one, now)
            queue(session, stored.story_id, stored.id, self._reports(session, one), now)

    def _note_spread(self, session: Session, one: Change, now: datetime) -> None:
        """The message names the outlets that have the story by now: how many is told with it."""
        stored = one.article
        facts = Facts(stored.id, outlets=len(spread(session, stored.story_id).outlets))
        noted = follow(facts, {}, self._routes, first=one.decision.told).followed
        add_followed(session, stored.story_id, stored.id, noted, now)

    def _reports(self, session: Session, one: Change) -> list[tuple[Alert, Report]]:
        stored = one.article
        there = story(session, stored.story_id)
        near = (there.near, headline_of(session, there.near)) if there and there.near else None
        return [
            (
                alert,
                report_of(stored.article, stored.source, alert, self._titles, story_id=stored.story_id, near=near),
            )
            for alert in one.decision.alerts
        ]
