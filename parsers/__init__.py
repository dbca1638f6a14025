"""Bytes to links and articles, and what makes two of them the same. Pure: no clock, network or database.

`parsers.grouping` is asked for by name: it computes with numpy, which workers that read documents do without.
"""

from parsers.article import explain_page, read_article
from parsers.corrections import correction_in
from parsers.discovery import find_feeds, guesses, sitemaps_of
from parsers.entry import article_from_entry
from parsers.feed import read_feed
from parsers.identity import keys_of, settle
from parsers.likeness import compare, same_headline, sketch
from parsers.listing import read_listing
from parsers.newest import newest_first
from parsers.opml import Outline, read_opml, write_opml
from parsers.owner import owner_of
from parsers.page.evidence import Reading
from parsers.refusals import FEED_REASONS
from parsers.repetition import noted, repeated
from parsers.sitemap import read_sitemap
from parsers.source import read_source
from parsers.urls import page_key

__all__ = [
    "FEED_REASONS", "Outline", "Reading", "article_from_entry", "compare", "correction_in", "explain_page",
    "find_feeds", "guesses", "keys_of", "newest_first", "noted", "owner_of", "page_key", "read_article",
    "read_feed", "read_listing", "read_opml", "read_sitemap", "read_source", "repeated", "same_headline", "settle",
    "sitemaps_of", "sketch", "write_opml",
]  # fmt: skip
