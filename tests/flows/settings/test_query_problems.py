"""Queries that the query language refuses, told at the exact character. `‸` marks the spot and is not in the file."""

import pytest

from news import DeskError

REST = "schedules: {wires: {every: 2m}}\nsources: [{name: A, url: https://a.example/}]\nlists: {boats: [ferry, tug]}\n"

STYLES = {
    "plain": "topics:\n  t:\n    query: ferry AND (tug OR ‸) AND barge\n",
    "plain over two lines": "topics:\n  t:\n    query: ferry AND\n      (tug OR ‸) AND barge\n",
    "single quotes": "topics:\n  t:\n    query: '\"it''s a ferry\" AND (tug OR ‸)'\n",
    "double quotes": 'topics:\n  t:\n    query: "\\"a ferry\\" AND (tug OR ‸)"\n',
    "double quotes over two lines": 'topics:\n  t:\n    query: "ferry AND\n      (tug OR ‸)"\n',
    "literal block": "topics:\n  t:\n    query: |  # a comment\n      ferry AND\n        (tug OR ‸)\n",
    "folded block": "topics:\n  t:\n    query: >-\n      ferry AND\n\n      (tug OR ‸)\n",
    "flow": "topics: {t: {query: ferry AND (tug OR ‸)}}\n",
    "after letters of two bytes": "topics:\n  t:\n    query: Фрегат AND (فرقاطة OR ‸)\n",
}


def refused(load, text):
    with pytest.raises(DeskError) as caught:
        load(REST + text)
    return caught.value.problems


@pytest.mark.parametrize("marked", STYLES.values(), ids=STYLES)
def test_a_mistake_in_a_query_is_told_at_its_character_in_every_style(marked, load):
    marked = marked.replace("OR ‸", "‸OR ")  # the operator that lacks something is what is pointed at
    before, _, _ = (REST + marked).partition("‸")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1

    [told] = refused(load, marked.replace("‸", ""))

    assert told.startswith(f"wirewatch.yaml:{line}:{column}: ")


def test_the_query_is_shown_with_a_caret_under_the_mistake(load):
    [told] = refused(load, 'topics: {t: {query: "ferry AND )"}}\n')

    _, query, caret = told.split("\n")
    assert query == "    ferry AND )"
    assert query[caret.index("^")] in "A)"


def test_a_long_query_is_shown_around_the_mistake_only(load):
    [told] = refused(load, f"topics: {{t: {{query: {'ferry OR ' * 50}(tug OR ) OR {' OR '.join(['barge'] * 50)}}}}}\n")

    _, query, caret = told.split("\n")
    assert len(query) <= 4 + 100
    assert query[caret.index("^") :].startswith("OR )")


def test_an_unknown_list_in_a_query_names_the_nearest(load):
    [told] = refused(load, "topics:\n  t:\n    query: ferry OR @boat\n")

    assert told.startswith("wirewatch.yaml:6:21: There is no list `boat`. Cure: Did you mean @boats?")


def test_a_broken_entry_is_told_once_however_many_queries_use_the_list(load):
    lists = 'lists:\n  ships:\n    - frigate\n    - \'"open\'\ntopics: {t: {query: "@ships"}, u: {query: "@ships"}}\n'
    with pytest.raises(DeskError) as caught:
        load(REST.partition("lists:")[0] + lists)

    [told] = caught.value.problems
    assert told.startswith('wirewatch.yaml:6:7: In list ships, entry `"open`: ')


def test_an_unknown_list_within_a_list_names_the_nearest(load):
    lists = "lists:\n  ships: [tug, '@fishng']\n  fishing: [trawler]\n"
    with pytest.raises(DeskError) as caught:
        load(REST.partition("lists:")[0] + lists)

    [told] = caught.value.problems
    assert told.startswith("wirewatch.yaml:4:16: There is no list `fishng`, which the list ships names. Cure: ")
    assert "Did you mean @fishing?" in told


def test_lists_that_run_in_a_circle_are_refused(load):
    lists = "lists:\n  a: ['@b']\n  b: ['@a']\ntopics: {t: {query: '@a'}}\n"
    with pytest.raises(DeskError) as caught:
        load(REST.partition("lists:")[0] + lists)

    assert [told.split(":")[1] for told in caught.value.problems] == ["4", "5"]
