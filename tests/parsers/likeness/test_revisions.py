"""What changed between two states of a text, as a reader is shown it."""

from dataclasses import replace

from news import Likeness, Verdict
from parsers import compare
from tests.parsers.likeness.stories import BRIDGE, prose, text

STORY = text(BRIDGE, site="post.example")


def revised(*swaps: tuple[str, str], tail: str = "", hours: float = 1) -> Verdict:
    """On the page's later state."""
    body = BRIDGE
    for before, after in swaps:
        assert before in body
        body = body.replace(before, after)
    return compare(STORY, text(body + tail, hours=hours, site="post.example"))


def test_a_changed_figure_is_shown_with_its_sentence() -> None:
    found = revised(("40,000", "75,000"))
    assert found.likeness is Likeness.REVISION
    assert found.figures == (("40,000", "75,000"),)
    (change,) = found.changes
    assert change.before.startswith("The bridge carries 40,000 cars")
    assert change.after.startswith("The bridge carries 75,000 cars")
    assert change.after.endswith("within 60 kilometres.")


def test_a_changed_number_word_is_a_figure() -> None:
    assert revised(("Twelve people", "Fifteen people")).figures == (("twelve", "fifteen"),)
    assert revised(("Twelve people", "At least 15 people")).figures == (("twelve", "15"),)


def test_a_number_that_says_the_same_is_no_figure() -> None:
    assert revised(("Twelve people", "12 people")).likeness is Likeness.COPY
    assert revised(("40,000", "40.000")).likeness is Likeness.COPY


def test_an_amount_rounded_is_the_same_and_a_toll_is_not() -> None:
    body = "The fund paid 14,571,434 crowns. " + BRIDGE
    same = compare(text(body), text(body.replace("14,571,434", "14.6 million")))
    assert same.figures == ()
    toll = "The sea took 150 houses. " + BRIDGE
    assert compare(text(toll), text(toll.replace("150", "152"))).figures == (("150", "152"),)
    assert compare(text(toll), text(toll.replace("150", "1500"))).figures == (("150", "1500"),)


def test_a_changed_day_is_a_revision_but_no_figure() -> None:
    found = revised(("on Thursday", "on Wednesday"))
    assert found.likeness is Likeness.REVISION
    assert found.figures == ()


def test_a_time_of_an_update_is_no_figure() -> None:
    body = "Updated at 10:42 GMT\n" + BRIDGE
    assert compare(text(body), text(body.replace("10:42", "11:17"))).figures == ()


def test_one_word_that_changes_the_sense_is_a_revision() -> None:
    (change,) = revised(("were hurt", "were killed")).changes
    assert (change.before, change.after) == (
        "Twelve people were hurt when a barge struck the pier in March.",
        "Twelve people were killed when a barge struck the pier in March.",
    )


def test_a_story_that_grows_shows_what_was_added() -> None:
    tail = "\n\nThe mayor said that a second crack had been found in the southern pier."
    found = revised(tail=tail)
    assert [(change.before, change.after) for change in found.changes] == [("", tail.strip())]
    assert not found.lead_changed


def test_a_longer_version_of_another_outlet_is_a_revision_when_it_is_the_later_one() -> None:
    tail = "\n\nThe mayor said that a second crack had been found in the southern pier."
    later = text(BRIDGE + tail, hours=2, site="herald.example")
    assert compare(STORY, later).likeness is Likeness.REVISION
    assert compare(replace(STORY, at=later.at), replace(later, at=STORY.at)).likeness is Likeness.COPY


def test_a_paragraph_taken_back_is_shown() -> None:
    paragraph = BRIDGE.split("\n\n")[2]
    (change,) = revised((paragraph + "\n\n", "")).changes
    assert (change.before, change.after) == (paragraph, "")


def test_a_tail_taken_back_from_the_same_page_is_a_revision() -> None:
    found = compare(STORY, replace(STORY, text=BRIDGE[: BRIDGE.index("Shops")]))
    assert found.likeness is Likeness.REVISION
    assert found.changes[0].before.startswith("Shops on the northern bank")


def test_another_lead_is_told_from_an_edited_one() -> None:
    first = BRIDGE.split("\n\n")[0]
    other = "Thousands of commuters face weeks of delays because the main crossing is shut for good."
    assert revised((first, other)).lead_changed
    assert not revised(("divers found a crack", "divers reported a deep crack")).lead_changed
    assert not revised(("Twelve people", "Fifteen people")).lead_changed


def test_a_dateline_is_no_other_lead() -> None:
    body = "HARBOUR CITY, Nov 1 (Wire) - " + BRIDGE.replace("Twelve", "Fifteen")
    found = compare(STORY, text(body, site="herald.example"))
    assert found.figures == (("twelve", "fifteen"),)
    assert not found.lead_changed


def test_a_new_paragraph_on_top_is_another_lead() -> None:
    body = "A second crack was found on Friday in the southern pier, and the bridge may be torn down.\n\n"
    found = compare(STORY, text(body + BRIDGE, hours=20, site="post.example"))
    assert found.likeness is Likeness.REVISION
    assert found.lead_changed
    assert found.changes[0].after.startswith("A second crack")


def test_what_is_shown_runs_from_the_first_text_to_the_second() -> None:
    later = text(BRIDGE.replace("40,000", "75,000"), site="post.example")
    assert compare(STORY, later).figures == (("40,000", "75,000"),)
    assert compare(later, STORY).figures == (("75,000", "40,000"),)


def test_at_most_twelve_passages_are_shown_those_with_figures_first() -> None:
    sentences = prose(7, 300).split(". ")
    other = [f"{s} sadly enough" if i % 12 == 5 else s for i, s in enumerate(sentences)]
    sentences[290], other[290] = "The flood took 150 houses in the valley", "The flood took 290 houses in the valley"
    found = compare(text(". ".join(sentences)), text(". ".join(other)))
    assert len(found.changes) == 12
    assert found.figures == (("150", "290"),)


def test_a_passage_is_never_long() -> None:
    long = " ".join(prose(8, 60).replace(".", "").split())
    found = compare(text(long + " 500 " + long[::-1]), text(long + " 700 " + long[::-1]))
    (change,) = found.changes
    assert "500" in change.before
    assert "700" in change.after
    assert max(len(change.before), len(change.after)) <= 300


def test_an_abbreviation_ends_no_sentence() -> None:
    (change,) = revised(("who heads the works", "who headed the works")).changes
    assert change.before.startswith("Repairs will take")
    assert change.before.endswith("department.")


def test_a_correction_below_the_text_is_never_a_cut_tail() -> None:
    note = "\n\nCorrection: An earlier version of this article misstated how many cars use the bridge."
    found = compare(text(BRIDGE), text(BRIDGE + note))
    assert found.likeness is Likeness.REVISION
    assert found.changes[0].after == note.strip()


def test_a_headline_line_that_was_put_above_the_text_is_shown() -> None:
    found = compare(STORY, text("Second crack found in southern pier\n\n" + BRIDGE, site="herald.example"))
    assert found.changes[0].after == "Second crack found in southern pier"


def test_passages_said_twice_are_laid_side_by_side_the_same_way_from_either_side() -> None:
    twice = text(BRIDGE.split("\n\n")[1] + " " + BRIDGE)
    once = text(" ".join(BRIDGE.split("\n\n")[1].split()[:40]))
    assert compare(twice, once).likeness is compare(once, twice).likeness
