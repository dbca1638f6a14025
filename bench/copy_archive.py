"""A database with a million articles of a month, made at once: for indexes that are measured when they are full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from struct import unpack

from sqlalchemy import Connection, insert

from bench.made_news import STANDING, MadeArticle, Newsroom
from news import Article, Profile, Source
from parsers import sketch
from parsers.grouping import profile_of
from storage.database import Database
from storage.sources import sync_sources
from storage.stories.members import add_profile
from storage.tables import ArticleRow, FingerprintRow, StoryRow, table_of
from storage.weekly import week_of, weekly

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MONTH = timedelta(days=30)
RECENT = timedelta(hours=48)  # copies come while their original is new
BATCH = 500  # articles at a time: as good as one by one to how full the index gets, and many times as quick
SOURCE = Source("made", "https://made.example/", owner="made.example")
SAMPLED = 200  # made articles whose number of fingerprints the others have, too
BYTES_AN_ARTICLE = 1_000  # of disk: fingerprints, a short article and its story; and as much again for the log
BYTES_A_PROFILE = 3_000
_LIKE_ALL = ArticleRow(
    source=SOURCE.name, story_id=0, url="", title="", text="", evidence="page", seen_at=NOW, owner=SOURCE.name
).model_dump()


@dataclass(frozen=True, slots=True)
class Original:
    """A stored article with its text, copies of which will arrive."""

    article_id: int
    at: datetime
    made: MadeArticle


class Archive:
    """Fills an empty database with `stored` articles; the texts of `known` of the latest are there.

    The others have no text, and as many fingerprints as made articles have: what is made of words at random and what is
    a number at random the index cannot tell apart. One in five ends as other articles of its site do, as made ones do.
    """

    def __init__(self, stored: int, known: int, profiles: int, seed: int = 1) -> None:
        self.stored, self.known, self.profiles = stored, known, min(profiles, stored)
        self.newsroom = Newsroom(seed)
        self._random = Random(seed)
        self._made = [self.newsroom.article() for _ in range(SAMPLED)]
        self._counts = [len(sketch(one.text)) for one in self._made]
        self._standing: dict[int, set[int]] = {}  # of a site, once it is asked for

    def fill(self, database: Database) -> list[Original]:
        with database.writing() as session:
            sync_sources(session, [SOURCE], NOW)
        originals: list[Original] = []
        for start in range(1, self.stored + 1, BATCH):
            numbers = range(start, min(start + BATCH, self.stored + 1))
            with database.engine.begin() as connection:
                self._add(connection, numbers, originals)
        if database.engine.dialect.name == "postgresql":
            self._settle(database)
        self._add_profiles(database, originals)
        return originals

    def _settle(self, database: Database) -> None:
        """PostgreSQL counts on from the numbers that were given, and knows how full its tables are."""
        with database.engine.begin() as connection:
            for table in ("story", "article"):
                connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {self.stored})")
            connection.exec_driver_sql("ANALYZE")

    def at(self, number: int) -> datetime:
        """When an article came out and was seen: as many each hour, the last one now."""
        return NOW - MONTH * ((self.stored - number) / self.stored)

    def _add(self, connection: Connection, numbers: Sequence[int], originals: list[Original]) -> None:
        fresh = [Original(one, self.at(one), self.newsroom.article()) for one in numbers if self._is_known(one)]
        originals += fresh
        texts = {original.article_id: original.made for original in fresh}
        connection.execute(insert(table_of(StoryRow)), [{"id": one, "opened_at": self.at(one)} for one in numbers])
        connection.execute(insert(table_of(ArticleRow)), [_row(one, self.at(one), texts.get(one)) for one in numbers])
        prints = sorted(row for one in numbers for row in self._prints(one, texts.get(one)))
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        connection.exec_driver_sql(f"INSERT INTO fingerprint (hash, article_id) VALUES ({mark}, {mark})", prints)

    def _is_known(self, number: int) -> bool:
        """Spread over the last two days, a share of them that gives as many as are wanted."""
        recent = max(1, int(self.stored * (RECENT / MONTH)))
        every = max(1, recent // self.known)
        return number > self.stored - recent and (self.stored - number) % every == 0

    def _prints(self, number: int, made: MadeArticle | None) -> Iterator[tuple[int, int]]:
        week = week_of(self.at(number))
        values = sketch(made.text) if made else self._made_up()
        return ((value, number) for value in {weekly(value, week) for value in values})

    def _made_up(self) -> Sequence[int]:
        random = self._random
        count = random.choice(self._counts)
        values = unpack(f"{count}q", random.randbytes(8 * count))
        return (*values, *self._of_site(self.newsroom.site())) if random.random() < STANDING else values

    def _of_site(self, site: int) -> set[int]:
        if site not in self._standing:
            self._standing[site] = standing_prints(self.newsroom.standing[site], *self._made[:2])
        return self._standing[site]

    def _add_profiles(self, database: Database, originals: Sequence[Original]) -> None:
        """Those of the latest articles, each that of one of the originals."""
        samples = [profile(original.made, original.at) for original in originals[:3_000]]
        for start in range(self.stored - self.profiles + 1, self.stored + 1, BATCH):
            with database.writing() as session:
                for number in range(start, min(start + BATCH, self.stored + 1)):
                    one = self._random.choice(samples)
                    add_profile(session, number, Profile(one.keys, one.packed, self.at(number)))


def standing_prints(paragraph: str, one: MadeArticle, other: MadeArticle) -> set[int]:
    """The fingerprints of a paragraph at the end of any article."""
    ended = [set(sketch("\n\n".join((*article.paragraphs[:-1], paragraph)))) for article in (one, other)]
    return ended[0] & ended[1]


def article_of(made: MadeArticle, url: str, at: datetime) -> Article:
    return Article(url, made.title, made.text, published_at=at)


def profile(made: MadeArticle, at: datetime) -> Profile:
    return profile_of(made.title, made.text, None, at)


def _row(number: int, at: datetime, made: MadeArticle | None) -> dict[str, object]:
    own = {"id": number, "story_id": number, "url": f"https://made.example/{number}", "published_at": at, "seen_at": at}
    return _LIKE_ALL | own | ({"title": made.title, "text": made.text} if made else {})


def bytes_of_index(database: Database) -> int:
    """What the fingerprints take on the disk, with the free room in their pages."""
    name = FingerprintRow.__tablename__
    with database.engine.connect() as connection:
        if database.engine.dialect.name == "postgresql":
            size = f"SELECT pg_total_relation_size('{name}')"
        else:
            size = f"SELECT sum(pgsize) FROM dbstat WHERE name = '{name}'"
        return int(connection.exec_driver_sql(size).scalar_one())
