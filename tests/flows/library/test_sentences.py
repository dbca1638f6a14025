"""Sentences beside the examples that ship: each topic must fire on some and stay silent on others."""

from pathlib import Path

import pytest
import yaml

from flows.library import library

FILES = sorted(Path(__file__).with_name("sentences").glob("*.yaml"))
TABLES = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in FILES}
CASES = [
    (topic, kind == "fires", *((one["text"], one["language"]) if isinstance(one, dict) else (one, "en")))
    for table in TABLES.values()
    for topic, kinds in table.items()
    for kind, sentences in kinds.items()
    for one in sentences
]


def test_every_table_stands_beside_a_field_of_the_library():
    assert {(field, topic) for field, table in TABLES.items() for topic in table} <= {
        (one.field, one.topic.name) for one in library().topics
    }


@pytest.mark.parametrize(("topic", "wanted", "text", "language"), CASES)
def test_a_topic_fires_on_its_sentences_and_on_no_others(search, topic, wanted, text, language):
    assert (search(topic, text, language=language) is not None) is wanted
    assert (search(topic, "", text, language) is not None) is wanted


def test_a_sale_that_is_never_called_one_is_shown_with_its_three_passages(search):
    body = (
        "The White House is weighing selling the country up to 50 new F-15 fighter jets, officials said.\n\n"
        "Washington is by far its largest arms supplier.\n\n"
        "The sale was informally notified to the leaders of two committees."
    )

    spans = search("arms-sales", body)

    found = {body[span.start : span.end] for span in spans}
    assert found >= {"selling", "F-15", "fighter jets", "arms supplier", "sale", "notified"}
