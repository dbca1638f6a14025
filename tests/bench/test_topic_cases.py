from random import Random

from alerts.query import Document
from bench.generated import compare, report
from bench.generated_cases import make_round
from bench.plain import Answers, Plain


class Forgetful(Plain):
    """Wrong on purpose: knows no span that ends in a field's third character."""

    def search(self, document: Document) -> Answers:
        return [(name, spans) for name, spans in super().search(document) if all(span.end != 3 for span in spans)]


class Backwards(Plain):
    """Wrong on purpose: the last comes first."""

    def search(self, document: Document) -> Answers:
        return super().search(document)[::-1]


def test_an_engine_that_is_the_plain_evaluator_differs_nowhere() -> None:
    tally = compare(Plain, 2000, seed=1)
    assert report(tally)
    assert tally.cases >= 2000
    assert 0.05 < tally.fired / tally.cases < 0.5


def test_every_kind_of_part_holds_in_some_cases() -> None:
    held = set(compare(Plain, 8000, seed=1).held)
    kinds = {
        "Word",
        "Wildcard",
        "Compound",
        "Phrase",
        "Window",
        "Listed",
        "Near",
        "AtLeast",
        "And",
        "Or",
        "Not",
        "Field",
    }
    assert held >= kinds | {"Language", "title:", "body:", "lead:", "author:", "source:", "section:", "url:"}


def test_a_difference_is_found_and_made_small() -> None:
    tally = compare(Forgetful, 200, seed=1)
    assert not report(tally)
    assert tally.differences
    assert len(tally.differences[0]) < 300


def test_another_order_is_found() -> None:
    tally = compare(Backwards, 1000, seed=1)
    assert not tally.differences
    assert tally.disordered
    assert not report(tally)


def test_a_seed_gives_the_same_cases() -> None:
    assert make_round(Random(3), 5, 2) == make_round(Random(3), 5, 2)
    assert make_round(Random(3), 5, 2) != make_round(Random(4), 5, 2)
