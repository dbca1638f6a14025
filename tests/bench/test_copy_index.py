from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import fmean

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from bench.copy_archive import NOW, RECENT, Archive, standing_prints
from bench.copy_index import COPY, NEW, REVISION, STEPS, Arrived, Watch, check_room, needed, run
from bench.made_news import Newsroom
from parsers import sketch
from storage.database import Database
from storage.tables import ArticleRow, FingerprintRow, ProfileRow

STORED, ARRIVING = 400, 8


def ticking() -> float:
    """A clock by which each step takes one second: nothing here depends on the machine."""
    ticking.now += 1  # type: ignore[attr-defined]
    return float(ticking.now)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, list[Arrived]]]:
    ticking.now = 0  # type: ignore[attr-defined]
    with closing(Database(f"sqlite:///{tmp_path_factory.mktemp('index') / 'index.db'}")) as database:
        _, arrived = run(database, Archive(STORED, needed(ARRIVING), profiles=20), ARRIVING, ticking)
        yield database, arrived


def of_kind(arrived: list[Arrived], kind: str) -> list[Arrived]:
    return [one for one in arrived if one.kind == kind]


def test_as_many_copies_as_new_articles_arrive_and_a_tenth_as_many_revisions(
    measured: tuple[Database, list[Arrived]],
) -> None:
    assert [len(of_kind(measured[1], kind)) for kind in (COPY, REVISION, NEW)] == [ARRIVING, 1, ARRIVING]


def test_copies_and_revisions_are_found_by_their_originals(measured: tuple[Database, list[Arrived]]) -> None:
    for one in (*of_kind(measured[1], COPY), *of_kind(measured[1], REVISION)):
        assert one.original is not None
        assert one.found == one.original


def test_new_articles_are_no_copies(measured: tuple[Database, list[Arrived]]) -> None:
    assert [one.found for one in of_kind(measured[1], NEW)] == [None] * ARRIVING


def test_each_step_is_timed_and_copies_need_no_story(measured: tuple[Database, list[Arrived]]) -> None:
    assert all(set(one.watch.seconds) == set(STEPS) for one in of_kind(measured[1], NEW))
    of_a_story = {"members", "story", "profile row"}
    assert all(set(one.watch.seconds) == set(STEPS) - of_a_story for one in of_kind(measured[1], COPY))
    assert {one.watch.of_index for one in measured[1]} == {4.0}


def test_the_archive_is_full_of_a_month_with_as_many_fingerprints_as_articles_have(
    measured: tuple[Database, list[Arrived]],
) -> None:
    database, arrived = measured
    with database.reading() as session:
        articles = session.execute(select(func.count()).select_from(ArticleRow)).scalar_one()
        profiles = session.execute(select(func.count()).select_from(ProfileRow)).scalar_one()
        first = session.execute(select(func.min(col(ArticleRow.seen_at)))).scalar_one()
        prints = session.execute(
            select(func.count()).select_from(FingerprintRow).where(col(FingerprintRow.article_id) <= STORED)
        ).scalar_one()
    assert articles == STORED + len(arrived)
    assert profiles == 20 + ARRIVING
    assert first < NOW - 14 * RECENT
    made = Newsroom(2)
    usual = fmean(len(sketch(made.article().text)) for _ in range(100))
    assert prints / STORED == pytest.approx(usual, rel=0.15)


def test_made_copies_and_revisions_are_what_they_are_called() -> None:
    newsroom = Newsroom(3)
    original = newsroom.article()
    copy, revision = newsroom.copy(original), newsroom.revision(original)
    assert len(copy.text) > len(original.text) / 2
    assert set(original.paragraphs) & set(copy.paragraphs)
    assert len(revision.paragraphs) == len(original.paragraphs) + 1
    assert newsroom.article().text != original.text


def test_the_same_seed_makes_the_same_news() -> None:
    assert Newsroom(4).article() == Newsroom(4).article()
    assert Newsroom(4).article() != Newsroom(5).article()


def test_words_that_stand_below_all_articles_of_a_site_have_fingerprints_that_these_share() -> None:
    newsroom = Newsroom(6)
    one, other, third = (newsroom.article() for _ in range(3))
    shared = [standing_prints(paragraph, one, other) for paragraph in newsroom.standing[:30]]
    assert any(shared)
    below = [set(sketch("\n\n".join((*third.paragraphs[:-1], words)))) for words in newsroom.standing[:30]]
    assert all(prints <= there for prints, there in zip(shared, below, strict=True))


def test_a_full_disk_is_named_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="Too little"):
        check_room(tmp_path, stored=10**15, profiles=0)


def test_a_watch_adds_up_what_a_step_takes_in_turns() -> None:
    times = iter((1.0, 2.0, 4.0, 8.0))
    watch = Watch(lambda: next(times))
    watch.start()
    for step in ("insert", "story", "insert"):
        watch.note(step)
    assert watch.seconds == {"insert": 5.0, "story": 2.0}
    assert watch.of_index == 5.0
