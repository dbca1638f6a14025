"""What a source lists, with what each entry may be recognised by."""

from news import Feed, Keys, Page, SourceKind
from parsers.identity import keys_of
from parsers.source import read_source


def read_recognised(kind: SourceKind, page: Page, selector: str | None = None) -> tuple[Feed, tuple[Keys, ...]]:
    """Read a source as `read_source` does, and give the keys of its entries, in their order. Raises FeedError."""
    feed = read_source(kind, page, selector)
    return feed, tuple(keys_of(feed.entries))
