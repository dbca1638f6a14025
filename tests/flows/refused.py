"""Pages that give no article, and what is asked and done about them in tests."""

from news import Article, Kind, Page
from storage.pages import reopen_refused
from tests.flows.office import NOW, Office
from tests.flows.pages import FERRY, Story
from tests.flows.site import Answer

DENIED = Answer(b"no", 403)
SHORT = Answer(b"<html><body><article><p>Ferry aground.</p></article></body></html>")
BRIEF = Story("From the harbour", ("Nothing but a picture of the day.",))  # what the feed says of the short page


def outcomes(office: Office) -> list[tuple[object, ...]]:
    """Of each entry: what its page came to, its state, and whether the rest of it is gone."""
    return [(a, b, bool(c)) for a, b, c in office.rows("select outcome, state, payload is null from entry order by id")]


def reopen(office: Office, name: str = "ledger") -> int:
    with office.database.writing() as session:
        return reopen_refused(session, name, NOW, office.now)


def stub(page: Page, **_how: object) -> Article:
    """What a page behind a paywall is read as."""
    words, swift = "The night ferry ran aground.", f"{page.url}/fast"
    return Article(page.final_url, FERRY.headline, words, kind=Kind.PAYWALL_STUB, amp_url=swift)


def shorter_stub(page: Page, **_how: object) -> Article:
    return Article(page.final_url, FERRY.headline, "The night ferry.", kind=Kind.PAYWALL_STUB)
