"""`wirewatch topics backtest`."""

import json
from datetime import timedelta

import pytest

from flows.topics.backtest import Difference
from tests.flows.topics.conftest import DESK, NOON

FERRY_TEXT = "The night ferry ran aground off Skarvholm.\n\nNobody was hurt, said the crew of the ferry."


@pytest.fixture
def sea(stored):
    """Six articles; three hits in two stories, on two days; one of them in German, one under another outlet's name."""
    first = stored.store("Night ferry runs aground", FERRY_TEXT, days=2)
    stored.store("Ferry aground", FERRY_TEXT, days=2, source="Relief", copy_of=first, outlet="Relief Daily")
    stored.store("Late frost", days=1)
    stored.store("A dinghy is found", "Empty.", days=0, language="de-AT")
    stored.store("The long bridge is closed", days=0)
    stored.store("Old shipwreck", days=40)
    return stored


def lines(said: str) -> list[str]:
    return [line.strip() for line in said.splitlines()]


def test_hits_alerts_copies_and_the_busiest_day_are_told(wirewatch, sea):
    said = lines(wirewatch("topics", "backtest", "sea"))

    assert said[0].startswith("sea: 5 articles seen from ")
    assert "3 hits (60.0 % of the articles), 1 of them copies of another article" in said
    assert "2 alerts: one a story" in said
    assert f"Busiest day: {NOON - timedelta(days=2):%Y-%m-%d}, 2 hits, 1 alert" in said


def test_hits_are_counted_by_outlet_and_language(wirewatch, sea):
    said = lines(wirewatch("topics", "backtest", "sea"))
    assert "By outlet: Courier 2, Relief Daily 1" in said
    assert "By language: en 2, de 1" in said


def test_the_chart_has_a_line_for_each_day(wirewatch, sea):
    sea.store("Late frost again", days=4)
    said = wirewatch("topics", "backtest", "sea", "--since", f"{NOON - timedelta(days=9):%Y-%m-%d}")
    bars = [line for line in said.splitlines() if "#" in line or line.endswith(" 0")]
    days = [NOON - timedelta(days=n) for n in (4, 3, 2, 1, 0)]
    assert [bar.split("#")[0].strip() for bar in bars[:5]] == [
        f"{day:%m-%d %a} {count}" for day, count in zip(days, (0, 0, 2, 0, 1), strict=True)
    ]
    assert max(map(len, bars)) == 80


def test_before_the_first_article_there_is_no_line(wirewatch, sea):
    said = lines(wirewatch("topics", "backtest", "sea", "--since", f"{NOON - timedelta(days=20):%Y-%m-%d}"))
    first = NOON - timedelta(days=2)
    assert said[0].startswith(f"sea: 5 articles seen from {first:%Y-%m-%d} to ")
    assert said[said.index("Hits a day (UTC, by when an article was seen)") + 1].startswith(f"{first:%m-%d %a} 2 #")


def test_a_chart_of_weeks_says_so(wirewatch, sea):
    said = lines(wirewatch("topics", "backtest", "sea", "--since", "9w"))
    first = NOON - timedelta(days=40)
    monday = first - timedelta(days=first.weekday())
    at = said.index("Hits a week, from Monday on (UTC, by when an article was seen)")
    assert said[at + 1].startswith(f"{monday:%Y-%m-%d} 1 #")


def test_samples_come_with_their_passages_and_addresses(wirewatch, sea):
    said = lines(wirewatch("topics", "backtest", "sea"))
    day = f"{NOON - timedelta(days=2):%Y-%m-%d}"
    at = said.index(f"1 {day} Courier: Night ferry runs aground")
    assert said[at + 1 : at + 5] == [
        "https://courier.example/1",
        "- Night *ferry* runs aground",
        "- The night *ferry* ran aground off Skarvholm.",
        "- Nobody was hurt, said the crew of the *ferry*.",
    ]


def test_a_sample_is_no_longer_than_asked_for_and_the_same_each_time(wirewatch, stored):
    for number in range(40):
        stored.store(f"Ferry {number}")
    first = json.loads(wirewatch("topics", "backtest", "sea", "--sample", "3", "--json"))
    assert len(first["samples"]) == 3
    assert first["samples"] == json.loads(wirewatch("topics", "backtest", "sea", "--sample", "3", "--json"))["samples"]
    assert first["hits"] == 40


def test_until_leaves_out_what_came_later(wirewatch, sea):
    said = wirewatch("topics", "backtest", "sea", "--until", f"{NOON - timedelta(days=1):%Y-%m-%d}")
    assert "2 hits" in said
    assert "dinghy" not in said


def test_what_an_older_query_found_is_gained_and_lost(wirewatch, sea):
    said = lines(wirewatch("topics", "backtest", "sea", "--against", '"long bridge" OR ferry'))

    at = said.index("Against the older query")
    assert said[at + 1] == 'Query: "long bridge" OR ferry'
    assert "Gained: 1 hit; 1 story that only the new query has" in said
    assert "Lost: 1 hit; 1 story that only the other query has" in said
    gained, lost = (next(n for n, line in enumerate(said) if line.startswith(word)) for word in ("Gained", "Lost"))
    assert any("A dinghy is found" in line for line in said[gained:lost])
    assert "- The *long bridge* is closed" in said[lost:]


def test_an_older_desk_file_is_compared_with_its_own_lists(wirewatch, sea, tmp_path):
    (tmp_path / "old.yaml").write_text(DESK.replace("[ferry, dinghy,", "[ferry,"))
    found = json.loads(wirewatch("topics", "backtest", "sea", "--against-file", "old.yaml", "--json"))
    assert (found["gained"]["hits"], found["lost"]["hits"]) == (1, 0)


def test_where_only_a_list_differs_it_is_named(wirewatch, sea, tmp_path):
    (tmp_path / "old.yaml").write_text(DESK.replace("[ferry, dinghy,", "[ferry,"))
    said = lines(wirewatch("topics", "backtest", "sea", "--against-file", "old.yaml"))
    at = said.index("Against old.yaml")
    assert said[at + 1 : at + 3] == ["Query: the same", "Lists that differ: @boats"]


def test_an_older_desk_file_with_the_same_topic_is_told_so(wirewatch, sea, tmp_path):
    (tmp_path / "old.yaml").write_text(DESK.replace("bridge", "tunnel"))
    said = lines(wirewatch("topics", "backtest", "sea", "--against-file", "old.yaml"))
    assert said[said.index("Against old.yaml") + 1 :][:2] == ["Query: the same", "Its lists are the same, too."]


def test_a_query_that_is_tried_stands_against_the_desks(wirewatch, sea):
    assert "Against the desk's query" in lines(wirewatch("topics", "backtest", "sea", "--query", "ferry"))


def test_a_query_that_is_tried_is_compared_with_the_desks_own(wirewatch, sea):
    found = json.loads(wirewatch("topics", "backtest", "sea", "--query", "@boats NOT dinghy", "--json"))
    assert (found["query"], found["against"]) == ("@boats NOT dinghy", "@boats OR shipwreck")
    assert (found["hits"], found["gained"]["hits"], found["lost"]["hits"]) == (2, 0, 1)


def test_a_name_that_the_desk_lacks_can_be_tried_with_a_query(wirewatch, sea):
    found = json.loads(wirewatch("topics", "backtest", "frost", "--query", "frost", "--json"))
    assert (found["topic"], found["hits"], found["gained"]) == ("frost", 1, None)


def test_a_story_that_both_versions_have_is_neither_new_nor_gone(wirewatch, stored):
    first = stored.store("Ferry aground")
    stored.store("A dinghy helps", copy_of=first)
    found = json.loads(wirewatch("topics", "backtest", "sea", "--against", "ferry", "--json"))
    assert (found["gained"]["hits"], found["gained"]["stories"]) == (1, 0)
    assert set(found["gained"]) == set(Difference.__dataclass_fields__)


def test_nothing_is_written(wirewatch, sea):
    tables = ("match", "hold", "alert", "delivery", "topic")
    wirewatch("topics", "backtest", "sea", "--against", "ferry")
    with sea.database.reading() as session:
        counts = [session.connection().exec_driver_sql(f"select count(*) from {table}").scalar() for table in tables]
    assert counts == [0] * len(tables)


def test_a_topic_that_finds_nothing_and_an_empty_archive_are_told_so(wirewatch, stored):
    assert "Nothing was stored in this time." in wirewatch("topics", "backtest", "sea")
    stored.store("Late frost")
    said = wirewatch("topics", "backtest", "sea")
    assert "0 hits\n" in said
    assert "Busiest" not in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["see"], "no topic “see”. Cure: did you mean `sea`?"),
        (["sea", "--query", "ferry AND"], "The query is refused"),
        (["sea", "--against", "@wepons"], "@wepons\n    ^"),
        (["sea", "--against-file", "none.yaml"], "none.yaml:1:1: the desk file cannot be read"),
        (["sea", "--since", "2026-02-01", "--until", "2026-01-01"], "--until is before --since"),
    ],
)
def test_what_cannot_be_tried_is_refused_with_a_cure(wirewatch, stored, words, told):
    assert told in wirewatch("topics", "backtest", *words, code=1)


@pytest.mark.parametrize("since", ["soon", "2026-13-01", "30", "9999999d"])
def test_a_time_that_is_none_is_refused(wirewatch, stored, since, capsys):
    with pytest.raises(SystemExit):
        wirewatch("topics", "backtest", "sea", "--since", since)
    assert "write 30d, 2w, 12h or a day as 2026-03-01" in capsys.readouterr().err


def test_what_a_page_says_does_not_steer_the_terminal(wirewatch, stored):
    stored.store("Ferry \x1b[2Jaground", "Text [bold]ferry[/bold] \x07 here.", outlet="Evil\x1b]0;x\x07")
    said = wirewatch("topics", "backtest", "sea")
    assert "\x1b" not in said
    assert "\x07" not in said
    assert "[bold]*ferry*[/bold]" in said
