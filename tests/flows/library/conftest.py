"""The library's topics, compiled once, and asked by name."""

import pytest

from alerts.query import Document, parse_query
from flows.library import library


@pytest.fixture(scope="session")
def queries():
    found = library()
    return {one.topic.name: parse_query(one.topic.query, found.lists) for one in found.topics}


@pytest.fixture(scope="session")
def search(queries):
    """Ask one topic about a text; a short text stands in for title and body alike."""

    def search(topic, body="", title="", language="en"):
        return queries[topic].search(Document(title=title, body=body, lang=language))

    return search
