"""Short reports, as a feed brings them: the headline names the event, and the opening says the rest, in other words."""

from pathlib import Path

import pytest
import yaml

from flows.library import library

FILES = sorted(Path(__file__).with_name("reports").glob("*.yaml"))
TABLES = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in FILES}
CASES = [
    (topic, kind == "fires", report["title"], report["body"], report.get("language", "en"))
    for table in TABLES.values()
    for topic, kinds in table.items()
    for kind, reports in kinds.items()
    for report in reports
]


def test_every_topic_has_reports_of_both_kinds():
    assert {(field, topic) for field, table in TABLES.items() for topic in table} == {
        (one.field, one.topic.name) for one in library().topics
    }
    assert all(kinds["fires"] and kinds["silent"] for table in TABLES.values() for kinds in table.values())


@pytest.mark.parametrize(("topic", "wanted", "title", "body", "language"), CASES)
def test_a_topic_fires_on_its_reports_and_on_no_others(search, topic, wanted, title, body, language):
    assert (search(topic, body, title, language) is not None) is wanted
