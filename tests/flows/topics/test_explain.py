import json
from pathlib import Path

import pytest

from news import Article, Hold, Match, Placement, Reason
from parsers import page_key
from storage.articles import add_aliases, add_article, add_holds, add_matches, add_told
from tests.flows.pages import FERRY as STORY
from tests.flows.pages import article
from tests.flows.site import Site
from tests.flows.topics.conftest import DESK, NOON, Archive, Command

FERRY = "The night ferry ran aground near Ostby. Divers found the long iron bridge below. Nobody was hurt."


@pytest.fixture
def explain(wirewatch: Command, stored: Archive) -> Command:
    def run(*words: str, code: int = 0) -> str:
        return wirewatch("topics", "explain", *words, "--desk", str(stored.path), code=code)

    return run


def test_a_topic_that_fires_shows_its_terms_by_list_and_its_passages(stored: Archive, explain: Command) -> None:
    stored.store("Ferry aground", FERRY)
    said = explain("sea", "1")
    assert "sea fires on: Ferry aground" in said
    assert "ferry of @boats: “Ferry”, “ferry” (2 times)" in said
    assert "- The night *ferry* ran aground near Ostby." in said
    assert "[x] OR: one of" in said
    assert "[ ] shipwreck: not there" in said


def test_a_silent_topic_names_the_part_that_failed_and_by_how_much(stored: Archive, explain: Command) -> None:
    stored.store("Ferry aground", FERRY)
    said = explain("bridges", "1")
    assert "bridges does not fire on: Ferry aground" in said
    assert '"long bridge": its words are there, with 1 word among them' in said
    assert "- Divers found the *long* iron *bridge* below." in said


def test_an_article_is_found_by_address_and_by_title(stored: Archive, explain: Command) -> None:
    number, _ = stored.store("Ferry aground", FERRY)
    with stored.database.writing() as session:
        add_aliases(session, number, [page_key("https://courier.example/1")])
    for ref in ("https://courier.example/1", "https://courier.example/1?utm_source=mail", "ferry AGROUND"):
        assert "sea fires on: Ferry aground" in explain("sea", ref)


def test_a_query_can_be_tried_in_place_of_the_topics_own(stored: Archive, explain: Command) -> None:
    stored.store("Ferry aground", FERRY)
    said = explain("anything", "1", "--query", "divers NEAR/2 bridge")
    assert "the nearest have 4 words between, 2 too many" in said


def test_what_became_of_a_match_is_told(stored: Archive, explain: Command) -> None:
    first = stored.store("Ferry aground", FERRY)
    second, _ = stored.store("Ferry aground again", FERRY, copy_of=first)
    with stored.database.writing() as session:
        for article_id in (first[0], second):
            add_matches(session, article_id, [Match("sea", (), ())])
        add_told(session, first[1], first[0], ["sea"], NOON)
        add_holds(session, second, [Hold("sea", Reason.TOLD)], NOON)
    at = f"{NOON:%Y-%m-%d} 12:00 UTC"
    assert f"Its story was told under this topic on {at}, by this article." in explain("sea", str(first[0]))
    said = " ".join(explain("sea", str(second)).split())
    assert f"It carries the text of article {first[0]}" in said
    assert f"under this topic on {at}, by article {first[0]}." in said
    assert f"It was held on {at}: story already alerted." in said


def became(said: str) -> str:
    """What stands below the tree, on one line."""
    return " ".join(said.partition("What became of it")[2].split())


def test_a_topic_that_is_newer_than_the_article_was_not_matched_with_it(stored: Archive, explain: Command) -> None:
    stored.store("Late frost")
    stored.remember()
    stored.write(DESK + "  frost: {query: frost}\n")
    unmet = "It was stored before the desk had this topic, and not matched with it yet: see wirewatch rematch."
    assert became(explain("frost", "1")) == unmet
    stored.remember()
    assert became(explain("frost", "1")) == unmet


def test_a_topic_that_is_older_than_the_article_was_matched_with_it(stored: Archive, explain: Command) -> None:
    stored.store("Late frost", days=9)
    stored.remember()
    stored.write(DESK + "  snow: {query: snow}\n")
    stored.remember()
    stored.store("Late frost again", days=-9)
    assert became(explain("snow", "2")) == "When it was matched last, the topic did not fire."


def test_a_topic_that_changed_since_the_article_came_is_told_so(stored: Archive, explain: Command) -> None:
    stored.remember()
    stored.store("Ferry aground", FERRY)
    stored.write(DESK.replace("shipwreck", "frost"))
    assert became(explain("sea", "1")) == (
        "When it was matched last, the topic did not fire. "
        "The desk's query or its lists have changed since: see wirewatch rematch."
    )


def test_a_query_that_is_only_tried_was_matched_with_nothing(stored: Archive, explain: Command) -> None:
    stored.store("Ferry aground", FERRY)
    none = "The desk has no topic of this name: it was matched with none."
    assert became(explain("bridge", "1", "--query", "ferry")) == none
    own = "When it was matched last, the desk's topic did not fire."
    assert became(explain("bridges", "1", "--query", "ferry")) == own


def test_an_article_without_an_address_has_no_line_for_it(stored: Archive, explain: Command) -> None:
    article = Article("", "Ferry aground", FERRY, language="en")
    with stored.database.writing() as session:
        add_article(session, "Courier", article, Placement(), [], None, "", NOON)
    assert explain("sea", "1").splitlines()[:2] == ["sea fires on: Ferry aground", "  Query: @boats OR shipwreck"]


def test_a_query_that_changed_since_is_told(stored: Archive, explain: Command) -> None:
    stored.store("Ferry aground", FERRY)
    said = " ".join(explain("sea", "1").split())
    assert "the topic did not fire. The query or the article has changed since: see wirewatch rematch." in said


def test_a_text_is_taken_with_its_first_line_as_title(tmp_path: Path, explain: Command) -> None:
    (tmp_path / "note.txt").write_text(f"Ferry aground\n\n{FERRY}\n", encoding="utf-8")
    said = explain("sea", "note.txt", "--query", "title:ferry lang:en")
    assert "sea fires on: Ferry aground" in said
    assert "What became of it" not in said


def test_a_page_on_the_web_is_fetched_and_read(site: Site, explain: Command) -> None:
    site.routes["/1"] = article(STORY)
    said = explain("sea", site.url("/1"), "--allow-private")
    assert "sea fires on" in said


def test_what_is_nowhere_is_refused_with_a_cure(explain: Command) -> None:
    assert "No stored article and no file is “nowhere”. Cure: " in explain("sea", "nowhere", code=1)


def test_no_words_name_no_article(stored: Archive, explain: Command) -> None:
    stored.store("Ferry aground", FERRY)
    assert "No stored article and no file is “ ”." in explain("sea", " ", code=1)


def test_json_holds_the_whole_explanation(stored: Archive, explain: Command) -> None:
    stored.store("Ferry aground", FERRY)
    said = json.loads(explain("sea", "1", "--json"))
    assert said["fires"] is True
    assert said["terms"][0]["of_list"] == "boats"
    assert said["verdict"]["part"] == "OR"
    assert said["subject"]["fate"]["matched"] is False


def test_no_line_is_wider_than_the_screen_but_addresses(stored: Archive, explain: Command) -> None:
    stored.store("Ferry aground in a very long headline " * 4, FERRY * 3)
    said = explain(
        "sea", "1", "--query", "(divers NEAR/2 bridge) AND ((quince OR pear) OR (plum NEAR/3 peach)) AND hurt"
    )
    assert max(len(line) for line in said.splitlines() if "://" not in line) <= 80
