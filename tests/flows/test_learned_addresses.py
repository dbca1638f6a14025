"""A parameter that leaves the page as it is, is learned from what a host's pages say, and unlearned by another text."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from news import Step, Word
from tests.flows.events import ELSEWHERE, WIRE, revised
from tests.flows.office import Office
from tests.flows.pages import BAKERY, CHOIR, FERRY, LIBRARY, ORCHARD, Item, Story, article, rss

SIX_PARAGRAPHS = tuple(paragraph for story in (BAKERY, CHOIR, LIBRARY) for paragraph in story.paragraphs)


def carry(office: Office, *pages: tuple[str, Story, str]) -> None:
    """The outlet's feed lists these: (path, story, headline there)."""
    for path, story, _ in pages:
        office.site.routes[path] = article(story, published_at=office.now)
    office.site.routes["/ledger.xml"] = rss(
        *(Item(office.site.url(path), title, path, office.now) for path, _, title in pages)
    )


def under_both(number: int, story: Story) -> Iterable[tuple[str, Story, str]]:
    """One page at two addresses, announced by two headlines."""
    for edition, title in (("north", story.headline), ("south", f"Tonight: {story.headline}")):
        yield f"/read/{number}?ed={edition}", story, title


@pytest.fixture
def taught(office: Office) -> Office:
    """Three texts were each found under two addresses that differ in `ed`."""
    office.watch("ledger", "/ledger.xml")
    for number, story in enumerate((WIRE, FERRY, Story("Baker, choir and library", SIX_PARAGRAPHS)), 1):
        for page in under_both(number, story):
            carry(office, page)
            office.run()
            office.later(minutes=20)
    assert learned(office) == [("ed", 3, False)]
    return office


def learned(office: Office) -> list[tuple[object, ...]]:
    return [
        (name, votes, bool(chooses))
        for name, votes, chooses in office.rows("select name, votes, chooses from parameter")
    ]


def test_what_three_texts_taught_saves_reading_a_page(taught: Office) -> None:
    carry(taught, ("/read/9?ed=north", ORCHARD, ORCHARD.headline))
    taught.run()
    taught.later(minutes=20)
    carry(taught, ("/read/9?ed=south", ORCHARD, ORCHARD.headline))
    assert taught.run().of(Step.PAGE, Word.KNOWN) == 1
    assert taught.site.asked("/read/9?ed=south") == []


def test_another_text_unlearns_it(taught: Office) -> None:
    carry(taught, ("/read/9?ed=north", ELSEWHERE, ELSEWHERE.headline))
    taught.run()
    carry(taught, ("/read/9?ed=south", ORCHARD, ORCHARD.headline))
    assert taught.run().of(Step.ARTICLE, Word.STORED) == 1
    assert learned(taught) == [("ed", 0, True)]


def test_the_same_text_revised_unlearns_nothing(taught: Office) -> None:
    longer = Story("Quake report", (*WIRE.paragraphs, *ORCHARD.paragraphs))
    carry(taught, ("/read/9?ed=north", longer, longer.headline))
    taught.run()
    taught.later(minutes=20)
    newer = replace(revised(longer, ("killed at least 50", "killed at least 75")), headline="Toll rises, governor says")
    carry(taught, ("/read/9?ed=south", newer, newer.headline))
    taught.run()
    assert taught.rows("select likeness from article order by id desc limit 1") == [("revision",)]
    assert learned(taught) == [("ed", 3, False)]
