"""An article that changes after publication: what it said is kept, what changed is told, once."""

from datetime import timedelta

import pytest

from news import Reason, Step, Tally, Topic, Word
from tests.flows.looks import counted, live, looked, next_looks, revisions, rewritten
from tests.flows.office import FERRY_TOPIC, NOW, ROSE_TOPIC, STRIKE_TOPIC, Office
from tests.flows.pages import BAKERY, FERRY, ORCHARD, Story, article
from tests.flows.site import redirect

COLLISION = Story(
    "Ferry hits the quay at Velden",
    (
        "A ferry struck the stone quay at Velden on Sunday morning and 50 people were hurt, most of them while they "
        "stood on the stairs to the car deck with their bags in their hands.",
        "The master of the vessel said that the engine had not answered when he ordered it to go astern, and that he "
        "had dropped both anchors as soon as he saw that nothing else would stop her.",
        "Harbour pilots have warned for years that the basin is too narrow for ships of this length, and the port's "
        "owners promised an answer by the end of the month.",
        "Ambulances from three counties took the injured to hospitals, and a crane was ordered from Ostby to lift the "
        "damaged bow door so that the cars can be driven ashore.",
        "Nobody was in danger of their life, the chief physician said, but several broken arms and legs would have to "
        "be set in the course of the afternoon.",
    ),
)
HURT = ("50 people were hurt", "75 people were hurt")
CORRECTION = "Correction: An earlier version of this article gave the wrong name for the master of the vessel."
A_ROSE = "At noon a passenger laid a single rose on the quay, in memory of an accident of her childhood."


def publish(office: Office, *stories: Story, name: str = "ledger", **values: object) -> Tally:
    office.publish(name, *stories, published_at=NOW, **values)  # type: ignore[arg-type]  # whatever the test says
    return office.run()


def change(office: Office, story: Story, path: str = "/ledger/1", **values: object) -> None:
    office.site.routes[path] = article(story, **({"published_at": NOW} | values))  # type: ignore[arg-type]


def told(office: Office) -> list[tuple[object, ...]]:
    """What was told, without the figures and words that it was told by."""
    rows = office.rows("select topic, occasion from alert order by topic, occasion")
    return [(topic, occasion.partition(":")[0]) for topic, occasion in rows]


def stored(office: Office, columns: str = "title, text") -> list[tuple[object, ...]]:
    return office.rows(f"select {columns} from article order by id")


def text_of(story: Story) -> str:
    return "\n\n".join(story.paragraphs)


def test_a_figure_that_changes_is_told_and_what_was_said_before_is_kept(any_office: Office) -> None:
    publish(any_office, COLLISION)
    assert len(any_office.inbox.mails) == 1
    change(any_office, rewritten(COLLISION, HURT))
    assert counted(looked(any_office, minutes=30)) == [("changed", "", 1)]
    assert len(any_office.inbox.mails) == 2
    assert "75" in any_office.inbox.texts[1]
    (before,) = revisions(any_office.database)
    assert (before.title, before.text, before.seen_at) == (COLLISION.headline, text_of(COLLISION), any_office.now)
    assert before.verdict.figures == (("50", "75"),)
    assert stored(any_office, "text") == [(text_of(rewritten(COLLISION, HURT)),)]


def test_a_change_is_told_once_however_often_it_is_looked_at(office: Office) -> None:
    publish(office, COLLISION)
    for beside, word in (("One box", "changed"), ("Another box", "unchanged"), ("A third box", "unchanged")):
        change(office, rewritten(COLLISION, HURT), beside=beside)
        assert counted(looked(office, days=1)) == [(word, "", 1)]
    assert len(office.inbox.mails) == 2
    assert len(revisions(office.database)) == 1


def test_a_change_is_told_once_by_those_who_look_again_after_a_crash(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(office, COLLISION)
    change(office, rewritten(COLLISION, HURT))
    with monkeypatch.context() as before_the_look_is_noted:
        before_the_look_is_noted.delattr("flows.looking._settle")
        assert counted(looked(office, minutes=30)) == [("failed", "internal error", 1)]
    assert len(office.inbox.mails) == 2
    assert counted(looked(office, hours=2)) == [("unchanged", "", 1)]
    assert (len(office.inbox.mails), len(revisions(office.database))) == (2, 1)


def test_two_outlets_that_revise_the_same_figure_tell_it_once(office: Office) -> None:
    publish(office, COLLISION)
    publish(office, COLLISION, name="courier", outlet="Ostby Courier")
    for path in ("/ledger/1", "/courier/1"):
        change(office, rewritten(COLLISION, HURT), path)
    looked(office, minutes=30)
    assert len(office.inbox.mails) == 2
    assert len(office.rows("select id from revision")) == 2


def test_what_was_not_told_is_not_followed(office: Office) -> None:
    office.topics = (ROSE_TOPIC,)
    publish(office, COLLISION)
    change(office, rewritten(COLLISION, HURT))
    looked(office, minutes=30)
    assert office.inbox.mails == []
    assert len(revisions(office.database)) == 1


def test_a_topic_that_appears_in_a_revision_is_told(any_office: Office) -> None:
    publish(any_office, COLLISION)
    change(any_office, rewritten(COLLISION, note=A_ROSE))
    tally = looked(any_office, minutes=30)
    assert tally.of(Step.ALERT, Word.ALERTED) == 1
    assert told(any_office) == [("ferry", "first"), ("rose", "first")]
    assert "rose" in any_office.inbox.texts[1]
    (before,) = revisions(any_office.database)
    assert (before.gained, before.lost) == (("rose",), ())
    assert any_office.rows("select topic from match order by topic") == [("ferry",), ("rose",)]


def test_a_topic_that_disappears_is_a_fact_of_its_revision_and_what_was_told_stays_told(office: Office) -> None:
    publish(office, rewritten(COLLISION, note=A_ROSE))
    assert told(office) == [("ferry", "first"), ("rose", "first")]
    change(office, COLLISION)
    looked(office, minutes=30)
    (before,) = revisions(office.database)
    assert (before.gained, before.lost) == ((), ("rose",))
    assert office.rows("select topic from match") == [("ferry",)]
    assert ("rose", "first") in told(office)


def test_a_topic_that_comes_and_goes_is_told_once(office: Office) -> None:
    publish(office, COLLISION)
    for story in (rewritten(COLLISION, note=A_ROSE), COLLISION, rewritten(COLLISION, note=A_ROSE)):
        change(office, story)
        assert counted(looked(office, hours=5)) == [("changed", "", 1)]
    assert told(office).count(("rose", "first")) == 1
    assert sum("rose" in text for text in office.inbox.texts) == 1


def test_headlines_that_are_tried_in_turn_alert_nobody_and_are_kept_once_each(office: Office) -> None:
    publish(office, COLLISION)
    other = rewritten(COLLISION, headline="Ferry hits the quay at Velden: what we know")
    for story, hours in ((other, 2), (COLLISION, 4), (other, 18), (COLLISION, 48), (other, 96)):
        change(office, story)
        assert counted(looked(office, hours=hours)) == [("changed", "a few words", 1)]
    assert len(office.inbox.mails) == 1
    assert [one.title for one in revisions(office.database)] == [COLLISION.headline, other.headline]
    assert stored(office, "title") == [(other.headline,)]


def test_a_correction_is_told_with_its_words(any_office: Office) -> None:
    publish(any_office, COLLISION)
    change(any_office, rewritten(COLLISION, note=CORRECTION))
    looked(any_office, minutes=30)
    (before,) = revisions(any_office.database)
    assert before.marker == CORRECTION
    assert ("ferry", "corrected") in told(any_office)
    assert "wrong name for the master" in " ".join(any_office.inbox.texts[1].replace("=\n", "").split())


def test_a_correction_that_was_there_from_the_first_is_no_change(office: Office) -> None:
    corrected = rewritten(COLLISION, note=CORRECTION)
    publish(office, corrected)
    change(office, rewritten(corrected, HURT))
    looked(office, minutes=30)
    (before,) = revisions(office.database)
    assert before.marker is None
    assert ("ferry", "corrected") not in told(office)


def test_an_article_that_is_withdrawn_is_told_and_what_it_said_is_kept(office: Office) -> None:
    publish(office, COLLISION)
    words = "This article has been withdrawn because the accident that it reported was an exercise of the coast guard."
    change(office, Story(COLLISION.headline, (words, "We regret the error, and have told our readers so.")))
    looked(office, minutes=30)
    assert revisions(office.database)[0].text == text_of(COLLISION)
    assert ("ferry", "corrected") in told(office)
    assert words in str(stored(office, "text"))


def test_a_small_edit_is_taken_over_and_nothing_is_said_of_it(office: Office) -> None:
    publish(office, COLLISION)
    better = rewritten(COLLISION, ("several broken arms", "some broken arms"))
    change(office, better)
    assert looked(office, minutes=30).of(Step.LOOK, Word.CHANGED) == 1
    assert stored(office) == [(better.headline, text_of(better))]
    assert len(office.inbox.mails) == 1


def test_a_page_that_shows_much_less_leaves_the_article_as_it_was(office: Office) -> None:
    publish(office, COLLISION)
    change(office, Story(COLLISION.headline, (COLLISION.paragraphs[0], COLLISION.paragraphs[1][:60])))
    assert counted(looked(office, minutes=30)) == [("failed", "shows less", 1)]
    assert stored(office) == [(COLLISION.headline, text_of(COLLISION))]


def test_a_lead_that_is_rewritten_is_told_once(office: Office) -> None:
    publish(office, COLLISION)
    lead = COLLISION.paragraphs[0]
    first = (
        "Three of the injured died on Sunday night after a ferry had struck the stone quay at Velden in the morning."
    )
    second = "The master of the ferry that struck the stone quay at Velden was arrested on Monday, a prosecutor said."
    for words in (first, second):
        change(office, rewritten(COLLISION, (lead, words)))
        assert counted(looked(office, hours=2)) == [("changed", "", 1)]
    assert told(office).count(("ferry", "lead changed")) == 1
    assert len(revisions(office.database)) == 2


def test_the_lead_of_an_article_that_was_not_told_may_change(office: Office) -> None:
    publish(office, COLLISION)
    publish(office, COLLISION, name="courier", outlet="Ostby Courier")
    lead = "Three of the injured died on Sunday night after a ferry had struck the stone quay at Velden in the morning."
    change(office, rewritten(COLLISION, (COLLISION.paragraphs[0], lead)), "/courier/1")
    looked(office, minutes=30)
    assert len(revisions(office.database, 2)) == 1
    assert ("ferry", "lead changed") not in told(office)


def test_an_article_that_is_written_anew_under_its_headline_is_the_same_one(office: Office) -> None:
    brief = Story(
        COLLISION.headline,
        (
            "Rescue crews are on their way to the ferry terminal, where something has gone wrong at the berth of the "
            "morning boat. Our reporter is at the gate, and the road along the harbour is closed to all traffic.",
            "We will tell you here, as soon as we know it, what has happened and whether anybody came to harm.",
        ),
    )
    publish(office, brief)
    change(office, COLLISION, published_at=NOW + timedelta(minutes=20))
    looked(office, minutes=30)
    assert stored(office) == [(COLLISION.headline, text_of(COLLISION))]
    assert revisions(office.database)[0].text == text_of(brief)
    assert ("ferry", "first") in told(office)


@pytest.mark.parametrize("dated_later", [timedelta(hours=1), timedelta(0)])
def test_an_address_that_is_given_to_another_piece_brings_a_new_article(
    any_office: Office, dated_later: timedelta
) -> None:
    publish(any_office, BAKERY)
    change(any_office, COLLISION, published_at=NOW + dated_later)
    assert counted(looked(any_office, hours=2)) == [("new", "another article", 1)]
    assert [title for (title,) in stored(any_office, "title")] == [BAKERY.headline, COLLISION.headline]
    assert any_office.rows("select distinct article_id from alias where key like '%/ledger/1'") == [(2,)]
    assert any_office.rows("select count(*) from look where next_at < '9000-01-01'") == [(1,)]
    assert told(any_office) == [("ferry", "first")]
    change(any_office, rewritten(COLLISION, HURT), published_at=NOW + dated_later)
    looked(any_office, hours=5)
    assert len(revisions(any_office.database, 2)) == 1
    assert revisions(any_office.database, 1) == []


def test_another_piece_at_an_address_is_stored_once_and_looked_at_by_those_who_go_on_after_a_crash(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(office, BAKERY)
    later = NOW + timedelta(hours=1)
    change(office, COLLISION, published_at=later)
    with monkeypatch.context() as before_the_look_is_noted:
        before_the_look_is_noted.delattr("flows.looking._settle")
        looked(office, hours=2)
    assert office.rows("select count(*) from article") == [(2,)]
    change(office, rewritten(COLLISION, HURT), published_at=later)
    looked(office, hours=5)
    assert stored(office, "title") == [(BAKERY.headline,), (COLLISION.headline,)]
    assert len(revisions(office.database, 2)) == 1


def test_a_redirect_to_another_article_changes_nothing(office: Office) -> None:
    publish(office, BAKERY, COLLISION)
    office.site.routes["/ledger/1"] = redirect("/ledger/2")
    tally = looked(office, minutes=30)
    assert ("failed", "shows less", 1) in counted(tally)
    assert sorted(stored(office)) == [(BAKERY.headline, text_of(BAKERY)), (COLLISION.headline, text_of(COLLISION))]


def test_what_two_pages_show_under_unlike_headlines_is_no_article(office: Office) -> None:
    """A wall that nothing else gives away."""
    wall = COLLISION.paragraphs
    publish(
        office,
        Story("House rules of the Ledger", wall),
        Story(BAKERY.headline, (*BAKERY.paragraphs, *ORCHARD.paragraphs)),
    )
    before = stored(office)
    change(office, Story(BAKERY.headline, wall), "/ledger/2")
    assert ("failed", "shows less", 1) in counted(looked(office, minutes=30))
    assert stored(office) == before


def test_a_topic_that_is_newer_than_the_article_is_no_doing_of_its_revision(office: Office) -> None:
    office.topics = (FERRY_TOPIC,)
    publish(office, COLLISION)
    office.topics = (FERRY_TOPIC, Topic("crane", "Cranes", "crane"))
    change(office, rewritten(COLLISION, HURT))
    looked(office, minutes=30)
    assert revisions(office.database)[0].gained == ()
    assert ("crane", "first") not in told(office)
    assert office.rows("select topic, reason from hold") == [("crane", Reason.REMATCH.value)]


def test_a_match_that_was_held_as_old_is_not_told_when_its_article_changes(office: Office) -> None:
    office.publish("ledger", COLLISION, published_at=NOW - timedelta(days=2))
    office.run()
    assert told(office) == []
    change(office, rewritten(COLLISION, HURT), published_at=NOW - timedelta(days=2))
    looked(office, days=1)
    assert told(office) == []
    assert len(revisions(office.database)) == 1


def test_a_topic_that_was_held_as_old_is_not_told_when_it_comes_back(office: Office) -> None:
    long_ago, with_rose = NOW - timedelta(days=2), rewritten(COLLISION, note=A_ROSE)
    office.publish("ledger", with_rose, published_at=long_ago)
    office.run()
    for story in (COLLISION, with_rose):
        change(office, story, published_at=long_ago)
        assert counted(looked(office, days=2)) == [("changed", "", 1)]
    assert [one.gained for one in revisions(office.database)] == [(), ("rose",)]
    assert told(office) == []


def test_what_the_site_is_known_to_repeat_by_now_is_no_change(office: Office) -> None:
    appeal = "Without the gifts of our readers there would be no Ledger: please think of us when you make your will."
    office.topics = (STRIKE_TOPIC,)
    publish(office, *(rewritten(one, note=appeal) for one in (FERRY, COLLISION, ORCHARD, BAKERY)))
    others = [
        Story(f"Notice {i} of the harbour", (f"Berth {i} stays closed, the office said. " * 8,)) for i in range(8)
    ]
    everything = [rewritten(one, note=appeal) for one in (FERRY, COLLISION, ORCHARD, BAKERY, *others)]
    publish(office, *everything)
    assert office.rows(f"select count(*) from article where text like '%{appeal}'")[0][0] >= 4
    for number, story in enumerate(everything, 1):
        change(office, story, f"/ledger/{number}", beside="Other news")
    tally = looked(office, minutes=30)
    assert tally.of(Step.LOOK, Word.UNCHANGED) == tally.of(Step.LOOK) == len(everything)
    assert office.rows("select count(*) from revision") == [(0,)]
    change(office, rewritten(COLLISION, HURT, note=appeal), "/ledger/2", beside="More news")
    assert ("changed", "", 1) in counted(looked(office, hours=2))
    (article_id,) = office.rows("select article_id from revision")[0]
    (before,) = revisions(office.database, article_id)
    assert [change.figures for change in before.verdict.changes] == [(("50", "75"),)]


def test_the_figures_and_leads_of_a_live_blog_are_not_followed_but_its_topics_are(office: Office) -> None:
    publish(office, COLLISION, page=live(article(COLLISION, published_at=NOW)))
    assert office.rows("select kind from article") == [("live blog",)]
    lead = (COLLISION.paragraphs[0], "All lanes of the harbour road in Velden are open again, the police said.")
    for story in (rewritten(COLLISION, HURT), rewritten(COLLISION, lead)):
        office.site.routes["/ledger/1"] = live(article(story, published_at=NOW))
        assert counted(looked(office, hours=6)) == [("changed", "", 1)]
    assert len(office.inbox.mails) == 1
    office.site.routes["/ledger/1"] = live(article(rewritten(COLLISION, note=A_ROSE), published_at=NOW))
    looked(office, hours=12)
    assert told(office) == [("ferry", "first"), ("rose", "first")]


def test_a_live_blog_is_kept_no_more_than_once_an_hour(office: Office) -> None:
    publish(office, COLLISION, page=live(article(COLLISION, published_at=NOW)))
    assert next_looks(office) == [NOW + timedelta(hours=1)]
    for hurt, hours in (("60", 2), ("70", 2.5), ("80", 3.5)):
        office.now = NOW
        story = rewritten(
            COLLISION, (HURT[0], f"{hurt} people were hurt"), headline=f"Ferry hits the quay: {hurt} hurt"
        )
        office.site.routes["/ledger/1"] = live(article(story, published_at=NOW))
        office.later(hours=hours)
        office.publish("ledger", story, published_at=NOW, page=office.site.routes["/ledger/1"])
        office.run()
        looked(office)
    assert [hurt[1][:2] for one in revisions(office.database) for hurt in one.verdict.figures[:1]] == ["60", "80"]


@pytest.mark.parametrize("minutes", [30, 60])
def test_two_changes_are_two_revisions(office: Office, minutes: int) -> None:
    publish(office, COLLISION)
    for hurt in ("60", "75"):
        change(office, rewritten(COLLISION, (HURT[0], f"{hurt} people were hurt")))
        looked(office, minutes=minutes)
    assert [one.verdict.figures for one in revisions(office.database)] == [(("50", "60"),), (("60", "75"),)]
    assert len(office.inbox.mails) == 3
