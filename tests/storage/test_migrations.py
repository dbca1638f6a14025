"""What a database of an earlier version holds is there afterwards."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from news import Health, Pick, Source
from storage.articles import add_followed, add_told, article_known_as, occasions_told
from storage.database import Database, alembic_config
from storage.digest import digest
from storage.entries import claim_leads, known_keys
from storage.outbox import claim_deliveries
from storage.overview import status
from storage.pages import last_pages
from storage.sources import claim_sources, memories, sync_sources
from storage.stories import spread, story
from tests.storage.conftest import NOW, REPORT, entry, keys

FIRST = f"""
INSERT INTO source (name, address, active, etag, last_modified, baseline, due_at, fetched_at, good_at, result, failures,
  partial, lease_owner, lease_until) VALUES
  ('a', '{digest("https://a.example/feed")}', true, '"v1"', 'yesterday', false, :now, :now, :now, '2 entries', 0, 0,
   NULL, NULL),
  ('b', '{digest("https://b.example/feed")}', true, NULL, NULL, true, :later, :now, NULL, 'timeout', 3, 0, 'me', :now),
  ('c', '{digest("https://c.example/feed")}', true, '"v3"', NULL, false, :now, :now, :now, '0 entries', 0, 1,
   NULL, NULL);
INSERT INTO story (id, opened_at) VALUES (1, :now);
INSERT INTO article (id, source, story_id, url, title, text, authors, evidence, seen_at) VALUES
  (1, 'a', 1, 'https://a.example/1', 'Crossing reopens', 'Near Rafah today.', '[]', 'page', :now);
INSERT INTO alias (digest, key, article_id) VALUES ('{digest("a.example/1")}', 'a.example/1', 1);
INSERT INTO fingerprint (hash, article_id) VALUES (42, 1);
INSERT INTO alert (story_id, topic, article_id, alerted_at) VALUES (1, 'rafah', 1, :now);
INSERT INTO hold (article_id, topic, reason, held_at) VALUES (1, 'other', 'no route', :now);
INSERT INTO match (id, article_id, topic, found) VALUES (1, 1, 'rafah', '{{}}');
INSERT INTO entry (id, source, key, url, payload, baseline, state, attempts, next_at, seen_at, article_id) VALUES
  (1, 'a', 'k1', 'https://a.example/1', NULL, false, 'done', 1, :now, :now, 1),
  (2, 'a', 'k2', 'https://a.example/2',
   '{{"id": "id-2", "url": "https://a.example/2", "title": "Title 2", "published_at": "2026-03-01T12:00:00Z",
      "updated_at": null, "summary": "", "content": "", "authors": [], "language": null}}',
   true, 'waiting', 0, :now, :now, NULL);
INSERT INTO delivery (id, key, channel, story_id, article_id, report, state, attempts, next_at, queued_at) VALUES
  (1, 'd1', 'mail', 1, 1,
   '{{"headline": "Crossing reopens", "link": "https://a.example/1", "outlet": "A", "source": "a",
      "published_at": "2026-03-01T12:00:00Z", "language": "en", "evidence": "page", "topics": [["rafah", "Rafah"]],
      "matches": [{{"topic": "rafah", "spans": [["body", 5, 10]],
                   "passages": [{{"field": "body", "text": "Near Rafah today.", "marks": [[5, 10]]}}]}}]}}',
   'pending', 0, :now, :now);
"""
HOUR = timedelta(hours=1)


@pytest.fixture
def migrated(database: Database) -> Database:
    """A database that was filled as the first version did, and brought to this one."""
    with database.engine.begin() as connection:
        config = alembic_config(connection)
        command.downgrade(config, "base")
        command.upgrade(config, "0001")
        for statement in FIRST.split(";\n")[:-1]:
            words = statement.replace(":", r"\:").replace(r"\:now", ":now").replace(r"\:later", ":later")
            values = {name: at for name, at in (("now", NOW), ("later", NOW + HOUR)) if f":{name}" in words}
            connection.execute(text(words).bindparams(**values), values)
        command.upgrade(config, "head")
        command.check(config)
    return database


def test_everything_is_still_there(migrated: Database) -> None:
    with migrated.reading() as session:
        found = status(session, ["mail"])
        assert [source.name for source in found.sources] == ["a", "b", "c"]
        assert (found.articles, found.stories, found.matches) == (1, 1, 1)
        assert (found.alerts, found.holds, found.deliveries) == ({"rafah": 1}, {"no route": 1}, {"pending": 1})
        assert article_known_as(session, ["a.example/1"]) == 1


def test_articles_of_before_are_plain_ones(migrated: Database) -> None:
    columns = "kind, parts, captions, agencies, amp_url, published_precision, page_refused"
    with migrated.reading() as session:
        (row,) = session.connection().execute(text(f"SELECT {columns} FROM article"))
        assert last_pages(session, ["a"]) == {}
    lists = [one if isinstance(one, list) else json.loads(one) for one in row[1:4]]  # SQLite keeps them as text
    assert (row[0], lists, *row[4:]) == ("article", [[], [], []], None, "instant", None)


def test_what_waited_to_be_read_and_to_be_sent_still_does(migrated: Database) -> None:
    with migrated.writing() as session:
        (lead,) = claim_leads(session, {"a"}, "me", NOW)
        (delivery,) = claim_deliveries(session, {"mail"}, "me", NOW)
    assert (lead.id, lead.entry, lead.baseline) == (2, entry(2)[1], True)
    assert (delivery.key, delivery.report) == ("d1", replace(REPORT, story_id=1))


def test_a_source_that_had_entries_is_read_whole_and_as_for_the_first_time(migrated: Database) -> None:
    """Its old keys recognise nothing any more: without a baseline every entry that it lists would be news."""
    with migrated.reading() as session:
        found = memories(session)
        assert known_keys(session, "a", [keys(1).id or 0]) == frozenset()
    assert (found["a"].baseline, found["a"].etag, found["a"].last_modified) == (True, None, None)
    assert (found["c"].baseline, found["c"].etag) == (False, '"v3"')


def test_sources_keep_their_health_and_their_back_off(migrated: Database) -> None:
    with migrated.reading() as session:
        found = memories(session)
    assert (found["a"].health, found["a"].well_since, found["a"].due_at) == (Health.OK, NOW, NOW)
    assert (found["b"].failures, found["b"].ill_since, found["b"].alone_until) == (3, NOW, NOW + HOUR)
    assert (found["c"].health, found["c"].partial) == (Health.IN_PART, 1)


def test_sources_are_polled_on(migrated: Database) -> None:
    with migrated.writing() as session:
        sync_sources(session, [Source(name, f"https://{name}.example/feed") for name in "abc"], NOW)
        claims = claim_sources(session, set("abc"), "me", NOW, pick=Pick.DUE)
    assert sorted(claim.name for claim in claims) == ["a", "c"]


def test_what_was_told_is_told_first_and_what_followed_is_forgotten_by_a_step_back(migrated: Database) -> None:
    with migrated.writing() as session:
        assert occasions_told(session, 1) == {"rafah": {"first"}}
        add_followed(session, 1, 1, [("rafah", "more outlets: 3")], NOW)
    with pytest.raises(IntegrityError), migrated.writing() as session:
        add_told(session, 1, 1, ["rafah"], NOW)
    with migrated.engine.begin() as connection:
        config = alembic_config(connection)
        command.downgrade(config, "0005")
        assert connection.execute(text("SELECT topic FROM alert")).scalars().all() == ["rafah"]
        command.upgrade(config, "head")
        command.check(config)
    with migrated.reading() as session:
        assert occasions_told(session, 1) == {"rafah": {"first"}}


def test_articles_and_stories_of_before_are_shown(migrated: Database) -> None:
    with migrated.reading() as session:
        shown = story(session, 1)
        assert spread(session, 1).outlets == ("a",)
        assert session.execute(text("SELECT count(*) FROM fingerprint")).scalar_one() == 0  # they would find nothing
    assert shown
    assert [(one.owner, one.placement, one.pinned, one.likeness) for one in shown.articles] == [("", None, False, None)]


def test_the_third_migration_can_be_undone_and_done_again(migrated: Database) -> None:
    with migrated.engine.begin() as connection:
        config = alembic_config(connection)
        command.downgrade(config, "0002")
        assert connection.execute(text("SELECT count(*) FROM article")).scalar_one() == 1
        command.upgrade(config, "head")
        command.check(config)


def test_the_second_migration_can_be_undone_with_what_fits_into_the_first(migrated: Database) -> None:
    with migrated.engine.begin() as connection:
        config = alembic_config(connection)
        command.downgrade(config, "0001")
        assert connection.execute(text("SELECT count(DISTINCT key) FROM entry")).scalar_one() == 2
        assert connection.execute(text("SELECT count(*) FROM delivery")).scalar_one() == 1
        command.upgrade(config, "head")
