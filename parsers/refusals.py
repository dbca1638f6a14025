"""Answers that are nothing to read: why."""

import re

from bs4 import BeautifulSoup

from news import FeedError, Page
from parsers.charset import decode

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
# Scripts and words of walls themselves, found on no page behind them.
_WALL = re.compile(
    r"_cf_chl_|cf-browser-verification|cf-error-details|window\._cf_translation|<title>\s*just a moment"
    r"|attention required! \||incapsula incident|captcha-delivery\.com|px-captcha|sucuri_cloudproxy"
    r"|<title>\s*(?:ddos-guard|access denied|bot verification)|pardon our interruption|techaro\.lol"
    r"|making sure you(?:&#39;|')re not a bot|checking your browser before"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|enable javascript and cookies to continue"
    r"|unusual traffic from your computer",
    re.I,
)
# Ordinary pages carry these too, beside words of their own.
_PERHAPS = re.compile(
    r"captcha|datadome|_pxappid|perimeterx|_incapsula_resource|aws-?waf|ddos-guard|robot|security check|access denied"
    r"|consent|before you continue|cookies? (?:wall|akzeptieren)|zustimmung",
    re.I,
)
_CONSENT = re.compile(r"https?://(?:consent|guce|privacy-mgmt|captcha|challenge)\.", re.I)
_WORDY = 1_500  # characters; a wall says a few sentences, a consent page a few paragraphs


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
    return bool(_CONSENT.match(page.final_url)) and not _CONSENT.match(page.url)


def _is_wall(url: str, text: str) -> bool:
    if _CONSENT.match(url) or _WALL.search(text):
        return True
    return bool(_PERHAPS.search(text)) and _says_little(text)


def _says_little(text: str) -> bool:
    return len(" ".join(BeautifulSoup(text, "lxml").get_text(" ").split())) < _WORDY
