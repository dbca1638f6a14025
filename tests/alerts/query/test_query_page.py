"""The examples of docs/query-language.md."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from alerts.query import Document, lint_query, normalise, parse_query, read_query
from alerts.query.grammar.written import written
from news import QueryError
from tests.alerts.query.marked import mark

PAGE = (Path(__file__).parents[3] / "docs" / "query-language.md").read_text(encoding="utf-8")
LISTS = yaml.safe_load(PAGE.partition("```yaml\n")[2].partition("```")[0])
ARTICLE = Document(**dict(re.findall(r"^(\w+): (.+)$", PAGE.partition("```article\n")[2].partition("```")[0], re.M)))


def rows(heading: str) -> Iterator[list[str]]:
    """Give the cells of each table under this heading row, the query without its backticks."""
    for table in PAGE.split(f"{heading}\n")[1:]:
        for line in table.split("\n\n")[0].splitlines()[1:]:
            query, *cells = (cell.strip() for cell in line.strip("|").split(" | "))
            yield [query.strip("`"), *cells]


FINDS = list(rows("| query | finds | does not find |"))
ANSWERS = list(rows("| query | answer |"))
ADVICE = list(rows("| query | advice |"))
PASTED = list(rows("| from | pasted | is taken for |"))
REFUSALS = list(rows("| query | is told |"))


def test_the_page_has_examples_of_each_kind() -> None:
    assert len(FINDS) > 25
    assert {answer for _, answer in ANSWERS} == {"yes", "no"}
    assert len(REFUSALS) > 8
    assert len({tool for tool, _, _ in PASTED}) == 6


@pytest.mark.parametrize(("query", "finds", "not_finds"), FINDS)
def test_an_example_finds_its_bold_words_only(query: str, finds: str, not_finds: str) -> None:
    asked, text = parse_query(query, LISTS), finds.replace("**", "")
    spans = asked.search(Document(body=text, lang="en"))

    assert spans is not None
    assert mark(text, spans) == re.sub(r"\*\*(.+?)\*\*", r"[\1]", finds)
    assert asked.search(Document(body=not_finds, lang="en")) is None


@pytest.mark.parametrize(("query", "answer"), ANSWERS)
def test_an_example_answers_for_the_article(query: str, answer: str) -> None:
    assert (parse_query(query).search(ARTICLE) is not None) == (answer == "yes")


@pytest.mark.parametrize(("query", "told"), REFUSALS)
def test_an_example_is_refused_as_a_desk_sees_it(query: str, told: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_query(query, LISTS)

    assert told in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize(("tool", "pasted", "ours"), PASTED)
def test_a_pasted_query_means_what_stands_beside_it(tool: str, pasted: str, ours: str) -> None:
    pasted, ours = (cell.strip("`").replace(r"\|", "|") for cell in (pasted, ours))

    assert normalise(pasted).changes, tool
    assert normalise(ours).text == ours
    assert written(read_query(pasted).tree) == written(parse_query(ours).tree)


@pytest.mark.parametrize(("query", "told"), ADVICE)
def test_an_example_gets_its_advice(query: str, told: str) -> None:
    assert any(told in f"{advice.message} {advice.hint}" for advice in lint_query(query))
