"""`wirewatch sources refused` and `reread`, and what `status` and `sources list` tell of refused pages."""

import json

import pytest

from tests.flows.pages import STORIES, Item, article, rss
from tests.flows.site import Answer
from tests.flows.sources.conftest import AN_HOUR_AGO
from tests.flows.sources.table import row

PDF = Answer(b"%PDF-1.7", content_type="application/pdf")


@pytest.fixture
def refused(wirewatch, site, desk):
    """A pass over two sources: six pages of the first are refused, one of the second."""
    items = {name: [] for name in ("courier", "relief")}
    for number, story in enumerate(STORIES):
        name = "relief" if number >= 6 else "courier"
        path = f"/{name}/page-{number}"
        site.routes[path] = article(story) if number == 7 else PDF if number else Answer(b"no", 403)
        items[name].append(Item(site.url(path), story.headline, f"n-{number}", AN_HOUR_AGO, story.summary))
    for name, listed in items.items():
        site.routes[f"/{name}.xml"] = rss(*listed)
    wirewatch("run", "--no-prefect")


def test_refused_pages_are_counted_by_source_and_reason(wirewatch, refused):
    said = wirewatch("sources", "refused")

    lines = [line for line in said.splitlines() if "not html" in line or "http 403" in line]
    cells = [[cell.strip() for cell in line.strip("│").split("│")][:3] for line in lines]
    assert cells[:3] == [["Courier", "not html", "5"], ["Courier", "http 403", "1"], ["Relief", "not html", "1"]]


def test_the_latest_refused_pages_come_with_sign_and_address(wirewatch, refused, site):
    said = wirewatch("sources", "refused", "Relief")

    assert "Courier" not in said
    assert "application/pdf" in said
    assert site.url("/relief/page-6") in said.splitlines()  # whole, and alone on its line


def test_on_a_narrow_screen_addresses_stay_whole(wirewatch, refused, site, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert site.url("/relief/page-6") in wirewatch("sources", "refused").splitlines()


def test_the_list_for_machines_has_both(wirewatch, refused, site):
    found = json.loads(wirewatch("sources", "refused", "Relief", "--json"))

    assert [(one["source"], one["reason"], one["count"]) for one in found["counts"]] == [("Relief", "not html", 1)]
    (page,) = found["latest"]
    assert (page["sign"], page["url"]) == ("application/pdf", site.url("/relief/page-6"))


def test_what_was_listed_longer_ago_is_left_out(wirewatch, refused):
    assert wirewatch("sources", "refused", "--since", "0s") == "No page was refused in this time.\n"


def test_a_desk_without_refusals_says_so(wirewatch, desk):
    assert wirewatch("sources", "refused") == "No page was refused in this time.\n"


def test_a_source_whose_pages_are_refused_is_worth_a_look(wirewatch, refused):
    listed = wirewatch("sources", "list")
    said = wirewatch("status")

    assert row(listed, "Courier")[1] == row(said, "Courier")[1] == "pages refused"
    assert row(listed, "Relief")[1] == "ok"
    reasons = "6 of the last 6 pages: not html (5), http 403 (1)"
    assert f"{reasons}; Ports, Isles" in row(listed, "Courier")
    assert f"{reasons}; which: wirewatch sources refused" in said
    courier = next(one for one in json.loads(wirewatch("status", "--json"))["sources"] if one["name"] == "Courier")
    assert courier["refused"] == reasons


def test_refused_pages_are_read_again_by_the_next_run(wirewatch, refused, site):
    site.routes["/relief/page-6"] = article(STORIES[6])

    said = wirewatch("sources", "reread", "Relief")
    wirewatch("run", "--no-prefect")

    assert said == "1 page of Relief put back, to be read by the next run.\n"
    assert len(site.asked("/relief/page-6")) == 2
    assert wirewatch("sources", "refused", "Relief") == "No page was refused in this time.\n"


@pytest.mark.parametrize("action", ["refused", "reread"])
def test_a_source_that_the_desk_does_not_have_is_named(action, wirewatch, desk):
    said = wirewatch("sources", action, "Reliev", code=1)

    assert "No source of the desk is called “Reliev”. Cure: did you mean `Relief`?" in said


def test_a_time_that_is_none_is_wrong_usage(desk, capsys):
    from flows.cli import main

    with pytest.raises(SystemExit) as ended:
        main(["sources", "refused", "--since", "a week"])

    assert ended.value.code == 2
    assert "`a week` is no duration: write a number and a unit" in capsys.readouterr().err
