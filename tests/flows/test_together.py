"""Two processes over one database: nothing is stored, alerted or sent twice."""

import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from news import Step, Word
from storage.database import Database
from tests.flows.office import Office
from tests.flows.one_pass import Orders, Pass
from tests.flows.pages import FERRY, STORIES, STRIKE
from tests.flows.site import Answer, Request

Counts = Counter[tuple[str, str]]


def run_both(office: Office, database_url: str, batch: int) -> Counts:
    """Two passes that start at the same moment. Returns what they counted together."""
    line = threading.Barrier(2, timeout=30)

    def start(_request: Request) -> Answer:
        line.wait()
        return Answer()

    office.site.routes["/start"] = start
    desk = replace(office.desk, database_url=database_url)
    orders = Orders(desk, office.now, batch, office.site.url("/start"))
    counts = Counts()
    with Pass(orders) as one, Pass(orders) as other:
        for step, word, _, count in (*one.tally(), *other.tally()):
            counts[step, word] += count
    return counts


def open_newsroom(office: Office) -> None:
    """Four outlets of five articles, most of them copies; a fifth lists the pages of the first."""
    for number, outlet in enumerate(("ledger", "courier", "echo", "post"), 2):
        office.publish(outlet, FERRY, STRIKE, *STORIES[number : number + 3], outlet=outlet.title())
    office.site.routes["/region.xml"] = office.site.routes["/ledger.xml"]
    office.watch("region", "/region.xml")
    office.add_hook()
    office.site.routes["/hook"] = Answer()


@pytest.mark.parametrize("batch", [1, 3])
def test_two_processes_do_the_work_of_one(any_office: Office, batch: int) -> None:
    """They take turns at small batches of the same queue."""
    open_newsroom(any_office)
    counts = run_both(any_office, any_office.desk.database_url, batch)
    assert counts[Step.ENTRY, Word.NEW] == 25
    assert counts[Step.ARTICLE, Word.STORED] == len(STORIES)
    assert counts[Step.ARTICLE, Word.COPY] == 20 - len(STORIES)
    assert counts[Step.ARTICLE, Word.KNOWN] + counts[Step.PAGE, Word.KNOWN] == 5
    assert counts[Step.DELIVERY, Word.SENT] == 4
    found = any_office.status()
    assert (found.articles, found.stories, found.alerts) == (20, len(STORIES), {"ferry": 1, "strike": 1})
    assert any_office.rows("select distinct state from entry") == [("done",)]
    hooks = [request.headers["idempotency-key"] for request in any_office.site.asked("/hook")]
    keys = Counter([*any_office.inbox.keys, *hooks])
    assert (len(keys), set(keys.values())) == (4, {1})


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def test_two_processes_may_open_a_new_database_at_once(
    office: Office, kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}" if kind == "sqlite" else request.getfixturevalue("bare_postgres_url")
    open_newsroom(office)
    counts = run_both(office, url, batch=50)
    assert counts[Step.ENTRY, Word.NEW] == 25
    office.database.close()
    office.database = Database(url)
    assert office.status().articles == 20
    office.database.close()
