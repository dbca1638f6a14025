"""`wirewatch explain` of what is stored: which article, whose text, which story, what was told."""

import json
from datetime import timedelta

import pytest

from news import Article, By, Changed, Ground, Grouping, Kind, Likeness, Look, Placement, Revision, Verdict
from parsers import page_key, sketch
from parsers.grouping import profile_of
from storage.articles import add_aliases, renew_article
from storage.looks import plan_look
from storage.parameters import vote
from storage.revisions import add_revision
from tests.flows.stories.shelf import FERRY, NOON, SECOND, Command, Shelf, copy_of, one_event, unsure

URL = "https://ledger.example/1"


def part(said: str, title: str) -> str:
    """The section whose title begins so, on one line."""
    sections = [" ".join(section.split()) for section in said.split("\n\n")]
    return next(section for section in sections if section.startswith(title))


def test_an_article_is_named_with_outlet_source_and_times(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    head = part(wirewatch("explain", "1"), "Article")
    assert head == (
        "Article 1: Night ferry runs aground https://ledger.example/1 The Ledger (ledger.example), by the source "
        "ledger published 2026-03-01 12:00 UTC; seen 2026-03-01 12:00 UTC"
    )


@pytest.mark.parametrize(
    "guise", ["http://www.ledger.example/1/", "https://ledger.example/1?utm_source=x", "https://ledger.example/1#top"]
)
def test_an_address_in_another_guise_is_recognised_and_says_by_what(
    shelf: Shelf, wirewatch: Command, guise: str
) -> None:
    one_event(shelf)
    head = part(wirewatch("explain", guise), "Article 1:")
    assert f"The address asked for is a guise of it; both come down to the page key: {page_key(URL)}" in head


def test_all_keys_that_an_article_is_known_by_are_shown(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    with shelf.database.writing() as session:
        add_aliases(session, 1, {"ledger.example/night-ferry"})
        add_aliases(session, 1, {"ledger.example/x"}, learned_host="ledger.example")
    head = part(wirewatch("explain", "1"), "Article")
    assert head.endswith(
        "Known by these keys, each for all guises of an address: ledger.example/1 ledger.example/night-ferry "
        "ledger.example/x (without what ledger.example adds to its addresses)"
    )


def test_an_address_that_is_recognised_by_a_habit_of_its_host_says_so(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    with shelf.database.writing() as session:
        assert [vote(session, "ledger.example", "zone", article) for article in (1, 3, 5)] == [False, False, True]
    head = part(wirewatch("explain", "https://ledger.example/1?zone=north"), "Article 1:")
    assert head.endswith(
        "The address asked for is a guise of it, by what was learned of its host; without that its page key is: "
        "ledger.example/1"
    )


def test_a_copy_shows_what_is_shared_and_how_long_after(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    said = wirewatch("explain", "2")
    assert part(said, "Its text") == (
        "Its text A copy of 1 “Night ferry runs aground” (The Ledger), 1 h later "
        "97 % shared, nothing of substance differs"
    )
    assert "Here with the text that it carries: that of 1" in part(said, "Story 1")


def test_a_revision_shows_the_passages_and_figures_that_changed(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    assert part(wirewatch("explain", "4"), "Its text") == (
        "Its text A revision of 1 “Night ferry runs aground” (The Ledger), 3 h later 87 % shared, 2 passages changed "
        "Figures: 50 became 75 “all of its 50 passengers” became “all of its 75 passengers” added: “Divers wait.”"
    )


def test_an_original_names_those_that_carry_its_text(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    assert part(wirewatch("explain", "1"), "Its text").endswith("Carried also by 2 (The Courier), 4 (The Ledger)")


def test_an_article_of_the_same_event_shows_the_terms_by_which_it_is_sure(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    said = part(wirewatch("explain", "3"), "Story 1: 3 outlets + 1 copy")
    assert "Sure: the same event as 1 “Night ferry runs aground”, 2 h apart" in said
    assert "What they share: Skarvholm, sandbank, night ferry (likeness 0.93)" in said
    assert "With it in the story: 1 “Night ferry runs aground” (The Ledger): opened the story" in said


def test_an_unsure_article_names_the_story_that_it_may_belong_to(shelf: Shelf, wirewatch: Command) -> None:
    shelf.put("ledger", "Night ferry runs aground")
    shelf.put("echo", "Steamer in Velden", SECOND, unsure(1, 1))
    said = part(wirewatch("explain", "2"), "Story 2: 1 outlet")
    assert (
        "Unsure: it opened the story, and may belong to story 1 “Night ferry runs aground”, by 1 “Night ferry runs "
        "aground”, 1 h apart What they share: Velden, ferry (likeness 0.55)"
    ) in said


def test_what_was_moved_by_a_person_and_told_apart_says_so(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    wirewatch("stories", "split", "1", "5")
    said = part(wirewatch("explain", "5"), "Story 2")
    assert "A person put it here: nothing moves it but a person" in said
    assert "A person told it apart from story 1" in said


def test_topics_holds_tellings_and_messages_are_shown(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    said = wirewatch("explain", "2")
    assert part(said, "Topics") == (
        "Topics ferry fires on it: ferry “The night ferry ran aground.” "
        "Held under ferry on 2026-03-01 13:00 UTC: story already alerted"
    )
    assert part(said, "Told of its story") == "Told of its story ferry: told first on 2026-03-01 12:00 UTC, by 1"
    assert part(said, "Messages about its story") == (
        "Messages about its story desk: ferry by article 1; waiting, queued on 2026-03-01 12:00 UTC"
    )
    assert "by this article" in part(wirewatch("explain", "1"), "Told")


def test_a_message_that_was_given_up_says_why(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    with shelf.database.writing() as session:
        gone = "update delivery set state = 'dead', attempts = 9, detail = 'no such room'"
        session.connection().exec_driver_sql(gone)
    assert part(wirewatch("explain", "1"), "Messages").endswith("given up after 9 attempts: no such room")


def test_revisions_show_what_changed_and_by_which_words_it_owns_up(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    changed = (Changed("50 passengers", "75 passengers", (("50", "75"),)),)
    verdict = Verdict(Likeness.REVISION, Ground.FEW_CHANGES, 0.9, changed, lead_changed=True)
    at = NOON + timedelta(hours=3)
    with shelf.database.writing() as session:
        add_revision(
            session, Revision(1, at, "Ferry aground", FERRY, verdict, "Correction: the number", ("strike",), ())
        )
    assert part(wirewatch("explain", "1"), "Revisions") == (
        "Revisions Found changed on 2026-03-01 15:00 UTC: 90 % shared, 1 passage changed; its beginning changed "
        "The headline was “Ferry aground” “50 passengers” became “75 passengers” "
        "It owns up to it: “Correction: the number” strike fires since then Its page is not looked at again"
    )
    assert part(wirewatch("explain", "2"), "Revisions").startswith("Revisions None: it is as it was first read ")


def test_the_next_look_at_its_page_is_told(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    at = NOON + timedelta(hours=6)
    with shelf.database.writing() as session:
        plan_look(session, Look(1, "ledger", URL, Kind.ARTICLE, NOON), at, NOON)
    said = wirewatch("explain", "1")
    assert part(said, "Revisions").endswith("Its page is looked at again on 2026-03-01 18:00 UTC")
    assert json.loads(wirewatch("explain", "1", "--json"))["revisions"]["next_look_at"] == at.isoformat()


def index(shelf: Shelf, article_id: int, text: str, title: str) -> None:
    """Make a stored article found by its text and by what it is about, as a pass does."""
    at = NOON + timedelta(hours=article_id - 1)
    article = Article(f"https://ledger.example/{article_id}", title, text, outlet="The Ledger", published_at=at)
    with shelf.database.writing() as session:
        profile = profile_of(title, text, "en", at)
        renew_article(session, article_id, article, Placement(), sketch(text), profile, "ledger.example")


def test_a_text_that_is_no_copy_says_why_not(shelf: Shelf, wirewatch: Command) -> None:
    """Two notices of one office: a form filled in anew, or other words; never a copy."""
    forms = [
        f"The office for weights and measures of the port of Velden gives notice that the harbour tax for {what} is "
        f"{n} crowns for each of the {n + 7} days of the coming season, as laid down by the council on the {day}."
        for what, n, day in (("ferries", 214, "third"), ("lighters", 896, "ninth"))
    ]
    for number, text in enumerate(forms, 1):
        title = f"Harbour tax notice {number}"
        index(shelf, shelf.put("ledger", title, text), text, title)
    said = part(wirewatch("explain", "2"), "Its text")
    assert (
        "The nearest text: 1 “Harbour tax notice 1” (The Ledger); this article came 1 h later Not a copy of it: "
        in said
    )
    assert " % shared, " in said


def test_an_article_that_is_like_enough_and_was_not_joined_says_why(shelf: Shelf, wirewatch: Command) -> None:
    shelf.put("ledger", "Strike on Velden")
    alike = Grouping(None, 1, 1, 0.97, ("strike", "medics"))
    shelf.put("echo", "Strike on Tarn", placement=Placement(None, By.NEW, grouping=alike))
    said = part(wirewatch("explain", "2"), "Story 2")
    assert "Unsure: it opened the story, and may belong to story 1" in said
    assert "Not joined all the same: these words are used of other events too" in said


def test_stories_beside_it_are_named_with_what_they_share(shelf: Shelf, wirewatch: Command) -> None:
    other = FERRY.replace("The night ferry", "A coal barge").replace("before sunrise", "after lunch")
    for text, title in ((FERRY, "Night ferry aground off Skarvholm"), (other, "Coal barge aground off Skarvholm")):
        index(shelf, shelf.put("ledger", title, text), text, title)
    said = part(wirewatch("explain", "2"), "Story 2")
    assert (
        "Stories beside it, by their words as they are now: 1 “Night ferry aground off Skarvholm”, 1 h apart: " in said
    )
    assert "skarvholm" in said.casefold()


def test_the_explanation_for_machines_has_each_section(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    found = json.loads(wirewatch("explain", "https://www.courier.example/2?utm_source=x", "--json"))
    assert list(found) == ["stored", "article", "text", "story", "topics", "told", "deliveries", "revisions"]
    assert found["stored"] is True
    assert found["article"]["id"] == 2
    assert found["article"]["aliases"] == [{"key": "courier.example/2", "learned": None}]
    assert found["text"]["copy_of"] == 1
    assert found["text"]["verdict"]["ground"] == "few changes"
    assert found["story"]["articles"] == [1, 2, 3, 4, 5]
    assert found["topics"]["holds"][0]["reason"] == "story already alerted"
    assert found["told"][0] == {
        "topic": "ferry", "occasion": "first", "article_id": 1, "at": NOON.isoformat(), "message": True,
    }  # fmt: skip
    assert found["deliveries"][0]["state"] == "pending"


def test_no_line_is_wider_than_the_screen_but_addresses_and_keys(shelf: Shelf, wirewatch: Command) -> None:
    shelf.put("ledger", "A headline that goes on " * 20)
    shelf.put("echo", "Ferry on a sandbank, " * 20, placement=copy_of(1, 1), held=["ferry"])
    said = wirewatch("explain", "2")
    assert max(len(line) for line in said.splitlines() if ".example/" not in line) <= 100


def test_a_strangers_words_cannot_steer_the_terminal(shelf: Shelf, wirewatch: Command) -> None:
    shelf.put("ledger", "Red \x1b[31m alert [bold]now[/bold]", outlet="Out\x1b]0;let")
    said = wirewatch("explain", "1")
    assert "\x1b" not in said
    assert "[bold]now[/bold]" in said


def test_an_article_is_found_by_words_of_its_title(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    assert wirewatch("explain", "hits wall").startswith("Article 5: ")


@pytest.mark.parametrize("target", ["77", "75", "no such words", " "])
def test_what_is_nowhere_is_refused_with_a_cure(shelf: Shelf, wirewatch: Command, target: str) -> None:
    one_event(shelf)  # "75" stands in a title
    said = wirewatch("explain", target, code=1)
    assert f"No stored article is “{target}”. Cure: " in said
