import pytest

from news import Placement
from storage.articles import add_aliases, add_article, article_known_as
from storage.database import Database, Session
from storage.parameters import LATELY, VOTES, keys_lately, noise_of, refute, vote
from tests.storage.conftest import NOW, article


def noise(database: Database, host: str = "a.example") -> frozenset[str]:
    with database.reading() as session:
        return noise_of(session, host)


def add(session: Session, copy_of: int | None = None) -> int:
    return add_article(session, "a", article(), Placement(copy_of=copy_of), [], None, "", NOW)[0]


def learn(session: Session, name: str, host: str = "a.example") -> None:
    for _ in range(VOTES):
        vote(session, host, name, add(session))


def test_a_host_that_is_new_has_no_noise(database: Database) -> None:
    assert noise(database) == frozenset()


def test_three_texts_make_noise_of_a_parameter_and_the_third_says_so(with_sources: Database) -> None:
    with with_sources.writing(alone=True) as session:
        said = [vote(session, "a.example", "ed", add(session)) for _ in range(4)]
        vote(session, "a.example", "tab", add(session))
        vote(session, "b.example", "ed", add(session))
    assert said == [False, False, True, False]
    assert noise(with_sources) == {"ed"}
    assert noise(with_sources, "b.example") == frozenset()


def test_votes_are_counted_across_transactions(with_sources: Database) -> None:
    for expected in (False, False, True):
        with with_sources.writing(alone=True) as session:
            assert vote(session, "a.example", "ed", add(session)) is expected


def test_an_article_votes_once(with_sources: Database) -> None:
    with with_sources.writing(alone=True) as session:
        article_id = add(session)
        assert not any(vote(session, "a.example", "ed", article_id) for _ in range(VOTES))
    assert noise(with_sources) == frozenset()


def test_a_text_votes_once_however_many_carry_it(with_sources: Database) -> None:
    with with_sources.writing(alone=True) as session:
        first = add(session)
        assert not any(
            vote(session, "a.example", "ed", each) for each in (first, add(session, first), add(session, first))
        )
    assert noise(with_sources) == frozenset()


@pytest.mark.parametrize("votes", [0, 1, VOTES])
def test_what_chose_the_page_once_is_never_noise_again(with_sources: Database, votes: int) -> None:
    with with_sources.writing(alone=True) as session:
        for _ in range(votes):
            vote(session, "a.example", "ed", add(session))
        refute(session, "a.example", "ed")
        learn(session, "ed")
        learn(session, "tab")
    assert noise(with_sources) == {"tab"}


def test_with_the_noise_go_the_addresses_that_were_known_by_it(with_sources: Database) -> None:
    with with_sources.writing(alone=True) as session:
        own, learned, elsewhere = add(session), add(session), add(session)
        add_aliases(session, own, {"a.example/1?ed=x"})
        add_aliases(session, learned, {"a.example/1"}, "a.example")
        add_aliases(session, elsewhere, {"b.example/1"}, "b.example")
        learn(session, "ed")
        refute(session, "a.example", "ed")
        known = [article_known_as(session, {key}) for key in ("a.example/1?ed=x", "a.example/1", "b.example/1")]
    assert known == [own, None, elsewhere]


def test_addresses_stay_when_what_is_refuted_was_no_noise(with_sources: Database) -> None:
    with with_sources.writing(alone=True) as session:
        learn(session, "ed")
        learned = add(session)
        add_aliases(session, learned, {"a.example/1"}, "a.example")
        refute(session, "a.example", "id")
        refute(session, "a.example", "id")
        assert article_known_as(session, {"a.example/1"}) == learned
    assert noise(with_sources) == {"ed"}


def test_keys_of_a_host_come_with_the_first_article_of_their_text(with_sources: Database) -> None:
    with with_sources.writing(alone=True) as session:
        first = add(session)
        copy, other = add(session, first), add(session)
        add_aliases(session, first, {"a.example/1?ed=x"})
        add_aliases(session, copy, {"a.example/1?ed=y"})
        add_aliases(session, copy, {"a.example/1"}, "a.example")
        add_aliases(session, other, {"a.example_/2", "b.example/a.example"})
        found = keys_lately(session, "a.example")
        assert keys_lately(session, "a_example") == []
    assert sorted(found) == [("a.example/1?ed=x", first), ("a.example/1?ed=y", first), ("a.example_/2", other)]


def test_only_the_latest_articles_are_asked(with_sources: Database) -> None:
    with with_sources.writing(alone=True) as session:
        old = add(session)
        add_aliases(session, old, {"a.example/1"})
        assert keys_lately(session, "a.example", lately=2) == [("a.example/1", old)]
        add(session)
        add(session)
        assert keys_lately(session, "a.example", lately=2) == []
        assert keys_lately(session, "a.example", lately=LATELY) == [("a.example/1", old)]
