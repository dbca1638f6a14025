"""Each item is counted once per step, whatever a site does."""

import uuid
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.parsing import Parsing
from news import Step, Tally, Word
from storage.database import Database
from tests.flows.inbox import Inbox
from tests.flows.office import AN_HOUR_AGO, Office
from tests.flows.pages import FERRY, STORIES, Item, article, rss
from tests.flows.site import Answer, Route, Site, redirect

FATES = ("page", "copy", "gone", "down", "no article", "moved", "shared page", "no link", "nothing", "front page")
Layout = Sequence[Sequence[str]]  # the fate of each entry of each outlet


def publish(office: Office, layout: Layout) -> None:
    office.site.routes.clear()
    office.site.routes["/shared"] = article(STORIES[1])
    for outlet, fates in enumerate(layout):
        items = [entry(office, f"/{outlet}/{number}", number, fate) for number, fate in enumerate(fates)]
        office.site.routes[f"/{outlet}.xml"] = rss(*items)
        office.watch(f"outlet-{outlet}", f"/{outlet}.xml")


def entry(office: Office, path: str, number: int, fate: str) -> Item:
    """An item of a feed, with its page on the site."""
    story, url = STORIES[number % len(STORIES)], office.site.url(path)
    pages: dict[str, Route] = {
        "page": article(story, published_at=AN_HOUR_AGO),
        "copy": article(FERRY, published_at=AN_HOUR_AGO),
        "down": Answer(b"oops", 503),
        "no article": Answer(b"%PDF", content_type="application/pdf"),
        "moved": redirect("/shared"),
        "front page": redirect("/"),
    }
    if fate in pages:
        office.site.routes[path] = pages[fate]
    if fate == "nothing":
        return Item(url, guid=path)
    links = {"no link": None, "shared page": office.site.url("/shared")}
    return Item(links.get(fate, url), story.headline, path, AN_HOUR_AGO, story.summary)


def count(office: Office, table: str, where: str = "1 = 1") -> int:
    return int(office.rows(f"select count(*) from {table} where {where}")[0][0])


def check(tally: Tally, office: Office, entries: int) -> None:
    """What a first pass counted adds up, step by step, and is what the database holds."""
    of = tally.of
    assert of(Step.SOURCE, Word.FETCHED) == of(Step.SOURCE) == len(office.sources)
    assert of(Step.ENTRY, Word.NEW) == of(Step.ENTRY) == count(office, "entry") == entries
    pages = {word: of(Step.PAGE, word) for word in (Word.FETCHED, Word.FAILED, Word.KNOWN, Word.LATER)}
    assert sum(pages.values()) == of(Step.PAGE) == entries
    assert of(Step.ARTICLE) == pages[Word.FETCHED] + pages[Word.FAILED]
    stored = of(Step.ARTICLE, Word.STORED) + of(Step.ARTICLE, Word.COPY)
    assert stored == count(office, "article") == of(Step.TOPIC)
    assert of(Step.ARTICLE, Word.COPY) == count(office, "article", "copy_of is not null")
    assert count(office, "entry", "state = 'failed'") == of(Step.ARTICLE, Word.FAILED)
    assert count(office, "entry", "state = 'waiting'") == pages[Word.LATER]
    assert count(office, "entry", "state = 'done'") == stored + of(Step.ARTICLE, Word.KNOWN) + pages[Word.KNOWN]
    assert of(Step.ALERT, Word.ALERTED) == count(office, "alert")
    assert of(Step.ALERT) == count(office, "match")
    assert of(Step.DELIVERY, Word.SENT) == of(Step.DELIVERY) == count(office, "delivery") == len(office.inbox.mails)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(layout=st.lists(st.lists(st.sampled_from(FATES), min_size=1, max_size=7), min_size=1, max_size=3))
def test_every_item_is_counted_once_per_step(
    site: Site, inbox: Inbox, parsing: Parsing, tmp_path: Path, layout: Layout
) -> None:
    inbox.mails.clear()
    database = Database(f"sqlite:///{tmp_path / uuid.uuid4().hex}.db")
    office = Office(site, inbox, parsing, database)
    publish(office, layout)
    entries = sum(map(len, layout))
    check(office.run(), office, entries)
    again = office.run()
    assert (again.of(Step.ENTRY, Word.KNOWN), again.of(Step.ENTRY)) == (entries, entries)
    assert again.of(Step.PAGE) == again.of(Step.ARTICLE) == again.of(Step.DELIVERY) == 0
    database.close()
