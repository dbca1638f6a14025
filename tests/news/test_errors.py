"""What an error carries, also to another process."""

import copy
import pickle
from datetime import timedelta

import pytest

from news import DeskError, FeedError, FetchError, ParsingError, QueryError, StorageError, WirewatchError

WAIT = timedelta(seconds=90)


@pytest.mark.parametrize(
    "error",
    [
        WirewatchError("said"),
        FetchError("http 503", "http://a.example/", "busy", retry=True, retry_after=WAIT),
        FeedError("not a feed", "http://a.example/", "a picture"),
        ParsingError("crashed", "SIGSEGV"),
        QueryError("unclosed", 7, "a parenthesis is open", "close it"),
        DeskError(["line 1: no", "line 2: no"]),
        StorageError("too new"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_carries_all_that_it_says(error: WirewatchError) -> None:
    error.add_note("seen at night")
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (type(twin), str(twin), twin.args, vars(twin)) == (type(error), str(error), error.args, vars(error))


def test_a_parsing_error_says_what_became_of_the_document() -> None:
    assert str(ParsingError("crashed", "SIGSEGV")) == "parsing crashed (SIGSEGV)"
    assert str(ParsingError("took too long")) == "parsing took too long"
