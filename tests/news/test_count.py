from news import Step, Tally, Word


def test_counts_add_up_by_step_word_and_detail() -> None:
    first, second = Tally(), Tally()
    first.add(Step.PAGE, Word.FETCHED, count=2)
    second.add(Step.PAGE, Word.FETCHED)
    second.add(Step.PAGE, Word.FAILED, "timeout")
    assert list(first + second) == [
        (Step.PAGE, Word.FETCHED, "", 3),
        (Step.PAGE, Word.FAILED, "timeout", 1),
    ]
    assert (first + second).of(Step.PAGE) == 4
    assert (first + second).of(Step.PAGE, Word.FAILED) == 1
    assert first.of(Step.PAGE) == 2


def test_rows_come_in_the_order_of_the_path() -> None:
    tally = Tally()
    tally.add(Step.DELIVERY, Word.SENT)
    tally.add(Step.SOURCE, Word.FAILED)
    tally.add(Step.SOURCE, Word.FETCHED)
    assert [(step, word) for step, word, _, _ in tally] == [
        (Step.SOURCE, Word.FETCHED),
        (Step.SOURCE, Word.FAILED),
        (Step.DELIVERY, Word.SENT),
    ]


def test_nothing_counted_is_no_row() -> None:
    tally = Tally()
    tally.add(Step.ENTRY, Word.NEW, count=0)
    assert list(tally) == []
    assert tally == Tally()
