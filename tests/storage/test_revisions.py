from datetime import timedelta

from news import Changed, Ground, Likeness, Placement, Revision, Verdict
from storage.articles import add_aliases, add_article, add_told, article_known_as
from storage.database import Database
from storage.revisions import add_revision, is_told, pass_on_aliases, revisions_of
from tests.storage.conftest import NOW, article

VERDICT = Verdict(
    Likeness.REVISION,
    Ground.FEW_CHANGES,
    0.93,
    (Changed("50 were hurt", "75 were hurt", (("50", "75"),)), Changed("", "Flour came in.")),
    lead_changed=True,
)


def store(database: Database, url: str = "https://a.example/1") -> tuple[int, int]:
    with database.writing() as session:
        return add_article(session, "a", article(url), Placement(), (), None, "a.example", NOW)


def test_what_an_article_said_is_kept_whole_and_in_order(with_sources: Database) -> None:
    one, _ = store(with_sources)
    other, _ = store(with_sources, "https://a.example/2")
    first = Revision(one, NOW, "Fifty hurt", "50 were hurt.", VERDICT, "Correction: 75.", ("rafah",), ("aid", "arms"))
    second = Revision(
        one, NOW + timedelta(hours=1), "75 hurt", "75 were hurt.", Verdict(Likeness.COPY, Ground.SAME_WORDS)
    )
    with with_sources.writing() as session:
        for revision in (first, second):
            add_revision(session, revision)
    with with_sources.reading() as session:
        assert revisions_of(session, one) == [first, second]
        assert revisions_of(session, other) == []


def test_an_address_can_be_passed_on_to_another_article(with_sources: Database) -> None:
    former, _ = store(with_sources)
    new, _ = store(with_sources, "https://a.example/2")
    with with_sources.writing() as session:
        add_aliases(session, former, ["a.example/1", "a.example/amp/1"])
        pass_on_aliases(session, new, ["a.example/1", "a.example/new"])
        pass_on_aliases(session, new, [])
        assert article_known_as(session, ["a.example/1"]) == new
        assert article_known_as(session, ["a.example/new"]) == new
        assert article_known_as(session, ["a.example/amp/1"]) == former


def test_an_article_is_told_when_an_alert_names_it(with_sources: Database) -> None:
    (one, story), (other, _) = store(with_sources), store(with_sources, "https://a.example/2")
    with with_sources.writing() as session:
        add_told(session, story, one, ["rafah"], NOW)
        assert is_told(session, one)
        assert not is_told(session, other)
