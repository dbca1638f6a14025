"""What broke and what recovered, from a failing poll to a mail in the inbox."""

import pytest

from news import Channel, Route
from tests.flows.office import Office
from tests.flows.pages import FERRY, ORCHARD
from tests.flows.site import Answer


@pytest.fixture
def watched(any_office: Office) -> Office:
    """An office whose mail is told how the sources are, and nothing else."""
    any_office.routes = (Route(to=("mail",), topics=("@health",)),)
    for name in ("courier", "herald", "mirror"):
        any_office.publish(name, FERRY)
    any_office.run()
    return any_office


def break_source(office: Office, name: str, times: int = 3) -> None:
    office.site.routes[f"/{name}.xml"] = Answer(b"no", 404)
    for _ in range(times):
        office.run()


def test_a_source_that_breaks_is_told_once_and_so_is_its_recovery(watched: Office) -> None:
    break_source(watched, "courier", times=2)
    assert watched.inbox.texts == []
    break_source(watched, "courier", times=4)
    assert len(watched.inbox.mails) == 1
    assert watched.inbox.mails[0]["Subject"] == "wirewatch: sources: 1 broke"
    assert "courier: gone since 2026-03-01 12:00 UTC" in watched.inbox.texts[0]
    watched.publish("courier", FERRY, ORCHARD)
    watched.run()
    watched.run()
    assert len(watched.inbox.mails) == 2
    assert "Recovered" in watched.inbox.texts[1]
    assert "courier: ok" in watched.inbox.texts[1]


def test_nobody_is_told_who_did_not_ask(watched: Office) -> None:
    watched.routes = (Route(to=("mail",)),)
    break_source(watched, "courier")
    assert watched.inbox.texts == []


def test_whoever_asks_later_is_told_how_things_are(watched: Office) -> None:
    watched.routes = ()
    break_source(watched, "courier")
    watched.routes = (Route(to=("mail",), topics=("@health",)),)
    watched.run()
    assert len(watched.inbox.mails) == 1


def test_all_channels_that_ask_are_told(watched: Office) -> None:
    watched.channels += (Channel("other", watched.inbox.url + "&name=other"),)
    watched.routes = (Route(to=("mail", "other"), topics=("@health",)),)
    break_source(watched, "courier")
    assert len(watched.inbox.mails) == 2
