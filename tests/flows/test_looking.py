"""Pages that gave an article are looked at again, seldom and cheaply."""

from datetime import timedelta

import pytest

from flows import looking
from flows.next_look import STEPS
from news import RefusalReason, Step, Tally, Word
from storage.looks import NEVER
from tests.flows.looks import counted, looked, next_looks, rewritten, with_etag
from tests.flows.office import NOW, Office
from tests.flows.pages import FERRY, STORIES, STRIKE, Item, Story, article, rss
from tests.flows.refused import DENIED, SHORT
from tests.flows.site import Answer

SKARVHOLM = ("Skarvholm", "Skarvsund")  # a name that an editor spelled wrongly
HALF_AN_HOUR = STEPS[0]


def publish(office: Office, *stories: Story, **values: object) -> None:
    """As new as can be, and read."""
    office.publish("ledger", *stories, published_at=NOW, **values)  # type: ignore[arg-type]  # whatever the test says
    office.run()


def texts(office: Office) -> list[tuple[object, ...]]:
    return office.rows("select text from article order by id")


def test_a_page_is_looked_at_half_an_hour_after_it_came_out_and_not_before(any_office: Office) -> None:
    publish(any_office, FERRY)
    assert counted(looked(any_office, minutes=29)) == []
    assert counted(looked(any_office, minutes=1)) == [("unchanged", "", 1)]
    assert len(any_office.site.asked("/ledger/1")) == 2
    assert next_looks(any_office) == [NOW + STEPS[1]]


def test_after_a_week_it_is_never_looked_at_again(office: Office) -> None:
    publish(office, FERRY)
    for before, step in zip((timedelta(0), *STEPS), STEPS, strict=False):
        assert looked(office, seconds=(step - before).total_seconds()).of(Step.LOOK) == 1
    assert next_looks(office) == [NEVER]
    assert looked(office, days=400).of(Step.LOOK) == 0
    assert len(office.site.asked("/ledger/1")) == 1 + len(STEPS)


def test_a_page_says_in_a_few_bytes_that_it_is_as_it_was(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("flows.looking.revise")  # nothing is read
    publish(office, FERRY, page=with_etag(article(FERRY), '"1"'))
    assert counted(looked(office, minutes=30)) == [("unchanged", "", 1)]
    assert counted(looked(office, hours=2)) == [("unchanged", "", 1)]
    first, *others = office.site.asked("/ledger/1")
    assert "if-none-match" not in first.headers
    assert [one.headers["if-none-match"] for one in others] == ['"1"', '"1"']


def test_the_validators_are_those_of_the_page_as_it_was_last_read(office: Office) -> None:
    publish(office, FERRY, page=with_etag(article(FERRY), '"1"'))
    office.site.routes["/ledger/1"] = with_etag(article(rewritten(FERRY, SKARVHOLM)), '"2"')
    looked(office, minutes=30)
    assert counted(looked(office, hours=2)) == [("unchanged", "", 1)]
    assert [one.headers.get("if-none-match") for one in office.site.asked("/ledger/1")] == [None, '"1"', '"2"']


def test_each_fourth_look_takes_no_servers_word_for_it(office: Office) -> None:
    publish(office, FERRY, page=with_etag(article(FERRY), '"1"'))
    for step in STEPS[:5]:
        office.now = NOW
        looked(office, seconds=step.total_seconds())
    assert ["if-none-match" in one.headers for one in office.site.asked("/ledger/1")] == [
        False, True, True, True, False, True,
    ]  # fmt: skip


def test_the_same_bytes_are_not_read_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("flows.looking.revise")
    publish(office, FERRY)
    assert counted(looked(office, minutes=30)) == [("unchanged", "", 1)]


def test_what_stands_beside_the_article_is_no_change_of_it(office: Office) -> None:
    publish(office, FERRY)
    office.site.routes["/ledger/1"] = article(FERRY, published_at=NOW, beside="A rose by another name")
    assert counted(looked(office, minutes=30)) == [("unchanged", "", 1)]
    assert office.rows("select count(*) from revision") == [(0,)]


def test_a_page_that_changed_is_looked_at_again_sooner(office: Office) -> None:
    publish(office, FERRY)
    note = "A tug is on its way from Velden, where the harbour master has seen to a berth and a team of divers."
    office.site.routes["/ledger/1"] = article(rewritten(FERRY, note=note))
    looked(office, hours=6)
    assert next_looks(office) == [office.now + STEPS[2] - STEPS[1]]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_left_alone_and_its_article_stays(office: Office, status: int) -> None:
    publish(office, FERRY)
    before = texts(office)
    office.site.routes["/ledger/1"] = Answer(b"gone", status)
    assert counted(looked(office, minutes=30)) == [("gone", "", 1)]
    assert looked(office, days=1).of(Step.LOOK) == 0
    assert texts(office) == before


def test_a_page_that_cannot_be_had_is_tried_again_at_the_next_step(office: Office) -> None:
    publish(office, FERRY)
    office.site.routes["/ledger/1"] = Answer(b"oops", 500)
    assert counted(looked(office, minutes=30)) == [("failed", "http 500", 1)]
    assert next_looks(office) == [NOW + STEPS[1]]


def test_a_host_that_asks_to_wait_is_left_alone_and_no_step_is_lost(office: Office) -> None:
    publish(office, FERRY, STRIKE)
    later = Answer(b"later", 429, headers={"Retry-After": "600"})
    office.site.routes["/ledger/1"] = office.site.routes["/ledger/2"] = later
    office.site.requests.clear()
    assert sorted(counted(looked(office, minutes=30))) == [
        ("tried again later", "asked to wait", 1),
        ("tried again later", "http 429", 1),
    ]
    assert len([one for one in office.site.requests if one.path.startswith("/ledger/")]) == 1
    assert len(next_looks(office)) == 2
    assert all(
        office.now + timedelta(minutes=9) < at <= office.now + timedelta(minutes=10) for at in next_looks(office)
    )


def test_a_host_that_asks_to_wait_for_ever_is_given_up_in_the_end(office: Office) -> None:
    publish(office, FERRY)
    office.site.routes["/ledger/1"] = Answer(b"later", 429, headers={"Retry-After": "600"})
    assert counted(looked(office, days=6)) == [("tried again later", "http 429", 1)]
    assert counted(looked(office, days=2)) == [("failed", "http 429", 1)]
    assert next_looks(office) == [NEVER]


@pytest.mark.parametrize(
    ("page", "word"), [(DENIED, "http 403"), (SHORT, "too short"), (Answer(b"", 200), "empty")], ids=str
)
def test_a_wall_leaves_the_article_as_it_was(office: Office, page: Answer, word: str) -> None:
    publish(office, FERRY)
    before = texts(office)
    office.site.routes["/ledger/1"] = page
    assert counted(looked(office, minutes=30)) == [("failed", word, 1)]
    assert texts(office) == before


def test_what_robots_forbid_by_now_is_not_asked_for(office: Office) -> None:
    publish(office, FERRY)
    office.site.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /ledger/", content_type="text/plain")
    assert counted(looked(office, days=2)) == [("failed", "robots", 1)]
    assert len(office.site.asked("/ledger/1")) == 1


def test_a_source_that_is_not_to_be_looked_at_again_is_not(office: Office) -> None:
    publish(office, FERRY)
    office.move_source("ledger", look_again=False)
    assert looked(office, minutes=30).of(Step.LOOK) == 0
    office.publish("ledger", FERRY, STRIKE, published_at=office.now)
    office.run()
    assert len(next_looks(office)) == 1


def test_what_came_out_long_ago_or_is_not_the_page_is_not_looked_at(office: Office) -> None:
    office.publish("ledger", FERRY, published_at=NOW - timedelta(days=8))
    office.publish("courier", STRIKE, page=DENIED)
    office.run()
    assert len(office.titles) == 2
    assert next_looks(office) == []


def test_an_article_is_as_old_as_it_says(office: Office) -> None:
    """So that a desk that begins with a long archive is no burden to anybody."""
    office.publish("ledger", FERRY, published_at=NOW - timedelta(hours=5))
    office.publish("courier", STRIKE, published_at=NOW - timedelta(days=4))
    office.run()
    assert sorted(next_looks(office)) == [NOW + timedelta(hours=1), NOW + timedelta(days=3)]


def test_an_article_that_is_listed_in_other_words_is_looked_at_at_once(any_office: Office) -> None:
    publish(any_office, FERRY, STRIKE)
    any_office.later(hours=1)
    looked(any_office)
    story = rewritten(FERRY, headline="Night ferry runs aground, nobody hurt")
    any_office.publish("ledger", story, STRIKE, published_at=NOW)
    any_office.later(minutes=15)
    assert any_office.run().of(Step.ENTRY, Word.NEW) == 0
    looked(any_office)
    assert len(any_office.site.asked("/ledger/1")) == 3
    assert len(any_office.site.asked("/ledger/2")) == 2
    assert any_office.titles == [STRIKE.headline, story.headline]


def test_each_change_of_an_entry_brings_one_look(office: Office) -> None:
    publish(office, FERRY, STRIKE)
    looked(office, hours=1)
    office.publish("ledger", rewritten(FERRY, headline="Ferry aground"), STRIKE, published_at=NOW)
    for _ in range(3):
        office.later(minutes=11)
        office.run()
        looked(office)
    assert len(office.site.asked("/ledger/1")) == 3


def test_a_source_that_dates_all_anew_at_each_poll_is_not_believed(office: Office) -> None:
    publish(office, *STORIES[:4])
    for _ in range(3):
        office.later(minutes=5)
        items = [Item(office.site.url(f"/ledger/{i}"), one.headline, f"ledger-{i}", office.now) for i, one in
                 enumerate(STORIES[:4], 1)]  # fmt: skip
        office.site.routes["/ledger.xml"] = rss(*items)
        office.run()
    assert looked(office).of(Step.LOOK) == 0


def test_a_look_that_breaks_down_stops_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    real = looking.revise

    def broken(article_id: int, *rest: object) -> object:
        if article_id == 1:
            raise ZeroDivisionError
        return real(article_id, *rest)  # type: ignore[arg-type]

    publish(office, FERRY, STRIKE)
    for number, story in ((1, FERRY), (2, STRIKE)):
        office.site.routes[f"/ledger/{number}"] = article(story, published_at=NOW, beside="Other news")
    monkeypatch.setattr("flows.looking.revise", broken)
    assert counted(looked(office, minutes=30)) == [("failed", "internal error", 1), ("unchanged", "", 1)]
    assert looked(office).of(Step.LOOK) == 0
    assert next_looks(office) == [NOW + STEPS[1]] * 2


def test_a_pass_looks_at_so_many_pages_and_the_next_at_the_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.looking.MOST", 3)
    publish(office, *STORIES[:4])
    assert looked(office, minutes=30).of(Step.LOOK) == 3
    assert looked(office).of(Step.LOOK) == 1
    assert looked(office).of(Step.LOOK) == 0


def test_looks_end_when_their_time_is_over_and_go_on_at_the_next_pass(office: Office) -> None:
    publish(office, FERRY, STRIKE)
    office.site.watch = lambda _: office.later(minutes=3)
    office.site.routes["/ledger/1"] = office.site.routes["/ledger/2"] = Answer(b"oops", 500)
    tally = looked(office, minutes=30)
    assert sorted(counted(tally)) == [("failed", "http 500", 1), ("tried again later", "no time left", 1)]
    office.site.watch = lambda _: None
    assert counted(looked(office)) == [("failed", "http 500", 1)]


def test_looking_at_nothing_counts_nothing(office: Office) -> None:
    assert looked(office) == Tally()


def test_a_stub_is_not_taken_for_the_article(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.flows.refused import stub

    publish(office, FERRY)
    before = texts(office)
    office.site.routes["/ledger/1"] = article(FERRY, published_at=NOW, beside="Other news")
    monkeypatch.setattr("flows.looking.read_article", stub)
    assert counted(looked(office, minutes=30)) == [("failed", "paywall stub", 1)]
    assert texts(office) == before


def test_what_the_desk_accepts_of_a_source_is_accepted_again(office: Office) -> None:
    office.publish("ledger", FERRY, published_at=NOW, page=SHORT)
    office.move_source("ledger", accept=(RefusalReason.TOO_SHORT,))
    office.run()
    office.site.routes["/ledger/1"] = Answer(SHORT.body.replace(b"aground.", b"afloat again."))
    looked(office, minutes=30)
    assert texts(office) == [("Ferry afloat again.",)]
