"""Several processes store what reports the same events at the same time."""

import multiprocessing
from collections import Counter
from collections.abc import Callable
from multiprocessing.synchronize import Barrier

import pytest
from sqlmodel import col, select

from news import By, Placement
from storage.articles import add_article, add_told, likely_copies, occasions_told
from storage.database import Database, Session
from storage.stories import likely_members
from storage.tables import AlertRow, ArticleRow
from tests.storage.conftest import NOW, article
from tests.storage.stories.conftest import HOUR, about

EVENTS, PROCESSES = 12, 3
PATIENCE_SECONDS = 60
Decide = Callable[[Session, int], Placement]


def by_text(session: Session, event: int) -> Placement:
    found = likely_copies(session, [event, -event], NOW, HOUR)
    return Placement(found[0].story_id, By.COPY, found[0].article_id) if found else Placement()


def by_event(session: Session, event: int) -> Placement:
    found = likely_members(session, about(event, -event))
    return Placement(found[0].story_id, By.EVENT) if found else Placement()


def store_all(url: str, decide: Decide, barrier: Barrier) -> None:
    """One article of each event, each begun when the others begin theirs; told where its story was not."""
    database = Database(url)
    for event in range(1, EVENTS + 1):
        barrier.wait(PATIENCE_SECONDS)
        with database.writing(alone=True) as session:
            placement, profile = decide(session, event), about(event, -event)
            stored, story = add_article(session, "a", article(), placement, [event, -event], profile, "a.example", NOW)
            if not occasions_told(session, story):
                add_told(session, story, stored, ["rafah"], NOW)
    database.close()


@pytest.mark.parametrize("decide", [by_text, by_event])
def test_what_several_processes_store_at_once_is_one_story_and_told_once(
    with_sources: Database, decide: Decide
) -> None:
    spawn = multiprocessing.get_context("spawn")
    url = with_sources.engine.url.render_as_string(hide_password=False)
    barrier = spawn.Barrier(PROCESSES)
    processes = [spawn.Process(target=store_all, args=(url, decide, barrier)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(2 * PATIENCE_SECONDS)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    with with_sources.reading() as session:
        stories = Counter(session.scalars(select(ArticleRow.story_id)))
        told = session.scalars(select(AlertRow.story_id).order_by(col(AlertRow.story_id))).all()
    assert sorted(stories.values()) == [PROCESSES] * EVENTS
    assert sorted(stories) == list(told)
