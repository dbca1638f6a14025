"""Hosts that hang or drip delay nobody but themselves."""

import threading

import pytest

from fetchers import Limits
from news import Access, Source, Step, Word
from tests.flows.office import AN_HOUR_AGO, Office
from tests.flows.pages import BRIDGE, CHOIR, FERRY, ORCHARD, Item, rss
from tests.flows.site import Answer, Request, Site, running_site

PATIENT = Limits(read_seconds=60, total_seconds=60, pause_seconds=0)  # nobody gives up before the test does
DEADLINE_SECONDS = 30


class Witness:
    """Holds an answer back until a number of pages was asked for elsewhere."""

    def __init__(self, site: Site, pages: int) -> None:
        self.kept_waiting: list[bool] = []  # for each answer held back: whether the pages came meanwhile
        self._left = pages
        self._all = threading.Event()
        site.watch = self._see

    def _see(self, request: Request) -> None:
        self._left -= not request.path.endswith(".xml")
        if self._left == 0:
            self._all.set()

    def hold(self, _: Request) -> Answer:
        self.kept_waiting.append(self._all.wait(DEADLINE_SECONDS))
        return Answer(b"at last", 500)


@pytest.fixture
def patient(office: Office) -> Office:
    office.limits = PATIENT
    return office


def publish(office: Office) -> Witness:
    office.publish("ledger", FERRY, ORCHARD)
    office.publish("courier", CHOIR, BRIDGE)
    return Witness(office.site, pages=4)


def hang(office: Office, slow: Site, witness: Witness, sources: int) -> None:
    for number in range(sources):
        slow.routes[f"/{number}.xml"] = witness.hold
        office.sources.append(Source(f"slow {number}", slow.url(f"/{number}.xml"), access=Access(allow_private=True)))


def test_articles_are_read_while_other_sources_hang(patient: Office) -> None:
    with running_site() as slow:
        witness = publish(patient)
        hang(patient, slow, witness, sources=2)
        tally = patient.run()
    assert witness.kept_waiting == [True, True]
    assert tally.of(Step.PAGE, Word.FETCHED) == 4


def test_a_host_of_many_sources_that_hang_leaves_the_others_their_places(
    patient: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.pipeline.BATCH_OF_SOURCES", 5)
    with running_site() as slow:
        witness = publish(patient)
        patient.sources.reverse()
        hang(patient, slow, witness, sources=20)
        tally = patient.run()
    assert all(witness.kept_waiting[:2])
    assert tally.of(Step.PAGE, Word.FETCHED) == 4


def test_a_page_that_hangs_delays_no_page_of_another_host(patient: Office) -> None:
    with running_site() as slow:
        witness = Witness(patient.site, pages=2)
        slow.routes["/story"] = witness.hold
        slow.routes["/slow.xml"] = rss(Item(slow.url("/story"), FERRY.headline, "1", AN_HOUR_AGO))
        patient.sources.append(Source("slow", slow.url("/slow.xml"), access=Access(allow_private=True)))
        patient.publish("courier", CHOIR, BRIDGE)
        patient.run()
    assert witness.kept_waiting == [True]
