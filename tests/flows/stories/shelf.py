"""A desk with a few stored articles of one event and another, as a pass would have left them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows import cli
from flows.settings import Desk, load_desk
from news import (
    Alert,
    Article,
    By,
    Changed,
    Ground,
    Grouping,
    Hold,
    Likeness,
    Match,
    Passage,
    Placement,
    Reason,
    Report,
    Term,
    Verdict,
)
from parsers import page_key
from storage.articles import add_aliases, add_article, add_holds, add_matches, add_told
from storage.database import Database
from storage.outbox import queue
from storage.sources import sync_sources

Command = Callable[..., str]

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DESK = """\
schedules: {wires: {every: 2m}}
sources:
  - {name: ledger, url: "https://ledger.example/feed"}
  - {name: courier, url: "https://courier.example/feed"}
  - {name: echo, url: "https://echo.example/feed"}
topics:
  ferry: {title: Ferries, query: ferry}
  strike: {title: Strikes, query: walkout}
channels:
  desk: {url: "json://127.0.0.1:9/desk"}
routes:
  - {to: [desk], when: immediately}
"""
FERRY = (
    "The night ferry between Ostby and Skarvholm ran aground on a sandbank shortly after two in the morning, and all "
    "of its passengers were brought ashore by volunteer crews before sunrise. The coast guard said that the hull was "
    "intact and that no fuel had leaked into the sound."
)
SECOND = (
    "A second ferry, the mail steamer from Velden, struck the harbour wall in the afternoon after its rudder had "
    "jammed. The harbour master closed the southern basin, and divers are to look at the wall before Tuesday."
)
COPY = Verdict(Likeness.COPY, Ground.FEW_CHANGES, 0.968)
REVISED = Verdict(
    Likeness.REVISION,
    Ground.FEW_CHANGES,
    0.874,
    (Changed("all of its 50 passengers", "all of its 75 passengers", (("50", "75"),)), Changed("", "Divers wait.")),
)


def event(article_id: int, story_id: int, score: float = 0.93) -> Placement:
    terms = ("Skarvholm", "sandbank", "night ferry")
    return Placement(story_id, By.EVENT, grouping=Grouping(story_id, None, article_id, score, terms))


def unsure(article_id: int, near: int) -> Placement:
    return Placement(None, By.NEW, grouping=Grouping(None, near, article_id, 0.55, ("Velden", "ferry")))


def copy_of(article_id: int, story_id: int, verdict: Verdict = COPY) -> Placement:
    by = By.COPY if verdict.likeness is Likeness.COPY else By.REVISION
    return Placement(story_id, by, article_id, verdict)


@dataclass
class Shelf:
    """Articles are seen an hour apart, in the order stored, the first at NOON."""

    path: Path
    database: Database
    stories: dict[int, int] = field(default_factory=dict)  # by article id

    @property
    def desk(self) -> Desk:
        return load_desk(self.path, {})

    def put(
        self, source: str, title: str, text: str = FERRY, placement: Placement | None = None, *,
        topics: Sequence[str] = (), told: Sequence[str] = (), held: Sequence[str] = (), url: str = "", **values: object,
    ) -> int:  # fmt: skip
        """Store an article; it matches all these topics. Return its id; its story is in `stories`."""
        number = len(self.stories)
        at = NOON + number * timedelta(hours=1)
        article = Article(
            url or f"https://{source}.example/{number + 1}", title, text,
            **{"outlet": f"The {source.title()}", "language": "en", "published_at": at} | values,  # type: ignore[arg-type]
        )  # fmt: skip
        with self.database.writing() as session:
            new, story = add_article(
                session, source, article, placement or Placement(), [], None, f"{source}.example", at
            )
            add_aliases(session, new, {page_key(article.url)})
            add_matches(session, new, [_match(topic) for topic in (*topics, *told, *held)])
            add_holds(session, new, [Hold(topic, Reason.TOLD) for topic in held], at)
            if told:
                add_told(session, story, new, told, at)
                alert = Alert("desk", tuple(_match(topic) for topic in told))
                queue(session, story, new, [(alert, _report(article, source, told))], at)
        self.stories[new] = story
        return new

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with self.database.reading() as session:
            return [tuple(row) for row in session.connection().exec_driver_sql(query)]


def _match(topic: str) -> Match:
    term = Term(topic, None, ())
    return Match(topic, (), (Passage("body", f"The night {topic} ran aground.", ()),), (term,))


def _report(article: Article, source: str, topics: Sequence[str]) -> Report:
    names = tuple((topic, topic.title()) for topic in topics)
    return Report(article.title, article.url, source, source, None, "en", "page", names, ())


def make_shelf(directory: Path, url: str = "sqlite:///wirewatch.db") -> Shelf:
    path = directory / "wirewatch.yaml"
    path.write_text(f"database: {url}\n{DESK}")
    made = load_desk(path, {})
    database = Database(made.database_url)
    with database.writing() as session:
        sync_sources(session, made.sources, NOON)
    return Shelf(path, database)


def one_event(shelf: Shelf) -> list[int]:
    """Five articles: a report, a copy, another report, a revision of the first, and one that was mistaken for it."""
    first = shelf.put("ledger", "Night ferry runs aground", told=["ferry"], agencies=("AP",))
    story = shelf.stories[first]
    return [
        first,
        shelf.put("courier", "Ferry on a sandbank", placement=copy_of(first, story), held=["ferry"]),
        shelf.put("echo", "Skarvholm ferry stranded", "Another text.", event(first, story), held=["ferry"]),
        shelf.put("ledger", "Night ferry: 75 saved", placement=copy_of(first, story, REVISED), held=["ferry"]),
        shelf.put("courier", "Second ferry hits wall", SECOND, event(3, story, 0.84), held=["ferry"]),
    ]


def runner(path: Path) -> Callable[..., int]:
    return lambda *words: cli.main([*words, "--desk", str(path)])
