"""The `topics` commands on a desk of its own, with an archive that the test fills."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import cli
from flows.settings import Desk, load_desk
from flows.topics.digests import topic_digests
from news import Article, By, Placement, Source
from storage.articles import add_article
from storage.database import Database
from storage.sources import sync_sources
from storage.topics import sync_topics

Command = Callable[..., str]

DESK = """\
schedules: {wires: {every: 2m}}
sources:
  - {name: Courier, url: "https://courier.example/feed"}
  - {name: Relief, url: "https://relief.example/feed"}
lists:
  boats: [ferry, dinghy, "mail steamer"]
topics:
  sea:
    title: At sea
    query: "@boats OR shipwreck"
    should_match: [The night ferry ran aground., A dinghy was found.]
    should_not_match: [The bridge was closed.]
  bridges: {query: '"long bridge"'}
"""
# Nothing that a desk commits to is read at midnight: a test that runs across it sees the same days.
NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)


@dataclass
class Archive:
    """Stored articles of a desk."""

    database: Database
    path: Path

    @property
    def desk(self) -> Desk:
        return load_desk(self.path, {})

    def write(self, text: str) -> None:
        self.path.write_text(text)

    def remember(self) -> None:
        """As each pass does when it begins."""
        with self.database.writing() as session:
            sync_topics(session, topic_digests(self.desk), datetime.now(UTC))

    def store(
        self, title: str, text: str = "Nothing more is known.", *, days: float = 0, source: str = "Courier",
        copy_of: tuple[int, int] | None = None, **values: str,
    ) -> tuple[int, int]:  # fmt: skip
        """Put an article there that was seen so many days before yesterday noon. Return (article id, story id)."""
        host = f"{source.lower()}.example"
        with self.database.writing() as session:
            number = len(session.connection().exec_driver_sql("select id from article").all()) + 1
            article = Article(f"https://{host}/{number}", title, text, **{"language": "en"} | values)
            placement = Placement(copy_of[1], By.COPY, copy_of[0]) if copy_of else Placement()
            return add_article(session, source, article, placement, [], None, "", NOON - timedelta(days=days))


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "wirewatch.yaml"
    path.write_text(DESK)
    database = Database(load_desk(path, {}).database_url)
    with database.writing() as session:
        sync_sources(session, [Source(name, f"https://{name}.example/feed") for name in ("Courier", "Relief")], NOON)
    yield Archive(database, path)
    database.close()


@pytest.fixture
def wirewatch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command on a screen of 80 columns without colour, and answers with what it printed on either stream."""
    monkeypatch.setenv("COLUMNS", "80")

    def run(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        exit_code = cli.main(words)
        out, err = capsys.readouterr()
        assert exit_code == code, out + err
        return out + err

    return run
