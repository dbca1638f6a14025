"""Each operator, and what it highlights."""

import pytest

from alerts.query import Document, parse_query
from news import Span
from tests.alerts.query.marked import found

TRUCKS = "Forty trucks with flour and fuel waited at the border crossing."


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("truck", "Forty [trucks] with flour and fuel waited at the border crossing."),
        ("=truck", None),
        ("=TRUCKS", "Forty [trucks] with flour and fuel waited at the border crossing."),
        ("==Trucks", None),
        ("==Forty", "[Forty] trucks with flour and fuel waited at the border crossing."),
        ("tru*", "Forty [trucks] with flour and fuel waited at the border crossing."),
        ("fu??l", None),
        ("fu?l", "Forty trucks with flour and [fuel] waited at the border crossing."),
        ("fl*r", "Forty trucks with [flour] and fuel waited at the border crossing."),
        ("ruck", None),
        ('"border crossings"', "Forty trucks with flour and fuel waited at the [border crossing]."),
        ('"crossing border"', None),
        ('"wait* at the bord?r"', "Forty trucks with flour and fuel [waited at the border] crossing."),
        ('="border crossings"', None),
        ('"fuel trucks"~3', "Forty [trucks] with flour and [fuel] waited at the border crossing."),
        ('"fuel trucks"~2', None),
        ("trucks NEAR/1 flour", "Forty [trucks] with [flour] and fuel waited at the border crossing."),
        ("flour NEAR/0 trucks", None),
        ("flour ONEAR trucks", None),
        ("trucks ONEAR flour", "Forty [trucks] with [flour] and fuel waited at the border crossing."),
        ("trucks NEAR at", None),
        ("trucks NEAR/5 waited", "Forty [trucks] with flour and fuel [waited] at the border crossing."),
        ("(trucks NEAR/3 fuel) NEAR/0 waited", "Forty [trucks] with flour and [fuel] [waited] at the border crossing."),
        ("(milk OR fuel) NEAR/1 flour", "Forty trucks with [flour] and [fuel] waited at the border crossing."),
        ("fuel NEAR/9 fuel", None),
        ("milk OR flour fuel", "Forty trucks with [flour] and [fuel] waited at the border crossing."),
        ("flour OR milk fuel", "Forty trucks with [flour] and fuel waited at the border crossing."),
        ("flour|milk", "Forty trucks with [flour] and fuel waited at the border crossing."),
        ("flour NOT fuel", None),
        ("flour -milk", "Forty trucks with [flour] and fuel waited at the border crossing."),
        ("flour NOT (fuel AND milk)", "Forty trucks with [flour] and fuel waited at the border crossing."),
        ("flour NOT NOT fuel", "Forty trucks with [flour] and fuel waited at the border crossing."),
        ("ATLEAST/2 truck", None),
        ("ATLEAST/2 (truck OR fuel)", "Forty [trucks] with flour and [fuel] waited at the border crossing."),
        ("ATLEAST/2 (truck OR =trucks)", None),
    ],
)
def test_an_operator(query: str, expected: str | None) -> None:
    assert found(query, TRUCKS) == expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("cease-fire", "A ceasefire, a cease-fire, a cease fire.", "A [ceasefire], a [cease-fire], a [cease fire]."),
        ("ceasefire", "A cease fire, a cease-fire.", "A cease fire, a [cease-fire]."),
        ('"ceasefire talks"', "the cease-fire talks", "the [cease-fire talks]"),
        ('"ceasefire talks"~0', "talks cease-fire", "[talks] [cease-fire]"),
        ('"cease-fire talks"', "ceasefire talks", "[ceasefire talks]"),
        ('"fire ceasefire"~3', "a cease-fire", None),
        ("O'Neil", "Mr O’Neil left.", "Mr [O’Neil] left."),
        ("R&D", "R&D and R D", "[R&D] and [R D]"),
        ("==N.A.T.O.", "NATO or nato", "[NATO] or nato"),
        ("F-1*", "An F-15, an F16, an F-22.", "An [F-15], an [F16], an F-22."),
        (r"what\?", "what now", "[what] now"),
        (r"\NOT", "do not go", "do [not] go"),
        ('"say \\"stop\\" now"', "say stop now", "[say stop now]"),
        ("“border crossing”", TRUCKS, "Forty trucks with flour and fuel waited at the [border crossing]."),
        ("cross -border", "cross-border", None),
        ("(-border cross)", "cross", "[cross]"),
        ("wait and see", "wait and see", "[wait] [and] [see]"),
    ],
)
def test_a_word_of_several_pieces(query: str, text: str, expected: str | None) -> None:
    assert found(query, text) == expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ('"very very"~1', "very good", None),
        ('"very very"~1', "very, very good", "[very], [very] good"),
        ('"a b"~2', "a x a b x x x b", "a x [a] [b] x x x b"),  # only the smallest windows
        ('"a b c"~3', "a b b c", "[a] [b] [b] [c]"),
        ('"covid* 19"~0', "covid-19", "[covid-19]"),
        ('"covid* cases"~0', "covid-19 cases", "[covid-19] [cases]"),
        ('"jet jet* =jets"~2', "jets, jets and jet", "[jets], [jets] and [jet]"),
        ('"x y"~0', "y x y", "[y] [x] [y]"),
    ],
)
def test_a_window_takes_each_word_once(query: str, text: str, expected: str | None) -> None:
    assert found(query, text) == expected


def test_a_window_of_many_like_words_is_answered_at_once() -> None:
    query = '"' + "the " * 30 + "a " * 30 + '"~100'

    assert found(query, "the a " * 29) is None
    assert found(query, "the a " * 30) is not None


def test_a_star_in_a_long_word_costs_no_exponential_time() -> None:
    assert found("aa*a*a*a*a*a*a*a*a*b", "a" * 20_000) is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"b c" OR "a b"', (Span("body", 0, 3), Span("body", 2, 5))),  # overlapping
        ('"a b c" OR b', (Span("body", 0, 5),)),  # inside another
        ("a a =a", (Span("title", 0, 1), Span("body", 0, 1))),  # the same
        ("body:a", (Span("body", 0, 1),)),
        ("body:b title:a", (Span("title", 0, 1), Span("body", 2, 3))),
        ("ATLEAST/2 a", (Span("title", 0, 1), Span("body", 0, 1))),
        ("body:ATLEAST/2 a", None),
        ("c NEAR/9 z", None),  # not across the border of a field
        ("(b x) OR c", (Span("body", 4, 5),)),  # what failed is not shown
    ],
)
def test_spans_are_sorted_and_none_lies_in_another(query: str, expected: tuple[Span, ...] | None) -> None:
    document = Document(title="a z", body="a b c")

    assert parse_query(query).search(document) == expected


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("source:examples", False),  # names are not inflected
        ("source:EXAMPLE", True),
        ("author:(ana OR bob)", True),
        ("author:==ana", False),
        ("section:eur*", True),
        ("url:world/asia", True),
        ("example", False),  # only where it is asked for
        ("lang:EN-us", True),
        ("lang:e", False),
        ("source:example -lang:fr", True),
    ],
)
def test_named_fields_filter_and_are_not_highlighted(query: str, matches: bool) -> None:
    document = Document(
        body="x",
        author="Ana Example",
        source="The Example",
        section="Europe",
        url="https://a.example/world/asia",
        lang="en-GB",
    )

    assert parse_query(query).search(document) == (() if matches else None)


@pytest.mark.parametrize("field", ["title", "body", "author", "source", "section", "url", "lang"])
def test_a_missing_field_never_matches(field: str) -> None:
    assert parse_query(f"{field}:en").search(Document()) is None


LISTS = {
    "crossings": ["Rafah", "Kerem Shalom", '"Erez crossing"', "@bridges"],
    "bridges": ["==Allenby", "bridge*"],
    "ladder": ["@crossings", "@crossings", "@bridges"],
    "nothing": [],
    "words": ['"this OR that"', "Marks & Spencer", "12:30", "one  two\tthree"],
}


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("@crossings", "From Rafah to Kerem Shalom.", "From [Rafah] to [Kerem Shalom]."),
        ("@crossings", "the allenby bridges", "the allenby [bridges]"),
        ("@ladder NEAR/1 closed", "Erez crossing is closed", "[Erez crossing] is [closed]"),
        ("ATLEAST/3 @ladder", "Rafah, Erez crossing", None),
        ("ATLEAST/2 @ladder", "Rafah, Erez crossing", "[Rafah], [Erez crossing]"),
        ("closed -@crossings", "Rafah is closed", None),
        ('"@crossings closed"', "crossings closed", "[crossings closed]"),  # no lists within quotes
        ("closed OR @nothing", "closed", "[closed]"),
        ("@nothing", "nothing", None),
        ("@words", "this or that, Marks Spencer", "[this or that], [Marks Spencer]"),
        ("@words", "12:30, one two three", "[12:30], [one two three]"),
    ],
)
def test_a_list_is_any_of_its_entries(query: str, text: str, expected: str | None) -> None:
    assert found(query, text, lists=LISTS) == expected


def test_lists_within_lists_do_not_multiply() -> None:
    lists = {f"l{n}": [f"@l{n + 1}"] * 10 for n in range(40)} | {"l40": ["flour"]}

    assert found("@l0", "flour", lists=lists) == "[flour]"


@pytest.mark.parametrize(
    ("query", "text", "lang", "expected"),
    [
        ("حدود", "عند الحدود وبالحدود", "ar", "عند [الحدود] وبالحدود"),  # وبال is no clitic of the list
        ("=حدود", "عند الحدود", "ar", None),
        ("شاحنة", "وصلت الشاحنه", "ar", "وصلت [الشاحنه]"),
        ('"معبر الحدود"', "في معبر الحدود", "ar", "في [معبر الحدود]"),
        ("חיפה", "נסעו לחיפה ומחיפה", "he", "נסעו [לחיפה] [ומחיפה]"),
        ("חיפה", "כשהגיעו שבחיפה", "he", "כשהגיעו [שבחיפה]"),
        ('ארה"ב', "נשיא ארה״ב", "he", "נשיא [ארה״ב]"),
        ('"נשיא ארה"ב"', "נשיא ארהב", "he", "[נשיא ארהב]"),
        ("口岸", "卡车在口岸等候", "zh", "卡车在[口岸]等候"),
        ("岸口", "卡车在口岸等候", "zh", None),
        ("卡车 NEAR/1 口岸", "卡车在口岸等候", "zh", "[卡车]在[口岸]等候"),
        ("卡车*", "卡车在口岸", "zh", "[卡车]在口岸"),
        ("국경", "국경에서", "ko", "[국경]에서"),
        ("грузовик", "Сорок грузовиков ждут", "ru", "Сорок [грузовиков] ждут"),
        ("camion", "les camions", "fr", "les [camions]"),
        ("camion", "les camions", "", None),
        ("Şırnak", "Sirnak'ta yol", "tr", "[Sirnak]'ta yol"),
    ],
)
def test_other_languages(query: str, text: str, lang: str, expected: str | None) -> None:
    assert found(query, text, lang) == expected
