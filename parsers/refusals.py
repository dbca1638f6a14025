"""Answers that are nothing to read: why."""

import re

from bs4 import BeautifulSoup

from news import FeedError, Page
from parsers.charset import decode
from parsers.walls import CAPTCHA_HOST, CONSENT_HOST, PERHAPS, WALL, WORDY

# Every reason that a FeedError of this room has; whoever counts or explains them can rely on the list.
FEED_REASONS = (
    "empty",  # no byte
    "not a feed",
    "not a sitemap",
    "not a source",  # no markup at all
    "not OPML",
    "html instead of feed",
    "asks for a human",  # a bot wall or a consent page
    "no links",  # a listing without headlines
    "bad selector",
    "broken gzip",
    "too large",
)

HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
HEAD = 4_000  # characters in which a document says what it is; a prolog with comments and name spaces fits
_SCANNED = 300_000  # characters; walls are small, and their marks stand at the beginning


def refusal_of(page: Page) -> FeedError | None:
    """Tell what an HTML answer is, when a feed was wanted. None: it is no HTML."""
    text = decode(page.body[:_SCANNED], page.content_type)
    if not HTML.search(text[:HEAD]):
        return None
    reason = "asks for a human" if _is_wall(page.final_url, text) else "html instead of feed"
    return FeedError(reason, page.final_url)


def wall_of(page: Page) -> FeedError | None:
    """The refusal, when the answer is a page that only a person gets past."""
    refusal = refusal_of(page)
    return refusal if refusal and refusal.reason == "asks for a human" else None


def was_led_away(page: Page) -> bool:
    """Tell whether redirects ended where visitors are asked for their consent, or to prove that they are human."""
    return _is_before(page.final_url) and not _is_before(page.url)


def _is_before(url: str) -> bool:
    return bool(CONSENT_HOST.match(url) or CAPTCHA_HOST.match(url))


def _is_wall(url: str, text: str) -> bool:
    small = text.lower()
    if _is_before(url) or WALL.search(small):
        return True
    return bool(PERHAPS.search(small)) and _says_little(text)


def _says_little(text: str) -> bool:
    return len(" ".join(BeautifulSoup(text, "lxml").get_text(" ").split())) < WORDY
