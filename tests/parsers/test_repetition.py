"""What a site repeats is learned from its last pages, and unlearned."""

from hypothesis import given
from hypothesis import strategies as st

from parsers.repetition import LEAST, MOST, WINDOW, Recent, noted, repeated

DONATE, ABOUT = 1, 2


def after(*pages: list[int], recent: Recent = ()) -> Recent:
    for page in pages:
        recent = noted(recent, page)
    return recent


def own(number: int) -> int:
    return 1_000 + number


def test_a_paragraph_of_every_page_is_repeated() -> None:
    assert repeated(after(*([own(i), DONATE] for i in range(LEAST)))) == {DONATE}


def test_a_few_pages_are_not_enough() -> None:
    assert not repeated(after(*([own(i), DONATE] for i in range(LEAST - 1))))


def test_background_of_every_third_report_is_no_furniture() -> None:
    pages = [[own(i), ABOUT] if i % 3 == 0 else [own(i)] for i in range(WINDOW)]
    assert not repeated(after(*pages))


def test_an_article_that_says_it_twice_counts_once() -> None:
    assert not repeated(after(*([DONATE, DONATE, DONATE] for _ in range(LEAST - 1))))


def test_a_template_that_changes_is_unlearned() -> None:
    old = after(*([own(i), DONATE] for i in range(WINDOW)))
    halfway = after(*([own(50 + i), ABOUT] for i in range(WINDOW // 2)), recent=old)
    assert repeated(halfway) == {DONATE, ABOUT}
    new = after(*([own(90 + i), ABOUT] for i in range(1)), recent=halfway)
    assert repeated(new) == {ABOUT}


def test_of_a_long_page_the_ends_are_remembered() -> None:
    pages = [[DONATE, *range(10_000 * i, 10_000 * i + 500), ABOUT] for i in range(1, LEAST + 1)]
    recent = after(*pages)
    assert repeated(recent) == {DONATE, ABOUT}
    assert all(len(page) == MOST for page in recent)


@given(st.lists(st.lists(st.integers(0, 9), max_size=8), max_size=60))
def test_it_never_remembers_more_than_the_window(pages: list[list[int]]) -> None:
    recent = after(*pages)
    assert len(recent) == min(len(pages), WINDOW)
    assert all(sum(one in page for page in pages) >= LEAST for one in repeated(recent))
