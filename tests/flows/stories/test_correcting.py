"""`wirewatch stories split` and `merge`: what they change, what they send, and that it sticks."""

from storage.articles import add_followed
from storage.stories.joining import are_apart
from tests.flows.stories.shelf import NOON, SECOND, Command, Shelf, copy_of, event, one_event

HELD = "select article_id, topic, reason from hold order by article_id"
TOLD = "select story_id, topic, occasion, article_id from alert order by story_id, topic"
SENT = "select story_id, article_id, channel, state from delivery order by id"
IN = "select story_id, id from article order by id"


def said(text: str) -> str:
    return " ".join(text.split())


def test_a_split_tells_what_the_new_story_missed(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    words = said(wirewatch("stories", "split", "1", "5"))
    assert shelf.rows(IN) == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 5)]
    assert shelf.rows(TOLD) == [(1, "ferry", "first", 1), (2, "ferry", "first", 5)]
    assert shelf.rows(SENT) == [(1, 1, "desk", "pending"), (2, 5, "desk", "pending")]
    assert [row[0] for row in shelf.rows(HELD)] == [2, 3, 4]
    assert "Story 1 “Night ferry runs aground” keeps 4 articles." in words
    assert "To story 2 “Second ferry hits wall” goes: 5 Second ferry hits wall (The Courier)" in words
    assert "Story 1 was told under ferry on 2026-03-01 12:00 UTC, by 1. That stays." in words
    assert "Story 2 is told now, since that was missed: ferry by 5, to desk." in words
    assert "Story 1 missed nothing: no alert is sent for it." in words


def test_a_split_tells_what_the_other_story_missed(shelf: Shelf, wirewatch: Command) -> None:
    """What told goes, so that what stays was told nothing of. Its message has a key of its own."""
    one_event(shelf)
    words = said(wirewatch("stories", "split", "1", "1"))
    assert shelf.rows(IN) == [(2, 1), (2, 2), (1, 3), (2, 4), (1, 5)]
    assert shelf.rows(TOLD) == [(1, "ferry", "first", 3), (2, "ferry", "first", 1)]
    assert shelf.rows(SENT) == [(2, 1, "desk", "pending"), (1, 3, "desk", "pending")]
    assert "Story 1 is told now, since that was missed: ferry by 3, to desk." in words
    assert "Story 2 was told under ferry on 2026-03-01 12:00 UTC, by 1. That stays." in words


def test_what_carries_the_text_goes_along(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    words = said(wirewatch("stories", "split", "1", "https://www.ledger.example/1?utm_source=x"))
    assert "go: 1 Night ferry runs aground (The Ledger) 2 Ferry on a sandbank (The Courier) 4 Night ferry: 75" in words


def test_a_split_without_a_held_topic_sends_nothing(shelf: Shelf, wirewatch: Command) -> None:
    first = shelf.put("ledger", "Night ferry runs aground", told=["ferry"])
    shelf.put("echo", "Steamer in Velden", SECOND, event(first, 1))
    words = said(wirewatch("stories", "split", "1", "2"))
    assert "Story 2 missed nothing: no alert is sent for it." in words
    assert len(shelf.rows(SENT)) == 1


def test_a_missed_topic_without_a_route_is_held_for_that_reason(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    desk = shelf.path.read_text()
    shelf.path.write_text(desk.replace("{to: [desk], when", "{to: [desk], topics: [strike], when"))
    words = said(wirewatch("stories", "split", "1", "5"))
    assert "Story 2 is not told under ferry: no route." in words
    assert shelf.rows(HELD)[-1] == (5, "ferry", "no route")
    assert len(shelf.rows(SENT)) == 1


def test_a_split_sticks(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    wirewatch("stories", "split", "1", "5")
    with shelf.database.reading() as session:
        assert are_apart(session, 1, 2)
    assert shelf.rows("select pinned from article where id = 5") == [(1,)]
    assert "put here by a person" in wirewatch("stories", "show", "2")
    assert "A person told it apart from story 1" in wirewatch("stories", "show", "2")


def test_a_dry_run_of_a_split_says_it_all_and_changes_nothing(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    before = [shelf.rows(query) for query in (IN, TOLD, SENT, HELD, "select id from story")]
    words = said(wirewatch("stories", "split", "1", "5", "--dry-run"))
    assert words.startswith("A dry run: nothing was changed, and nothing is sent.")
    assert "A new story is told now, since that was missed: ferry by 5, to desk." in words
    assert [shelf.rows(query) for query in (IN, TOLD, SENT, HELD, "select id from story")] == before


def test_a_split_of_everything_is_refused(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    words = said(wirewatch("stories", "split", "1", "1", "3", "5", code=1))
    assert words.startswith("Story 1 is not split: ")
    assert words.endswith("Cure: wirewatch stories show 1 lists its articles.")
    assert len(shelf.rows("select id from story")) == 1


def test_a_split_of_what_is_not_there_is_refused(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    shelf.put("echo", "Story of 1999", "Other words.")
    for name in ("77", "1999", "https://nowhere.example/1", "Second ferry"):
        assert f"No stored article is “{name}”. Cure: " in wirewatch("stories", "split", "1", name, code=1)
    assert "not of story 1" in said(wirewatch("stories", "split", "1", "6", code=1))
    assert "There is no story 9." in wirewatch("stories", "split", "9", "1", code=1)


def test_a_merge_sends_nothing_and_takes_nothing_back(shelf: Shelf, wirewatch: Command) -> None:
    shelf.put("ledger", "Night ferry runs aground", told=["ferry"])
    shelf.put("echo", "Steamer in Velden", SECOND, told=["ferry", "strike"])
    words = said(wirewatch("stories", "merge", "1", "2"))
    assert shelf.rows(IN) == [(1, 1), (1, 2)]
    assert shelf.rows(TOLD) == [(1, "ferry", "first", 1), (1, "strike", "first", 2)]
    assert shelf.rows(SENT) == [(1, 1, "desk", "pending"), (1, 2, "desk", "pending")]
    assert "Story 2 “Steamer in Velden” is part of story 1 now, with its 1 article." in words
    assert "Nothing is sent by this, and nothing that was sent is taken back." in words
    assert "Story 2 was told under strike on 2026-03-01 13:00 UTC, by 2. That stays." in words
    assert "Under ferry several of them were told: these messages stay, and no more come for it." in words


def test_a_merge_joins_what_a_person_told_apart(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    wirewatch("stories", "split", "1", "5")
    wirewatch("stories", "merge", "1", "2")
    with shelf.database.reading() as session:
        assert not are_apart(session, 1, 2)
    assert {row[0] for row in shelf.rows(IN)} == {1}
    assert len(shelf.rows(SENT)) == 2


def test_what_was_merged_and_is_split_again_is_not_told_twice(shelf: Shelf, wirewatch: Command) -> None:
    """Both stories were told; while they were one, one telling stood for both."""
    shelf.put("ledger", "Night ferry runs aground", told=["ferry"])
    second = shelf.put("echo", "Steamer in Velden", SECOND, told=["ferry"])
    shelf.put("courier", "Steamer stuck", "More.", event(second, 2), held=["ferry"])
    wirewatch("stories", "merge", "1", "2")
    words = said(wirewatch("stories", "split", "1", "2", "3"))
    assert [(topic, article) for _, topic, _, article in shelf.rows(TOLD)] == [("ferry", 1), ("ferry", 2)]
    assert len(shelf.rows(SENT)) == 2
    assert "Story 3 was told under ferry on 2026-03-01 13:00 UTC, by 2. That stays." in words
    assert "Story 3 missed nothing: no alert is sent for it." in words


def test_a_follow_up_that_goes_along_with_a_split_does_not_tell_the_new_story(shelf: Shelf, wirewatch: Command) -> None:
    """The article that was the third outlet's had told that, and nothing else."""
    first = shelf.put("ledger", "Night ferry runs aground", told=["ferry"])
    shelf.put("courier", "Skarvholm ferry stranded", "Another text.", event(first, 1), held=["ferry"])
    third = shelf.put("echo", "Steamer in Velden", SECOND, event(first, 1), held=["ferry"])
    with shelf.database.writing() as session:
        add_followed(session, 1, third, [("ferry", "more outlets: 3")], NOON)
    words = said(wirewatch("stories", "split", "1", "3"))
    assert f"is told now, since that was missed: ferry by {third}, to desk." in words
    assert len(shelf.rows(SENT)) == 2


def test_a_split_is_no_news_of_how_far_a_story_went(shelf: Shelf, wirewatch: Command) -> None:
    """The article by which three outlets were told goes, and three stay: nobody tells that again."""
    first = shelf.put("ledger", "Night ferry runs aground", told=["ferry"])
    for source in ("courier", "echo"):
        shelf.put(source, "Skarvholm ferry stranded", f"A text of the {source}.", event(first, 1))
    strike = shelf.put("ledger", "Ferry crew on walkout", "Another text.", event(first, 1), held=["strike"])
    moved = shelf.put("echo", "Steamer in Velden", SECOND, event(first, 1))
    with shelf.database.writing() as session:
        add_followed(session, 1, moved, [("ferry", "more outlets: 3")], NOON)
    words = said(wirewatch("stories", "split", "1", str(moved)))
    assert f"Story 1 is told now, since that was missed: strike by {strike}, to desk." in words
    assert len(shelf.rows(SENT)) == 2
    assert (1, "ferry", "more outlets: 3", first) in shelf.rows(TOLD)


def test_a_dry_run_of_a_merge_changes_nothing(shelf: Shelf, wirewatch: Command) -> None:
    shelf.put("ledger", "Night ferry runs aground", told=["ferry"])
    shelf.put("echo", "Steamer in Velden", SECOND)
    assert wirewatch("stories", "merge", "1", "2", "--dry-run").startswith("A dry run: nothing was changed")
    assert shelf.rows(IN) == [(1, 1), (2, 2)]


def test_several_stories_are_merged_at_once_or_none(shelf: Shelf, wirewatch: Command) -> None:
    for number in range(3):
        shelf.put("ledger", f"Report {number}", f"Words of {number}.")
    assert "Cure: " in wirewatch("stories", "merge", "1", "2", "9", code=1)
    assert [row[0] for row in shelf.rows(IN)] == [1, 2, 3]
    wirewatch("stories", "merge", "1", "2", "3")
    assert [row[0] for row in shelf.rows(IN)] == [1, 1, 1]


def test_a_story_is_not_merged_with_itself(shelf: Shelf, wirewatch: Command) -> None:
    shelf.put("ledger", "Night ferry runs aground")
    words = said(wirewatch("stories", "merge", "1", "1", code=1))
    assert "Nothing is merged: story 1 was named twice, and is not merged with itself. Cure: " in words


def test_stories_that_are_one_already_are_named_as_the_person_named_them(shelf: Shelf, wirewatch: Command) -> None:
    for number in range(3):
        shelf.put("ledger", f"Report {number}", f"Words of {number}.")
    wirewatch("stories", "merge", "1", "2", "3")
    for into, name in (("1", "2"), ("2", "1")):
        words = said(wirewatch("stories", "merge", into, name, code=1))
        assert "Nothing is merged: story 2 is part of story 1 already. Cure: " in words
    words = said(wirewatch("stories", "merge", "2", "3", code=1))
    assert "Nothing is merged: stories 2 and 3 are both part of story 1 already. Cure: " in words


def test_one_story_under_two_numbers_is_merged_once(shelf: Shelf, wirewatch: Command) -> None:
    for number in range(3):
        shelf.put("ledger", f"Report {number}", f"Words of {number}.")
    wirewatch("stories", "merge", "2", "3")
    words = said(wirewatch("stories", "merge", "1", "2", "3"))
    assert words.count("is part of story 1 now") == 1
    assert [row[0] for row in shelf.rows(IN)] == [1, 1, 1]


def test_a_copy_that_is_split_off_alone_is_a_text_of_its_own(shelf: Shelf, wirewatch: Command) -> None:
    first = shelf.put("ledger", "Night ferry runs aground", told=["ferry"])
    shelf.put("courier", "Ferry on a sandbank", placement=copy_of(first, 1), held=["ferry"])
    wirewatch("stories", "split", "1", "2")
    shown = said(wirewatch("stories", "show", "2"))
    assert "Carried by 1 outlet;" in shown
    assert "copy of" not in shown
