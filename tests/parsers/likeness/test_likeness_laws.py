"""What holds for every two texts."""

from hypothesis import given
from hypothesis import strategies as st

from news import Likeness, Text
from parsers import compare, sketch
from tests.parsers.likeness.stories import AT, BRIDGE, STRIKE, prose

SENTENCES = [*BRIDGE.split(". "), *STRIKE.format("Rafah").split(". "), *prose(1, 6).split(". "),
             "港口大桥周四上午封闭，维修至少需要六周时间", "أغلقت السلطات جسر الميناء صباح الخميس", "Updated 10:42 GMT",
             "12 people, 3.5 million, 1,000", "\u00ad\u200b'’\u0307", "STRASSE ß ŉ ﬁ İstanbul", "- — : )"]  # fmt: skip
nasty = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(SENTENCES), max_size=30).map(". ".join),
    st.lists(st.sampled_from(SENTENCES), max_size=30).map("\n".join),
    st.lists(st.sampled_from(["a", "b", "12", "13", "Rafah", "\n", "."]), max_size=120).map(" ".join),
)
texts = st.builds(
    Text,
    st.one_of(nasty, st.sampled_from(["Bridge shut", "Bridge shut in Rafah", "Storm nears"])),
    nasty,
    st.one_of(st.none(), st.datetimes(AT.replace(tzinfo=None, day=1), AT.replace(tzinfo=None, day=6))),
    st.sampled_from(["", "a.example", "b.example"]),
)


@given(texts, texts)
def test_a_verdict_is_the_same_from_either_side(a: Text, b: Text) -> None:
    one, other = compare(a, b), compare(b, a)
    assert (one.likeness, one.ground, one.shared, one.lead_changed) == (
        other.likeness, other.ground, other.shared, other.lead_changed,
    )  # fmt: skip


@given(texts)
def test_a_text_is_never_a_revision_of_itself(a: Text) -> None:
    assert compare(a, a).likeness is not Likeness.REVISION
    assert compare(a, a).changes == ()


@given(texts, texts)
def test_a_copy_shows_no_changes_and_a_revision_at_least_one(a: Text, b: Text) -> None:
    found = compare(a, b)
    assert 0 <= found.shared <= 1
    assert bool(found.changes) is (found.likeness is Likeness.REVISION) or found.likeness is Likeness.DIFFERENT
    assert len(found.changes) <= 12
    assert all(max(len(change.before), len(change.after)) <= 300 for change in found.changes)
    assert all(change.before != change.after for change in found.changes)


@given(st.text())
def test_a_text_has_the_same_fingerprints_in_small_and_in_capitals(text: str) -> None:
    assert sketch(text) == sketch(text.casefold())
    assert list(sketch(text)) == sorted(set(sketch(text)))


@given(st.integers(2, 999), st.integers(2, 999), st.integers(0, 20))
def test_another_number_in_the_lead_is_never_a_copy(before: int, after: int, sentences: int) -> None:
    lead = "At least {} people were hurt when the ferry ran aground near the old harbour, rescuers said. "
    body = prose(3, sentences)
    found = compare(Text("Ferry aground", lead.format(before) + body), Text("Ferry aground", lead.format(after) + body))
    assert (found.likeness is Likeness.COPY) is (before == after)
