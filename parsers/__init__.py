"""Bytes to links and articles, and what makes two of them the same. Pure: no clock, network or database."""

from parsers.article import article_from_entry, read_article
from parsers.feed import read_feed
from parsers.likeness import compare, same_headline, sketch
from parsers.listing import read_listing
from parsers.sitemap import read_sitemap
from parsers.source import read_source
from parsers.urls import page_key

__all__ = [
    "article_from_entry", "compare", "page_key", "read_article", "read_feed", "read_listing", "read_sitemap",
    "read_source", "same_headline", "sketch",
]  # fmt: skip
