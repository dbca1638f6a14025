"""A feed's own words as an article."""

from bs4 import BeautifulSoup

from news import Article, Entry, Evidence
from parsers.language import language_tag, settled_language
from parsers.markup import has_tags, plain
from parsers.page.body.body import TooDeepError, body_of
from parsers.page.tree import is_too_large


def article_from_entry(entry: Entry, url: str, language: str | None) -> Article | None:
    """The feed's own words, for when the page cannot be had. None when it has none.

    `language` is the desk's word, and counts as it is; what the feed says counts unless its words belie it.
    """
    longer = max(entry.content, entry.summary, key=len)
    body, title = html_to_text(longer), entry.title.strip()
    if not title and not body:
        return None
    return Article(
        url=url,
        title=title,
        text=body,
        authors=entry.authors,
        published_at=entry.published_at,
        modified_at=entry.updated_at,
        language=language or settled_language(language_tag(entry.language or ""), title, body),
        evidence=Evidence.FEED if body else Evidence.TITLE,
    )


def html_to_text(markup: str) -> str:
    """A fragment of HTML as paragraphs, separated by a blank line; captions and boxes left out when there is more."""
    if not has_tags(markup) or is_too_large(markup):
        return plain(markup)
    try:
        return body_of(BeautifulSoup(markup, "lxml", multi_valued_attributes=None), "").text
    except TooDeepError:
        return plain(markup)
