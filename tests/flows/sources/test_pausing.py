"""`wirewatch sources list`, `pause` and `resume`, and which sources `run` polls."""

import json

import pytest

from tests.flows.site import Answer
from tests.flows.sources.conftest import publish
from tests.flows.sources.table import row


def polled(site, path):
    return len(site.asked(path))


def test_sources_that_were_never_polled_are_listed_with_their_tags(wirewatch, desk):
    said = wirewatch("sources", "list")

    assert row(said, "Courier") == ["Courier", "never polled", "Ports, Isles"]


def test_ill_sources_come_first(wirewatch, desk):
    wirewatch("run", "--no-prefect")

    said = wirewatch("sources", "list")

    assert row(said, "Relief")[1] == "gone"
    assert row(said, "Courier")[1] == "ok"
    assert said.index("Relief") < said.index("Courier")


def test_the_list_for_machines_has_what_a_person_sees(wirewatch, desk):
    wirewatch("run", "--no-prefect")

    relief, courier = json.loads(wirewatch("sources", "list", "--json"))

    assert (relief["name"], relief["health"], relief["failures"], relief["schedule"]) == ("Relief", "gone", 1, "ngos")
    assert (courier["name"], courier["health"], courier["tags"]) == ("Courier", "ok", ["Ports", "Isles"])
    assert courier["articles"] == 3
    assert courier["interval"] >= 120
    assert courier["since"] <= courier["good_at"] < courier["next_at"]


def test_a_paused_source_is_polled_no_more_until_it_is_resumed(wirewatch, site, desk):
    wirewatch("run", "--no-prefect")
    wirewatch("sources", "pause", "Courier", "--why", "it moves house")
    wirewatch("run", "--no-prefect", "--all", code=1)  # the other one fails, so none was read
    assert polled(site, "/courier.xml") == 1
    assert row(wirewatch("sources", "list"), "Courier")[1] == "paused"

    wirewatch("sources", "resume", "Courier")
    wirewatch("run", "--no-prefect")

    assert polled(site, "/courier.xml") == 2
    assert row(wirewatch("sources", "list"), "Courier")[1] in ("ok", "not modified")


def test_the_status_tells_why_a_source_is_paused_and_which_are_ill(wirewatch, desk):
    wirewatch("run", "--no-prefect")
    wirewatch("sources", "pause", "Courier", "--why", "it moves house")

    said = wirewatch("status")

    assert row(said, "Courier")[1] == "paused"
    assert row(said, "Relief")[1] == "gone"
    assert "paused: it moves house" in said
    assert "http 404" in said


def test_a_source_that_no_pass_has_met_can_be_paused(wirewatch, site, desk):
    publish(site, "relief")
    wirewatch("sources", "pause", "Courier")

    wirewatch("run", "--no-prefect")

    assert polled(site, "/courier.xml") == 0
    assert polled(site, "/relief.xml") == 1


@pytest.mark.parametrize("action", ["pause", "resume"])
def test_a_source_that_the_desk_does_not_have_is_not_found(action, wirewatch, desk):
    said = wirewatch("sources", action, "Reliev", code=1)

    assert "No source of the desk is called “Reliev”. Cure: did you mean `Relief`?" in said


def test_a_run_polls_what_is_due_what_is_well_or_all(wirewatch, site, desk):
    def asked():
        return polled(site, "/courier.xml"), polled(site, "/relief.xml")

    wirewatch("run", "--no-prefect", "--due")
    assert asked() == (1, 1)
    wirewatch("run", "--no-prefect", "--due")  # neither is due
    assert asked() == (1, 1)
    wirewatch("run", "--no-prefect")  # the second is left alone after its error
    assert asked() == (2, 1)
    wirewatch("run", "--no-prefect", "--all")
    assert asked() == (3, 2)


def test_what_a_server_asked_for_holds_for_a_trial_too(wirewatch, site, desk):
    site.routes["/relief.xml"] = Answer(status=429, headers={"Retry-After": "3600"})
    wirewatch("run", "--no-prefect")

    said = wirewatch("sources", "test", "Relief", code=1)

    assert "asked to wait" in said
    assert polled(site, "/relief.xml") == 1
