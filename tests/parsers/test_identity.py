import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import Entry, Identity, Keys
from parsers import keys_of, settle
from parsers.identity import edited

FIRST = datetime(2026, 3, 5, 8, tzinfo=UTC)
WAYS = ("both", "id", "address", "one address", "one id")


def entry(number: int, way: str = "both") -> Entry:
    """An entry of a source that tells its entries apart in this way."""
    return Entry(
        id={"address": None, "one id": "the channel"}.get(way, f"id-{number * 7}"),
        url={"id": None, "one address": "https://h.example/live"}.get(way, f"https://h.example/story/{number}"),
        title=f"Story {number}",
        published_at=FIRST + timedelta(minutes=number),
    )


def numbered(*numbers: int, way: str = "both") -> list[Entry]:
    return [entry(n, way) for n in numbers]


class Desk:
    """Remembers what settle says, as a desk's database does."""

    def __init__(self, identity: Identity = Identity.EITHER) -> None:
        self.identity, self.known, self.polls, self.gap = identity, dict[int, Keys](), 0, False
        self.rescued = 0

    def poll(self, entries: list[Entry]) -> list[str]:
        """The titles of what is new."""
        keys = keys_of(entries)
        said = settle(self.identity, keys, self._known(), baseline=self.polls == 0)
        self.identity, self.gap, self.rescued = said.identity, said.gap, len(said.renamed)
        self.polls += 1
        for i in said.renamed:
            row = next(at for at, known in self.known.items() if known.words == keys[i].words)
            self.known[row] = keys[i]
        for i in said.fresh:
            self.known[len(self.known)] = keys[i]
        return [entries[i].title for i in said.fresh]

    def _known(self) -> frozenset[int]:
        return frozenset(
            k for keys in self.known.values() for k in (keys.id, keys.address, keys.words) if k is not None
        )


def desk(*polls: list[Entry]) -> Desk:
    found = Desk()
    for entries in polls:
        found.poll(entries)
    return found


numbers = st.lists(st.integers(0, 60), min_size=1, max_size=25, unique=True)
ways = st.sampled_from(WAYS)


@given(numbers, ways, st.randoms(use_true_random=False))
def test_a_second_poll_of_the_same_has_nothing_new_in_whatever_order(
    known: list[int], way: str, rnd: random.Random
) -> None:
    entries = numbered(*known, way=way)
    one = desk(entries)
    assert one.poll(entries) == []
    rnd.shuffle(entries)
    assert one.poll(entries) == []
    assert not one.gap


@given(numbers, ways, st.randoms(use_true_random=False))
def test_the_order_of_a_document_does_not_change_what_is_new(known: list[int], way: str, rnd: random.Random) -> None:
    entries = numbered(*known, way=way)
    old = rnd.sample(entries, len(entries) // 2)
    shuffled = rnd.sample(entries, len(entries))
    one, other = desk(old), desk(old)
    assert sorted(one.poll(entries)) == sorted(other.poll(shuffled))
    assert (one.identity, one.gap) == (other.identity, other.gap)


@given(numbers, ways, st.data())
def test_what_was_purged_and_comes_back_is_not_new(known: list[int], way: str, data: st.DataObject) -> None:
    entries = numbered(*known, way=way)
    left = data.draw(st.lists(st.sampled_from(entries), unique=True))
    one = desk(entries, left)
    assert one.poll(entries) == []


@given(numbers, ways, st.integers(61, 99))
def test_what_is_really_new_is_always_new(known: list[int], way: str, number: int) -> None:
    one = desk(numbered(*known, way=way))
    assert f"Story {number}" in one.poll(numbered(number, *known, way=way))
    assert one.poll(numbered(number, *known, way=way)) == []


@given(numbers, st.sampled_from(("both", "id", "address", "one address")), st.booleans())
def test_new_ids_or_new_addresses_make_nothing_new(known: list[int], way: str, of_ids: bool) -> None:
    entries = numbered(*known, way=way)
    if way != "both" and len(entries) < 2:
        return  # with one entry that has only one key, nothing tells a change from news
    one = desk(entries)
    changed = [
        replace(e, id=e.id and f"v2-{e.id}") if of_ids else replace(e, url=e.url and f"https://new.example/{e.title}")
        for e in entries
    ]
    assert one.poll(changed) == []
    assert one.poll(changed) == []
    assert one.poll(entries) == []


@given(st.lists(st.integers(0, 60), min_size=2, max_size=25, unique=True))
def test_a_source_that_changes_everything_but_the_words_has_nothing_new(known: list[int]) -> None:
    one = desk(numbered(*known))
    moved = [replace(e, id=f"v2-{e.id}", url=f"https://new.example/{e.title}") for e in numbered(*known)]
    assert one.poll(moved) == []
    assert (one.rescued, one.gap) == (len(known), False)
    assert one.poll([entry(99), *moved]) == ["Story 99"]


@given(numbers, st.lists(st.integers(0, 24), max_size=10))
def test_what_a_document_lists_twice_is_new_once(known: list[int], again: list[int]) -> None:
    entries = numbered(*known)
    twice = [*entries, *(entries[i % len(entries)] for i in again)]
    assert sorted(Desk().poll(twice)) == sorted(e.title for e in entries)


maybe = st.none() | st.integers(1, 6)


@given(
    st.lists(st.builds(Keys, maybe, maybe.map(lambda n: n and n + 10), maybe.map(lambda n: n and n + 20)), max_size=8)
)
def test_whatever_the_keys_are_what_is_new_is_counted_once(keys: list[Keys]) -> None:
    said = settle(Identity.EITHER, keys, frozenset(), baseline=True)
    labels = [keys[i] for i in said.fresh]
    assert len(set(labels)) == len(labels)
    assert bool(labels) == any(key._replace(edit=None).there for key in keys)


def test_after_a_renumbering_the_old_ones_stay_known_though_new_ones_come() -> None:
    one = desk(numbered(*range(20)))
    moved = [replace(e, id=f"v2-{e.id}", url=f"https://new.example/{e.title}") for e in numbered(*range(20))]
    one.poll(moved)
    assert one.poll([*numbered(90, 91, 92, 93, 94, 95), *moved]) == [f"Story {n}" for n in range(90, 96)]


def test_a_pinned_entry_does_not_hide_that_all_others_moved() -> None:
    pinned = Entry("pin", "https://h.example/join-us", "Join us")
    one = desk([pinned, *numbered(*range(20))])
    moved = [replace(e, id=f"v2-{e.id}", url=f"https://new.example/{e.title}") for e in numbered(*range(20))]
    assert one.poll([pinned, *moved]) == []


def test_words_that_many_entries_share_recognise_none_of_them() -> None:
    def judgment(number: int) -> Entry:
        return Entry(f"j{number}", f"https://court.example/{number}", "Judgment", FIRST)

    one = desk([judgment(n) for n in range(5)])
    assert len(one.poll([judgment(n) for n in range(5, 10)])) == 5


def test_a_live_blog_of_one_address_is_told_by_its_ids() -> None:
    one = desk(numbered(1, 2, 3, way="one address"))
    assert one.identity is Identity.ID
    assert one.poll(numbered(4, way="one address")) == ["Story 4"]


def test_a_live_blog_among_other_stories_does_not_take_their_addresses_from_them() -> None:
    live, others = numbered(1, 2, way="one address"), numbered(*range(10, 20))
    one = desk([*live, *others])
    assert one.identity is Identity.EITHER
    again = [replace(e, id=f"{e.id}#1", title=f"{e.title}, corrected") for e in others]  # as the BBC numbers its guids
    assert one.poll([*numbered(3, way="one address"), *live, *again]) == ["Story 3"]


def test_episodes_of_one_address_without_ids_are_told_by_their_words() -> None:
    def episodes(*numbers: int) -> list[Entry]:
        return [replace(e, id=None) for e in numbered(*numbers, way="one address")]

    one = desk(episodes(3, 2, 1))
    assert one.poll(episodes(4, 3, 2, 1)) == ["Story 4"]


@pytest.mark.parametrize("mark", ["{}", "#{}", "https://h.example/rss/item-{}"])
@pytest.mark.parametrize("start", [0, 1])
def test_ids_that_count_the_places_of_a_document_hide_no_news(mark: str, start: int) -> None:
    def placed(*numbers: int) -> list[Entry]:
        return [replace(e, id=mark.format(i)) for i, e in enumerate(numbered(*numbers), start)]

    one = desk(placed(4, 3, 2, 1))
    assert one.poll(placed(5, 4, 3, 2)) == ["Story 5"]
    assert one.poll(placed(7, 6, 5, 4)) == ["Story 7", "Story 6"]


def test_an_id_for_all_hides_no_news() -> None:
    one = desk(numbered(3, 2, 1, way="one id"))
    assert one.identity is Identity.ADDRESS
    assert one.poll(numbered(4, way="one id")) == ["Story 4"]


def test_ids_that_return_with_other_stories_count_no_more() -> None:
    one = desk(numbered(1, 2, 3, 4))
    slots = [replace(e, id=f"id-{n * 7}") for n, e in enumerate(numbered(11, 12, 13, 14), 1)]
    assert one.poll(slots) == ["Story 11", "Story 12", "Story 13", "Story 14"]
    assert one.identity is Identity.ADDRESS


def test_a_guid_with_a_session_makes_addresses_count() -> None:
    def session(name: str, *numbers: int) -> list[Entry]:
        return [replace(e, id=f"{e.url}?sid={name}") for e in numbered(*numbers)]

    one = desk(session("a", 1, 2, 3, 4))
    assert one.poll(session("b", 5, 1, 2, 3, 4)) == ["Story 5"]
    assert one.identity is Identity.ADDRESS


def test_a_few_stories_that_were_renamed_and_rewritten_are_not_news() -> None:
    one = desk(numbered(*range(20)))
    edited = [replace(e, url=f"{e.url}-corrected", title=f"{e.title}, corrected") for e in numbered(0, 1)]
    assert one.poll([*edited, *numbered(*range(2, 20))]) == []


def test_https_and_trackers_make_no_other_address() -> None:
    one = desk([replace(e, id=None) for e in numbered(1, 2)])
    guise = [
        replace(e, id=None, url=f"http://www.h.example/story/{n}?utm_source=rss")
        for n, e in enumerate(numbered(1, 2), 1)
    ]
    assert one.poll(guise) == []


def test_a_bulletin_of_one_address_is_new_when_its_id_and_words_are() -> None:
    one = desk(numbered(1, way="one address"))
    assert one.poll(numbered(2, way="one address")) == ["Story 2"]
    assert one.poll(numbered(2, way="one address")) == []
    edited = replace(entry(2, "one address"), title="Story 2, corrected")
    assert one.poll([edited]) == []


def test_a_gap_is_a_document_that_shares_nothing_with_what_is_known() -> None:
    one = desk(numbered(1, 2, 3))
    assert not one.gap
    one.poll(numbered(4, 5, 3))
    assert not one.gap
    one.poll(numbered(7, 8, 9))
    assert one.gap
    one.poll([])
    assert not one.gap
    one.poll(numbered(10))
    assert not one.gap


def test_a_date_that_is_only_when_it_was_read_is_no_mark_of_an_entry() -> None:
    read = [replace(entry(n), ahead=True, published_at=FIRST + timedelta(minutes=n)) for n in (1, 1)]
    one, other = keys_of([replace(read[0], summary="s")]), keys_of([replace(read[1], published_at=FIRST, summary="s")])
    assert one == other


def test_what_says_nothing_is_nothing() -> None:
    assert keys_of([Entry(None, None)]) == [Keys(None, None, None)]
    assert Desk().poll([Entry(None, None)]) == []


def test_a_note_without_title_goes_by_its_text() -> None:
    one = desk([Entry(None, None, summary="The bridge is closed."), Entry(None, None, summary="The ferry sails.")])
    assert len(one.known) == 2
    assert one.poll([Entry(None, None, summary="The  bridge is closed.\n")]) == []


def test_keys_fit_a_databases_signed_integers() -> None:
    for keys in keys_of(numbered(*range(200))):
        assert all(0 <= key < 2**63 for key in (keys.id, keys.address, keys.words) if key is not None)


def test_a_document_of_one_id_is_settled_in_one_sweep() -> None:
    keys = [Keys(1, 10 + i, None) for i in range(50_000)]
    assert len(settle(Identity.EITHER, keys, frozenset(), baseline=True).fresh) == 50_000
    assert settle(Identity.EITHER, [Keys(1, 2, 3)] * 50_000, frozenset(), baseline=True).fresh == (0,)


def told_as_edited(before: list[Entry], after: list[Entry]) -> tuple[int, ...]:
    known = frozenset(key for keys in keys_of(before) for key in keys.there)
    return edited(keys_of(after), range(len(after)), known)


def updated(number: int, minutes: int) -> Entry:
    one = entry(number)
    return replace(one, updated_at=FIRST + timedelta(minutes=number + minutes))


def test_an_entry_that_is_listed_with_other_words_is_edited() -> None:
    before = numbered(*range(9))
    after = [replace(one, title="Corrected") if i == 4 else one for i, one in enumerate(before)]
    assert told_as_edited(before, before) == ()
    assert told_as_edited(before, after) == (4,)
    assert told_as_edited(before, [*before[1:], replace(before[0], url="https://h.example/moved", title="New")]) == (8,)


def test_an_entry_that_says_when_it_was_changed_is_edited_once() -> None:
    assert told_as_edited(numbered(1, 2), [entry(1), updated(2, 5)]) == (1,)
    assert told_as_edited([entry(1), updated(2, 5)], [entry(1), updated(2, 5)]) == ()
    assert told_as_edited([entry(1), updated(2, 5)], [entry(1), updated(2, 9)]) == (1,)
    assert told_as_edited(numbered(1), [updated(1, 0)]) == ()


def test_what_is_new_or_only_moved_is_not_edited() -> None:
    before = numbered(1, 2)
    assert told_as_edited(before, numbered(1, 2, 3)) == ()
    assert told_as_edited(before, [replace(one, url=f"{one.url}-moved") for one in before]) == ()


def test_a_source_that_dates_everything_anew_edits_nothing() -> None:
    before = numbered(*range(9))
    after = [replace(one, published_at=FIRST + timedelta(days=1)) for one in before]
    assert told_as_edited(before, after) == ()
    assert told_as_edited(before[:2], after[:2]) == (0, 1)


def test_when_an_entry_was_changed_does_not_tell_what_is_new() -> None:
    one = desk([replace(entry(n), id=None, title="") for n in (1, 2)])
    again = [replace(updated(n, 5), id=None, title="") for n in (1, 2)]
    assert one.poll(again) == []
