"""`library:` in a desk file: topics and lists that ship, taken up by their names."""

import subprocess
import sys

import pytest

from alerts.match import Matcher
from flows.check import check_desk
from flows.library import library
from flows.settings import shipped
from news import Article, DeskError

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # Apprise's plugins

DESK = """\
contact: https://courier.example/newsdesk
schedules:
  wires: {every: 2m}
sources:
  - {name: Courier, url: https://courier.example/feed.xml}
library: [rafah, arms-sales]
topics:
  ferries: {query: ferry, should_match: [The ferry left.]}
channels:
  desk: {url: "json://localhost"}
routes:
  - {to: [desk]}
  - {to: [desk], topics: ["@health"]}
"""
OWN_LIST = "lists:\n  weapons: [trebuchet]\n"
SHIPPED = {one.topic.name: one for one in library().topics}


@pytest.fixture
def check(desk_path):
    def check_text(text):
        desk_path.write_text(text, encoding="utf-8")
        return check_desk(desk_path, {})

    return check_text


def fired(desk, title, text=""):
    article = Article("https://courier.example/1", title, text, language="en")
    return [match.topic for match in Matcher(desk.topics, desk.lists).matches(article, "Courier")]


def test_a_topic_that_is_named_works_beside_the_desks_own(load):
    desk = load(DESK)
    assert [topic.name for topic in desk.topics] == ["ferries", "rafah", "arms-sales"]
    assert fired(desk, "A ferry for Rafah") == ["ferries", "rafah"]


def test_a_sound_desk_with_topics_of_the_library_has_no_findings(check):
    found = check(DESK)
    assert (found.errors, found.warnings) == ((), ())
    assert (found.topics, found.topics_tested) == (3, 3)
    assert found.examples_tested == 1 + len(SHIPPED["rafah"].examples) + len(SHIPPED["arms-sales"].examples)


def test_a_name_that_the_library_lacks_is_told_with_the_nearest(check):
    (error,) = check(DESK.replace("[rafah,", "[raffah,")).errors
    assert error == "wirewatch.yaml:6:11: the library has no topic `raffah`. Cure: did you mean `rafah`?"


def test_a_name_that_stands_twice_counts_once(load, check):
    twice = DESK.replace("[rafah, arms-sales]", "[rafah, arms-sales, rafah]")
    assert [topic.name for topic in load(twice).topics] == ["ferries", "rafah", "arms-sales"]
    assert check(twice) == check(DESK)


def test_a_name_that_the_desk_gives_to_a_topic_of_its_own_is_refused(check):
    (error,) = check(DESK.replace("  ferries:", "  rafah:")).errors
    assert error.startswith("wirewatch.yaml:6:11: `rafah` is a topic of this desk, too. Cure: ")


def test_an_own_list_takes_the_place_of_the_one_that_ships_in_its_topics_too(load):
    assert fired(load(DESK), "Government to sell frigates") == ["arms-sales"]
    desk = load(DESK + OWN_LIST)
    assert fired(desk, "Government to sell frigates") == []
    assert fired(desk, "Government to sell a trebuchet") == ["arms-sales"]


def test_a_list_as_it_ships_is_at_hand_beside_an_own_one_of_its_name(load):
    text = DESK.replace("query: ferry", 'query: "ferry OR @library/weapons"') + OWN_LIST
    assert fired(load(text), "A howitzer on the quay") == ["ferries"]


def test_an_own_list_may_add_to_the_one_that_ships(load):
    desk = load(DESK + OWN_LIST.replace("[trebuchet]", '[trebuchet, "@library/weapons"]'))
    for sold in ("frigates", "a trebuchet"):
        assert fired(desk, f"Government to sell {sold}") == ["arms-sales"]


def test_a_list_that_ships_can_be_used_without_any_of_its_topics(load):
    text = DESK.replace("library: [rafah, arms-sales]\n", "").replace("query: ferry", 'query: "ferry OR @weapons"')
    assert fired(load(text), "A howitzer on the quay") == ["ferries"]


def test_an_own_list_that_contains_itself_through_one_that_ships_is_told_where_it_stands(check):
    circle = "lists:\n  un-agencies: [UNHCR, '@aid-agencies']\n"
    (error,) = check(DESK.replace("arms-sales]", "famine]") + circle).errors
    assert error.startswith("wirewatch.yaml:15:16: A list contains itself: @un-agencies > @aid-agencies > @un-agencies")


def test_an_own_list_that_takes_the_place_of_one_that_ships_is_told_unless_it_widens_that_one(check):
    replaced = "takes the place of the library's in arms-sales"
    wider = OWN_LIST.replace("[trebuchet]", '[trebuchet, "@library/weapons"]')
    unused = DESK.replace("library: [rafah, arms-sales]", "library: [rafah]") + OWN_LIST
    assert [w for w in check(DESK + "lists:\n  weapons: [trebuchet, '@small-arms']\n").warnings if replaced in w] != []
    assert not [w for text in (DESK + wider, unused) for w in check(text).warnings if replaced in w]


def test_examples_that_ship_are_tried_with_the_lists_of_the_desk(check):
    (error,) = check(DESK + OWN_LIST + "  boats: [ferry]\n").errors
    told = "wirewatch.yaml:15:3: list `weapons` takes the place of the library's, and `arms-sales` fails "
    assert error.startswith(told)
    assert error.endswith('Cure: write `"@library/weapons"` as an entry, or give it another name.')


def test_an_own_list_that_widens_a_shipped_one_too_far_is_told_so(check):
    wide = 'lists:\n  weapons: ["@library/weapons", sofa, car*]\n'
    (error,) = check(DESK.replace("library: [rafah, ", "library: [") + wide).errors
    assert error.startswith("wirewatch.yaml:15:3: list `weapons` takes the place of the library's, and `arms-sales`")
    assert error.endswith("Cure: take out what is too much in `weapons`, or give it another name.")


def test_only_the_list_that_explains_a_failure_is_blamed(check):
    harmless = '  sales: ["@library/sales", deal]\n'
    (error,) = check(DESK + OWN_LIST + harmless).errors
    assert "list `weapons` takes the place" in error


def test_an_example_may_name_its_source_author_section_and_address(check):
    fields = {"source": "Tidewire", "author": "Lane", "section": "Ports", "url": "https://tidewire.example/sea/1"}
    for field, value in fields.items():
        query = f"ferry {field}:{'tidewire' if field == 'url' else value}"
        text = DESK.replace("query: ferry, should_match: [The ferry left.]", f'query: "{query}", should_match: [%s]')
        assert check(text % f'{{body: The ferry left., {field}: "{value}"}}').errors == ()
        assert len(check(text % "The ferry left.").errors) == 1


def test_a_topic_of_the_library_that_no_route_takes_is_told_where_it_is_named(check):
    text = DESK.replace("{to: [desk]}\n", "{to: [desk], topics: [ferries, rafah]}\n", 1)
    (warning,) = check(text).warnings
    assert warning.startswith("wirewatch.yaml:6:18: topic `arms-sales` has no route: it tells nobody")


def test_a_route_may_name_a_topic_of_the_library_and_no_other_that_ships(check):
    route = DESK.replace("{to: [desk]}\n", "{to: [desk], topics: [ferries, rafah, %s]}\n", 1)
    assert check(route % "arms-sales").errors == ()
    (error,) = check(route % "famine").errors
    assert "no topic is called `famine`" in error


def test_an_own_list_that_only_a_topic_of_the_library_uses_is_used(check):
    text = DESK.replace("library: [rafah, arms-sales]", "library: [rafah]") + "lists:\n  rafah: [rafah*, rafiah]\n"
    assert not [warning for warning in check(text).warnings if "is used by no query" in warning]


@pytest.mark.parametrize("wrong", ["library: rafah", "library: {rafah: }", "library: [[rafah]]", "library: [3]"])
def test_anything_but_a_list_of_names_is_refused_at_its_place(load, wrong):
    with pytest.raises(DeskError) as refused:
        load(DESK.replace("library: [rafah, arms-sales]", wrong))
    assert str(refused.value).startswith("wirewatch.yaml:6:")


@pytest.mark.parametrize("nothing", ["library: []\n", "library:\n", ""])
def test_a_desk_that_names_none_never_reads_the_library(load, check, monkeypatch, nothing):
    def unread():
        raise AssertionError

    monkeypatch.setattr("flows.library.library", unread)
    text = DESK.replace("library: [rafah, arms-sales]\n", nothing) + "lists:\n  boats: [ferry, tug]\n"
    text = text.replace("query: ferry", 'query: "ferry OR @boats"')
    assert [topic.name for topic in load(text).topics] == ["ferries"]
    assert check(text).errors == ()


def test_a_process_whose_desk_names_none_does_not_even_import_the_library(desk_path):
    desk_path.write_text(DESK.replace("library: [rafah, arms-sales]\n", ""))
    asked = "import sys; from flows.check import check_desk; from pathlib import Path; "
    asked += "check_desk(Path('wirewatch.yaml'), {}); print('flows.library' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_every_list_that_ships_is_known_under_both_its_names():
    lists = shipped.with_shipped({}, ["@weapons"])
    assert all(lists[name] == lists[f"library/{name}"] == entries for name, entries in library().lists.items())
